"""よくある情報資産: what small firms usually hold, by department, to begin a ledger with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from data.asset_names import asset_name, asset_names
from data.catalogue import load_catalogue
from data.catalogue_tables import CatalogueError, Table, entries_of, read_table
from data.record import Asset, Engagement
from data.rows import ASSET_IDS, free_ids
from data.text import fold


class UsualAsset(NamedTuple):
    """`users` empty: those of the department. `retention` empty: no law sets one."""

    name: str
    medium: str
    confidentiality: int
    integrity: int
    availability: int
    personal_kinds: tuple[str, ...] = ()
    users: str = ""
    retention: str = ""


class Department(NamedTuple):
    name: str
    users: str
    assets: tuple[UsualAsset, ...]

    def row_of(self, usual: UsualAsset) -> Asset:
        """The row of the ledger, still without id and registration date."""
        kinds: dict[str, Any] = dict.fromkeys(usual.personal_kinds, True)
        return Asset(
            id="",
            business=self.name,
            name=usual.name,
            users=usual.users or self.users,
            owner=self.name,
            medium=usual.medium,
            confidentiality=usual.confidentiality,
            integrity=usual.integrity,
            availability=usual.availability,
            retention=usual.retention,
            **kinds,
        )


@cache
def load_usual_assets() -> tuple[Department, ...]:
    """The bundled list, parsed when it is first needed."""
    return build_usual_assets(read_table("usual_assets"))


def build_usual_assets(source: Table) -> tuple[Department, ...]:
    """Build and check the departments; raises `CatalogueError` when something is amiss."""
    departments = entries_of(Department, source.get("departments"), "usual_assets.departments")
    _check_unique([department.name for department in departments], "departments")
    for department in departments:
        _check_unique([asset.name for asset in department.assets], department.name)
        for asset in department.assets:
            _check_values(asset, f"usual_assets.{department.name}.{asset.name}")
    return departments


def _check_unique(names: list[str], where: str) -> None:
    if len({fold(name) for name in names}) != len(names):
        raise CatalogueError(f"usual_assets.{where}: the same name stands twice")


def _check_values(asset: UsualAsset, where: str) -> None:
    catalogue = load_catalogue()
    allowed: Mapping[str, Collection[Any]] = {
        "medium": [medium.key for medium in catalogue.media],
        **{each.key: [level.level for level in each.levels] for each in catalogue.criteria},
    }
    for key, values in allowed.items():
        if getattr(asset, key) not in values:
            raise CatalogueError(f"{where}.{key}: {getattr(asset, key)} is declared nowhere")
    kinds = {kind.key for kind in catalogue.personal_kinds}
    if unknown := set(asset.personal_kinds) - kinds:
        raise CatalogueError(f"{where}.personal_kinds: {unknown} is declared nowhere")


def usual_rows(record: Engagement, picked: Iterable[Asset], today: date) -> tuple[Asset, ...]:
    """The picked rows that the ledger does not hold yet, with ids and the day of registration."""
    held = asset_names(record.assets)
    ids = free_ids({asset.id for asset in record.assets}, ASSET_IDS)
    fresh = [row for row in picked if asset_name(row) not in held]
    return tuple(replace(row, id=next(ids), registered=today) for row in fresh)


def usual_assets_of(business: str) -> tuple[Asset, ...]:
    """The usual rows of the department that a business such as 「人事」 or 「人事課」 names."""
    folded = fold(business)
    named = [each for each in load_usual_assets() if folded.startswith(fold(each.name))]
    return tuple(each.row_of(usual) for each in named for usual in each.assets)
