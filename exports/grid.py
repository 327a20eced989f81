"""A sheet as a person sees it: values by row and column, whatever file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from exports.layout import cell, column_letter

# A datetime is a date too; an error such as #N/A is text.
CellValue = str | int | float | bool | date | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. Rows are 1-based, columns 0-based; rows that hold nothing are absent.

    A merged cell's value stands in each cell it covers. `unsaved` are the cells
    whose formula has no kept result. `starts_1904`: how serial days are counted.
    """

    title: str
    rows: Mapping[int, tuple[CellValue, ...]]
    unsaved: frozenset[tuple[int, int]] = frozenset()
    starts_1904: bool = False

    def value(self, row: int, column: int) -> CellValue:
        """What the cell shows; None for an empty one."""
        values = self.rows.get(row, ())
        return values[column] if 0 <= column < len(values) else None

    @staticmethod
    def address(row: int, column: int) -> str:
        """`C12`, as people see it in Excel."""
        return cell(column_letter(column), row)
