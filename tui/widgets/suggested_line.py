"""A field that offers what may be meant, in grey behind what is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.binding import Binding
from textual.message import Message

from data.suggestions import rest_of
from tui.widgets.text_line import TextLine

Suggest = Callable[[str], tuple[str, ...]]


class SuggestedLine(TextLine):
    """→ takes the first candidate, Ctrl+N walks through all and back to what was typed."""

    BINDINGS = [Binding("ctrl+n", "next_candidate", show=False)]

    @dataclass
    class Offered(Message):
        """Other candidates than before, or another one walked to."""

        field: SuggestedLine

    def __init__(self, text: str, *, hint: str, suggest: Suggest, id: str) -> None:
        self.candidates: tuple[str, ...] = ()
        # Which candidate stands in the field; -1 while it is what was typed.
        self.walked = -1
        self._suggest = suggest
        self._typed = text
        super().__init__(text, hint=hint, id=id)

    def take(self, number: int) -> None:
        """Let a candidate stand in the field."""
        self.value = self.candidates[number]
        self.cursor_position = len(self.value)

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self._begin_with(self.value)

    def on_focus(self) -> None:
        # Textual's own handler, which comes after this one, takes the grey text away.
        self.call_next(self._show_best)

    def watch_value(self, value: str) -> None:
        if self.walked < 0 or value != self.candidates[self.walked]:
            self._begin_with(value)

    def _begin_with(self, typed: str) -> None:
        self._typed, self.walked = typed, -1
        self.candidates = self._suggest(typed) if self.has_focus else ()
        self._show_best()
        if self.has_focus:
            self.post_message(self.Offered(self))

    def _show_best(self) -> None:
        # Behind typed letters only: in an empty field it would be taken for a value.
        self._suggestion = self.value + self._rest if self.value and self._rest else ""

    @property
    def _rest(self) -> str:
        """What → would add."""
        offers = self.candidates and self.walked < 0
        return rest_of(self.candidates[0], self._typed) if offers else ""

    def action_cursor_right(self, select: bool = False) -> None:
        if self._rest and self.cursor_at_end and not select:
            self.take(0)
        else:
            super().action_cursor_right(select)

    def action_next_candidate(self) -> None:
        if not self.candidates:
            return
        self.walked = (self.walked + 2) % (len(self.candidates) + 1) - 1
        self.value = self._typed if self.walked < 0 else self.candidates[self.walked]
        self.cursor_position = len(self.value)
        self.post_message(self.Offered(self))
