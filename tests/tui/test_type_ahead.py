"""Keys that come while an earlier one is still being handled somewhere on its way up."""

from __future__ import annotations

import asyncio

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from tui.type_ahead import PAUSE, TypeAhead


class Focusable(Widget, can_focus=True):
    pass


class Dawdling(Vertical):
    """Between the focused widget and the screen: its queue is empty while it works."""

    async def on_key(self, event: events.Key) -> None:
        event.stop()
        await asyncio.sleep(PAUSE * 20)
        self.app.push_screen(Listening())


class Opening(Screen[None]):
    def compose(self) -> ComposeResult:
        with Dawdling():
            yield Focusable()


class Listening(Screen[None]):
    def on_key(self, event: events.Key) -> None:
        app = self.app
        assert isinstance(app, Stage)
        app.heard.append(event.key)


class Stage(TypeAhead):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def on_mount(self) -> None:
        self.push_screen(Opening())


async def test_a_key_waits_for_the_screen_that_the_one_before_it_opens() -> None:
    app = Stage()
    async with app.run_test() as pilot:
        await pilot.pause()
        for key in ("f6", "x", "y"):
            app.post_message(events.Key(key, None))
        await asyncio.sleep(PAUSE * 60)
        await pilot.pause()
        assert app.heard == ["x", "y"]
