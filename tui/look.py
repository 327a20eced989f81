"""How lines are painted, and what the terminal answers when it is asked for its widths."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from rich.segment import Segment
from textual import events
from textual.color import Color
from textual.filter import LineFilter
from textual.screen import Screen

from tui.themed import Themed
from tui.visible_text import VisibleText

VISIBLE_TEXT = VisibleText()
PROBE = "①"
# Not the first line: Shift+F3 there looks like an answer.
PROBE_LINE = 1
# Written and wiped in one go while the screen is still empty; the cursor stays where it was.
QUESTION = f"\x1b7\x1b[{PROBE_LINE + 1};1H{PROBE}\x1b[6n\r\x1b[K\x1b8"
WIDE = "曖昧な文字幅が全角の端末なので、記号をASCIIにしました。説明は kikitori doctor"


class InTurn(LineFilter):
    """Several filters as one: each by itself would be looked up for every line of a frame."""

    def __init__(self, filters: Sequence[LineFilter]) -> None:
        super().__init__()
        self.filters = filters

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        for each in self.filters:
            segments = each.apply(segments, background)
        return segments


@cache
def _in_turn(*filters: LineFilter) -> LineFilter:
    return InTurn(filters)


class LookedAfter(Themed):
    """Takes out of every line what may steer the terminal or what it would draw too wide."""

    def __init__(self) -> None:
        super().__init__()
        self._filters_of_ours: tuple[LineFilter, ...] = (VISIBLE_TEXT,)
        self._awaits_width = False
        self._news = ""

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [_in_turn(*super().get_line_filters(), *self._filters_of_ours)]

    def choose_look(self, look: str) -> None:
        self._awaits_width = not look
        self._paint_in(look)
        if self._awaits_width and self._driver is not None:
            self._driver.write(QUESTION)

    def on_cursor_position(self, event: events.CursorPosition) -> None:
        """The answer, if there ever is one: nobody waits for it."""
        if not self._awaits_width or event.y != PROBE_LINE:
            return
        self._awaits_width = False
        if event.x == 2:
            self._paint_in("ascii")
            self._news = WIDE
            self.pass_on_news(self.screen)

    def pass_on_news(self, screen: Screen[Any]) -> None:
        """Say once, on the first screen that can, that the terminal has changed the look."""
        say = getattr(screen, "say", None)
        if self._news and say is not None:
            say(self._news)
            self._news = ""

    def _paint_in(self, look: str) -> None:
        filters: tuple[LineFilter, ...] = (VISIBLE_TEXT,)
        if look == "ascii":
            from tui.narrow_text import NARROW_TEXT

            filters = (VISIBLE_TEXT, NARROW_TEXT)
        if filters != self._filters_of_ours:
            self._filters_of_ours = filters
            # Filters come after everything that is kept from one frame to the next.
            self.screen.refresh()
