"""A radar chart in the terminal: numbered axes, groups told apart by their marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from tui.paint import Lines, fit, line, right
from tui.widgets.braille import BrailleCanvas, Point

# One mark a group: narrow everywhere, and different without any colour.
GROUP_MARKS = ("o", "+", "x")
LEGEND_WIDTH = 18
SMALLEST = (24, 10)


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: `value` None is drawn at the centre and shown as 「－」."""

    number: int
    label: str
    group: int
    value: int | None


@dataclass(frozen=True, slots=True)
class Radar:
    """Axes clockwise from the top, each from 0 to `top`."""

    axes: Sequence[Axis]
    top: int


def radar_lines(radar: Radar, groups: Sequence[str], width: int, height: int) -> Lines:
    """The chart with its legend beside it, or below when the width does not allow it."""
    legend = legend_lines(radar, groups)
    beside = width - LEGEND_WIDTH - 2
    if beside < SMALLEST[0]:
        return [*chart_lines(radar, width, max(height, SMALLEST[1])), *legend]
    # A cell is twice as high as wide: a chart wider than two heights gains nothing.
    chart_width = min(beside, 2 * max(height, len(legend)) + 6)
    chart = chart_lines(radar, chart_width, min(max(height, SMALLEST[1]), chart_width // 2 + 1))
    rows = max(len(chart), len(legend))
    blank = Content(" " * chart_width)
    left = [chart[i] if i < len(chart) else blank for i in range(rows)]
    beside_lines = [legend[i] if i < len(legend) else Content("") for i in range(rows)]
    return [line(chart_row, "  ", text) for chart_row, text in zip(left, beside_lines, strict=True)]


def legend_lines(radar: Radar, groups: Sequence[str]) -> Lines:
    """Group by group: mark and name, then number, label and value of each axis."""
    lines: Lines = []
    for index, name in enumerate(groups):
        lines.append(line((fit(f"{GROUP_MARKS[index]} {name}", LEGEND_WIDTH), "bold")))
        lines += [_legend_line(axis) for axis in radar.axes if axis.group == index]
    return lines


def _legend_line(axis: Axis) -> Content:
    shown = "－" if axis.value is None else str(axis.value)
    return Content(f"{axis.number:2d} {fit(axis.label, LEGEND_WIDTH - 6)} {right(shown, 2)}")


def chart_lines(radar: Radar, width: int, height: int) -> Lines:
    """The drawing alone, exactly `width` cells wide."""
    plot = _Plot(radar, width, height)
    plot.draw()
    return plot.lines()


class _Plot:
    """Rings and axes as faint dots, the values as a line, marks and numbers as text on top."""

    def __init__(self, radar: Radar, width: int, height: int) -> None:
        self.radar = radar
        self.width, self.height = width, height
        self.faint = BrailleCanvas(width, height)
        self.strong = BrailleCanvas(width, height)
        self.texts: dict[tuple[int, int], tuple[str, str]] = {}
        # Numbers stand outside the outermost ring: three cells left and right, one above and below.
        self.radius_x = width - 1 - 6
        self.radius_y = 2 * height - 1 - 4

    def point(self, index: int, share: float) -> Point:
        """In dots; `share` 1 is the outermost ring."""
        angle = 2 * math.pi * index / len(self.radar.axes)
        radius = min(self.radius_x, self.radius_y)
        return (
            self.width - 0.5 + radius * share * math.sin(angle),
            2 * self.height - 0.5 - radius * share * math.cos(angle),
        )

    def draw(self) -> None:
        count = len(self.radar.axes)
        for index in range(count):
            following = (index + 1) % count
            self.faint.line(self.point(index, 0), self.point(index, 1), gap=4)
            for ring in range(1, self.radar.top + 1):
                share = ring / self.radar.top
                self.faint.line(self.point(index, share), self.point(following, share), gap=3)
            start, end = self._value_point(index), self._value_point(following)
            self.strong.line(start, end)
        for index, axis in enumerate(self.radar.axes):
            self._write(self._value_point(index), GROUP_MARKS[axis.group], "bold $text-accent")
        for index, axis in enumerate(self.radar.axes):
            self._write_number(index, str(axis.number))

    def _value_point(self, index: int) -> Point:
        return self.point(index, (self.radar.axes[index].value or 0) / self.radar.top)

    def _write(self, point: Point, text: str, style: str) -> None:
        self.texts[self._cell(point)] = (text, style)

    def _cell(self, point: Point) -> tuple[int, int]:
        """Row and column."""
        row = min(max(round(point[1]) // 4, 0), self.height - 1)
        return row, round(point[0]) // 2

    def _write_number(self, index: int, number: str) -> None:
        """Outside the outermost ring, and clear of every mark that may stand on it."""
        marks = {self._cell(self.point(i, 1)) for i in range(len(self.radar.axes))}
        radius = min(self.radius_x, self.radius_y)
        for dots in range(4, 9):
            x, y = self.point(index, 1 + dots / radius)
            row, _ = self._cell((x, y))
            column = min(max(round(x / 2 - len(number) / 2), 0), self.width - len(number))
            if marks.isdisjoint((row, column + i) for i in range(len(number))):
                break
        self.texts[row, column] = (number, "bold")

    def lines(self) -> Lines:
        faint, strong = self.faint.rows(), self.strong.rows()
        return [self._row(row, faint[row], strong[row]) for row in range(self.height)]

    def _row(self, row: int, faint: str, strong: str) -> Content:
        pieces: list[tuple[str, str]] = []
        column = 0
        while column < self.width:
            text, style = self.texts.get((row, column), ("", ""))
            if not text:
                drawn = strong[column] != " "
                text = strong[column] if drawn else faint[column]
                style = "$text-accent" if drawn else "$text-disabled"
            pieces.append((text, style))
            column += len(text)
        return line(*pieces)
