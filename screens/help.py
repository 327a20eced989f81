"""F1: what this place means, and every key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.content import Content

from tui.actions import Action, with_full_width
from tui.marks import legend
from tui.paint import Lines, fit, line
from tui.phrases import wrap
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView

SIGN_WIDTH = 8
Group = tuple[str, tuple[Action, ...]]


class HelpScreen(Dialog[None]):
    """Scrolls with the arrow keys; any closing key returns."""

    BINDINGS = [
        (with_full_width("f1,enter,?,q"), "cancel", "閉じる"),
        (with_full_width("up,k"), "scroll(-1)", "上へ"),
        (with_full_width("down,j"), "scroll(1)", "下へ"),
        ("pageup", "scroll(-10)", "前のページ"),
        ("pagedown,space", "scroll(10)", "次のページ"),
    ]

    def __init__(self, about: Callable[[int], Lines], groups: Sequence[Group]) -> None:
        super().__init__("ヘルプ", "↑ ↓ PgDn 読む　Esc 閉じる")
        self.about = about
        self.groups = groups

    def compose_dialog(self) -> ComposeResult:
        yield LinesView(self._lines, id="help")

    def action_scroll(self, by: int) -> None:
        self.query_one(LinesView).scroll_relative(y=by, animate=False)

    def _lines(self, width: int) -> Lines:
        about = self.about(width)
        lines = [*about, Content("")] if about else []
        for title, actions in self.groups:
            lines += _key_lines(title, actions)
        lines += [Content("数字や文字のキーは、全角でもかまいません。")]
        lines += [Content("^Z は、Ctrl を押しながら Z を押すことです。"), Content("")]
        return [*lines, *_legend_lines(width)]


def _legend_lines(width: int) -> Lines:
    """What the marks mean, the same on every screen."""
    lines: Lines = [Content.styled("記号の意味", "bold $text-accent")]
    for mark in legend():
        first, *rest = wrap(mark.meaning, width - SIGN_WIDTH)
        lines.append(line((fit(mark.sign, SIGN_WIDTH), "bold"), first))
        lines += [Content(" " * SIGN_WIDTH + each) for each in rest]
    return lines


def _key_lines(title: str, actions: tuple[Action, ...]) -> Lines:
    """What has no key is in the list of commands."""
    if not actions:
        return []
    rows = [line((fit(a.all_shown or "^P", 8), "bold"), a.title) for a in actions]
    return [Content.styled(title, "bold $text-accent"), *rows, Content("")]
