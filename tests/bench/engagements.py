"""Engagements of any size, made of the sample firm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from data.catalogue import load_catalogue
from data.folder import sample_content
from data.reading import read_engagement
from data.record import Asset, CloudService, Engagement
from data.writing import write_engagement

ASSETS, SERVICES = 1_000, 100
NOTE = "社長と専務のPCは更新が手動。来月から自動にします。" * 3


def record_of(assets: int) -> Engagement:
    """The sample firm with a ledger of this length."""
    record = read_engagement(sample_content())
    rows: list[Asset] = []
    for number in range(assets):
        like = record.assets[number % len(record.assets)]
        rows.append(replace(like, id=f"A{number:05}", name=f"{like.name}{number}"))
    return replace(record, assets=tuple(rows))


def crowded() -> Engagement:
    """1,000 assets, 100 services, and a note wherever one can stand."""
    record = record_of(ASSETS)
    check = record.self_check
    items = {no: replace(answer, note=NOTE) for no, answer in check.items.items()}
    return replace(
        record,
        self_check=replace(check, items=items),
        assets=tuple(replace(row, note=NOTE) for row in record.assets),
        threats={key: replace(rating, note=NOTE) for key, rating in record.threats.items()},
        measures={no: replace(answer, note=NOTE) for no, answer in record.measures.items()},
        cloud_services=tuple(_service(record, number) for number in range(1, SERVICES + 1)),
    )


def _service(record: Engagement, number: int) -> CloudService:
    like = record.cloud_services[number % len(record.cloud_services)]
    notes = {item.key: NOTE for item in load_catalogue().cloud_items}
    return replace(like, id=f"S{number:04}", name=f"{like.name}{number}", notes=notes)


def file_of(folder: Path, assets: int) -> Path:
    path = folder / f"{assets}.toml"
    path.write_bytes(write_engagement(record_of(assets)))
    return path
