"""What came of something, however long, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult

from tui.actions import with_full_width
from tui.paint import Lines, clickable, line
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import Build, LinesView

# Percent of the screen's height, as any dialog.
HIGHEST = 90
# The one answer of a report that only tells.
UNDERSTOOD = {"ok": "わかりました"}


class Report(Dialog[str]):
    """A text that scrolls above a few answers, each a digit key; the answer is its key."""

    BINDINGS = [
        ("enter", "choose(1)", "1番目"),
        *[(with_full_width(str(number)), f"choose({number})", "選ぶ") for number in range(1, 10)],
        (with_full_width("up,k"), "scroll(-1)", "上へ"),
        (with_full_width("down,j"), "scroll(1)", "下へ"),
        ("pageup", "scroll_page(-1)", "前のページ"),
        (with_full_width("pagedown,space"), "scroll_page(1)", "次のページ"),
    ]

    def __init__(self, title: str, build: Build, options: Mapping[str, str]) -> None:
        super().__init__(title, f"↑ ↓ PgDn 読む　{_leaving(options)}")
        self.build = build
        self.options = options

    def compose_dialog(self) -> ComposeResult:
        yield LinesView(self.build, id="report")
        yield LinesView(self._option_lines, id="answers")

    def on_mount(self) -> None:
        self.query_one("#answers").styles.height = len(self.options) + 1
        self.screen_layout_refresh_signal.subscribe(self, self._fill)

    def _fill(self, _screen: object) -> None:
        """A text that must scroll gets all the room there is: Textual gives it less."""
        view = self.query_one("#report", LinesView)
        frame_and_answers = 2 + len(self.options) + 1
        room = self.size.height * HIGHEST // 100 - frame_and_answers
        view.styles.height = max(min(len(view.lines), room), 1)

    def _option_lines(self, width: int) -> Lines:
        return [
            line(""),
            *[
                clickable(line((f" {number}  ", "bold"), label), "option", key)
                for number, (key, label) in enumerate(self.options.items(), start=1)
            ],
        ]

    def action_scroll(self, by: int) -> None:
        self.query_one("#report", LinesView).scroll_relative(y=by, animate=False)

    def action_scroll_page(self, by: int) -> None:
        view = self.query_one("#report", LinesView)
        view.scroll_relative(y=by * max(view.size.height - 1, 1), animate=False)

    def action_choose(self, number: int) -> None:
        keys = list(self.options)
        if number <= len(keys):
            self.dismiss(keys[number - 1])

    def on_lines_view_clicked(self, event: LinesView.Clicked) -> None:
        if event.target[0] == "option":
            self.dismiss(str(event.target[1]))


def _leaving(options: Mapping[str, str]) -> str:
    """How one leaves the report, for its frame."""
    if options == UNDERSTOOD:
        return "Enter 閉じる"
    return "数字で選ぶ　Esc やめる" if len(options) > 1 else "Enter 決める　Esc やめる"
