"""A save is whole or not at all, on POSIX and, by substitution, on Windows."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data import storage
from data.file_lock import FileLock
from data.problems import EngagementFileError
from data.storage import (
    append_to_file,
    fingerprint,
    keep_copy,
    make_folder,
    make_private_folder,
    read_file,
    read_head,
    why_not_writable,
    write_file,
)
from tests.data.japanese import is_japanese

Patch = pytest.MonkeyPatch
posix_only = pytest.mark.skipif(storage.WINDOWS, reason="POSIX permissions")
FULL = OSError(errno.ENOSPC, "No space left on device")


def _fail(*_: object, **__: object) -> Any:
    raise FULL


def _fail_open(patch: Patch) -> None:
    patch.setattr(os, "open", _fail)


def _fail_halfway_through_write(patch: Patch) -> None:
    class HalfFile:
        def __init__(self, file: Any) -> None:
            self._file = file

        def __enter__(self) -> HalfFile:
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def write(self, content: bytes) -> None:
            self._file.write(content[: len(content) // 2])
            self._file.flush()
            raise FULL

    def half_open(descriptor: int, mode: str) -> HalfFile:
        return HalfFile(os.fdopen(descriptor, mode))

    patch.setattr(storage, "open", half_open, raising=False)


def _fail_fsync(patch: Patch) -> None:
    patch.setattr(os, "fsync", _fail)


def _fail_replace(patch: Patch) -> None:
    patch.setattr(Path, "replace", _fail)


def _interrupt_replace(patch: Patch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    patch.setattr(Path, "replace", interrupt)


STEPS: dict[str, Callable[[Patch], None]] = {
    "open": _fail_open,
    "write": _fail_halfway_through_write,
    "fsync": _fail_fsync,
    "replace": _fail_replace,
    "interrupt": _interrupt_replace,
}


@pytest.mark.parametrize("old", [None, b"old content"], ids=["new", "existing"])
@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_failure_at_any_step_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: Patch, step: Callable[[Patch], None], old: bytes | None
) -> None:
    path = tmp_path / "聞き取り.toml"
    if old is not None:
        path.write_bytes(old)
    with monkeypatch.context() as patch:
        step(patch)
        with pytest.raises((OSError, KeyboardInterrupt)):
            write_file(path, b"new content, longer than the old one")
    assert [each.name for each in tmp_path.iterdir()] == ([path.name] if old else [])
    assert old is None or path.read_bytes() == old
    write_file(path, b"new content")
    assert path.read_bytes() == b"new content"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_content_is_on_disk_before_it_takes_the_name(tmp_path: Path, monkeypatch: Patch) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"old")
    seen: list[tuple[str, bytes]] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(descriptor: int) -> None:
        seen.append(("sync", path.read_bytes()))
        real_sync(descriptor)

    def replace(source: Path, target: Path) -> Path:
        seen.append(("replace", source.read_bytes()))
        assert source.parent == target.parent  # a rename across disks is none
        return real_replace(source, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    write_file(path, b"new")
    assert seen[:2] == [("sync", b"old"), ("replace", b"new")]
    assert storage.WINDOWS or seen[2:] == [("sync", b"new")]


def test_what_may_be_lost_waits_for_no_disk(tmp_path: Path, monkeypatch: Patch) -> None:
    _fail_fsync(monkeypatch)
    write_file(tmp_path / "a.toml", b"x", durably=False)
    assert (tmp_path / "a.toml").read_bytes() == b"x"
    with pytest.raises(OSError, match="No space"):
        write_file(tmp_path / "a.toml", b"y")


def test_appending_adds_to_the_end_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    for piece in (b"one\r\n", b"two\n"):
        append_to_file(path, piece)
    assert path.read_bytes() == b"one\r\ntwo\n"
    assert storage.WINDOWS or path.stat().st_mode & 0o777 == 0o600


@posix_only
def test_folder_that_cannot_be_forced_to_disk_does_not_stop_the_save(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    real = os.open

    def no_folders(path: Any, flags: int, mode: int = 0o777) -> int:
        if Path(path).is_dir():
            raise OSError(errno.EINVAL, "Invalid argument")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", no_folders)
    write_file(tmp_path / "a.toml", b"x")
    assert (tmp_path / "a.toml").read_bytes() == b"x"


@posix_only
@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_new_file_is_for_its_owner_only(tmp_path: Path, umask: int) -> None:
    (tmp_path / "folder").mkdir()
    old_mask = os.umask(umask)
    try:
        write_file(tmp_path / "a.toml", b"x")
        make_private_folder(tmp_path / "folder")
        make_private_folder(tmp_path / "new")
    finally:
        os.umask(old_mask)
    assert (tmp_path / "a.toml").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "folder").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


@posix_only
def test_new_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    old_mask = os.umask(0)
    try:
        make_folder(tmp_path / "folder")
    finally:
        os.umask(old_mask)
    assert (tmp_path / "folder").stat().st_mode & 0o777 == 0o700


@posix_only
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_old_file_keeps_what_its_owner_allowed(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"x")
    path.chmod(mode)
    write_file(path, b"y")
    assert path.stat().st_mode & 0o777 == mode


@pytest.fixture
def windows(monkeypatch: Patch) -> list[str]:
    """Windows by substitution; what must not be called there is noted."""
    called: list[str] = []
    monkeypatch.setattr(storage, "WINDOWS", True)
    monkeypatch.setattr(storage, "REPLACE_PAUSE", 0.0)
    monkeypatch.setattr(Path, "chmod", lambda *_: called.append("chmod"))
    real = os.open

    def note_folders(path: Any, flags: int, mode: int = 0o777) -> int:
        if Path(path).is_dir():
            called.append("open folder")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", note_folders)
    return called


def _busy_for(monkeypatch: Patch, attempts: int) -> list[int]:
    tries: list[int] = []
    real = Path.replace

    def replace(source: Path, target: Path) -> Path:
        tries.append(1)
        if len(tries) <= attempts:
            raise PermissionError(errno.EACCES, "in use")
        return real(source, target)

    monkeypatch.setattr(Path, "replace", replace)
    return tries


def test_windows_has_no_modes_and_no_folder_sync(tmp_path: Path, windows: list[str]) -> None:
    write_file(tmp_path / "a.toml", b"x")
    write_file(tmp_path / "a.toml", b"y")
    assert (tmp_path / "a.toml").read_bytes() == b"y"
    assert windows == []


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("busy", [1, storage.REPLACE_ATTEMPTS - 1])
def test_windows_waits_for_a_file_that_is_in_use(
    tmp_path: Path, monkeypatch: Patch, busy: int
) -> None:
    tries = _busy_for(monkeypatch, busy)
    write_file(tmp_path / "a.toml", b"x")
    assert len(tries) == busy + 1
    assert (tmp_path / "a.toml").read_bytes() == b"x"


@pytest.mark.usefixtures("windows")
def test_windows_gives_up_on_a_file_that_stays_in_use(tmp_path: Path, monkeypatch: Patch) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"old")
    tries = _busy_for(monkeypatch, 1000)
    with pytest.raises(PermissionError):
        write_file(path, b"new")
    assert len(tries) == storage.REPLACE_ATTEMPTS
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.toml"]


def test_posix_does_not_wait_for_a_folder_it_may_not_write(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(storage, "WINDOWS", False)
    tries = _busy_for(monkeypatch, 1000)
    with pytest.raises(PermissionError):
        write_file(tmp_path / "a.toml", b"new")
    assert len(tries) == 1


def test_copies_are_numbered_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "会社.toml"
    names = [keep_copy(path, content).name for content in (b"1", b"2", b"3")]
    assert names == ["会社.toml.bak", "会社.toml.2.bak", "会社.toml.3.bak"]
    assert [(tmp_path / name).read_bytes() for name in names] == [b"1", b"2", b"3"]


def test_same_copy_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    keep_copy(path, b"1")
    keep_copy(path, b"2")
    assert keep_copy(path, b"1").name == "a.toml.bak"
    assert keep_copy(path, b"2").name == "a.toml.2.bak"
    assert len(list(tmp_path.iterdir())) == 2


def test_copy_passes_over_a_folder_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.toml.bak").mkdir()
    assert keep_copy(tmp_path / "a.toml", b"1").name == "a.toml.2.bak"


def test_fingerprint_tells_a_changed_file(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    assert fingerprint(path) is None
    path.write_bytes(b"1")
    first = fingerprint(path)
    assert fingerprint(path) == first
    path.write_bytes(b"12")
    assert fingerprint(path) != first


def test_unreadable_file_is_refused_in_japanese(tmp_path: Path, monkeypatch: Patch) -> None:
    path = tmp_path / "a.toml"
    for error in (PermissionError(), OSError(errno.EIO, "Input/output error"), FULL):

        def fail(_: Path, mode: str, error: OSError = error) -> bytes:
            raise error

        monkeypatch.setattr(Path, "open", fail)
        with pytest.raises(EngagementFileError) as refusal:
            read_file(path)
        message = refusal.value.problems[0].message
        assert is_japanese(message.partition("（")[0])
        assert "ありません" not in message or "権限" in message


def test_lock_is_held_by_one_until_released(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "a.toml"), FileLock(tmp_path / "a.toml")
    other = FileLock(tmp_path / "b.toml")
    assert first.acquire()
    assert not second.acquire()
    assert other.acquire()
    first.release()
    assert second.acquire()
    second.release()
    other.release()


def test_work_goes_on_where_no_locks_are_known(tmp_path: Path, monkeypatch: Patch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr("filelock.FileLock.acquire", unknown)
    lock = FileLock(tmp_path / "a.toml")
    assert lock.acquire()
    lock.release()


@pytest.mark.parametrize("place", [Path(), Path("書類") / "kikitori"])
def test_trying_a_folder_leaves_nothing_behind(tmp_path: Path, place: Path) -> None:
    assert why_not_writable(tmp_path / place) == ""
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said_why(tmp_path: Path, monkeypatch: Patch) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert is_japanese(why_not_writable(tmp_path / "file" / "folder"))
    _fail_replace(monkeypatch)
    assert is_japanese(why_not_writable(tmp_path / "new"))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_head_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"0123456789")
    assert read_head(tmp_path / "file", 4) == b"0123"
    assert read_head(tmp_path / "file") == b"0123456789"
    assert read_head(tmp_path / "none") == b""
    assert read_head(tmp_path) == b""


@pytest.mark.parametrize("attributes", [0x1000, 0x400000])
def test_what_the_cloud_holds_is_not_fetched_for_its_head(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attributes: int
) -> None:
    (tmp_path / "file").write_bytes(b"0123456789")

    class OnlineOnly:
        st_file_attributes = attributes

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", lambda _path: OnlineOnly())
        assert read_head(tmp_path / "file") == b""
