"""The visits in short: when, what was agreed, and which homework is open."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from data.follow_ups import due_words
from data.record import VISITS, Engagement, Homework
from data.visits import day_words, is_overdue, open_homework, visit_of, visit_title
from tui.paint import Lines, listed


def visit_lines(record: Engagement, today: date, width: int) -> Lines:
    """Each visit about which something is known, then the homework that is not done."""
    lines: Lines = []
    for visit in VISITS:
        if visit in record.visits or visit in record.baselines:
            lines += _visit_lines(record, visit, today, width)
    for homework in open_homework(record):
        lines += _homework_lines(homework, today, width)
    return lines


def _visit_lines(record: Engagement, visit: int, today: date, width: int) -> Lines:
    known = visit_of(record, visit)
    day = day_words(known.date, today) if known.date else "日は未定"
    closed = "　済" if visit in record.baselines else ""
    lines: Lines = [Content.styled(f"{visit_title(visit)}　{day}{closed}", "bold")]
    return lines + listed(filter(str.strip, known.agreed.splitlines()), width)


def _homework_lines(homework: Homework, today: date, width: int) -> Lines:
    due = due_words(homework.due, today) if homework.due else ""
    who = "　".join(filter(None, [homework.person, due]))
    late = "bold $text-error" if is_overdue(homework, today) else "bold"
    lines = listed([f"宿題　{homework.text}"], width)
    return lines + (listed([who], width, bullet="　", style=late) if who else [])
