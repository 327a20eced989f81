"""What a report is drawn from, and the words that every section uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.follow_ups import is_past
from data.record import Engagement
from data.result import Result, compute_result
from exports.report.document import Cell

UNDECIDED = "未定"


@dataclass(frozen=True, slots=True)
class Source:
    """A record with its results, on a day."""

    record: Engagement
    result: Result
    today: date


def source_of(record: Engagement, today: date) -> Source:
    return Source(record, compute_result(record), today)


def day_words(day: date | None) -> str:
    """「2026年12月4日」, or that it is not fixed yet."""
    return f"{day.year}年{day.month}月{day.day}日" if day else UNDECIDED


def day_cell(day: date | None, today: date | None) -> Cell:
    """A day by which something is to be done; past ones stand out, unless `today` is None."""
    if today is not None and is_past(day, today):
        return Cell(f"{day_words(day)}（過ぎています）", "late")
    return Cell(day_words(day))


def person_cell(person: str) -> Cell:
    """Who does it; nobody stands out."""
    return Cell(person) if person.strip() else Cell(UNDECIDED, "late")
