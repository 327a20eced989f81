"""Records as they would be: with some measures carried out, or with the whole plan.

Answers stand in the order 1 実施している, 2 一部実施している, then 3 and unanswered; a plan
only ever makes them better. What does not apply (4) stays so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from data.record import Asset, Engagement, MeasureAnswer, PlannedMeasure, Treatment
from data.risk import AssetRisk, RiskBoard, risk_board
from data.same import Same
from data.share import HALVES, NOT_APPLICABLE

# What can be done about a risk, as far as arithmetic or words depend on it.
REDUCE, RETAIN, AVOID = "reduce", "retain", "avoid"
NOT_DONE = max(HALVES)


def with_statuses(record: Engagement, statuses: Mapping[int, int | None]) -> Engagement:
    """The record with these measures (number 1..55) answered so (1..4, None for not at all).

    Their notes are kept.
    """
    given, unanswered = record.measures, MeasureAnswer()
    changed = {no: replace(given.get(no, unanswered), status=s) for no, s in statuses.items()}
    return replace(record, measures={**given, **changed})


def efforts_of(record: Engagement) -> dict[int, int]:
    """手間 1..3 of those measures that were given one."""
    return {no: planned.effort for no, planned in record.plan.items() if planned.effort}


def planned_record(record: Engagement) -> Engagement:
    """The record once everything planned is carried out; itself where that changes nothing.

    What was reported done is in the answers already, and may have changed since.
    """
    better = {
        no: planned.status
        for no, planned in record.plan.items()
        if planned.status and is_ahead(planned, record.measures.get(no, MeasureAnswer()))
    }
    return with_statuses(record, better) if better else record


def is_ahead(planned: PlannedMeasure, now: MeasureAnswer) -> bool:
    """Whether the answer is not yet what is planned: what was reported done is behind us."""
    if planned.status is None or planned.done or now.status == NOT_APPLICABLE:
        return False
    return planned.status < (now.status or NOT_DONE)


class ResidualRisk(NamedTuple):
    """An asset's risk now, and what remains of it (残るリスク); None where the asset goes."""

    now: AssetRisk
    residual: AssetRisk | None


class PlanBoards(NamedTuple):
    """All risks now, and once the plan is carried out: without the assets to be avoided."""

    now: RiskBoard
    planned: RiskBoard

    def of(self, asset: Asset) -> ResidualRisk:
        goes = _goes(self.now.record, asset)
        return ResidualRisk(self.now.of(asset), None if goes else self.planned.of(asset))


def plan_boards(record: Engagement) -> PlanBoards:
    """Computed now. 保有 and 移転 leave the risk as the planned measures leave it [ours]."""
    planned = planned_record(record)
    if gone := frozenset(asset for asset, each in record.treatments.items() if _avoids(each)):
        planned = replace(planned, assets=_without(Same(record.assets), gone))
    return PlanBoards(risk_board(record), risk_board(planned))


# A key plans a measure and leaves the ledger: it must not be read through again.
@lru_cache(maxsize=4)
def _without(ledger: Same[tuple[Asset, ...]], gone: frozenset[str]) -> tuple[Asset, ...]:
    return tuple(asset for asset in ledger.held if asset.id not in gone)


def _goes(record: Engagement, asset: Asset) -> bool:
    treatment = record.treatments.get(asset.id)
    return treatment is not None and _avoids(treatment)


def _avoids(treatment: Treatment) -> bool:
    return treatment.option == AVOID
