"""F7 脅威: 21 threats by medium, rated as if nothing were done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content

from data.catalogue import load_catalogue
from data.place import Step
from data.planning import PlanBoards
from data.risk import RiskBoard, ThreatState, risk_board
from screens.question_step import QuestionStep
from screens.risk_lines import count_lines, level_line
from screens.trial_lines import TO, trial_count_lines, trial_level_line
from tui.paint import Lines, fit, line, right


@dataclass(frozen=True, slots=True)
class ThreatFigures:
    """What the panel of F7 shows; `boards` while the plan is tried."""

    board: RiskBoard
    boards: PlanBoards | None = None

    def of_medium(self, medium: str) -> list[tuple[ThreatState, ThreatState]]:
        """Its threats, as they are and as planned."""
        later = (self.boards.planned if self.boards else self.board).threats
        both = zip(self.board.threats, later, strict=True)
        return [pair for pair in both if pair[0].threat.medium == medium]


class ThreatsScreen(QuestionStep[ThreatFigures]):
    """The 21 threats; those whose medium holds no asset can be passed over."""

    STEP: ClassVar[Step] = "threats"
    LAST_ANSWERED = "脅威はここまでです。次は F8 の対策です"

    def compute(self) -> ThreatFigures:
        if boards := self.trial_boards():
            return ThreatFigures(boards.now, boards)
        return ThreatFigures(risk_board(self.app.session.record))

    def panel_lines(self, width: int) -> Lines:
        lines = self._count_lines(width)
        for medium in load_catalogue().media:
            states = self.now.of_medium(medium.key)
            lines += [Content(""), *_medium_lines(medium.label, states, width)]
        return lines

    def _count_lines(self, width: int) -> Lines:
        if self.now.boards:
            return trial_count_lines(self.now.boards, width)
        return count_lines(self.now.board, self.before.board, width)

    def help_lines(self, width: int) -> Lines:
        return [*super().help_lines(width), *self.own_rule_lines(width)]

    def folded_lines(self, width: int) -> Lines:
        if self.now.boards:
            return [trial_level_line(self.now.boards)]
        return [level_line(self.now.board, self.before.board)]


# Cells of the three figures beside a title, and what a title must keep to be told by.
FIGURES_WIDTH, SHORTEST_TITLE = 20, 20
# As it is, and as planned.
States = Sequence[tuple[ThreatState, ThreatState]]


def _medium_lines(label: str, states: States, width: int) -> Lines:
    if width < FIGURES_WIDTH + SHORTEST_TITLE:
        below = [each for state in states for each in _threat_over_figures(*state, width)]
        return [Content.styled(label, "bold"), *below]
    heading = fit(label, width - FIGURES_WIDTH) + "頻度 状況 可能性"
    return [Content.styled(heading, "bold"), *(_threat_line(*state, width) for state in states)]


def _threat_line(state: ThreatState, planned: ThreatState, width: int) -> Content:
    frequency, *rest = _figures(state, planned)
    figures = right(frequency, 4) + "".join(right(figure, 5) for figure in rest)
    return line(fit(_title(state), width - FIGURES_WIDTH), figures)


def _threat_over_figures(state: ThreatState, planned: ThreatState, width: int) -> Lines:
    frequency, status, likelihood = _figures(state, planned)
    figures = f"    頻度 {frequency} 状況 {status} 可能性 {likelihood}"
    if cell_len(figures) > width:
        figures = f"  頻度{frequency} 状況{status} 可能性{likelihood}"
    return [Content(fit(_title(state), width)), Content(figures)]


def _title(state: ThreatState) -> str:
    return f"{state.threat.id} {state.threat.title}"


def _figures(state: ThreatState, planned: ThreatState) -> list[str]:
    """Frequency, status and likelihood; 「3→ 1」 where the plan changes one."""
    now = (state.frequency, state.status, state.likelihood)
    later = (planned.frequency, planned.status, planned.likelihood)
    both = [(_figure(a), _figure(b)) for a, b in zip(now, later, strict=True)]
    return [a if a == b else f"{a}{TO}{b}" for a, b in both]


def _figure(held: int | None) -> str:
    return "－" if held is None else str(held)
