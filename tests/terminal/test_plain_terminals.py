"""Terminals with few colours, none, another code page, or without the newer answers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.terminal.conftest import Starter
from tests.terminal.harness import Terminal
from tests.terminal.interview import heading, self_check_headings
from tests.terminal.layout import check_cells, check_panes

NAME = "firm.toml"

PLAIN = {
    "16 colours": {"TERM": "xterm"},
    "no colours": {"NO_COLOR": "1"},
    "C locale": {"LANG": "C"},
    "ASCII": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "all": {"TERM": "xterm", "NO_COLOR": "1", "LANG": "C"},
}


def open_question(start: Starter, env: Mapping[str, str], *, syncs: bool = True) -> Terminal:
    (start.folder / NAME).write_bytes(start.sample)
    terminal = start(NAME, syncs=syncs, env=env)
    terminal.until("得点")
    terminal.press("f5")
    terminal.until(heading(self_check_headings()[0]))
    terminal.settle()
    return terminal


@pytest.mark.parametrize("env", PLAIN.values(), ids=PLAIN)
def test_japanese_is_shown(start: Starter, env: dict[str, str]) -> None:
    terminal = open_question(start, env)
    assert "みほん精工株式会社" in terminal.text
    check_cells(terminal)
    check_panes(terminal)
    terminal.press("３")
    terminal.until(heading(self_check_headings()[1]))
    assert "みほん精工株式会社".encode() in terminal.output


def test_no_colour_is_sent_and_one_still_sees_where_one_is(start: Starter) -> None:
    terminal = open_question(start, {"NO_COLOR": "1"})
    cells = [cell for line in range(terminal.lines) for cell in terminal.row(line)]
    assert {colour for cell in cells for colour in (cell.fg, cell.bg)} == {"default"}
    for marked, plain in (("F5診断", "F6資産"), ("1 脆弱性対策", "2 ウイルス対策")):
        here, there = (terminal.cell(*terminal.find(text)) for text in (marked, plain))
        assert (here.reverse, there.reverse) == (True, False)


def test_colours_are_seen_by_this_test(start: Starter) -> None:
    """Else the one above would prove nothing."""
    terminal = open_question(start, {"COLORTERM": "truecolor"})
    cells = [cell for line in range(terminal.lines) for cell in terminal.row(line)]
    assert any(colour != "default" for cell in cells for colour in (cell.fg, cell.bg))


def test_a_terminal_that_cannot_hold_frames_back(start: Starter) -> None:
    terminal = open_question(start, {}, syncs=False)
    check_cells(terminal)
    terminal.press("1")
    terminal.until(heading(self_check_headings()[1]))
    assert b"\x1b[?2026h" not in terminal.output
