"""An exact share: how much of what applies is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

# Halves of one measure, so that ½ stays a whole number: spec/calculation.md §3.
HALVES = {1: 2, 2: 1, 3: 0}
NOT_APPLICABLE = 4


class Share(NamedTuple):
    """`halves` of `2 × measures`; measures is 1 or more."""

    halves: int
    measures: int

    @property
    def is_full(self) -> bool:
        return self.halves == 2 * self.measures

    @property
    def is_none(self) -> bool:
        return self.halves == 0

    @property
    def value(self) -> float:
        """0..1, rounded to 6 decimals as the JSON result gives it."""
        return round(self.halves / (2 * self.measures), 6)

    @property
    def percent(self) -> int:
        """Whole percent for display; 100 and 0 only when exactly all or nothing is done."""
        rounded = (100 * self.halves + self.measures) // (2 * self.measures)
        if rounded == 100 and not self.is_full:
            return 99
        return 1 if rounded == 0 and not self.is_none else rounded


def share_of(statuses: Iterable[int | None]) -> Share | None:
    """The share over the statuses of the measures concerned, None for unanswered.

    Not known (None) while none is answered, or when all answered ones do not
    apply and none is left. Unanswered measures count as not done.
    """
    given = list(statuses)
    if all(status is None for status in given):
        return None
    counted = [status for status in given if status != NOT_APPLICABLE]
    if not counted:
        return None
    halves = sum(HALVES[status] for status in counted if status is not None)
    return Share(halves, len(counted))
