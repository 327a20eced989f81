"""Values beside their labels, as at the head of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.fields import Field, Value
from exports.grid import CellValue, Grid
from exports.readers.tables import UnreadLog
from exports.readers.values import is_blank, parser_of, title_key

# How far right of its label a value may stand.
REACH = 4
LONGEST_LABEL = 60
# Our own hints beside an empty cell begin with it.
_POINTER = "←"


def read_entry(grid: Grid, row: int, column: int, field: Field, log: UnreadLog) -> Value:
    """The field's value as the cell gives it, absent where it is blank or not readable."""
    value: Value = log.read(grid, row, column, parser_of(field, grid.starts_1904))
    return field.absent if value is None else value


@dataclass(frozen=True, slots=True)
class Label:
    """A label found in a sheet: 0-based `column`, and that of its value where it has one."""

    key: str
    row: int
    column: int
    value_column: int | None
    has_colon: bool


def find_labels(grid: Grid, titles: Mapping[str, str], rows: range) -> Iterator[Label]:
    """Labels by row, from the left; `titles` gives the key of each label's `title_key`.

    The value is the first filled cell to the right; what is one value is no label.
    """
    for row in rows:
        cells = grid.rows.get(row, ())
        column = 0
        while column < len(cells):
            title = _label_text(cells[column])
            key = titles.get(title.rstrip(":"))
            beside = _value_column(grid, row, column, titles) if key else None
            if key:
                yield Label(key, row, column, beside, title.endswith(":"))
            column = (beside or column) + 1


def _label_text(value: CellValue) -> str:
    fits = isinstance(value, str) and len(value) <= LONGEST_LABEL
    return title_key(value) if fits else ""


def _value_column(grid: Grid, row: int, column: int, titles: Mapping[str, str]) -> int | None:
    cells = grid.rows[row]
    first = column + 1
    # A merged label stands in each cell it covers.
    while first < len(cells) and cells[first] == cells[column]:
        first += 1
    reach = range(first, first + REACH)
    filled = (at for at in reach if grid.value(row, at) is not None or (row, at) in grid.unsaved)
    beside = next(filled, None)
    if beside is None:
        return None
    text = _label_text(grid.value(row, beside))
    is_other = text.rstrip(":") in titles and (beside > first or text.endswith(":"))
    is_pointer = beside > first and text.startswith(_POINTER)
    return None if is_other or is_pointer else beside


def is_empty_reference(value: CellValue) -> bool:
    """Blank, or the 0 that a formula shows for an empty cell it refers to."""
    return is_blank(value) or (type(value) in (int, float) and value == 0)
