"""A workbook being written: the one place that touches XlsxWriter.

User text can only go in as text, formulas always carry the value they show,
and every sheet prints on A4.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, TypeVar

import xlsxwriter

from data.fields import Field, Kind, Value
from exports.layout import Column, Table, column_letter, column_number
from exports.row_heights import RowHeights
from exports.styles import FONT, STYLES, Look
from exports.user_text import as_cached_text, as_cell_text

Item = TypeVar("Item")
Cached = str | int | float | bool | date | None

A4 = 9
# Excel counts 1900 as a leap year: earlier days have no serial number all programs agree on.
FIRST_DAY = date(1900, 3, 1)
DAY_ZERO = date(1899, 12, 30)
# Beyond 15 digits a number cell would change what was typed.
EXACT_DIGITS = 10**15


class Book:
    """A workbook in memory; `content` closes it and gives its bytes."""

    def __init__(self, title: str, today: date) -> None:
        self._file = io.BytesIO()
        options = {"in_memory": True, "default_format_properties": dict(FONT)}
        self._book = xlsxwriter.Workbook(self._file, options)
        # The same record on the same day gives the same bytes.
        created = datetime(today.year, today.month, today.day)
        self._book.set_properties({"title": title, "comments": "kikitori", "created": created})
        self._formats: dict[str, Any] = {}

    def sheet(self, name: str) -> Sheet:
        """A new sheet after those that exist."""
        return Sheet(self, self._book.add_worksheet(name), name)

    def style(self, name: str) -> Any:
        if name not in self._formats:
            self._formats[name] = self._book.add_format(dict(STYLES[name]))
        return self._formats[name]

    def look(self, look: Look) -> Any:
        """A format of its own, for conditional formatting."""
        return self._book.add_format(dict(look))

    def bar_chart(self, title: str, names: str, rates: str) -> Any:
        """Rates 0..1 as lying bars, the first on top."""
        chart = self._book.add_chart({"type": "bar"})
        fill = {"color": "#4F6D8F"}
        series = {"categories": f"={names}", "values": f"={rates}", "fill": fill, "gap": 40}
        chart.add_series({**series, "data_labels": {"value": True, "num_format": "0%"}})
        chart.set_title({"name": title, "name_font": {"size": 12}})
        chart.set_legend({"none": True})
        chart.set_x_axis({"min": 0, "max": 1, "major_unit": 0.25, "num_format": "0%"})
        chart.set_y_axis({"reverse": True})
        return chart

    def radar_chart(self, title: str, names: str, points: str, scale: tuple[int, int]) -> Any:
        """Points on spokes; `scale` is the lowest and the highest value.

        `title` is a text, or a cell as `='Sheet'!$A$1` that it follows.
        """
        chart = self._book.add_chart({"type": "radar", "subtype": "with_markers"})
        line = {"color": "#1F4E79", "width": 2.25}
        series = {"categories": f"={names}", "values": f"={points}", "line": line}
        chart.add_series({**series, "name": title, "marker": {"type": "circle", "size": 5}})
        if title.startswith("="):
            # LibreOffice keeps a title as it was, but a legend follows its cell.
            chart.set_title({"none": True})
            chart.set_legend({"position": "top", "font": {"size": 12, "bold": True}})
        else:
            chart.set_title({"name": title, "name_font": {"size": 12}})
            chart.set_legend({"none": True})
        grid = {"visible": True, "line": {"color": "#BFBFBF", "width": 0.75}}
        axis = {"min": scale[0], "max": scale[1], "major_unit": 1, "major_gridlines": grid}
        chart.set_y_axis({**axis, "num_font": {"size": 8}})
        chart.set_x_axis({"num_font": {"size": 8}})
        # Long names would otherwise squeeze the web to a coin.
        chart.set_plotarea({"layout": {"x": 0.27, "y": 0.2, "width": 0.46, "height": 0.64}})
        return chart

    def content(self) -> bytes:
        self._book.close()
        return self._file.getvalue()


class Sheet:
    """One sheet; cells are addressed by 1-based row and column letter."""

    def __init__(self, book: Book, sheet: Any, name: str) -> None:
        self.book = book
        self.name = name
        self._sheet = sheet
        self._rows = RowHeights()

    def text(self, row: int, letter: str, text: str, style: str) -> None:
        """Text and nothing but text, whatever it begins with."""
        place, look = (row - 1, column_number(letter)), self.book.style(style)
        self._rows.note(row, letter, text, style)
        if text:
            self._sheet.write_string(*place, as_cell_text(text), look)
        else:
            self._sheet.write_blank(*place, None, look)

    def number(self, row: int, letter: str, number: float | None, style: str) -> None:
        if number is None:
            self.text(row, letter, "", style)
        elif abs(number) >= EXACT_DIGITS:
            self.text(row, letter, str(number), style)
        else:
            look = self.book.style(style)
            self._sheet.write_number(row - 1, column_number(letter), number, look)

    def day(self, row: int, letter: str, day: date | None, style: str) -> None:
        if day is None or day < FIRST_DAY:
            self.text(row, letter, day.isoformat() if day else "", style)
        else:
            self.number(row, letter, serial(day), style)

    def formula(self, row: int, letter: str, formula: str, value: Cached, style: str) -> None:
        """`formula` without its =, and the value it has now; None shows as empty."""
        look = self.book.style(style)
        shown = _cached(value)
        self._rows.note(row, letter, shown if isinstance(shown, str) else "", style)
        self._sheet.write_formula(row - 1, column_number(letter), f"={formula}", look, shown)

    def entry(self, row: int, letter: str, field: Field, value: Value) -> None:
        """A field of the record in the cell a person would fill in."""
        if isinstance(value, date):
            self.day(row, letter, value, "entry_date")
        elif field.kind in (Kind.LEVEL, Kind.COUNT) and isinstance(value, int):
            self.number(row, letter, value, entry_style(field))
        else:
            self.text(row, letter, field.show(value), entry_style(field))

    def merged(self, first: str, row: int, last: str, last_row: int, text: str, style: str) -> None:
        """One cell over several, or a plain one where the range is a single cell."""
        corner = (row - 1, column_number(first))
        opposite = (last_row - 1, column_number(last))
        if corner != opposite:
            self._sheet.merge_range(*corner, *opposite, "", self.book.style(style))
        self._rows.join(row, (first, last), last_row)
        self.text(row, first, text, style)

    def choice(
        self, letter: str, first_row: int, last_row: int, source: str | Sequence[str], hint: str
    ) -> None:
        """A drop-down; `source` is a list of labels or a formula such as `=$C$29:$C$31`."""
        column = column_number(letter)
        options = {
            "validate": "list",
            "source": source if isinstance(source, str) else list(source),
            "error_title": "一覧から選んでください",
            "error_message": hint,
        }
        self._sheet.data_validation(first_row - 1, column, last_row - 1, column, options)

    def widths(self, widths: Mapping[str, float]) -> None:
        self._rows.widths.update(widths)
        for letter, width in widths.items():
            self._sheet.set_column(column_number(letter), column_number(letter), width)

    def height(self, row: int, points: float) -> None:
        self._rows.given.add(row)
        self._sheet.set_row(row - 1, points)

    def freeze(self, first_row: int, first_letter: str = "A") -> None:
        """Keep what is above and left of this cell in view."""
        self._sheet.freeze_panes(first_row - 1, column_number(first_letter))

    def colour(self, first: str, row: int, last: str, last_row: int, rule: str, look: Look) -> None:
        """Colour the range where the formula `rule`, written for its first cell, holds."""
        options = {"type": "formula", "criteria": f"={rule}", "format": self.book.look(look)}
        corner = (row - 1, column_number(first), last_row - 1, column_number(last))
        self._sheet.conditional_format(*corner, options)

    def chart(self, row: int, letter: str, chart: Any, size: tuple[int, int]) -> None:
        chart.set_size({"width": size[0], "height": size[1]})
        options = {"object_position": 2}
        self._sheet.insert_chart(row - 1, column_number(letter), chart, options)

    def page(
        self, last: str, last_row: int, titles: tuple[int, int] | None = None, pages: int = 0
    ) -> None:
        """A4 landscape, as wide as the page, A1 to `last``last_row`; title rows on every page.

        `pages` is the number of pages to fit all rows on, 0 for as many as needed.
        """
        self._set_heights()
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.fit_to_pages(1, pages)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self._sheet.set_footer("&L&A&R&P / &N ページ")
        self._sheet.print_area(0, 0, last_row - 1, column_number(last))
        self._sheet.hide_gridlines(2)
        if titles:
            self._sheet.repeat_rows(titles[0] - 1, titles[1] - 1)

    def _set_heights(self) -> None:
        """Rows of more than one line get their height: not every program finds it by itself."""
        for row, points in self._rows.heights():
            self._sheet.set_row(row - 1, points)

    def break_before(self, *rows: int) -> None:
        self._sheet.set_h_pagebreaks([row - 1 for row in rows])


def serial(day: date) -> int:
    """The day as Excel counts it; right from `FIRST_DAY` on."""
    return (day - DAY_ZERO).days


def _cached(value: Cached) -> str | int | float | bool:
    if value is None:
        return ""
    if isinstance(value, date):
        return serial(value) if value >= FIRST_DAY else value.isoformat()
    return as_cached_text(value) if isinstance(value, str) else value


_ENTRY_STYLES = {Kind.TEXT: "entry", Kind.DATE: "entry_date"}


def entry_style(field: Field) -> str:
    return _ENTRY_STYLES.get(field.kind, "entry_middle")


def write_headers(sheet: Sheet, table: Table, styles: Mapping[str, str] | None = None) -> None:
    """The title rows of a table: group titles over their columns, other titles over both rows.

    `styles` names the style of a column key where it is not `header`.
    """
    chosen = styles or {}
    columns = table.columns
    sheet.widths({table.letter(column.key): column.width for column in columns})
    for first, last in runs(columns, lambda column: not column.title):
        column = columns[first]
        top = table.header_row - (table.has_groups and not column.group)
        look = chosen.get(column.key, "header")
        _heading(sheet, (first, last), (top, table.header_row), column.title, look)
    for first, last in _grouped(columns):
        column = columns[first]
        above = table.header_row - 1
        look = chosen.get(column.key, "header")
        _heading(sheet, (first, last), (above, above), column.group, look)


def _heading(
    sheet: Sheet, columns: tuple[int, int], rows: tuple[int, int], text: str, style: str
) -> None:
    first, last = column_letter(columns[0]), column_letter(columns[1])
    sheet.merged(first, rows[0], last, rows[1], text, style)


def runs(items: Sequence[Item], joins: Callable[[Item], bool]) -> list[tuple[int, int]]:
    """First and last position of each run; an item that `joins` belongs to the one before."""
    starts = [number for number, item in enumerate(items) if number == 0 or not joins(item)]
    ends = [start - 1 for start in starts[1:]] + [len(items) - 1]
    return list(zip(starts, ends, strict=True))


def _grouped(columns: Sequence[Column]) -> list[tuple[int, int]]:
    groups = [(key, list(each)) for key, each in groupby(enumerate(columns), _group_of)]
    return [(each[0][0], each[-1][0]) for key, each in groups if key]


def _group_of(numbered: tuple[int, Column]) -> str:
    return numbered[1].group
