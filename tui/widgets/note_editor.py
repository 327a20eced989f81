"""A note of several lines, saved while it is written: there is nothing to confirm."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import TextArea

from tui.widgets.dialog import Dialog
from tui.widgets.text_line import TextBox

# Seconds without a key after which what is written is saved.
PAUSE = 1.0


class NoteEditor(Dialog[None]):
    """Hands the text to `save` at every pause and when it closes; emptied, it is no note."""

    AWAITS_FOCUS = True

    def __init__(self, title: str, text: str, save: Callable[[str], None]) -> None:
        super().__init__(f"メモ　{title}", "Esc 閉じる（書いたものは残ります）")
        self.text = text
        self.save = save
        self._pause: Timer | None = None

    def compose_dialog(self) -> ComposeResult:
        yield TextBox(self.text, id="note")

    @on(TextArea.Changed)
    def _wait_for_pause(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.settle)

    def settle(self) -> None:
        text = self.query_one(TextArea).text
        self.save(text if text.strip() else "")

    def action_cancel(self) -> None:
        self.settle()
        self.dismiss(None)
