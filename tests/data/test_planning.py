"""The record once its plan is carried out, and the risks that remain then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from data.planning import efforts_of, plan_boards, planned_record
from data.record import Asset, Engagement, MeasureAnswer, PlannedMeasure, Treatment
from data.result import compute_result
from tests.strategies import answer_records, whole_record

DAY = date(2026, 12, 4)
plans = st.dictionaries(
    st.integers(1, 55),
    st.builds(
        PlannedMeasure,
        status=st.sampled_from((None, 1, 2)),
        effort=st.sampled_from((None, 1, 2, 3)),
        done=st.sampled_from((None, None, DAY)),
    ),
    max_size=30,
)


@st.composite
def planned_firms(draw: DrawFn) -> Engagement:
    record = draw(answer_records())
    options = ("reduce", "retain", "avoid", "transfer", None)
    chosen = {row.id: draw(st.sampled_from((*options, "none"))) for row in record.assets}
    treatments = {key: Treatment(option) for key, option in chosen.items() if option != "none"}
    return replace(record, plan=draw(plans), treatments=treatments)


def status_of(record: Engagement, no: int) -> int | None:
    return record.measures.get(no, MeasureAnswer()).status


@given(planned_firms())
def test_a_plan_makes_answers_better_and_nothing_else(record: Engagement) -> None:
    planned = planned_record(record)
    for no in range(1, 56):
        now, meant = status_of(record, no), record.plan.get(no, PlannedMeasure())
        ahead = {(None, 1), (None, 2), (3, 1), (3, 2), (2, 1)}
        counts = meant.done is None and (now, meant.status) in ahead
        assert status_of(planned, no) == (meant.status if counts else now)
    assert replace(planned, measures=record.measures) == record


@given(planned_firms())
def test_what_remains_is_the_result_of_the_planned_record(record: Engagement) -> None:
    boards = plan_boards(record)
    now, planned = compute_result(record), compute_result(planned_record(record))
    staying = []
    for asset, before, after in zip(
        record.assets, now.board.rows(), planned.board.rows(), strict=True
    ):
        found = boards.of(asset)
        assert found.now == before
        if record.treatments.get(asset.id, Treatment()).option == "avoid":
            assert found.residual is None
        else:
            assert found.residual == after
            staying.append(after.level)
    assert boards.now.level_counts() == now.board.level_counts()
    levels = boards.planned.level_counts()
    assert levels == {key: staying.count(key) for key in ("high", "medium", "low")}


def test_a_plan_that_changes_nothing_is_the_record_itself() -> None:
    record = replace(whole_record(status=1), plan={3: PlannedMeasure(1), 4: PlannedMeasure()})
    assert planned_record(record) is record


@pytest.mark.parametrize("option", ["retain", "transfer", "reduce", None])
def test_only_what_is_avoided_goes(option: str | None) -> None:
    asset = Asset("A001", medium="paper", personal=True)
    record = replace(whole_record(3), assets=(asset,), treatments={"A001": Treatment(option)})
    assert plan_boards(record).planned.level_counts()["high"] == 1
    avoided = replace(record, treatments={"A001": Treatment("avoid")})
    assert plan_boards(avoided).planned.level_counts()["high"] == 0
    assert plan_boards(avoided).now.level_counts()["high"] == 1


def test_efforts_are_those_that_were_given() -> None:
    plan = {1: PlannedMeasure(effort=3), 2: PlannedMeasure(1), 5: PlannedMeasure(1, effort=1)}
    assert efforts_of(Engagement(plan=plan)) == {1: 3, 5: 1}
