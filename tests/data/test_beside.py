"""A file that another program changed, a place that is gone: nothing overwritten, nothing lost."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data import autosave, save_place
from data.edits import AnswerMeasure
from data.engagement_file import load_engagement
from data.opening import finish
from data.problems import EngagementFileError
from data.record import Engagement, Firm
from data.session import Session
from data.storage import write_file

FOREIGN = "format = 1 # よそで\n".encode()
BESIDE = "会社（この画面の続き）.toml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Documents and 書類" / "会社.toml"


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    session = Session.create(path, Engagement(firm=Firm(name="株式会社サンプル")))
    yield session
    session.close()


def change_from_outside(path: Path, content: bytes = FOREIGN) -> None:
    path.write_bytes(content)
    state = path.stat()  # a coarse clock must not hide the change
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 2_000_000_000))


def answer(session: Session, number: int) -> None:
    session.apply(AnswerMeasure(number, 1))
    assert session.wait_saved(10)


def seen(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each.name[0] != ".")


def test_a_changed_file_is_left_alone_and_the_answers_go_beside(
    session: Session, path: Path
) -> None:
    change_from_outside(path)
    for number in (1, 2):
        answer(session, number)
        assert path.read_bytes() == FOREIGN
        assert session.save_message == "ほかで変わったため、続きのファイルに保存しています"
        assert load_engagement(path.with_name(BESIDE)) == session.record
    assert session.path == path
    assert seen(path) == ["会社.toml", BESIDE]


def test_the_same_content_is_no_change(session: Session, path: Path) -> None:
    change_from_outside(path, path.read_bytes())
    answer(session, 1)
    assert session.beside is None
    assert session.save_message == ""
    assert seen(path) == ["会社.toml"]


def test_what_we_are_about_to_write_is_no_change(path: Path, session: Session) -> None:
    """Somebody may have copied the file there and back."""
    answer(session, 1)
    later = path.read_bytes()
    session.undo()
    assert session.wait_saved(10)
    change_from_outside(path, later)
    assert session.redo()
    assert session.wait_saved(10)
    assert session.beside is None


def test_a_change_while_the_disk_is_busy_is_seen(
    session: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def sync(descriptor: int) -> None:
        real(descriptor)
        if session.beside is None:
            change_from_outside(path)

    monkeypatch.setattr(os, "fsync", sync)
    answer(session, 1)
    assert path.read_bytes() == FOREIGN
    assert load_engagement(path.with_name(BESIDE)) == session.record


def test_a_file_beside_that_is_changed_too_is_left_alone(session: Session, path: Path) -> None:
    for name in ("会社.toml", BESIDE):
        change_from_outside(path.with_name(name))
        answer(session, len(name))
    assert path.with_name(BESIDE).read_bytes() == FOREIGN
    assert session.beside == path.with_name("会社（この画面の続き）2.toml")
    assert load_engagement(session.beside) == session.record


def test_the_file_beside_belongs_to_us_alone(session: Session, path: Path) -> None:
    change_from_outside(path)
    answer(session, 1)
    assert not Session.open_or_view(path.with_name(BESIDE)).may_write
    session.close()
    other = Session.open(path.with_name(BESIDE))
    assert other.close()


def test_going_on_beside(session: Session, path: Path) -> None:
    change_from_outside(path)
    answer(session, 1)
    session.go_on_beside()
    assert (session.beside, session.save_message) == (None, "")
    answer(session, 2)
    assert session.path == path.with_name(BESIDE)
    assert load_engagement(session.path) == session.record
    other = Session.open(path)
    assert other.close()
    with pytest.raises(EngagementFileError):
        Session.open(session.path)


def test_overwriting_keeps_the_change_and_leaves_nothing_beside(
    session: Session, path: Path
) -> None:
    change_from_outside(path)
    answer(session, 1)
    session.overwrite()
    assert session.wait_saved(10)
    assert "会社.toml.bak" in session.save_message
    assert session.beside is None
    answer(session, 2)
    assert load_engagement(path) == session.record
    assert path.with_name("会社.toml.bak").read_bytes() == FOREIGN
    assert seen(path) == ["会社.toml", "会社.toml.bak"]


def test_a_change_that_cannot_be_kept_is_not_overwritten(
    session: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_from_outside(path)
    answer(session, 1)
    with monkeypatch.context() as patch:
        patch.setattr(autosave, "keep_copy", full)
        session.overwrite()
        assert not session.wait_saved(10)
        assert path.read_bytes() == FOREIGN
    session.save_again()
    assert session.wait_saved(10)
    assert load_engagement(path) == session.record
    assert path.with_name("会社.toml.bak").read_bytes() == FOREIGN


def test_saving_elsewhere(session: Session, path: Path, tmp_path: Path) -> None:
    other = tmp_path / "別の場所"
    other.mkdir()
    (other / "会社.toml").write_bytes(FOREIGN)
    before = path.read_bytes()
    session.save_in(other)
    answer(session, 1)
    assert session.path == other / "会社_2.toml"
    assert load_engagement(session.path) == session.record
    assert path.read_bytes() == before
    assert (other / "会社.toml").read_bytes() == FOREIGN


def test_leaving_tells_where_the_answers_are(session: Session, path: Path) -> None:
    change_from_outside(path)
    session.apply(AnswerMeasure(1, 1))
    assert BESIDE in finish(session)


# --- Saves that fail --------------------------------------------------------


def full(*_: object, **__: object) -> Path:
    raise OSError(28, "No space left on device")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for a second."""
    monkeypatch.setattr(autosave, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(autosave, "LONGEST_PAUSE", 0.04)


def until(holds: Callable[[], bool], session: Session) -> None:
    for _ in range(1000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError(session.save_message)


@pytest.mark.usefixtures("quick")
def test_a_save_that_failed_is_tried_again_without_a_key(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session.create(path, Engagement())
    with monkeypatch.context() as patch:
        patch.setattr(autosave, "write_file", full)
        session.apply(AnswerMeasure(1, 1))
        assert not session.wait_saved(10)
        assert "空き容量が足りません" in session.save_message
    until(lambda: session.save_state == "saved", session)
    assert load_engagement(path) == session.record
    assert session.save_message.startswith("保存できるようになりました")
    assert session.save_message == ""
    session.close()


@pytest.mark.usefixtures("quick")
def test_the_newest_answers_are_what_is_tried_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session.create(path, Engagement())
    tries: list[bytes] = []

    def refuse(path: Path, content: bytes, **_: object) -> None:
        tries.append(content)
        if len(tries) < 6:
            full()
        write_file(path, content)

    monkeypatch.setattr(autosave, "write_file", refuse)
    session.apply(AnswerMeasure(1, 1))
    session.apply(AnswerMeasure(2, 1))
    until(lambda: session.save_state == "saved", session)
    assert load_engagement(path) == session.record
    session.close()


def test_the_pauses_grow_up_to_half_a_minute(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The saver's own clock is replaced: it waits for nothing and tells how long it would have."""
    path.parent.mkdir()
    waited: list[float] = []
    saver = autosave.Autosave(path, b"", Engagement())
    saver.close()

    def wait_for(_: object, timeout: float | None = None) -> bool:
        waited.append(timeout or 0)
        return False

    monkeypatch.setattr(saver._state, "wait_for", wait_for)
    for _ in range(8):
        saver._fail(Engagement(), OSError())
        saver._next()
    assert waited == [1, 2, 4, 8, 16, 30, 30, 30]


@pytest.mark.usefixtures("quick")
def test_a_folder_that_is_gone_is_not_made_anew_and_saved_in_when_it_is_back(
    session: Session, path: Path
) -> None:
    away = path.parent.rename(path.parent.with_name("away"))
    session.apply(AnswerMeasure(1, 1))
    assert not session.wait_saved(10)
    assert "保存先が見つかりません" in session.save_message
    assert not path.parent.exists()
    away.rename(path.parent)
    until(lambda: session.save_state == "saved", session)
    assert load_engagement(path) == session.record


@pytest.mark.usefixtures("quick")
def test_nothing_is_written_where_a_memory_stick_was(
    session: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The empty folder that a disk was seen in belongs to another disk."""
    content = path.read_bytes()
    path.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(save_place, "device_of", lambda _: -1)
        session.apply(AnswerMeasure(1, 1))
        assert not session.wait_saved(10)
        assert "保存先が見つかりません" in session.save_message
        assert not path.exists()
        path.write_bytes(content)  # plugged in again, under another number
        until(lambda: session.save_state == "saved", session)
    assert load_engagement(path) == session.record


@pytest.mark.usefixtures("quick")
def test_what_fails_can_be_saved_elsewhere(session: Session, path: Path, tmp_path: Path) -> None:
    path.parent.rename(path.parent.with_name("away"))
    session.apply(AnswerMeasure(1, 1))
    assert not session.wait_saved(10)
    session.save_in(tmp_path)
    until(lambda: session.save_state == "saved", session)
    assert load_engagement(tmp_path / "会社.toml") == session.record


def test_what_a_cut_off_save_left_is_removed_by_the_next_writer(path: Path) -> None:
    session = Session.create(path, Engagement())
    assert session.close()
    left = path.with_name(".会社.toml.123.tmp")
    left.write_bytes(b"answers")
    other = path.with_name(".会社.toml")
    other.write_bytes(b"somebody's own")
    session = Session.open(path)
    assert session.close()
    assert not left.exists()
    assert other.exists()
