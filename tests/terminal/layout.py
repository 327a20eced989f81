"""What must hold for every line of every screen."""

from __future__ import annotations

import re

from wcwidth import wcswidth, wcwidth

from tests.terminal.harness import Terminal

BAR = "│"
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


def check_panes(terminal: Terminal) -> None:
    """The panes of a step are parted by straight lines over the whole body."""
    body = range(HEAD, terminal.lines - FOOT)
    bars = [{i for i, cell in enumerate(terminal.row(line)) if cell.text == BAR} for line in body]
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


def check_box(terminal: Terminal) -> None:
    """A dialog's frame is closed: corners above each other, bars between them."""
    (top,) = [line for line, shown in enumerate(terminal.display) if "╭" in shown]
    (bottom,) = [line for line, shown in enumerate(terminal.display) if "╰" in shown]
    upper = [cell.text for cell in terminal.row(top)]
    lower = [cell.text for cell in terminal.row(bottom)]
    left, right = upper.index("╭"), upper.index("╮")
    assert (lower.index("╰"), lower.index("╯")) == (left, right), terminal.picture
    for line in range(top + 1, bottom):
        assert {terminal.cell(at, line).text for at in (left, right)} == {BAR}, terminal.picture
