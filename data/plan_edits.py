"""The edits of the plan: what measures shall be, what is done about risks, how pressing it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from data.edits import AnswerMeasure, with_entry
from data.place import Place
from data.record import Engagement, MeasureAnswer, PlannedMeasure, Priority, Treatment
from data.share import NOT_APPLICABLE

# What a measure can be planned to be, by status.
PLAN_LABELS = {1: "実施", 2: "一部"}


@dataclass(frozen=True, slots=True)
class PlanMeasure:
    """What a measure shall be: `status` 1 done, 2 partly, None takes it out of the plan."""

    measure: int
    status: int | None

    @property
    def place(self) -> Place:
        return Place("measures", str(self.measure))

    @property
    def label(self) -> str:
        return f"対策 {self.measure} の計画"

    def apply(self, record: Engagement) -> Engagement:
        planned = record.plan.get(self.measure, PlannedMeasure())
        # Planned anew, it is to be done again.
        done = None if self.status else planned.done
        planned = replace(planned, status=self.status, done=done)
        return _with_planned(record, self.measure, planned)


@dataclass(frozen=True, slots=True)
class PlanMeasures:
    """All these measures shall be done, whatever was planned for them."""

    measures: tuple[int, ...]

    @property
    def place(self) -> Place:
        return Place("measures")

    @property
    def label(self) -> str:
        return "計画"

    def apply(self, record: Engagement) -> Engagement:
        for measure in self.measures:
            record = PlanMeasure(measure, 1).apply(record)
        return record


@dataclass(frozen=True, slots=True)
class ChangePlanned:
    """A planned measure with its person, day, effort and note as they were written."""

    measure: int
    planned: PlannedMeasure

    @property
    def place(self) -> Place:
        return Place("measures", str(self.measure))

    @property
    def label(self) -> str:
        return f"対策 {self.measure} の計画"

    def apply(self, record: Engagement) -> Engagement:
        return _with_planned(record, self.measure, self.planned)


@dataclass(frozen=True, slots=True)
class ReportDone:
    """A measure was carried out on `day`: the answer becomes what was planned, else 実施."""

    measure: int
    day: date

    @property
    def place(self) -> Place:
        return Place("measures", str(self.measure))

    @property
    def label(self) -> str:
        return f"対策 {self.measure} の実施"

    def apply(self, record: Engagement) -> Engagement:
        planned = record.plan.get(self.measure, PlannedMeasure())
        record = AnswerMeasure(self.measure, planned.status or 1).apply(record)
        return _with_planned(record, self.measure, replace(planned, done=self.day))


@dataclass(frozen=True, slots=True)
class KeepPlan:
    """The whole plan as it was before a trial, or as another one found it."""

    plan: tuple[tuple[int, PlannedMeasure], ...]

    @property
    def place(self) -> Place:
        return Place("measures")

    @property
    def label(self) -> str:
        return "計画"

    def apply(self, record: Engagement) -> Engagement:
        return replace(record, plan=dict(self.plan))


@dataclass(frozen=True, slots=True)
class TreatRisk:
    """What is done about the risk of an asset; one that says nothing takes it back."""

    asset: str
    treatment: Treatment

    @property
    def place(self) -> Place:
        return Place("assets", self.asset)

    @property
    def label(self) -> str:
        return "リスク対応"

    def apply(self, record: Engagement) -> Engagement:
        return replace(record, treatments=with_entry(record.treatments, self.asset, self.treatment))


@dataclass(frozen=True, slots=True)
class RatePriority:
    """How pressing the subject of a question is; one that says nothing takes it back."""

    place: Place
    priority: Priority

    @property
    def label(self) -> str:
        return "優先度"

    def apply(self, record: Engagement) -> Engagement:
        return replace(record, priorities=with_entry(record.priorities, self.place, self.priority))


def plan_refusal(record: Engagement, measure: int, status: int) -> str:
    """Why a measure cannot be planned to be of `status`, kindly; empty where it can."""
    now = record.measures.get(measure, MeasureAnswer()).status
    if now == 1:
        return "もう実施している対策なので、予定はいりません"
    if now == NOT_APPLICABLE:
        return "自社に該当しない対策なので、予定はいりません"
    if status not in PLAN_LABELS:
        return "予定は 1 実施 か 2 一部 です。0 で予定を取り消します"
    return "もう一部は実施しています。予定にするなら 1 実施 です" if status == now else ""


def _with_planned(record: Engagement, measure: int, planned: PlannedMeasure) -> Engagement:
    plan = with_entry(record.plan, measure, planned)
    return replace(record, plan=dict(sorted(plan.items())))
