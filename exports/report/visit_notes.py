"""What the visits led to: what was agreed, and the homework."""

from __future__ import annotations

from collections.abc import Sequence

from data.record import Engagement, Homework
from data.visits import homework_of, is_overdue, visit_of, visit_title
from exports.report.document import Block, Cell, Column, Heading, Paragraph, Section, row, table
from exports.report.source import Source, day_cell, day_words, person_cell

AGREED, HOMEWORK = "決めたこと", "宿題"


def agreed_section(source: Source) -> Section | None:
    """Visit by visit, as far as something was agreed."""
    blocks: list[Block] = []
    for visit, held in source.record.visits.items():
        if held.agreed.strip():
            blocks += [Heading(dated_visit(source.record, visit)), Paragraph(held.agreed.strip())]
    return Section(AGREED, tuple(blocks)) if blocks else None


def agreed_at(source: Source, visit: int) -> Section | None:
    agreed = visit_of(source.record, visit).agreed.strip()
    return Section(AGREED, (Paragraph(agreed),)) if agreed else None


def dated_visit(record: Engagement, visit: int) -> str:
    """「第1回（2026年11月20日）」."""
    day = visit_of(record, visit).date
    return f"{visit_title(visit)}（{day_words(day)}）" if day else visit_title(visit)


def homework_section(source: Source) -> Section | None:
    """All of it."""
    return _homework(source.record.homework, source, HOMEWORK)


def homework_of_visit(source: Source, visit: int) -> Section | None:
    return _homework(homework_of(source.record, visit), source, "この回の宿題")


def earlier_homework(source: Source, visit: int) -> Section | None:
    """Of the visits before."""
    earlier = [e for no in range(1, visit) for e in homework_of(source.record, no)]
    return _homework(earlier, source, "前の回までの宿題")


def _homework(given: Sequence[Homework], source: Source, title: str) -> Section | None:
    if not given:
        return None
    columns = (
        Column("宿題", 46),
        Column("回", 9, "center"),
        Column("担当", 17),
        Column("期限", 18),
        Column("状況", 18),
    )
    rows = [_row(each, source) for each in given]
    return Section(f"{title}（{len(given)}）", (table(columns, rows),))


def _row(each: Homework, source: Source) -> tuple[Cell, ...]:
    is_open = each.done is None
    state = (
        Cell("期限を過ぎています", "late") if is_overdue(each, source.today) else Cell("これから")
    )
    return row(
        each.text,
        visit_title(each.visit) if each.visit else "",
        person_cell(each.person) if is_open else each.person,
        day_cell(each.due, None),
        state if is_open else f"済み（{day_words(each.done)}）",
    )
