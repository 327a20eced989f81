"""Every screen, read as text: no character cut, no border bent, nothing beyond the edge."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.geometry import Region
from textual.pilot import Pilot

from tests.screens.runs import screen_lines
from tests.screens.scenes import SCENES, SIZES, THEMED, Scene, fixed_surroundings, show, started
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView

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


def check_views(pilot: Pilot[int], lines: list[str]) -> None:
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
            wanted = view.lines[number].plain if number < len(view.lines) else ""
            assert text.rstrip() == wanted.rstrip(), f"{view.id}, line {number}"


def check_border(pilot: Pilot[int], lines: list[str]) -> None:
    screen = pilot.app.screen
    if not isinstance(screen, Dialog):
        return
    box = screen.query_one("#dialog").region
    top, *sides, bottom = part(lines, box)
    assert (top[0], top[-1], bottom[0], bottom[-1]) == ("╭", "╮", "╰", "╯")
    assert {(side[0], side[-1]) for side in sides} == {("│", "│")}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x45"])
@pytest.mark.parametrize("scene", [*SCENES, *THEMED], ids=lambda scene: scene.name)
async def test_a_screen_is_whole(tmp_path: Path, scene: Scene, size: tuple[int, int]) -> None:
    with fixed_surroundings(tmp_path):
        async with started(scene).run_test(size=size) as pilot:
            await show(pilot, scene)
            lines = screen_lines(pilot)
            assert len(lines) == size[1]
            assert {cell_len(line) for line in lines} == {size[0]}
            check_views(pilot, lines)
            check_border(pilot, lines)


@pytest.mark.parametrize("columns", [81, 109, 110, 111, 133])
@pytest.mark.parametrize("name", ["f6", "f8_moved", "f9", "asset_level", "f10_cloud"])
async def test_a_screen_is_whole_at_odd_widths(tmp_path: Path, name: str, columns: int) -> None:
    scene = next(each for each in SCENES if each.name == name)
    with fixed_surroundings(tmp_path):
        async with started(scene).run_test(size=(columns, 27)) as pilot:
            await show(pilot, scene)
            lines = screen_lines(pilot)
            assert {cell_len(line) for line in lines} == {columns}
            check_views(pilot, lines)
            check_border(pilot, lines)
