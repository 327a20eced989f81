"""The cloud services: points, and a radar each."""

from __future__ import annotations

from data.catalogue import load_catalogue
from data.cloud_score import MAX_POINTS, CloudScore, group_max
from data.result_text import NOT_ANSWERED
from exports.report.document import Cell, Column, Radar, Radars, Section, Series, row, table
from exports.report.source import Source


def cloud_section(source: Source) -> Section | None:
    scores = source.result.cloud
    if not scores:
        return None
    groups = load_catalogue().cloud_groups
    columns = (
        Column("番号", 10),
        Column("サービス", 26),
        Column("得点", 13, "right"),
        Column("回答", 13, "right"),
        *(Column(group.label, 14, "right") for group in groups),
    )
    rows = [_service(score) for score in scores]
    radars = tuple(_radar(score) for score in scores if score.answered)
    charts = (Radars(radars),) if radars else ()
    return Section("クラウドサービス", (table(columns, rows), *charts))


def _service(score: CloudScore) -> tuple[Cell, ...]:
    answered = score.answered > 0
    groups = load_catalogue().cloud_groups
    return row(
        score.service.id,
        score.service.name,
        f"{score.score}/{score.max}点" if answered else NOT_ANSWERED,
        f"{score.answered}/{score.total}問",
        *(f"{score.groups[g.key]}/{group_max(g)}" if answered else "" for g in groups),
    )


def _radar(score: CloudScore) -> Radar:
    items = load_catalogue().cloud_items
    return Radar(
        f"{score.service.id} {score.service.name}　{score.score}/{score.max}点",
        tuple(f"{item.no} {item.axis}" for item in items),
        (Series("点数", tuple(score.service.checks.get(item.key) for item in items)),),
        0,
        MAX_POINTS,
    )
