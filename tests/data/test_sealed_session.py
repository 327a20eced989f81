"""Work on a sealed engagement: whatever happens, nothing of it lies in clear text anywhere."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data import autosave as autosave_module
from data.edits import AnswerMeasure, SetField
from data.engagement_file import load_engagement
from data.folder import data_folder
from data.generations import Generations, history_folder
from data.opening import finish
from data.record import Engagement, Firm
from data.sealed_copies import clear_copies, seal_copies
from data.sealing import BEGIN, NO_SEAL, PassphraseSeal, is_sealed, new_seal
from data.session import Session
from data.writing import write_engagement
from tests.quick_seals import PASSPHRASE

ROOT = Path(__file__).parents[2]
SECRET = "極秘の株式会社"
RECORD = Engagement(firm=Firm(name=SECRET))


@pytest.fixture
def seal(quick_seals: None) -> PassphraseSeal:
    return new_seal(PASSPHRASE)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return tmp_path / "会社" / "聞き取り.toml"


@pytest.fixture
def session(path: Path, seal: PassphraseSeal) -> Iterator[Session]:
    path.parent.mkdir()
    path.write_bytes(seal.wrap(write_engagement(RECORD)))
    session = Session.open(path, lambda _path, _content: seal)
    yield session
    session.close()


def _lies_in_clear(tmp_path: Path) -> list[Path]:
    files = [each for place in (tmp_path, data_folder()) for each in place.rglob("*")]
    return [each for each in files if each.is_file() and SECRET.encode() in each.read_bytes()]


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _change_from_outside(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    state = path.stat()  # a coarse clock must not hide the change
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 2_000_000_000))


def _record(path: Path, seal: PassphraseSeal) -> Engagement:
    return load_engagement(path, lambda _path, _content: seal)


def test_every_change_is_saved_sealed(
    session: Session, path: Path, seal: PassphraseSeal, tmp_path: Path
) -> None:
    assert session.seal.is_sealed
    session.apply(AnswerMeasure(1, 1))
    assert session.wait_saved(10)
    assert _record(path, seal) == session.record
    assert session.record.measures[1].status == 1
    assert _lies_in_clear(tmp_path) == []
    assert list(path.parent.glob("*.bak")) == []


def test_the_key_of_the_passphrase_stays_as_it_was(
    session: Session, path: Path, seal: PassphraseSeal
) -> None:
    session.apply(AnswerMeasure(1, 1))
    assert session.close()
    assert seal.lock in path.read_bytes()


def test_a_change_by_another_program_is_kept_sealed(
    session: Session, path: Path, seal: PassphraseSeal, tmp_path: Path
) -> None:
    foreign = b"# by hand\n" + write_engagement(RECORD)
    _change_from_outside(path, foreign)
    session.apply(AnswerMeasure(1, 1))
    assert session.wait_saved(10)
    assert path.read_bytes() == foreign
    assert session.beside is not None
    assert _record(session.beside, seal) == session.record
    session.overwrite()
    assert session.wait_saved(10)
    (copy,) = path.parent.glob("*.bak")
    assert seal.unwrap(copy.read_bytes()) == foreign
    assert _record(path, seal) == session.record
    assert _lies_in_clear(tmp_path) == []


def test_a_sealed_file_from_elsewhere_is_kept_as_it_was(
    session: Session, path: Path, seal: PassphraseSeal
) -> None:
    foreign = seal.wrap(write_engagement(Engagement()))
    _change_from_outside(path, foreign)
    session.apply(AnswerMeasure(1, 1))
    assert session.wait_saved(10)
    assert path.read_bytes() == foreign
    session.overwrite()
    assert session.wait_saved(10)
    (copy,) = path.parent.glob("*.bak")
    assert copy.read_bytes() == foreign


def test_what_is_rescued_is_sealed(
    session: Session, monkeypatch: pytest.MonkeyPatch, seal: PassphraseSeal, tmp_path: Path
) -> None:
    monkeypatch.setattr(autosave_module, "write_file", _full)
    session.apply(AnswerMeasure(1, 1))
    assert "保存できませんでした" in finish(session)
    (rescued,) = data_folder().glob("*.bak")
    assert _record(rescued, seal) == session.record
    assert _lies_in_clear(tmp_path) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from data.edits import AnswerMeasure
from data.sealing import PassphraseSeal
from data.session import Session

path, left = Path(sys.argv[1]), int(sys.argv[4])
seal = PassphraseSeal(sys.argv[2].encode(), sys.argv[3])
session = Session.open(path, lambda path, content: seal)

def die_in_time(event, arguments):
    global left
    if event.split(".")[0] in ("open", "os") and str(path.parent) in str(arguments):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

sys.addaudithook(die_in_time)
while True:
    session.apply(AnswerMeasure(1, 1))
    session.apply(AnswerMeasure(1, 2))
"""


@pytest.mark.parametrize("touches", range(1, 8))
def test_a_process_killed_in_a_save_leaves_nothing_in_clear(
    session: Session, path: Path, seal: PassphraseSeal, tmp_path: Path, touches: int
) -> None:
    assert session.close()
    arguments = [str(path), seal.lock.decode(), str(seal._identity), str(touches)]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments], cwd=ROOT, stderr=subprocess.PIPE, check=False
    )
    assert (done.returncode != 0, done.stderr) == (True, b"")
    assert _record(path, seal).firm == RECORD.firm
    assert _lies_in_clear(tmp_path) == []


