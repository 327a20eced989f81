"""緊急度・重要度・難易度 of the question at hand."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from data.fields import PRIORITY_FIELDS, Field, Value
from data.place import Place
from data.place_names import place_name
from data.plan_edits import RatePriority
from data.priorities import (
    PRIORITIES,
    PRIORITY_HELP,
    SCALES,
    deep_dive,
    priority_at,
    takes_priority,
)
from tui.plain.commands import Reply
from tui.plain.desk import Desk, Spot
from tui.plain.form import Entry, fill_in


def rate(desk: Desk, reply: Reply, spot: Spot) -> None:
    """Ask the ratings of the present place, after what leads to them."""
    place = spot.place
    if not takes_priority(desk.record, place):
        desk.say(f"{PRIORITIES}は、自社診断の質問と対策に付けられます。")
        return
    desk.say(f"{PRIORITIES}：{place_name(desk.record, place)}", *deep_dive(place))
    fill_in(desk, [_entry(desk, place, field) for field in PRIORITY_FIELDS])


def _entry(desk: Desk, place: Place, field: Field) -> Entry:
    def keep(value: Value) -> None:
        changes: dict[str, Any] = {field.key: value}
        desk.apply(RatePriority(place, replace(priority_at(desk.record, place), **changes)))

    def value() -> Value:
        given: Value = getattr(priority_at(desk.record, place), field.key)
        return given

    return Entry(field, place, value, keep, partial(_help_lines, field))


def _help_lines(field: Field) -> list[str]:
    words = SCALES.get(field.key, ())
    scale = "、".join(f"{level} {word}" for level, word in enumerate(words, 1))
    return [PRIORITY_HELP[field.key], *filter(None, [scale])]
