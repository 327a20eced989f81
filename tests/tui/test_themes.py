"""Which look the program begins in, and that each look keeps to its colours from the start."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.color import ColorType

from data.preferences import change_preferences
from tests.screens.legibility import colours
from tests.screens.looks import painted
from tests.screens.runs import interview, sample
from tui.actions import APP_ACTIONS
from tui.themes import MONOCHROME, THEMES, theme_to_wear

NAMES = {theme.name for theme in THEMES}


@pytest.mark.parametrize(
    ("kept", "worn"),
    [
        ("", "kikitori-dark"),
        ("kikitori-light", "kikitori-light"),
        ("terminal-light", "terminal-light"),
        ("textual-dark", "kikitori-dark"),
        ("textual-light", "kikitori-light"),
        ("ansi-dark", "terminal-dark"),
        ("no such theme", "kikitori-dark"),
    ],
)
def test_the_theme_kept_is_worn_again(kept: str, worn: str) -> None:
    assert theme_to_wear(kept, no_color=False) == worn
    assert theme_to_wear(kept, no_color=True) == MONOCHROME


def test_the_palette_offers_every_theme() -> None:
    found = [re.fullmatch(r"theme\('(.+)'\)", action.name) for action in APP_ACTIONS]
    assert {each[1] for each in found if each} == NAMES


@pytest.mark.parametrize(
    ("kept", "no_color", "kinds"),
    [
        ("", False, {ColorType.TRUECOLOR}),
        ("kikitori-light", False, {ColorType.TRUECOLOR}),
        ("ansi-dark", False, {ColorType.DEFAULT, ColorType.STANDARD}),
        ("kikitori-light", True, {ColorType.DEFAULT}),
    ],
)
async def test_a_start_paints_in_the_colours_of_its_theme(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kept: str,
    no_color: bool,
    kinds: set[ColorType],
) -> None:
    change_preferences(theme=kept)
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with interview(sample(), tmp_path, "measures") as pilot:
        assert {kind for kind, _ in colours(painted(pilot))} == kinds


async def test_from_the_colours_of_the_terminal_one_comes_back_to_one_s_own(
    tmp_path: Path,
) -> None:
    change_preferences(theme="terminal-dark")
    async with interview(sample(), tmp_path, "measures") as pilot:
        pilot.app.theme = "kikitori-dark"
        await pilot.pause()
        assert {kind for kind, _ in colours(painted(pilot))} == {ColorType.TRUECOLOR}
