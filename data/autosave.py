"""Saving in a thread of its own, so that no disk ever holds a key back."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from data.past import Change, Past
from data.problems import EngagementFileError
from data.record import Engagement
from data.sealing import NO_SEAL, Seal, is_sealed
from data.storage import fingerprint, keep_copy, make_folder, read_file, write_file
from data.writing import EngagementWriter

# Seconds after opening in which the first screen is painted.
SETTLING = 0.5


class Autosave:
    """Writes the newest record handed in; one still waiting is replaced by a newer one.

    `on_disk` is the file's content behind `seal`, and `record` what it says. Content that this
    program would not write so is kept beside the file before the first save. `past`
    hears of every change and keeps what is wanted of it.
    """

    def __init__(
        self,
        path: Path,
        on_disk: bytes,
        record: Engagement,
        seal: Seal = NO_SEAL,
        past: Past | None = None,
    ) -> None:
        self.path = path
        # Whatever is written from now on goes through it; another may take its place.
        self.seal = seal
        self.past = past
        self.notice = ""
        self.error: Exception | None = None
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
                self.error = None
            except Exception as error:  # whatever it is: a dead thread would lose work unseen
                self.error = error
            self._tell(busy=False, writing=False)
            if self.past:
                self.past.keep()
        if self.past:
            self.past.close()

    def _tell(self, *, busy: bool, writing: bool) -> None:
        with self._state:
            self._busy, self._is_writing = busy, writing
            self._state.notify_all()

    def _prepare(self) -> None:
        """Compare when the first screen stands, so that the first key need not wait for it."""
        with self._state:
            wanted = self._state.wait_for(self._is_wanted, SETTLING)
        if not wanted:
            with contextlib.suppress(Exception):
                self._compare_with_disk()

    def _is_wanted(self) -> bool:
        return self._waiting is not None or self._closing

    def _compare_with_disk(self) -> None:
        unchecked, self._unchecked = self._unchecked, None
        if unchecked is not None:
            record, seal = unchecked
            self._by_hand = self._writer.write(record) != seal.unwrap(self._on_disk)

    def _next(self) -> Engagement | None:
        with self._state:
            self._state.wait_for(self._is_wanted)
            record, self._waiting = self._waiting, None
            self._busy = record is not None
        return record

    def _save(self, record: Engagement) -> None:
        make_folder(self.path.parent)
        self._keep_what_we_did_not_write()
        self._tell_past()
        clear = self._writer.write(record)
        content = self.seal.wrap(clear)
        self._tell(busy=True, writing=True)
        write_file(self.path, content)
        self._on_disk, self._seen = content, fingerprint(self.path)
        if self.past:
            self.past.saved(clear)

    def _tell_past(self) -> None:
        with self._state:
            changes, self._changes = self._changes, []
        if self.past:
            self.past.before_save(changes, self._writer.write)

    def _keep_what_we_did_not_write(self) -> None:
        """Comments, layout and changes by other programs are kept beside, never lost unseen."""
        self._compare_with_disk()
        if fingerprint(self.path) not in (self._seen, None):
            self._keep_foreign_change()
        elif self._by_hand:
            copy = self._keep(self._on_disk)
            self.notice = f"手で書かれた元のファイルを {copy.name} に残しました"
        self._by_hand = False

    def _keep_foreign_change(self) -> None:
        try:
            foreign = read_file(self.path)
        except EngagementFileError:
            return
        if foreign != self._on_disk:
            copy = self._keep(foreign)
            self.notice = f"ほかのプログラムによる変更を {copy.name} に残しました"

    def _keep(self, content: bytes) -> Path:
        """A copy beside the file; beside a sealed one nothing lies in clear."""
        return keep_copy(self.path, content if is_sealed(content) else self.seal.wrap(content))
