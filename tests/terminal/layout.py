"""What must hold for every line of every screen."""

from __future__ import annotations

import re

from wcwidth import wcswidth, wcwidth

from tests.terminal.harness import Terminal

BAR, ASCII_BAR = "│", "|"
BOX_EDGE = re.compile(r"[╭╰+][─-].*[─-][╮╯+]")
# Above the body: firm and steps. Below: the folded panel, the status line and the keys.
HEAD, FOOT = 2, 3


def check_cells(terminal: Terminal) -> None:
    """No character is cut or covered, and none stands beyond the edge."""
    assert not terminal.overflows, f"{terminal.overflows}\n{terminal.picture}"
    for line in range(terminal.lines):
        cells = [cell.text for cell in terminal.row(line)]
        assert sum(max(wcwidth(text[0]), 1) for text in cells if text) == terminal.columns
        for column, text in enumerate(cells):
            left = cells[column - 1] if column else " "
            is_right_half = left != "" and wcwidth(left[0]) == 2
            assert (text == "") is is_right_half, f"{column},{line}\n{terminal.picture}"
        assert "�" not in "".join(cells)


def check_panes(terminal: Terminal, bar: str = BAR) -> None:
    """The panes of a step are parted by straight lines over the whole body."""
    body = range(HEAD, terminal.lines - FOOT)
    bars = [{i for i, cell in enumerate(terminal.row(line)) if cell.text == bar} for line in body]
    assert bars.count(bars[0]) == len(bars), terminal.picture


def card(terminal: Terminal) -> str:
    """The text of the pane in the middle."""
    body = terminal.display[HEAD : terminal.lines - FOOT]
    return "\n".join(shown.split(BAR)[1] for shown in body)


def check_options(terminal: Terminal) -> None:
    """The digits of the options stand below each other, chosen or not."""
    digits = (re.match(r"( {3,}| +＞ +)\d +\S", shown) for shown in card(terminal).split("\n"))
    columns = [wcswidth(digit[1]) for digit in digits if digit]
    assert len(columns) >= 3, terminal.picture
    assert len(set(columns)) == 1, terminal.picture


def check_box(terminal: Terminal, look: str = "╭╮╰╯│") -> None:
    """A dialog's frame is closed: corners above each other, bars between them."""
    edges = [line for line, shown in enumerate(terminal.display) if BOX_EDGE.search(shown)]
    top, bottom = edges[0], edges[-1]
    upper = [cell.text for cell in terminal.row(top)]
    lower = [cell.text for cell in terminal.row(bottom)]
    left, right = upper.index(look[0]), len(upper) - 1 - upper[::-1].index(look[1])
    corners = upper[left], upper[right], lower[left], lower[right]
    assert "".join(corners) == look[:4], terminal.picture
    for line in range(top + 1, bottom):
        assert {terminal.cell(at, line).text for at in (left, right)} == {look[4]}, terminal.picture
