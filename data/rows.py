"""The rows of the two ledgers: finding one, putting one back, and numbering a new one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import count
from typing import Any, Literal, NamedTuple, TypeVar

from data.place import Place
from data.record import Asset, CloudService, Engagement

# Longer ones are somebody's own codes, not ours to count on from.
_NUMBER = re.compile(r"[0-9]{1,9}")
_COPY_MARK = re.compile(r"（複製[0-9]*）\Z")

RowTable = Literal["assets", "cloud_services"]
Row = TypeVar("Row", Asset, CloudService)


class IdForm(NamedTuple):
    """What the ids of a ledger look like: A001, S0001."""

    prefix: str
    digits: int


ASSET_IDS = IdForm("A", 3)
SERVICE_IDS = IdForm("S", 4)
HOMEWORK_IDS = IdForm("H", 3)


def free_ids(taken: Collection[str], form: IdForm) -> Iterator[str]:
    """Ids such as A004, A005 …, from one above the highest number used with this prefix."""
    endings = (used.removeprefix(form.prefix) for used in taken if used.startswith(form.prefix))
    numbers = [int(ending) for ending in endings if _NUMBER.fullmatch(ending)]
    following = (f"{form.prefix}{no:0{form.digits}}" for no in count(max(numbers, default=0) + 1))
    return (free for free in following if free not in taken)


def next_asset_id(record: Engagement) -> str:
    return next(free_ids({asset.id for asset in record.assets}, ASSET_IDS))


def next_service_id(record: Engagement) -> str:
    return next(free_ids({service.id for service in record.cloud_services}, SERVICE_IDS))


def next_homework_id(record: Engagement) -> str:
    return next(free_ids({each.id for each in record.homework}, HOMEWORK_IDS))


def copied_service(record: Engagement, service: CloudService) -> CloudService:
    """The service with an id of its own and, where it has a name, one that no other has."""
    taken = {each.name for each in record.cloud_services}
    base = _COPY_MARK.sub("", service.name)
    names = (f"{base}（複製{no if no > 1 else ''}）" for no in count(1))
    name = next(free for free in names if free not in taken) if service.name else ""
    return replace(service, id=next_service_id(record), name=name)


def table_of(row: Asset | CloudService) -> RowTable:
    return "assets" if isinstance(row, Asset) else "cloud_services"


def row_place(row: Asset | CloudService) -> Place:
    return Place("assets" if isinstance(row, Asset) else "cloud", row.id)


def row_label(row: Asset | CloudService) -> str:
    return f"「{row.name or row.id}」"


def row_of(rows: tuple[Row, ...], row_id: str) -> Row:
    return next(row for row in rows if row.id == row_id)


def with_row(record: Engagement, table: RowTable, row: Asset | CloudService) -> Engagement:
    rows = [row if old.id == row.id else old for old in getattr(record, table)]
    return with_rows(record, table, rows)


def with_rows(record: Engagement, table: RowTable, rows: list[Any]) -> Engagement:
    changes: dict[str, Any] = {table: tuple(rows)}
    return replace(record, **changes)


def without_what_hangs_on(record: Engagement, rows: Collection[Place]) -> Engagement:
    """The record without what was to be done about rows that are gone."""
    follow_ups = {
        place: follow_up
        for place, follow_up in record.follow_ups.items()
        if replace(place, item="") not in rows
    }
    treatments = {
        asset: treatment
        for asset, treatment in record.treatments.items()
        if Place("assets", asset) not in rows
    }
    return replace(record, follow_ups=follow_ups, treatments=treatments)
