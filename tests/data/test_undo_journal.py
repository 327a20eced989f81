"""Undo and redo go on where the sitting before ended, or not at all: never to a wrong state."""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import undo_journal
from data.edits import AnswerMeasure, AnswerSelfCheck, Edit, SetField, WriteNote
from data.generations import history_folder
from data.history import History, Move
from data.place import Place
from data.record import Engagement
from data.undo_journal import (
    MOST_STEPS,
    EarlierSteps,
    PastSteps,
    UndoJournal,
    splice_between,
)
from data.writing import write_engagement
from tests.data.mirrored import Mirrored
from tests.edit_strategies import edited_records

NEARLY_SAME = st.tuples(
    st.binary(max_size=40), st.binary(max_size=9), st.binary(max_size=9), st.binary(max_size=40)
)


@given(NEARLY_SAME)
def test_a_splice_leads_from_one_content_to_the_other_and_back(
    parts: tuple[bytes, bytes, bytes, bytes],
) -> None:
    head, old, new, tail = parts
    one, other = head + old + tail, head + new + tail
    splice = splice_between(one, other)
    assert splice.forward(one) == other
    assert splice.back(other) == one
    assert len(splice.old) <= len(old)
    assert len(splice.new) <= len(new)


def test_a_splice_does_not_fit_another_content() -> None:
    splice = splice_between("状態 = 1".encode(), "状態 = 2".encode())
    with pytest.raises(ValueError, match="content"):
        splice.back("状態 = 1".encode())


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is forced to the disk: what counts here is what stands in the file."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


class Sitting:
    """A history and a journal that hear of the same moves."""

    def __init__(self, path: Path, record: Engagement) -> None:
        self.history = History(record)
        self.journal = UndoJournal(path)
        self.journal.begin(write_engagement(record))

    @property
    def content(self) -> bytes:
        return write_engagement(self.history.record)

    def do(self, edit: Edit, *, merge: bool = False) -> None:
        move: Move = "merge" if merge and self.history.has_done else "do"
        if self.history.apply(edit, merge=merge):
            self.journal.add(move, edit, self.content)

    def undo(self) -> None:
        edit = self.history.undo()
        if edit:
            self.journal.add("undo", edit, self.content)

    def redo(self) -> None:
        edit = self.history.redo()
        if edit:
            self.journal.add("redo", edit, self.content)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "会社.toml"


@pytest.fixture
def sitting(path: Path) -> Sitting:
    return Sitting(path, Engagement())


def _labels(steps: PastSteps) -> tuple[list[str], list[str]]:
    return [step.label for step in steps.done], [step.label for step in steps.undone]


def _walk_back(path: Path, content: bytes) -> list[Engagement]:
    earlier = EarlierSteps(content, UndoJournal(path).steps(content))
    return [found[0] for found in iter(earlier.back, None)]


def _walk_forward(path: Path, content: bytes) -> list[Engagement]:
    earlier = EarlierSteps(content, UndoJournal(path).steps(content))
    return [found[0] for found in iter(earlier.forward, None)]


@settings(max_examples=30)
@given(edited_records(most=6), st.lists(st.sampled_from(get_args(Move)), max_size=16))
def test_the_journal_says_what_the_history_knows(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[Engagement, list[Edit]], moves: list[str]
) -> None:
    start, edits = made
    path = tmp_path_factory.mktemp("walk") / "a.toml"
    sitting, left = Sitting(path, start), [*edits]
    for move in moves:
        if move == "undo":
            sitting.undo()
        elif move == "redo":
            sitting.redo()
        elif left:
            # After an undo an edit may be of a row that is not there.
            with contextlib.suppress(StopIteration):
                sitting.do(left.pop(0), merge=move == "merge")
    content = sitting.content
    back, forward = _walk_back(path, content), _walk_forward(path, content)
    history = sitting.history
    redone = []
    while history.redo():
        redone.append(history.record)
    assert forward == redone
    for _ in redone:
        history.undo()
    undone = []
    while history.undo():
        undone.append(history.record)
    assert back == undone


def test_a_second_sitting_goes_on_where_the_first_ended(path: Path, sitting: Sitting) -> None:
    for measure in range(1, 6):
        sitting.do(AnswerMeasure(measure, 1))
    sitting.undo()
    second = UndoJournal(path)
    second.begin(sitting.content)
    steps = second.steps(sitting.content)
    assert _labels(steps) == (
        [f"対策 {no} の回答" for no in range(1, 5)],
        ["対策 5 の回答"],
    )
    assert steps.done[2].place == Place("measures", "3")
    sitting.history.apply(AnswerMeasure(9, 2))
    second.add("do", AnswerMeasure(9, 2), sitting.content)
    assert _labels(second.steps(sitting.content))[1] == []
    assert len(_walk_back(path, sitting.content)) == 5


def test_only_the_last_steps_are_kept_from_sitting_to_sitting(path: Path, sitting: Sitting) -> None:
    for count in range(MOST_STEPS + 30):
        sitting.do(SetField("firm", "employees", count))
    UndoJournal(path).begin(sitting.content)
    back = _walk_back(path, sitting.content)
    assert len(back) == MOST_STEPS
    assert back[-1].firm.employees == 29


