"""クラウドサービス台帳兼チェックリスト: services and checks as chosen, the total by formula."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data.catalogue import load_catalogue
from data.cloud_score import CloudScore
from data.fields import Kind
from data.record import CloudService
from exports.arrangement import used_rows
from exports.cloud_layout import (
    HEAD_FIELDS,
    ID_FIELD,
    LEDGER,
    POINTS,
    TAIL_FIELDS,
    UNDECIDED,
    last_official_letter,
    note_key,
    options_area,
)
from exports.layout import Table, on
from exports.workbook import Book, Sheet, write_headers

# They are low: the page has room for them.
PRINTED_SPARE = 20
HEADER_HEIGHT = 66.0
# The official sample shows these days as 未定 while they are open.
OPEN_DAYS = ("starts", "ends")
_NO_SERVICE = CloudService(id="")


def write_ledger(book: Book, placed: Mapping[int, CloudScore], end: int) -> None:
    """The services, each in its row; `end` is the last row with formulas."""
    sheet = book.sheet(LEDGER.sheet)
    sheet.height(LEDGER.header_row, HEADER_HEIGHT)
    write_headers(sheet, LEDGER, {"score": "header_auto"})
    for row in range(LEDGER.first_row, end + 1):
        _write_row(sheet, row, placed.get(row))
    _choices(sheet, end)
    sheet.freeze(LEDGER.first_row, LEDGER.letter("department"))
    printed = LEDGER.first_row + used_rows(LEDGER, tuple(placed)) + PRINTED_SPARE - 1
    sheet.page(last_official_letter(), printed, (LEDGER.header_row - 1, LEDGER.header_row))


def _write_row(sheet: Sheet, row: int, score: CloudScore | None) -> None:
    service = score.service if score else _NO_SERVICE
    sheet.entry(row, LEDGER.letter(ID_FIELD.key), ID_FIELD, service.id)
    for field in (*HEAD_FIELDS, *TAIL_FIELDS):
        value = getattr(service, field.key)
        if value is None and score and field.key in OPEN_DAYS:
            sheet.text(row, LEDGER.letter(field.key), UNDECIDED, "entry_date")
        else:
            sheet.entry(row, LEDGER.letter(field.key), field, value)
    _write_checks(sheet, row, service)
    value = score.score if score else None
    sheet.formula(row, LEDGER.letter("score"), same_row(POINTS, "score"), value, "auto_middle")


def same_row(table: Table, key: str) -> str:
    """The cell of this row in another sheet, also after rows were deleted or put in there."""
    return f"INDEX({whole_column(table, key)},ROW())"


def whole_column(table: Table, key: str) -> str:
    """A column from top to bottom, which no deleted row makes shorter."""
    letter = table.letter(key)
    return on(table.sheet, f"${letter}:${letter}")


def _write_checks(sheet: Sheet, row: int, service: CloudService) -> None:
    for item in load_catalogue().cloud_items:
        points = service.checks.get(item.key)
        label = "" if points is None else item.label_of(points)
        sheet.text(row, LEDGER.letter(item.key), label, "entry_middle")
        sheet.text(row, LEDGER.letter(note_key(item)), service.notes.get(item.key, ""), "entry")


def _choices(sheet: Sheet, end: int) -> None:
    for field in HEAD_FIELDS:
        if field.kind is Kind.CHOICE:
            labels = [choice.label for choice in field.choices]
            hint = f"{'・'.join(labels)}から選びます"
            sheet.choice(LEDGER.letter(field.key), LEDGER.first_row, end, labels, hint)
    for item in load_catalogue().cloud_items:
        source = f"={options_area(item.key)}"
        hint = "4つの答えから選びます"
        sheet.choice(LEDGER.letter(item.key), LEDGER.first_row, end, source, hint)


def shown_head(service: CloudService) -> Mapping[str, str | date | None]:
    """What the ledger shows in its first columns, by column key."""
    shown: dict[str, str | date | None] = {ID_FIELD.key: service.id or None}
    for field in HEAD_FIELDS:
        value = getattr(service, field.key)
        if field.key in OPEN_DAYS:
            shown[field.key] = value or UNDECIDED
        else:
            shown[field.key] = field.show(value) or None
    return shown
