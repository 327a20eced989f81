"""How far a longer piece of work has come."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content

from tui.paint import Lines, bar, fit, prose
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView

# Seconds that pass before the box is shown, and between two looks at the work.
BLINK = 0.2
LOOK_AGAIN = 0.1


@dataclass(slots=True)
class HowFar:
    """`done` of `total` parts, and the part that is being worked on.

    The work calls it from wherever it runs; the dialog only looks.
    """

    done: int = 0
    total: int = 0
    part: str = ""

    def __call__(self, done: int, total: int, part: str) -> None:
        self.done, self.total, self.part = done, total, part


class ProgressDialog(Dialog[None]):
    """A bar; Esc closes it only where `may_stop`, and what then becomes of the work is for others.

    It takes the keys from the first moment and is seen after a blink. Whoever
    does the work closes it when the work is done.
    """

    def __init__(self, title: str, how_far: HowFar, may_stop: bool) -> None:
        super().__init__(title, "Esc やめる" if may_stop else "終わるまでお待ちください")
        self.how_far = how_far
        self.may_stop = may_stop

    def compose_dialog(self) -> ComposeResult:
        yield LinesView(self._lines, id="progress")

    def on_mount(self) -> None:
        self.add_class("-unseen")
        self.set_timer(BLINK, lambda: self.remove_class("-unseen"))
        self.set_interval(LOOK_AGAIN, self._show)

    def _show(self) -> None:
        self.query_one(LinesView).show(self._lines)

    def _lines(self, width: int) -> Lines:
        far = self.how_far
        count = f" {far.done}/{far.total}" if far.total else ""
        drawn = bar(far.done, far.total, width - len(count)) + count
        return [*prose("", width), Content(fit(far.part, width)), Content(drawn), Content("")]

    def action_cancel(self) -> None:
        if self.may_stop:
            super().action_cancel()
