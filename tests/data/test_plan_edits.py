"""What is planned never touches an answer, until it is reported done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from data.place import Place
from data.plan_edits import ChangePlanned, PlanMeasure, RatePriority, ReportDone, TreatRisk
from data.record import (
    Asset,
    Engagement,
    MeasureAnswer,
    PlannedMeasure,
    Priority,
    Treatment,
)
from data.row_edits import DeleteRow
from tests.strategies import engagements, plans

DAY = date(2026, 12, 4)


@given(engagements, st.integers(1, 55), st.sampled_from((None, 1, 2)))
def test_a_plan_leaves_every_answer(record: Engagement, measure: int, status: int | None) -> None:
    planned = PlanMeasure(measure, status).apply(record)
    assert planned.measures == record.measures
    assert planned.plan.get(measure, PlannedMeasure()).status == status
    others = {no: each for no, each in planned.plan.items() if no != measure}
    assert others == {no: each for no, each in record.plan.items() if no != measure}


@given(engagements, plans.filter(bool))
def test_a_plan_that_says_nothing_is_none(record: Engagement, plan: dict[int, object]) -> None:
    for no in plan:
        record = ChangePlanned(no, PlannedMeasure()).apply(record)
        assert no not in record.plan


def test_what_is_reported_done_is_answered_so() -> None:
    before = Engagement(
        measures={12: MeasureAnswer(3, "棚がない")},
        plan={12: PlannedMeasure(2, "佐藤", effort=1)},
    )
    after = ReportDone(12, DAY).apply(before)
    assert after.measures == {12: MeasureAnswer(2, "棚がない")}
    assert after.plan == {12: PlannedMeasure(2, "佐藤", effort=1, done=DAY)}


def test_what_was_done_without_a_plan_is_done() -> None:
    after = ReportDone(12, DAY).apply(Engagement())
    assert after.measures == {12: MeasureAnswer(1)}
    assert after.plan == {12: PlannedMeasure(done=DAY)}


def test_a_treatment_goes_with_its_asset() -> None:
    gone, left = Asset("A001"), Asset("A002")
    record = Engagement(assets=(gone, left))
    for asset in (gone, left):
        record = TreatRisk(asset.id, Treatment("reduce", (12,))).apply(record)
    assert set(DeleteRow(gone).apply(record).treatments) == {"A002"}


def test_treatments_and_priorities_that_say_nothing_are_taken_back() -> None:
    place = Place("self_check", "3")
    record = Engagement(assets=(Asset("A001"),))
    said = TreatRisk("A001", Treatment("avoid")).apply(record)
    said = RatePriority(place, Priority(3, 2, 1)).apply(said)
    assert said == replace(
        record, treatments={"A001": Treatment("avoid")}, priorities={place: Priority(3, 2, 1)}
    )
    back = RatePriority(place, Priority()).apply(TreatRisk("A001", Treatment()).apply(said))
    assert back == record
