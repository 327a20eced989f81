"""The part of the app that wears the themes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App
from textual.filter import LineFilter

from data.preferences import load_preferences
from tui.interview import Interview
from tui.themes import MONOCHROME, NO_COLOUR, THEMES, theme_to_wear


class Themed(Interview):
    """Begins in the theme kept, or without colours where the terminal asks for none."""

    def __init__(self) -> None:
        super().__init__()
        for each in THEMES:
            self.register_theme(each)
        # Before anything is styled, which would otherwise be done twice.
        theme = theme_to_wear(load_preferences().theme, no_color=self.no_color)
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        if self.theme == MONOCHROME:
            return [NO_COLOUR]
        return [] if self.native_ansi_color else super().get_line_filters()
