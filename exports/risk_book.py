"""The リスク分析シート: all seven sheets of the official workbook."""

from __future__ import annotations

from datetime import date

from data.record import Engagement
from data.result import compute_result
from exports.risk_layout import TITLE
from exports.risk_sheets.diagnosis import write_diagnosis
from exports.risk_sheets.example import write_example
from exports.risk_sheets.guide import write_guide
from exports.risk_sheets.importance import write_importance
from exports.risk_sheets.ledger import write_ledger
from exports.risk_sheets.measures import write_measures
from exports.risk_sheets.threats import write_threats
from exports.workbook import Book


def risk_book(record: Engagement, today: date) -> bytes:
    """The workbook's content."""
    result = compute_result(record)
    book = Book(TITLE, today)
    write_guide(book, record, today)
    write_importance(book)
    write_example(book)
    write_ledger(book, result.board)
    write_threats(book, record, result)
    write_measures(book, record)
    write_diagnosis(book, result)
    return book.content()
