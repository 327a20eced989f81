"""Whom a workbook is about: firm and visit, at the head of its first sheet."""

from __future__ import annotations

from datetime import date

from data.fields import ENGAGEMENT_FIELDS, FIRM_FIELDS, SELF_CHECK_FIELDS, Field, Value
from data.record import Engagement
from exports.workbook import Sheet

HeadRow = tuple[Field, Value]


def firm_rows(record: Engagement) -> list[HeadRow]:
    """The firm's and the visit's fields with their values."""
    firm = [(field, getattr(record.firm, field.key)) for field in FIRM_FIELDS]
    return firm + [(field, getattr(record.info, field.key)) for field in ENGAGEMENT_FIELDS]


def self_check_rows(record: Engagement) -> list[HeadRow]:
    return [(field, getattr(record.self_check, field.key)) for field in SELF_CHECK_FIELDS]


def write_head(sheet: Sheet, row: int, letters: tuple[str, str, str], rows: list[HeadRow]) -> int:
    """Label and value in one row each, values merged over two columns; gives the next free row.

    `letters`: the label's column, the value's first and last.
    """
    label, first, last = letters
    for field, value in rows:
        sheet.text(row, label, field.label, "header")
        sheet.merged(first, row, last, row, "", "entry")
        _write_value(sheet, row, first, field, value)
        row += 1
    return row


def _write_value(sheet: Sheet, row: int, letter: str, field: Field, value: Value) -> None:
    if isinstance(value, date):
        sheet.day(row, letter, value, "head_date")
    elif isinstance(value, int):
        sheet.number(row, letter, value, "head_number")
    else:
        sheet.text(row, letter, field.show(value), "entry")
