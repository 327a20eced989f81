"""F8 対策: 55 questions by category, the risks moving with every key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content

from data.diagnosis import CategoryDiagnosis, diagnosis
from data.place import Step
from data.record import Engagement
from data.risk import RiskBoard, risk_board
from screens.question_step import QuestionStep
from screens.risk_lines import (
    count_lines,
    largest_lines,
    level_line,
    rate_lines,
    with_heat_map,
)
from tui.paint import Lines, change, line

LARGEST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class MeasureFigures:
    """What the panel of F8 shows."""

    board: RiskBoard
    rates: tuple[CategoryDiagnosis, ...]

    @classmethod
    def of(cls, record: Engagement) -> MeasureFigures:
        return cls(risk_board(record), diagnosis(record))


class MeasuresScreen(QuestionStep[MeasureFigures]):
    """The 55 measures."""

    STEP: ClassVar[Step] = "measures"
    LAST_ANSWERED = "対策はここまでです。次は F9 のクラウド、結果は F10 です"

    def compute(self) -> MeasureFigures:
        return MeasureFigures.of(self.app.session.record)

    def panel_lines(self, width: int) -> Lines:
        now, before = self.now, self.before
        counts = count_lines(now.board, before.board, width)
        rest = [
            Content(""),
            *rate_lines(now.rates, before.rates, width),
            Content(""),
            *largest_lines(now.board, LARGEST_SHOWN, width),
        ]
        height = self.query_one("#panel").size.height
        return with_heat_map(counts, rest, now.board, width, height)

    def help_lines(self, width: int) -> Lines:
        return [*super().help_lines(width), *self.own_rule_lines(width)]

    def folded_lines(self, width: int) -> Lines:
        return [line(level_line(self.now.board, self.before.board), self._moved_rate())]

    def _moved_rate(self) -> Content:
        """The category whose rate the last key moved."""
        for now, before in zip(self.now.rates, self.before.rates, strict=True):
            if now.rate and now.rate != before.rate:
                old = before.rate.percent if before.rate else None
                shown = f"　{now.category.short_name} {now.rate.percent}%"
                return line(shown, change(now.rate.percent, old, "%"))
        return Content("")
