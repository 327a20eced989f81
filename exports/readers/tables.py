"""Tables in a sheet, found by their titles wherever they stand, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from data.fields import Field
from exports.book_import import Unread
from exports.grid import CellValue, Grid
from exports.readers.values import is_blank, text_of, title_key

Value = TypeVar("Value")

# Titles stand near the top, in up to three rows.
LOOKED_AT_ROWS = 40
LOOKED_AT_COLUMNS = 256
HEADER_ROWS = 3
LONGEST_TITLE = 200
# A text of this length over all cells of a row is a note under the table.
SHORTEST_NOTE = 5
_LEADING = re.compile(r"^[\d\W_]+")
_EXAMPLE = "記入例"
UNSAVED = "式の結果が保存されていません。Excelで開いて保存し直してください"


class UnreadLog:
    """The cells of one book that could not be read, in the order met."""

    def __init__(self, book: str) -> None:
        self.book = book
        self._entries: list[Unread] = []
        self._unsaved: set[tuple[str, int]] = set()

    @property
    def entries(self) -> tuple[Unread, ...]:
        return tuple(self._entries)

    def add(self, grid: Grid, row: int, column: int, reason: str) -> None:
        """A cell; `reason` is a sentence without its end mark, for a person."""
        shown = text_of(grid.value(row, column))
        address = Grid.address(row, column)
        self._entries.append(Unread(self.book, grid.title, address, shown, reason))

    def add_sheet(self, grid: Grid, reason: str) -> None:
        """A whole sheet."""
        self._entries.append(Unread(self.book, grid.title, "", "", reason))

    def read(
        self, grid: Grid, row: int, column: int, parse: Callable[[CellValue], Value]
    ) -> Value | None:
        """What `parse` makes of the cell; None, and an entry, where it raises ValueError.

        A formula without a kept result is one entry per column, not one per cell.
        """
        if (row, column) in grid.unsaved:
            self._add_unsaved(grid, row, column)
            return None
        try:
            return parse(grid.value(row, column))
        except ValueError as error:
            self.add(grid, row, column, str(error))
            return None

    def text(self, table: FoundTable, row: int, key: str) -> str:
        """The text of a cell as typed; empty where the table has no such column."""
        column = table.columns.get(key)
        return "" if column is None else self.read(table.grid, row, column, text_of) or ""

    def _add_unsaved(self, grid: Grid, row: int, column: int) -> None:
        if (grid.title, column) not in self._unsaved:
            self._unsaved.add((grid.title, column))
            self.add(grid, row, column, UNSAVED)


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table: 0-based `columns` by key; data may stand from `first_row` on."""

    grid: Grid
    columns: Mapping[str, int]
    header_row: int

    @property
    def first_row(self) -> int:
        return self.header_row + 1

    def __contains__(self, key: str) -> bool:
        return key in self.columns

    def value(self, row: int, key: str) -> CellValue:
        """The cell of a key; None where the table has no such column."""
        column = self.columns.get(key)
        return None if column is None else self.grid.value(row, column)

    def rows(self, identified_by: Collection[str] = ()) -> Iterator[int]:
        """Rows below the titles where a column of `identified_by` (or any) holds something.

        Blank rows in between, repeated titles, and notes merged over the table are left out.
        """
        keys = [key for key in identified_by or self.columns if key in self.columns]
        titles = {each: _texts(self.grid, self.header_row, each) for each in self.columns.values()}
        for row in sorted(row for row in self.grid.rows if row >= self.first_row):
            if not any(self.is_filled(row, key) for key in keys):
                continue
            if not self._repeats(row, titles) and not self._is_note(row):
                yield row

    def is_filled(self, row: int, key: str) -> bool:
        """Whether the cell holds something a person can see, or a formula."""
        column = self.columns.get(key)
        if column is None:
            return False
        return not is_blank(self.grid.value(row, column)) or (row, column) in self.grid.unsaved

    def _repeats(self, row: int, titles: Mapping[int, Sequence[str]]) -> bool:
        same = sum(_title(self.grid.value(row, each)) in titles[each] for each in titles)
        return same >= min(2, len(titles))

    def _is_note(self, row: int) -> bool:
        filled = [column for key, column in self.columns.items() if self.is_filled(row, key)]
        if len(filled) < 3:
            return False
        covered = range(min(filled), max(filled) + 1)
        values = {self.grid.value(row, column) for column in covered}
        text = next(iter(values))
        return len(values) == 1 and isinstance(text, str) and len(text) >= SHORTEST_NOTE


