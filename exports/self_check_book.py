"""The 自社診断 workbook: the 25 answers and what they add up to."""

from __future__ import annotations

from datetime import date

from data.record import Engagement
from data.result import compute_result
from exports.self_check_layout import TITLE
from exports.self_check_sheets.answers import write_answers
from exports.self_check_sheets.result import write_result
from exports.workbook import Book


def self_check_book(record: Engagement, today: date) -> bytes:
    """The workbook's content."""
    book = Book(TITLE, today)
    write_answers(book, record)
    write_result(book, compute_result(record).self_check)
    return book.content()
