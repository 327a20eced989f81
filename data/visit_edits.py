"""The edits of the visits: date, agenda, requests, what was agreed, homework, baselines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from data.edits import with_entry
from data.fields import VISIT_FIELDS, Value
from data.place import Place
from data.record import Baseline, Engagement, Homework, Visit
from data.visits import visit_title

# The section of the results that tells of the visits.
VISITS_TITLE = "訪問"
VISITS_PLACE = Place("results", VISITS_TITLE)


@dataclass(frozen=True, slots=True)
class SetVisitField:
    """The date of a visit, what was agreed, or a note about it."""

    visit: int
    key: Literal["date", "agreed", "note"]
    value: Value

    @property
    def place(self) -> Place:
        return VISITS_PLACE

    @property
    def label(self) -> str:
        field = next(each for each in VISIT_FIELDS if each.key == self.key)
        return f"{visit_title(self.visit)}の{field.label}"

    def apply(self, record: Engagement) -> Engagement:
        changes: dict[str, Any] = {self.key: self.value}
        return _with_visit(record, self.visit, changes)


@dataclass(frozen=True, slots=True)
class SetAgendaMinutes:
    """The minutes of an item of the agenda; None for the standard ones."""

    visit: int
    item: str
    minutes: int | None

    @property
    def place(self) -> Place:
        return VISITS_PLACE

    @property
    def label(self) -> str:
        return f"{visit_title(self.visit)}の進め方の時間"

    def apply(self, record: Engagement) -> Engagement:
        minutes = {**record.visits.get(self.visit, Visit()).minutes}
        if self.minutes is None:
            minutes.pop(self.item, None)
        else:
            minutes[self.item] = self.minutes
        return _with_visit(record, self.visit, {"minutes": minutes})


@dataclass(frozen=True, slots=True)
class SettleRequest:
    """A request to the firm is settled, or open again."""

    visit: int
    request: str
    is_settled: bool

    @property
    def place(self) -> Place:
        return VISITS_PLACE

    @property
    def label(self) -> str:
        return f"{visit_title(self.visit)}のお願い"

    def apply(self, record: Engagement) -> Engagement:
        asked = record.visits.get(self.visit, Visit()).asked
        others = tuple(key for key in asked if key != self.request)
        if self.is_settled and self.request in asked:
            return record
        settled = (*others, self.request) if self.is_settled else others
        return _with_visit(record, self.visit, {"asked": settled})


@dataclass(frozen=True, slots=True)
class AddHomework:
    """New homework at the end of the list."""

    homework: Homework

    @property
    def place(self) -> Place:
        return VISITS_PLACE

    @property
    def label(self) -> str:
        return "宿題の追加"

    def apply(self, record: Engagement) -> Engagement:
        return replace(record, homework=(*record.homework, self.homework))


@dataclass(frozen=True, slots=True)
class ChangeHomework:
    """The homework with this id as it is after editing."""

    homework: Homework

    @property
    def place(self) -> Place:
        return VISITS_PLACE

    @property
    def label(self) -> str:
        return "宿題の変更"

    def apply(self, record: Engagement) -> Engagement:
        changed = self.homework
        kept = (changed if each.id == changed.id else each for each in record.homework)
        return replace(record, homework=tuple(kept))


@dataclass(frozen=True, slots=True)
class ReportHomeworkDone:
    """Homework was done on a day; None opens it again."""

    homework: str
    done: date | None

    @property
    def place(self) -> Place:
        return VISITS_PLACE

    @property
    def label(self) -> str:
        return "宿題の報告"

    def apply(self, record: Engagement) -> Engagement:
        reported = (
            replace(each, done=self.done) if each.id == self.homework else each
            for each in record.homework
        )
        return replace(record, homework=tuple(reported))


@dataclass(frozen=True, slots=True)
class DeleteHomework:
    """Take homework out; undo brings it back."""

    homework: str

    @property
    def place(self) -> Place:
        return VISITS_PLACE

    @property
    def label(self) -> str:
        return "宿題の削除"

    def apply(self, record: Engagement) -> Engagement:
        left = (each for each in record.homework if each.id != self.homework)
        return replace(record, homework=tuple(left))


@dataclass(frozen=True, slots=True)
class FreezeBaseline:
    """Keep the record as it stands at the end of a visit, in the place of what was kept of it."""

    visit: int
    day: date

    @property
    def place(self) -> Place:
        return VISITS_PLACE

    @property
    def label(self) -> str:
        return f"{visit_title(self.visit)}の記録"

    def apply(self, record: Engagement) -> Engagement:
        baselines = {**record.baselines, self.visit: Baseline(self.day, state_of(record))}
        return replace(record, baselines=dict(sorted(baselines.items())))


def state_of(record: Engagement) -> Engagement:
    """Firm, answers and ledgers alone: what a baseline holds."""
    return Engagement(
        firm=record.firm,
        info=record.info,
        self_check=record.self_check,
        assets=record.assets,
        threats=record.threats,
        measures=record.measures,
        cloud_services=record.cloud_services,
    )


def _with_visit(record: Engagement, number: int, changes: Mapping[str, Any]) -> Engagement:
    """A visit about which nothing is known any more is absent."""
    visit = replace(record.visits.get(number, Visit()), **changes)
    visits = with_entry(record.visits, number, visit)
    return replace(record, visits=dict(sorted(visits.items())))