def find_table(
    grid: Grid,
    columns: Mapping[str, Sequence[str]],
    *,
    required: Collection[str] = (),
    minimum: int = 1,
    groups: Mapping[str, Sequence[str]] | None = None,
) -> FoundTable | None:
    """The table whose titles match best: all `required` keys, at least `minimum` in all.

    `columns` gives the titles each key is known by, `groups` the titles of which one must
    stand above those of a key. Titles may spread over up to three rows, stand in any order
    among others, be numbered (`①業務分類`), or go on (`登録日（更新日）`). An exact title
    goes before a longer one; no two columns share a key, no two keys a column. A sheet of
    examples (記入例) holds no table of the firm.
    """
    if is_example(grid):
        return None
    wanted = _Wanted(columns, groups or {})
    best, most = None, 0
    for row in sorted(grid.rows)[:LOOKED_AT_ROWS]:
        matching = _Matching(grid, row, wanted)
        found = matching.columns
        enough = len(found) >= minimum and found.keys() >= set(required)
        if enough and matching.fitting > most:
            best, most = FoundTable(grid, found, row), matching.fitting
    return best


def is_example(grid: Grid) -> bool:
    """Whether the sheet shows how to fill in another, and says nothing of the firm."""
    return _EXAMPLE in title_key(grid.title)


def titles_of(fields: Iterable[Field]) -> dict[str, tuple[str, ...]]:
    """Columns for `find_table`: each field known by its label."""
    return {each.key: (each.label,) for each in fields}


class _Matching:
    """Which column of one header row belongs to which key."""

    def __init__(self, grid: Grid, row: int, wanted: _Wanted) -> None:
        width = min(LOOKED_AT_COLUMNS, max(len(grid.rows.get(each, ())) for each in _above(row)))
        stacked = [(column, _texts(grid, row, column)) for column in range(width)]
        self._wanted = wanted
        self._texts = {column: texts for column, texts in stacked if texts}
        self._own = grid.rows[row]
        self._found: dict[str, tuple[int, str]] = {}
        for claim in (self._claim_exact, self._claim_longer):
            for depth in range(HEADER_ROWS + 1):
                claim(depth)

    @property
    def columns(self) -> dict[str, int]:
        return {key: self._found[key][0] for key in self._wanted.keys if key in self._found}

    @property
    def fitting(self) -> int:
        """How many of the titles end in this row, rather than having data here."""
        return sum(self._ends_here(column, text) for column, text in self._found.values())

    def _ends_here(self, column: int, text: str) -> bool:
        own = self._own[column] if column < len(self._own) else None
        return is_blank(own) or text.endswith(_title(own) or "\n")

    def _claim_exact(self, depth: int) -> None:
        for column, text in self._open_columns(depth):
            for key in self._wanted.by_title(text):
                if key not in self._found and self._stands_under(key, column):
                    self._found[key] = column, text
                    break

    def _claim_longer(self, depth: int) -> None:
        going_on: dict[str, list[tuple[int, str]]] = {}
        for column, text in self._open_columns(depth):
            for key in self._wanted.by_beginning(text):
                if key not in self._found and self._stands_under(key, column):
                    going_on.setdefault(key, []).append((column, text))
                    break
        self._found |= {key: places[0] for key, places in going_on.items() if len(places) == 1}

    def _open_columns(self, depth: int) -> list[tuple[int, str]]:
        if len(self._found) == len(self._wanted.keys):
            return []
        taken = {column for column, _ in self._found.values()}
        stacks = self._texts.items()
        return [
            (at, texts[depth]) for at, texts in stacks if depth < len(texts) and at not in taken
        ]

    def _stands_under(self, key: str, column: int) -> bool:
        groups = self._wanted.groups.get(key)
        return not groups or any(text.startswith(groups) for text in self._texts[column][1:])


class _Wanted:
    """The titles looked for. Keys that ask for a group go first: they ask for more."""

    def __init__(
        self, columns: Mapping[str, Sequence[str]], groups: Mapping[str, Sequence[str]]
    ) -> None:
        self.keys = list(columns)
        self.groups = {key: tuple(map(title_key, titles)) for key, titles in groups.items()}
        self._keys: dict[str, list[str]] = {}
        for key in sorted(columns, key=lambda key: key not in groups):
            for title in columns[key]:
                self._keys.setdefault(title_key(title), []).append(key)
        self._beginnings = sorted((each for each in self._keys if len(each) > 1), key=len)[::-1]

    def by_title(self, text: str) -> list[str]:
        return self._keys.get(text) or self._keys.get(_unnumbered(text)) or []

    def by_beginning(self, text: str) -> list[str]:
        """The keys of the longest title that the text begins with."""
        plain = _unnumbered(text)
        title = next((each for each in self._beginnings if plain.startswith(each)), "")
        return self._keys.get(title, [])


def _above(row: int) -> range:
    return range(row, max(0, row - HEADER_ROWS), -1)


def _texts(grid: Grid, row: int, column: int) -> list[str]:
    """The titles that may be meant for a column: the lowest first, last all of them joined."""
    stacked = [_title(grid.value(each, column)) for each in _above(row)]
    texts = list(dict.fromkeys(text for text in stacked if text))
    return [*texts, "".join(reversed(texts))] if len(texts) > 1 else texts


def _title(value: CellValue) -> str:
    fits = isinstance(value, str) and len(value) <= LONGEST_TITLE
    return title_key(value) if fits else ""


def _unnumbered(text: str) -> str:
    """A title without the number or mark before it."""
    return _LEADING.sub("", text)
