"""Which of the earlier states are kept: many of today, ever fewer of what lies further back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY

# Up to what age in seconds one state of every so many seconds is kept. Each span is a
# multiple of the one before, so that whoever thins often keeps what thinning once would.
SPANS = ((DAY, HOUR), (WEEK, 4 * HOUR), (5 * WEEK, DAY), (52 * WEEK, WEEK))
LAST_SPAN = 4 * WEEK

# Whatever their times say: a clock set wrong must not cost the last work.
SPARED_BY_AGE = 5
SPARED_BY_SIZE = 2
MOST = 100
MOST_BYTES = 30_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """Of one state: `number` grows with each, `taken` in seconds since 1970, `size` in bytes."""

    number: int
    taken: float
    size: int


def to_drop(stamps: Iterable[Stamp], now: float) -> set[int]:
    """The numbers of the states to give up at the time `now`.

    Of every span the newest stays; of all no more than `MOST` and `MOST_BYTES`, the
    oldest given up first. The newest two always stay. What is newer is told by the
    number alone, for clocks are set back; a time yet to come counts as now.
    """
    newest_first = sorted(stamps, key=lambda stamp: stamp.number, reverse=True)
    kept = _within_bounds(_one_of_every_span(newest_first, now))
    return {stamp.number for stamp in newest_first} - {stamp.number for stamp in kept}


def _one_of_every_span(newest_first: Sequence[Stamp], now: float) -> list[Stamp]:
    kept: list[Stamp] = []
    seen: set[tuple[int, int]] = set()
    for place, stamp in enumerate(newest_first):
        span = _span(now - stamp.taken)
        slot = span, int(stamp.taken // span)
        if slot not in seen or place < SPARED_BY_AGE:
            kept.append(stamp)
        seen.add(slot)
    return kept


def _span(age: float) -> int:
    return next((span for until, span in SPANS if age < until), LAST_SPAN)


def _within_bounds(newest_first: Sequence[Stamp]) -> list[Stamp]:
    sizes = accumulate(stamp.size for stamp in newest_first)
    return [
        stamp
        for place, (stamp, total) in enumerate(zip(newest_first, sizes, strict=True))
        if place < SPARED_BY_SIZE or (place < MOST and total <= MOST_BYTES)
    ]
