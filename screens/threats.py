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
from tui.paint import Lines, fit, line, right


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


# Cells of the three figures beside a title, and what a title must keep to be told by.
FIGURES_WIDTH, SHORTEST_TITLE = 20, 20


def _medium_lines(label: str, states: Sequence[ThreatState], width: int) -> Lines:
    if width < FIGURES_WIDTH + SHORTEST_TITLE:
        below = [each for state in states for each in _threat_over_figures(state, width)]
        return [Content.styled(label, "bold"), *below]
    heading = fit(label, width - FIGURES_WIDTH) + "頻度 状況 可能性"
    return [Content.styled(heading, "bold"), *(_threat_line(state, width) for state in states)]


def _threat_line(state: ThreatState, width: int) -> Content:
    shown = "   ".join(right(figure, 2) for figure in _figures(state))
    return line(fit(_title(state), width - FIGURES_WIDTH), f"  {shown}")


def _threat_over_figures(state: ThreatState, width: int) -> Lines:
    frequency, status, likelihood = _figures(state)
    figures = f"    頻度 {frequency} 状況 {status} 可能性 {likelihood}"
    return [Content(fit(_title(state), width)), Content(figures)]


def _title(state: ThreatState) -> str:
    return f"{state.threat.id} {state.threat.title}"


def _figures(state: ThreatState) -> list[str]:
    held = (state.frequency, state.status, state.likelihood)
    return ["－" if figure is None else str(figure) for figure in held]
