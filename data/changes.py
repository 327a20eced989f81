"""What differs between two states of an engagement, counted: enough to know one from another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from data.place_names import STEP_TITLES
from data.record import Asset, CloudService, Engagement, Homework

# How many of what; those without a unit are only named.
_WORDS = {
    "firm": (STEP_TITLES["firm"], "か所"),
    "self_check": (STEP_TITLES["self_check"], "問"),
    "assets": (STEP_TITLES["assets"], "件"),
    "threats": (STEP_TITLES["threats"], "問"),
    "measures": (STEP_TITLES["measures"], "問"),
    "cloud": (STEP_TITLES["cloud"], "件"),
    "follow_ups": ("確かめること", "件"),
    "plan": ("計画", "件"),
    "visits": ("訪問", "件"),
    "other": ("そのほか", ""),
}
NOTHING = "変わりなし"


@dataclass(frozen=True, slots=True)
class Changes:
    """`counts` by step, `follow_ups`, `plan`, `visits` and `other` (what this version does not
    know, the order of rows); what did not change is absent. An answer, a row and a field count
    as one each.
    """

    counts: Mapping[str, int]

    def __str__(self) -> str:
        words = [(*_WORDS[topic], count) for topic, count in self.counts.items()]
        shown = [f"{title} {count}{unit}" if unit else title for title, unit, count in words]
        return "、".join(shown) or NOTHING


def changes_between(old: Engagement, new: Engagement) -> Changes:
    """What became otherwise from `old` to `new`."""
    counts = {
        "firm": sum(_fields_changed(getattr(old, head), getattr(new, head)) for head in _HEADS),
        "self_check": _entries_changed(old.self_check.items, new.self_check.items),
        "assets": _entries_changed(_by_id(old.assets), _by_id(new.assets)),
        "threats": _entries_changed(old.threats, new.threats),
        "measures": _entries_changed(old.measures, new.measures),
        "cloud": _entries_changed(_by_id(old.cloud_services), _by_id(new.cloud_services)),
        "follow_ups": _entries_changed(old.follow_ups, new.follow_ups),
        "plan": sum(_entries_changed(getattr(old, each), getattr(new, each)) for each in _PLAN),
        "visits": sum(_entries_changed(getattr(old, each), getattr(new, each)) for each in _VISITS)
        + _entries_changed(_by_id(old.homework), _by_id(new.homework)),
    }
    said = {topic: count for topic, count in counts.items() if count}
    if (not said and old != new) or old.extra != new.extra:
        said["other"] = 1
    return Changes(said)


_HEADS = ("firm", "info", "self_check")
_PLAN = ("plan", "treatments", "priorities")
_VISITS = ("visits", "baselines")


def _fields_changed(old: Any, new: Any) -> int:
    """The answers of the self-check are counted as such."""
    if hasattr(old, "items"):
        old, new = replace(old, items={}), replace(new, items={})
    return sum(getattr(old, each.name) != getattr(new, each.name) for each in fields(old))


def _entries_changed(old: Mapping[Any, object], new: Mapping[Any, object]) -> int:
    return sum(old.get(key) != new.get(key) for key in old.keys() | new.keys())


def _by_id(
    rows: tuple[Asset, ...] | tuple[CloudService, ...] | tuple[Homework, ...],
) -> dict[str, object]:
    return {row.id: row for row in rows}
