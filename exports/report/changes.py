"""What has changed between two states of the engagement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.then_and_now import Pair, ThenAndNow, last_baseline, since_visit
from data.then_and_now_text import TITLE, UNCHANGED, Line, headline, sections, visit_name
from exports.report.answers import self_check_radar
from exports.report.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Paragraph,
    Radars,
    Section,
    row,
    table,
)
from exports.report.source import Source

# How either state is called in columns and charts.
NAMES = Pair("前", "今")
# Of each kind of change; a report is read to its end.
MOST_LINES = 60


def last_changes_section(source: Source) -> Section | None:
    """Since the last visit after which something changed; nothing while none was closed."""
    record = source.record
    visit = last_baseline(record)
    compared = since_visit(record, visit) if visit else None
    if visit is None or compared is None or compared.is_unchanged:
        return None
    return changes_section(compared, f"{TITLE}（{visit_name(record, visit)}から）")


def changes_section(compared: ThenAndNow, title: str) -> Section:
    """All figures of both states, then the answers and entries that became others."""
    if compared.is_unchanged:
        return Section(title, (Paragraph(UNCHANGED),))
    blocks: list[Block] = [Bullets(headline(compared))]
    changed = tuple(each for each in compared.values if each.shown.then)
    if first := len(compared.values) - len(changed):
        told = f"はじめて答えたり書いたりした{first}か所は、ここには並べません。"
        blocks.append(Paragraph(told, "muted"))
    if all(result.self_check.answered for result in compared.results):
        states = zip(NAMES, compared.records, strict=True)
        # The present one is drawn first, as everywhere else.
        blocks.append(Radars((self_check_radar(dict(reversed([*states]))),), beside=1))
    for section in sections(replace(compared, values=changed)):
        blocks += [Heading(section.title), *_lines(section.lines)]
    return Section(title, tuple(blocks), on_new_page=True)


def _lines(lines: Sequence[Line]) -> Iterator[Block]:
    yield table(_columns(), [_line(each) for each in lines[:MOST_LINES]])
    if (left := len(lines) - MOST_LINES) > 0:
        yield Paragraph(f"ほか{left}件。", "muted")


def _columns() -> tuple[Column, ...]:
    return (
        Column("項目", 40),
        Column(NAMES.then, 24),
        Column(NAMES.now, 24),
        Column("変化", 12, "center"),
    )


def _line(each: Line) -> tuple[Cell, ...]:
    return row(each.name, each.then, each.now, Cell(each.moved, "strong"))
