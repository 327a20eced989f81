"""A radar chart in the terminal: numbered axes, groups told apart by their marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby, zip_longest
from operator import itemgetter

from rich.cells import cell_len
from textual.content import Content

from tui.marks import NOT_KNOWN
from tui.paint import Lines, fit, line
from tui.widgets.braille import BrailleCanvas, Point

# One mark a group: narrow everywhere, and different without any colour.
GROUP_MARKS = ("o", "+", "x")
SMALLEST = (24, 10)
GAP, COLUMN_GAP = 2, 4
# Dots beyond the outermost ring, for the numbers.
MARGIN_X, MARGIN_Y = 6, 4
_FAINT, _STRONG = "dim $text-disabled", "$text-accent"


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: `value` None is not drawn, and shown as 「－」.

    `label` is short; `title` stands in the legend where there is room for all of them.
    """

    number: int
    label: str
    group: int
    value: int | None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Radar:
    """Axes clockwise from the top, each from 0 to `top`."""

    axes: Sequence[Axis]
    top: int


def radar_lines(radar: Radar, width: int, height: int) -> Lines:
    """The chart with its legend beside or below it, whichever leaves more room to the chart.

    At most `width` cells wide; as many lines as it needs, `height` of them if they suffice.
    """
    legend = legend_lines(radar)
    wide = legend[0].cell_length
    beside = _chart_size(width - wide - GAP, max(height, len(legend)))
    columns = max((width + COLUMN_GAP) // (wide + COLUMN_GAP), 1)
    under = _chart_size(width, height - -(-len(legend) // columns))
    if beside[0] < SMALLEST[0] or _radius(*under) > _radius(*beside):
        return [*chart_lines(radar, *under), *_in_columns(legend, columns)]
    titles = legend_lines(radar, titles=True)
    if titles[0].cell_length + GAP + beside[0] <= width:
        legend = titles
    return _side_by_side(chart_lines(radar, *beside), legend)


def _chart_size(width: int, height: int) -> tuple[int, int]:
    """A cell is twice as high as wide: wider than two heights, or higher, gains nothing."""
    high = max(height, SMALLEST[1])
    wide = max(min(width, 2 * high + MARGIN_X), 1)
    return wide, min(high, wide // 2 + 1)


def _radius(width: int, height: int) -> int:
    """In dots."""
    return min(width - 1 - MARGIN_X, 2 * height - 1 - MARGIN_Y)


def _side_by_side(chart: Lines, legend: Lines) -> Lines:
    rows = zip_longest(chart, legend, fillvalue=Content(""))
    wide = chart[0].cell_length
    return [line(row.pad_right(wide - row.cell_length), " " * GAP, text) for row, text in rows]


def _in_columns(legend: Lines, columns: int) -> Lines:
    """Downwards, then to the right."""
    rows = -(-len(legend) // columns)
    return [Content(" " * COLUMN_GAP).join(legend[row::rows]) for row in range(rows)]


def legend_lines(radar: Radar, *, titles: bool = False) -> Lines:
    """Mark, number, label and value of each axis, all of one width."""
    labels = [axis.title or axis.label if titles else axis.label for axis in radar.axes]
    room = max(map(cell_len, labels))
    return [
        _legend_line(axis, fit(label, room)) for axis, label in zip(radar.axes, labels, strict=True)
    ]


def _legend_line(axis: Axis, label: str) -> Content:
    shown = NOT_KNOWN if axis.value is None else f" {axis.value}"
    return line((GROUP_MARKS[axis.group], "bold"), f" {axis.number:2d} {label}", (shown, "bold"))


def chart_lines(radar: Radar, width: int, height: int) -> Lines:
    """The drawing alone, exactly `width` cells wide."""
    plot = _Plot(radar, width, height)
    plot.draw()
    return plot.lines()


def _point(count: int, width: int, height: int, index: int, share: float) -> Point:
    """Of `count` axes, in dots; `share` 1 is the outermost ring."""
    angle, radius = 2 * math.pi * index / count, _radius(width, height)
    return (
        width - 0.5 + radius * share * math.sin(angle),
        2 * height - 0.5 - radius * share * math.cos(angle),
    )


def _cell(point: Point, height: int) -> tuple[int, int]:
    """Row and column."""
    row = min(max(round(point[1]) // 4, 0), height - 1)
    return row, round(point[0]) // 2


@lru_cache(maxsize=256)
def _number_place(count: int, width: int, height: int, index: int, cells: int) -> tuple[int, int]:
    """Outside the outermost ring, and clear of every mark that may stand on it."""
    at = partial(_point, count, width, height)
    marks = {_cell(at(i, 1), height) for i in range(count)}
    for dots in range(4, 9):
        x, y = at(index, 1 + dots / _radius(width, height))
        row, _ = _cell((x, y), height)
        column = min(max(round(x / 2 - cells / 2), 0), width - cells)
        if marks.isdisjoint((row, column + i) for i in range(cells)):
            break
    return row, column


@lru_cache(maxsize=16)
def _grid(count: int, top: int, width: int, height: int) -> tuple[str, ...]:
    """Axes and rings, which no answer moves: drawn once for a size."""
    canvas = BrailleCanvas(width, height)
    at = partial(_point, count, width, height)
    for index in range(count):
        following = (index + 1) % count
        canvas.line(at(index, 0), at(index, 1), gap=4)
        for ring in range(1, top + 1):
            canvas.line(at(index, ring / top), at(following, ring / top), gap=3)
    return tuple(canvas.rows())


class _Plot:
    """Rings and axes as faint dots, the values as a line, marks and numbers as text on top."""

    def __init__(self, radar: Radar, width: int, height: int) -> None:
        self.radar = radar
        self.width, self.height = width, height
        self.faint = _grid(len(radar.axes), radar.top, width, height)
        self.strong = BrailleCanvas(width, height)
        # By row and column.
        self.texts: dict[int, dict[int, tuple[str, str]]] = {}

    def point(self, index: int, share: float) -> Point:
        return _point(len(self.radar.axes), self.width, self.height, index, share)

    def draw(self) -> None:
        count = len(self.radar.axes)
        for index in range(count):
            following = (index + 1) % count
            self._join(index, following)
        for index, axis in enumerate(self.radar.axes):
            if axis.value is not None:
                self._write(self._value_point(index), GROUP_MARKS[axis.group], "bold $text-accent")
        for index, axis in enumerate(self.radar.axes):
            self._write_number(index, str(axis.number))

    def _join(self, index: int, following: int) -> None:
        """The line between two values; open where one is not known, which is not 0."""
        values = self.radar.axes[index].value, self.radar.axes[following].value
        if None not in values:
            self.strong.line(self._value_point(index), self._value_point(following))

    def _value_point(self, index: int) -> Point:
        return self.point(index, (self.radar.axes[index].value or 0) / self.radar.top)

    def _write(self, point: Point, text: str, style: str) -> None:
        row, column = _cell(point, self.height)
        self.texts.setdefault(row, {})[column] = (text, style)

    def _write_number(self, index: int, number: str) -> None:
        row, column = _number_place(
            len(self.radar.axes), self.width, self.height, index, len(number)
        )
        self.texts.setdefault(row, {})[column] = (number, "bold")

    def lines(self) -> Lines:
        strong = self.strong.rows()
        return [self._row(row, self.faint[row], strong[row]) for row in range(self.height)]

    def _row(self, row: int, faint: str, strong: str) -> Content:
        cells = [
            (below, _FAINT) if above == " " else (above, _STRONG)
            for below, above in zip(faint, strong, strict=True)
        ]
        for column, (text, style) in self.texts.get(row, {}).items():
            cells[column : column + len(text)] = [(each, style) for each in text]
        # A piece for each cell would take longer to paint than all else on the screen.
        runs = groupby(cells, key=itemgetter(1))
        return line(*(("".join(text for text, _ in run), style) for style, run in runs))
