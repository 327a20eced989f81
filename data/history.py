"""Undo and redo: records kept as they were, each with the edit that followed."""

from __future__ import annotations

from data.edits import Edit
from data.record import Engagement


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
