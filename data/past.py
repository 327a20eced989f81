"""What is kept of an open engagement's past: earlier states, and the steps of undo.

The saver's thread does all of it. Nothing of it may hold a save back: what fails is
said once, and the work goes on without.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.edits import Edit
from data.history import Move
from data.problems import reason_of
from data.record import Engagement
from data.wrapping import OPEN, Wrapping

if TYPE_CHECKING:
    from data.generations import Generations
    from data.undo_journal import EarlierSteps, UndoJournal

# Seconds between two states that are kept while the work goes on.
INTERVAL = 600.0


@dataclass(frozen=True, slots=True)
class Change:
    """One move of the work, and the record that came of it."""

    move: Move
    edit: Edit
    record: Engagement


class Past:
    """`content` is what the file holds in clear, `record` what that says."""

    def __init__(
        self, path: Path, content: bytes, record: Engagement, wrapping: Wrapping = OPEN
    ) -> None:
        self.notice = ""
        self.content = content
        self._path, self._wrapping = path, wrapping
        self._opened: Engagement | None = record
        self._journal: UndoJournal | None = None
        self._has_failed = False
        # The wrapping must not change under the saver's hands.
        self._busy = threading.Lock()
        self._to_keep: bytes | None = None
        self._next_at = time.monotonic() + INTERVAL
        self._is_wanted = True
        self._is_changed = False

    @property
    def path(self) -> Path:
        """The engagement beside which the past is kept."""
        return self._path

    def follow(self, path: Path, record: Engagement) -> None:
        """The engagement is saved at `path` from now on, first with `record`."""
        self._path, self._journal = path, None
        self._opened, self._is_wanted = record, True

    def wrap_anew(self, wrapping: Wrapping) -> list[Path]:
        """Put all that lies beside the file into another wrapping, and what comes as well.

        The answer names what could not be read and stayed as it was. Raises OSError.
        """
        from data.undo_journal import UndoJournal

        with self._busy:
            journal = self._journal or UndoJournal(self._path, self._wrapping)
            left = self.generations.wrap_anew(wrapping)
            journal.wrap_anew(wrapping)
            self._wrapping = wrapping
        return left

    def wrap_all_anew(self, wrapping: Wrapping) -> None:
        """As `wrap_anew`; what stays as it was is said in `notice`."""
        try:
            left = len(self.wrap_anew(wrapping))
        except OSError as error:
            self.notice = f"以前の状態は元のままです（{reason_of(error)}）"
        else:
            self.notice = f"以前の状態のうち{left}個は、読めないので元のままです" if left else ""

    def keep_next(self) -> None:
        """Keep the state before the next change, however short ago one was kept."""
        self._is_wanted = True

    def before_save(self, changes: Iterable[Change], write: Callable[[Engagement], bytes]) -> None:
        """Note what was done, before the file says it; `write` makes the file's content."""
        try:
            with self._busy:
                self._note(changes, write)
        except Exception as error:  # undo after a restart is not worth an answer
            self._journal = None
            self._tell(error)

    def _note(self, changes: Iterable[Change], write: Callable[[Engagement], bytes]) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            from data.undo_journal import UndoJournal

            journal = UndoJournal(self._path, self._wrapping)
            journal.begin(write(opened))
            self._journal = journal
        if self._journal is not None:
            for change in changes:
                self._journal.add(change.move, change.edit, write(change.record))

    def saved(self, content: bytes) -> None:
        """The file holds `content` now."""
        if self._is_wanted or time.monotonic() >= self._next_at:
            self._to_keep, self._is_wanted = self.content, False
        self.content, self._is_changed = content, True

    def keep(self) -> None:
        """Keep the state before the last change, if it is time; called when nobody waits."""
        content, self._to_keep = self._to_keep, None
        if content is not None:
            self._next_at = time.monotonic() + INTERVAL
            self._keep(content)

    def close(self) -> None:
        """Keep what the work ended with: other programs may spoil the file."""
        self.keep()
        if self._is_changed:
            self._keep(self.content)

    @property
    def generations(self) -> Generations:
        """The states kept so far."""
        from data.generations import Generations

        return Generations(self._path, self._wrapping)

    def _keep(self, content: bytes) -> None:
        try:
            with self._busy:
                self.generations.keep(content, datetime.now(UTC))
        except Exception as error:  # a dead thread would save nothing more
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        if not self._has_failed:
            why = reason_of(error) if isinstance(error, OSError) else type(error).__name__
            self.notice = f"以前の状態を残せません（{why}）。答えは保存しています"
        self._has_failed = True

    def earlier_steps(self) -> EarlierSteps:
        """What was done before the engagement was opened; nothing may wait to be saved."""
        from data.undo_journal import EarlierSteps, UndoJournal

        steps = UndoJournal(self._path, self._wrapping).steps(self.content)
        return EarlierSteps(self.content, steps)
