"""A field of one line, for a keyboard with an input method."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widgets import Input


class TextLine(Input):
    """An `Input` whose terminal cursor stands where the next character will appear.

    Textual 8.2.8 puts it one cell further behind a text's end.
    """

    def __init__(self, text: str = "", *, hint: str, id: str | None = None) -> None:
        super().__init__(text, placeholder=hint, compact=True, id=id)
        self.cursor_blink = False
        # Selected text would be lost with the first character typed.
        self.select_on_focus = False

    @property
    def cursor_screen_offset(self) -> Offset:
        column, line = super().cursor_screen_offset
        return Offset(column - self.cursor_at_end, line)
