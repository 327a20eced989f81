"""対策状況チェック: the answers to the 55 questions, and the notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from data.catalogue import load_catalogue
from data.record import Engagement, MeasureAnswer
from data.text import narrow
from exports.grid import CellValue, Grid
from exports.readers.tables import FoundTable, UnreadLog, find_table
from exports.readers.values import Option, is_blank, option_of, text_of, title_key
from exports.risk_layout import MEASURES

CATEGORY, QUESTION, STATUS, NOTE = "category", "question", "status", "note"
READ = (CATEGORY, QUESTION, STATUS, NOTE)
TITLES = {each.key: (each.title,) for each in MEASURES.columns if each.key in READ}
UNKNOWN = "55の設問のどれかを決められないため、この行は取り込みません"
MISCOUNTED = "この分類の設問が{found}件あり、本来の{expected}件と合わないため取り込みません"
_NUMBER = re.compile(r"(\d{1,2})[.、)](?!\d)")

# The number of the measure that stands in each row.
Numbers = Mapping[int, int]


def read_measures(grid: Grid, log: UnreadLog) -> Engagement | None:
    """Answers and notes by the number of the measure; None for other sheets.

    A question is known by the number before it, as in our own book, else by its place
    within its category. Questions neither answered nor noted are absent.
    """
    table = find_table(grid, TITLES, required=[QUESTION, STATUS])
    if table is None:
        return None
    rows = list(table.rows([QUESTION]))
    numbers = _numbers_written(table, rows, log)
    if numbers is None:
        numbers = _numbers_by_place(table, rows, log)
    answers = {number: _answer(table, row, log) for row, number in numbers.items()}
    given = {number: each for number, each in answers.items() if each != MeasureAnswer()}
    return Engagement(measures=given)


def _answer(table: FoundTable, row: int, log: UnreadLog) -> MeasureAnswer:
    status = log.read(table.grid, row, table.columns[STATUS], _status_of)
    return MeasureAnswer(status, log.text(table, row, NOTE))


def _status_of(value: CellValue) -> int | None:
    """The unanswered official sheet shows 0."""
    options = [
        Option(each.status, (each.label,), each.status) for each in load_catalogue().measure_options
    ]
    return None if title_key(value) == "0" else option_of(value, options)


def _is_answered(table: FoundTable, row: int) -> bool:
    status = title_key(table.value(row, STATUS))
    return status not in ("", "0") or table.is_filled(row, NOTE)


def _numbers_written(table: FoundTable, rows: Sequence[int], log: UnreadLog) -> Numbers | None:
    """The numbers before the questions; None where they are not those of the measures."""
    found = {row: _NUMBER.match(narrow(text_of(table.value(row, QUESTION)))) for row in rows}
    numbers = {row: int(number[1]) for row, number in found.items() if number}
    if 2 * len(numbers) < len(rows) or max(Counter(numbers.values()).values(), default=2) > 1:
        return None
    known = {row: number for row, number in numbers.items() if _agrees(table, row, number)}
    _log_unplaced(table, [row for row in rows if row not in known], log)
    return known


def _agrees(table: FoundTable, row: int, number: int) -> bool:
    """Whether there is such a measure, and the sheet does not put it into another category."""
    if not 1 <= number <= len(load_catalogue().measures):
        return False
    category = _category_of(table.value(row, CATEGORY))
    return category in (None, load_catalogue().measure(number).category)


def _category_of(value: CellValue) -> int | None:
    """The category of a title such as `1 組織的対策`; never by its number alone."""
    options = [Option(each.category, (each.name,)) for each in load_catalogue().categories]
    try:
        return option_of(value, options)
    except ValueError:
        return None


def _numbers_by_place(table: FoundTable, rows: Sequence[int], log: UnreadLog) -> Numbers:
    """The n-th question of a category is its n-th measure, where the sheet has all of them."""
    numbers: dict[int, int] = {}
    placed = _rows_by_category(table, rows)
    for category, its_rows in placed.items():
        measures = load_catalogue().measures_of(category)
        if len(measures) == len(its_rows):
            numbers |= {row: each.no for row, each in zip(its_rows, measures, strict=True)}
        elif any(_is_answered(table, row) for row in its_rows):
            reason = MISCOUNTED.format(found=len(its_rows), expected=len(measures))
            log.add(table.grid, its_rows[0], table.columns[CATEGORY], reason)
    known = {row for its_rows in placed.values() for row in its_rows}
    _log_unplaced(table, [row for row in rows if row not in known], log)
    return numbers


def _rows_by_category(table: FoundTable, rows: Sequence[int]) -> dict[int, list[int]]:
    """Rows under each category's title: those that show it, if they are all there, or all below."""
    showing: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    category: int | None = None
    for row in rows:
        title = table.value(row, CATEGORY)
        category = category if is_blank(title) else _category_of(title)
        if category is not None:
            below.setdefault(category, []).append(row)
            if not is_blank(title):
                showing.setdefault(category, []).append(row)
    full = {key: len(load_catalogue().measures_of(key)) for key in below}
    return {key: showing[key] if len(showing[key]) == full[key] else below[key] for key in below}


def _log_unplaced(table: FoundTable, rows: Sequence[int], log: UnreadLog) -> None:
    for row in rows:
        if _is_answered(table, row):
            log.add(table.grid, row, table.columns[QUESTION], UNKNOWN)
