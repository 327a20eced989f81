"""A book beside what kikitori computes from its answers, cell by cell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from data.record import Asset, CloudService, Engagement
from data.text import fold, narrow, parse_date
from exports import cloud_layout, risk_layout, self_check_layout
from exports.arrangement import Arrangement
from exports.book_cells import Cell, Cells, Position, read_cells
from exports.books import BOOKS
from exports.layout import Table, cell, column_letter, column_number
from exports.plan_cells import plan_in, treated_ids, treatments_in
from exports.plan_layout import PLAN_SHEET, PLAN_SHEETS, TREATMENT_SHEET
from exports.risk_sheets.ledger import FIGURES
from exports.user_text import ERROR_TEXTS, storable
from exports.workbook import serial

Book = Mapping[str, Cells]
Rows = Sequence[Asset] | Sequence[CloudService]

# The sheets that compute, by book: whoever renames or removes one has another book.
COMPUTING_SHEETS: Mapping[str, frozenset[str]] = {
    "self-check": frozenset([self_check_layout.ANSWERS_SHEET, self_check_layout.RESULT_SHEET]),
    "risk": frozenset([
        risk_layout.LEDGER_SHEET,
        risk_layout.THREATS_SHEET,
        risk_layout.MEASURES_SHEET,
        risk_layout.DIAGNOSIS_SHEET,
    ]),
    "cloud": frozenset([
        cloud_layout.LEDGER_SHEET,
        cloud_layout.CHECK_SHEET,
        cloud_layout.POINTS_SHEET,
    ]),
}  # fmt: skip
LEDGERS: Mapping[str, Table] = {"risk": risk_layout.LEDGER, "cloud": cloud_layout.LEDGER}
# The columns of the ledgers that nobody fills in.
COMPUTED_COLUMNS = frozenset([*FIGURES, "score"])
# The sheets in which a row of the ledger has the same row.
BY_ROW: Mapping[str, tuple[str, ...]] = {
    "risk": (risk_layout.LEDGER_SHEET,),
    "cloud": (cloud_layout.LEDGER_SHEET, cloud_layout.POINTS_SHEET),
}
# With fewer of its fixed texts where they were written, a sheet was rebuilt or is another.
LEAST_SHARE = 0.5
# Nearer results are equal: programs add up in different orders.
TOLERANCE = 1e-9
NOTHING = Cell(None)


class OtherBookError(Exception):
    """Not a book that kikitori wrote, or one whose sheets were rebuilt."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """A computed cell: `found` in the book, `expected` by kikitori; both as shown."""

    sheet: str
    cell: str
    found: str
    expected: str
    is_formula: bool = True


@dataclass(frozen=True, slots=True)
class Verification:
    """`compared` computed cells, of which `deviations` differ after a full recalculation.

    `outdated` are cells whose value kept in the file is not the recalculated one.
    """

    compared: int
    deviations: tuple[Deviation, ...]
    outdated: tuple[Deviation, ...]


class Compared(NamedTuple):
    """A cell as kept in the file, as recalculated, and as it should be."""

    title: str
    place: Position
    kept: Cell
    now: Cell
    wanted: Cell

    @property
    def is_right(self) -> bool:
        return self.kept.is_formula and same(self.now, self.wanted)

    @property
    def is_outdated(self) -> bool:
        return self.kept.is_formula and not same(self.kept, self.now)

    def beside(self, found: Cell, expected: Cell) -> Deviation:
        address = cell(column_letter(self.place[1]), self.place[0])
        return Deviation(self.title, address, shown(found), shown(expected), self.kept.is_formula)


def verify(kept: Book, recalculated: Book, record: Engagement) -> Verification:
    """A book as kept in its file and as recalculated, beside the results of its answers.

    `record` is what the book says. Raises `OtherBookError`.
    """
    cells = list(_compared(kept, recalculated, record))
    return Verification(
        compared=len(cells),
        deviations=tuple(each.beside(each.now, each.wanted) for each in cells if not each.is_right),
        outdated=tuple(each.beside(each.kept, each.now) for each in cells if each.is_outdated),
    )


def _compared(kept: Book, recalculated: Book, record: Engagement) -> Iterator[Compared]:
    key = book_of(kept)
    arranged, arrangement = _arranged(key, recalculated, record)
    expected = read_cells(BOOKS[key].content(arranged, date.today(), arrangement))
    left_out = set(_left_out(key, recalculated, arrangement))
    for title, place, wanted in _computed(expected, kept):
        before = kept[title].get(place, NOTHING)
        now = recalculated[title].get(place, NOTHING)
        is_spare = not before.is_formula and _is_blank(now) and _is_blank(wanted)
        if (title, place[0]) not in left_out and not is_spare:
            yield Compared(title, place, before, now, wanted)


def book_of(book: Book) -> str:
    """The key of the book that has these sheets; raises `OtherBookError`."""
    for key, sheets in COMPUTING_SHEETS.items():
        if sheets <= book.keys():
            return key
    raise OtherBookError


def _computed(expected: Book, kept: Book) -> Iterator[tuple[str, Position, Cell]]:
    """Every cell that is to be computed, with what it should show; raises `OtherBookError`."""
    for title, cells in expected.items():
        computed = {place: each for place, each in cells.items() if each.is_formula}
        if not computed:
            continue
        _refuse_rebuilt(cells, kept[title])
        yield from ((title, *each) for each in sorted(computed.items()))
        yield from ((title, place, NOTHING) for place in _below(kept[title], computed))


def _refuse_rebuilt(expected: Cells, kept: Cells) -> None:
    texts = {place: each for place, each in expected.items() if isinstance(each.value, str)}
    fixed = {place: each for place, each in texts.items() if not each.is_formula}
    found = sum(same(kept.get(place, NOTHING), each) for place, each in fixed.items())
    if found < LEAST_SHARE * len(fixed):
        raise OtherBookError


def _below(kept: Cells, computed: Mapping[Position, Cell]) -> Iterator[Position]:
    """Formulas of the book below the last one expected: there it has more rows to spare."""
    last = max(row for row, _ in computed)
    columns = {column for row, column in computed if row == last}
    for (row, column), each in sorted(kept.items()):
        if row > last and column in columns and each.is_formula:
            yield row, column


# --- Where the entries stand ------------------------------------------------


def _arranged(key: str, book: Book, record: Engagement) -> tuple[Engagement, Arrangement]:
    """The record as the book numbers it, and where its rows stand; raises `OtherBookError`."""
    if key == "risk":
        rows = rows_of(LEDGERS[key], book, record.assets)
        return _planned(book, record), Arrangement(rows, treated=_treated(book))
    if key == "cloud":
        rows = rows_of(LEDGERS[key], book, record.cloud_services)
        return _numbered(book, record, rows), Arrangement(rows, _chosen(book, rows))
    return record, Arrangement()


def _planned(book: Book, record: Engagement) -> Engagement:
    """With the plan that the book holds, which nobody reads back but for this."""
    if not _has_plan(book):
        return record
    plan, treatments = plan_in(book[PLAN_SHEET]), treatments_in(book[TREATMENT_SHEET])
    return replace(record, plan=plan, treatments=treatments)


def _treated(book: Book) -> tuple[str, ...] | None:
    return treated_ids(book[TREATMENT_SHEET]) if _has_plan(book) else None


def _has_plan(book: Book) -> bool:
    return book.keys() >= set(PLAN_SHEETS)


def rows_of(table: Table, book: Book, entries: Rows) -> tuple[int, ...]:
    """The ledger's row of each entry, found by its name from the top; raises `OtherBookError`."""
    cells, column, rows = book[table.sheet], column_number(table.letter("name")), []
    filled = iter(_filled_rows(table, cells))
    for entry in entries:
        name = Cell(storable(entry.name))
        rows.append(next((r for r in filled if same(cells.get((r, column), NOTHING), name)), 0))
    if 0 in rows:
        raise OtherBookError
    return tuple(rows)


