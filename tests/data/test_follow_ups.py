"""確かめること: what is on the list, in which order, and what becomes of it when a row goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.edits import AnswerSelfCheck, AssignFollowUp, MarkPlace
from data.follow_ups import open_points
from data.history import History
from data.place import Place
from data.place_names import in_order, is_there, place_name
from data.record import Asset, CloudService, Engagement, FollowUp
from data.row_edits import DeleteRow, DeleteRows, ReplaceRows
from tests.strategies import engagements, places_of

DUE = date(2026, 12, 4)
RECORD = Engagement(
    assets=(Asset("A001", name="社員名簿"), Asset("A002"), Asset("A010", name="図面")),
    cloud_services=(CloudService("S0001", name="くも便"),),
)
MAIL, RULES, ROSTER = Place("self_check", "7"), Place("measures", "2"), Place("assets", "A001")


def marked(record: Engagement, *places: Place) -> Engagement:
    for place in places:
        record = MarkPlace(place, True).apply(record)
    return record


def test_what_was_answered_unknown_is_on_the_list_by_itself() -> None:
    record = AnswerSelfCheck(7, "unknown").apply(Engagement())
    (point,) = open_points(record)
    assert (point.place, point.is_unknown, point.marked) == (MAIL, True, False)
    assert open_points(AnswerSelfCheck(7, "done").apply(record)) == ()


def test_a_mark_puts_a_place_on_the_list_and_takes_it_off() -> None:
    record = marked(RECORD, ROSTER)
    assert [(p.name, p.is_unknown, p.marked) for p in open_points(record)] == [
        ("A001 社員名簿", False, True)
    ]
    assert MarkPlace(ROSTER, False).apply(record) == RECORD


def test_person_and_day_stay_while_the_mark_goes() -> None:
    record = AssignFollowUp(MAIL, "佐藤", DUE).apply(marked(RECORD, MAIL))
    (point,) = open_points(record)
    assert (point.person, point.due) == ("佐藤", DUE)
    without = MarkPlace(MAIL, False).apply(record)
    assert open_points(without) == ()
    assert without.follow_ups == {MAIL: FollowUp(False, "佐藤", DUE)}
    assert AssignFollowUp(MAIL, "", None).apply(without) == RECORD


def test_the_list_follows_the_interview() -> None:
    wanted = [
        Place("self_check", "2"),
        Place("self_check", "10"),
        Place("assets", "A002"),
        Place("assets", "A010"),
        Place("threats", "T03"),
        Place("measures", "9"),
        Place("measures", "10"),
        Place("cloud", "S0001"),
        Place("cloud", "S0001", "purpose"),
        Place("cloud", "S0001", "law"),
    ]
    assert in_order(reversed(wanted)) == wanted
    assert [point.place for point in open_points(marked(RECORD, *reversed(wanted)))] == wanted


@pytest.mark.parametrize(
    ("due", "overdue"), [(None, False), (DUE, False), (date(2026, 12, 3), True)]
)
def test_overdue_is_a_day_that_has_passed(due: date | None, overdue: bool) -> None:
    (point,) = open_points(AssignFollowUp(MAIL, "", due).apply(marked(RECORD, MAIL)))
    assert point.is_overdue(DUE) is overdue


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (MAIL, "7 宛先の確認"),
        (RULES, "2 対策の明確化"),
        (Place("threats", "T01"), "T01 "),
        (ROSTER, "A001 社員名簿"),
        (Place("assets", "A002"), "A002"),
        (Place("cloud", "S0001"), "S0001 くも便"),
        (Place("cloud", "S0001", "backup"), "S0001 くも便 10 "),
        (Place("assets", "A003"), ""),
        (Place("cloud", "S0001", "speed"), ""),
        (Place("self_check", "26"), ""),
        (Place("measures", "01"), ""),
        (Place("threats", "T01", "x"), ""),
        (Place("firm", "firm.name"), ""),
    ],
)
def test_places_have_the_names_people_use(place: Place, name: str) -> None:
    found = place_name(RECORD, place)
    assert found.startswith(name) if name.endswith(" ") else found == name
    assert is_there(RECORD, place) is bool(name)


def test_a_deleted_row_takes_what_was_to_be_asked_about_it_along() -> None:
    record = marked(RECORD, ROSTER, Place("assets", "A002"), MAIL)
    history = History(record)
    history.apply(DeleteRow(record.assets[0]))
    assert set(history.record.follow_ups) == {Place("assets", "A002"), MAIL}
    history.undo()
    assert history.record == record


def test_a_deleted_service_takes_its_checks_along() -> None:
    record = marked(RECORD, Place("cloud", "S0001", "law"), MAIL)
    assert set(DeleteRow(record.cloud_services[0]).apply(record).follow_ups) == {MAIL}


def test_an_asset_and_a_service_of_the_same_number_are_two_places() -> None:
    record = Engagement(assets=(Asset("X1"),), cloud_services=(CloudService("X1"),))
    both = marked(record, Place("assets", "X1"), Place("cloud", "X1", "law"))
    assert set(DeleteRow(both.assets[0]).apply(both).follow_ups) == {Place("cloud", "X1", "law")}


def test_several_rows_go_together() -> None:
    record = marked(RECORD, ROSTER, Place("assets", "A002"))
    left = DeleteRows(record.assets[:2]).apply(record)
    assert [row.id for row in left.assets] == ["A010"]
    assert left.follow_ups == {}


def test_several_rows_change_together_and_keep_their_order() -> None:
    changed = [replace(row, owner="総務") for row in (RECORD.assets[2], RECORD.assets[0])]
    record = ReplaceRows(tuple(changed)).apply(RECORD)
    assert [(row.id, row.owner) for row in record.assets] == [
        ("A001", "総務"),
        ("A002", ""),
        ("A010", "総務"),
    ]


@given(st.data())
def test_every_place_on_the_list_is_there_and_has_a_name(data: st.DataObject) -> None:
    record = data.draw(engagements)
    for place in data.draw(st.lists(places_of(record), max_size=4)):
        record = MarkPlace(place, data.draw(st.booleans())).apply(record)
    points = open_points(record)
    assert len({point.place for point in points}) == len(points)
    for point in points:
        assert is_there(record, point.place)
        assert point.name == place_name(record, point.place) != ""
        assert point.marked or point.is_unknown
