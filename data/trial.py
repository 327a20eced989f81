"""試算: measures are planned for a while, to see what would come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.plan_edits import KeepPlan
from data.record import Engagement, PlannedMeasure

_NOT_PLANNED = PlannedMeasure()


@dataclass(frozen=True, slots=True)
class Trial:
    """`plan`: as it stood when the trial began."""

    plan: Mapping[int, PlannedMeasure]

    def tried(self, record: Engagement) -> tuple[int, ...]:
        """The measures that are planned to be something else than when it began."""
        numbers = sorted(self.plan.keys() | record.plan.keys())
        return tuple(no for no in numbers if self._status(no) != _planned(record, no).status)

    def given_up(self, record: Engagement) -> KeepPlan:
        """The plan without what was tried; whatever else was written in it meanwhile stays."""
        back = {no: replace(_planned(record, no), status=self._status(no)) for no in record.plan}
        lost = {no: self.plan[no] for no in self.plan if no not in record.plan}
        # What was reported done while trying has become an answer.
        done = {no: each for no, each in record.plan.items() if each.done}
        plan = {no: each for no, each in {**back, **lost, **done}.items() if each != _NOT_PLANNED}
        return KeepPlan(tuple(sorted(plan.items())))

    def _status(self, measure: int) -> int | None:
        return self.plan.get(measure, _NOT_PLANNED).status


def _planned(record: Engagement, measure: int) -> PlannedMeasure:
    return record.plan.get(measure, _NOT_PLANNED)
