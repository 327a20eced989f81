"""Type a few letters, choose a line: finding, commands and opening all work this way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from data.text import fold
from tui.paint import Lines, clickable, fit, line
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView
from tui.widgets.text_line import TextLine

Picked = TypeVar("Picked")

SHOWN_AT_MOST = 200


@dataclass(frozen=True)
class Pick(Generic[Picked]):
    """One line to choose: `detail` stands at the right, `words` are searched beside the label."""

    label: str
    value: Picked
    detail: str = ""
    words: str = ""

    # Folded once: ten thousand rows would be folded anew with every letter typed.
    @cached_property
    def searched(self) -> str:
        return fold(f"{self.label} {self.detail} {self.words}")

    @cached_property
    def label_words(self) -> list[str]:
        return fold(self.label).split()


class Picker(Dialog[Picked], Generic[Picked]):
    """A field above a list; every word typed must occur. Answers with the chosen value."""

    AWAITS_FOCUS = True

    BINDINGS = [
        ("up", "move(-1)", "前"),
        ("down", "move(1)", "次"),
        ("pageup", "move(-10)", "前のページ"),
        ("pagedown", "move(10)", "次のページ"),
    ]

    def __init__(self, title: str, picks: Sequence[Pick[Picked]], placeholder: str) -> None:
        super().__init__(title, "↑ ↓ 選ぶ　Enter 決める　Esc やめる")
        self.picks = picks
        self.placeholder = placeholder
        self.found: Sequence[Pick[Picked]] = picks[:SHOWN_AT_MOST]
        self.cursor = 0

    def compose_dialog(self) -> ComposeResult:
        yield TextLine(hint=self.placeholder, id="words")
        yield LinesView(self._lines, id="picks")

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        words = fold(event.value).split()
        found = [pick for pick in self.picks if all(word in pick.searched for word in words)]
        # A number typed is meant as the number, not as a part of another.
        found.sort(key=lambda pick: not (words and words[0] in pick.label_words))
        self.found, self.cursor = found[:SHOWN_AT_MOST], 0
        self._show()

    def _show(self) -> None:
        view = self.query_one("#picks", LinesView)
        view.show(self._lines)
        view.keep_in_sight(self.cursor, self.cursor)

    def _lines(self, width: int) -> Lines:
        if not self.found:
            return [line(("見つかりません。ことばを変えてみてください", "$text-muted"))]
        return [self._line(i, pick, width) for i, pick in enumerate(self.found)]

    def _line(self, index: int, pick: Pick[Picked], width: int) -> Content:
        detail = min(24, width // 3) if pick.detail else 0
        text = fit(pick.label, width - detail - 1) + " " + fit(pick.detail, detail)
        style = "bold reverse" if index == self.cursor else ""
        return clickable(line((text, style)), "pick", index)

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.found) - 1))
        self._show()

    @on(Input.Submitted)
    def _choose(self) -> None:
        if self.found:
            self.dismiss(self.found[self.cursor].value)

    @on(LinesView.Clicked)
    def _clicked(self, event: LinesView.Clicked) -> None:
        self.dismiss(self.found[int(event.target[1])].value)
