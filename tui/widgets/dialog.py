"""Dialogs of the app: modal screens, so that no Japanese character is lost under them."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from tui.actions import with_full_width
from tui.paint import Lines, clickable, line, prose
from tui.parked_cursor import park_cursor
from tui.phrases import shown
from tui.widgets.lines_view import LinesView

Answered = TypeVar("Answered")


class Dialog(ModalScreen[Answered], Generic[Answered]):
    """A framed box with a title; Esc closes it without an answer."""

    BINDINGS = [("escape", "cancel", "戻る")]
    AUTO_FOCUS = "Input, TextArea"
    # Whether keys are meant for a field, and so must wait until it has the focus.
    AWAITS_FOCUS: ClassVar[bool] = False

    def __init__(self, title: str, hint: str = "Esc 戻る") -> None:
        super().__init__()
        self.dialog_title = title
        self.hint = hint

    def on_mount(self) -> None:
        park_cursor(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys quicker than the screen they are meant for find nothing to act on."""
        return self.is_mounted and self in self.app.screen_stack

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as box:
            box.border_title = Content(shown(" ".join(self.dialog_title.splitlines())))
            box.border_subtitle = Content(self.hint)
            yield from self.compose_dialog()

    def compose_dialog(self) -> ComposeResult:
        """What stands in the box."""
        yield from ()

    def settle(self) -> None:
        """Hand over what was typed and not yet saved; called before the program ends."""

    def dismiss(self, result: Answered | None = None) -> AwaitComplete:
        """Once only: a second quick key would close the screen below."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def action_cancel(self) -> None:
        self.dismiss(None)


class Choice(Dialog[str]):
    """A question with a few answers, each a digit key; the answer is its key."""

    BINDINGS = [
        ("enter", "choose(1)", "1番目"),
        *[(with_full_width(str(number)), f"choose({number})", "選ぶ") for number in range(1, 10)],
    ]

    def __init__(self, title: str, text: str, options: dict[str, str]) -> None:
        super().__init__(title, "数字で選ぶ　Esc やめる")
        self.text = text
        self.options = options

    def compose_dialog(self) -> ComposeResult:
        yield LinesView(self._lines, id="choice")

    def _lines(self, width: int) -> Lines:
        lines = prose(self.text, width) + prose("", width)
        for number, (key, label) in enumerate(self.options.items(), start=1):
            lines.append(clickable(line((f" {number}  ", "bold"), label), "option", key))
        return lines

    def action_choose(self, number: int) -> None:
        keys = list(self.options)
        if number <= len(keys):
            self.dismiss(keys[number - 1])

    def on_lines_view_clicked(self, event: LinesView.Clicked) -> None:
        self.dismiss(str(event.target[1]))
