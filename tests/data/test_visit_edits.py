"""The edits of the visits: each is undone, kept in the file, and named; baselines hold answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.edits import AnswerMeasure
from data.history import History
from data.reading import read_engagement
from data.record import (
    VISITS,
    Engagement,
    FollowUp,
    Homework,
    PlannedMeasure,
    Treatment,
    Visit,
)
from data.visit_edits import (
    AddHomework,
    ChangeHomework,
    DeleteHomework,
    FreezeBaseline,
    ReportHomeworkDone,
    SetAgendaMinutes,
    SettleRequest,
    SetVisitField,
    state_of,
)
from data.visits import homework_of
from data.writing import write_engagement
from tests.data.test_visits import BARE, MAIL, TODAY, TOMORROW, YESTERDAY, answered
from tests.edit_strategies import edited_records


def test_homework_is_given_changed_reported_and_taken_out() -> None:
    first, second = Homework("H001", 1, "契約書を探す"), Homework("H002", 2, "演習の日を決める")
    record = AddHomework(second).apply(AddHomework(first).apply(BARE))
    assert homework_of(record, 1) == (first,)
    changed = replace(first, person="佐藤", due=TOMORROW)
    record = ChangeHomework(changed).apply(record)
    record = ReportHomeworkDone("H002", TODAY).apply(record)
    assert record.homework == (changed, replace(second, done=TODAY))
    record = ReportHomeworkDone("H002", None).apply(record)
    assert DeleteHomework("H001").apply(record).homework == (second,)


def test_a_baseline_holds_the_answers_and_nothing_of_the_rest() -> None:
    record = replace(
        answered(),
        follow_ups={MAIL: FollowUp(True)},
        plan={12: PlannedMeasure(1)},
        treatments={"A001": Treatment("reduce")},
        visits={1: Visit(YESTERDAY)},
        homework=(Homework("H001"),),
    )
    frozen = FreezeBaseline(1, TODAY).apply(record)
    assert frozen.baselines[1].date == TODAY
    assert frozen.baselines[1].record == answered()
    again = FreezeBaseline(1, TOMORROW).apply(AnswerMeasure(1, 3).apply(frozen))
    assert [*again.baselines] == [1]
    assert again.baselines[1].record.measures[1].status == 3
    assert [*FreezeBaseline(1, TODAY).apply(FreezeBaseline(3, TODAY).apply(record)).baselines] == [
        1,
        3,
    ]


@given(edited_records(), st.sampled_from(VISITS), st.dates())
def test_a_frozen_record_comes_back_from_the_file(
    made: tuple[Engagement, list[object]], visit: int, day: date
) -> None:
    record = made[0]
    frozen = FreezeBaseline(visit, day).apply(record)
    assert read_engagement(write_engagement(frozen)) == frozen
    assert state_of(frozen) == frozen.baselines[visit].record


@pytest.mark.parametrize(
    "edit",
    [
        SetVisitField(1, "date", TODAY),
        SetVisitField(2, "agreed", "棚に鍵を付ける\n二行目"),
        SetAgendaMinutes(3, "review", 15),
        SettleRequest(1, "room", True),
        AddHomework(Homework("H002", 1, "探す")),
        ChangeHomework(Homework("H001", 2, "変えた", "佐藤", TODAY)),
        ReportHomeworkDone("H001", TODAY),
        DeleteHomework("H001"),
        FreezeBaseline(1, TODAY),
    ],
    ids=lambda edit: type(edit).__name__,
)
def test_every_edit_is_undone_kept_and_named(edit: SetVisitField) -> None:
    record = AddHomework(Homework("H001", 1, "契約書を探す")).apply(answered())
    history = History(record)
    assert history.apply(edit)
    assert read_engagement(write_engagement(history.record)) == history.record
    assert edit.label
    assert edit.place.step == "results"
    history.undo()
    assert history.record == record
