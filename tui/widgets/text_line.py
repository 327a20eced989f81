"""Fields for a keyboard with an input method."""

from __future__ import annotations

import unicodedata

from textual import events
from textual.geometry import Offset, Region
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

    def show_text(self, text: str) -> None:
        """Another text, with the cursor behind it."""
        self.value = text
        self.cursor_position = len(text)
        if not self.has_focus:
            self._show_beginning()

    def on_blur(self) -> None:
        self._show_beginning()

    def on_focus(self) -> None:
        # Later, so that a click still finds the characters where they were.
        self.call_later(self._show_cursor)

    def _show_beginning(self) -> None:
        self.scroll_to(0, animate=False, force=True)

    def _show_cursor(self) -> None:
        if self.has_focus:
            cursor = Region(self._cursor_offset, 0, 1, 1)
            self.scroll_to_region(cursor, animate=False, force=True)
            self.app.cursor_position = self.cursor_screen_offset

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
