"""One open engagement: its record, its history, its file."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Literal

from data.autosave import Autosave
from data.edits import Edit
from data.engagement_file import parse_engagement
from data.folder import data_folder
from data.history import History
from data.problems import EngagementFileError, Problem, reason_of
from data.record import Engagement
from data.storage import FileLock, keep_copy, make_folder, read_file, write_file
from data.writing import write_engagement

SaveState = Literal["saved", "saving", "failed"]

# Long enough for any local disk, short enough that a slow network never stops a key.
SAVE_WAIT = 0.1


class Session:
    """An engagement being worked on; `apply`, `undo` and `redo` also save it."""

    def __init__(self, path: Path, record: Engagement, autosave: Autosave, lock: FileLock) -> None:
        self.path = path
        self.history = History(record)
        self._autosave = autosave
        self._lock = lock

    @classmethod
    def open(cls, path: Path) -> Session:
        """Open an existing file.

        Raises `EngagementFileError` when it is invalid or open in another window.
        """
        # A file that cannot be opened gets no lock beside it.
        content = read_file(path)
        record = parse_engagement(path, content)
        if path.is_symlink():
            path = path.resolve()
        lock = _locked(path)
        try:
            # What another window saved last, before it closed.
            if (now := read_file(path)) != content:
                content, record = now, parse_engagement(path, now)
        except EngagementFileError:
            lock.release()
            raise
        return cls(path, record, Autosave(path, content, record), lock)

    @classmethod
    def create(cls, path: Path, record: Engagement) -> Session:
        """Start a new file.

        Raises `EngagementFileError` when there is one already or it cannot be written.
        """
        if path.exists():
            raise _refusal(path, "同じ名前のファイルがあります。別の名前にしてください")
        content = write_engagement(record)
        lock: FileLock | None = None
        try:
            make_folder(path.parent)
            lock = _locked(path)
            write_file(path, content)
        except OSError as error:
            if lock:
                lock.release()
            why = f"ここには書けません（{reason_of(error)}）。別のフォルダを選んでください"
            raise _refusal(path, why) from None
        return cls(path, record, Autosave(path, content, record), lock)

    @property
    def record(self) -> Engagement:
        return self.history.record

    @property
    def save_message(self) -> str:
        """What the user must know about saving; empty when all is well."""
        if error := self._autosave.error:
            why = reason_of(error) if isinstance(error, OSError) else str(error)
            return f"保存できません：{why}"
        notice, self._autosave.notice = self._autosave.notice, ""
        return notice

    def apply(self, edit: Edit, *, merge: bool = False, wait: bool = True) -> bool:
        """Whether the edit changed anything; the change is then on disk or on its way.

        With `merge` undo takes it back together with the edit before it. Without `wait`
        the disk has only begun, and the caller asks with `wait_saved` before the next answer.
        """
        changed = self.history.apply(edit, merge=merge)
        if changed:
            self._autosave.submit(self.record)
            (self._autosave.wait if wait else self._autosave.wait_begun)(SAVE_WAIT)
        return changed

    def undo(self) -> Edit | None:
        """Take the last edit back and return it; None when there is none."""
        edit = self.history.undo()
        if edit:
            self._spread()
        return edit

    def redo(self) -> Edit | None:
        """Do again what was last undone and return it; None when there is nothing."""
        edit = self.history.redo()
        if edit:
            self._spread()
        return edit

    @property
    def save_state(self) -> SaveState:
        """Where the newest change is: on disk, on its way, or nowhere yet."""
        if self._autosave.error:
            return "failed"
        return "saved" if self._autosave.wait(0) else "saving"

    def rescue(self) -> Path | None:
        """Put the record where it can be written when its own place cannot; the path, or None."""
        # Only this needs it, and every start would pay.
        from tempfile import gettempdir

        for folder in (data_folder(), Path(gettempdir())):
            with contextlib.suppress(OSError):
                make_folder(folder)
                return keep_copy(folder / self.path.name, write_engagement(self.record))
        return None

    def wait_saved(self, timeout: float | None = None) -> bool:
        """Whether everything is on disk within `timeout` seconds."""
        return self._autosave.wait(timeout)

    def close(self) -> bool:
        """Finish saving and let others open the file; whether everything is on disk."""
        if self._autosave.error:
            self._autosave.submit(self.record)
        self._autosave.close()
        self._lock.release()
        return self._autosave.error is None

    def _spread(self) -> None:
        self._autosave.submit(self.record)
        self._autosave.wait(SAVE_WAIT)


def _locked(path: Path) -> FileLock:
    lock = FileLock(path)
    if not lock.acquire():
        raise _refusal(path, "別の画面で開いています。そちらを閉じてから開いてください")
    return lock


def _refusal(path: Path, why: str) -> EngagementFileError:
    return EngagementFileError(path, (Problem(why),))
