"""What helps most, as one answer: the ranking of the open measures and the best set.

The payload's keys and types are a contract, as those of `result` are.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from data.best_set import BestSet, best_set
from data.effects import Effect, effects
from data.planning import efforts_of
from data.record import Engagement


class WhatHelps(NamedTuple):
    """For the record as it is answered now, with the efforts its plan gives."""

    record: Engagement
    effects: tuple[Effect, ...]
    best_set: BestSet


def what_helps(record: Engagement) -> WhatHelps:
    return WhatHelps(record, effects(record), best_set(record, efforts_of(record)))


def what_helps_payload(found: WhatHelps) -> dict[str, Any]:
    """Plain values: `effects` most helpful first, rates rounded to 6 decimals; `best_set`."""
    best = found.best_set
    return {
        "effects": [_effect(effect) for effect in found.effects],
        "best_set": best._asdict() | {"measures": list(best.measures)},
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "measure": effect.measure.no,
        "left_high": effect.left_high,
        "risk_sum": effect.risk_sum,
        "threats_done": effect.threats_done,
        "needed_by": effect.needed_by,
        "rate_gain": effect.rate_gain.value,
    }
