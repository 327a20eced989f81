"""How tables stand in a sheet: declared once, for the writer and for a later reader.

Rows are 1-based and columns are letters, as people see them in Excel.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

# A validation list that is written out inside the file may not be longer.
LIST_LIMIT = 255


@lru_cache(maxsize=512)
def column_number(letter: str) -> int:
    """0 for A, 25 for Z, 26 for AA."""
    number = 0
    for sign in letter:
        number = number * 26 + ord(sign) - ord("A") + 1
    return number - 1


@lru_cache(maxsize=512)
def column_letter(number: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letter = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letter = chr(ord("A") + rest) + letter
    return letter


def cell(letter: str, row: int, *, fixed: bool = False) -> str:
    """`F4`, or `$F$4` when it must stay put in a copied formula."""
    return f"${letter}${row}" if fixed else f"{letter}{row}"


def area(first: str, first_row: int, last: str, last_row: int) -> str:
    """`$F$4:$G$9`."""
    return f"{cell(first, first_row, fixed=True)}:{cell(last, last_row, fixed=True)}"


def on(sheet: str, reference: str) -> str:
    """A reference as seen from another sheet."""
    return f"'{sheet}'!{reference}"


def numbered(number: int, label: str) -> str:
    """An option as the official drop-downs show it: `1:実施している`."""
    return f"{number}:{label}"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` names the record's field or the figure, `group` the header above.

    A column without a title shares the one to its left.
    """

    key: str
    title: str
    width: float
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of rows in one sheet, its columns side by side from column A.

    Titles stand in `header_row`, group titles one row above, the first data row
    is `first_row`.
    """

    sheet: str
    title: str
    columns: tuple[Column, ...]
    header_row: int
    first_row: int

    def letter(self, key: str) -> str:
        """The column letter of a key; KeyError when the table has no such column."""
        for number, column in enumerate(self.columns):
            if column.key == key:
                return column_letter(number)
        raise KeyError(key)

    def cell(self, key: str, row: int) -> str:
        return cell(self.letter(key), row)

    def span(self, key: str, last_row: int) -> str:
        """All data cells of a column, fixed, as seen from another sheet."""
        letter = self.letter(key)
        return on(self.sheet, area(letter, self.first_row, letter, last_row))

    @property
    def has_groups(self) -> bool:
        return any(column.group for column in self.columns)

    @property
    def last_letter(self) -> str:
        return column_letter(len(self.columns) - 1)


def written_list(labels: Iterable[str]) -> list[str]:
    """Labels for a drop-down kept inside the file; ValueError when Excel would refuse it."""
    listed = list(labels)
    if len(",".join(listed)) > LIST_LIMIT or any("," in label for label in listed):
        raise ValueError("the drop-down is too long for Excel: use cells")
    return listed
