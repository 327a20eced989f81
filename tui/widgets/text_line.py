"""Fields for a keyboard with an input method."""

from __future__ import annotations

import unicodedata

from textual import events
from textual.geometry import Offset
from textual.widgets import Input, TextArea


def _insert_unseen(field: Input | TextArea, event: events.Key) -> None:
    """Text that Textual 8.2.8 takes for a command key: the full-width space, for one."""
    text = event.character or ""
    if event.is_printable or not text or any(unicodedata.category(c) == "Cc" for c in text):
        return
    event.stop()
    event.prevent_default()
    field.replace(text, *field.selection)


class TextLine(Input):
    """One line; the terminal's cursor stands where the next character will appear."""

    def __init__(self, text: str = "", *, hint: str, id: str | None = None) -> None:
        super().__init__(text, placeholder=hint, compact=True, id=id)
        self.cursor_blink = False
        # Selected text would be lost with the first character typed.
        self.select_on_focus = False

    @property
    def cursor_screen_offset(self) -> Offset:
        column, line = super().cursor_screen_offset
        # Textual puts it one cell further behind a text's end.
        return Offset(column - self.cursor_at_end, line)

    def on_key(self, event: events.Key) -> None:
        _insert_unseen(self, event)


class TextBox(TextArea):
    """Several lines."""

    def __init__(self, text: str, *, id: str) -> None:
        super().__init__(text, soft_wrap=True, show_line_numbers=False, id=id)
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    def on_key(self, event: events.Key) -> None:
        _insert_unseen(self, event)
