"""Which rows of a ledger are the same asset: business, name and medium agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from data.record import Asset
from data.text import fold

PAPER = "paper"
AssetName = tuple[str, str, str | None]


def asset_name(asset: Asset) -> AssetName:
    """Business and name folded, and the medium."""
    return fold(asset.business), fold(asset.name), asset.medium


def asset_names(assets: Iterable[Asset]) -> frozenset[AssetName]:
    """By which to tell whether a row is in a ledger already."""
    return frozenset(map(asset_name, assets))


def on_paper(asset: Asset) -> Asset:
    """The same asset as 書類, everything else as it is."""
    return replace(asset, medium=PAPER)


def is_held(asset: Asset, assets: Iterable[Asset]) -> bool:
    """Whether a ledger has a row of this business, name and medium."""
    return asset_name(asset) in asset_names(assets)
