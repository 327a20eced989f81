"""What the ledger as a whole says: importance of each asset, assets alike, counts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from data.catalogue import load_catalogue
from data.record import Asset
from data.same import Same

TOP_IMPORTANCE = 3

# Medium and importance: together they decide a risk value.
GroupKey = tuple[str | None, int | None]
AssetGroups = Mapping[GroupKey, tuple[Asset, ...]]


def importance(asset: Asset) -> int | None:
    """重要度 1..3, or None while nothing is evaluated; personal information makes it 3."""
    if asset.personal or asset.sensitive_personal or asset.my_number:
        return TOP_IMPORTANCE
    entered = (asset.confidentiality, asset.integrity, asset.availability)
    return max((level for level in entered if level is not None), default=None)


class LedgerSummary(NamedTuple):
    """`groups`: assets by medium and importance, at most 28 however long the ledger.

    `personal`: how many assets hold each kind of personal information.
    """

    groups: AssetGroups
    personal: Mapping[str, int]


def summarise(assets: tuple[Asset, ...]) -> LedgerSummary:
    """The summary, computed once for this very tuple of assets."""
    return _summarise(Same(assets))


@lru_cache(maxsize=4)
def _summarise(ledger: Same[tuple[Asset, ...]]) -> LedgerSummary:
    groups: dict[GroupKey, list[Asset]] = {}
    for asset in ledger.held:
        groups.setdefault((asset.medium, importance(asset)), []).append(asset)
    kinds = [kind.key for kind in load_catalogue().personal_kinds]
    return LedgerSummary(
        groups={key: tuple(rows) for key, rows in groups.items()},
        personal={key: sum(getattr(row, key) for row in ledger.held) for key in kinds},
    )