def test_a_journal_that_grows_too_large_gives_up_its_oldest_steps(
    path: Path, sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_journal, "LARGEST_JOURNAL", 3_000)
    for count in range(60):
        sitting.do(WriteNote(Place("measures", "1"), f"{count}の控え" * 3))
        assert sitting.journal.path.stat().st_size <= 3_000
    steps = sitting.journal.steps(sitting.content)
    assert 5 < len(steps.done) < 60
    assert _walk_back(path, sitting.content)[0].measures[1].note == "58の控え" * 3


def test_a_file_that_others_changed_has_no_earlier_steps(path: Path, sitting: Sitting) -> None:
    sitting.do(AnswerMeasure(1, 1))
    other = write_engagement(AnswerSelfCheck(1, "done").apply(sitting.history.record))
    assert UndoJournal(path).steps(other) == PastSteps()
    UndoJournal(path).begin(other)
    assert UndoJournal(path).steps(sitting.content) == PastSteps()


def test_a_step_told_but_never_saved_does_not_count(path: Path, sitting: Sitting) -> None:
    """Killed between the journal and the file: the file is as it was before."""
    sitting.do(AnswerMeasure(1, 1))
    saved = sitting.content
    sitting.do(AnswerMeasure(2, 1))
    assert _labels(UndoJournal(path).steps(saved)) == (["対策 1 の回答"], [])


def test_a_journal_cut_off_anywhere_is_read_up_to_its_last_whole_entry(
    path: Path, sitting: Sitting
) -> None:
    contents = [sitting.content]
    for measure in range(1, 4):
        sitting.do(AnswerMeasure(measure, 1))
        contents.append(sitting.content)
    whole = sitting.journal.path.read_bytes()
    known = set()
    for end in range(len(whole) + 1):
        sitting.journal.path.write_bytes(whole[:end])
        lengths = [len(UndoJournal(path).steps(content).done) for content in contents]
        known.add(tuple(lengths))
    assert known == {(0, 0, 0, 0), (0, 1, 0, 0), (0, 1, 2, 0), (0, 1, 2, 3)}


def test_no_flipped_byte_leads_to_a_wrong_state(path: Path, sitting: Sitting) -> None:
    for measure in range(1, 4):
        sitting.do(AnswerMeasure(measure, 1))
    whole = sitting.journal.path.read_bytes()
    right = [dict.fromkeys(range(1, n + 1), 1) for n in (2, 1, 0)]
    for at in range(len(whole)):
        flipped = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        sitting.journal.path.write_bytes(flipped)
        back = _walk_back(path, sitting.content)
        found = [{no: each.status for no, each in r.measures.items()} for r in back]
        assert found in ([], right)


@pytest.mark.parametrize(
    "told",
    [
        [],
        {"move": "undo"},
        {"move": "do", "at": "", "label": "x", "place": ["nowhere", "", ""], "splices": []},
        {"move": "do", "at": "", "label": "x", "place": ["firm"], "splices": []},
        {"move": "do", "at": "", "splices": [[0, 1, 2]]},
        {"move": "redo", "at": ""},
    ],
)
def test_what_no_journal_of_ours_says_is_not_followed(
    path: Path, sitting: Sitting, told: object
) -> None:
    journal = sitting.journal
    content = sitting.content
    ours = journal.path.read_bytes()
    packed = zlib.compress(json.dumps(told).encode())
    foreign = undo_journal._HEAD.pack(len(packed), zlib.crc32(packed)) + packed
    journal.path.write_bytes(foreign + ours)
    assert journal.steps(content) == PastSteps()


def test_a_wrapped_journal_shows_nothing(path: Path) -> None:
    journal = UndoJournal(path, Mirrored())
    before, after = Engagement(), SetField("firm", "name", "ひみつ").apply(Engagement())
    journal.begin(write_engagement(before))
    journal.add("do", SetField("firm", "name", "ひみつ"), write_engagement(after))
    assert len(journal.steps(write_engagement(after)).done) == 1
    assert UndoJournal(path).steps(write_engagement(after)) == PastSteps()


def test_a_journal_can_be_put_into_another_wrapping(path: Path, sitting: Sitting) -> None:
    sitting.do(AnswerMeasure(1, 1))
    sitting.do(AnswerMeasure(2, 1))
    steps = sitting.journal.steps(sitting.content)
    sitting.journal.path.write_bytes(sitting.journal.path.read_bytes() + b"half an entry")
    sitting.journal.wrap_anew(Mirrored())
    sitting.do(AnswerMeasure(3, 1))
    sitting.undo()
    found = UndoJournal(path, Mirrored()).steps(sitting.content)
    assert (found.done, len(found.undone)) == (steps.done, 1)
    assert UndoJournal(path).steps(sitting.content) == PastSteps()


def test_without_a_journal_there_is_nothing_to_wrap(path: Path) -> None:
    UndoJournal(path).wrap_anew(Mirrored())
    assert not history_folder(path).exists()
