"""The live panel of the ledger: the row's risk and how it comes about, counts, the largest."""

from __future__ import annotations

from textual.content import Content

from data.follow_ups import is_marked
from data.planning import PlanBoards
from data.record import Asset
from data.risk import RiskBoard
from data.rows import row_place
from screens.risk_lines import (
    count_lines,
    largest_lines,
    level_line,
    risk_row_lines,
    with_heat_map,
)
from screens.trial_lines import (
    residual_figures,
    trial_count_lines,
    trial_largest_lines,
    trial_level_line,
)
from tui.paint import Lines, line, prose
from tui.widgets.question import COME_BACK

LARGEST_SHOWN = 8


class LedgerPanel:
    """Of one state of the record; what does not depend on the row is built once a width."""

    def __init__(self, now: RiskBoard, before: RiskBoard, boards: PlanBoards | None = None) -> None:
        """`boards` while the plan is tried."""
        self.now, self.before, self.boards = now, before, boards
        self._rest: tuple[int, tuple[Lines, Lines]] | None = None

    def quiet(self) -> LedgerPanel:
        """Without what the last key moved."""
        return LedgerPanel(self.now, self.now, self.boards)

    def lines(self, asset: Asset | None, width: int, height: int) -> Lines:
        """With the heat map where `height` lines hold it too."""
        row = self._row_lines(asset, width) if asset else []
        counts, largest = self._rest_lines(width)
        if self.boards:
            return [*row, *counts, *largest]
        return with_heat_map([*row, *counts], largest, self.now, width, height)

    def folded_lines(self, width: int) -> Lines:
        if not self.now.record.assets:
            return prose("a で情報資産を追加します。u でよくあるものから選べます", width)
        if self.boards:
            return [trial_level_line(self.boards)]
        return [level_line(self.now, self.before)]

    def _row_lines(self, asset: Asset, width: int) -> Lines:
        risk = self.now.of(asset)
        working = risk_row_lines(risk, width) or prose(self._missing(asset), width, "$text-muted")
        mark = is_marked(self.now.record, row_place(asset))
        come_back = [Content.styled(COME_BACK, "bold $text-warning")] if mark else []
        if self.boards and risk.level:
            figures = residual_figures(self.boards.of(asset))
            working += [line("計画どおりなら ", figures)]
        return [*come_back, Content.styled("この行のリスク", "bold"), *working, Content("")]

    def _rest_lines(self, width: int) -> tuple[Lines, Lines]:
        """The counts, and the largest risks."""
        if self._rest is None or self._rest[0] != width:
            counts, largest = self._counts(width), self._largest(width)
            self._rest = (width, (counts, [Content(""), *largest]))
        return self._rest[1]

    def _counts(self, width: int) -> Lines:
        if self.boards:
            return trial_count_lines(self.boards, width)
        return count_lines(self.now, self.before, width)

    def _largest(self, width: int) -> Lines:
        if self.boards:
            return trial_largest_lines(self.boards, LARGEST_SHOWN, width)
        return largest_lines(self.now, LARGEST_SHOWN, width)

    def _missing(self, asset: Asset) -> str:
        """What the row's risk value still needs."""
        risk = self.now.of(asset)
        if risk.importance is None:
            return "評価値（機密性・完全性・可用性）を入れると重要度が出ます"
        if asset.medium is None:
            return "媒体・保存先を選ぶとリスク値に近づきます"
        return "F7の脅威とF8の対策に答えるとリスク値が出ます"
