"""A trial plans and answers nothing; giving it up leaves the plan as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.plan_edits import ChangePlanned, PlanMeasure, ReportDone, plan_refusal
from data.planning import planned_record
from data.record import Engagement, MeasureAnswer, PlannedMeasure
from data.trial import Trial
from tests.strategies import engagements

DAY = date(2026, 12, 4)
tries = st.lists(
    st.builds(PlanMeasure, st.integers(1, 55), st.none() | st.integers(1, 2)), max_size=6
)


@given(engagements, tries)
def test_a_trial_given_up_leaves_the_plan_as_it_was(
    record: Engagement, edits: list[PlanMeasure]
) -> None:
    undone = {no: replace(each, done=None) for no, each in record.plan.items()}
    before = replace(record, plan={no: p for no, p in undone.items() if p != PlannedMeasure()})
    trial, now = Trial(before.plan), before
    for edit in edits:
        now = edit.apply(now)
    changed = {e.measure for e in edits if before.plan.get(e.measure) != now.plan.get(e.measure)}
    assert set(trial.tried(now)) == changed
    assert now.measures == before.measures
    assert trial.given_up(now).apply(now) == before


def test_what_was_written_or_done_meanwhile_stays() -> None:
    before = Engagement(plan={1: PlannedMeasure(2)})
    now = before
    for edit in (
        PlanMeasure(1, 1),
        ChangePlanned(1, PlannedMeasure(1, "佐藤")),
        PlanMeasure(2, 1),
        ReportDone(2, DAY),
    ):
        now = edit.apply(now)
    after = Trial(before.plan).given_up(now).apply(now)
    assert after.plan == {1: PlannedMeasure(2, "佐藤"), 2: PlannedMeasure(1, done=DAY)}
    assert after.measures == {2: MeasureAnswer(1)}


def test_what_is_planned_anew_is_to_be_done_again() -> None:
    record = Engagement(measures={1: MeasureAnswer(2)}, plan={1: PlannedMeasure(2, done=DAY)})
    again = PlanMeasure(1, 1).apply(record)
    assert again.plan == {1: PlannedMeasure(1)}
    assert planned_record(again).measures[1].status == 1


@pytest.mark.parametrize("now", [None, 1, 2, 3, 4])
@pytest.mark.parametrize("status", [1, 2, 3, 4])
def test_only_what_would_change_something_can_be_planned(now: int | None, status: int) -> None:
    record = Engagement(measures={7: MeasureAnswer(now)} if now else {})
    would_change = now in (None, 3) or (now == 2 and status == 1)
    assert bool(plan_refusal(record, 7, status)) != (would_change and status in (1, 2))
