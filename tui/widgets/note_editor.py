"""A note of several lines. What is written is kept on Esc: there is nothing to save."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import TextArea

from tui.widgets.dialog import Dialog


class NoteEditor(Dialog[str]):
    """Answers with the text; an emptied text removes the note."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__(f"メモ　{title}", "Esc 閉じる（書いたものは残ります）")
        self.text = text

    def compose_dialog(self) -> ComposeResult:
        area = TextArea(self.text, soft_wrap=True, show_line_numbers=False, id="note")
        area.cursor_blink = False
        area.move_cursor(area.document.end)
        yield area

    def action_cancel(self) -> None:
        text = self.query_one(TextArea).text
        self.dismiss(text if text.strip() else "")
