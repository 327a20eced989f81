"""The points of a cloud service: spec/calculation.md §7."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from data.catalogue import CloudGroup, load_catalogue
from data.record import CloudService

MAX_POINTS = 3


class CloudScore(NamedTuple):
    """`score` is the sum of the answered checks: 0 while nothing is answered."""

    service: CloudService
    score: int
    max: int
    answered: int
    total: int
    groups: Mapping[str, int]


def cloud_score(service: CloudService) -> CloudScore:
    """Points out of 45; no bands exist, the number is only relative."""
    items = load_catalogue().cloud_items
    points = service.checks
    return CloudScore(
        service=service,
        score=sum(points.values()),
        max=MAX_POINTS * len(items),
        answered=len(points),
        total=len(items),
        groups={
            group.key: sum(points.get(i.key, 0) for i in items if i.group == group.key)
            for group in load_catalogue().cloud_groups
        },
    )


def group_max(group: CloudGroup) -> int:
    return MAX_POINTS * sum(item.group == group.key for item in load_catalogue().cloud_items)