# --- Sealing, and no longer -------------------------------------------------


@pytest.fixture
def clear(path: Path) -> Iterator[Session]:
    session = Session.create(path, RECORD)
    yield session
    session.close()


def test_sealing_is_on_disk_at_once_and_nothing_is_left(
    clear: Session, path: Path, seal: PassphraseSeal, tmp_path: Path
) -> None:
    assert clear.change_seal(seal)
    assert _record(path, seal) == RECORD
    assert clear.save_message == ""
    clear.apply(AnswerMeasure(1, 1))
    assert clear.close()
    assert _record(path, seal) == clear.record
    assert _lies_in_clear(tmp_path) == []


def test_the_states_of_before_and_the_journal_of_undo_are_sealed_and_unsealed_along(
    clear: Session, path: Path, seal: PassphraseSeal, tmp_path: Path
) -> None:
    clear.apply(SetField("firm", "industry", "金型"))
    clear.apply(SetField("firm", "industry", "印刷"))
    assert clear.wait_saved(10)
    beside = history_folder(path)
    assert not any(BEGIN in each for each in _contents(beside))
    assert clear.change_seal(seal)
    assert all(BEGIN in each for each in _contents(beside))
    assert clear.close()
    again = Session.open(path, lambda _path, _content: seal)
    assert again.undo() is not None
    assert again.record.firm.industry == "金型"
    assert again.change_seal(NO_SEAL)
    assert not any(BEGIN in each for each in _contents(beside))
    assert again.undo() is not None
    assert again.record == RECORD
    assert again.close()


def _contents(folder: Path) -> list[bytes]:
    contents = [each.read_bytes() for each in folder.iterdir()]
    assert len(contents) >= 2
    return contents


def test_a_state_that_a_power_cut_left_in_clear_can_still_be_brought_back(
    session: Session, path: Path, seal: PassphraseSeal
) -> None:
    Generations(path).keep(write_engagement(RECORD), datetime.now(UTC))
    (state,) = session.past.generations.all()
    assert session.past.generations.content(state) == write_engagement(RECORD)
    assert not is_sealed(state.path.read_bytes())


def test_states_that_cannot_follow_are_told(
    clear: Session, seal: PassphraseSeal, monkeypatch: pytest.MonkeyPatch
) -> None:
    clear.apply(AnswerMeasure(1, 1))
    assert clear.wait_saved(10)
    monkeypatch.setattr(Generations, "wrap_anew", _full)
    assert clear.change_seal(seal)
    assert "以前の状態は元のまま" in clear.save_message


def test_what_was_written_by_hand_is_kept_sealed(
    path: Path, seal: PassphraseSeal, tmp_path: Path
) -> None:
    by_hand = b"# comment\n" + write_engagement(RECORD)
    path.parent.mkdir()
    path.write_bytes(by_hand)
    session = Session.open(path)
    assert session.change_seal(seal)
    assert session.close()
    (copy,) = path.parent.glob("*.bak")
    assert seal.unwrap(copy.read_bytes()) == by_hand
    assert _lies_in_clear(tmp_path) == []


def test_unsealing_gives_the_plain_file_back(session: Session, path: Path) -> None:
    assert session.change_seal(NO_SEAL)
    assert path.read_bytes() == write_engagement(RECORD)
    assert not session.seal.is_sealed


def test_a_seal_that_cannot_be_written_changes_nothing(
    clear: Session, path: Path, seal: PassphraseSeal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(autosave_module, "write_file", _full)
        assert not clear.change_seal(seal)
    assert clear.seal is NO_SEAL
    assert path.read_bytes() == write_engagement(RECORD)
    clear.apply(SetField("firm", "employees", 5))
    assert clear.close()
    assert load_engagement(path) == clear.record


# --- Copies -----------------------------------------------------------------


def test_clear_copies_are_found_and_sealed(
    session: Session, path: Path, seal: PassphraseSeal, tmp_path: Path
) -> None:
    clear = write_engagement(RECORD)
    ours = [
        path.with_name(f"{path.name}.2.bak"),
        path.with_name(f".{path.name}.123.tmp"),
        path.with_name(f"{path.name}.bak"),
        data_folder() / f"{path.name}.bak",
        Path(tempfile.gettempdir()) / f"{path.name}.bak",
    ]
    for copy in ours:
        copy.parent.mkdir(exist_ok=True, parents=True)
        copy.write_bytes(clear)
    foreign = path.with_name(f"別の{path.name}.bak")
    foreign.write_bytes(clear)
    path.with_name(f"{path.name}.3.bak").write_bytes(seal.wrap(clear))
    assert sorted(clear_copies(path)) == sorted(ours)
    assert seal_copies(ours, seal) == []
    assert all(seal.unwrap(copy.read_bytes()) == clear for copy in ours)
    assert _lies_in_clear(tmp_path) == [foreign]
    assert clear_copies(path) == []


def test_a_copy_that_cannot_be_sealed_is_told(
    path: Path, seal: PassphraseSeal, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    copy = path.with_name(f"{path.name}.bak")
    copy.write_bytes(b"format = 1\n")
    monkeypatch.setattr("data.sealed_copies.write_file", _full)
    assert seal_copies([copy], seal) == [copy]
    assert not is_sealed(copy.read_bytes())
