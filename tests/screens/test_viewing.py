"""An engagement that somebody else writes: it can be read, and not changed, and that is said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from data.edits import AnswerMeasure
from data.record import Engagement
from data.session import Session
from screens.step import StepScreen
from tests.screens.runs import (
    STEP_KEYS,
    app_of,
    go,
    new_record,
    paste,
    press,
    record_of,
    screen_of,
    screen_text,
    status,
    until,
    write,
)
from tests.screens.test_actions import screen_class
from tui import actions
from tui.app import KikitoriApp
from tui.widgets.dialog import Choice
from tui.widgets.report import Report

READ_ONLY = "閲覧のみ"


@asynccontextmanager
async def viewing(
    record: Engagement, folder: Path, step: str
) -> AsyncIterator[tuple[Pilot[int], Session]]:
    """The app on a file that another session has open."""
    path = write(folder / "会社.toml", record)
    other = Session.open(path)
    async with KikitoriApp(path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await go(pilot, step)
        yield pilot, other
    other.close()


async def test_who_has_it_is_said_and_stays_said(tmp_path: Path) -> None:
    async with viewing(new_record(), tmp_path, "measures") as (pilot, _):
        for key in ("down", "f5", "f10", "f8"):
            await press(pilot, key)
            assert status(pilot).startswith("閲覧のみ：このPCの別の画面が")
            assert status(pilot).endswith("から開いています  ^P「書き込めるようにする」")
            assert READ_ONLY in screen_text(pilot).split("\n")[0]


@pytest.mark.parametrize("step", STEP_KEYS)
async def test_no_command_changes_anything(tmp_path: Path, sample: Engagement, step: str) -> None:
    async with viewing(sample, tmp_path, step) as (pilot, other):
        before = other.path.read_bytes()
        for action in actions.actions_of_step(screen_class(step).OWN_ACTIONS):
            if action.name in ("leave", "back", "export"):
                continue
            if step != screen_of(pilot, StepScreen).STEP:
                await go(pilot, step)
            await pilot.app.screen.run_action(action.name)
            await pilot.pause()
            while not isinstance(pilot.app.screen, StepScreen):
                await press(pilot, "escape")
            assert record_of(pilot) == sample
        assert other.path.read_bytes() == before


@pytest.mark.parametrize(
    ("step", "key"),
    [
        *(("measures", key) for key in ("1", "１", "0", "n", "f2", "b", "m")),
        *(("assets", key) for key in ("a", "c", "s", "d", "u", "e", "n")),
        *(("cloud", key) for key in ("a", "e", "c", "d", "3")),
    ],
)
async def test_a_key_that_would_change_something_says_that_it_cannot(
    tmp_path: Path, sample: Engagement, step: str, key: str
) -> None:
    async with viewing(sample, tmp_path, step) as (pilot, _):
        await press(pilot, key)
        screen_of(pilot, StepScreen)
        assert "変えられません" in status(pilot)
        assert record_of(pilot) == sample


async def test_forms_rows_and_fields_take_nothing(tmp_path: Path, sample: Engagement) -> None:
    async with viewing(sample, tmp_path, "assets") as (pilot, _):
        await press(pilot, "enter", *"abc", "down")
        assert "変えられません" in screen_text(pilot)
        assert "abc" not in screen_text(pilot)
        await press(pilot, "escape")
        assert "変えられません" in status(pilot)
        await paste(pilot, "営業\t見積書の控え\r人事\t名簿\r")
        assert "変えられません" in status(pilot)
        await press(pilot, "i", *"abc", "down")
        assert "変えられません" in status(pilot)
        assert "abc" not in screen_text(pilot)
        assert record_of(pilot) == sample


@pytest.mark.parametrize("key", ["b", "e"])
async def test_the_list_of_what_to_find_out_is_read_only_too(
    tmp_path: Path, sample: Engagement, key: str
) -> None:
    async with viewing(sample, tmp_path, "measures") as (pilot, _):
        await press(pilot, "t", key)
        assert "変えられません" in screen_text(pilot)
        assert record_of(pilot) == sample


async def test_the_books_can_be_written_all_the_same(tmp_path: Path, sample: Engagement) -> None:
    async with viewing(sample, tmp_path, "results") as (pilot, _):
        await press(pilot, "x", "2")
        await until(pilot, lambda: isinstance(pilot.app.screen, Report))
    assert len(list(tmp_path.glob("*.xlsx"))) == 1


async def test_writing_begins_with_what_the_other_one_wrote(tmp_path: Path) -> None:
    async with viewing(new_record(), tmp_path, "measures") as (pilot, other):
        await press(pilot, "down", "ctrl+p", *"kakikomu", "enter")
        assert status(pilot).startswith("まだ書き込めません。このPCの別の画面が")
        other.apply(AnswerMeasure(7, 1))
        assert other.close()
        await press(pilot, "ctrl+p", *"kakikomu", "enter")
        assert status(pilot).startswith("書き込めるようになりました")
        assert app_of(pilot).screen.current_place.key == "2"  # type: ignore[attr-defined]
        await press(pilot, "3")
        assert {no: each.status for no, each in record_of(pilot).measures.items()} == {7: 1, 2: 3}
        assert app_of(pilot).session.wait_saved(10)
        assert READ_ONLY not in screen_text(pilot)


async def test_the_home_screen_opens_it_to_be_read(tmp_path: Path) -> None:
    async with viewing(new_record(), tmp_path, "measures") as (pilot, other):
        await press(pilot, "escape")
        app_of(pilot).open_file(other.path)
        await pilot.pause()
        assert status(pilot).startswith("閲覧のみ：このPCの別の画面が")


async def test_nothing_to_save_is_nothing_to_place(tmp_path: Path) -> None:
    async with viewing(new_record(), tmp_path, "measures") as (pilot, _):
        await press(pilot, "ctrl+p", *"hozon", "enter")
        assert not isinstance(pilot.app.screen, Choice)
        assert "保存するものはありません" in status(pilot)
