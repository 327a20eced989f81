"""The terminal's hidden cursor: an input method opens its window there."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen
from textual.widgets import Input, TextArea


def park_cursor(screen: Screen[Any]) -> None:
    """Keep the cursor on the focused field when the layout moves; Textual 8.2.8 leaves it."""
    screen.screen_layout_refresh_signal.subscribe(screen, _park)


def _park(screen: Screen[Any]) -> None:
    field = screen.focused
    if screen.is_current and isinstance(field, (Input, TextArea)):
        position = field.cursor_screen_offset
        if screen.app.cursor_position != position:
            screen.app.cursor_position = position
            # The terminal hears of it with the next thing painted.
            field.refresh()
