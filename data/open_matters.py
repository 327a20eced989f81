"""What is still open in a record, as points of the next visit's agenda."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple, get_args

from data.due_list import overdue
from data.follow_ups import OpenPoint, open_points
from data.place import Place, Step
from data.place_names import STEP_TITLES, in_order, place_name
from data.progress import minutes_for
from data.questions import answer_at, questions_of
from data.record import Asset, CloudService, Engagement, Homework
from data.rows import row_place

# This project's own: minutes of talk for one point, and for all points of a kind at most.
MINUTES_PER_POINT = {"overdue": 3, "unknown": 2, "marked": 3, "changed": 1}
MOST_MINUTES_OF_A_KIND = 30


class AgendaPoint(NamedTuple):
    """One thing to talk about.

    `place` is None where nothing stands in the interview; `homework` is the id of what was
    given at a visit.
    """

    text: str
    place: Place | None
    person: str = ""
    due: date | None = None
    homework: str = ""


class Matter(NamedTuple):
    """All points of one kind, and about how many minutes they take."""

    points: tuple[AgendaPoint, ...]
    minutes: int


def open_matters(record: Engagement, visit: int, today: date) -> Mapping[str, Matter]:
    """What is open by kind: overdue, unanswered, unknown, marked, changed; a kind without
    points is absent. A place stands in the first kind that it is of.

    `changed` is since the last baseline of a visit before this one.
    """
    points = open_points(record)
    found: dict[str, list[AgendaPoint]] = {
        "overdue": [*_overdue(record, today)],
        "unknown": [_of_point(each) for each in points if each.is_unknown],
        "marked": [_of_point(each) for each in points if each.marked],
        "changed": [*_changed(record, visit)],
    }
    matters: dict[str, Matter] = {}
    seen: set[Place] = set()
    for kind, each in found.items():
        kept = tuple(point for point in each if point.place is None or point.place not in seen)
        seen |= {point.place for point in kept if point.place}
        if kept:
            minutes = min(len(kept) * MINUTES_PER_POINT[kind], MOST_MINUTES_OF_A_KIND)
            matters[kind] = Matter(kept, minutes)
    return matters | _unanswered(record)


def _of_point(point: OpenPoint) -> AgendaPoint:
    return _at(point.place, point.name, point.person, point.due)


def _at(place: Place, name: str, person: str = "", due: date | None = None) -> AgendaPoint:
    return AgendaPoint(f"{STEP_TITLES[place.step]} {name}", place, person, due)


def homework_point(homework: Homework) -> AgendaPoint:
    text = f"宿題　{homework.text}"
    return AgendaPoint(text, None, homework.person, homework.due, homework.id)


def _overdue(record: Engagement, today: date) -> Iterator[AgendaPoint]:
    """Whatever was to be done by a day that has passed."""
    given = {each.id: each for each in record.homework}
    for each in overdue(record, today):
        if each.place:
            yield _at(each.place, each.text, each.person, each.due)
        else:
            yield homework_point(given[each.key])


def _unanswered(record: Engagement) -> dict[str, Matter]:
    """By step, each leading to its first open question; those to be passed over do not count."""
    points: list[AgendaPoint] = []
    minutes = 0
    for step in get_args(Step):
        places = [
            question.place
            for question in questions_of(record, step)
            if not question.skippable and answer_at(record, question.place).value is None
        ]
        if places:
            points.append(AgendaPoint(f"{STEP_TITLES[step]} {len(places)}問", places[0]))
            minutes += minutes_for(step, len(places))
    if not points:
        return {}
    return {"unanswered": Matter(tuple(points), min(minutes, MOST_MINUTES_OF_A_KIND))}


def _changed(record: Engagement, visit: int) -> Iterator[AgendaPoint]:
    """Answers and rows that are not as they were at the end of the visit before."""
    numbers = [number for number in record.baselines if number < visit]
    if not numbers:
        return
    then = record.baselines[max(numbers)].record
    for place in in_order(changed_places(then, record)):
        yield _at(place, place_name(record, place))
    for rows, left in ((then.assets, record.assets), (then.cloud_services, record.cloud_services)):
        kept = {row.id for row in left}
        for row in rows:
            if row.id not in kept:
                yield AgendaPoint(f"{row.id} {row.name}（なくなりました）", None)


def changed_places(then: Engagement, now: Engagement) -> set[Place]:
    """Where an answer is another than it was, and the rows that are new or changed."""
    return {
        *(Place("self_check", str(no)) for no in _differing(_answers(then), _answers(now))),
        *(Place("threats", key) for key in _differing(_rated(then), _rated(now))),
        *(Place("measures", str(no)) for no in _differing(_stated(then), _stated(now))),
        *_changed_assets(then, now),
        *_changed_checks(then, now),
    }


def _differing(then: Mapping[str, object], now: Mapping[str, object]) -> set[str]:
    return {key for key in then.keys() | now.keys() if then.get(key) != now.get(key)}


def _answers(record: Engagement) -> dict[str, object]:
    return {str(no): item.answer for no, item in record.self_check.items.items()}


def _rated(record: Engagement) -> dict[str, object]:
    return {key: rating.frequency for key, rating in record.threats.items()}


def _stated(record: Engagement) -> dict[str, object]:
    return {str(no): answer.status for no, answer in record.measures.items()}


def _changed_assets(then: Engagement, now: Engagement) -> Iterator[Place]:
    before: dict[str, Asset] = {row.id: row for row in then.assets}
    return (row_place(row) for row in now.assets if before.get(row.id) != row)


def _changed_checks(then: Engagement, now: Engagement) -> Iterator[Place]:
    """Single checks; of a new service, and of one whose head changed, the service."""
    before: dict[str, CloudService] = {row.id: row for row in then.cloud_services}
    for row in now.cloud_services:
        old = before.get(row.id)
        if old is None:
            yield row_place(row)
            continue
        for item in _differing(old.checks, row.checks):
            yield Place("cloud", row.id, item)
