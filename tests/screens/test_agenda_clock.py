"""The clock of the agenda in the status line: only when wanted, and once a minute."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import TextArea

from screens.step import StepScreen
from tests.screens.runs import (
    app_of,
    interview,
    new_record,
    press,
    screen_of,
    status,
    until,
)
from tests.screens.visited import rows, to_row
from tui.interview import Interview
from tui.widgets.lines_view import LinesView


class Now:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 13, 30)

    def passes(self, **time: int) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Now:
    clock = Now()
    monkeypatch.setattr(Interview, "now", lambda _app: clock.at)
    return clock


async def test_there_is_no_clock_until_one_is_wanted(tmp_path: Path, now: Now) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        assert app_of(pilot).clock is None
        assert "分" not in status(pilot)


async def test_the_clock_of_an_item_runs_in_the_status_line(tmp_path: Path, now: Now) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "h")
        await to_row(pilot, "agenda", "self_check")
        await press(pilot, "ｃ")
        assert any("時計 0/40分" in line for line in rows(pilot))
        await press(pilot, "plus")
        assert any("時計 0/45分" in line for line in rows(pilot))
        await press(pilot, "minus", "escape")
        assert status(pilot).endswith("自社診断の結果の確認 0/40分")
        now.passes(minutes=42, seconds=59)
        await press(pilot, "1")
        assert status(pilot).endswith("自社診断の結果の確認 42/40分（2分超過）")
        await press(pilot, "f5")
        assert status(pilot).endswith("42/40分（2分超過）")
        await press(pilot, "h")
        await to_row(pilot, "agenda", "self_check")
        await press(pilot, "c", "escape")
        assert "分" not in status(pilot)


async def test_the_palette_starts_and_stops_the_clock(tmp_path: Path, now: Now) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "ctrl+p", *"tokei", "enter")
        assert "自己紹介と全体の説明 0/10分" in status(pilot)
        await press(pilot, "ctrl+p", *"tokei", "enter")
        assert status(pilot) == "時計を消しました"
        assert app_of(pilot).clock is None


async def test_a_minute_paints_one_line_and_leaves_the_text_being_written(
    tmp_path: Path, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "ctrl+p", *"tokei", "enter")
        await press(pilot, "n", *"話")
        screen = screen_of(pilot, StepScreen)
        area = screen.query_one(TextArea)
        at, text = pilot.app.cursor_position, area.text
        assert at == area.cursor_screen_offset
        painted: list[str] = []
        views = [*screen.query(LinesView), area]
        for view in views:
            name = str(view.id)
            monkeypatch.setattr(view, "refresh", lambda *_, name=name, **__: painted.append(name))
        screen._minute_passed()
        assert painted == []
        now.passes(seconds=61)
        screen._minute_passed()
        assert painted == ["bottom"]
        assert "1/10分" in status(pilot)
        assert (pilot.app.cursor_position, area.text) == (at, text)
        assert screen.focused is area


async def test_the_next_look_is_a_minute_away_and_only_one_waits(
    tmp_path: Path, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        screen = screen_of(pilot, StepScreen)
        waits: list[float] = []
        timer = screen.set_timer

        def set_timer(seconds: float, *rest: Any) -> object:
            waits.append(seconds)
            return timer(seconds, *rest)

        monkeypatch.setattr(screen, "set_timer", set_timer)
        await press(pilot, "ctrl+p", *"tokei", "enter")
        now.passes(seconds=20)
        await press(pilot, "1", "2", "3")
        assert [wait for wait in waits if wait > 1] == [60.0]


async def test_the_clock_goes_with_the_engagement(tmp_path: Path, now: Now) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "ctrl+p", *"tokei", "enter", "escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, StepScreen))
        assert app_of(pilot).clock is None
