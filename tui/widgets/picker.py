"""Type a few letters, choose a line: finding, commands and opening all work this way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Generic, TypeVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from data.text import found_at, searched
from tui.paint import Lines, around, clickable, fit, line
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView
from tui.widgets.text_line import TextLine

Picked = TypeVar("Picked")

SHOWN_AT_MOST = 200


@dataclass(frozen=True)
class Pick(Generic[Picked]):
    """One line to choose: `detail` stands at the right, `words` are searched beside the label.

    So are the `texts`, names and what they hold; a hit in one of them is shown. One that
    leads `aside` never stands before the first that does not.
    """

    label: str
    value: Picked
    detail: str = ""
    words: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    aside: bool = False

    # Folded once: ten thousand rows would be folded anew with every letter typed.
    @cached_property
    def searched(self) -> str:
        texts = " ".join(text for _, text in self.texts)
        return searched(f"{self.label} {self.detail} {self.words} {texts}")

    @cached_property
    def searched_label(self) -> str:
        return searched(self.label)

    def is_named(self, words: Sequence[str]) -> bool:
        """A number typed is meant as the number, not as a part of another."""
        return bool(words) and words[0] in self.label_words

    @cached_property
    def label_words(self) -> list[str]:
        return self.searched_label.split()

    def hit(self, words: Sequence[str]) -> tuple[str, str, int] | None:
        """Name, text, and the place in it of the first word that the label does not hold."""
        for word in words:
            if word not in self.searched_label:
                for name, text in self.texts:
                    at = found_at(text, word)
                    if at is not None:
                        return name, text, at
        return None


class Picker(Dialog[Picked], Generic[Picked]):
    """A field above a list; every word typed must occur. Answers with the chosen value."""

    AWAITS_FOCUS = True

    BINDINGS = [
        ("up", "move(-1)", "前"),
        ("down", "move(1)", "次"),
        ("pageup", "move(-10)", "前のページ"),
        ("pagedown", "move(10)", "次のページ"),
    ]

    def __init__(self, title: str, picks: Iterable[Pick[Picked]], placeholder: str) -> None:
        super().__init__(title, "↑ ↓ 選ぶ　Enter 決める　Esc やめる")
        self.placeholder = placeholder
        # The rest is only made when something is typed.
        self._coming = iter(picks)
        self._made = list(islice(self._coming, SHOWN_AT_MOST))
        self.found: Sequence[Pick[Picked]] = self._made
        self.words: Sequence[str] = ()
        self.cursor = 0

    @property
    def picks(self) -> Sequence[Pick[Picked]]:
        """All of them."""
        self._made += self._coming
        return self._made

    def compose_dialog(self) -> ComposeResult:
        yield TextLine(hint=self.placeholder, id="words")
        yield LinesView(self._lines, id="picks")

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        self.words = words = searched(event.value).split()
        found = [pick for pick in self.picks if all(word in pick.searched for word in words)]
        found.sort(key=lambda pick: not pick.is_named(words))
        first = next((pick for pick in found if not pick.aside), None)
        found.sort(key=lambda pick: pick is not first)
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
        longest = max(cell_len(each.detail) for each in self.found)
        detail = min(longest, 24, width // 3)
        text = self._text(pick, width - detail - 1) + " " + fit(pick.detail, detail)
        style = "bold reverse" if index == self.cursor else ""
        return clickable(line((text, style)), "pick", index)

    def _text(self, pick: Pick[Picked], width: int) -> str:
        """The label; where the words stand elsewhere, there follows what is around them."""
        hit = pick.hit(self.words)
        if hit is None:
            return fit(pick.label, width)
        name, text, at = hit
        room = min(cell_len(pick.label), width // 2)
        before = f"{fit(pick.label, room)}　{name}："
        return before + around(text, at, width - cell_len(before))

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
