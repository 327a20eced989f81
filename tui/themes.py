"""The looks of the program: dark, light, the terminal's own colours, and none at all."""

from __future__ import annotations

from textual.filter import NoColor
from textual.theme import Theme

MONOCHROME = "monochrome"
NO_COLOUR = NoColor()


def _terminal(
    name: str,
    *,
    dark: bool,
    primary: str = "ansi_default",
    warning: str = "ansi_default",
    error: str = "ansi_default",
    success: str = "ansi_default",
) -> Theme:
    """Only the terminal's 16 colours, on the background that it has anyway."""
    return Theme(
        name,
        ansi=True,
        dark=dark,
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        primary=primary,
        secondary=primary,
        warning=warning,
        error=error,
        success=success,
        accent=primary,
        variables={
            "text-muted": "ansi_default",
            "text-disabled": "ansi_bright_black",
            # Frames and lines between the panes, which would have no colour.
            "surface-lighten-2": "ansi_bright_black",
            "border": "ansi_default",
            "ansi-background": "ansi_default",
            "ansi-foreground": "ansi_default",
            "border-blurred": "ansi_bright_black",
            "input-cursor-background": "ansi_default",
            "input-cursor-foreground": "ansi_default",
            "input-cursor-text-style": "reverse",
            "scrollbar": "ansi_default",
            "scrollbar-background": "ansi_bright_black",
        },
    )


THEMES = (
    Theme(
        "kikitori-dark",
        primary="#0a6ab6",
        secondary="#2b88d8",
        accent="#6cb6ff",
        warning="#ffa62b",
        error="#e0607e",
        success="#4ebf71",
        foreground="#e0e0e0",
        background="#121212",
        surface="#1e1e1e",
        variables={"text-muted": "auto 70%"},
    ),
    Theme(
        "kikitori-light",
        dark=False,
        primary="#005a9e",
        secondary="#0078d4",
        accent="#00529b",
        warning="#a34700",
        error="#b3143a",
        success="#1b7a3d",
        foreground="#1a1a1a",
        background="#fafafa",
        surface="#f0f0f0",
        panel="#e2e6ea",
        variables={"text-muted": "auto 70%", "surface-lighten-2": "#b8bec4"},
    ),
    _terminal(
        "terminal-dark",
        dark=True,
        primary="ansi_cyan",
        warning="ansi_yellow",
        error="ansi_bright_red",
        success="ansi_green",
    ),
    _terminal(
        "terminal-light",
        dark=False,
        primary="ansi_blue",
        warning="ansi_magenta",
        error="ansi_red",
        success="ansi_blue",
    ),
    _terminal(MONOCHROME, dark=True),
)
# What the first versions kept as the user's choice.
_FORMER = {
    "textual-dark": "kikitori-dark",
    "textual-light": "kikitori-light",
    "ansi-dark": "terminal-dark",
}


def theme_to_wear(kept: str, *, no_color: bool) -> str:
    """The theme for this start: the one kept, the dark one where there is none, none in colour."""
    if no_color:
        return MONOCHROME
    name = _FORMER.get(kept, kept)
    return name if name in {theme.name for theme in THEMES} else THEMES[0].name
