"""How far each step has come, and how long the rest will take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.catalogue import load_catalogue
from data.place import Step
from data.record import Engagement

# Seconds for one question: this project's own. 12 make 5 minutes of the 25 questions of
# 5分でできる自社診断; the others are longer to read or need a look at what is there.
SECONDS_PER_QUESTION: Mapping[Step, int] = {
    "self_check": 12,
    "threats": 15,
    "measures": 15,
    "cloud": 20,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` questions; `total` is None for a list that has no end."""

    done: int
    total: int | None = None

    @property
    def is_complete(self) -> bool:
        """Everything answered, or at least one row in a list."""
        return self.done == self.total if self.total else self.done > 0

    def __str__(self) -> str:
        return f"{self.done}/{self.total}" if self.total else str(self.done)


def progress(record: Engagement) -> dict[Step, Progress]:
    """The steps with something to enter, in the interview's order."""
    catalogue = load_catalogue()
    answered = sum(a.answer is not None for a in record.self_check.items.values())
    rated = sum(r.frequency is not None for r in record.threats.values())
    stated = sum(m.status is not None for m in record.measures.values())
    return {
        "self_check": Progress(answered, len(catalogue.self_check_items)),
        "assets": Progress(len(record.assets)),
        "threats": Progress(rated, len(catalogue.threats)),
        "measures": Progress(stated, len(catalogue.measures)),
        "cloud": Progress(len(record.cloud_services)),
    }


def first_open_step(record: Engagement) -> Step:
    """Where to go on: the first step that still has something to enter, else the results."""
    return next(
        (step for step, done in progress(record).items() if not done.is_complete), "results"
    )


def open_questions(record: Engagement) -> dict[Step, int]:
    """How many questions are unanswered in each step that asks a fixed number of them.

    In `cloud` it is those of all services; counting takes a look at each service, not
    at each answer.
    """
    counts = progress(record)
    left = {step: each.total - each.done for step, each in counts.items() if each.total}
    each_service = len(load_catalogue().cloud_items)
    checks = sum(len(service.checks) for service in record.cloud_services)
    return left | {"cloud": each_service * len(record.cloud_services) - checks}


def steps_complete(record: Engagement) -> int:
    """How many steps have something in them and no question left."""
    left = open_questions(record)
    return sum(each.is_complete and not left.get(step) for step, each in progress(record).items())


def minutes_for(step: Step, questions: int) -> int:
    """About how many minutes the questions take, 1 at least."""
    seconds = questions * SECONDS_PER_QUESTION[step]
    return max(1, (seconds + 30) // 60)


def what_is_left(record: Engagement, step: Step) -> str:
    """「あと18問・約4分」: what the present step still asks, short enough for the top line."""
    counts = progress(record)
    if step == "assets":
        return f"台帳 {counts[step].done}件"
    if step not in counts:
        return f"{len(counts)}画面のうち{steps_complete(record)}画面が済み"
    if step == "cloud" and not record.cloud_services:
        return "サービス 0件"
    return _questions_left(step, open_questions(record)[step])


def _questions_left(step: Step, left: int) -> str:
    if not left:
        return "この画面は済みました"
    minutes = minutes_for(step, left)
    return f"あと{left}問・" + (f"約{minutes}分" if minutes > 1 else "1分ほど")
