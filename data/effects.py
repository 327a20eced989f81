"""What each open measure would change if it alone were carried out (効き目).

The order is this project's own [ours]: risks that leave 大, then the sum of risk values,
then the threats done, then the risks 大 that cannot do without it, then the rate of the
category, each largest first. Few measures take a risk out of 大 alone, for most threats
want all of theirs: the fourth tells which of those one does not come round.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from data.catalogue import Measure, load_catalogue
from data.planning import with_statuses
from data.record import Engagement, MeasureAnswer
from data.risk import STATUS_ALL_DONE, AssetRisk, RiskBoard, medium_states, risk_board, threat_state
from data.share import HALVES, NOT_APPLICABLE, Share

DONE = 1
# What carrying out a measure can change nothing about.
SETTLED = (DONE, NOT_APPLICABLE)


class Effect(NamedTuple):
    """What changes when `measure` is answered 1 and everything is computed again.

    `left_high`: assets that were 大 and are not any more. `risk_sum`: by how much the
    sum of risk values falls, over the assets whose risk was known; negative where a
    threat becomes known that was not. `threats_done`: threats whose measures are now
    all carried out. `needed_by`: assets that are 大 and stay so even when every other open
    measure is carried out. `rate_gain`: by how much its category's rate rises, more than
    none; a rate not known before rises from 0.
    """

    measure: Measure
    left_high: int
    risk_sum: int
    threats_done: int
    needed_by: int
    rate_gain: Share


def open_measures(record: Engagement) -> tuple[Measure, ...]:
    """Those answered neither 1 nor 4, by number."""
    return tuple(
        measure for measure in load_catalogue().measures if _status(record, measure) not in SETTLED
    )


def _status(record: Engagement, measure: Measure) -> int | None:
    return record.measures.get(measure.no, MeasureAnswer()).status


def effects(record: Engagement) -> tuple[Effect, ...]:
    """The effect of every open measure, the most helpful first."""
    measures = open_measures(record)
    now = risk_board(record)
    best = risk_board(with_statuses(record, {measure.no: DONE for measure in measures}))
    return tuple(sorted((_effect(now, best, each) for each in measures), key=helpfulness))


def helpfulness(effect: Effect) -> tuple[int, int, int, int, Fraction, int]:
    """What the ranking goes by, the most helpful being the least; then the lowest number."""
    gain = Fraction(effect.rate_gain.halves, effect.rate_gain.measures)
    changes = -effect.left_high, -effect.risk_sum, -effect.threats_done
    return (*changes, -effect.needed_by, -gain, effect.measure.no)


def _effect(before: RiskBoard, best: RiskBoard, measure: Measure) -> Effect:
    """`best`: with every open measure carried out."""
    after = _board_with(before, measure.no, DONE)
    without = _board_with(best, measure.no, _status(before.record, measure))
    rows = list(_by_group(before, after))
    return Effect(
        measure=measure,
        left_high=sum(n for a, b, n in rows if a.level == "high" != b.level),
        risk_sum=sum(n * (a.risk - b.risk) for a, b, n in rows if a.risk and b.risk),
        threats_done=_threats_done(after) - _threats_done(before),
        needed_by=sum(n for a, b, n in _by_group(before, without) if a.level == b.level == "high"),
        rate_gain=_rate_gain(before.record, measure),
    )


def _board_with(before: RiskBoard, no: int, status: int | None) -> RiskBoard:
    """The risks with this measure answered so; only what it bears on is computed anew."""
    record = with_statuses(before.record, {no: status})
    threats = tuple(
        threat_state(state.threat, record) if no in state.threat.measures else state
        for state in before.threats
    )
    return RiskBoard(record, threats, medium_states(threats), before.groups)


def _by_group(before: RiskBoard, after: RiskBoard) -> Iterator[tuple[AssetRisk, AssetRisk, int]]:
    """One asset of each group of equals, before and after, and how many they are."""
    for assets in before.groups.values():
        yield before.of(assets[0]), after.of(assets[0]), len(assets)


def _threats_done(board: RiskBoard) -> int:
    return sum(state.status == STATUS_ALL_DONE for state in board.threats)


def _rate_gain(record: Engagement, measure: Measure) -> Share:
    statuses = [_status(record, each) for each in load_catalogue().measures_of(measure.category)]
    counted = sum(status != NOT_APPLICABLE for status in statuses)
    status = _status(record, measure)
    return Share(HALVES[DONE] - (HALVES[status] if status else 0), counted)
