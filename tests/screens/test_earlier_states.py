"""前の状態に戻す: the list, and one edit that undo takes back; undo of before a restart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from data.edits import AnswerMeasure
from data.generations import Generations, history_folder
from data.place import Place
from data.reading import read_engagement
from data.record import Engagement
from data.writing import write_engagement
from screens.assets import AssetsScreen
from screens.step import StepScreen
from tests.screens.runs import (
    interview,
    ledger,
    new_record,
    on_disk,
    place_of,
    press,
    record_of,
    screen_of,
    screen_text,
    settle,
    shown,
    status,
)
from tui.widgets.dialog import Choice, Dialog
from tui.widgets.menu import Menu

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
EMPTY = new_record()
ONE = AnswerMeasure(1, 1).apply(EMPTY)
TWO = AnswerMeasure(2, 3).apply(ONE)


@pytest.fixture
def kept(tmp_path: Path) -> Generations:
    """States without, with one and with two answers, the last as it is in the file."""
    kept = Generations(tmp_path / "会社.toml")
    for day, record in enumerate((EMPTY, ONE, TWO)):
        kept.keep(write_engagement(record), NOON + day * timedelta(days=1))
    return kept


def _records(kept: Generations) -> list[Engagement]:
    return [read_engagement(kept.content(each)) for each in kept.all()]


async def _open_list(pilot: Pilot[int]) -> None:
    await pilot.press("ctrl+p", *"restore", "enter")
    await settle(pilot)


async def _restore(pilot: Pilot[int], key: str) -> None:
    await _open_list(pilot)
    screen_of(pilot, Menu)
    await press(pilot, key)


async def test_the_states_are_listed_with_what_changed(tmp_path: Path, kept: Generations) -> None:
    async with interview(TWO, tmp_path, "measures") as pilot:
        await _open_list(pilot)
        menu = screen_of(pilot, Menu)
        lines = shown(pilot, "#menu").split("\n")
        assert [line.split()[-2:] for line in lines[:2]] == [["対策", "1問"]] * 2
        assert "いちばん古い" in lines[2]
        assert menu.cursor == 0  # the present one
        assert "＞" in lines[0]
        await press(pilot, "escape")
        assert record_of(pilot) == TWO


async def test_a_state_comes_back_as_one_edit(tmp_path: Path, kept: Generations) -> None:
    async with interview(TWO, tmp_path, "measures") as pilot:
        await press(pilot, "4", "down")
        before, place = record_of(pilot), place_of(pilot)
        await _restore(pilot, "3")
        assert record_of(pilot) == EMPTY == on_disk(pilot)
        assert place_of(pilot) == place
        assert "の状態に戻しました" in status(pilot)
        await press(pilot, "f5", "ctrl+z")
        assert record_of(pilot) == before == on_disk(pilot)
        assert place_of(pilot) == place
        assert "元に戻しました" in status(pilot)
        assert "の状態に戻す操作" in status(pilot)
        await press(pilot, "ctrl+y")
        assert record_of(pilot) == EMPTY


async def test_the_state_before_is_kept_too(tmp_path: Path, kept: Generations) -> None:
    async with interview(TWO, tmp_path, "measures") as pilot:
        await press(pilot, "4")
        given = record_of(pilot)
        await _restore(pilot, "3")
        await press(pilot, "ctrl+q")
    assert _records(kept) == [EMPTY, ONE, TWO, given, EMPTY]


async def test_what_is_being_typed_is_kept_before(tmp_path: Path, kept: Generations) -> None:
    async with interview(TWO, tmp_path, "measures") as pilot:
        await pilot.press("f2", *"控え")
        await _restore(pilot, "2")
        assert record_of(pilot) == ONE
        await press(pilot, "ctrl+z")
        assert record_of(pilot).measures[3].note == "控え"


@pytest.mark.parametrize("words", ["export", "import"])
async def test_workbooks_too_can_be_asked_for_while_a_note_is_written(
    tmp_path: Path, words: str
) -> None:
    async with interview(TWO, tmp_path, "measures") as pilot:
        await pilot.press("f2", *"控え", "ctrl+p", *words, "enter")
        await settle(pilot)
        screen_of(pilot, Dialog)
        assert record_of(pilot).measures[3].note == "控え"


async def test_the_present_state_changes_nothing(tmp_path: Path, kept: Generations) -> None:
    async with interview(TWO, tmp_path, "measures") as pilot:
        before = record_of(pilot)
        await _restore(pilot, "enter")
        assert record_of(pilot) is before
        assert "変わったところはありません" in status(pilot)


async def test_a_row_that_is_gone_is_no_place_to_stay(tmp_path: Path, kept: Generations) -> None:
    async with interview(new_record(assets=ledger(3)), tmp_path, "assets") as pilot:
        await press(pilot, "down", "down")
        await _restore(pilot, "3")
        assert screen_of(pilot, AssetsScreen).app.session.record == EMPTY
        await press(pilot, "ctrl+z")
        assert len(record_of(pilot).assets) == 3


async def test_without_states_it_says_so(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await _open_list(pilot)
        assert "まだ残っていません" in status(pilot)


async def test_a_damaged_state_is_told_and_changes_nothing(
    tmp_path: Path, kept: Generations
) -> None:
    kept.all()[0].path.write_bytes(b"")
    kept.keep(b"format = 1\nthreats = 3\n", NOON + timedelta(days=3))
    async with interview(TWO, tmp_path, "measures") as pilot:
        for key, said in (("4", "壊れていて"), ("1", "聞き取りとして読めない")):
            await _restore(pilot, key)
            screen_of(pilot, Choice)
            assert said in "".join(screen_text(pilot).split())
            await press(pilot, "enter")
            assert record_of(pilot) == TWO == on_disk(pilot)


async def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    history_folder(tmp_path / "会社.toml").write_bytes(b"no folder")
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await _open_list(pilot)
        assert "前の状態を読めません" in "".join(screen_text(pilot).split())


async def test_a_form_that_cannot_be_read_is_mended_first(
    tmp_path: Path, kept: Generations
) -> None:
    async with interview(TWO, tmp_path, "firm") as pilot:
        screen = screen_of(pilot, StepScreen)
        screen.query_one("#field-firm-employees", Input).focus()
        await pilot.press("x")
        await _open_list(pilot)
        assert screen_of(pilot, StepScreen) is screen
        assert record_of(pilot) == TWO


async def test_undo_goes_on_after_a_restart(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "1", "2", "3", "f5", "2", "ctrl+q")
        left = on_disk(pilot)
    async with interview(left, tmp_path, "results") as pilot:
        await press(pilot, "ctrl+z")
        assert "元に戻しました：自社診断 1 の回答" in status(pilot)
        assert place_of(pilot) == Place("self_check", "1")
        await press(pilot, "ctrl+z", "ctrl+z")
        assert [*on_disk(pilot).measures] == [1]
        assert place_of(pilot) == Place("measures", "2")
        await press(pilot, "ctrl+y", "ctrl+y", "ctrl+y")
        assert record_of(pilot) == left
        assert "やり直せる操作はありません" not in status(pilot)
        await press(pilot, *["ctrl+z"] * 5)
        assert record_of(pilot) == new_record() == on_disk(pilot)
        assert "戻せる操作はありません" in status(pilot)


async def test_a_state_that_cannot_be_kept_is_said_once(tmp_path: Path) -> None:
    history_folder(tmp_path / "会社.toml").write_bytes(b"no folder")
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "1")
        assert "以前の状態を残せません" in status(pilot)
        await press(pilot, "2")
        assert "残せません" not in status(pilot)
        assert on_disk(pilot) == record_of(pilot)
