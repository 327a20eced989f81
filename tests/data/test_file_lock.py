"""Who writes an engagement: told to the next one, and given up when that one is gone."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest

from data import file_lock, storage
from data.file_lock import SILENT_AFTER, FileLock
from data.owner import Owner, myself, owner_content, read_owner
from data.record import Engagement
from data.session import Session
from data.storage import process_runs

JAPAN = timezone(timedelta(hours=9))
SINCE = datetime(2026, 11, 20, 10, 32, tzinfo=JAPAN)
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=JAPAN)
ELSEWHERE = Owner("sato", "SOUMU-1", SINCE, 4321)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "会社.toml"


@pytest.fixture
def owner_file(path: Path) -> Path:
    return path.with_name(".会社.toml.owner")


@pytest.fixture
def no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A share on which the system knows no locks."""

    def unknown(*_: object, **__: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr("filelock.FileLock.acquire", unknown)


def announced(owner_file: Path, owner: Owner, seconds_ago: float = 0) -> None:
    owner_file.write_bytes(owner_content(owner))
    os.utime(owner_file, (time.time() - seconds_ago,) * 2)


def ended_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_the_holder_says_who_he_is_and_leaves_nothing(path: Path, owner_file: Path) -> None:
    lock, other = FileLock(path), FileLock(path)
    assert lock.acquire()
    assert not other.acquire()
    assert other.holder
    assert other.holder.process == os.getpid()
    assert replace(other.holder, since=SINCE) == replace(myself(), since=SINCE)
    other.release()
    assert owner_file.exists()
    lock.release()
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (NOW, "satoさんのPC（SOUMU-1）が 10:32 から開いています"),
        (NOW + timedelta(days=1), "satoさんのPC（SOUMU-1）が 11月20日 10:32 から開いています"),
        (NOW.astimezone(UTC), "satoさんのPC（SOUMU-1）が 01:32 から開いています"),
    ],
)
def test_who_has_it_since_when(now: datetime, sentence: str) -> None:
    assert ELSEWHERE.sentence(now) == sentence
    here = replace(myself(), since=SINCE)
    assert here.sentence(NOW) == "このPCの別の画面が 10:32 から開いています"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"user = 3\n",
        b'user = "a"\ncomputer = "b"\nsince = 2026-11-20T10:32:00\nprocess = 1\n',
        b'user = "a"\ncomputer = "b"\nsince = 10:32:00\nprocess = 1\n',
        b'user = "a"\nstranger = 1\n',
        b"a = 1\n" * 100_000,
    ],
)
def test_a_damaged_owner_file_tells_of_nobody(path: Path, owner_file: Path, content: bytes) -> None:
    owner_file.write_bytes(content)
    assert read_owner(owner_file) is None
    lock = FileLock(path)
    assert lock.acquire()
    lock.release()


def test_an_owner_is_read_as_written(owner_file: Path) -> None:
    announced(owner_file, ELSEWHERE)
    assert read_owner(owner_file) == ELSEWHERE


def test_a_crash_on_this_computer_holds_nothing(path: Path, owner_file: Path) -> None:
    announced(owner_file, replace(myself(), process=ended_process()))
    lock = FileLock(path)
    assert lock.acquire()
    lock.release()
    assert not owner_file.exists()


@pytest.mark.usefixtures("no_locks")
@pytest.mark.parametrize("is_running", [True, False])
def test_without_locks_a_process_of_this_computer_is_looked_for(
    path: Path, owner_file: Path, is_running: bool
) -> None:
    number = os.getppid() if is_running else ended_process()
    announced(owner_file, replace(myself(), process=number), seconds_ago=9_999)
    lock = FileLock(path)
    assert lock.acquire(take_over=True) is not is_running
    assert lock.is_abandoned is False
    lock.release()


@pytest.mark.usefixtures("no_locks")
def test_without_locks_one_of_two_gets_it(path: Path) -> None:
    first, second = FileLock(path), FileLock(path)
    assert first.acquire()
    assert not second.acquire()
    second.release()
    first.release()
    assert second.acquire()
    second.release()


@pytest.fixture(params=[True, False], ids=["locks", "no locks"])
def either(request: pytest.FixtureRequest) -> None:
    """Locks may hold on a computer and not between computers, or not be known at all."""
    if not request.param:
        request.getfixturevalue("no_locks")


@pytest.mark.usefixtures("either")
def test_another_computer_that_is_heard_of_keeps_it(path: Path, owner_file: Path) -> None:
    announced(owner_file, ELSEWHERE, seconds_ago=SILENT_AFTER - 30)
    lock = FileLock(path)
    assert not lock.acquire(take_over=True)
    assert (lock.holder, lock.is_abandoned) == (ELSEWHERE, False)
    assert read_owner(owner_file) == ELSEWHERE


