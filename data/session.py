"""One open engagement: its record, its history, its file."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from data.autosave import Autosave
from data.edits import Edit, ReplaceRecord
from data.engagement_file import Unlock, clear_content, parse_engagement, refuse, seal_of
from data.file_lock import FileLock, lock_file
from data.folder import data_folder
from data.history import History, Move
from data.past import Change, Past
from data.place import Place
from data.problems import EngagementFileError, Problem, reason_of
from data.record import Engagement
from data.save_place import path_in
from data.sealing import NO_SEAL, Seal, SealBeside
from data.storage import keep_copy, make_folder, read_file, write_file
from data.writing import write_engagement

if TYPE_CHECKING:
    from data.undo_journal import EarlierSteps

SaveState = Literal["saved", "saving", "failed", "viewing"]

# Long enough for any local disk, short enough that a slow network never stops a key.
SAVE_WAIT = 0.1
# Undo of before a restart must know what the file holds, and is asked for rarely.
SETTLE_WAIT = 1.0


class Session:
    """An engagement being worked on; `apply`, `undo` and `redo` also save it.

    Where somebody else writes it, `may_write` is False: it can be read, and no edit changes it.
    """

    def __init__(
        self, path: Path, record: Engagement, past: Past, autosave: Autosave, lock: FileLock
    ) -> None:
        self.path = path
        self.past = past
        self.history = History(record)
        self._autosave = autosave
        self._lock = lock
        self._lock_beside: FileLock | None = None
        autosave.went_beside = self._hold_beside
        # Of before it was opened; read when undo first asks for it.
        self._earlier: EarlierSteps | None = None
        self._is_edited = False

    @classmethod
    def open(cls, path: Path, unlock: Unlock = refuse) -> Session:
        """Open an existing file to write it, a sealed one through `unlock`.

        Raises `EngagementFileError` when it is invalid or open in another window.
        """
        session = cls.open_or_view(path, unlock)
        if not session.may_write:
            session.close()
            raise _refusal(path, f"{session.view_message}。そちらを閉じてから開いてください")
        return session

    @classmethod
    def open_or_view(
        cls, path: Path, unlock: Unlock = refuse, *, take_over: bool = False
    ) -> Session:
        """Open an existing file; only to read it where somebody else writes it.

        With `take_over` it is taken from one who has not been heard of for minutes.
        Raises `EngagementFileError` when it is invalid.
        """
        # A file that cannot be opened gets no lock beside it.
        content = read_file(path)
        seal = seal_of(path, content, unlock)
        record = parse_engagement(path, clear_content(path, content, seal))
        if path.is_symlink():
            path = path.resolve()
        lock = FileLock(path)
        lock.acquire(take_over=take_over)
        try:
            # What another window saved last, before it closed.
            if (now := read_file(path)) != content:
                content, seal = now, seal_of(path, now, lambda *_: seal)
                record = parse_engagement(path, clear_content(path, now, seal))
        except BaseException:
            lock.release()
            raise
        return cls._begin(path, content, record, lock, seal)

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
            lock = lock_file(path)
            write_file(path, content)
        except OSError as error:
            if lock:
                lock.release()
            why = f"ここには書けません（{reason_of(error)}）。別のフォルダを選んでください"
            raise _refusal(path, why) from None
        return cls._begin(path, content, record, lock)

    @classmethod
    def _begin(
        cls, path: Path, content: bytes, record: Engagement, lock: FileLock, seal: Seal = NO_SEAL
    ) -> Session:
        past = Past(path, seal.unwrap(content), record, SealBeside(seal))
        autosave = Autosave(path, content, record, seal, past, may_tidy=lock.is_ours)
        return cls(path, record, past, autosave, lock)

    @property
    def record(self) -> Engagement:
        return self.history.record

    @property
    def seal(self) -> Seal:
        """What stands between the record and the disk."""
        return self._autosave.seal

    def change_seal(self, seal: Seal) -> bool:
        """Save through another seal at once; whether that is on disk, else all stays as it was.

        What lies beside the file follows; what cannot is named by `save_message`.
        """
        before, self._autosave.seal = self._autosave.seal, seal
        self._autosave.submit(self.record)
        if not self._autosave.wait():
            self._autosave.seal = before
            return False
        self.past.wrap_all_anew(SealBeside(seal))
        return True

    @property
    def may_write(self) -> bool:
        """Whether edits are taken: not while somebody else writes the file."""
        return self._lock.is_ours

    @property
    def is_abandoned(self) -> bool:
        """Whether the one who writes the file has not been heard of for minutes."""
        return self._lock.is_abandoned

    @property
    def view_message(self) -> str:
        """Who writes the file, and since when; empty where it is ours."""
        if self.may_write:
            return ""
        return f"{self._lock.said}（応答がありません）" if self.is_abandoned else self._lock.said

    @property
    def refusal(self) -> str:
        """What to say to an edit that is not taken; empty where edits are."""
        return "" if self.may_write else "閲覧のみで開いているので、変えられません"

    @property
    def save_message(self) -> str:
        """What the user must know about saving; empty when all is well."""
        if error := self._autosave.error:
            why = reason_of(error) if isinstance(error, OSError) else str(error)
            return f"保存できません：{why}"
        if self.beside:
            return "ほかで変わったため、続きのファイルに保存しています"
        if self._autosave.notice:
            notice, self._autosave.notice = self._autosave.notice, ""
        else:
            notice, self.past.notice = self.past.notice, ""
        return notice

    @property
    def beside(self) -> Path | None:
        """Where the answers are saved while the file, changed by another program, is left alone."""
        return self._autosave.path if self._autosave.is_beside else None

    def go_on_beside(self) -> None:
        """The file beside is the engagement's from now on; others may open the one it was."""
        if (beside := self.beside) and self._lock_beside:
            self._lock.release()
            self.path, self._lock, self._lock_beside = beside, self._lock_beside, None
            self._autosave.stay()

    def overwrite(self) -> None:
        """Save in the file again; what another program wrote there is kept as a copy first."""
        self._autosave.move(self.path, self.record, over=True)
        if self._autosave.wait(SAVE_WAIT) and self._lock_beside:
            self._lock_beside.release()
            self._lock_beside = None

    def save_again(self) -> None:
        """Try once more what failed, at once."""
        self._autosave.submit(self.record)
        self._autosave.wait(SAVE_WAIT)

    def save_in(self, folder: Path) -> None:
        """Save in another folder from now on; the file that was is left as it is."""
        path = path_in(folder, self.path)
        lock = FileLock(path)
        lock.acquire()
        self._lock.release()
        self.path, self._lock = path, lock
        self._autosave.move(path, self.record)
        self._autosave.wait(SAVE_WAIT)

    def _hold_beside(self, path: Path) -> None:
        """Nobody else shall open the file beside while the answers go there."""
        if self._lock_beside:
            self._lock_beside.release()
        self._lock_beside = FileLock(path)
        self._lock_beside.acquire()

    def apply(self, edit: Edit, *, merge: bool = False, wait: bool = True) -> bool:
        """Whether the edit changed anything; the change is then on disk or on its way.

        With `merge` undo takes it back together with the edit before it. Without `wait`
        the disk has only begun, and the caller asks with `wait_saved` before the next answer.
        """
        if not self.may_write:
            return False
        merge = merge and self.history.has_done
        changed = self.history.apply(edit, merge=merge)
        if changed:
            self._is_edited = True
            self._spread("merge" if merge else "do", edit, wait=wait)
        return changed

    def restore(self, record: Engagement, place: Place, label: str) -> bool:
        """Take over a record of earlier as one edit; the present one is kept beside the file."""
        if self.may_write:
            self.past.keep_next()
        return self.apply(ReplaceRecord(record, place, label))

    def undo(self) -> Edit | None:
        """Take the last edit back and return it, also one of before a restart; None without one."""
        if not self.may_write:
            return None
        edit = self.history.undo() or self._undo_earlier()
        if edit:
            self._spread("undo", edit)
        return edit

    def redo(self) -> Edit | None:
        """Do again what was last undone and return it; None when there is nothing."""
        if not self.may_write:
            return None
        edit = self.history.redo() or self._redo_earlier()
        if edit:
            self._spread("redo", edit)
        return edit

    def _undo_earlier(self) -> Edit | None:
        earlier = self._earlier_steps()
        found = earlier.back() if earlier else None
        return self.history.undo_earlier(*found) if found else None

    def _redo_earlier(self) -> Edit | None:
        if self._is_edited:
            return None
        earlier = self._earlier_steps()
        found = earlier.forward() if earlier else None
        return self.history.redo_earlier(*found) if found else None

    def _earlier_steps(self) -> EarlierSteps | None:
        """None while what this sitting did is not on disk."""
        if self._earlier is None and self._autosave.wait(SETTLE_WAIT):
            self._earlier = self.past.earlier_steps()
        return self._earlier

    @property
    def save_state(self) -> SaveState:
        """Where the newest change is: on disk, on its way, or nowhere yet."""
        if not self.may_write:
            return "viewing"
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
                content = self.seal.wrap(write_engagement(self.record))
                return keep_copy(folder / self.path.name, content)
        return None

    def wait_saved(self, timeout: float | None = None) -> bool:
        """Whether everything is on disk within `timeout` seconds."""
        return self._autosave.wait(timeout)

    def close(self) -> bool:
        """Finish saving and let others open the file; whether everything is on disk."""
        if self._autosave.error:
            self._autosave.submit(self.record)
        self._autosave.close()
        for lock in filter(None, (self._lock, self._lock_beside)):
            lock.release()
        return self._autosave.error is None

    def _spread(self, move: Move, edit: Edit, *, wait: bool = True) -> None:
        self._autosave.submit(self.record, Change(move, edit, self.record))
        (self._autosave.wait if wait else self._autosave.wait_begun)(SAVE_WAIT)


def _refusal(path: Path, why: str) -> EngagementFileError:
    return EngagementFileError(path, (Problem(why),))
