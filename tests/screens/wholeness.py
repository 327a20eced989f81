"""A screen read as text: no character cut, no border bent, nothing beyond the edge."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual.geometry import Region
from textual.pilot import Pilot

from tests.screens.runs import screen_lines
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView

Drawn = Callable[[str], str]
NEVER_FIRST = "、。」』）｝】ー"


def cells(line: str) -> list[str]:
    """One entry a cell; the right half of a wide character is empty."""
    found: list[str] = []
    for char in line:
        width = cell_len(char)
        if width:
            found += [char, *[""] * (width - 1)]
        else:
            found[-1] += char
    return found


def part(lines: list[str], region: Region) -> list[str]:
    """What stands in a region; a wide character across its edge fails."""
    rows = []
    for line in lines[region.y : region.bottom]:
        row = cells(line)[region.x : region.right]
        assert row[:1] != [""], f"cut at the left: {line}"
        text = "".join(row)
        assert cell_len(text) == region.width, f"cut at the right: {line}"
        rows.append(text)
    return rows


def check_views(pilot: Pilot[int], lines: list[str], drawn: Drawn) -> None:
    for view in pilot.app.screen.query(LinesView):
        if not view.display or not view.region:
            continue
        for content in view.lines:
            assert content.cell_length <= view._text_width, f"{view.id}: {content.plain}"
            assert content.plain.strip()[:1] not in tuple(NEVER_FIRST), content.plain
        region = view.content_region.shrink((0, view.scrollbar_size_vertical, 0, 0))
        shown = part(lines, region)
        for y, text in enumerate(shown):
            number = y + view.scroll_offset.y
            wanted = drawn(view.lines[number].plain) if number < len(view.lines) else ""
            assert text.rstrip() == wanted.rstrip(), f"{view.id}, line {number}"


def check_border(pilot: Pilot[int], lines: list[str], drawn: Drawn) -> None:
    screen = pilot.app.screen
    if not isinstance(screen, Dialog):
        return
    box = screen.query_one("#dialog").region
    top, *sides, bottom = part(lines, box)
    assert [top[0], top[-1], bottom[0], bottom[-1]] == [drawn(corner) for corner in "╭╮╰╯"]
    assert {each for side in sides for each in (side[0], side[-1])} == {drawn("│")}


def check_whole(pilot: Pilot[int], size: tuple[int, int], drawn: Drawn = str) -> None:
    """Raises AssertionError naming the view and line that is not whole.

    `drawn` tells what a text looks like in the terminal, where it is not painted as it is.
    """
    lines = screen_lines(pilot)
    assert len(lines) == size[1]
    assert {cell_len(line) for line in lines} == {size[0]}
    check_views(pilot, lines, drawn)
    check_border(pilot, lines, drawn)
