"""The visits: what stands on an agenda, what is drawn from the record, and what edits do to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.due_list import persons_named
from data.edits import AnswerMeasure, AnswerSelfCheck, AssignFollowUp, MarkPlace
from data.open_matters import MOST_MINUTES_OF_A_KIND, AgendaPoint, open_matters
from data.place import Place
from data.place_names import is_there
from data.plan_edits import RatePriority
from data.record import (
    VISITS,
    Asset,
    CloudService,
    Engagement,
    EngagementInfo,
    FollowUp,
    Homework,
    MeasureAnswer,
    PlannedMeasure,
    Priority,
    Treatment,
    Visit,
)
from data.row_edits import DeleteRow, ReplaceRow
from data.visit_catalogue import load_visit_catalogue
from data.visit_edits import (
    AddHomework,
    FreezeBaseline,
    SetAgendaMinutes,
    SettleRequest,
)
from data.visits import (
    MINUTES_STEP,
    MOST_MINUTES,
    AgendaEntry,
    adjusted,
    agenda,
    current_visit,
    requests,
    suggested_homework,
    timetable,
    total_minutes,
    usual_next_dates,
)
from tests.strategies import engagements, whole_record

TODAY = date(2026, 11, 20)
YESTERDAY, TOMORROW = date(2026, 11, 19), date(2026, 11, 21)
MAIL = Place("self_check", "7")
BARE = Engagement(info=EngagementInfo(theme="risk"))


def answered() -> Engagement:
    """Every question answered, one asset, one service; nothing is open."""
    checks = dict.fromkeys(CHECKS, 3)
    return replace(
        whole_record(),
        info=EngagementInfo(theme="risk"),
        assets=(Asset("A001", name="社員名簿", medium="paper"),),
        cloud_services=(CloudService("S0001", "くも便", checks=checks),),
    )


CHECKS = (
    *("purpose", "comparison", "importance", "policy", "provider", "reliability"),
    *("administrator", "users", "authentication", "backup"),
    *("security", "support", "exit", "law", "location"),
)


def keys_of(record: Engagement, visit: int = 2, today: date = TODAY) -> list[str]:
    return [entry.key for entry in agenda(record, visit, today)]


def entry_of(record: Engagement, key: str, visit: int = 2, today: date = TODAY) -> AgendaEntry:
    (found,) = [entry for entry in agenda(record, visit, today) if entry.key == key]
    return found


def points_of(record: Engagement, key: str, visit: int = 2) -> list[tuple[str, Place | None]]:
    return [(point.text, point.place) for point in entry_of(record, key, visit).points]


def test_the_first_visit_is_the_standard_one_whatever_is_open() -> None:
    record = MarkPlace(MAIL, True).apply(BARE)
    course = load_visit_catalogue().course("risk", 1)
    assert keys_of(record, 1) == [item.key for item in course.agenda]
    assert total_minutes(agenda(record, 1, TODAY)) == 180
    assert not any(entry.points for entry in agenda(record, 1, TODAY))


@pytest.mark.parametrize("visit", [2, 3])
def test_where_nothing_is_open_nothing_is_drawn(visit: int) -> None:
    course = load_visit_catalogue().course("risk", visit)
    assert keys_of(answered(), visit) == [item.key for item in course.agenda]


def test_what_is_open_comes_behind_the_review() -> None:
    record = answered()
    record = AnswerSelfCheck(3, "unknown").apply(record)
    record = AnswerSelfCheck(9, None).apply(record)
    record = AnswerMeasure(12, None).apply(record)
    record = AnswerMeasure(14, None).apply(record)
    record = MarkPlace(Place("assets", "A001"), True).apply(record)
    record = AssignFollowUp(Place("assets", "A001"), "佐藤", TOMORROW).apply(record)
    assert keys_of(record)[:5] == ["review", "unanswered", "unknown", "marked", "deep_dive"]
    assert points_of(record, "unanswered") == [
        ("自社診断 1問", Place("self_check", "9")),
        ("対策 2問", Place("measures", "12")),
    ]
    assert points_of(record, "unknown")[0][1] == Place("self_check", "3")
    assert entry_of(record, "marked").points == (
        AgendaPoint("情報資産 A001 社員名簿", Place("assets", "A001"), "佐藤", TOMORROW),
    )


def test_threats_without_an_asset_are_not_unanswered() -> None:
    record = replace(answered(), threats={})
    assert points_of(record, "unanswered") == [("脅威 4問", Place("threats", "T01"))]
    record = replace(record, assets=())
    assert "unanswered" not in keys_of(record)


def test_overdue_is_what_should_have_been_found_out_done_or_carried_out() -> None:
    asset = answered().assets[0]
    record = replace(
        answered(),
        measures={**answered().measures, **dict.fromkeys((12, 13, 14), MeasureAnswer(3))},
        treatments={asset.id: Treatment("avoid", person="社長", due=YESTERDAY)},
        follow_ups={MAIL: FollowUp(True, "佐藤", YESTERDAY)},
        homework=(
            Homework("H001", 1, "契約書を探す", "田中", YESTERDAY),
            Homework("H002", 1, "済んだもの", "", YESTERDAY, done=YESTERDAY),
            Homework("H003", 1, "今日まで", "", TODAY),
        ),
        plan={
            12: PlannedMeasure(1, "鈴木", YESTERDAY),
            13: PlannedMeasure(1, "鈴木", YESTERDAY, done=YESTERDAY),
            14: PlannedMeasure(1, "鈴木", TODAY),
        },
    )
    found = entry_of(record, "overdue").points
    assert [(point.place, point.person) for point in found] == [
        (Place("measures", "12"), "鈴木"),
        (Place("assets", asset.id), "社長"),
        (None, "田中"),
        (MAIL, "佐藤"),
    ]
    assert "契約書を探す" in found[2].text
    # A place stands once; what is only due today belongs to the review.
    assert "marked" not in keys_of(record)
    assert points_of(record, "review") == [("宿題　今日まで", None)]


def test_homework_of_this_very_visit_is_not_reviewed() -> None:
    given = (Homework("H001", 1, "一"), Homework("H002", 2, "二"), Homework("H003", None, "三"))
    record = replace(answered(), homework=given)
    assert [text for text, _ in points_of(record, "review", 2)] == ["宿題　一", "宿題　三"]
    assert [text for text, _ in points_of(record, "review", 3)] == [
        "宿題　一",
        "宿題　二",
        "宿題　三",
    ]


def test_what_was_rated_is_talked_about_in_its_order() -> None:
    record = RatePriority(MAIL, Priority(urgency=1)).apply(answered())
    record = RatePriority(Place("measures", "12"), Priority(urgency=3)).apply(record)
    places = [place for _, place in points_of(record, "priorities")]
    assert places == [Place("measures", "12"), MAIL]
    assert "priorities" not in keys_of(record, 1)


def test_changed_is_since_the_last_baseline_before_the_visit() -> None:
    first = FreezeBaseline(1, YESTERDAY).apply(answered())
    second = FreezeBaseline(2, TODAY).apply(AnswerMeasure(12, 2).apply(first))
    record = AnswerMeasure(13, 3).apply(second)
    assert [place for _, place in points_of(record, "changed", 2)] == [
        Place("measures", "12"),
        Place("measures", "13"),
    ]
    assert [place for _, place in points_of(record, "changed", 3)] == [Place("measures", "13")]
    assert "changed" not in keys_of(answered())


def test_rows_that_came_changed_or_went_are_changes() -> None:
    record = FreezeBaseline(1, YESTERDAY).apply(answered())
    service = replace(record.cloud_services[0], checks={**dict.fromkeys(CHECKS, 3), "law": 1})
    record = ReplaceRow(service).apply(record)
    record = replace(record, assets=(*record.assets, Asset("A002", name="図面")))
    assert points_of(record, "changed") == [
        ("情報資産 A002 図面", Place("assets", "A002")),
        ("クラウド S0001 くも便 14 法令確認、契約条項確認", Place("cloud", "S0001", "law")),
    ]
    record = DeleteRow(record.assets[0]).apply(record)
    assert ("A001 社員名簿（なくなりました）", None) in points_of(record, "changed")


def test_notes_of_questions_are_no_changes() -> None:
    record = FreezeBaseline(1, YESTERDAY).apply(answered())
    item = replace(record.self_check.items[7], note="聞いた")
    items = {**record.self_check.items, 7: item}
    record = replace(record, self_check=replace(record.self_check, items=items))
    assert "changed" not in keys_of(record)


@given(engagements, st.sampled_from(VISITS), st.dates())
def test_every_agenda_can_be_shown(record: Engagement, visit: int, today: date) -> None:
    entries = agenda(record, visit, today)
    keys = [entry.key for entry in entries]
    assert len(set(keys)) == len(keys)
    for entry in entries:
        for point in entry.points:
            assert point.text
            assert point.place is None or is_there(record, point.place)
    matters = open_matters(record, visit, today)
    for kind, matter in matters.items():
        assert 1 <= matter.minutes <= MOST_MINUTES_OF_A_KIND, kind
        assert matter.points
    singled_out = [matter for kind, matter in matters.items() if kind != "unanswered"]
    placed = [p.place for matter in singled_out for p in matter.points if p.place]
    assert len(set(placed)) == len(placed)
    minutes = record.visits.get(visit, Visit()).minutes
    for entry in entries:
        assert entry.minutes == minutes.get(entry.key, entry.standard)


def found_open(record: Engagement, today: date) -> set[Place]:
    """By a look at each answer, not at the lists that the agenda is made of."""
    answers, plan = record.self_check.items, record.plan
    return {
        *(Place("self_check", str(no)) for no, each in answers.items() if each.answer == "unknown"),
        *(place for place, each in record.follow_ups.items() if each.marked),
        *(
            Place("measures", str(no))
            for no, each in plan.items()
            if is_late(each, today) and is_better(each, record.measures.get(no))
        ),
    }


def is_better(planned: PlannedMeasure, now: MeasureAnswer | None) -> bool:
    """1 is better than 2, 2 than 3 or no answer; 4 does not apply."""
    open_to_plan = {None: (1, 2), 3: (1, 2), 2: (1,)}.get(now.status if now else None, ())
    return planned.status in open_to_plan


def is_late(due: Homework | PlannedMeasure, today: date) -> bool:
    return due.done is None and due.due is not None and due.due < today


@given(engagements, st.sampled_from([2, 3]), st.dates())
def test_everything_open_is_on_the_agenda(record: Engagement, visit: int, today: date) -> None:
    points = [point for entry in agenda(record, visit, today) for point in entry.points]
    assert found_open(record, today) <= {point.place for point in points}
    texts = {point.text for point in points if point.place is None}
    assert {f"宿題　{each.text}" for each in record.homework if is_late(each, today)} <= texts


def test_minutes_are_adjusted_and_put_back() -> None:
    longer = SetAgendaMinutes(1, "business", 75).apply(BARE)
    assert total_minutes(agenda(longer, 1, TODAY)) == 195
    assert entry_of(longer, "business", 1).standard == 60
    assert SetAgendaMinutes(1, "business", None).apply(longer) == BARE


@given(st.integers(0, 10**6), st.integers(-5, 5))
def test_an_item_stays_within_what_is_possible(minutes: int, by: int) -> None:
    entry = AgendaEntry("x", "", "", minutes, 10)
    assert MINUTES_STEP <= adjusted(entry, by) <= MOST_MINUTES


def test_the_timetable_is_the_programme_s_own() -> None:
    times = timetable(agenda(BARE, 1, TODAY), time(13, 30))
    assert [f"{begin:%H:%M}-{end:%H:%M}" for begin, end in times] == [
        *("13:30-13:40", "13:40-14:40", "14:40-14:50", "14:50-15:30", "15:30-16:10"),
        *("16:10-16:20", "16:20-16:30"),
    ]


@given(st.lists(st.integers(0, 2**63 - 1), max_size=5), st.times())
def test_any_minutes_of_a_file_make_a_timetable(minutes: list[int], begins: time) -> None:
    times = timetable([AgendaEntry("x", "", "", each, 10) for each in minutes], begins)
    assert len(times) == len(minutes)
    assert all(one[1] == other[0] for one, other in pairwise(times))


def test_requests_are_settled_and_opened_again() -> None:
    record = SettleRequest(1, "room", True).apply(BARE)
    record = SettleRequest(1, "members", True).apply(record)
    assert {each.key for each in requests(record, 1) if each.is_settled} == {"room", "members"}
    assert SettleRequest(1, "room", True).apply(record) == record
    record = SettleRequest(1, "room", False).apply(record)
    assert record.visits == {1: Visit(asked=("members",))}
    assert SettleRequest(1, "members", False).apply(record) == BARE


def test_a_theme_adds_its_own_requests() -> None:
    theme, none = (requests(record, 1) for record in (BARE, Engagement()))
    assert [each.key for each in theme if each not in none] == ["asset_list"]


def test_suggested_homework_is_what_was_not_given_yet() -> None:
    first, *others = suggested_homework(BARE, 1)
    record = AddHomework(Homework("H001", 1, f"{first} ")).apply(BARE)
    assert suggested_homework(record, 1) == tuple(others)


def test_the_visit_at_hand_is_the_first_that_is_not_closed() -> None:
    record = BARE
    for visit in VISITS:
        assert current_visit(record) == visit
        record = FreezeBaseline(visit, TODAY).apply(record)
    assert current_visit(record) == 3


@given(st.dates())
def test_the_next_visit_is_some_weeks_later(day: date) -> None:
    early, late = usual_next_dates(day)
    assert day <= early <= late
    if day < date(9999, 12, 1):
        assert (early - day, late - day) == (timedelta(weeks=2), timedelta(weeks=3))


def test_persons_are_named_once() -> None:
    record = replace(
        answered(),
        follow_ups={MAIL: FollowUp(True, "佐藤")},
        homework=(Homework("H001", person=" 田中"), Homework("H002", person="佐藤")),
        plan={12: PlannedMeasure(1, "鈴木")},
        treatments={"A001": Treatment("reduce", person="田中")},
    )
    assert persons_named(record) == ("田中", "佐藤", "鈴木")
