"""The bundled sample firm is a complete and plausible interview."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.follow_ups import open_points
from data.reading import read_engagement
from data.record import Engagement
from data.result import compute_result
from data.writing import write_engagement
from tests.strategies import CHECKS, MEDIA

SAMPLE = Path(__file__).parents[2] / "data" / "sample.toml"


@pytest.fixture(scope="module")
def sample() -> Engagement:
    return read_engagement(SAMPLE.read_bytes())


def test_every_question_is_answered(sample: Engagement) -> None:
    assert sum(item.answer is not None for item in sample.self_check.items.values()) == 25
    assert sum(threat.frequency is not None for threat in sample.threats.values()) == 21
    assert sum(measure.status is not None for measure in sample.measures.values()) == 55


def test_ledger_is_long_and_on_every_medium(sample: Engagement) -> None:
    assert len(sample.assets) >= 30
    assert {asset.medium for asset in sample.assets} == set(MEDIA)
    assert all(asset.name and asset.owner for asset in sample.assets)


def test_services_are_checked(sample: Engagement) -> None:
    assert len(sample.cloud_services) >= 5
    assert all(service.name and service.status for service in sample.cloud_services)
    assert any(set(service.checks) == set(CHECKS) for service in sample.cloud_services)


def test_firm_and_visit_are_described(sample: Engagement) -> None:
    assert sample.firm.name
    assert sample.firm.employees
    assert sample.info.started
    assert sample.info.theme
    assert sample.self_check.date


def test_there_are_notes_everywhere(sample: Engagement) -> None:
    assert sum(bool(item.note) for item in sample.self_check.items.values()) >= 10
    assert any(threat.note for threat in sample.threats.values())
    assert any(measure.note for measure in sample.measures.values())
    assert any(asset.note for asset in sample.assets)


def test_there_is_something_to_find_out(sample: Engagement) -> None:
    points = open_points(sample)
    assert {point.place.step for point in points} == {"self_check", "assets", "measures", "cloud"}
    assert any(point.is_unknown for point in points)
    assert any(point.marked and not point.person for point in points)
    assert any(point.is_overdue(date(2026, 11, 20)) for point in points)


def test_three_visits_are_told(sample: Engagement) -> None:
    """So that every screen and every report has something real in it."""
    today = date(2026, 11, 20)
    assert set(sample.visits) == {1, 2, 3}
    assert all(visit.date and visit.agreed and visit.asked for visit in sample.visits.values())
    assert {each.visit for each in sample.homework} == {1, 2, 3}
    assert any(each.done for each in sample.homework)
    assert any(each.due and each.due < today and not each.done for each in sample.homework)
    assert any(not each.person for each in sample.homework)


def test_then_is_worse_than_now(sample: Engagement) -> None:
    states = [sample.baselines[1].record, sample.baselines[2].record, sample]
    scores = [compute_result(state).self_check.score or 0 for state in states]
    assert scores == sorted({*scores})
    high = [compute_result(state).board.level_counts()["high"] for state in states]
    assert high[1] > high[2] > high[0] == 0  # at first no question about measures was answered
    ids = [{asset.id for asset in state.assets} for state in states]
    assert ids[1] - ids[2]
    assert ids[2] - ids[1]


def test_risks_are_treated_in_every_way(sample: Engagement) -> None:
    treatments = sample.treatments.values()
    assert {each.option for each in treatments} == {"reduce", "retain", "avoid", "transfer"}
    assert all(each.reason and each.accepted_by for each in treatments if each.option == "retain")
    assert any(not each.person for each in treatments)
    assert any(each.due and each.due < date(2026, 11, 20) for each in treatments)


def test_what_is_planned_is_not_done_and_what_was_reported_is(sample: Engagement) -> None:
    assert len(sample.plan) >= 10
    for no, planned in sample.plan.items():
        now = sample.measures[no].status
        assert now == planned.status if planned.done else now in (2, 3)
    assert any(planned.done for planned in sample.plan.values())
    assert {place.step for place in sample.priorities} == {"self_check", "measures"}


def test_results_show_every_level(sample: Engagement) -> None:
    """A demonstration in which nothing stands out would show nothing."""
    result = compute_result(sample)
    assert all(result.board.level_counts().values())
    assert result.board.unknown_count() == 0
    assert result.self_check.band is not None
    assert {row.action for row in result.diagnosis} >= {"maintain", "improve"}


def test_nothing_in_it_is_unknown_to_this_version(sample: Engagement) -> None:
    tables: tuple[Any, ...] = (sample, sample.firm, sample.info, sample.self_check)
    tables += (*sample.assets, *sample.cloud_services)
    tables += (*sample.threats.values(), *sample.measures.values())
    tables += (*sample.self_check.items.values(), *sample.plan.values(), *sample.homework)
    tables += (*sample.treatments.values(), *sample.priorities.values(), *sample.visits.values())
    assert not any(table.extra for table in tables)


def test_it_is_written_as_the_program_writes(sample: Engagement) -> None:
    """Otherwise the first edit of a copy would leave a .bak beside it."""
    assert write_engagement(sample) == SAMPLE.read_bytes()
