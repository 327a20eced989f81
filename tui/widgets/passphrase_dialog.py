"""A passphrase asked for, never shown."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Label

from tui.paint import Lines, prose
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView
from tui.widgets.text_line import TextLine

# One cell in every terminal, which a bullet is not.
MASK = "*"
DIFFERENT = "2回のパスフレーズが違います。もう一度お願いします"


class HiddenLine(TextLine):
    """A field that shows a mark for each character, wide ones too."""

    def __init__(self, *, id: str) -> None:
        super().__init__(hint="", id=id)
        self.password = True

    @property
    def _value(self) -> Text:
        return Text(MASK * len(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return position

    def action_copy(self) -> None:
        """It goes to no clipboard."""

    def action_cut(self) -> None:
        """It goes to no clipboard."""


class PassphraseDialog(Dialog[str]):
    """Answers with a passphrase as typed; Esc answers with nothing.

    `text` stands above the field, `said` below it. Where `refuse` is given it is a new
    one: typed twice, and only taken when `refuse` has nothing to say against it.
    """

    AWAITS_FOCUS = True

    def __init__(
        self, title: str, text: str, said: str = "", refuse: Callable[[str], str] | None = None
    ) -> None:
        super().__init__(title, "Enter 決める　Esc やめる")
        self.text = text
        self.said = said
        self.refuse = refuse

    def compose_dialog(self) -> ComposeResult:
        yield LinesView(self._text_lines, id="passphrase-text")
        yield Label(Content("新しいパスフレーズ" if self.refuse else "パスフレーズ"))
        yield HiddenLine(id="passphrase")
        if self.refuse:
            yield Label(Content("もう一度、同じパスフレーズ"))
            yield HiddenLine(id="again")
        yield LinesView(self._said_lines, id="passphrase-said")

    def _text_lines(self, width: int) -> Lines:
        return [*prose(self.text, width), Content("")]

    def _said_lines(self, width: int) -> Lines:
        return prose(self.said, width, "bold $text-error") if self.said else []

    @on(Input.Submitted, "#passphrase")
    def _first_typed(self, event: Input.Submitted) -> None:
        if self.refuse is None:
            self.dismiss(event.value)
        elif weakness := self.refuse(event.value):
            self._begin_again(weakness)
        else:
            self._say("")
            self.query_one("#again").focus()

    @on(Input.Submitted, "#again")
    def _again_typed(self, event: Input.Submitted) -> None:
        first = self.query_one("#passphrase", HiddenLine).value
        # The field can be come to by Tab, past the first.
        if self.refuse and (weakness := self.refuse(first)):
            self._begin_again(weakness)
        elif event.value != first:
            self._begin_again(DIFFERENT)
        else:
            self.dismiss(first)

    def _begin_again(self, why: str) -> None:
        """What cannot be seen cannot be mended."""
        self._say(why)
        for field in self.query(HiddenLine):
            field.value = ""
        self.query_one("#passphrase").focus()

    def _say(self, text: str) -> None:
        self.said = text
        self.query_one("#passphrase-said", LinesView).show(self._said_lines)
