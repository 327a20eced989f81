"""Undo of any edit from any step, and notes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from data.record import Engagement
from screens.firm import FirmScreen
from screens.step import StepScreen
from tests.screens.runs import (
    go,
    interview,
    ledger,
    new_record,
    on_disk,
    place_of,
    record_of,
    screen_of,
    shown,
    status,
    type_text,
    with_service,
)

AWAY = ("assets", "measures", "results")
# The key that makes an edit in a step.
EDITS = {"self_check": "2", "threats": "3", "measures": "4", "cloud": "1", "assets": "d"}


@pytest.mark.parametrize("away", AWAY)
@pytest.mark.parametrize("step", EDITS)
async def test_undo_and_redo_take_any_edit_and_jump_to_its_place(
    tmp_path: Path, step: str, away: str
) -> None:
    async with interview(with_service(new_record(assets=ledger(3))), tmp_path, step) as pilot:
        before = record_of(pilot)
        await pilot.press("down")
        place = place_of(pilot)
        await pilot.press(EDITS[step])
        after = record_of(pilot)
        assert after != before
        await go(pilot, away)
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert record_of(pilot) == before == on_disk(pilot)
        assert place_of(pilot) == place
        assert "元に戻しました" in status(pilot)
        await go(pilot, away)
        await pilot.press("ctrl+y")
        await pilot.pause()
        assert record_of(pilot) == after == on_disk(pilot)
        assert step == screen_of(pilot, StepScreen).STEP
        assert "やり直しました" in status(pilot)


@pytest.mark.parametrize("away", ["self_check", "firm"])
async def test_undo_of_a_field_shows_the_old_value_with_the_cursor_in_it(
    tmp_path: Path, away: str
) -> None:
    async with interview(new_record(), tmp_path, "firm") as pilot:
        await pilot.press(*"みほん", "enter", *"製造", "enter")
        await go(pilot, "self_check")
        if away == "firm":
            await go(pilot, "firm")
        await pilot.press("ctrl+z")
        await pilot.pause()
        screen = screen_of(pilot, FirmScreen)
        assert record_of(pilot).firm.industry == ""
        assert screen.query_one("#field-firm-name", Input).value == "みほん"
        field = screen.query_one("#field-firm-industry", Input)
        assert field.value == ""
        assert field.has_focus
        await pilot.press("ctrl+y")
        await pilot.pause()
        assert screen.query_one("#field-firm-industry", Input).value == "製造"
        assert on_disk(pilot).firm.industry == "製造"


async def test_a_new_edit_ends_what_could_be_redone(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("1", "ctrl+z", "2", "ctrl+y")
        assert "やり直せる操作はありません" in status(pilot)
        assert record_of(pilot).measures[1].status == 2


async def test_answers_are_undone_one_by_one(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        empty = record_of(pilot)
        await pilot.press(*["1", "2", "3", "4"] * 2)
        await pilot.press(*["ctrl+z"] * 8)
        assert record_of(pilot) == empty == on_disk(pilot)
        assert place_of(pilot).key == "1"
        await pilot.press("ctrl+z")
        assert "戻せる操作はありません" in status(pilot)


NOTED = ("self_check", "threats", "measures", "cloud")


def note_of(record: Engagement, step: str) -> str:
    match step:
        case "self_check":
            return record.self_check.items[1].note
        case "threats":
            return record.threats["T01"].note
        case "measures":
            return record.measures[1].note
        case _:
            return record.cloud_services[0].notes["purpose"]


@pytest.mark.parametrize(
    ("step", "opener"), [*((step, "f2") for step in NOTED), ("measures", "n"), ("threats", "ｎ")]
)
async def test_a_note_of_several_lines_is_saved_on_escape(
    tmp_path: Path, step: str, opener: str
) -> None:
    async with interview(with_service(), tmp_path, step) as pilot:
        await pilot.press(opener)
        await type_text(pilot, "担当は\r総務　佐藤")
        await pilot.press("escape")
        await pilot.pause()
        assert note_of(on_disk(pilot), step) == "担当は\n総務　佐藤"
        card = shown(pilot, "#card")
        assert "担当は" in card
        assert "総務　佐藤" in card
        assert "＊" in shown(pilot, "#outline")


async def test_an_open_note_holds_what_was_written_and_continues_it(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("n", *"一", "escape", "n", *"二", "escape")
        await pilot.pause()
        assert on_disk(pilot).measures[1].note == "一二"


async def test_an_emptied_note_is_no_note(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        empty = record_of(pilot)
        await pilot.press("n", "x", "escape", "n", "backspace", "enter", "space", "escape")
        await pilot.pause()
        assert record_of(pilot) == empty == on_disk(pilot)


async def test_a_note_is_one_step_of_undo(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("1", "up", "n", *"ながい話", "escape", "ctrl+z")
        await pilot.pause()
        measure = on_disk(pilot).measures[1]
        assert (measure.status, measure.note) == (1, "")


async def test_a_note_looked_at_only_leaves_no_trace(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        before = record_of(pilot)
        await pilot.press("n", "escape")
        await pilot.pause()
        assert record_of(pilot) is before


async def test_a_step_without_notes_says_so(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "results") as pilot:
        await pilot.press("f2")
        assert "メモを付けられません" in status(pilot)


async def test_the_note_names_the_question(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "threats") as pilot:
        await pilot.press("f2")
        assert "T01" in shown(pilot, "#note-title")


@pytest.mark.parametrize("leave", ["ctrl+q"])
async def test_leaving_keeps_a_note_being_written(tmp_path: Path, leave: str) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        session = pilot.app.session  # type: ignore[attr-defined]
        await pilot.press("n", *"途中の", leave)
        await pilot.pause()
        assert session.record.measures[1].note == "途中の"
        assert pilot.app.return_value == 0


async def test_leaving_keeps_a_field_being_typed(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        session = pilot.app.session  # type: ignore[attr-defined]
        await pilot.press("a", *"経理", "enter", *"売上", "ctrl+q")
        await pilot.pause()
        (asset,) = session.record.assets
        assert (asset.business, asset.name) == ("経理", "売上")


@pytest.mark.parametrize("key", ["f5", "f6", "f10", "ctrl+q", "escape"])
async def test_no_key_loses_what_is_typed_in_the_firms_form(tmp_path: Path, key: str) -> None:
    async with interview(new_record(), tmp_path, "firm") as pilot:
        session = pilot.app.session  # type: ignore[attr-defined]
        await pilot.press(*"みほん", "enter", *"製造", key)
        await pilot.pause()
        assert replace(session.record.firm, name="みほん") == session.record.firm
        assert session.record.firm.industry == "製造"


async def test_f2_in_the_firms_form_does_not_disturb_typing(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "firm") as pilot:
        await pilot.press(*"みほ", "f2", *"ん", "enter")
        await pilot.pause()
        assert on_disk(pilot).firm.name == "みほん"


async def test_undo_inside_a_note_stays_inside_it(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("1", "n", *"あ", "ctrl+z")
        assert pilot.app.screen.query_one(TextArea).text == ""
        await pilot.press("escape")
        await pilot.pause()
        assert on_disk(pilot).measures[1].status == 1
