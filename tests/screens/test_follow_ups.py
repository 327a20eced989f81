"""Marks to come back to, and the list of what is to be found out."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from data.place import Place
from data.record import Engagement, FollowUp, SelfCheck, SelfCheckAnswer
from screens.follow_ups import AssignDialog, FollowUpsScreen
from screens.step import StepScreen
from tests.screens.runs import (
    NARROW,
    TODAY,
    app_of,
    click_target,
    interview,
    ledger,
    new_record,
    on_disk,
    place_of,
    press,
    record_of,
    screen_of,
    screen_text,
    shown,
    status,
    with_service,
)
from tui.app import KikitoriApp


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KikitoriApp, "today", lambda _app: TODAY)


def asked() -> Engagement:
    """Two questions nobody could answer, one assigned and late, and a marked asset."""
    items = {no: SelfCheckAnswer("unknown") for no in (3, 9)}
    follow_ups = {
        Place("self_check", "3"): FollowUp(person="佐藤さん", due=date(2026, 11, 17)),
        Place("assets", "A0002"): FollowUp(marked=True),
    }
    return new_record(self_check=SelfCheck(items=items), assets=ledger(3), follow_ups=follow_ups)


MARKED = {
    "self_check": Place("self_check", "2"),
    "threats": Place("threats", "T02"),
    "measures": Place("measures", "2"),
    "cloud": Place("cloud", "S0001", "selection"),
    "assets": Place("assets", "A0002"),
}


@pytest.mark.parametrize("step", MARKED)
async def test_a_mark_is_set_shown_and_taken_off(tmp_path: Path, step: str) -> None:
    record = with_service(new_record(assets=ledger(3)))
    async with interview(record, tmp_path, step, NARROW) as pilot:
        await press(pilot, "down", "b")
        place = place_of(pilot)
        assert on_disk(pilot).follow_ups == {place: FollowUp(marked=True)}
        assert "しるしを付けました" in status(pilot)
        assert "F10結果！1" in shown(pilot, "#top")
        if step == "assets":
            assert re.search(r"^    ！ 総務 +書類2 ", screen_text(pilot), re.M)
        else:
            assert "！ しるしを付けています" in shown(pilot, "#card")
            (line,) = [line for line in shown(pilot, "#outline").split("\n") if "！" in line]
            assert line.endswith("  ！")
        await press(pilot, "ｂ")
        assert on_disk(pilot).follow_ups == {}
        assert "外しました" in status(pilot)
        assert "！" not in shown(pilot, "#top")


async def test_note_and_mark_stand_together_in_the_outline(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "b", "n", *"話", "escape")
        lines = shown(pilot, "#outline").split("\n")
        assert lines[1].endswith("＊！")
        assert lines[2].endswith("    ")


@pytest.mark.parametrize("step", ["firm", "results", "cloud"])
async def test_where_nothing_is_asked_nothing_is_marked(tmp_path: Path, step: str) -> None:
    async with interview(new_record(), tmp_path, step) as pilot:
        before = record_of(pilot)
        await pilot.app.screen.run_action("mark")
        assert record_of(pilot) is before
        assert "しるしを付けられません" in status(pilot)


async def test_a_mark_is_undone_where_it_was_set(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "down", "b", "f5", "ctrl+z")
        assert place_of(pilot) == Place("measures", "2")
        assert "しるし" in status(pilot)
        assert record_of(pilot).follow_ups == {}


async def test_the_list_tells_place_reason_person_and_date(tmp_path: Path) -> None:
    async with interview(asked(), tmp_path, "measures", NARROW) as pilot:
        await press(pilot, "t")
        screen_of(pilot, FollowUpsScreen)
        lines = shown(pilot, "#points").split("\n")
        assert "自社診断" in lines[0]
        assert "わからない" in lines[0]
        assert "佐藤さん" in lines[1]
        assert "11月17日（3日過ぎています）" in lines[1]
        assert "未定" in lines[3]
        assert "A0002 書類2" in lines[4]
        assert "しるし" in lines[4]
        await press(pilot, "down", "down", "enter")
        assert place_of(pilot) == Place("assets", "A0002")


async def test_person_and_date_are_written_in_the_list(tmp_path: Path) -> None:
    async with interview(asked(), tmp_path, "results") as pilot:
        await press(pilot, "ｔ", "j", "ｅ")
        screen_of(pilot, AssignDialog)
        assert "佐藤さん" in shown(pilot, "#small-form-help")
        await press(pilot, *"田中さん", "enter", *"12月4日", "enter")
        screen_of(pilot, FollowUpsScreen)
        follow_up = on_disk(pilot).follow_ups[Place("self_check", "9")]
        assert follow_up == FollowUp(person="田中さん", due=date(2026, 12, 4))
        assert "12月4日（あと14日）" in shown(pilot, "#points")
        await press(pilot, "escape")
        assert "田中さん　12月4日" in shown(pilot, "#page")


async def test_a_person_named_before_is_suggested(tmp_path: Path) -> None:
    async with interview(asked(), tmp_path, "results") as pilot:
        await press(pilot, "t", "down", "e", "佐", "right", "escape")
        assert on_disk(pilot).follow_ups[Place("self_check", "9")].person == "佐藤さん"


async def test_leaving_keeps_a_person_being_typed_as_one_step_of_undo(tmp_path: Path) -> None:
    async with interview(asked(), tmp_path, "results") as pilot:
        session = app_of(pilot).session
        await press(pilot, "t", "down", "e", *"佐", "enter", *"20261204", "ctrl+q")
        follow_up = session.record.follow_ups[Place("self_check", "9")]
        assert follow_up == FollowUp(person="佐", due=date(2026, 12, 4))
        session.undo()
        assert session.record == asked()


async def test_a_date_that_cannot_be_read_holds_the_dialog_open_once(tmp_path: Path) -> None:
    async with interview(asked(), tmp_path, "results") as pilot:
        await press(pilot, "t", "down", "e", *"佐", "enter", *"来週", "escape")
        screen_of(pilot, AssignDialog)
        assert "もう一度 Esc" in shown(pilot, "#small-form-help")
        await press(pilot, "escape")
        assert on_disk(pilot).follow_ups[Place("self_check", "9")] == FollowUp(person="佐")


async def test_enter_refused_is_not_yet_the_warning_before_closing(tmp_path: Path) -> None:
    async with interview(asked(), tmp_path, "results") as pilot:
        await press(pilot, "t", "down", "e", "enter", *"来週", "enter", "up")
        assert "期限" in shown(pilot, "#small-form-help")
        await press(pilot, "escape")
        screen_of(pilot, AssignDialog)
        assert "もう一度 Esc" in shown(pilot, "#small-form-help")
        await press(pilot, "escape")
        screen_of(pilot, FollowUpsScreen)


async def test_the_mark_is_taken_off_in_the_list(tmp_path: Path) -> None:
    async with interview(asked(), tmp_path, "assets") as pilot:
        await press(pilot, "down", "t", "pagedown", "b")
        assert Place("assets", "A0002") not in on_disk(pilot).follow_ups
        assert screen_of(pilot, FollowUpsScreen).cursor == 1
        await press(pilot, "escape")
        assert "F10結果！2" in shown(pilot, "#top")
        await press(pilot, "ctrl+z")
        assert record_of(pilot).follow_ups[Place("assets", "A0002")].marked


async def test_an_empty_list_says_how_things_get_there(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "t")
        assert "b でしるし" in shown(pilot, "#points").replace("\n", "")
        await press(pilot, "enter", "e", "b", "down", "t")
        assert screen_of(pilot, StepScreen).STEP == "measures"


async def test_a_click_in_the_results_leads_to_what_is_to_be_found_out(tmp_path: Path) -> None:
    async with interview(asked(), tmp_path, "results") as pilot:
        await press(pilot, *["pagedown"] * 6)
        await click_target(
            pilot, "#page", lambda target: target[:3] == ("place", "self_check", "9")
        )
        assert place_of(pilot) == Place("self_check", "9")
