"""Priorities: what takes one, and the order in which they are taken up."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from data.fields import PRIORITY_FIELDS
from data.place import Place
from data.place_names import place_name
from data.plan_edits import RatePriority
from data.priorities import (
    SCALES,
    deep_dive,
    in_order_of_priority,
    takes_priority,
)
from data.record import Asset, Engagement, Priority
from tests.strategies import engagements

MAIL, RULES = Place("self_check", "7"), Place("measures", "2")
RECORD = Engagement(assets=(Asset("A001"),))


def rated(**given: tuple[int | None, int | None, int | None]) -> list[str]:
    record = Engagement()
    for key, values in given.items():
        place = Place("self_check", key.removeprefix("q"))
        record = RatePriority(place, Priority(*values)).apply(record)
    return [each.place.key for each in in_order_of_priority(record)]


def test_urgent_first_then_important_then_easy() -> None:
    assert rated(q1=(1, 3, 1), q2=(3, 1, 1), q3=(2, 3, 1)) == ["2", "3", "1"]
    assert rated(q1=(2, 1, 1), q2=(2, 3, 3), q3=(2, 2, 1)) == ["2", "3", "1"]
    assert rated(q1=(2, 2, 3), q2=(2, 2, 1), q3=(2, 2, 2)) == ["2", "3", "1"]


def test_what_is_not_rated_comes_last_and_equals_as_in_the_interview() -> None:
    assert rated(q1=(None, 3, 1), q2=(1, 1, 3), q3=(2, None, 1), q4=(2, 1, None), q5=(2, 1, 3)) == [
        *("5", "4", "3", "2", "1"),
    ]
    assert rated(q12=(2, 2, 2), q3=(2, 2, 2)) == ["3", "12"]


@given(engagements)
def test_every_rating_stands_once_and_none_before_a_more_urgent_one(record: Engagement) -> None:
    found = in_order_of_priority(record)
    assert {each.place for each in found} == {*record.priorities}
    assert len(found) == len(record.priorities)
    assert all(each.name == place_name(record, each.place) for each in found)
    urgencies = [each.priority.urgency or 0 for each in found]
    assert urgencies == sorted(urgencies, reverse=True)
    for one, other in pairwise(found):
        if one.priority.urgency == other.priority.urgency:
            assert (one.priority.importance or 0) >= (other.priority.importance or 0)


@pytest.mark.parametrize(
    ("place", "takes"),
    [
        (MAIL, True),
        (RULES, True),
        (Place("self_check", "26"), False),
        (Place("threats", "T01"), False),
        (Place("assets", "A001"), False),
        (Place("results"), False),
    ],
)
def test_self_check_items_and_measures_take_a_priority(place: Place, takes: bool) -> None:
    assert takes_priority(RECORD, place) is takes


def test_scales_and_prompts_are_there_for_everything_rated() -> None:
    levels = [field.key for field in PRIORITY_FIELDS][:3]
    assert [*SCALES] == levels
    assert all(len(deep_dive(place)) >= 2 for place in (MAIL, RULES))
