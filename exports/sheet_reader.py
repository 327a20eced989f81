"""The cells of one worksheet, each understood by openpyxl, while its XML streams by."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from openpyxl.utils import coordinate_to_tuple, get_column_letter, range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel
from openpyxl.worksheet._reader import CELL_TAG, VALUE_TAG, WorkSheetParser

from exports.grid import CellValue, Grid
from exports.package_guard import DAMAGED, Allowance, Handlers, Package, RefusedError

# Values, formulas and merged ranges: a ledger of 10,000 assets has 240,000.
MOST_CELLS = 300_000
# Places in the rows, from column A to the last value of each, and what merged cells cover.
MOST_PLACES = 4_000_000
# Letters of all texts: the text of this many is read in a second.
MOST_LETTERS = 20_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
# A merged cell shows its value up to this column, or as far as the widest row of its sheet.
WIDEST_MERGED = 256

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """`_x000D_` and the like as the letters they stand for (ECMA-376 part 1, ST_Xstring)."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass(frozen=True, slots=True)
class Allowances:
    """What all sheets of a book may hold together."""

    cells: Allowance = field(default_factory=lambda: Allowance(MOST_CELLS))
    places: Allowance = field(default_factory=lambda: Allowance(MOST_PLACES))
    letters: Allowance = field(default_factory=lambda: Allowance(MOST_LETTERS))


@dataclass(frozen=True, slots=True)
class BookSettings:
    """What the sheets of a book share; styles are the numbers of cell formats."""

    strings: Sequence[str] = ()
    date_styles: frozenset[int] = frozenset()
    duration_styles: frozenset[int] = frozenset()
    starts_1904: bool = False


class TextReader:
    """The text of a cell or a shared string: its runs, without the furigana above them."""

    def __init__(self, letters: Allowance) -> None:
        self._letters = letters
        self.pieces: list[str] = []
        self._reading = self._in_furigana = False

    def begin(self, _: object = None) -> None:
        self._reading = not self._in_furigana

    def end(self) -> None:
        self._reading = False

    def begin_furigana(self, _: object = None) -> None:
        self._in_furigana = True

    def end_furigana(self) -> None:
        self._in_furigana = False

    def text(self, piece: str) -> None:
        if self._reading:
            self._letters.take(len(piece))
            self.pieces.append(piece)

    def take(self) -> str:
        """Everything since the last time."""
        text = "".join(self.pieces)
        self.pieces.clear()
        return text


class GridMaker:
    """Collects the cells of a sheet; rows and columns are 1-based here."""

    def __init__(self, allowances: Allowances) -> None:
        self._allowances = allowances
        self._rows: dict[int, list[CellValue]] = {}
        self._unsaved: set[tuple[int, int]] = set()
        self._merged: list[tuple[int, int, int, int]] = []

    def put(self, row: int, column: int, value: CellValue) -> None:
        _check_place(row, column)
        values = self._rows.setdefault(row, [])
        missing = column - len(values)
        if missing > 0:
            self._allowances.places.take(missing)
            values.extend([None] * missing)
        values[column - 1] = value

    def put_unsaved(self, row: int, column: int) -> None:
        _check_place(row, column)
        self._allowances.cells.take()
        self._unsaved.add((row, column - 1))

    def merge(self, reference: str) -> None:
        self._allowances.cells.take()
        left, top, right, bottom = range_boundaries(reference)
        area = (left or 1, top or 1, right or LAST_COLUMN, bottom or LAST_ROW)
        self._merged.append(area)

    def grid(self, title: str, starts_1904: bool) -> Grid:
        numbers = sorted(self._rows)
        widest = max(map(len, self._rows.values()), default=0)
        for left, top, right, bottom in self._merged:
            covered = slice(bisect_left(numbers, top), bisect_right(numbers, bottom))
            width = min(right, max(widest, WIDEST_MERGED)) - left + 1
            if width > 0:
                self._allowances.places.take(width * (covered.stop - covered.start))
                self._spread(top, left - 1, numbers[covered], width)
        rows = {number: tuple(self._rows[number]) for number in numbers}
        full = {number: row for number, row in rows.items() if any(v is not None for v in row)}
        return Grid(title, full, frozenset(self._unsaved), starts_1904)

    def _spread(self, top: int, first: int, rows: Sequence[int], width: int) -> None:
        """What stands in the corner of a merged cell, over all of it (`first` is 0-based)."""
        corner = self._rows.get(top, [])
        value = corner[first] if first < len(corner) else None
        for row in rows:
            values = self._rows[row]
            if value is not None:
                values.extend([None] * (first + width - len(values)))
            values[first : first + width] = [value] * min(width, len(values) - first)
        if (top, first) in self._unsaved:
            self._unsaved |= {(row, first + each) for row in rows for each in range(width)}


