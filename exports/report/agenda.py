"""The course of one visit: its agenda, and what the firm is asked for before the next."""

from __future__ import annotations

from datetime import date

from data.record import VISITS, Engagement
from data.visits import agenda, course_of, requests, total_minutes, visit_of, visit_title
from exports.report.document import Block, Bullets, Cell, Column, Paragraph, Section, row, table
from exports.report.source import Source, day_words


def agenda_section(record: Engagement, day: date, visit: int) -> Section:
    """What was to be talked about, with what was open in the record on that day."""
    entries = agenda(record, visit, day)
    columns = (Column("内容", 84), Column("時間", 16, "right"))
    rows = [row(entry.title, f"{entry.minutes}分") for entry in entries]
    rows.append(row(Cell("合計", "strong"), Cell(f"{total_minutes(entries)}分", "strong")))
    goal = course_of(record, visit).goal
    return Section("進め方", (Paragraph(goal), table(columns, rows)))


def next_section(source: Source, visit: int) -> Section | None:
    """The day of the next visit, and what is still to be prepared for it."""
    following = visit + 1
    if following not in VISITS:
        return None
    day = day_words(visit_of(source.record, following).date)
    asked = tuple(e.text for e in requests(source.record, following) if not e.is_settled)
    blocks: list[Block] = [Paragraph(f"{visit_title(following)}：{day}", "strong")]
    if asked:
        blocks += [Paragraph("それまでにお願いすること"), Bullets(asked)]
    return Section("次の訪問", tuple(blocks))
