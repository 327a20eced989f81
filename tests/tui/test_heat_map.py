"""The heat map: every cell in its place, told by words, sums that agree, exact to the cell."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.heat_map import heat_lines

# The nine risk values with their levels, as the official definitions give them.
TABLE = {
    3: ["小3", "大6", "大9"],
    2: ["小2", "中4", "大6"],
    1: ["小1", "小2", "小3"],
}
PAIRS = [(i, j) for i in (1, 2, 3) for j in (1, 2, 3)]
numbers = st.lists(st.integers(0, 1000), min_size=9, max_size=9)


@given(numbers, st.integers(0, 50), st.integers(40, 158))
def test_every_cell_stands_in_its_place_with_its_number(
    given_numbers: list[int], unknown: int, width: int
) -> None:
    counts = dict(zip(PAIRS, given_numbers, strict=True))
    lines = heat_lines(counts, sum(given_numbers) + unknown, width)
    assert all(line.cell_length <= width for line in lines)
    rows = {int(line.plain[3]): line.plain for line in lines if re.match("重要度\\d", line.plain)}
    assert list(rows) == [3, 2, 1]
    for importance, row in rows.items():
        found = re.findall(r"([大中小]\d) +(\d+)件", row)
        assert found == [
            (name, str(counts[importance, likelihood]))
            for likelihood, name in enumerate(TABLE[importance], start=1)
        ]


@given(numbers, st.integers(0, 50), st.sampled_from([40, 63, 158]))
def test_the_sums_agree(given_numbers: list[int], unknown: int, width: int) -> None:
    counts = dict(zip(PAIRS, given_numbers, strict=True))
    total = sum(given_numbers) + unknown
    text = "\n".join(line.plain for line in heat_lines(counts, total, width))
    sums = dict.fromkeys("大中小", 0)
    for (importance, likelihood), number in counts.items():
        sums[TABLE[importance][likelihood - 1][0]] += number
    for name, number in {**sums, "計": total, "未定": unknown}.items():
        assert re.search(rf"{name} {number}(\s|$)", text), (name, number)


@pytest.mark.parametrize(("width", "height"), [(40, 6), (50, 6), (63, 5), (158, 5)])
def test_columns_stand_below_each_other(width: int, height: int) -> None:
    lines = heat_lines(dict.fromkeys(PAIRS, 1000), 9000, width)
    assert len(lines) == height
    ends = [
        [cell_len(row.plain[: m.end()]) for m in re.finditer("件", row.plain)] for row in lines[2:5]
    ]
    assert ends[0] == ends[1] == ends[2]
    starts = [cell_len(lines[1].plain[: m.start()]) for m in re.finditer("可能性", lines[1].plain)]
    cells = [cell_len(lines[2].plain[: m.start()]) for m in re.finditer("[大小]", lines[2].plain)]
    assert starts == cells[:3]


def test_only_cells_with_assets_are_filled() -> None:
    counts = dict.fromkeys(PAIRS, 0) | {(3, 2): 4}
    filled = [
        line.plain[span.start : span.end]
        for line in heat_lines(counts, 4, 40)
        for span in line.spans
        if "reverse" in str(span.style)
    ]
    assert [text.split() for text in filled] == [["大6", "4件"]]