@pytest.mark.usefixtures("either")
def test_another_computer_that_fell_silent_is_taken_over_on_request_only(
    path: Path, owner_file: Path
) -> None:
    announced(owner_file, ELSEWHERE, seconds_ago=SILENT_AFTER + 30)
    lock = FileLock(path)
    assert not lock.acquire()
    assert (lock.holder, lock.is_abandoned) == (ELSEWHERE, True)
    assert lock.acquire(take_over=True)
    assert read_owner(owner_file) != ELSEWHERE
    lock.release()
    assert not owner_file.exists()


def test_the_clock_of_the_share_counts(
    path: Path, owner_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A computer whose own clock is wrong takes nothing from anybody."""
    announced(owner_file, ELSEWHERE, seconds_ago=-10_000)
    monkeypatch.setattr(file_lock, "clock_of", lambda _: time.time() + 10_000 + 1)
    lock = FileLock(path)
    assert not lock.acquire()
    assert not lock.is_abandoned


def test_the_clock_of_a_folder_leaves_nothing_in_it(tmp_path: Path) -> None:
    assert abs(storage.clock_of(tmp_path) - time.time()) < 60
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def beating(path: Path, owner_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileLock]:
    monkeypatch.setattr(file_lock, "BEAT", 0.01)
    lock = FileLock(path)
    assert lock.acquire()
    yield lock
    lock.release()


@pytest.mark.usefixtures("beating")
def test_the_holder_is_heard_of_while_it_runs(owner_file: Path) -> None:
    content = owner_file.read_bytes()
    os.utime(owner_file, (0, 0))
    for _ in range(1000):
        if owner_file.stat().st_mtime > 1:
            break
        time.sleep(0.01)
    assert owner_file.stat().st_mtime > 1
    assert owner_file.read_bytes() == content


def test_the_owner_file_of_one_who_took_over_is_left_alone(
    beating: FileLock, owner_file: Path
) -> None:
    announced(owner_file, ELSEWHERE, seconds_ago=1000)
    before = owner_file.stat().st_mtime_ns
    time.sleep(0.1)
    assert owner_file.stat().st_mtime_ns == before
    beating.release()
    assert read_owner(owner_file) == ELSEWHERE


def test_a_folder_that_cannot_be_written_is_no_reason_not_to_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> bool:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    monkeypatch.setattr(file_lock, "create_file", refuse)
    lock = FileLock(path)
    assert lock.acquire()
    lock.release()


def test_a_second_session_reads_what_the_first_one_writes(path: Path) -> None:
    first = Session.create(path, Engagement())
    second = Session.open_or_view(path)
    assert (second.may_write, second.save_state) == (False, "viewing")
    assert second.view_message.startswith("このPCの別の画面が")
    assert second.close()
    assert first.close()
    third = Session.open_or_view(path)
    assert (third.may_write, third.view_message) == (True, "")
    assert third.close()


def test_an_abandoned_engagement_says_so_and_can_be_taken_over(
    path: Path, owner_file: Path
) -> None:
    assert Session.create(path, Engagement()).close()
    announced(owner_file, ELSEWHERE, seconds_ago=SILENT_AFTER + 1)
    viewing = Session.open_or_view(path)
    assert viewing.is_abandoned
    assert viewing.view_message.startswith("satoさんのPC（SOUMU-1）が")
    assert viewing.view_message.endswith("（応答がありません）")
    writing = Session.open_or_view(path, take_over=True)
    assert writing.may_write
    assert writing.close()


# --- Processes --------------------------------------------------------------


def test_processes_that_run_and_that_ended() -> None:
    assert process_runs(os.getpid())
    assert not process_runs(ended_process())
    assert not process_runs(2**70)


class Kernel:
    """What Windows answers about a process."""

    def __init__(self, handle: int, waited: int) -> None:
        self.OpenProcess = self._function(handle)
        self.WaitForSingleObject = self._function(waited)
        self.CloseHandle = self._function(1)
        self.closed = 0

    @staticmethod
    def _function(answer: int) -> SimpleNamespace:
        class Function(SimpleNamespace):
            def __call__(self, *arguments: object) -> int:
                self.arguments = arguments
                return answer

        return Function()


@pytest.mark.parametrize(
    ("handle", "waited", "error", "runs"),
    [
        (0, 0, 87, False),  # ERROR_INVALID_PARAMETER: there is none of that number
        (0, 0, storage.ERROR_ACCESS_DENIED, True),
        (64, storage.WAIT_TIMEOUT, 0, True),
        (64, 0, 0, False),
    ],
)
def test_processes_of_windows(
    monkeypatch: pytest.MonkeyPatch, handle: int, waited: int, error: int, runs: bool
) -> None:
    kernel = Kernel(handle, waited)
    monkeypatch.setattr(storage, "WINDOWS", True)
    monkeypatch.setattr(ctypes, "WinDLL", lambda *_, **__: kernel, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: error, raising=False)
    assert process_runs(4321) is runs
    assert kernel.OpenProcess.arguments == (storage.SYNCHRONIZE, False, 4321)
    assert hasattr(kernel.CloseHandle, "arguments") is bool(handle)
