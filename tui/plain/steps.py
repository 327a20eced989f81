"""The way through the steps."""

from __future__ import annotations

from typing import get_args

from data.place import Step

STEPS: tuple[Step, ...] = get_args(Step)


def next_step(step: Step) -> Step:
    """The step that follows; the results come last."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]
