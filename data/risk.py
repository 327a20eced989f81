"""Importance, threat status, likelihood and risk value: spec/calculation.md §2-5."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from data.catalogue import Threat, load_catalogue
from data.ledger import AssetGroups, importance, summarise
from data.record import Asset, Engagement, MeasureAnswer, ThreatRating
from data.share import Share, share_of

RiskLevel = Literal["high", "medium", "low"]
LEVELS: tuple[RiskLevel, ...] = ("high", "medium", "low")
LEVEL_LABELS: Mapping[RiskLevel, str] = {"high": "大", "medium": "中", "low": "小"}
HIGH_FROM, MEDIUM_FROM = 6, 4
# What importance and likelihood can be.
SCALE = (1, 2, 3)

# Cut-offs from implementation to threat status: this project's own (spec §3, [ours]),
# read from the three labels; the official ones are not published.
STATUS_ALL_DONE, STATUS_PARTLY, STATUS_NOTHING = 1, 2, 3


def threat_status(implementation: Share | None) -> int | None:
    """対策状況 1..3 (the threat's 脆弱性), None while the implementation is not known."""
    if implementation is None:
        return None
    if implementation.is_full:
        return STATUS_ALL_DONE
    return STATUS_NOTHING if implementation.is_none else STATUS_PARTLY


def likelihood(frequency: int | None, status: int | None) -> int | None:
    """被害発生可能性: frequency ÷ (4 − status), rounded up; None unless both are known."""
    if frequency is None or status is None:
        return None
    return -(-frequency // (4 - status))


class ThreatState(NamedTuple):
    """One threat as it stands: each figure None while not known."""

    threat: Threat
    frequency: int | None
    implementation: Share | None
    status: int | None
    likelihood: int | None


class MediumState(NamedTuple):
    """The maxima over a medium's threats, and the threat that decides the likelihood."""

    threat: int | None = None
    vulnerability: int | None = None
    likelihood: int | None = None
    deciding: ThreatState | None = None


class AssetRisk(NamedTuple):
    """An asset's row: importance × the likelihood of its medium."""

    asset: Asset
    importance: int | None
    medium: MediumState

    @property
    def risk(self) -> int | None:
        return risk_value(self.importance, self.medium.likelihood)

    @property
    def level(self) -> RiskLevel | None:
        return risk_level(self.risk)


def risk_value(importance: int | None, likelihood: int | None) -> int | None:
    """リスク値 1, 2, 3, 4, 6 or 9; None unless both are known."""
    if importance is None or likelihood is None:
        return None
    return importance * likelihood


def risk_level(risk: int | None) -> RiskLevel | None:
    if risk is None:
        return None
    return "high" if risk >= HIGH_FROM else "medium" if risk >= MEDIUM_FROM else "low"


def threat_states(record: Engagement) -> tuple[ThreatState, ...]:
    """All threats of the catalogue, in its order."""
    return tuple(threat_state(threat, record) for threat in load_catalogue().threats)


def threat_state(threat: Threat, record: Engagement) -> ThreatState:
    unanswered = MeasureAnswer()
    implementation = share_of(record.measures.get(no, unanswered).status for no in threat.measures)
    status = threat_status(implementation)
    frequency = record.threats.get(threat.id, ThreatRating()).frequency
    return ThreatState(threat, frequency, implementation, status, likelihood(frequency, status))


def medium_states(states: Iterable[ThreatState]) -> Mapping[str, MediumState]:
    """By medium key, for every medium of the catalogue."""
    by_medium: dict[str, list[ThreatState]] = {m.key: [] for m in load_catalogue().media}
    for state in states:
        by_medium[state.threat.medium].append(state)
    return {key: _medium_state(group) for key, group in by_medium.items()}


def _medium_state(states: list[ThreatState]) -> MediumState:
    deciding = deciding_threat(states)
    return MediumState(
        threat=max((s.frequency for s in states if s.frequency is not None), default=None),
        vulnerability=max((s.status for s in states if s.status is not None), default=None),
        likelihood=deciding.likelihood if deciding else None,
        deciding=deciding,
    )


def deciding_threat(states: Iterable[ThreatState]) -> ThreatState | None:
    """Highest likelihood, then status, then frequency, then lowest number (spec §5, [ours])."""
    known = [state for state in states if state.likelihood is not None]
    # max keeps the first of equals, and the threats come in catalogue order.
    return max(known, key=lambda s: (s.likelihood, s.status, s.frequency), default=None)


class RiskBoard(NamedTuple):
    """Everything about risk for one record; per-asset rows are made on demand."""

    record: Engagement
    threats: tuple[ThreatState, ...]
    media: Mapping[str, MediumState]
    groups: AssetGroups

    def of(self, asset: Asset) -> AssetRisk:
        medium = self.media.get(asset.medium, MediumState()) if asset.medium else MediumState()
        return AssetRisk(asset, importance(asset), medium)

    def rows(self) -> list[AssetRisk]:
        """All assets, in the ledger's order."""
        return [self.of(asset) for asset in self.record.assets]

    def level_counts(self) -> dict[RiskLevel, int]:
        counts = dict.fromkeys(LEVELS, 0)
        for assets in self.groups.values():
            if level := self.of(assets[0]).level:
                counts[level] += len(assets)
        return counts

    def cell_counts(self) -> dict[tuple[int, int], int]:
        """Assets by importance (1..3) and likelihood (1..3), for all nine pairs.

        Those of which either is not known are in none.
        """
        counts = {(i, j): 0 for i in SCALE for j in SCALE}
        for assets in self.groups.values():
            row = self.of(assets[0])
            if row.importance is not None and row.medium.likelihood is not None:
                counts[row.importance, row.medium.likelihood] += len(assets)
        return counts

    def deciding_counts(self) -> list[tuple[ThreatState, dict[RiskLevel, int]]]:
        """The threats that decide risks, with the number of assets by level.

        First the one that decides most high risks, then most medium ones, and so on.
        """
        counts: dict[str, dict[RiskLevel, int]] = {}
        for assets in self.groups.values():
            row = self.of(assets[0])
            if row.level and row.medium.deciding:
                held = counts.setdefault(row.medium.deciding.threat.id, dict.fromkeys(LEVELS, 0))
                held[row.level] += len(assets)
        deciding = [
            (state, counts[state.threat.id]) for state in self.threats if state.threat.id in counts
        ]
        return sorted(deciding, key=_most_severe_first)

    def unknown_count(self) -> int:
        """Assets whose risk is not known yet."""
        return len(self.record.assets) - sum(self.level_counts().values())

    def largest(self, limit: int) -> list[AssetRisk]:
        """The `limit` largest known risks, largest first, then in the ledger's order."""
        by_risk: dict[int, list[tuple[Asset, ...]]] = {}
        for assets in self.groups.values():
            risk = self.of(assets[0]).risk
            if risk is not None:
                by_risk.setdefault(risk, []).append(assets)
        rows: list[AssetRisk] = []
        for risk in sorted(by_risk, reverse=True):
            if len(rows) < limit:
                rows += self._first_of(by_risk[risk], limit - len(rows))
        return rows

    def _first_of(self, groups: list[tuple[Asset, ...]], limit: int) -> list[AssetRisk]:
        heads = {asset.id: asset for group in groups for asset in group[:limit]}
        if len(groups) == 1:
            return [self.of(asset) for asset in heads.values()]
        ordered = (asset for asset in self.record.assets if asset.id in heads)
        return [self.of(asset) for asset, _ in zip(ordered, range(limit), strict=False)]


def _most_severe_first(counted: tuple[ThreatState, dict[RiskLevel, int]]) -> list[int]:
    return [-counted[1][level] for level in LEVELS]


def risk_board(record: Engagement) -> RiskBoard:
    """The risk side of a record, computed now."""
    threats = threat_states(record)
    return RiskBoard(record, threats, medium_states(threats), summarise(record.assets).groups)
