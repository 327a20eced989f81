"""Undo and redo walk back and forth over exactly what was done."""

from __future__ import annotations

from hypothesis import given

from data.edits import AnswerMeasure, AnswerSelfCheck, Edit, RateThreat, SetField
from data.history import History
from data.record import Engagement
from tests.edit_strategies import edited_records


@given(edited_records(most=8))
def test_undoing_everything_gives_the_start_and_redoing_the_end(
    made: tuple[Engagement, list[Edit]],
) -> None:
    start, edits = made
    history = History(start)
    states = [start]
    for edit in edits:
        expected = edit.apply(history.record)
        changes = expected != history.record
        assert history.apply(edit) is changes
        assert history.record == expected
        if changes:
            states.append(expected)
    steps = len(states) - 1
    for before in reversed(states[:-1]):
        assert history.undo() is not None
        assert history.record == before
    assert history.undo() is None
    assert history.record == start
    for after in states[1:]:
        assert history.redo() is not None
        assert history.record == after
    assert history.redo() is None
    assert history.record == states[steps]


@given(edited_records())
def test_edits_leave_the_record_they_start_from_alone(
    made: tuple[Engagement, list[Edit]],
) -> None:
    start, edits = made
    before = repr(start)
    record = start
    for edit in edits:
        record = edit.apply(record)
    assert repr(start) == before


def test_undo_and_redo_return_the_edit_so_that_the_screen_can_go_there() -> None:
    history = History(Engagement())
    first, second = AnswerSelfCheck(1, "done"), RateThreat("T01", 2)
    history.apply(first)
    history.apply(second)
    assert [history.undo(), history.undo(), history.undo()] == [second, first, None]
    assert [history.redo(), history.redo(), history.redo()] == [first, second, None]


def test_edit_that_changes_nothing_leaves_no_trace() -> None:
    history = History(Engagement())
    assert not history.apply(AnswerMeasure(3, None))
    assert history.undo() is None
    assert history.apply(AnswerMeasure(3, 1))
    history.undo()
    assert not history.apply(SetField("firm", "name", ""))
    assert history.redo() == AnswerMeasure(3, 1)


def test_new_edit_ends_what_could_be_redone() -> None:
    history = History(Engagement())
    history.apply(AnswerMeasure(1, 1))
    history.undo()
    history.apply(AnswerMeasure(2, 2))
    assert history.redo() is None
    assert list(history.record.measures) == [2]
