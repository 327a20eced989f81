"""One writer at a time, on one computer and across those that share a folder.

The system's lock ends with its process, so a crash leaves nothing held. Shares and synchronised
folders may know no locks, or none between computers: there the owner file decides, which its
owner touches every half minute.
"""

from __future__ import annotations

import contextlib
import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.owner import Owner, myself, owner_content, read_owner
from data.problems import EngagementFileError, Problem
from data.storage import clock_of, create_file, process_runs

if TYPE_CHECKING:
    from filelock import BaseFileLock

# Seconds between two touches of the owner file, and after how many without one its owner is
# taken for gone: a busy share may swallow some.
BEAT = 30.0
SILENT_AFTER = 180.0


class FileLock:
    """The right to write one engagement.

    `is_ours` tells whether we have it, `holder` who else has it, as far as that can be told;
    with `is_abandoned` that one runs on another computer and has not been heard of for
    `SILENT_AFTER` seconds.
    """

    def __init__(self, path: Path) -> None:
        self.is_ours = False
        self.holder: Owner | None = None
        self.is_abandoned = False
        self._lock_path = path.with_name(f".{path.name}.lock")
        self._owner_path = path.with_name(f".{path.name}.owner")
        self._lock: BaseFileLock | None = None
        self._mine = b""
        self._ended = threading.Event()

    def acquire(self, *, take_over: bool = False) -> bool:
        """Whether the engagement is ours now; `take_over` takes it over from an abandoned one."""
        self.holder, self.is_abandoned = None, False
        if not self._lock_by_system():
            self.holder = read_owner(self._owner_path)
        elif self._is_held_by_another(take_over) or not self._announce():
            self.release()
        else:
            self.is_ours = True
        return self.is_ours

    def release(self) -> None:
        self.is_ours = False
        self._ended.set()
        with contextlib.suppress(OSError):
            if self._is_announced():
                self._owner_path.unlink()
        self._mine = b""
        if self._lock is None:
            return
        # While it is still held, or a third window could lock a file that is about to go;
        # Windows cannot, and there filelock removes it itself.
        with contextlib.suppress(OSError):
            self._lock_path.unlink()
        self._lock.release()
        self._lock = None

    @property
    def said(self) -> str:
        """Who has it and since when, as far as that can be told."""
        if self.holder is None:
            return "別の画面で開いています"
        return self.holder.sentence(datetime.now().astimezone())

    def _lock_by_system(self) -> bool:
        """False when another process holds the lock; where no locks are known nobody does."""
        # filelock costs as much to import as half the catalogue: only the interview pays.
        from filelock import FileLock as SystemLock
        from filelock import Timeout

        lock = SystemLock(
            self._lock_path, timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False
        )
        try:
            lock.acquire()
        except Timeout:
            return False
        except (OSError, NotImplementedError):
            return True
        self._lock = lock
        return True

    def _is_held_by_another(self, take_over: bool) -> bool:
        """What the owner file of another opening says; that of one who is gone is removed."""
        if not self._owner_path.exists():
            return False
        other = read_owner(self._owner_path)
        if self._may_run(other):
            self.holder, self.is_abandoned = other, self._is_silent(other)
            if not (take_over and self.is_abandoned):
                return True
        self.holder, self.is_abandoned = None, False
        with contextlib.suppress(OSError):
            # Somebody quicker may have announced himself since.
            if read_owner(self._owner_path) == other:
                self._owner_path.unlink()
        return False

    def _may_run(self, other: Owner | None) -> bool:
        """Locks that hold between the programs of a computer need not hold between computers."""
        if other is None or other.is_here:
            return self._lock is None and (other is None or process_runs(other.process))
        return True

    def _is_silent(self, other: Owner | None) -> bool:
        if other and other.is_here:
            return False
        with contextlib.suppress(OSError):
            age = clock_of(self._owner_path.parent) - self._owner_path.stat().st_mtime
            return age > SILENT_AFTER
        return False

    def _announce(self) -> bool:
        """Say who holds it; False where somebody else was quicker.

        Where nothing can be written nobody else can write either.
        """
        content = owner_content(myself())
        with contextlib.suppress(OSError):
            if not create_file(self._owner_path, content):
                self.holder = read_owner(self._owner_path)
                return False
            self._mine, self._ended = content, threading.Event()
            threading.Thread(
                target=self._beat, args=(self._ended,), name="owner", daemon=True
            ).start()
        return True

    def _is_announced(self) -> bool:
        return bool(self._mine) and self._owner_path.read_bytes() == self._mine

    def _beat(self, ended: threading.Event) -> None:
        """Written anew, not only touched: so the clock of the share stamps it."""
        while not ended.wait(BEAT):
            with contextlib.suppress(OSError):
                if self._is_announced():
                    with self._owner_path.open("r+b") as file:
                        file.write(self._mine)


def lock_file(path: Path) -> FileLock:
    """The lock of an engagement, held; raises `EngagementFileError` saying who else has it."""
    lock = FileLock(path)
    if not lock.acquire():
        raise EngagementFileError(
            path, (Problem(f"{lock.said}。そちらを閉じてから開いてください"),)
        )
    return lock
