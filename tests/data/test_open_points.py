"""What is to be found out: which points, by whom, by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from data.due_list import persons_named
from data.edits import AnswerSelfCheck, AssignFollowUp, MarkPlace
from data.follow_ups import due_words, is_marked, open_count, open_points
from data.place import Place
from data.place_names import question_at
from data.record import CloudService, Engagement, FollowUp
from data.result import compute_result, result_payload
from tests.strategies import engagements

TODAY = date(2026, 11, 20)


@given(engagements)
def test_the_count_is_that_of_the_points(record: Engagement) -> None:
    assert open_count(record) == len(open_points(record))


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 17), "11月17日（3日過ぎています）"),
        (date(2026, 11, 20), "11月20日（今日まで）"),
        (date(2026, 11, 21), "11月21日（あと1日）"),
        (date(2027, 1, 4), "2027年1月4日（あと45日）"),
    ],
)
def test_a_date_as_people_take_it(due: date, words: str) -> None:
    assert due_words(due, TODAY) == words


def test_each_person_is_named_once_in_the_order_of_the_interview() -> None:
    record = Engagement(
        follow_ups={
            Place("measures", "3"): FollowUp(person="田中"),
            Place("self_check", "9"): FollowUp(person=" 佐藤 "),
            Place("self_check", "2"): FollowUp(person="田中"),
            Place("self_check", "3"): FollowUp(marked=True),
        }
    )
    assert persons_named(record) == ("田中", "佐藤")


def test_the_reasons_stand_together() -> None:
    place = Place("self_check", "4")
    record = AnswerSelfCheck(4, "unknown").apply(Engagement())
    assert [point.reason for point in open_points(record)] == ["わからない"]
    record = MarkPlace(place, marked=True).apply(record)
    assert is_marked(record, place)
    assert [point.reason for point in open_points(record)] == ["わからない・しるし"]
    assert open_count(record) == 1
    record = AnswerSelfCheck(4, "done").apply(record)
    assert [point.reason for point in open_points(record)] == ["しるし"]


def test_the_question_asked_at_a_place() -> None:
    assert question_at(Place("cloud", "S0001", "purpose")).endswith("？")
    questions = {question_at(Place(step, "1")) for step in ("self_check", "measures")}
    assert len({*questions, question_at(Place("threats", "T01"))}) == 3
    assert question_at(Place("assets", "A001")) == ""


def test_the_json_result_tells_place_person_and_day() -> None:
    service = CloudService(id="S0001", name="メール")
    record = replace(AnswerSelfCheck(4, "unknown").apply(Engagement()), cloud_services=(service,))
    record = MarkPlace(Place("cloud", "S0001", "purpose"), marked=True).apply(record)
    record = AssignFollowUp(Place("self_check", "4"), "佐藤", TODAY).apply(record)
    unknown, marked = result_payload(compute_result(record))["follow_ups"]
    assert unknown == {
        "step": "self_check",
        "key": "4",
        "item": "",
        "name": "4 機器の設定",
        "unknown": True,
        "marked": False,
        "person": "佐藤",
        "due": "2026-11-20",
    }
    assert (marked["step"], marked["key"], marked["item"]) == ("cloud", "S0001", "purpose")
    assert (marked["unknown"], marked["marked"], marked["due"]) == (False, True, None)
