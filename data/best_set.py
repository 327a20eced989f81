"""The measures of least effort that together leave no risk 大.

How it is found: an asset is 大 from a certain likelihood on, so the most important
asset on a medium says how likely its threats may be at most. What that asks of a
threat's measures is one of three things: all of them, at least one of them, or (where
none is answered, so that the threat is not known) all or none of them. Those left to
choose from after what must be are few; a search in order of effort finds the least.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from data.effects import DONE, open_measures
from data.fields import USUAL_EFFORT
from data.planning import with_statuses
from data.record import Engagement
from data.risk import (
    SCALE,
    STATUS_ALL_DONE,
    STATUS_NOTHING,
    RiskBoard,
    likelihood,
    risk_board,
    risk_level,
    risk_value,
)

# How many states are looked at before a bound has to do; the official tables need a few.
MOST_STATES = 20_000

Numbers = frozenset[int]


class BestSet(NamedTuple):
    """`measures` (numbers, ascending) to carry out, with the sum of their effort (1..3 each).

    No set needs less than `bound`; where `exact`, that is `effort` itself, and no set of
    that effort has fewer measures. `high_now`, `high_after`: assets that are 大.
    """

    measures: tuple[int, ...]
    effort: int
    exact: bool
    bound: int
    high_now: int
    high_after: int


def best_set(
    record: Engagement, efforts: Mapping[int, int], most_states: int = MOST_STATES
) -> BestSet:
    """The set of least effort, then of fewest measures, then of lowest numbers.

    `efforts`: 1..3 by number of measure, 2 for those that have none.
    """
    board = risk_board(record)
    found = _least(board, efforts, most_states)
    planned = with_statuses(record, dict.fromkeys(found.chosen.measures, DONE))
    return BestSet(
        measures=found.chosen.measures,
        effort=found.chosen.effort,
        exact=found.is_least,
        bound=found.bound,
        high_now=board.level_counts()["high"],
        high_after=risk_board(planned).level_counts()["high"],
    )


def _least(board: RiskBoard, efforts: Mapping[int, int], most_states: int) -> _Found:
    needs = _needs(board)
    numbers = (measure.no for measure in open_measures(board.record))
    blocks = _blocks(numbers, needs.all_or_none)
    forced = _joined(block for block in blocks if any(block & need for need in needs.all_of))
    any_of = sorted(needs.any_of, key=len)
    begun = _choice(forced, any_of, efforts)
    choices = [_choice(block, any_of, efforts) for block in blocks if not block & forced]
    return _search(begun, choices, len(any_of), most_states)


def _effort(measures: Iterable[int], efforts: Mapping[int, int]) -> int:
    return sum(efforts.get(no, USUAL_EFFORT) for no in measures)


# --- What no risk 大 asks of the measures -----------------------------------


class _Needs(NamedTuple):
    """Sets of open measures of which all, at least one, or all or none must be done."""

    all_of: list[Numbers]
    any_of: list[Numbers]
    all_or_none: list[Numbers]


def _needs(board: RiskBoard) -> _Needs:
    needs = _Needs([], [], [])
    limits = _limits(board)
    open_numbers = {measure.no for measure in open_measures(board.record)}
    for state in board.threats:
        limit = limits.get(state.threat.medium)
        bearing = open_numbers.intersection(state.threat.measures)
        if limit is None or state.frequency is None or not bearing:
            continue
        worst = _worst_status(state.frequency, limit)
        if state.status is None and worst == STATUS_ALL_DONE:
            needs.all_or_none.append(frozenset(bearing))
        elif state.status is not None and state.status > worst:
            demanded = needs.all_of if worst == STATUS_ALL_DONE else needs.any_of
            demanded.append(frozenset(bearing))
    return needs


def _limits(board: RiskBoard) -> dict[str, int]:
    """The greatest likelihood (1..3) by medium with which none of its assets is 大."""
    limits: dict[str, int] = {}
    for medium, importance in board.groups:
        if medium is not None and importance is not None:
            allowed = max(n for n in SCALE if risk_level(risk_value(importance, n)) != "high")
            limits[medium] = min(allowed, limits.get(medium, allowed))
    return limits


def _worst_status(frequency: int, limit: int) -> int:
    """The worst status (1..3) with which a threat's likelihood stays within the limit."""
    statuses = range(STATUS_ALL_DONE, STATUS_NOTHING + 1)
    return max(s for s in statuses if (likelihood(frequency, s) or 0) <= limit)


def _blocks(numbers: Iterable[int], all_or_none: Iterable[Numbers]) -> list[Numbers]:
    """The open measures, those together that can only be done together."""
    blocks = [frozenset({no}) for no in numbers]
    for group in all_or_none:
        apart = [block for block in blocks if not block & group]
        blocks = [*apart, _joined(block for block in blocks if block & group)]
    return blocks


def _joined(blocks: Iterable[Numbers]) -> Numbers:
    return frozenset().union(*blocks)


# --- The search -------------------------------------------------------------


class _Choice(NamedTuple):
    """Measures chosen, ordered by what they cost; `met` has a bit for each need they meet."""

    effort: int
    number: int
    measures: tuple[int, ...]
    met: int

    def plus(self, other: _Choice) -> _Choice:
        """Both together, which share no measure."""
        return _Choice(
            self.effort + other.effort,
            self.number + other.number,
            tuple(sorted(self.measures + other.measures)),
            self.met | other.met,
        )


class _Found(NamedTuple):
    """`bound`: the least effort that any choice meeting every need can have."""

    chosen: _Choice
    is_least: bool
    bound: int


def _choice(block: Numbers, needs: Sequence[Numbers], efforts: Mapping[int, int]) -> _Choice:
    met = sum(1 << place for place, need in enumerate(needs) if need & block)
    return _Choice(_effort(block, efforts), len(block), tuple(sorted(block)), met)


def _search(begun: _Choice, choices: Sequence[_Choice], needs: int, most_states: int) -> _Found:
    """Cheapest first, so that the first found to meet all of the needs is the least.

    Of two that meet the same needs the later one is dropped: whatever is added to both,
    it stays the dearer. Each need can be met by some choice.
    """
    all_met = (1 << needs) - 1
    queue, seen = [begun], set[int]()
    while True:
        least = heapq.heappop(queue)
        if least.met == all_met:
            return _Found(least, True, least.effort)
        if least.met in seen:
            continue
        if len(seen) >= most_states:
            return _Found(_completed(least, choices, all_met), False, least.effort)
        seen.add(least.met)
        next_need = ~least.met & (least.met + 1)
        for choice in choices:
            if choice.met & next_need:
                heapq.heappush(queue, least.plus(choice))


def _completed(begun: _Choice, choices: Sequence[_Choice], all_met: int) -> _Choice:
    """Adds, until every need is met, what meets the most needs for its effort."""
    while begun.met != all_met:
        unmet = all_met & ~begun.met
        begun = begun.plus(max(choices, key=lambda c: (c.met & unmet).bit_count() / c.effort))
    return begun
