"""What a session keeps of the past, seen from the next session; and that it never costs a save."""

from __future__ import annotations

import errno
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from data import past as past_module
from data.edits import AnswerMeasure, WriteNote
from data.engagement_file import load_engagement
from data.generations import Generations, history_folder
from data.place import Place
from data.reading import read_engagement
from data.session import Session
from data.undo_journal import UndoJournal
from tests.data.mirrored import Mirrored
from tests.data.sittings import BY_HAND, RECORD, answered, first_file, sitting, states


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return first_file(tmp_path)


# --- Earlier states ---


def test_a_sitting_without_changes_leaves_nothing(path: Path) -> None:
    assert Session.open(path).close()
    assert not history_folder(path).exists()


def test_the_state_at_opening_and_the_last_of_a_sitting_are_kept(path: Path) -> None:
    sitting(path, 1, 2)
    assert states(path) == [[], [1, 2]]
    sitting(path, 3)
    assert states(path) == [[], [1, 2], [1, 2, 3]]


def test_what_was_written_by_hand_is_kept_to_the_byte(path: Path) -> None:
    path.write_bytes(BY_HAND)
    sitting(path, 1)
    kept = Generations(path)
    assert kept.content(kept.all()[0]) == BY_HAND


def test_what_another_program_spoiled_between_two_sittings_is_still_there(path: Path) -> None:
    sitting(path, 1)
    path.write_bytes(BY_HAND)
    sitting(path, 7)
    assert states(path) == [[], [1], [], [7]]


def test_states_are_kept_as_time_passes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr("data.past.time.monotonic", lambda: clock[0])
    session = Session.open(path)
    for measure in range(1, 7):
        session.apply(AnswerMeasure(measure, 1))
        assert session.wait_saved(10)
        clock[0] += past_module.INTERVAL / 2
    assert session.close()
    assert states(path) == [[], [1, 2], [1, 2, 3, 4], [1, 2, 3, 4, 5, 6]]


def test_the_state_before_a_restoring_is_kept_however_short_ago_another_was(path: Path) -> None:
    session = Session.open(path)
    session.apply(AnswerMeasure(1, 1))
    session.apply(AnswerMeasure(2, 1))
    assert session.restore(RECORD, Place("measures", "2"), "前の状態")
    assert session.wait_saved(10)
    session.apply(AnswerMeasure(3, 1))
    assert session.close()
    assert states(path) == [[], [1, 2], [3]]


def test_restoring_is_one_step_of_undo(path: Path) -> None:
    session = Session.open(path)
    for measure in (1, 2, 3):
        session.apply(AnswerMeasure(measure, 1))
    session.restore(RECORD, Place("measures", "2"), "前の状態")
    assert session.record == RECORD
    edit = session.undo()
    assert edit
    assert (edit.place, edit.label) == (Place("measures", "2"), "前の状態")
    assert answered(session) == [1, 2, 3]
    assert session.close()


def test_a_key_waits_for_no_state_to_be_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = threading.Event()
    real = Generations.keep

    def slow(self: Generations, content: bytes, now: datetime) -> Any:
        assert free.wait(10)
        return real(self, content, now)

    monkeypatch.setattr(Generations, "keep", slow)
    session = Session.open(path)
    session.apply(AnswerMeasure(1, 1))
    assert session.wait_saved(5)
    assert [*load_engagement(path).measures] == [1]
    free.set()
    assert session.close()
    assert states(path) == [[], [1]]


def test_all_that_is_kept_goes_into_another_wrapping_in_the_midst_of_a_sitting(path: Path) -> None:
    secret = "佐藤のパスワード"
    session = Session.open(path)
    session.apply(WriteNote(Place("measures", "1"), secret))
    assert session.wait_saved(10)
    assert session.past.wrap_anew(Mirrored()) == []
    session.apply(AnswerMeasure(2, 1))
    assert session.close()
    for each in history_folder(path).iterdir():
        if each.suffix == ".generation":
            assert each.read_bytes().startswith(b"|")
    kept = Generations(path, Mirrored())
    assert [[*read_engagement(kept.content(each)).measures] for each in kept.all()] == [[], [1, 2]]
    steps = UndoJournal(path, Mirrored()).steps(path.read_bytes())
    assert [step.label for step in steps.done] == ["メモ", "対策 2 の回答"]


def test_the_past_goes_on_beside_another_file(path: Path, tmp_path: Path) -> None:
    """As when the work is saved elsewhere from now on."""
    other = tmp_path / "ほか" / path.name
    session = Session.open(path)
    session.apply(AnswerMeasure(1, 1))
    assert session.wait_saved(10)
    session.save_in(other.parent)
    session.apply(AnswerMeasure(2, 1))
    assert session.close()
    assert states(other) == [[1], [1, 2]]
    again = Session.open(other)
    assert again.undo()
    assert again.undo() is None
    assert answered(again) == [1]
    assert again.close()


# --- What fails ---


def _full(*_: object, **__: object) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("failing", ["data.generations.write_file", "data.undo_journal.write_file"])
def test_what_cannot_be_kept_is_said_once_and_costs_no_answer(
    path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    monkeypatch.setattr(failing, _full)
    session = Session.open(path)
    for measure in (1, 2):
        session.apply(AnswerMeasure(measure, 1))
        # The second save waits until it was tried to keep what was before the first.
        assert session.wait_saved(10)
    message = session.save_message
    assert "以前の状態を残せません" in message
    assert "空き容量" in message
    session.apply(AnswerMeasure(3, 1))
    assert session.close()
    assert session.save_message == ""
    assert [*load_engagement(path).measures] == [1, 2, 3]


@pytest.mark.parametrize("refused", ["mkdir", "iterdir"])
def test_a_folder_that_may_not_be_made_or_read_costs_no_answer(
    path: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    real = getattr(Path, refused)

    def refuse(folder: Path, *words: Any, **named: Any) -> Any:
        if folder == history_folder(path):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(folder, *words, **named)

    monkeypatch.setattr(Path, refused, refuse)
    session = Session.open(path)
    session.apply(AnswerMeasure(1, 1))
    assert session.wait_saved(10)
    assert session.close()
    assert session.save_message.startswith("以前の状態を残せません（書く権限がないか")
    assert [*load_engagement(path).measures] == [1]


def test_a_disk_that_fills_up_costs_the_rest_of_the_journal_only(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session.open(path)
    session.apply(AnswerMeasure(1, 1))
    assert session.wait_saved(10)
    with monkeypatch.context() as patch:
        patch.setattr("data.undo_journal.append_to_file", _full)
        session.apply(AnswerMeasure(2, 1))
        assert session.wait_saved(10)
    session.apply(AnswerMeasure(3, 1))
    assert session.close()
    again = Session.open(path)
    assert again.undo() is None
    assert again.record == session.record
    assert again.close()


def test_a_stranger_in_place_of_the_folder_costs_no_answer(path: Path) -> None:
    history_folder(path).write_bytes(b"a file")
    sitting(path, 1)
    assert [*load_engagement(path).measures] == [1]
    assert history_folder(path).read_bytes() == b"a file"


def test_mistakes_of_our_own_cost_no_answer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*_: object) -> Any:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(Generations, "keep", mistaken)
    monkeypatch.setattr(UndoJournal, "add", mistaken)
    sitting(path, 1, 2)
    assert [*load_engagement(path).measures] == [1, 2]


def test_the_times_of_the_states_are_in_utc(path: Path) -> None:
    sitting(path, 1)
    newest = Generations(path).all()[-1]
    assert abs((datetime.now(UTC) - newest.taken).total_seconds()) < 60
