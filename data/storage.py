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

from data.problems import EngagementFileError, Problem, reason_of

WINDOWS = sys.platform == "win32"
# What nobody but the owner may read, and what only the owner may enter.
FILE_MODE, FOLDER_MODE = 0o600, 0o700
# Of the Windows API: an access right, an error, and an answer.
SYNCHRONIZE, ERROR_ACCESS_DENIED, WAIT_TIMEOUT = 0x0010_0000, 5, 0x102

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


class ChangedMeanwhileError(Exception):
    """Another program wrote the file while it was being saved; it was left as it is."""


def write_file(
    path: Path,
    content: bytes,
    *,
    durably: bool = True,
    unless_changed_since: Fingerprint | None = None,
) -> None:
    """Put `content` at `path` in one step, readable by the owner only.

    Not `durably` it is quicker, and a power cut may cost it. Raises OSError, or
    `ChangedMeanwhileError` where the file is not the one with the fingerprint given; the
    file that stood there before is then untouched.
    """
    temporary = _neighbour(path)
    try:
        _write(temporary, content, durably)
        _keep_mode(path, temporary)
        # As late as can be: forcing a file to disk leaves others time to write.
        if unless_changed_since and fingerprint(path) not in (unless_changed_since, None):
            raise ChangedMeanwhileError
        _replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durably:
        _sync_folder(path.parent)


def write_new_file(path: Path, content: bytes) -> bool:
    """Put `content` at `path` in one step; False where anything bears that name already.

    Of several programs that try at once, one succeeds. Raises OSError; nothing of it is
    then left.
    """
    if os.path.lexists(path):
        return False
    temporary = _neighbour(path)
    try:
        _write(temporary, content, durably=True)
        # Not every disk takes a name only where it is free; an empty file holds it meanwhile.
        if not create_file(path, b""):
            return False
        _replace_or_remove(temporary, path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    _sync_folder(path.parent)
    return True


def _replace_or_remove(source: Path, target: Path) -> None:
    try:
        _replace(source, target)
    except BaseException:
        with contextlib.suppress(OSError):
            target.unlink()
        raise


def _neighbour(path: Path) -> Path:
    """Where a file is written before it takes its name."""
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def _write(path: Path, content: bytes, durably: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with open(_opened(path, flags), "wb") as file:
        file.write(content)
        if durably:
            file.flush()
            os.fsync(file.fileno())


def _opened(path: Path, flags: int) -> int:
    """A descriptor of a new file; its mode does not depend on what the user masks."""
    descriptor = os.open(path, flags, FILE_MODE)
    if not WINDOWS:
        with contextlib.suppress(OSError):
            path.chmod(FILE_MODE)
    return descriptor


def create_file(path: Path, content: bytes) -> bool:
    """Make a small file that need not survive a power cut; False where there is one already.

    Of several programs that try at once, one succeeds. Raises OSError.
    """
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = _opened(path, flags)
    except FileExistsError:
        return False
    with open(descriptor, "wb") as file:
        file.write(content)
    return True


def remove_leftovers(path: Path) -> None:
    """Remove what saves that were cut off left beside `path`; only its one writer may call this."""
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if entry.name.startswith(f".{path.name}.") and entry.name.endswith(".tmp"):
                Path(entry.path).unlink()


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
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=FOLDER_MODE)
    except FileExistsError:
        if not folder.is_dir():
            raise
    else:
        if not WINDOWS:
            folder.chmod(FOLDER_MODE)


def device_of(folder: Path) -> int | None:
    """Which disk a folder is on; None when it is gone, as with a memory stick pulled out."""
    try:
        return folder.stat().st_dev
    except OSError:
        return None


def clock_of(folder: Path) -> float:
    """The time by the clock that stamps the files of a folder, in seconds; on a share its server's.

    Raises OSError where nothing can be written.
    """
    probe = folder / f".{os.getpid()}.clock.tmp"
    try:
        create_file(probe, b"")
        return probe.stat().st_mtime
    finally:
        probe.unlink(missing_ok=True)


def process_runs(number: int) -> bool:
    """Whether this computer runs a process of that number; when in doubt it does."""
    if WINDOWS:
        return _windows_process_runs(number)
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _windows_process_runs(number: int) -> bool:
    """One that may not be opened runs; one that has ended can be waited for at once."""
    import ctypes

    library, last_error = (getattr(ctypes, name) for name in ("WinDLL", "get_last_error"))
    kernel = library("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(SYNCHRONIZE, False, number)
    if not handle:
        return bool(last_error() == ERROR_ACCESS_DENIED)
    handle = ctypes.c_void_p(handle)
    try:
        return bool(kernel.WaitForSingleObject(handle, 0) == WAIT_TIMEOUT)
    finally:
        kernel.CloseHandle(handle)


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
