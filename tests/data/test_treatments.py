"""Risks to be treated, and what a treatment brings into the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.planning import plan_boards, planned_record
from data.record import Asset, Engagement, MeasureAnswer, PlannedMeasure, Treatment
from data.risk import risk_board
from data.treatments import (
    TREATMENT_LABELS,
    bearing_measures,
    lacks_reason,
    measures_text,
    parse_measures,
    risks_to_treat,
    treat,
)
from tests.strategies import answer_records, whole_record

numbers = st.lists(st.integers(1, 55), unique=True).map(tuple)


@given(numbers)
def test_numbers_of_measures_are_read_as_they_are_shown(measures: tuple[int, ...]) -> None:
    assert parse_measures(measures_text(measures)) == measures


@pytest.mark.parametrize("text", ["12、15", "１２，１５", "12 15", "12・15", " 12,15,12 "])
def test_numbers_are_read_however_they_are_typed(text: str) -> None:
    assert parse_measures(text) == (12, 15)


@pytest.mark.parametrize("text", ["56", "0", "バックアップ", "12-15"])
def test_what_is_no_measure_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        parse_measures(f"12 {text}")


@given(answer_records())
def test_every_high_and_every_treated_risk_is_listed(record: Engagement) -> None:
    treated = [asset.id for asset in record.assets[::2]]
    record = replace(record, treatments={asset: Treatment("transfer") for asset in treated})
    rows = risks_to_treat(plan_boards(record))
    board = risk_board(record)
    high = {row.asset.id for row in board.rows() if row.level == "high"}
    assert {row.risk.now.asset.id for row in rows} == high | set(treated)
    risks = [row.risk.now.risk or 0 for row in rows]
    assert risks == sorted(risks, reverse=True)


def test_a_treatment_plans_its_measures_in_the_same_edit() -> None:
    record = Engagement(
        assets=(Asset("A001"),),
        measures={1: MeasureAnswer(1), 2: MeasureAnswer(3), 3: MeasureAnswer(4)},
        plan={5: PlannedMeasure(2, "佐藤")},
    )
    treatment = Treatment("reduce", (1, 2, 3, 4, 5))
    after = treat("A001", treatment, record).apply(record)
    assert after.treatments == {"A001": treatment}
    # What is done or does not apply is not planned, and what is planned stays as it is.
    assert after.plan == {2: PlannedMeasure(1), 4: PlannedMeasure(1), 5: PlannedMeasure(2, "佐藤")}
    assert after.measures == record.measures


def test_only_a_risk_retained_needs_a_reason() -> None:
    lacking = [key for key in TREATMENT_LABELS if lacks_reason(Treatment(key, reason="　"))]
    assert lacking == ["retain"]
    assert not lacks_reason(Treatment("retain", reason="古い機械で動かせない"))


def test_the_measures_that_bear_are_those_that_lower_the_risk() -> None:
    asset = Asset("A001", medium="paper", personal=True)
    record = replace(whole_record(status=3), assets=(asset,))
    row = risk_board(record).of(asset)
    bearing = [measure.no for measure in bearing_measures(row, record)]
    assert row.medium.deciding
    assert bearing == sorted(row.medium.deciding.threat.measures)
    done = replace(record, measures={**record.measures, bearing[0]: MeasureAnswer(1)})
    assert bearing[0] not in [m.no for m in bearing_measures(row, done)]
    planned = replace(record, plan={no: PlannedMeasure(1) for no in bearing})
    deciding = row.medium.deciding.threat.id
    states = {s.threat.id: s.status for s in risk_board(planned_record(planned)).threats}
    assert states[deciding] == 1
