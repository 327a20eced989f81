"""The flow of questions that self-check, threats, measures and cloud share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from data.catalogue import Guidance, load_guidance
from data.edits import Edit
from data.follow_ups import is_marked, marked_places
from data.place import Place
from data.preferences import change_preferences, load_preferences
from data.questions import Answer, Question, answer_at, answer_edit, next_open, questions_of
from screens.step import StepScreen
from screens.term_lines import words_line
from tui.actions import QUESTION_ACTIONS, Action, bindings
from tui.paint import Lines, listed, prose
from tui.widgets.lines_view import LinesView
from tui.widgets.question import CardState, card_lines, outline_line_of, outline_lines

Figures = TypeVar("Figures")


class QuestionStep(StepScreen, Generic[Figures]):
    """Outline at the left, one question in the middle, the live panel at the right.

    The questions are those of the step; a subclass says what its panel shows.
    """

    OWN_ACTIONS: ClassVar[tuple[Action, ...]] = QUESTION_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(QUESTION_ACTIONS)]
    READ_ON = ("#panel", "#card")
    LAST_ANSWERED: ClassVar[str] = "最後の質問です"

    def __init__(self, place: Place | None = None) -> None:
        super().__init__(place)
        self.cursor = 0
        self.shows_prompts = load_preferences().prompts
        self.questions: Sequence[Question] = self.list_questions()
        self.before: Figures = self.compute()
        self.now = self.before

    def list_questions(self) -> Sequence[Question]:
        """The questions of this step for the record as it is."""
        return questions_of(self.app.session.record, self.STEP)

    def answer_of(self, question: Question) -> Answer:
        """What the record says about a question."""
        return answer_at(self.app.session.record, question.place)

    def edit_for(self, question: Question, value: Any) -> Edit:
        """The edit that answers a question; `value` None takes the answer back."""
        return answer_edit(question.place, value)

    @abstractmethod
    def compute(self) -> Figures:
        """The figures the panel shows."""

    @abstractmethod
    def panel_lines(self, width: int) -> Lines:
        """The live panel from `self.now`, with what changed since `self.before`."""

    @abstractmethod
    def folded_lines(self, width: int) -> Lines:
        """The panel in one line."""

    def compose_body(self) -> ComposeResult:
        yield LinesView(id="outline")
        with Vertical(id="middle"):
            yield LinesView(id="card")
        yield LinesView(id="panel")

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield LinesView(id="folded")

    def enter(self) -> None:
        if self.start is None or not self.start.key:
            self.questions = self.list_questions()
            self.cursor = self._next_open(-1) or 0
        super().enter()

    def forget_changes(self) -> None:
        self.now = self.compute()

    @property
    def question(self) -> Question | None:
        return self.questions[self.cursor] if self.questions else None

    @property
    def position(self) -> str:
        """Where the present question stands among those of the step."""
        return f"{self.cursor + 1}/{len(self.questions)}"

    @property
    def answer_keys(self) -> str:
        """Which keys answer the present question."""
        return f"1から{len(self.question.options)}の数字で答えます" if self.question else ""

    def unknown_key(self, character: str) -> str:
        return self.answer_keys if character.isdecimal() else super().unknown_key(character)

    @property
    def footer_hint(self) -> str:
        return f"1-{len(self.question.options)} 答える" if self.question else ""

    @property
    def guidance(self) -> Guidance:
        """What stands behind the present question."""
        place = self.questions[self.cursor].place
        return load_guidance(self.STEP)[place.item or place.key]

    @property
    def current_place(self) -> Place:
        return self.question.place if self.question else Place(self.STEP)

    def move_to(self, place: Place) -> None:
        self.questions = self.list_questions()
        for index, question in enumerate(self.questions):
            at = question.place
            if at.key == place.key and place.item in ("", at.item):
                self.cursor = index
                return

    def refresh_views(self) -> None:
        self.questions = self.list_questions()
        self.cursor = max(0, min(self.cursor, len(self.questions) - 1))
        self.before, self.now = self.now, self.compute()
        self._show_question()
        self._show_panel()
        self.refresh_frame()

    def _show_panel(self) -> None:
        self.query_one("#panel", LinesView).show(self.panel_lines)
        self.query_one("#folded", LinesView).show(self.folded_lines)

    def _show_question(self) -> None:
        outline = self.query_one("#outline", LinesView)
        outline.show(self.outline_lines)
        at = self.outline_line()
        outline.keep_in_sight(max(at - 2, 0), at + 2)
        card = self.query_one("#card", LinesView)
        card.show(self.card_lines)
        card.keep_in_sight(0, 0)

    def outline_lines(self, width: int) -> Lines:
        """The questions of the step, the present one marked."""
        marked, planned = marked_places(self.app.session.record), self.planned_places()
        return outline_lines(
            self.questions, self.answer_of, marked, self.cursor, width, planned=planned
        )

    def planned_places(self) -> Collection[Place]:
        """The questions whose subject is shown as planned."""
        return ()

    def outline_line(self) -> int:
        """The line of the outline on which the present question stands."""
        return outline_line_of(self.questions, self.cursor)

    def card_lines(self, width: int) -> Lines:
        """The present question, or what to do when there is none."""
        if self.question is None:
            return []
        answer = self.answer_of(self.question)
        words = words_line(self._card_texts(), width)
        state = self.card_state(self.question)
        return card_lines(self.question, answer, self.guidance, state, width, words)

    def card_state(self, question: Question) -> CardState:
        """How the card of the present question stands."""
        return CardState(
            position=self.position,
            is_marked=is_marked(self.app.session.record, question.place),
            shows_prompts=self.shows_prompts,
            is_noting=self.note is not None,
        )

    def _card_texts(self) -> list[str]:
        """What the card of the present question says, but for what to ask next."""
        if self.question is None:
            return []
        labels = [option.label for option in self.question.options]
        texts = [self.question.title, self.question.text, *labels, self.guidance.check]
        return [*texts, self.question.group]

    def shown_texts(self) -> Iterable[str]:
        panel = self.panel_lines if self.query_one("#panel").display else self.folded_lines
        beside = [content.plain for content in panel(self.app.size.width)]
        further = [self.guidance.why, *self.guidance.prompts] if self.question else []
        return [*self._card_texts(), *further, *beside]

    def _moved(self) -> None:
        """The cursor moved without an edit: the panel falls quiet."""
        self.close_note()
        self._said = ""
        self.before = self.now
        self.refresh_frame()
        self._show_question()
        self._show_panel()

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.questions) - 1))
        self._moved()

    def action_move_to_end(self, end: int) -> None:
        """-1 the first question, 1 the last."""
        self.action_move(end * len(self.questions))

    def action_move_group(self, by: int) -> None:
        groups = [question.group for question in self.questions]
        if not groups:
            return
        here = groups[self.cursor]
        others = [i for i, group in enumerate(groups) if i == 0 or groups[i - 1] != group]
        start = others.index(groups.index(here))
        self.cursor = others[max(0, min(start + by, len(others) - 1))]
        self._moved()

    def action_choose(self, number: int) -> None:
        if self.question is None:
            return
        if number > len(self.question.options):
            self.say(self.answer_keys)
            return
        question, value = self.question, self.question.options[number - 1].value
        last = self.cursor == len(self.questions) - 1
        self.cursor = min(self.cursor + 1, len(self.questions) - 1)
        self.apply(self.edit_for(question, value))
        if last and not self._said:
            self.say(self.LAST_ANSWERED)

    def action_take_back(self) -> None:
        if self.question and self.answer_of(self.question).value is not None:
            self.apply(self.edit_for(self.question, None))
            self.say(self._said or "回答を取り消しました")

    def action_open(self) -> None:
        if self.question and self.answer_of(self.question).value is None:
            self.say("まだ答えがありません。数字で選んでください")
        else:
            self.action_move(1)

    def action_next_unanswered(self) -> None:
        found = self._next_open(self.cursor)
        if found is None:
            self.say("この画面の質問は、すべて答えてあります")
            return
        self.cursor = found
        self._moved()

    def _next_open(self, after: int) -> int | None:
        return next_open(self.questions, self.answer_of, after)

    async def action_note(self) -> None:
        if question := self.question:
            card = self.query_one("#card", LinesView)
            await self.edit_note(question.place, f"{question.number}　{question.title}", card)

    def action_priority(self) -> None:
        from data.priorities import takes_priority
        from screens.priorities import priority_dialog

        place, record = self.current_place, self.app.session.record
        if not takes_priority(record, place):
            self.say("緊急度などは、自社診断の質問と対策に付けられます")
            return
        self.app.push_screen(priority_dialog(place, record), lambda _: self.refresh_views())

    def action_toggle_prompts(self) -> None:
        self.shows_prompts = not self.shows_prompts
        change_preferences(prompts=self.shows_prompts)
        self._show_question()
        self.say(
            "もう一歩の問いを出しました" if self.shows_prompts else "もう一歩の問いを隠しました"
        )

    def help_lines(self, width: int) -> Lines:
        if self.question is None:
            return []
        guidance = self.guidance
        lines = prose(f"{self.question.number}　{self.question.title}", width, "bold")
        lines += prose(self.question.text, width)
        for label, text in (("なぜ大切か", guidance.why), ("確かめ方", guidance.check)):
            lines += [*prose("", width), *prose(label, width, "bold $text-accent")]
            lines += prose(text, width)
        lines += [*prose("", width), *prose("もう一歩", width, "bold $text-accent")]
        return lines + listed(guidance.prompts, width)

    @on(LinesView.Clicked, "#outline")
    def _question_clicked(self, event: LinesView.Clicked) -> None:
        self.cursor = int(event.target[1])
        self._moved()

    @on(LinesView.Clicked, "#card")
    async def _option_clicked(self, event: LinesView.Clicked) -> None:
        kind, target = event.target
        if kind == "option":
            self.action_choose(int(target))
        elif kind == "run":
            await self.run_action(str(target))
