"""The クラウドサービス台帳: ledger, points and the check sheet of one service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data.cloud_score import CloudScore
from data.record import Engagement
from data.result import compute_result
from exports.arrangement import AS_WRITTEN, Arrangement, used_rows
from exports.cloud_layout import LEDGER, TITLE, last_row
from exports.cloud_sheets.check import write_check
from exports.cloud_sheets.guide import write_guide
from exports.cloud_sheets.ledger import write_ledger
from exports.cloud_sheets.options import write_options
from exports.cloud_sheets.points import choice_label, write_points
from exports.workbook import Book


def cloud_book(record: Engagement, today: date, arrangement: Arrangement = AS_WRITTEN) -> bytes:
    """The workbook's content."""
    scores = compute_result(record).cloud
    rows = arrangement.rows_of(LEDGER, len(scores))
    placed = dict(zip(rows, scores, strict=True))
    end = last_row(used_rows(LEDGER, rows))
    book = Book(TITLE, today)
    write_guide(book, record, today)
    write_ledger(book, placed, end)
    write_check(book, _shown(placed, arrangement.chosen), end)
    write_points(book, placed, end)
    write_options(book)
    return book.content()


def _shown(placed: Mapping[int, CloudScore], chosen: int | None) -> tuple[int, CloudScore] | None:
    """Row and score of the service at position `chosen`, if there is one that has a name."""
    entries = [] if chosen is None else list(placed.items())[chosen : chosen + 1]
    return next((each for each in entries if choice_label(each[1].service)), None)
