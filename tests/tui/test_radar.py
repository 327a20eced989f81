"""The radar: every axis numbered, groups told apart without colour, exact to the cell."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from tui.widgets.braille import BrailleCanvas
from tui.widgets.radar import Axis, Radar, _grid, chart_lines, legend_lines, radar_lines

BRAILLE = re.compile("[\u2801-\u28ff]")


def radar(values: list[int | None]) -> Radar:
    axes = [
        Axis(number, f"観点{number}", (number - 1) // 5, value, f"詳しく言うと観点その{number}")
        for number, value in enumerate(values, start=1)
    ]
    return Radar(axes, top=3)


def texts(lines: list[Content]) -> list[str]:
    return [content.plain for content in lines]


values = st.lists(st.none() | st.integers(0, 3), min_size=15, max_size=15)
sizes = st.tuples(st.integers(24, 70), st.integers(10, 30))


@given(values, sizes)
def test_a_chart_is_exactly_as_wide_and_high_as_asked(
    given_values: list[int | None], size: tuple[int, int]
) -> None:
    width, height = size
    lines = texts(chart_lines(radar(given_values), width, height))
    assert len(lines) == height
    assert {cell_len(line) for line in lines} == {width}
    assert {len(line) for line in lines} == {width}


@given(values, sizes)
def test_every_axis_bears_its_number(given_values: list[int | None], size: tuple[int, int]) -> None:
    numbers = re.findall(r"\d+", "\n".join(texts(chart_lines(radar(given_values), *size))))
    assert sorted(map(int, numbers)) == list(range(1, 16))


@given(sizes)
@example((42, 18))
def test_three_groups_have_three_marks_and_no_number_covers_one(size: tuple[int, int]) -> None:
    drawn = "\n".join(texts(chart_lines(radar([3] * 15), *size)))
    assert [drawn.count(mark) for mark in "o+x"] == [5, 5, 5]


def test_axes_without_a_value_are_not_drawn_and_shown_as_unknown() -> None:
    unknown, zero = radar([None] * 15), radar([0] * 15)
    assert not re.search("[o+x]", "".join(texts(chart_lines(unknown, 40, 18))))
    assert re.search("[o+x]", "".join(texts(chart_lines(zero, 40, 18))))
    assert sum("－" in line for line in texts(legend_lines(unknown))) == 15
    assert not any("－" in line for line in texts(legend_lines(zero)))


@given(values, st.integers(0, 14))
def test_the_polygon_is_open_where_a_value_is_not_known(
    given_values: list[int | None], axis: int
) -> None:
    known = [3 if value is None else value for value in given_values]
    gap = list[int | None](known)
    gap[axis] = None

    def drawn(found: list[int | None]) -> int:
        dots = "".join(texts(chart_lines(radar(found), 46, 20)))
        return sum((ord(each) - 0x2800).bit_count() for each in dots if each >= "\u2800")

    assert drawn(gap) < drawn(list(known))


@given(values, st.integers(0, 14))
def test_a_value_that_moves_moves_the_polygon(given_values: list[int | None], axis: int) -> None:
    low, high = list(given_values), list(given_values)
    low[axis], high[axis] = 0, 3
    assert texts(chart_lines(radar(low), 46, 20)) != texts(chart_lines(radar(high), 46, 20))


def test_the_whole_polygon_is_larger_for_larger_values() -> None:
    def rows_with_marks(value: int) -> int:
        lines = texts(chart_lines(radar([value] * 15), 46, 20))
        return sum(bool(re.search("[o+x]", line)) for line in lines)

    heights = [rows_with_marks(value) for value in (0, 1, 2, 3)]
    assert heights == sorted(set(heights))


@given(values, st.integers(24, 150), st.integers(6, 40))
def test_chart_and_legend_stay_within_the_width(
    given_values: list[int | None], width: int, height: int
) -> None:
    lines = texts(radar_lines(radar(given_values), width, height))
    assert all(cell_len(line) <= width for line in lines)
    text = "\n".join(lines)
    for number, value in enumerate(given_values, start=1):
        shown = "－" if value is None else str(value)
        assert re.search(rf"[o+x] {number:2d} \S*観点(その)?{number} *{shown}(\s|$)", text, re.M)


@given(values, st.integers(40, 80))
@example([3] * 15, 40)
@example([3] * 15, 46)
def test_all_of_it_is_readable_in_eighteen_lines(
    given_values: list[int | None], width: int
) -> None:
    lines = texts(radar_lines(radar(given_values), width, 18))
    assert len(lines) <= 18
    drawn = "\n".join(line[: width - 14] for line in lines)
    assert set(map(int, re.findall(r"\d+", drawn))) >= set(range(1, 16))


@pytest.mark.parametrize(("width", "height"), [(40, 18), (63, 36), (78, 15), (154, 36)])
def test_the_chart_gets_most_of_the_room(width: int, height: int) -> None:
    lines = texts(radar_lines(radar([3] * 15), width, height))
    assert len(lines) <= height
    rows = [row for row, text in enumerate(lines) if BRAILLE.search(text)]
    assert rows[-1] - rows[0] + 1 >= min(height * 2 // 3, (width - 15 - 2) // 2 - 4)


def test_the_legend_gives_mark_number_label_and_value() -> None:
    lines = texts(legend_lines(radar([1, 2, 3, 0, None] * 3)))
    assert [line.split()[0] for line in lines] == [*"ooooo", *"+++++", *"xxxxx"]
    assert lines[0].split() == ["o", "1", "観点1", "1"]
    assert len({cell_len(line) for line in lines}) == 1


def test_titles_stand_in_the_legend_where_the_chart_loses_nothing() -> None:
    small, large = (texts(radar_lines(radar([2] * 15), width, 18)) for width in (60, 90))
    assert not any("詳しく" in line for line in small)
    assert sum("詳しく言うと観点その" in line for line in large) == 15
    assert [line[:42] for line in large] == [line[:42] for line in small]


def test_a_canvas_holds_two_by_four_dots_a_cell() -> None:
    canvas = BrailleCanvas(2, 1)
    for x in range(2):
        for y in range(4):
            canvas.dot((x, y))
    assert canvas.rows() == ["\u28ff "]


@pytest.mark.parametrize(
    ("point", "drawn"),
    [
        ((0, 0), "\u2801"),
        ((1, 0), "\u2808"),
        ((0, 1), "\u2802"),
        ((1, 1), "\u2810"),
        ((0, 2), "\u2804"),
        ((1, 2), "\u2820"),
        ((0, 3), "\u2840"),
        ((1, 3), "\u2880"),
    ],
)
def test_every_dot_has_its_place_in_the_cell(point: tuple[int, int], drawn: str) -> None:
    canvas = BrailleCanvas(1, 1)
    canvas.dot(point)
    assert canvas.rows() == [drawn]


coordinates = st.floats(-50, 50)


@given(st.tuples(coordinates, coordinates), st.tuples(coordinates, coordinates))
def test_dots_outside_the_canvas_are_no_harm(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    canvas = BrailleCanvas(6, 3)
    canvas.line(start, end)
    rows = canvas.rows()
    assert [len(row) for row in rows] == [6, 6, 6]
    assert all(BRAILLE.match(char) or char == " " for row in rows for char in row)


def test_a_line_reaches_both_its_ends() -> None:
    canvas = BrailleCanvas(10, 5)
    canvas.line((0, 0), (19, 19))
    rows = canvas.rows()
    assert rows[0][0] != " "
    assert rows[-1][-1] != " "
    assert all(row.strip() for row in rows)


def test_what_no_answer_moves_is_drawn_once_for_a_size() -> None:
    chart_lines(radar([1] * 15), 47, 21)
    drawn = _grid.cache_info().misses
    chart_lines(radar([2] * 15), 47, 21)
    assert _grid.cache_info().misses == drawn
    chart_lines(radar([2] * 15), 49, 21)
    assert _grid.cache_info().misses == drawn + 1


def test_a_line_of_the_chart_is_a_few_pieces() -> None:
    for content in chart_lines(radar([2] * 15), 60, 24):
        assert len(content.spans) < content.cell_length / 2
