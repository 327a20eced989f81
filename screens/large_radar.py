"""The radar of one service after the other, as large as the terminal allows."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from data.cloud_score import CloudScore
from data.record import CloudService
from screens.cloud_lines import cloud_lines
from tui.actions import with_full_width
from tui.paint import Lines
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView

# Lines beside the radar: name, score, points by group, remark.
BESIDE_RADAR = 4


class LargeRadar(Dialog[None]):
    """Shows the services with their scores, beginning with the one at `index`."""

    BINDINGS = [
        (with_full_width("l,q,enter"), "cancel", "閉じる"),
        (with_full_width("left,up,pageup,k"), "walk(-1)", "前のサービス"),
        (with_full_width("right,down,pagedown,j,space"), "walk(1)", "次のサービス"),
    ]

    def __init__(
        self, services: Sequence[CloudService], scores: dict[str, CloudScore], index: int
    ) -> None:
        super().__init__("レーダー", "")
        self.services = services
        self.scores = scores
        self.index = index
        self._hint()

    def compose_dialog(self) -> ComposeResult:
        yield LinesView(self._lines, id="radar")

    def action_walk(self, by: int) -> None:
        self.index = max(0, min(self.index + by, len(self.services) - 1))
        self._hint()
        self.query_one("#dialog").border_subtitle = self.hint
        self.query_one(LinesView).show(self._lines)

    def _hint(self) -> None:
        self.hint = f"{self.index + 1}/{len(self.services)}　← → ほかのサービス　Esc 閉じる"

    def _lines(self, width: int) -> Lines:
        height = self.query_one(LinesView).size.height - BESIDE_RADAR
        service = self.services[self.index]
        return cloud_lines(service, self.scores, self.scores, width, height)
