"""The 自社診断 workbook: the 25 answers and what they add up to."""

from __future__ import annotations

from datetime import date

from data.record import Engagement
from data.result import compute_result
from exports.arrangement import AS_WRITTEN, Arrangement
from exports.self_check_layout import TITLE
from exports.self_check_sheets.answers import write_answers
from exports.self_check_sheets.result import write_result
from exports.workbook import Book


def self_check_book(
    record: Engagement, today: date, arrangement: Arrangement = AS_WRITTEN
) -> bytes:
    """The workbook's content; without a ledger there is nothing to arrange."""
    book = Book(TITLE, today)
    write_answers(book, record)
    write_result(book, compute_result(record).self_check)
    return book.content()
