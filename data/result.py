"""Everything computed from a record, and the public JSON form of it.

The JSON's keys and types are a contract: spec/command-line.md.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from data.cloud_score import CloudScore, cloud_score
from data.diagnosis import AssetCounts, CategoryDiagnosis, asset_counts, diagnosis
from data.follow_ups import OpenPoint, open_points
from data.record import Engagement
from data.risk import AssetRisk, RiskBoard, ThreatState, risk_board
from data.self_check_score import SelfCheckScore, self_check_score


class Result(NamedTuple):
    """All results of one record."""

    self_check: SelfCheckScore
    board: RiskBoard
    diagnosis: tuple[CategoryDiagnosis, ...]
    counts: AssetCounts
    cloud: tuple[CloudScore, ...]


def compute_result(record: Engagement) -> Result:
    """Compute every figure that panels, workbooks and the command line show."""
    return Result(
        self_check=self_check_score(record),
        board=risk_board(record),
        diagnosis=diagnosis(record),
        counts=asset_counts(record),
        cloud=tuple(cloud_score(service) for service in record.cloud_services),
    )


def result_payload(result: Result) -> dict[str, Any]:
    """The JSON result as plain values; None stands for not known."""
    return {
        "self_check": _self_check(result.self_check),
        "assets": [_asset(row) for row in result.board.rows()],
        "threats": [_threat(state) for state in result.board.threats],
        "diagnosis": [_category(row) for row in result.diagnosis],
        "counts": _counts(result),
        "cloud": [_service(score) for score in result.cloud],
        "follow_ups": [_follow_up(point) for point in open_points(result.board.record)],
    }


def _self_check(score: SelfCheckScore) -> dict[str, Any]:
    parts = [
        {"part": p.part.part, "score": p.score, "max": p.max, "answered": p.answered}
        | {"total": p.total}
        for p in score.parts
    ]
    return {
        "score": score.score,
        "max": score.max,
        "answered": score.answered,
        "total": score.total,
        "band": score.band.key if score.band else None,
        "unknown": list(score.unknown),
        "parts": parts,
    }


def _asset(row: AssetRisk) -> dict[str, Any]:
    return {
        "id": row.asset.id,
        "importance": row.importance,
        "threat": row.medium.threat,
        "vulnerability": row.medium.vulnerability,
        "likelihood": row.medium.likelihood,
        "risk": row.risk,
        "level": row.level,
        "deciding_threat": row.medium.deciding.threat.id if row.medium.deciding else None,
    }


def _threat(state: ThreatState) -> dict[str, Any]:
    return {
        "id": state.threat.id,
        "medium": state.threat.medium,
        "frequency": state.frequency,
        "implementation": state.implementation.value if state.implementation else None,
        "status": state.status,
        "likelihood": state.likelihood,
    }


def _category(row: CategoryDiagnosis) -> dict[str, Any]:
    return {
        "category": row.category.category,
        "need": row.need,
        "rate": row.rate.value if row.rate else None,
        "answered": row.answered,
        "total": row.total,
        "action": row.action,
    }


def _counts(result: Result) -> dict[str, Any]:
    return {
        "media": result.counts.media,
        "personal": result.counts.personal,
        "importance": {str(level): n for level, n in result.counts.importance.items()},
        "level": result.board.level_counts(),
    }


def _service(score: CloudScore) -> dict[str, Any]:
    return {
        "id": score.service.id,
        "score": score.score,
        "max": score.max,
        "answered": score.answered,
        "total": score.total,
        "groups": dict(score.groups),
    }


def _follow_up(point: OpenPoint) -> dict[str, Any]:
    return {
        "step": point.place.step,
        "key": point.place.key,
        "item": point.place.item,
        "name": point.name,
        "unknown": point.is_unknown,
        "marked": point.marked,
        "person": point.person,
        "due": point.due.isoformat() if point.due else None,
    }
