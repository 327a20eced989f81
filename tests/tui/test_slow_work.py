"""Work done aside: the bar comes only when it is needed, and Esc does what it says."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from tests.tui.stage import lines_of
from tui.paint import EMPTY, FULL
from tui.slow_work import begin_aside, done_aside
from tui.widgets import progress_dialog
from tui.widgets.dialog import Dialog
from tui.widgets.progress_dialog import HowFar, ProgressDialog

Work = Callable[[HowFar], str]


class Host(App[None]):
    CSS = """
    #progress { height: 4; }
    .-unseen { background: transparent; }
    .-unseen #dialog { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: list[object] = []

    def begin(
        self, work: Work, *, may_stop: bool = True, then: Callable[[], object] = lambda: None
    ) -> None:
        async def run() -> None:
            try:
                self.outcomes.append(await done_aside(self, "題", work, may_stop=may_stop))
                then()
            except OSError as error:
                self.outcomes.append(error)

        begin_aside(self, run)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
        await pilot.pause()
    raise AssertionError("\n".join(lines_of(pilot.app)))


def is_shown(pilot: Pilot[None]) -> bool:
    return isinstance(pilot.app.screen, ProgressDialog)


def in_two_parts(first: Event, second: Event, how_far: HowFar) -> str:
    waiting(first, how_far)
    how_far(2, 4, "クラウドサービス台帳")
    assert second.wait(10)
    return "済み"


def waiting(gate: Event, how_far: HowFar) -> str:
    how_far(1, 4, "リスク分析シート")
    assert gate.wait(10)
    return "済み"


async def test_quick_work_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_dialog, "BLINK", 60)
    app, gate = Host(), Event()
    async with app.run_test(size=(60, 12)) as pilot:
        before = lines_of(app)
        app.begin(lambda how_far: waiting(gate, how_far))
        await until(pilot, lambda: is_shown(pilot))
        await pilot.pause(0.3)
        assert lines_of(app) == before
        gate.set()
        await until(pilot, lambda: app.outcomes == ["済み"])
        assert not is_shown(pilot)


class Told(Dialog[None]):
    """What came of the work."""


async def test_no_key_meets_the_screen_below_until_the_outcome_is_told() -> None:
    app, gate = Host(), Event()
    seen: list[Screen[Any]] = []

    async def look() -> None:
        while True:
            seen.append(app.screen)
            await asyncio.sleep(0)

    async with app.run_test(size=(60, 12)) as pilot:
        below = app.screen
        told = Told("済み")
        app.begin(lambda how_far: waiting(gate, how_far), then=lambda: app.push_screen(told))
        await until(pilot, lambda: is_shown(pilot))
        looking = asyncio.ensure_future(look())
        gate.set()
        await until(pilot, lambda: app.screen is told)
        looking.cancel()
        assert isinstance(seen[0], ProgressDialog)
        assert below not in seen


async def test_longer_work_shows_how_far_it_is() -> None:
    app, gate = Host(), Event()
    async with app.run_test(size=(60, 12)) as pilot:
        app.begin(lambda how_far: waiting(gate, how_far))
        await until(pilot, lambda: any("リスク分析シート" in line for line in lines_of(app)))
        (bar,) = [line for line in lines_of(app) if FULL in line]
        assert "1/4" in bar
        assert bar.count(FULL) == pytest.approx(bar.count(EMPTY) / 3, abs=1)
        gate.set()
        await until(pilot, lambda: bool(app.outcomes))
        assert app.outcomes == ["済み"]
        assert not is_shown(pilot)


async def test_the_bar_follows_the_work() -> None:
    app, first, second = Host(), Event(), Event()
    async with app.run_test(size=(60, 12)) as pilot:
        app.begin(lambda how_far: in_two_parts(first, second, how_far))
        await until(pilot, lambda: any("1/4" in line for line in lines_of(app)))
        first.set()
        await until(pilot, lambda: any("2/4" in line for line in lines_of(app)))
        assert any("クラウドサービス台帳" in line for line in lines_of(app))
        second.set()
        await until(pilot, lambda: app.outcomes == ["済み"])


async def test_what_may_be_stopped_comes_to_nothing_on_escape() -> None:
    app, gate = Host(), Event()
    async with app.run_test(size=(60, 12)) as pilot:
        app.begin(lambda how_far: waiting(gate, how_far))
        await until(pilot, lambda: is_shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: bool(app.outcomes))
        assert app.outcomes == [None]
        assert not is_shown(pilot)
        gate.set()
        await pilot.pause(0.05)
        assert app.outcomes == [None]


async def test_an_error_after_stopping_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    app, gate = Host(), Event()

    def failing(how_far: HowFar) -> str:
        waiting(gate, how_far)
        raise ValueError("社外秘")

    async with app.run_test(size=(60, 12)) as pilot:
        app.begin(failing)
        await until(pilot, lambda: is_shown(pilot))
        await pilot.press("escape")
        gate.set()
        await pilot.pause(0.1)
        assert app.outcomes == [None]
    gc.collect()
    assert "社外秘" not in caplog.text
    assert caplog.records == []


async def test_what_must_be_finished_stays_on_escape() -> None:
    app, gate = Host(), Event()
    async with app.run_test(size=(60, 12)) as pilot:
        app.begin(lambda how_far: waiting(gate, how_far), may_stop=False)
        await until(pilot, lambda: is_shown(pilot))
        await pilot.press("escape", "enter", "q")
        await pilot.pause()
        assert is_shown(pilot)
        gate.set()
        await until(pilot, lambda: app.outcomes == ["済み"])


@pytest.mark.parametrize("is_slow", [True, False])
async def test_an_error_comes_to_whoever_waits(is_slow: bool) -> None:
    app, gate = Host(), Event()

    def failing(how_far: HowFar) -> str:
        if is_slow:
            waiting(gate, how_far)
        raise PermissionError(13, "no")

    async with app.run_test(size=(60, 12)) as pilot:
        app.begin(failing)
        if is_slow:
            await until(pilot, lambda: is_shown(pilot))
            gate.set()
        await until(pilot, lambda: bool(app.outcomes))
        assert isinstance(app.outcomes[0], PermissionError)
        assert not is_shown(pilot)


async def test_only_one_is_under_way() -> None:
    app, gate = Host(), Event()
    async with app.run_test(size=(60, 12)) as pilot:
        app.begin(lambda how_far: waiting(gate, how_far))
        app.begin(lambda _how_far: "早すぎ")
        gate.set()
        await until(pilot, lambda: bool(app.outcomes))
        await pilot.pause(0.05)
        assert app.outcomes == ["済み"]
        app.begin(lambda _how_far: "次")
        await until(pilot, lambda: app.outcomes == ["済み", "次"])
