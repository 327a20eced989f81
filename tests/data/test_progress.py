"""How much is left, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from data.place import Step
from data.progress import minutes_for, open_questions, steps_complete, what_is_left
from data.record import Asset, CloudService, Engagement, SelfCheck, SelfCheckAnswer
from tests.strategies import engagements, whole_record

STEPS: tuple[Step, ...] = (
    "firm",
    "self_check",
    "assets",
    "threats",
    "measures",
    "cloud",
    "results",
)


def answered(count: int) -> Engagement:
    """The first `count` items of the self-check are answered."""
    items = {no: SelfCheckAnswer("done") for no in range(1, count + 1)}
    return Engagement(self_check=SelfCheck(items=items))


@pytest.mark.parametrize(
    ("count", "left"),
    [
        (0, "あと25問・約5分"),
        (7, "あと18問・約4分"),
        (17, "あと8問・約2分"),
        (18, "あと7問・1分ほど"),
        (24, "あと1問・1分ほど"),
        (25, "この画面は済みました"),
    ],
)
def test_the_self_check_takes_five_minutes_and_never_none(count: int, left: str) -> None:
    assert what_is_left(answered(count), "self_check") == left


def test_the_ledger_has_no_end() -> None:
    record = Engagement(assets=(Asset("A001"), Asset("A002")))
    assert what_is_left(record, "assets") == "台帳 2件"


def test_the_checks_of_all_services_count() -> None:
    services = (CloudService("S0001", checks={"law": 0, "exit": 3}), CloudService("S0002"))
    record = Engagement(cloud_services=services)
    assert open_questions(record)["cloud"] == 28
    # 28 × 20 seconds are 9 minutes and 20 seconds.
    assert what_is_left(record, "cloud") == "あと28問・約9分"
    assert what_is_left(Engagement(), "cloud") == "サービス 0件"


def test_the_results_tell_how_many_steps_are_complete() -> None:
    whole = whole_record()
    assert what_is_left(whole, "results") == "5画面のうち3画面が済み"
    half_checked = (CloudService("S0001", checks={"law": 3}),)
    record = replace(whole, assets=(Asset("A001"),), cloud_services=half_checked)
    assert steps_complete(record) == 4
    assert steps_complete(Engagement()) == 0


@given(engagements)
def test_something_is_said_for_every_record(record: Engagement) -> None:
    for step in STEPS:
        assert 0 < len(what_is_left(record, step)) <= 16
    assert all(number >= 0 for number in open_questions(record).values())


def test_more_questions_never_take_less_time() -> None:
    minutes = [minutes_for("measures", questions) for questions in range(1, 56)]
    assert minutes == sorted(minutes)
    assert minutes[0] == 1


class Untouched(tuple[Asset, ...]):
    """A ledger that may be counted but not read."""

    def __iter__(self) -> Iterator[Asset]:
        raise AssertionError("a row of the ledger was read")


@pytest.mark.parametrize("step", STEPS)
def test_no_row_of_the_ledger_is_read(step: Step) -> None:
    rows = Untouched([Asset("A001", registered=date(2026, 11, 20))] * 1000)
    assert what_is_left(Engagement(assets=rows), step)
