"""The terminal's hidden cursor: an input method opens its window there."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen


def park_cursor(screen: Screen[Any]) -> None:
    """Keep the cursor on the focused field when the layout moves; Textual 8.2.8 leaves it."""
    screen.screen_layout_refresh_signal.subscribe(screen, _park)


def _park(screen: Screen[Any]) -> None:
    field = screen.focused
    # Asked for by name: importing the fields would cost a start that shows none.
    position = getattr(field, "cursor_screen_offset", screen.app.cursor_position)
    if field is not None and screen.is_current and position != screen.app.cursor_position:
        screen.app.cursor_position = position
        # The terminal hears of it with the next thing painted.
        field.refresh()