def _filled_rows(table: Table, cells: Cells) -> list[int]:
    """The rows in which something was entered, from the top."""
    entered = {no for no, each in enumerate(table.columns) if each.key not in COMPUTED_COLUMNS}
    return sorted({
        row
        for (row, column), each in cells.items()
        if row >= table.first_row and column in entered and not _is_blank(each)
    })  # fmt: skip


def _numbered(book: Book, record: Engagement, rows: tuple[int, ...]) -> Engagement:
    """With the numbers as they stand in the ledger: its other sheets repeat them."""
    table = LEDGERS["cloud"]
    cells, column = book[table.sheet], column_number(table.letter("id"))
    numbers = [shown(cells.get((row, column), NOTHING)) for row in rows]
    pairs = zip(record.cloud_services, numbers, strict=True)
    services = tuple(replace(service, id=number) for service, number in pairs)
    return replace(record, cloud_services=services)


def _chosen(book: Book, rows: tuple[int, ...]) -> int | None:
    """The position of the service that the check sheet shows; None for none in the list."""
    check, points = cloud_layout.CHECK, cloud_layout.POINTS
    place = check.service_row, column_number(check.question)
    label = book[cloud_layout.CHECK_SHEET].get(place, NOTHING).value
    column = column_number(points.letter("choice"))
    labels = [book[points.sheet].get((row, column), NOTHING).value for row in rows]
    return labels.index(label) if label and label in labels else None


def _left_out(key: str, book: Book, arrangement: Arrangement) -> Iterator[tuple[str, int]]:
    """Rows, by sheet, in which something stands that is no entry, such as a number alone."""
    if key in LEDGERS:
        table = LEDGERS[key]
        rows = set(_filled_rows(table, book[table.sheet])) - set(arrangement.rows)
        yield from ((title, row) for title in BY_ROW[key] for row in rows)


# --- When two cells say the same --------------------------------------------


def same(found: Cell, expected: Cell) -> bool:
    """Whether two cells say the same, whether as number, day or text."""
    if _is_blank(found) or _is_blank(expected):
        return _is_blank(found) and _is_blank(expected)
    if found.is_error or expected.is_error:
        return found == expected
    if _folded(found) == _folded(expected):
        return True
    one, other = _number(found), _number(expected)
    known = one is not None and other is not None
    return known and math.isclose(one or 0, other or 0, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def _is_blank(each: Cell) -> bool:
    """Empty, 未定, or a typed text that would read as an error were it kept as a result."""
    if each.is_error:
        return False
    return each.value in (None, "", cloud_layout.UNDECIDED, *ERROR_TEXTS)


def _folded(each: Cell) -> str:
    return "".join(fold(shown(each)).split())


def _number(each: Cell) -> float | None:
    """A number, or the one a text stands for: a day is its serial number."""
    if not isinstance(each.value, str):
        return float(each.value or 0)
    try:
        return float(serial(parse_date(each.value)))
    except ValueError:
        pass
    try:
        return float(narrow(each.value))
    except ValueError:
        return None


def shown(each: Cell) -> str:
    """The value as a person sees it."""
    value: Any = each.value
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)
