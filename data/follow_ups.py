"""確かめること: what was answered わからない, and what was marked to come back to."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.place import Place
from data.place_names import in_order, place_name
from data.record import Engagement, FollowUp
from data.self_check_score import UNKNOWN_ANSWER


class OpenPoint(NamedTuple):
    """One thing to find out: `is_unknown` when the answer is わからない, `marked` by hand."""

    place: Place
    name: str
    is_unknown: bool
    marked: bool
    person: str
    due: date | None

    def is_overdue(self, today: date) -> bool:
        return self.due is not None and self.due < today


def open_points(record: Engagement) -> tuple[OpenPoint, ...]:
    """All of them, in the interview's order; one that is answered and not marked is none."""
    unknown = {
        Place("self_check", str(no))
        for no, item in record.self_check.items.items()
        if item.answer == UNKNOWN_ANSWER
    }
    marked = {place for place, follow_up in record.follow_ups.items() if follow_up.marked}
    return tuple(_point(record, place, place in unknown) for place in in_order(unknown | marked))


def _point(record: Engagement, place: Place, is_unknown: bool) -> OpenPoint:
    follow_up = record.follow_ups.get(place, FollowUp())
    name = place_name(record, place)
    return OpenPoint(place, name, is_unknown, follow_up.marked, follow_up.person, follow_up.due)
