"""The questions of a step, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from data.catalogue import load_guidance
from data.place import Place
from data.place_names import STEP_TITLES
from data.questions import (
    Answer,
    Option,
    Question,
    answer_at,
    answer_edit,
    next_open,
    questions_of,
)
from data.record import FollowUp
from data.text import fold
from tui.plain.commands import Reply
from tui.plain.desk import Desk, JumpError, Spot, in_one_line, numbered
from tui.plain.figures import band_lines, score_lines
from tui.plain.steps import next_step

# Options that together are longer are said one a line.
LONGEST_IN_ONE_LINE = 45


class QuestionStep:
    """One step of questions, from a place on; `run` answers where to go next."""

    def __init__(self, desk: Desk, place: Place) -> None:
        self.desk = desk
        self.step = place.step
        self.has_begun = False
        self.group = ""
        self.told: tuple[Option, ...] = ()
        self.is_unread = True
        self.cursor = self._position_of(place)

    @property
    def questions(self) -> Sequence[Question]:
        return questions_of(self.desk.record, self.step)

    @property
    def question(self) -> Question | None:
        """The present question; None behind the last one."""
        questions = self.questions
        return questions[self.cursor] if self.cursor < len(questions) else None

    def answer_of(self, question: Question) -> Answer:
        return answer_at(self.desk.record, question.place)

    def _position_of(self, place: Place) -> int:
        questions = self.questions
        for index, question in enumerate(questions):
            at = question.place
            if at.key == place.key and place.item in ("", at.item):
                return index
        return next_open(questions, self.answer_of, -1) or 0

    def run(self) -> Place:
        """Hold the step until the user goes on to another."""
        while True:
            try:
                question = self.question
                following = self.at_question(question) if question else self.at_end()
            except JumpError as jump:
                if jump.place.step != self.step or not jump.place.key:
                    raise
                self.move_to(self._position_of(jump.place))
                continue
            if following:
                return following

    def at_question(self, question: Question) -> Place | None:
        """Ask it, and do what is answered."""
        if self.is_unread:
            self._read_out(question)
            self.is_unread = False
        spot = Spot(question.place, lambda: _help_lines(question))
        reply = self.desk.ask(lambda: self._prompt(question), spot)
        position = _chosen(question, reply)
        if position is None:
            self.do(reply)
        else:
            self._answer(question, position)
        return None

    def _read_out(self, question: Question) -> None:
        if question.group != self.group:
            heading = "" if self.has_begun else self.heading()
            self.desk.say(f"{heading}ここからは「{question.group.strip()}」です。")
            self.group, self.has_begun = question.group, True
        self.desk.say(_asked(question), question.remark, *self._options(question))

    def heading(self) -> str:
        """What is said of the step as it begins."""
        return f"{STEP_TITLES[self.step]}、全部で{len(self.questions)}問。"

    def _options(self, question: Question) -> list[str]:
        """One a line where they are heard for the first time or are long."""
        is_known = self.told == question.options
        labels = [_short(option) if is_known else option.label for option in question.options]
        is_short = sum(map(len, labels)) <= LONGEST_IN_ONE_LINE
        is_first, self.told = not self.told, question.options
        return [in_one_line(labels)] if is_short and not is_first else numbered(labels)

    def _prompt(self, question: Question) -> str:
        answer = self.answer_of(question)
        chosen = [
            f"今の答えは {number}. {_short(option)}。"
            for number, option in enumerate(question.options, start=1)
            if option.value == answer.value
        ]
        noted = "メモがあります。" if answer.note else ""
        follow_up = self.desk.record.follow_ups.get(question.place, FollowUp())
        marked = "しるしがあります。" if follow_up.marked else ""
        return "".join(chosen or ["答えは番号で。"]) + noted + marked

    def _answer(self, question: Question, position: int) -> None:
        before = self.desk.record
        option = question.options[position]
        self.desk.apply(answer_edit(question.place, option.value))
        self.desk.say(f"答え：{position + 1}. {_short(option)}")
        self.desk.say(*score_lines(self.desk.record, before, question.place))
        self.move_to(self.cursor + 1)

    def move_to(self, cursor: int) -> None:
        self.cursor = max(0, min(cursor, len(self.questions)))
        self.is_unread = True

    def do(self, reply: Reply) -> None:
        """A command at a question, or behind the last one."""
        match reply.command:
            case "next":
                self.move_to(self.cursor + 1)
            case "back":
                self._go_back()
            case "next_unanswered":
                self._go_to_open()
            case "take_back":
                self._take_back()
            case "list":
                self._choose_group()
            case "again":
                self.group, self.told, self.is_unread = "", (), True
            case _:
                self.refuse(reply)

    def refuse(self, reply: Reply) -> None:
        """A kind word about what is possible here."""
        question = self.question
        numbers = f"1から{len(question.options)}の番号か、" if question else ""
        self.desk.say(
            f"「{reply.text}」はここでは使えません。"
            f"{numbers}空の行で次へ。? で説明、?? で操作の一覧です。"
        )

    def _go_back(self) -> None:
        if self.cursor == 0:
            self.desk.say("最初の質問です。")
        else:
            self.move_to(self.cursor - 1)

    def _go_to_open(self) -> None:
        found = next_open(self.questions, self.answer_of, self.cursor)
        if found is None:
            self.desk.say("すべて答えてあります。")
        else:
            self.move_to(found)

    def _take_back(self) -> None:
        question = self.question
        if question is None or self.answer_of(question).value is None:
            self.desk.say("取り消す答えがありません。")
            return
        before = self.desk.record
        self.desk.apply(answer_edit(question.place, None))
        self.desk.say("答えを取り消しました。")
        self.desk.say(*score_lines(self.desk.record, before, question.place))

    def _choose_group(self) -> None:
        questions = self.questions
        groups = list(dict.fromkeys(question.group for question in questions))
        shown = [
            f"{group.removeprefix(f'{number} ')}、{self._answered(group)}"
            for number, group in enumerate(groups, start=1)
        ]
        place = self.question.place if self.question else Place(self.step)
        chosen = self.desk.choose("まとまりを番号で。b もどる。", shown, Spot(place))
        if chosen is not None:
            self.move_to([question.group for question in questions].index(groups[chosen]))

    def _answered(self, group: str) -> str:
        asked = [question for question in self.questions if question.group == group]
        answered = sum(self.answer_of(question).value is not None for question in asked)
        return f"回答 {answered}/{len(asked)}"

    def at_end(self) -> Place | None:
        """Behind the last question: what is still open, and the way on."""
        following = next_step(self.step)
        if self.is_unread:
            self.desk.say(*self._closing_lines())
            self.is_unread = False
        prompt = f"空の行で{STEP_TITLES[following]}へ進みます。b で最後の質問へ。"
        reply = self.desk.ask(prompt, Spot(Place(self.step)))
        if reply.command == "next":
            return Place(following)
        self.do(reply)
        return None

    def _closing_lines(self) -> list[str]:
        lines = [f"{STEP_TITLES[self.step]}はここまでです。"]
        if self.step == "self_check":
            lines += band_lines(self.desk.record)
        left = sum(self.answer_of(question).value is None for question in self.questions)
        return lines + ([f"未回答が{left}問あります。f で移れます。"] if left else [])


def _asked(question: Question) -> str:
    """「問3 パスワード管理。…」「T09 …」."""
    number = f"問{question.number}" if question.number.isdigit() else question.number
    return f"{number} {question.title}。{question.text}"


def _short(option: Option) -> str:
    """The option without its explanation."""
    return option.label.partition("：")[0]


def _chosen(question: Question, reply: Reply) -> int | None:
    """The position of the option meant by its number or by its label."""
    if reply.number is not None:
        return reply.number - 1 if 1 <= reply.number <= len(question.options) else None
    labels = [fold(option.label) for option in question.options]
    return labels.index(fold(reply.text)) if fold(reply.text) in labels else None


def _help_lines(question: Question) -> Sequence[str]:
    place = question.place
    guidance = load_guidance(place.step)[place.item or place.key]
    return [
        _asked(question),
        f"なぜ大切か：{guidance.why}",
        f"確かめ方：{guidance.check}",
        "もう一歩：",
        *guidance.prompts,
    ]
