"""クラウドサービス台帳兼チェックリスト: services and checks as chosen, the total by formula."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data.catalogue import load_catalogue
from data.cloud_score import CloudScore
from data.fields import Kind
from data.record import CloudService
from exports.cloud_layout import (
    HEAD_FIELDS,
    ID_FIELD,
    LEDGER,
    POINTS,
    TAIL_FIELDS,
    UNDECIDED,
    last_official_letter,
    last_row,
    note_key,
    options_area,
)
from exports.layout import on
from exports.workbook import Book, Sheet, write_headers

PRINTED_SPARE = 5
HEADER_HEIGHT = 66.0
# The official sample shows these days as 未定 while they are open.
OPEN_DAYS = ("starts", "ends")
_NO_SERVICE = CloudService(id="")


def write_ledger(book: Book, scores: tuple[CloudScore, ...]) -> None:
    sheet = book.sheet(LEDGER.sheet)
    sheet.height(LEDGER.header_row, HEADER_HEIGHT)
    write_headers(sheet, LEDGER, {"score": "header_auto"})
    end = last_row(len(scores))
    for row in range(LEDGER.first_row, end + 1):
        position = row - LEDGER.first_row
        _write_row(sheet, row, scores[position] if position < len(scores) else None)
    _choices(sheet, end)
    sheet.freeze(LEDGER.first_row, LEDGER.letter("department"))
    printed = LEDGER.first_row + len(scores) + PRINTED_SPARE - 1
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
    total = on(POINTS.sheet, POINTS.cell("score", row))
    value = score.score if score else None
    sheet.formula(row, LEDGER.letter("score"), total, value, "auto_middle")


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
