"""Saving beside the work: the newest record wins, and nothing of others is lost unseen."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import autosave as autosave_module
from data.autosave import Autosave
from data.reading import read_engagement
from data.record import Engagement, Firm
from data.storage import write_file
from data.writing import write_engagement

EMPTY = write_engagement(Engagement())


def _record(employees: int) -> Engagement:
    return Engagement(firm=Firm(employees=employees))


class SlowDisk:
    """Holds every write until `free` is set, and remembers what was written."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.free = threading.Event()
        self.written: list[int | None] = []

    def write(self, path: Path, content: bytes, **_: object) -> None:
        self.begun.set()
        assert self.free.wait(10)
        self.written.append(read_engagement(content).firm.employees)
        write_file(path, content)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "会社.toml"
    path.write_bytes(EMPTY)
    return path


@pytest.fixture
def saver(path: Path) -> Iterator[Autosave]:
    saver = Autosave(path, EMPTY, Engagement())
    yield saver
    saver.close()


def _beside(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each != path)


def _change_from_outside(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    state = path.stat()  # a coarse clock must not hide the change
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 2_000_000_000))


def test_what_is_handed_in_is_on_disk_after_waiting(saver: Autosave, path: Path) -> None:
    saver.submit(_record(7))
    assert saver.wait(10)
    assert path.read_bytes() == write_engagement(_record(7))
    assert saver.notice == ""
    assert _beside(path) == []


def test_nothing_handed_in_writes_nothing(path: Path) -> None:
    before = path.stat().st_mtime_ns
    saver = Autosave(path, EMPTY, Engagement())
    assert saver.wait(10)
    saver.close()
    assert path.stat().st_mtime_ns == before


def test_newest_record_replaces_those_still_waiting(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SlowDisk()
    monkeypatch.setattr(autosave_module, "write_file", disk.write)
    saver = Autosave(path, EMPTY, Engagement())
    saver.submit(_record(1))
    assert disk.begun.wait(10)
    for employees in (2, 3, 4):
        saver.submit(_record(employees))
    assert not saver.wait(0)
    disk.free.set()
    assert saver.wait(10)
    saver.close()
    assert disk.written == [1, 4]
    assert read_engagement(path.read_bytes()) == _record(4)


def test_slow_disk_holds_nobody_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = SlowDisk()
    monkeypatch.setattr(autosave_module, "write_file", disk.write)
    saver = Autosave(path, EMPTY, Engagement())
    saver.submit(_record(1))
    assert not saver.wait(0.01)
    disk.free.set()
    saver.close()
    assert read_engagement(path.read_bytes()) == _record(1)


def test_closing_writes_what_is_waiting(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = SlowDisk()
    monkeypatch.setattr(autosave_module, "write_file", disk.write)
    saver = Autosave(path, EMPTY, Engagement())
    saver.submit(_record(1))
    assert disk.begun.wait(10)
    saver.submit(_record(2))
    threading.Timer(0.05, disk.free.set).start()
    saver.close()
    assert disk.written == [1, 2]


def test_failed_save_is_told_and_over_with_the_next_good_one(
    saver: Autosave, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(autosave_module, "write_file", full)
        saver.submit(_record(1))
        assert not saver.wait(10)
        assert "No space left" in str(saver.error)
        assert path.read_bytes() == EMPTY
    saver.submit(_record(2))
    assert saver.wait(10)
    assert saver.error is None
    assert read_engagement(path.read_bytes()) == _record(2)


def test_any_failure_is_told_and_does_not_end_the_saving(
    saver: Autosave, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A saver that died of a mistake of ours would lose the rest of the day."""

    def mistaken(*_: object, **__: object) -> None:
        raise ValueError("a mistake of ours")

    with monkeypatch.context() as patch:
        patch.setattr(autosave_module, "write_file", mistaken)
        saver.submit(_record(1))
        assert not saver.wait(10)
        assert "a mistake of ours" in str(saver.error)
    saver.submit(_record(2))
    assert saver.wait(10)
    assert read_engagement(path.read_bytes()) == _record(2)


def test_touching_the_file_is_no_change(saver: Autosave, path: Path) -> None:
    _change_from_outside(path, EMPTY)
    saver.submit(_record(1))
    assert saver.wait(10)
    assert _beside(path) == []


def test_own_saves_are_no_foreign_change(saver: Autosave, path: Path) -> None:
    for employees in range(1, 6):
        saver.submit(_record(employees))
        assert saver.wait(10)
    assert _beside(path) == []


def test_file_deleted_meanwhile_is_written_anew(saver: Autosave, path: Path) -> None:
    path.unlink()
    saver.submit(_record(1))
    assert saver.wait(10)
    assert read_engagement(path.read_bytes()) == _record(1)


def test_original_is_kept_before_the_first_save_only(path: Path) -> None:
    original = b"format = 1 # by hand\n"
    path.write_bytes(original)
    saver = Autosave(path, original, Engagement())
    assert _beside(path) == []
    for employees in (1, 2):
        saver.submit(_record(employees))
        assert saver.wait(10)
    saver.close()
    assert _beside(path) == ["会社.toml.bak"]
    assert path.with_name("会社.toml.bak").read_bytes() == original
    assert "手で書かれた" in saver.notice


def test_original_that_cannot_be_kept_is_not_overwritten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    original = b"format = 1 # by hand\n"
    path.write_bytes(original)
    saver = Autosave(path, original, Engagement())
    with monkeypatch.context() as patch:
        patch.setattr(autosave_module, "keep_copy", full)
        saver.submit(_record(1))
        assert not saver.wait(10)
        assert path.read_bytes() == original
    saver.submit(_record(2))
    assert saver.wait(10)
    saver.close()
    assert path.with_name("会社.toml.bak").read_bytes() == original
