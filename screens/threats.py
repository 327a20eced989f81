"""F7 脅威: 21 threats by medium, rated as if nothing were done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from data.catalogue import load_catalogue
from data.diagnosis import asset_counts
from data.edits import Edit, RateThreat
from data.place import Place, Step
from data.record import ThreatRating
from data.risk import RiskBoard, ThreatState, risk_board
from screens.question_step import QuestionStep
from screens.risk_lines import count_lines, level_line
from tui.paint import Lines, fit, line
from tui.widgets.question import Answer, Option, Question

NO_ASSET = "この媒体・保存先の情報資産は台帳にありません。飛ばしてもかまいません"


class ThreatsScreen(QuestionStep[RiskBoard]):
    """The 21 threats; those whose medium holds no asset can be passed over."""

    STEP: ClassVar[Step] = "threats"
    LAST_ANSWERED = "脅威はここまでです。F8で対策に進みます"

    def list_questions(self) -> Sequence[Question]:
        catalogue = load_catalogue()
        counts = asset_counts(self.app.session.record).media
        options = tuple(
            Option(o.frequency, f"{o.short_label}：{o.label}", f"{o.frequency} ")
            for o in catalogue.frequencies
        )
        return [
            Question(
                place=Place("threats", threat.id),
                number=threat.id,
                group=f"{catalogue.medium(threat.medium).label}（{counts[threat.medium]}件）",
                title=threat.title,
                text=threat.question,
                options=options,
                remark="" if counts[threat.medium] else NO_ASSET,
                skippable=not counts[threat.medium],
            )
            for threat in catalogue.threats
        ]

    def answer_of(self, question: Question) -> Answer:
        found = self.app.session.record.threats.get(question.number, ThreatRating())
        return Answer(found.frequency, found.note)

    def edit_for(self, question: Question, value: int | None) -> Edit:
        return RateThreat(question.number, value)

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
