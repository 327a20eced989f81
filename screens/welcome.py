"""The first start, when there is no engagement yet: what this is, and question 1."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from data.place import Place
from screens.home import HomeScreen
from tui.actions import WELCOME_ACTIONS, Action, bindings
from tui.paint import Lines, clickable, fit, line, prose
from tui.widgets.lines_view import LinesView

WHAT = "会社の情報のどこが危ないか、何から手を付けるかを、質問に答えながら見つけます。"
FACTS = (
    ("答え方", "質問を読んで、1から4の数字キーを1つ押すだけです。"),
    ("時間", "最初の25問は5分ほどです。いつやめても、続きから始められます。"),
    ("保存", "1問ごとに保存されます。ご自分で保存する必要はありません。"),
    ("安心", "インターネットは使いません。答えはこのパソコンから出ません。"),
    ("困ったら", "F1 で説明が出ます。終わるときは Ctrl+Q です。"),
)
# Cells of the left column.
LEFT = 10


class WelcomeScreen(HomeScreen):
    """All of it on one screen of 80×24; Enter asks the first question at once."""

    ACTIONS: ClassVar[tuple[Action, ...]] = WELCOME_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WELCOME_ACTIONS)]

    def _title_lines(self, width: int) -> Lines:
        heading = line((" 聞き取り ", "bold reverse"), "  情報セキュリティの聞き取りへようこそ")
        return [heading, Content(""), *prose(WHAT, width)]

    def _file_lines(self, width: int) -> Lines:
        facts = [each for label, text in FACTS for each in _fact_lines(label, text, width)]
        return [*facts, Content(""), *(_offer(a) for a in self.ACTIONS if not a.short)]

    def help_lines(self, width: int) -> Lines:
        return prose(WHAT, width)

    def action_begin(self) -> None:
        self.app.start_new("", Place("self_check"), may_choose_folder=True)

    def action_move(self, by: int) -> None:
        """There is nothing to choose; a small window can be read to its end."""
        self.query_one("#home-files", LinesView).scroll_relative(y=by, animate=False)


def _fact_lines(label: str, text: str, width: int) -> Lines:
    first, *rest = prose(text, width - LEFT)
    head = line((fit(label, LEFT), "bold $text-accent"), first)
    return [head, *(line(" " * LEFT, each) for each in rest)]


def _offer(action: Action) -> Content:
    """A key that leads on, and what it does."""
    return clickable(
        line((fit(f" {action.shown}", LEFT), "bold"), action.title), "run", action.name
    )
