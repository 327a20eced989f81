"""The first page: all the owner has to read."""

from __future__ import annotations

from datetime import date

from data.due_list import ToDo, due_list
from data.follow_ups import TO_FIND_OUT, open_points
from data.result_text import band_words
from data.risk import LEVEL_LABELS, LEVELS, RiskLevel
from data.summary import first_steps, plain_summary
from exports.report.document import Block, Bullets, Figure, Figures, Heading, Paragraph, Section
from exports.report.source import Source

TITLE = "ひとことで"
MOST_TO_DO = 6
# What the levels mean to somebody who decides about money and time.
MEANINGS: dict[RiskLevel, str] = {
    "high": "早めに手を打ちたいもの",
    "medium": "計画して取り組むもの",
    "low": "今の対策を続けるもの",
}


def owner_section(source: Source) -> Section:
    """How things stand, and what is due: a page for whom the rest is too long."""
    summary = summary_section(source)
    return Section(summary.title, (*summary.blocks, *_next_to_do(source)))


def summary_section(source: Source) -> Section:
    steps = first_steps(source.result)
    doing = (Heading("はじめに取り組むこと"), Bullets(steps, is_numbered=True)) if steps else ()
    return Section(
        TITLE,
        (
            Bullets(plain_summary(source.result)),
            Figures(tuple(_figures(source))),
            Paragraph(band_words(source.result.self_check)),
            *doing,
        ),
    )


def _next_to_do(source: Source) -> tuple[Block, ...]:
    """What comes first by its day, so that the owner sees who is waited for."""
    dated = [each for each in due_list(source.record) if each.due]
    words = [_to_do(each, source.today) for each in dated[:MOST_TO_DO]]
    if len(dated) > MOST_TO_DO:
        words.append(f"ほか{len(dated) - MOST_TO_DO}件")
    return (Heading("期限の近いこと"), Bullets(tuple(words))) if words else ()


def _to_do(each: ToDo, today: date) -> str:
    return f"{each.day_words(today)}　{each.text}（{each.person_words}）"


def _figures(source: Source) -> list[Figure]:
    check, board = source.result.self_check, source.result.board
    points = f"{check.score}点" if check.score is not None else "未回答"
    counts = board.level_counts()
    total, unknown = len(board.record.assets), board.unknown_count()
    beside = f"全{total}件のうち" + (f"（未確定 {unknown}件）" if unknown else "")
    risks = [
        Figure(
            f"リスク{LEVEL_LABELS[level]}",
            f"{counts[level]}件",
            f"{beside}\n{MEANINGS[level]}",
            level if counts[level] else "",
        )
        for level in LEVELS
    ]
    asked = Figure(TO_FIND_OUT, f"{len(open_points(source.record))}件", "わからない答えと、しるし")
    answered = f"{check.max}点満点\n{check.total}問中{check.answered}問に回答"
    return [Figure("自社診断", points, answered), *risks, asked]
