"""確かめること: what was answered わからない, and what was marked to come back to."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.place import Place
from data.place_names import in_order, place_name
from data.record import Engagement, FollowUp
from data.self_check_score import UNKNOWN_ANSWER

# What the list is called, everywhere.
TO_FIND_OUT = "確かめること"


class OpenPoint(NamedTuple):
    """One thing to find out: `is_unknown` when the answer is わからない, `marked` by hand."""

    place: Place
    name: str
    is_unknown: bool
    marked: bool
    person: str
    due: date | None

    @property
    def reason(self) -> str:
        """Why it is to be found out."""
        reasons = ("わからない", self.is_unknown), ("しるし", self.marked)
        return "・".join(word for word, holds in reasons if holds)

    def is_overdue(self, today: date) -> bool:
        return is_past(self.due, today)


def is_marked(record: Engagement, place: Place) -> bool:
    return record.follow_ups.get(place, FollowUp()).marked


def marked_places(record: Engagement) -> frozenset[Place]:
    """Everything marked to come back to."""
    return frozenset(place for place, each in record.follow_ups.items() if each.marked)


def open_count(record: Engagement) -> int:
    """How many `open_points` there are."""
    return len(_unknown(record) | marked_places(record))


def open_points(record: Engagement) -> tuple[OpenPoint, ...]:
    """All of them, in the interview's order; one that is answered and not marked is none."""
    unknown = _unknown(record)
    places = in_order(unknown | marked_places(record))
    return tuple(_point(record, place, place in unknown) for place in places)


def is_past(due: date | None, today: date) -> bool:
    """Whether something should have been done before today; not where no day is fixed."""
    return due is not None and due < today


def due_words(due: date, today: date) -> str:
    """「12月4日（あと3日）」「11月17日（3日過ぎています）」: a date as people take it."""
    year = "" if due.year == today.year else f"{due.year}年"
    days = (due - today).days
    if days == 0:
        return f"{year}{due.month}月{due.day}日（今日まで）"
    left = f"あと{days}日" if days > 0 else f"{-days}日過ぎています"
    return f"{year}{due.month}月{due.day}日（{left}）"


def _unknown(record: Engagement) -> frozenset[Place]:
    return frozenset(
        Place("self_check", str(no))
        for no, item in record.self_check.items.items()
        if item.answer == UNKNOWN_ANSWER
    )


def _point(record: Engagement, place: Place, is_unknown: bool) -> OpenPoint:
    follow_up = record.follow_ups.get(place, FollowUp())
    name = place_name(record, place)
    return OpenPoint(place, name, is_unknown, follow_up.marked, follow_up.person, follow_up.due)
