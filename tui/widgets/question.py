"""A question as a card, and many of them as an outline."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len
from textual.content import Content

from data.catalogue import Guidance
from data.place import Place
from data.questions import Answer, Question
from tui.marks import CHOSEN, MARKED, NO_MARK, NOTED, PLANNED, TO_PASS_OVER, UNANSWERED
from tui.paint import Lines, clickable, fit, fit_left, line, listed, prose, right, slot
from tui.phrases import wrap

COME_BACK = f"{MARKED} しるしを付けています"
PLANNING = "試算中：1・2 で予定を選びます（答えは変わりません）"


@dataclass(frozen=True, slots=True)
class Planning:
    """The card while answers go to the plan: what is planned stands as what is chosen."""

    value: str | int | None


@dataclass(frozen=True, slots=True)
class CardState:
    """How the card stands: `is_noting` while the note is written below it.

    `planning` is there while the digits plan and do not answer.
    """

    position: str
    is_marked: bool = False
    shows_prompts: bool = True
    is_noting: bool = False
    planning: Planning | None = None


def mark_of(question: Question, answer: Answer) -> str:
    """The chosen option's mark, else whether the question is open or may be passed over."""
    for option in question.options:
        if option.value == answer.value:
            return option.mark
    return TO_PASS_OVER if question.skippable else UNANSWERED


def card_lines(
    question: Question,
    answer: Answer,
    guidance: Guidance,
    state: CardState,
    width: int,
    words: Lines,
) -> Lines:
    """The card: where we are, the question, its options, how to check, what to ask next.

    `words` stand below the options and name the terms that can be explained.
    """
    # A note being written needs the room, and says itself what is in it.
    lines: Lines = [] if state.is_noting else [_heading(question, state, width), Content("")]
    lines += prose(f"{question.number}　{question.title}", width, "$text-accent")
    lines += prose(question.text, width, "bold")
    if question.remark and not state.is_noting:
        lines += prose(question.remark, width, "bold $text-warning")
    lines.append(Content(""))
    lines += _options_lines(question, answer, state.planning, width)
    lines += [] if state.is_noting else words
    if answer.note and not state.is_noting:
        lines += [Content(""), *_labelled("メモ", answer.note, width)]
    lines += [Content(""), *_labelled("確かめ方", guidance.check, width)]
    if state.shows_prompts:
        lines += [Content(""), Content.styled("もう一歩", "bold $text-muted")]
        lines += listed(guidance.prompts, width)
    return lines


def _heading(question: Question, state: CardState, width: int) -> Content:
    come_back = f" {COME_BACK} " if state.is_marked else ""
    room = width - cell_len(come_back) - cell_len(state.position)
    group = (fit(question.group, room), "$text-muted")
    return line(group, (come_back, "bold $text-warning"), state.position)


def _options_lines(
    question: Question, answer: Answer, planning: Planning | None, width: int
) -> Lines:
    chosen = planning.value if planning else answer.value
    lines = prose(PLANNING, width, "bold $text-warning") if planning else []
    for key, option in enumerate(question.options, start=1):
        label = option.label
        if planning and option.value == answer.value:
            label += "（今の答え）"
        if planning and option.value == chosen:
            label += "（予定）"
        lines += _option_lines(key, label, option.value == chosen, width)
    return lines


def _option_lines(key: int, label: str, chosen: bool, width: int) -> Lines:
    first, *rest = wrap(label, width - 8)
    mark = CHOSEN if chosen else NO_MARK
    texts = [f" {mark} {key}  {first}"] + [" " * 7 + each for each in rest]
    style = "bold reverse" if chosen else ""
    return [
        clickable(Content.styled(fit_left(text, width), style), "option", key) for text in texts
    ]


def _labelled(label: str, text: str, width: int) -> Lines:
    return [Content.styled(label, "bold $text-muted"), *prose(text, width)]


def outline_lines(
    questions: Sequence[Question],
    answer_of: Callable[[Question], Answer],
    marked: Collection[Place],
    cursor: int,
    width: int,
    first: int = 0,
    planned: Collection[Place] = (),
) -> Lines:
    """All questions by group, the present one marked; they are numbered from `first` on.

    `planned` have the mark of the plan in the place of that of a note.
    """
    lines: Lines = []
    group = ""
    for index, question in enumerate(questions, start=first):
        if question.group != group:
            group = question.group
            lines.append(Content.styled(fit(group, width), "bold $text-muted"))
        answer, sign = answer_of(question), PLANNED if question.place in planned else ""
        lines.append(_line_of(index, question, answer, sign, marked, cursor, width))
    return lines


def outline_line_of(questions: Sequence[Question], cursor: int) -> int:
    """The line of the outline on which the cursor stands."""
    groups = [question.group for question in questions[: cursor + 1]]
    headings = sum(i == 0 or groups[i - 1] != group for i, group in enumerate(groups))
    return cursor + headings


def _line_of(
    index: int,
    question: Question,
    answer: Answer,
    sign: str,
    marked: Collection[Place],
    cursor: int,
    width: int,
) -> Content:
    before = slot(mark_of(question, answer)) + right(question.number, 3)
    noted = sign or (NOTED if answer.note else NO_MARK)
    behind = noted + (MARKED if question.place in marked else NO_MARK)
    style = "" if answer.value is not None else "$text-muted"
    style = "reverse" if index == cursor else style
    return _outline_line(index, before, question.short, behind, style, width)


# A key changes two or three lines of an outline.
@lru_cache(maxsize=1024)
def _outline_line(
    index: int, before: str, short: str, behind: str, style: str, width: int
) -> Content:
    room = width - cell_len(before) - 1 - cell_len(behind)
    text = f"{before} {fit(short, room)}{behind}"
    return clickable(Content.styled(text, style), "question", index)
