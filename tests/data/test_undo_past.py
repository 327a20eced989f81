"""Undo that goes on across a restart, as the sessions see it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from data.edits import AnswerMeasure, AnswerSelfCheck, WriteNote
from data.engagement_file import load_engagement
from data.place import Place
from data.record import Engagement
from data.session import Session
from data.storage import write_file
from data.undo_journal import UndoJournal
from tests.data.sittings import BY_HAND, RECORD, answered, first_file, sitting
from tests.data.test_session import _full


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return first_file(tmp_path)


def test_undo_and_redo_survive_a_restart(path: Path) -> None:
    sitting(path, *range(1, 16))
    session = Session.open(path)
    assert session.redo() is None
    undone = [session.undo() for _ in range(10)]
    assert [edit.label for edit in undone if edit] == [f"対策 {n} の回答" for n in range(15, 5, -1)]
    assert undone[0]
    assert undone[0].place == Place("measures", "15")
    assert answered(session) == [1, 2, 3, 4, 5]
    assert session.close()
    assert [*load_engagement(path).measures] == [1, 2, 3, 4, 5]

    third = Session.open(path)
    redone = [third.redo() for _ in range(11)]
    assert [bool(edit) for edit in redone] == [True] * 10 + [False]
    assert answered(third) == [*range(1, 16)]
    assert [bool(third.undo()) for _ in range(16)] == [True] * 15 + [False]
    assert third.record == RECORD
    assert third.close()


def test_undo_goes_through_the_own_steps_and_on_into_those_of_before(path: Path) -> None:
    sitting(path, 1, 2)
    session = Session.open(path)
    session.apply(AnswerMeasure(3, 1))
    session.undo()
    session.undo()
    assert answered(session) == [1]
    session.redo()
    session.redo()
    assert session.redo() is None
    assert answered(session) == [1, 2, 3]
    for _ in range(3):
        session.undo()
    session.apply(AnswerMeasure(9, 1))
    assert session.redo() is None
    assert session.close()
    last = Session.open(path)
    assert [edit.label for edit in iter(last.undo, None)] == ["対策 9 の回答"]
    assert last.record == RECORD
    assert last.close()


def test_what_was_undone_before_the_restart_cannot_be_redone_after_a_new_edit(path: Path) -> None:
    session = Session.open(path)
    session.apply(AnswerMeasure(1, 1))
    session.undo()
    assert session.close()
    again = Session.open(path)
    again.apply(AnswerMeasure(2, 1))
    assert again.redo() is None
    again.undo()
    assert again.redo() is not None
    assert again.redo() is None
    assert answered(again) == [2]
    assert again.close()


def test_a_text_written_in_one_go_is_undone_in_one_go(path: Path) -> None:
    session = Session.open(path)
    place = Place("measures", "1")
    session.apply(AnswerSelfCheck(1, "done"))
    for written in ("担", "担当", "担当は佐藤"):
        session.apply(WriteNote(place, written), merge=written != "担")
    assert session.close()
    again = Session.open(path)
    assert again.undo()
    assert again.record.measures == {}
    assert again.redo()
    assert again.record.measures[1].note == "担当は佐藤"
    assert again.close()


def test_what_is_merged_with_nothing_is_a_step_of_its_own(path: Path) -> None:
    sitting(path, 1)
    session = Session.open(path)
    session.apply(AnswerMeasure(2, 1), merge=True)
    assert session.close()
    again = Session.open(path)
    assert again.undo()
    assert answered(again) == [1]
    assert again.close()


def test_several_edits_in_one_save_are_undone_one_by_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = threading.Event()

    def slow(target: Path, content: bytes, **_: object) -> None:
        assert free.wait(10)
        write_file(target, content)

    monkeypatch.setattr("data.autosave.write_file", slow)
    session = Session.open(path)
    for measure in (1, 2, 3):
        session.apply(AnswerMeasure(measure, 1))
    free.set()
    assert session.close()
    again = Session.open(path)
    again.undo()
    assert answered(again) == [1, 2]
    assert again.close()


def test_a_file_changed_by_another_program_is_not_undone_into(path: Path) -> None:
    sitting(path, 1, 2)
    path.write_bytes(path.read_bytes() + b"\n# seen\n")
    session = Session.open(path)
    assert session.undo() is None
    assert session.redo() is None
    assert answered(session) == [1, 2]
    assert session.close()


def test_hand_written_layout_does_not_confuse_the_steps(path: Path) -> None:
    path.write_bytes(BY_HAND)
    session = Session.open(path)
    session.apply(AnswerMeasure(1, 1))
    session.undo()
    session.apply(AnswerMeasure(2, 1))
    session.undo()
    session.redo()
    assert session.close()
    again = Session.open(path)
    assert again.undo()
    assert again.record == Engagement()
    assert again.redo()
    assert answered(again) == [2]
    assert again.close()


def test_opening_does_not_read_the_journal(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting(path, 1)
    read: list[bytes] = []
    monkeypatch.setattr(UndoJournal, "steps", lambda _self, content: read.append(content))
    session = Session.open(path)
    assert session.wait_saved(10)
    assert session.close()
    assert read == []


def test_undo_does_nothing_while_the_file_is_behind(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the disk refused is still undone step by step; of before nothing is touched."""
    sitting(path, 1)
    session = Session.open(path)
    with monkeypatch.context() as patch:
        patch.setattr("data.autosave.write_file", _full)
        session.apply(AnswerMeasure(2, 1))
        assert session.undo()
        assert session.undo() is None
        assert answered(session) == [1]
    assert session.close()
    assert [*load_engagement(path).measures] == [1]
