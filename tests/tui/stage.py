"""An app that shows one widget."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget


class Stage(App[None]):
    """Keeps every message of the kinds asked for, in the order they came."""

    AUTO_FOCUS = ""

    def __init__(self, make: Callable[[], Widget], *kinds: type[Message], css: str = "") -> None:
        # Textual reads the class's CSS when it starts.
        type(self).CSS = css or "#it { height: 1fr; width: 1fr; overflow-x: hidden; }"
        super().__init__()
        self.make = make
        self.kinds = kinds
        self.heard: list[Any] = []

    def compose(self) -> ComposeResult:
        yield self.make()

    async def on_event(self, event: Any) -> None:
        await super().on_event(event)

    async def _on_message(self, message: Message) -> None:
        if isinstance(message, self.kinds):
            self.heard.append(message)
        await super()._on_message(message)


def lines_of(app: App[Any]) -> list[str]:
    """The text of every line of the terminal."""
    return [strip.text for strip in app.screen._compositor.render_strips()]
