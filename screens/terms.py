"""w: the technical terms of what is shown, explained; all others by typing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from data.terms import Term, load_terms, terms_in, terms_meant
from data.text import fold
from screens.term_lines import explained
from tui.paint import Lines, prose
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView
from tui.widgets.text_line import TextLine


class TermsScreen(Dialog[None]):
    """The terms of `texts` first, then the rest in the order of an index.

    What is `sought` stands typed already, and so its explanation first.
    """

    AWAITS_FOCUS = True
    BINDINGS = [
        ("up", "scroll(-1)", "上へ"),
        ("down", "scroll(1)", "下へ"),
        ("pageup", "scroll_page(-1)", "前のページ"),
        ("pagedown", "scroll_page(1)", "次のページ"),
    ]

    def __init__(self, texts: Iterable[str], sought: str = "") -> None:
        super().__init__("ことばの説明", "↑ ↓ PgDn 読む　文字で探す　Esc 閉じる")
        self.here = terms_in(texts)
        self.others = sorted(set(load_terms()) - set(self.here), key=lambda term: term.order)
        self.sought = sought
        self.words = fold(sought).split()

    def compose_dialog(self) -> ComposeResult:
        yield TextLine(self.sought, hint="ほかのことばを探す（例：暗号）", id="words")
        yield LinesView(self._lines, id="terms")

    def _lines(self, width: int) -> Lines:
        if self.words:
            found = terms_meant((*self.here, *self.others), self.words)
            return explained(found, width) or prose(
                "見つかりません。ことばを変えてみてください", width, "$text-muted"
            )
        return [
            *_section("この画面のことば", self.here, width),
            *_section("ほかのことば", self.others, width),
        ]

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        self.words = fold(event.value).split()
        view = self.query_one("#terms", LinesView)
        view.show(self._lines)
        view.scroll_home(animate=False)

    @on(Input.Submitted)
    def _read(self) -> None:
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        self.query_one("#terms", LinesView).scroll_relative(y=by, animate=False)

    def action_scroll_page(self, by: int) -> None:
        self.action_scroll(by * max(self.query_one("#terms", LinesView).size.height - 1, 1))


def _section(title: str, terms: Sequence[Term], width: int) -> Lines:
    if not terms:
        return []
    return [*prose(title, width, "bold $text-accent"), *explained(terms, width), Content("")]
