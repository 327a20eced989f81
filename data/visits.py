"""The three visits: the agenda with what is open in the record, requests, and homework."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from data.follow_ups import is_past
from data.open_matters import AgendaPoint, homework_point, open_matters
from data.place_names import STEP_TITLES
from data.priorities import in_order_of_priority
from data.record import VISITS, Engagement, Homework, Visit
from data.visit_catalogue import VisitCourse, load_visit_catalogue

# Minutes by which one key makes an item longer or shorter, and the most it may take.
MINUTES_STEP, MOST_MINUTES = 5, 480
# Items of the catalogue that tell of what stands in the record.
REVIEW, PRIORITIES = "review", "priorities"
WEEKDAYS = "月火水木金土日"


class AgendaEntry(NamedTuple):
    """One item of an agenda; `standard` are its minutes where nobody adjusted them."""

    key: str
    title: str
    hint: str
    minutes: int
    standard: int
    points: tuple[AgendaPoint, ...] = ()


class RequestLine(NamedTuple):
    """What the firm is asked for before a visit, and whether that is settled."""

    key: str
    text: str
    is_settled: bool


def visit_title(visit: int) -> str:
    return f"第{visit}回"


def visit_of(record: Engagement, visit: int) -> Visit:
    """What is known about a visit, which may be nothing."""
    return record.visits.get(visit, Visit())


def current_visit(record: Engagement) -> int:
    """The first visit that is not closed, or the last of all."""
    return next((visit for visit in VISITS if visit not in record.baselines), VISITS[-1])


def course_of(record: Engagement, visit: int) -> VisitCourse:
    """Goal, standard agenda, requests and homework, by the engagement's theme."""
    return load_visit_catalogue().course(record.info.theme, visit)


def agenda(record: Engagement, visit: int, today: date) -> tuple[AgendaEntry, ...]:
    """The items in their order; from the second visit on what is open comes behind the first.

    Of what is open only that stands there of which there is some.
    """
    minutes = visit_of(record, visit).minutes
    about = {REVIEW: _to_review(record, visit, today), PRIORITIES: _rated(record)}
    first, *others = [
        AgendaEntry(
            key=item.key,
            title=item.title,
            hint=item.hint,
            minutes=item.minutes,
            standard=item.minutes,
            points=about.get(item.key, ()),
        )
        for item in course_of(record, visit).agenda
    ]
    drawn = _drawn(record, visit, today) if visit > VISITS[0] else []
    return tuple(
        entry._replace(minutes=minutes.get(entry.key, entry.standard))
        for entry in (first, *drawn, *others)
    )


def _drawn(record: Engagement, visit: int, today: date) -> list[AgendaEntry]:
    matters = open_matters(record, visit, today)
    return [
        AgendaEntry(item.key, item.title, item.hint, matter.minutes, matter.minutes, matter.points)
        for item in load_visit_catalogue().drawn
        if (matter := matters.get(item.key))
    ]


def _to_review(record: Engagement, visit: int, today: date) -> tuple[AgendaPoint, ...]:
    """Homework of the visits before that is neither done nor overdue."""
    return tuple(
        homework_point(each)
        for each in open_homework(record)
        if (each.visit is None or each.visit < visit) and not is_overdue(each, today)
    )


def _rated(record: Engagement) -> tuple[AgendaPoint, ...]:
    """What was rated, the most pressing first."""
    return tuple(
        AgendaPoint(f"{STEP_TITLES[rated.place.step]} {rated.name}", rated.place)
        for rated in in_order_of_priority(record)
    )


def total_minutes(entries: Iterable[AgendaEntry]) -> int:
    return sum(entry.minutes for entry in entries)


def timetable(entries: Iterable[AgendaEntry], begins: time) -> list[tuple[time, time]]:
    """From when to when each item goes, if the visit begins at that time of the day.

    A file may say any minutes: more than an item may take are not gone along with.
    """
    times: list[tuple[time, time]] = []
    now = datetime.combine(date(2000, 1, 1), begins)
    for entry in entries:
        end = now + timedelta(minutes=min(entry.minutes, MOST_MINUTES))
        times.append((now.time(), end.time()))
        now = end
    return times


def adjusted(entry: AgendaEntry, by: int) -> int:
    """The item's minutes after `by` steps more or less, within what is possible."""
    return max(MINUTES_STEP, min(entry.minutes + by * MINUTES_STEP, MOST_MINUTES))


def requests(record: Engagement, visit: int) -> tuple[RequestLine, ...]:
    settled = visit_of(record, visit).asked
    return tuple(
        RequestLine(each.key, each.text, each.key in settled)
        for each in course_of(record, visit).requests
    )


def homework_of(record: Engagement, visit: int) -> tuple[Homework, ...]:
    """What was given at a visit; what belongs to none is shown with the first."""
    return tuple(each for each in record.homework if (each.visit or VISITS[0]) == visit)


def open_homework(record: Engagement) -> tuple[Homework, ...]:
    return tuple(each for each in record.homework if each.done is None)


def is_overdue(homework: Homework, today: date) -> bool:
    return homework.done is None and is_past(homework.due, today)


def suggested_homework(record: Engagement, visit: int) -> tuple[str, ...]:
    """What the theme usually gives at this visit and is not among the homework yet."""
    given = {each.text.strip() for each in record.homework}
    return tuple(text for text in course_of(record, visit).homework if text not in given)


def usual_next_dates(day: date) -> tuple[date, date]:
    """Between which days the visit after the one on `day` usually lies.

    At the end of the calendar, its last day.
    """
    weeks = load_visit_catalogue().fewest_weeks, load_visit_catalogue().most_weeks
    left = date.max - day
    early, late = (day + min(timedelta(weeks=each), left) for each in weeks)
    return early, late


def day_words(day: date, today: date) -> str:
    """「12月4日（金）」, with the year where it is another."""
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"
