"""The points of a cloud service: spec/calculation.md §7."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from data.catalogue import CloudGroup, load_catalogue
from data.record import CloudService
from data.same import Same

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
    """Points out of 45; no bands exist, the number is only relative.

    Computed once for this very service.
    """
    return _score(Same(service))


# More services than a firm has: an answer about one leaves the others as they are.
@lru_cache(maxsize=1024)
def _score(same: Same[CloudService]) -> CloudScore:
    service, items = same.held, load_catalogue().cloud_items
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
