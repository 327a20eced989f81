"""The クラウドサービス台帳: ledger, points and the check sheet of one service."""

from __future__ import annotations

from datetime import date

from data.record import Engagement
from data.result import compute_result
from exports.cloud_layout import TITLE
from exports.cloud_sheets.check import write_check
from exports.cloud_sheets.guide import write_guide
from exports.cloud_sheets.ledger import write_ledger
from exports.cloud_sheets.options import write_options
from exports.cloud_sheets.points import write_points
from exports.workbook import Book


def cloud_book(record: Engagement, today: date) -> bytes:
    """The workbook's content."""
    scores = compute_result(record).cloud
    book = Book(TITLE, today)
    write_guide(book, record, today)
    write_ledger(book, scores)
    write_check(book, scores)
    write_points(book, scores)
    write_options(book)
    return book.content()
