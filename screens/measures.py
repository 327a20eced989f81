"""F8 対策: 55 questions by category, the risks moving with every key."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from data.diagnosis import CategoryDiagnosis, diagnosis
from data.place import Place, Step
from data.plan_edits import PLAN_LABELS, PlanMeasure, plan_refusal
from data.planning import PlanBoards
from data.questions import Question
from data.record import Engagement, PlannedMeasure
from data.risk import RiskBoard, risk_board
from screens.question_step import QuestionStep
from screens.risk_lines import (
    count_lines,
    largest_lines,
    level_line,
    rate_lines,
    with_heat_map,
)
from screens.trial_lines import (
    trial_count_lines,
    trial_largest_lines,
    trial_level_line,
    trial_rate_lines,
)
from tui.actions import MEASURE_ACTIONS, QUESTION_ACTIONS, Action, bindings
from tui.paint import Lines, change, line
from tui.widgets.question import CardState, Planning

LARGEST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class MeasureFigures:
    """What the panel of F8 shows."""

    board: RiskBoard
    rates: tuple[CategoryDiagnosis, ...]
    # While the plan is tried: what would come of it.
    boards: PlanBoards | None = None
    planned_rates: tuple[CategoryDiagnosis, ...] = ()

    @classmethod
    def of(cls, record: Engagement, boards: PlanBoards | None = None) -> MeasureFigures:
        if boards is None:
            return cls(risk_board(record), diagnosis(record))
        planned = diagnosis(boards.planned.record)
        return cls(boards.now, diagnosis(record), boards, planned)


class MeasuresScreen(QuestionStep[MeasureFigures]):
    """The 55 measures; while the plan is tried, the digits plan and no answer changes."""

    STEP: ClassVar[Step] = "measures"
    OWN_ACTIONS: ClassVar[tuple[Action, ...]] = (*QUESTION_ACTIONS, *MEASURE_ACTIONS)
    # In 80 columns one key too many; undo is needed more, and the other steps tell of the map.
    WITHOUT = frozenset({"map"})
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MEASURE_ACTIONS)]
    LAST_ANSWERED = "対策はここまでです。次は F9 のクラウド、結果は F10 です"

    def compute(self) -> MeasureFigures:
        return MeasureFigures.of(self.app.session.record, self.trial_boards())

    def panel_lines(self, width: int) -> Lines:
        now, before = self.now, self.before
        if boards := now.boards:
            return [
                *trial_count_lines(boards, width),
                Content(""),
                *trial_rate_lines(now.rates, now.planned_rates, width),
                Content(""),
                *trial_largest_lines(boards, LARGEST_SHOWN, width),
            ]
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
        if boards := self.now.boards:
            return [trial_level_line(boards)]
        return [line(level_line(self.now.board, self.before.board), self._moved_rate())]

    def _moved_rate(self) -> Content:
        """The category whose rate the last key moved."""
        for now, before in zip(self.now.rates, self.before.rates, strict=True):
            if now.rate and now.rate != before.rate:
                old = before.rate.percent if before.rate else None
                shown = f"　{now.category.short_name} {now.rate.percent}%"
                return line(shown, change(now.rate.percent, old, "%"))
        return Content("")

    # --- The plan tried ---

    @property
    def answer_keys(self) -> str:
        if self.app.trial is None:
            return super().answer_keys
        return "試算中です。1・2で予定を選び、0で取り消します。s で終わります"

    @property
    def footer_hint(self) -> str:
        return super().footer_hint if self.app.trial is None else "1-2 予定"

    def card_state(self, question: Question) -> CardState:
        state = super().card_state(question)
        if self.app.trial is None:
            return state
        return replace(state, planning=Planning(self._planned(question).status))

    def planned_places(self) -> Collection[Place]:
        if self.app.trial is None:
            return ()
        plan = self.app.session.record.plan
        return {Place("measures", str(no)) for no, each in plan.items() if each.status}

    def _planned(self, question: Question) -> PlannedMeasure:
        return self.app.session.record.plan.get(int(question.place.key), PlannedMeasure())

    def action_choose(self, number: int) -> None:
        if self.app.trial is None or self.question is None:
            super().action_choose(number)
            return
        measure = int(self.question.place.key)
        if refusal := plan_refusal(self.app.session.record, measure, number):
            self.say(refusal)
            return
        self.cursor = min(self.cursor + 1, len(self.questions) - 1)
        self.apply(PlanMeasure(measure, number))
        self.say(self._said or f"対策 {measure} を「{PLAN_LABELS[number]}」の予定にしました")

    def action_take_back(self) -> None:
        if self.app.trial is None:
            super().action_take_back()
        elif self.question and self._planned(self.question).status:
            self.apply(PlanMeasure(int(self.question.place.key), None))
            self.say(self._said or "予定を取り消しました")
        else:
            self.say("この対策に予定はありません。答えは s で試算を終えてから取り消せます")

    def action_trial(self) -> None:
        """Begin to try the plan; a trial in which something was tried asks what becomes of it."""
        from screens.trial import toggle_trial

        toggle_trial(self)
