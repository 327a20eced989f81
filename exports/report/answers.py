"""The self-check, the diagnosis of the measures, and what was found on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data.catalogue import load_catalogue
from data.diagnosis import (
    NEED_LABELS,
    SHORT_ACTION_LABELS,
    TELEWORK_NEED,
    TELEWORK_TITLE,
    CategoryDiagnosis,
)
from data.place import Step
from data.place_names import STEP_TITLES
from data.questions import Question, answer_at, questions_of
from data.record import Engagement
from data.result_text import NOT_ANSWERED, band_words, rate_words
from data.self_check_score import PartScore
from exports.report.document import (
    Cell,
    Column,
    Heading,
    Paragraph,
    Radar,
    Radars,
    Section,
    Series,
    Table,
    row,
    table,
)
from exports.report.source import Source

FINDINGS = "聞き取りで気づいたこと"
# What counts as a finding: the answers that leave something to do, worst first.
TO_MEND: dict[Step, tuple[str | int, ...]] = {
    "self_check": ("not_done", "partly"),
    "measures": (3, 2),
}


# --- Self-check ---------------------------------------------------------------


def self_check_section(source: Source) -> Section:
    check = source.result.self_check
    if check.score is None:
        nothing = Paragraph(f"まだ回答がありません（全{check.total}問）。", "muted")
        return Section("自社診断", (nothing,), on_new_page=True)
    answered = f"{check.max}点満点で{check.score}点（{check.total}問中{check.answered}問に回答）"
    columns = (
        Column("診断の区分", 30),
        Column("得点", 14, "right"),
        Column("", 40),
        Column("回答", 16, "right"),
    )
    return Section(
        "自社診断",
        (
            Paragraph(answered, "strong"),
            Paragraph(band_words(check)),
            table(columns, [_part(part) for part in check.parts]),
            Radars((self_check_radar({"点数": source.record}),), beside=1),
        ),
        on_new_page=True,
    )


def _part(part: PartScore) -> tuple[Cell, ...]:
    points = f"{part.score}/{part.max}点" if part.answered else NOT_ANSWERED
    share = max(part.score, 0) / part.max
    return row(part.part.title, points, Cell("", share=share), f"{part.answered}/{part.total}問")


def self_check_radar(states: Mapping[str, Engagement]) -> Radar:
    """The points of each item, one line for each of the named records."""
    catalogue = load_catalogue()
    points = {option.key: option.points for option in catalogue.self_check_options}
    return Radar(
        "項目ごとの点数（実施している 4、一部 2、していない 0、わからない −1）",
        tuple(f"{item.no} {item.short_label}" for item in catalogue.self_check_items),
        tuple(Series(name, _points(record, points)) for name, record in states.items()),
        min(points.values()),
        max(points.values()),
    )


def _points(record: Engagement, points: Mapping[str, int]) -> tuple[int | None, ...]:
    given = {no: item.answer for no, item in record.self_check.items.items()}
    return tuple(points.get(given.get(i.no) or "") for i in load_catalogue().self_check_items)


# --- Diagnosis ----------------------------------------------------------------


def diagnosis_section(source: Source) -> Section:
    columns = (
        Column("分類", 34),
        Column("必要", 8, "center"),
        Column("実施率", 10, "right"),
        Column("", 26),
        Column("回答", 11, "right"),
        Column("対策", 11, "center"),
    )
    rows = [_category(each) for each in source.result.diagnosis]
    rows.append(row(TELEWORK_TITLE, TELEWORK_NEED, "率なし", "", "－", ""))
    needs = "　".join(f"{need} {label}" for need, label in NEED_LABELS.items())
    return Section("対策の診断", (table(columns, rows), Paragraph(f"必要：{needs}", "muted")))


def _category(each: CategoryDiagnosis) -> tuple[Cell, ...]:
    return row(
        each.category.name,
        each.need,
        rate_words(each),
        Cell("", share=each.rate.halves / (2 * each.rate.measures) if each.rate else None),
        f"{each.answered}/{each.total}問",
        SHORT_ACTION_LABELS[each.action] if each.action else NOT_ANSWERED,
    )


# --- Findings -----------------------------------------------------------------


def findings_section(source: Source) -> Section | None:
    """What is not done or only in part, with what was noted about it."""
    blocks: list[Heading | Table] = []
    for step in TO_MEND:
        if rows := list(_findings(source.record, step)):
            columns = (Column("項目", 22), Column("答え", 27), Column("メモ", 51))
            blocks += [Heading(f"{STEP_TITLES[step]}から（{len(rows)}）"), table(columns, rows)]
    return Section(FINDINGS, tuple(blocks)) if blocks else None


def _findings(record: Engagement, step: Step) -> Iterator[tuple[Cell, ...]]:
    questions = questions_of(record, step)
    for value in TO_MEND[step]:
        for question in questions:
            answer = answer_at(record, question.place)
            if answer.value == value:
                worst = value == TO_MEND[step][0]
                label = Cell(label_of(question, value), "strong" if worst else "")
                yield row(f"{question.number} {question.short}", label, answer.note)


def label_of(question: Question, value: str | int | None) -> str:
    """The label of an answer."""
    return next((each.label for each in question.options if each.value == value), NOT_ANSWERED)
