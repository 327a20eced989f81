"""The リスク分析シート: the official workbook's seven sheets, the plan, and then and now."""

from __future__ import annotations

from datetime import date

from data.planning import plan_boards
from data.record import Engagement
from data.result import compute_result
from exports.arrangement import AS_WRITTEN, Arrangement
from exports.plan_layout import has_plan
from exports.risk_layout import LEDGER, TITLE
from exports.risk_sheets.comparison import write_comparison
from exports.risk_sheets.diagnosis import write_diagnosis
from exports.risk_sheets.example import write_example
from exports.risk_sheets.guide import write_guide
from exports.risk_sheets.importance import write_importance
from exports.risk_sheets.ledger import last_row, write_ledger
from exports.risk_sheets.measures import write_measures
from exports.risk_sheets.planned_measures import last_planned_row, write_planned_measures
from exports.risk_sheets.planned_threats import write_planned_threats
from exports.risk_sheets.threats import write_threats
from exports.risk_sheets.treatments import treated_assets, write_treatments
from exports.workbook import Book


def risk_book(record: Engagement, today: date, arrangement: Arrangement = AS_WRITTEN) -> bytes:
    """The workbook's content."""
    result = compute_result(record)
    rows = arrangement.rows_of(LEDGER, len(record.assets))
    book = Book(TITLE, today)
    write_guide(book, record, today)
    write_importance(book)
    write_example(book)
    write_ledger(book, result.board, rows)
    write_threats(book, record, result)
    write_measures(book, record)
    write_diagnosis(book, result, last_row(rows))
    if has_plan(record):
        boards = plan_boards(record)
        treated = treated_assets(record, boards, rows, arrangement.treated)
        write_treatments(book, record, treated, today, last_row(rows))
        write_planned_measures(book, record, today)
        write_planned_threats(book, boards, last_planned_row(record))
    write_comparison(book, record)
    return book.content()
