"""What is done to an open engagement as a whole: workbooks, states of before, its seal."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from screens.at_place import AtPlace

if TYPE_CHECKING:
    from tui.widgets.note_pane import NotePane


class WithFiles(AtPlace):
    """A screen that turns to files once what is being typed is in the record."""

    note: NotePane | None

    @abstractmethod
    def settle(self) -> bool:
        """Save what was typed and not yet handed over; False when it cannot be read."""

    def action_export(self) -> None:
        self._when_settled(self.app.export_books)

    def action_import_books(self) -> None:
        self._when_settled(self.app.import_books)

    def action_restore(self) -> None:
        from screens.earlier_states import Restoring

        self._when_settled(lambda: Restoring(self.app, self.current_place).ask())

    def action_seal(self, what: str) -> None:
        self._when_settled(lambda: self.app.seal_engagement(what))

    def _when_settled(self, ask: Callable[[], object]) -> None:
        """A note that is about to go cannot be painted under a dialog that opens at once."""
        had_note = self.note is not None
        if not self.settle():
            return
        if had_note:
            self.call_after_refresh(ask)
        else:
            ask()
