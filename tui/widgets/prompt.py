"""One line asked for."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Label

from tui.widgets.dialog import Dialog
from tui.widgets.text_line import TextLine


class Prompt(Dialog[str]):
    """Answers with the text as typed, perhaps empty; Esc answers with nothing."""

    AWAITS_FOCUS = True

    def __init__(self, title: str, label: str, placeholder: str) -> None:
        super().__init__(title, "Enter 決める　Esc やめる")
        self.label = label
        self.placeholder = placeholder

    def compose_dialog(self) -> ComposeResult:
        yield Label(Content(self.label))
        yield TextLine(hint=self.placeholder)

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)
