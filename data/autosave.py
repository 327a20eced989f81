"""Saving in a thread of its own, so that no disk ever holds a key back."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

from data.past import Change, Past
from data.record import Engagement
from data.save_place import need_folder, path_beside
from data.sealing import NO_SEAL, Seal, is_sealed
from data.storage import (
    ChangedMeanwhileError,
    device_of,
    fingerprint,
    keep_copy,
    make_folder,
    remove_leftovers,
    write_file,
)
from data.writing import EngagementWriter

# Seconds after opening in which the first screen is painted.
SETTLING = 0.5
# Seconds between two tries of a save that fails: doubled each time, up to the second one.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
SAVED_AGAIN = "保存できるようになりました。ここまでの答えは、すべて保存してあります"


class Autosave:
    """Writes the newest record handed in; one still waiting is replaced by a newer one.

    `on_disk` is the file's content behind `seal`, and `record` what it says. Content that this
    program would not write so is kept beside the file before the first save. A file
    that another program changed is left alone: saving goes on in a file beside it,
    `path` then, until `move` says where. A save that fails is tried again and again.
    `past` hears of every change and keeps what is wanted of it.
    """

    def __init__(
        self,
        path: Path,
        on_disk: bytes,
        record: Engagement,
        seal: Seal = NO_SEAL,
        past: Past | None = None,
        *,
        may_tidy: bool = True,
    ) -> None:
        self.path = path
        # Whatever is written from now on goes through it; another may take its place.
        self.seal = seal
        self.past = past
        self.is_beside = False
        self.went_beside: Callable[[Path], object] = lambda _: None
        self.notice = ""
        self.error: Exception | None = None
        self._asked_for = path
        self._may_tidy = may_tidy
        self._device = device_of(path.parent)
        self._destination: tuple[Path, bool] | None = None
        self._unsaved: Engagement | None = None
        self._pause = FIRST_PAUSE
        self._unchecked: tuple[Engagement, Seal] | None = (record, seal)
        self._by_hand = False
        self._writer = EngagementWriter()
        self._on_disk = on_disk
        self._seen = fingerprint(path)
        self._waiting: Engagement | None = None
        self._changes: list[Change] = []
        self._busy = False
        self._is_writing = False
        self._closing = False
        self._state = threading.Condition()
        self._thread = threading.Thread(target=self._work, name="autosave", daemon=True)
        self._thread.start()

    def submit(self, record: Engagement, change: Change | None = None) -> None:
        """Hand in a record to be written as soon as the disk is free, and how it came about."""
        with self._state:
            self._waiting = record
            if change is not None:
                self._changes.append(change)
            self._state.notify_all()

    def move(self, path: Path, record: Engagement, *, over: bool = False) -> None:
        """Save at `path` from now on; with `over` what stands there is kept as a copy first."""
        with self._state:
            self._destination, self._waiting = (path, over), record
            self._state.notify_all()

    def stay(self) -> None:
        """The file beside is the file from now on."""
        self._asked_for, self.is_beside = self.path, False

    def wait(self, timeout: float | None = None) -> bool:
        """Whether everything handed in is on disk within `timeout` seconds."""
        with self._state:
            settled = self._state.wait_for(self._is_settled, timeout)
        return settled and self.error is None

    def wait_begun(self, timeout: float) -> None:
        """Wait until the disk is at work, or done; meanwhile whoever computes gains time."""
        with self._state:
            self._state.wait_for(lambda: self._is_writing or self._is_settled(), timeout)

    def close(self) -> None:
        """Write what is waiting, then stop."""
        with self._state:
            self._closing = True
            self._state.notify_all()
        self._thread.join()

    def _is_settled(self) -> bool:
        return self._waiting is None and not self._busy

    def _work(self) -> None:
        self._prepare()
        while (record := self._next()) is not None:
            try:
                self._save(record)
                self._succeed()
            except Exception as error:  # whatever it is: a dead thread would lose work unseen
                self._fail(record, error)
            self._tell(busy=False, writing=False)
            if self.past:
                self.past.keep()
        if self.past:
            self.past.close()

    def _tell(self, *, busy: bool, writing: bool) -> None:
        with self._state:
            self._busy, self._is_writing = busy, writing
            self._state.notify_all()

    def _succeed(self) -> None:
        if self.error:
            self.notice = SAVED_AGAIN
        self.error, self._unsaved, self._pause = None, None, FIRST_PAUSE

    def _fail(self, record: Engagement, error: Exception) -> None:
        self.error, self._unsaved = error, record

    def _prepare(self) -> None:
        """Compare when the first screen stands, so that the first key need not wait for it."""
        with self._state:
            wanted = self._state.wait_for(self._is_wanted, SETTLING)
        if not wanted:
            with contextlib.suppress(Exception):
                self._compare_with_disk()
        if self._may_tidy:
            remove_leftovers(self.path)

    def _is_wanted(self) -> bool:
        return self._waiting is not None or self._closing

    def _compare_with_disk(self) -> None:
        unchecked, self._unchecked = self._unchecked, None
        if unchecked is not None:
            record, seal = unchecked
            self._by_hand = self._writer.write(record) != seal.unwrap(self._on_disk)

    def _next(self) -> Engagement | None:
        with self._state:
            if not self._state.wait_for(self._is_wanted, self._pause if self._unsaved else None):
                self._waiting, self._pause = self._unsaved, min(2 * self._pause, LONGEST_PAUSE)
            record, self._waiting = self._waiting, None
            self._busy = record is not None
        return record

    def _save(self, record: Engagement) -> None:
        left = self._go_to_destination()
        need_folder(self.path, self._device)
        self._compare_with_disk()
        clear = self._writer.write(record)
        content = self.seal.wrap(clear)
        self._keep_what_we_did_not_write(content)
        self._tell_past(record)
        self._tell(busy=True, writing=True)
        try:
            write_file(self.path, content, unless_changed_since=self._seen)
        except ChangedMeanwhileError:
            self._go_beside()
            write_file(self.path, content)
        self._on_disk, self._seen = content, fingerprint(self.path)
        if self.past:
            self.past.saved(clear)
        if left:
            left.unlink(missing_ok=True)

    def _tell_past(self, record: Engagement) -> None:
        with self._state:
            changes, self._changes = self._changes, []
        if self.past is None:
            return
        if self.past.path != self._asked_for:
            self.past.follow(self._asked_for, record)
        else:
            self.past.before_save(changes, self._writer.write)

    def _go_to_destination(self) -> Path | None:
        """Where to save from now on; the answer is the file beside that is then not needed."""
        destination = self._destination
        if destination is None:
            return None
        path, over = destination
        seen = fingerprint(path) if over else None
        if seen:
            copy = self._keep(path, path.read_bytes())
            self.notice = f"ほかのプログラムによる変更を {copy.name} に残しました"
        make_folder(path.parent)
        is_left = over and self.is_beside and fingerprint(self.path) == self._seen
        left = self.path if is_left else None
        self.path = self._asked_for = path
        self.is_beside, self._seen, self._device = False, seen, device_of(path.parent)
        with self._state:
            if self._destination is destination:
                self._destination = None
        return left

    def _keep_what_we_did_not_write(self, content: bytes) -> None:
        """Comments and layout are kept beside; what another program wrote stays where it is."""
        if self._is_changed_by_others(content):
            self._go_beside()
        elif self._by_hand:
            copy = self._keep(self.path, self._on_disk)
            self.notice = f"手で書かれた元のファイルを {copy.name} に残しました"
        self._by_hand = False

    def _keep(self, path: Path, content: bytes) -> Path:
        """A copy beside the file; beside a sealed one nothing lies in clear."""
        return keep_copy(path, content if is_sealed(content) else self.seal.wrap(content))

    def _is_changed_by_others(self, content: bytes) -> bool:
        now = fingerprint(self.path)
        if now in (self._seen, None):
            return False
        if self.path.read_bytes() not in (self._on_disk, content):
            return True
        self._seen = now
        return False

    def _go_beside(self) -> None:
        self.path, self._seen = path_beside(self._asked_for), None
        self.is_beside = True
        self.went_beside(self.path)
