"""Undo and redo: records kept as they were, each with the edit that followed."""

from __future__ import annotations

from typing import Literal

from data.edits import Edit
from data.record import Engagement

# `merge`: done, to be undone together with what was done before.
Move = Literal["do", "merge", "undo", "redo"]


class History:
    """Walks between records; an undone edit can be done again until a new one is made."""

    def __init__(self, record: Engagement) -> None:
        self.record = record
        self._done: list[tuple[Engagement, Edit]] = []
        self._undone: list[tuple[Engagement, Edit]] = []

    def apply(self, edit: Edit, *, merge: bool = False) -> bool:
        """Whether the edit changed the record; one that changes nothing leaves no trace.

        With `merge` it is undone together with the edit before it, as the parts
        of one text are.
        """
        changed = edit.apply(self.record)
        if changed == self.record:
            return False
        before = self._done.pop()[0] if merge and self._done else self.record
        self._done.append((before, edit))
        self._undone.clear()
        self.record = changed
        return True

    @property
    def has_done(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._done)

    def undo(self) -> Edit | None:
        if not self._done:
            return None
        before, edit = self._done.pop()
        self._undone.append((self.record, edit))
        self.record = before
        return edit

    def redo(self) -> Edit | None:
        if not self._undone:
            return None
        after, edit = self._undone.pop()
        self._done.append((self.record, edit))
        self.record = after
        return edit

    def undo_earlier(self, before: Engagement, edit: Edit) -> Edit:
        """Undo a step made before the first that is known here."""
        self._undone.append((self.record, edit))
        self.record = before
        return edit

    def redo_earlier(self, after: Engagement, edit: Edit) -> Edit:
        """Do again a step undone before the first that is known here."""
        self._done.append((self.record, edit))
        self.record = after
        return edit
