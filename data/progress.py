"""How far each step has come."""

from __future__ import annotations

from dataclasses import dataclass

from data.catalogue import load_catalogue
from data.place import Step
from data.record import Engagement


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
