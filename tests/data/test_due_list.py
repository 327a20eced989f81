"""Everything that is to be done, once each, by the day it is due."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from data.due_list import done_list, due_list
from data.follow_ups import open_points
from data.place import Place
from data.plan_edits import ReportDone
from data.planning import planned_record
from data.record import (
    Asset,
    Engagement,
    FollowUp,
    Homework,
    MeasureAnswer,
    PlannedMeasure,
    Treatment,
)
from tests.strategies import dates, engagements

TODAY = date(2026, 11, 20)
EARLY, LATE = date(2026, 11, 13), date(2026, 12, 4)


def record() -> Engagement:
    return Engagement(
        assets=(Asset("A001", name="名簿"), Asset("A002")),
        measures={12: MeasureAnswer(3), 13: MeasureAnswer(1), 14: MeasureAnswer(1)},
        plan={
            12: PlannedMeasure(1, "佐藤", EARLY, 2),
            # Answered so since, and reported so.
            13: PlannedMeasure(1, "佐藤", EARLY),
            14: PlannedMeasure(1, "佐藤", EARLY, done=EARLY),
            15: PlannedMeasure(None, "鈴木"),
        },
        treatments={"A001": Treatment("avoid", due=LATE), "A002": Treatment("retain")},
        homework=(
            Homework("H001", text="調べる", person=" ", due=LATE),
            Homework("H002", done=LATE, person="高橋"),
        ),
        follow_ups={Place("self_check", "3"): FollowUp(marked=True, person="田中")},
    )


def test_what_is_open_stands_by_due_date() -> None:
    assert [(do.kind, do.key, do.due) for do in due_list(record())] == [
        ("measure", "12", EARLY),
        ("treatment", "A001", LATE),
        ("homework", "H001", LATE),
        ("follow_up", "", None),
    ]


def test_what_is_late_and_what_nobody_has_is_told() -> None:
    late, *others = due_list(record())
    assert late.is_overdue(TODAY)
    assert not late.is_overdue(EARLY)
    assert late.day_words(TODAY) == "11月13日（7日過ぎています）"
    assert not any(do.is_overdue(TODAY) for do in others)
    assert [do.is_unowned for do in due_list(record())] == [False, True, True, False]
    assert due_list(record())[3].day_words(TODAY) == "期限は未定"


def test_what_is_done_stands_apart() -> None:
    assert [(do.kind, do.key, do.done) for do in done_list(record())] == [
        ("measure", "14", EARLY),
        ("homework", "H002", LATE),
    ]
    assert not any(do.is_overdue(date.max) or do.is_unowned for do in done_list(record()))


@given(engagements, dates)
def test_the_list_holds_what_the_plan_would_change_and_nothing_twice(
    made: Engagement, today: date
) -> None:
    todos = due_list(made)
    then = planned_record(made)
    changed = {str(no) for no in then.measures if then.measures[no] != made.measures.get(no)}
    assert {do.key for do in todos if do.kind == "measure"} == changed
    assert sum(do.kind == "follow_up" for do in todos) == len(open_points(made))
    open_homework = [each.id for each in made.homework if each.done is None]
    assert sorted(do.key for do in todos if do.kind == "homework") == sorted(open_homework)
    days = [do.due or date.max for do in todos]
    assert days == sorted(days)
    for no in changed:
        done = ReportDone(int(no), today).apply(made)
        assert no not in {do.key for do in due_list(done) if do.kind == "measure"}
        assert no in {do.key for do in done_list(done) if do.kind == "measure"}
