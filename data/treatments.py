"""リスク対応: which risks are to be treated, with what, and what a treatment still lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from data.catalogue import Measure, load_catalogue
from data.effects import SETTLED
from data.fields import TREATMENT_OPTIONS
from data.place import Place
from data.plan_edits import PlanMeasure, TreatRisk
from data.planning import RETAIN, PlanBoards, ResidualRisk
from data.record import Engagement, MeasureAnswer, Treatment
from data.risk import AssetRisk
from data.text import narrow

TREATMENT_LABELS = {choice.key: choice.label for choice in TREATMENT_OPTIONS}
NO_OPTION = "対応は未定"
NEEDS_REASON = "保有にするときは、理由も書いてください"
_BETWEEN_NUMBERS = re.compile(r"[\s,、，・．.]+")


class TreatedRisk(NamedTuple):
    """An asset's risk now and as planned, and what is done about it."""

    risk: ResidualRisk
    treatment: Treatment

    @property
    def option_words(self) -> str:
        """「低減（対策 12、15）」."""
        label = TREATMENT_LABELS.get(self.treatment.option or "", NO_OPTION)
        numbers = measures_text(self.treatment.measures)
        return f"{label}（対策 {numbers}）" if numbers else label


def risks_to_treat(boards: PlanBoards) -> tuple[TreatedRisk, ...]:
    """Every asset that is 大 or treated, the largest risk first, then in the ledger's order."""
    treatments, none = boards.now.record.treatments, Treatment()
    rows = [row for row in boards.now.rows() if row.level == "high" or row.asset.id in treatments]
    rows.sort(key=lambda row: -(row.risk or 0))
    return tuple(
        TreatedRisk(boards.of(row.asset), treatments.get(row.asset.id, none)) for row in rows
    )


def lacks_reason(treatment: Treatment) -> bool:
    """A risk that is retained needs a reason."""
    return treatment.option == RETAIN and not treatment.reason.strip()


def bearing_measures(row: AssetRisk, record: Engagement) -> tuple[Measure, ...]:
    """The open measures against the threat that decides the risk, by number."""
    if row.medium.deciding is None:
        return ()
    measures = map(load_catalogue().measure, row.medium.deciding.threat.measures)
    answers, none = record.measures, MeasureAnswer()
    return tuple(m for m in measures if answers.get(m.no, none).status not in SETTLED)


@dataclass(frozen=True, slots=True)
class TreatAndPlan:
    """`measures` are planned to be done with the treatment, in one edit."""

    asset: str
    treatment: Treatment
    measures: tuple[int, ...]

    @property
    def place(self) -> Place:
        return Place("assets", self.asset)

    @property
    def label(self) -> str:
        return "リスク対応"

    def apply(self, record: Engagement) -> Engagement:
        record = TreatRisk(self.asset, self.treatment).apply(record)
        for measure in self.measures:
            record = PlanMeasure(measure, 1).apply(record)
        return record


def treat(asset: str, treatment: Treatment, record: Engagement) -> TreatAndPlan:
    """The treatment, and its measures in the plan where they are open and not planned yet."""
    answers, none = record.measures, MeasureAnswer()
    planned = {no for no, each in record.plan.items() if each.status and not each.done}
    new = (no for no in treatment.measures if answers.get(no, none).status not in SETTLED)
    return TreatAndPlan(asset, treatment, tuple(no for no in new if no not in planned))


def measures_text(measures: tuple[int, ...]) -> str:
    """「12、15」."""
    return "、".join(map(str, measures))


def parse_measures(text: str) -> tuple[int, ...]:
    """Numbers of measures as a person types them, each once; raises ValueError."""
    numbers = [each for each in _BETWEEN_NUMBERS.split(narrow(text)) if each]
    known = {str(measure.no): measure.no for measure in load_catalogue().measures}
    if unknown := [each for each in numbers if each not in known]:
        raise ValueError(
            f"「{unknown[0]}」は対策の番号ではありません。12、15 のように書いてください"
        )
    return tuple(dict.fromkeys(known[each] for each in numbers))
