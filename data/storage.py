"""Everything that touches the disk, on Windows as on POSIX.

The only module with system-dependent code. A save never leaves half a file: the
content goes to a neighbour first, is forced to disk, and then takes the name.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data.problems import EngagementFileError, Problem, reason_of

if TYPE_CHECKING:
    from filelock import BaseFileLock

WINDOWS = sys.platform == "win32"

MEGABYTE = 2**20
# Ten times what a ledger of ten thousand assets with notes takes.
LARGEST_ENGAGEMENT = 32 * MEGABYTE

# Virus scanners and sync clients hold a fresh file open for a moment on Windows.
REPLACE_ATTEMPTS = 10
REPLACE_PAUSE = 0.05

# FILE_ATTRIBUTE_HIDDEN of Windows.
HIDDEN = 0x2
# FILE_ATTRIBUTE_OFFLINE and FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS: OneDrive and the like hold it.
FETCHED_WHEN_READ = 0x1000 | 0x400000


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Tells whether a file is still the one that was last read or written."""

    modified: int
    size: int


def fingerprint(path: Path) -> Fingerprint | None:
    """The file's present fingerprint, or None when there is no such file."""
    try:
        state = path.stat()
    except OSError:
        return None
    return Fingerprint(state.st_mtime_ns, state.st_size)


def read_file(path: Path, largest: int = LARGEST_ENGAGEMENT) -> bytes:
    """The content of a file of at most `largest` bytes.

    Raises `EngagementFileError` saying why it cannot be had.
    """
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
        if len(content) <= largest:
            return content
        size = f"{largest // MEGABYTE}MBを超えています"
        message = f"{size}。聞き取りのファイルを選んでいるか確かめてください"
    except FileNotFoundError:
        message = "ファイルがありません。名前と場所を確かめてください"
    except IsADirectoryError:
        message = "フォルダです。聞き取りのTOMLファイルを選んでください"
    except PermissionError:
        message = "読む権限がありません。フォルダを指定していないか、権限を確かめてください"
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "名前に使えない文字です"
        message = f"読めませんでした（{reason}）"
    raise EngagementFileError(path, (Problem(message),))


def read_head(path: Path, size: int = 1000) -> bytes:
    """The first bytes of a file; empty for what cannot be read, or only after fetching it."""
    try:
        attributes = getattr(path.stat(), "st_file_attributes", 0)
        if attributes & FETCHED_WHEN_READ:
            return b""
        with path.open("rb") as file:
            return file.read(size)
    except (OSError, ValueError):
        return b""


def write_file(path: Path, content: bytes, *, durably: bool = True) -> None:
    """Put `content` at `path` in one step, readable by the owner only.

    Not `durably` it is quicker, and a power cut may cost it. Raises OSError; the file that
    stood there before is then untouched.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        _write(temporary, content, durably)
        _keep_mode(path, temporary)
        _replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durably:
        _sync_folder(path.parent)


def _write(path: Path, content: bytes, durably: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)
        if durably:
            file.flush()
            os.fsync(file.fileno())


def _keep_mode(old: Path, new: Path) -> None:
    """Keep what the owner allowed to others; Windows inherits it from the folder.

    A new file is readable to its owner also where the umask would take that away.
    """
    if WINDOWS:
        return
    mode = 0o600
    with contextlib.suppress(OSError):
        mode = old.stat().st_mode & 0o777
    with contextlib.suppress(OSError):
        new.chmod(mode)


def _replace(source: Path, target: Path) -> None:
    for attempt in range(REPLACE_ATTEMPTS):
        try:
            source.replace(target)
            return
        except PermissionError:
            if not WINDOWS or attempt == REPLACE_ATTEMPTS - 1:
                raise
            time.sleep(REPLACE_PAUSE)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; Windows has no such call for folders."""
    if WINDOWS:
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_folder(folder: Path) -> None:
    """The folder, made if need be, for its owner only where the system knows that."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_private_folder(folder: Path) -> None:
    """The folder, for its owner only whatever the umask says; its parent must be there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if not WINDOWS:
        with contextlib.suppress(OSError):
            folder.chmod(0o700)


def hide(path: Path) -> None:
    """Keep a dotted name out of sight on Windows too, where the dot alone does not."""
    if not WINDOWS:
        return
    import ctypes

    system = getattr(ctypes, "windll", None)
    if system is not None:
        system.kernel32.SetFileAttributesW(str(path), HIDDEN)


def append_to_file(path: Path, content: bytes) -> None:
    """Add to the end of a file that only its owner may read; not yet forced to disk.

    Raises OSError; a part of `content` may then stand at the end.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)


def why_not_writable(folder: Path) -> str:
    """Why nothing can be kept in a folder, empty when it can; tried, and nothing is left of it."""
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    probe = folder / f".{os.getpid()}.tmp"
    try:
        make_folder(folder)
        write_file(probe, b"")
        probe.unlink()
    except OSError as error:
        return reason_of(error)
    finally:
        for each in made:
            with contextlib.suppress(OSError):
                each.rmdir()
    return ""


def keep_copy(path: Path, content: bytes) -> Path:
    """Keep `content` beside `path` under a free name ending in .bak, and return it.

    A copy that already holds the same content is reused.
    """
    number = 1
    while True:
        copy = path.with_name(f"{path.name}{'' if number == 1 else f'.{number}'}.bak")
        if not copy.exists():
            write_file(copy, content)
            return copy
        with contextlib.suppress(OSError):
            if copy.read_bytes() == content:
                return copy
        number += 1


def lock_file(path: Path) -> FileLock:
    """The lock of an engagement, held; raises `EngagementFileError` if another window has it."""
    lock = FileLock(path)
    if not lock.acquire():
        why = "別の画面で開いています。そちらを閉じてから、もう一度お試しください"
        raise EngagementFileError(path, (Problem(why),))
    return lock


class FileLock:
    """Keeps a second window from opening the same engagement.

    The lock file stands beside the engagement, so that it also holds on a shared
    folder; where the file system knows no locks the work goes on without.
    """

    def __init__(self, path: Path) -> None:
        self._lock_path = path.with_name(f".{path.name}.lock")
        self._lock: BaseFileLock | None = None

    def acquire(self) -> bool:
        """Whether the engagement is ours now; False when another window holds it."""
        # filelock costs as much to import as half the catalogue: only the interview pays.
        from filelock import FileLock as SystemLock
        from filelock import Timeout

        lock = SystemLock(self._lock_path, timeout=0, mode=0o600)
        try:
            lock.acquire()
        except Timeout:
            return False
        except (OSError, NotImplementedError):
            return True
        self._lock = lock
        return True

    def release(self) -> None:
        if self._lock is None:
            return
        # While it is still held, or a third window could lock a file that is about to go;
        # Windows cannot, and there filelock removes it itself.
        with contextlib.suppress(OSError):
            self._lock_path.unlink()
        self._lock.release()
        self._lock = None
