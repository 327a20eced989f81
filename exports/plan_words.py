"""What is said of a treatment or a planned measure where one cell must do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from data.catalogue import load_catalogue
from data.follow_ups import is_past
from data.planning import REDUCE, is_ahead
from data.record import Engagement, MeasureAnswer, PlannedMeasure, Treatment
from data.risk import RiskLevel
from data.share import NOT_APPLICABLE
from data.treatments import TREATMENT_LABELS, lacks_reason

OVERDUE = "期限切れ"
UNOWNED = "担当なし"
NO_REASON = "理由なし"
UNDECIDED = "対応が未定"
DONE = 1


def option_label(option: str | None) -> str:
    return TREATMENT_LABELS.get(option or "", "")


def measure_names(numbers: Iterable[int]) -> str:
    """`9 必要範囲利用、13 バックアップ`."""
    measures = (load_catalogue().measure(no) for no in numbers)
    return "、".join(f"{each.no} {each.short_label}" for each in measures)


def treatment_text(treatment: Treatment) -> str:
    """Option, what is done or why, then who does it and by when, each in a line.

    The measures stand for the reason of a 低減, as far as any are named.
    """
    measures = measure_names(treatment.measures) if treatment.option == REDUCE else ""
    head = option_label(treatment.option) or UNDECIDED
    said = measures or treatment.reason
    due = treatment.due
    until = f"{due.year}/{due.month}/{due.day}まで" if due else ""
    lines = (f"{head}：{said}" if said else head, treatment.person, until)
    return "\n".join(filter(None, lines))


def treatment_attention(
    record: Engagement, treatment: Treatment | None, level: RiskLevel | None, today: date
) -> str:
    """What is amiss about the treatment of a risk of that level, in words; empty for nothing.

    Of a 低減 whose measures are all carried out nothing is asked any more.
    """
    if treatment is None or treatment.option is None:
        return UNDECIDED if treatment or level == "high" else ""
    if treatment.option == REDUCE and _are_carried_out(record, treatment.measures):
        return ""
    return _joined(_undone(treatment, today) + [NO_REASON] * lacks_reason(treatment))


def plan_attention(record: Engagement, no: int, planned: PlannedMeasure, today: date) -> str:
    """The same of a planned measure; nothing once it is carried out."""
    answer = record.measures.get(no, MeasureAnswer())
    if planned.done or (planned.status and not is_ahead(planned, answer)):
        return ""
    return _joined(_undone(planned, today))


def _are_carried_out(record: Engagement, numbers: Collection[int]) -> bool:
    """Not where none is named."""
    return len(numbers) > 0 and all(_is_carried_out(record, no) for no in numbers)


def _is_carried_out(record: Engagement, no: int) -> bool:
    planned, answer = record.plan.get(no, PlannedMeasure()), record.measures.get(no)
    return planned.done is not None or (
        answer is not None and answer.status in (DONE, NOT_APPLICABLE)
    )


def _undone(entry: Treatment | PlannedMeasure, today: date) -> list[str]:
    return [OVERDUE] * is_past(entry.due, today) + [UNOWNED] * (not entry.person.strip())


def _joined(words: list[str]) -> str:
    return "、".join(words)
