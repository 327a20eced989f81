"""F7 脅威: 21 threats by medium, rated as if nothing were done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from data.catalogue import load_catalogue
from data.place import Step
from data.risk import RiskBoard, ThreatState, risk_board
from screens.question_step import QuestionStep
from screens.risk_lines import count_lines, level_line
from tui.paint import Lines, fit, line


class ThreatsScreen(QuestionStep[RiskBoard]):
    """The 21 threats; those whose medium holds no asset can be passed over."""

    STEP: ClassVar[Step] = "threats"
    LAST_ANSWERED = "脅威はここまでです。次は F8 の対策です"

    def compute(self) -> RiskBoard:
        return risk_board(self.app.session.record)

    def panel_lines(self, width: int) -> Lines:
        lines = count_lines(self.now, self.before, width)
        for medium in load_catalogue().media:
            states = [state for state in self.now.threats if state.threat.medium == medium.key]
            lines += [Content(""), *_medium_lines(medium.label, states, width)]
        return lines

    def help_lines(self, width: int) -> Lines:
        return [*super().help_lines(width), *self.own_rule_lines(width)]

    def folded_lines(self, width: int) -> Lines:
        return [level_line(self.now, self.before)]


def _medium_lines(label: str, states: Sequence[ThreatState], width: int) -> Lines:
    heading = fit(label, width - 20) + "頻度 状況 可能性"
    return [Content.styled(heading, "bold"), *(_threat_line(state, width) for state in states)]


def _threat_line(state: ThreatState, width: int) -> Content:
    figures = [state.frequency, state.status, state.likelihood]
    shown = "   ".join("－" if figure is None else f" {figure}" for figure in figures)
    return line(fit(f"{state.threat.id} {state.threat.title}", width - 20), f"  {shown}")