def _check_place(row: int, column: int) -> None:
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        raise RefusedError(DAMAGED)


class SheetReader:
    """Reads one worksheet; what it raises is what `Package.walk` raises."""

    def __init__(self, settings: BookSettings, allowances: Allowances) -> None:
        self._settings = settings
        self._allowances = allowances
        self._epoch = MAC_EPOCH if settings.starts_1904 else WINDOWS_EPOCH
        self._parser = WorkSheetParser(BytesIO(), settings.strings, data_only=True)
        self._text = TextReader(allowances.letters)
        self._grid = GridMaker(allowances)
        # The last cell that says where it stands, and how many came after it.
        self._row, self._address, self._cells_since = 0, "", 0
        self._cell: dict[str, str] = {}
        self._has_formula = self._has_value = False

    def read(self, package: Package, part: str, title: str) -> Grid:
        package.walk(part, self._handlers())
        return self._grid.grid(title, self._settings.starts_1904)

    def _handlers(self) -> Handlers:
        text = self._text
        begins = {
            "row": self._begin_row,
            "c": self._begin_cell,
            "f": self._begin_formula,
            "v": self._begin_value,
            "t": text.begin,
            "rPh": text.begin_furigana,
            "mergeCell": lambda merged: self._grid.merge(merged["ref"]),
        }
        ends = {"c": self._end_cell, "v": text.end, "t": text.end, "rPh": text.end_furigana}
        return Handlers("worksheet", begins, ends, text.text)

    def _begin_row(self, row: dict[str, str]) -> None:
        self._row = int(float(row.get("r", self._row + 1)))
        self._address, self._cells_since = "", 0

    def _begin_cell(self, cell: dict[str, str]) -> None:
        if "r" in cell:
            self._address, self._cells_since = cell["r"], 0
        else:
            self._cells_since += 1
        self._cell = cell
        self._has_formula = self._has_value = False

    def _place(self) -> str:
        """Where the cell stands: it may leave that out, and then follows the one before."""
        if not self._cells_since:
            return self._address
        before = coordinate_to_tuple(self._address)[1] if self._address else 0
        return f"{get_column_letter(before + self._cells_since)}{self._row}"

    def _begin_formula(self, _: object) -> None:
        self._has_formula = True

    def _begin_value(self, _: object) -> None:
        if self._cell.get("t") != "inlineStr":
            self._has_value = True
            self._text.begin()

    def _end_cell(self) -> None:
        if self._text.pieces:
            self._keep(self._text.take())
        elif self._has_formula and not (self._has_value and self._cell.get("t") == "str"):
            self._grid.put_unsaved(*coordinate_to_tuple(self._place()))

    def _keep(self, text: str) -> None:
        self._allowances.cells.take()
        self._cell["r"] = self._place()
        if self._cell.get("t") in ("str", "inlineStr"):
            self._cell["t"], text = "str", unescaped(text)
        cell = self._understood(text)
        value = self._shown(cell, text)
        if value != "":
            self._grid.put(cell["row"], cell["column"], value)

    def _understood(self, text: str) -> dict[str, Any]:
        cell = Element(CELL_TAG, self._cell)
        SubElement(cell, VALUE_TAG).text = text
        try:
            return self._parser.parse_cell(cell)
        except ValueError:
            if self._cell.get("t", "n") not in ("n", "b", "d"):
                raise
        # A value that is not what it says it is stays as it was written.
        cell.set("t", "str")
        return self._parser.parse_cell(cell)

    def _shown(self, cell: dict[str, Any], text: str) -> CellValue:
        value: CellValue = cell["value"]
        if isinstance(value, datetime):
            return _day(value)
        if cell["data_type"] != "n" or not isinstance(value, int | float):
            return value
        if not math.isfinite(value):
            return text
        return self._dated(value, cell["style_id"])

    def _dated(self, number: float, style: int) -> CellValue:
        """What a date format shows; a number that is no day stays the number."""
        if number < 0 or style not in self._settings.date_styles:
            return number
        try:
            is_duration = style in self._settings.duration_styles
            shown = from_excel(number, self._epoch, timedelta=is_duration)
        except (ValueError, OverflowError):
            return number
        return _day(shown) if isinstance(shown, datetime) else shown


def _day(moment: datetime) -> date:
    return moment.date() if moment.time() == time() else moment
