"""A question as a card, and many of them as an outline."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from data.catalogue import Guidance
from data.questions import Answer, Option, Question
from tui.marks import CHOSEN, NO_MARK, NOTED, TO_PASS_OVER, UNANSWERED
from tui.paint import Lines, clickable, fit, fit_left, line, listed, prose, right, slot
from tui.phrases import wrap


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
    position: str,
    width: int,
    words: Lines,
) -> Lines:
    """The card: where we are, the question, its options, how to check, what to ask next.

    `words` stand below the options and name the terms that can be explained.
    """
    heading = line((fit(question.group, width - len(position)), "$text-muted"), position)
    lines: Lines = [heading, Content("")]
    lines += prose(f"{question.number}　{question.title}", width, "$text-accent")
    lines += prose(question.text, width, "bold")
    if question.remark:
        lines += prose(question.remark, width, "bold $text-warning")
    lines.append(Content(""))
    for key, option in enumerate(question.options, start=1):
        lines += _option_lines(key, option, option.value == answer.value, width)
    lines += words
    if answer.note:
        lines += [Content(""), *_labelled("メモ", answer.note, width)]
    lines += [Content(""), *_labelled("確かめ方", guidance.check, width)]
    lines += [Content(""), Content.styled("もう一歩", "bold $text-muted")]
    return lines + listed(guidance.prompts, width)


def _option_lines(key: int, option: Option, chosen: bool, width: int) -> Lines:
    first, *rest = wrap(option.label, width - 8)
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
    cursor: int,
    width: int,
    first: int = 0,
) -> Lines:
    """All questions by group, the present one marked; they are numbered from `first` on."""
    lines: Lines = []
    group = ""
    for index, question in enumerate(questions, start=first):
        if question.group != group:
            group = question.group
            lines.append(Content.styled(fit(group, width), "bold $text-muted"))
        lines.append(_outline_line(index, question, answer_of(question), index == cursor, width))
    return lines


def outline_line_of(questions: Sequence[Question], cursor: int) -> int:
    """The line of the outline on which the cursor stands."""
    groups = [question.group for question in questions[: cursor + 1]]
    headings = sum(i == 0 or groups[i - 1] != group for i, group in enumerate(groups))
    return cursor + headings


def _outline_line(
    index: int, question: Question, answer: Answer, current: bool, width: int
) -> Content:
    mark = slot(mark_of(question, answer))
    number = right(question.number, 3)
    noted = NOTED if answer.note else NO_MARK
    text = f"{mark}{number} {fit(question.title, width - 8)}{noted}"
    style = "reverse" if current else "" if answer.value is not None else "$text-muted"
    return clickable(Content.styled(text, style), "question", index)
