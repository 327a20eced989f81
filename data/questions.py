"""The questions of each step with their options and answers, as every front end asks them.

Declared in the catalogue; here they become one shape, and an answer becomes an edit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from data.catalogue import load_catalogue
from data.diagnosis import asset_counts
from data.edits import AnswerMeasure, AnswerSelfCheck, CheckCloudService, Edit, RateThreat, note_at
from data.place import Place, Step
from data.record import CloudService, Engagement, MeasureAnswer, SelfCheckAnswer, ThreatRating
from data.same import Same

NO_ASSET = "この媒体・保存先の情報資産は台帳にありません。飛ばしてもかまいません"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: `mark` is what an outline shows, at most two cells."""

    value: str | int
    label: str
    mark: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of any step; `skippable` says that it may be passed over here.

    `short` is what it is called in narrow lists, among those of its group.
    """

    place: Place
    number: str
    group: str
    title: str
    short: str
    text: str
    options: tuple[Option, ...]
    remark: str = ""
    skippable: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known about a question now."""

    value: str | int | None
    note: str = ""


def questions_of(record: Engagement, step: Step) -> tuple[Question, ...]:
    """The questions of a step for the record as it is; none for steps that are no questions."""
    match step:
        case "self_check":
            return _self_check_questions()
        case "threats":
            return _threat_questions(record)
        case "measures":
            return _measure_questions()
        case "cloud":
            return _cloud_questions(tuple((s.id, s.name) for s in record.cloud_services))
        case _:
            return ()


@cache
def _self_check_questions() -> tuple[Question, ...]:
    catalogue = load_catalogue()
    options = tuple(Option(o.key, o.label, o.mark) for o in catalogue.self_check_options)
    titles = {part.part: f"{part.part} {part.title}" for part in catalogue.parts}
    return tuple(
        Question(
            place=Place("self_check", str(item.no)),
            number=str(item.no),
            group=titles[item.part],
            title=item.topic,
            short=item.short_label,
            text=item.question,
            options=options,
        )
        for item in catalogue.self_check_items
    )


def _threat_questions(record: Engagement) -> tuple[Question, ...]:
    catalogue = load_catalogue()
    counts = asset_counts(record).media
    options = tuple(
        Option(o.frequency, f"{o.short_label}：{o.label}", f"{o.frequency} ")
        for o in catalogue.frequencies
    )
    return tuple(
        Question(
            place=Place("threats", threat.id),
            number=threat.id,
            group=f"{catalogue.medium(threat.medium).label}（{counts[threat.medium]}件）",
            title=threat.title,
            short=threat.short_label,
            text=threat.question,
            options=options,
            remark="" if counts[threat.medium] else NO_ASSET,
            skippable=not counts[threat.medium],
        )
        for threat in catalogue.threats
    )


@cache
def _measure_questions() -> tuple[Question, ...]:
    catalogue = load_catalogue()
    options = tuple(Option(o.status, o.label, o.mark) for o in catalogue.measure_options)
    titles = {c.category: f"{c.category} {c.name}" for c in catalogue.categories}
    return tuple(
        Question(
            place=Place("measures", str(measure.no)),
            number=str(measure.no),
            group=titles[measure.category],
            title=measure.short_label,
            short=measure.short_label,
            text=measure.question,
            options=options,
        )
        for measure in catalogue.measures
    )


@cache
def _check_options() -> tuple[tuple[Option, ...], ...]:
    """Those of the 15 checks, in their order."""
    return tuple(
        tuple(
            Option(item.points_of(i), label, f"{item.points_of(i)} ")
            for i, label in enumerate(item.options)
        )
        for item in load_catalogue().cloud_items
    )


@lru_cache(maxsize=4)
def _cloud_questions(services: tuple[tuple[str, str], ...]) -> tuple[Question, ...]:
    return tuple(question for service in services for question in _checks_of(*service))


# More services than a firm has; made anew for every key they would hold it back.
@lru_cache(maxsize=1024)
def _checks_of(service_id: str, name: str) -> tuple[Question, ...]:
    return tuple(
        Question(
            place=Place("cloud", service_id, item.key),
            number=str(item.no),
            group=f"{service_id} {name}",
            title=item.title,
            short=item.axis,
            text=item.question,
            options=options,
        )
        for item, options in zip(load_catalogue().cloud_items, _check_options(), strict=True)
    )


def answer_at(record: Engagement, place: Place) -> Answer:
    """The answer and the note at a question's place."""
    match place.step:
        case "self_check":
            item = record.self_check.items.get(int(place.key), SelfCheckAnswer())
            return Answer(item.answer, item.note)
        case "threats":
            rating = record.threats.get(place.key, ThreatRating())
            return Answer(rating.frequency, rating.note)
        case "measures":
            measure = record.measures.get(int(place.key), MeasureAnswer())
            return Answer(measure.status, measure.note)
        case "cloud":
            service = _services(Same(record.cloud_services))[place.key]
            return Answer(service.checks.get(place.item), service.notes.get(place.item, ""))
        case _:
            return Answer(None, note_at(record, place))


@lru_cache(maxsize=4)
def _services(rows: Same[tuple[CloudService, ...]]) -> dict[str, CloudService]:
    """By id, made once for these very rows: an outline asks about each of their checks."""
    return {service.id: service for service in rows.held}


def answer_edit(place: Place, value: Any) -> Edit:
    """The edit that gives the question at `place` an option's value; None takes it back.

    Raises ValueError where no question stands.
    """
    match place.step:
        case "self_check":
            return AnswerSelfCheck(int(place.key), value)
        case "threats":
            return RateThreat(place.key, value)
        case "measures":
            return AnswerMeasure(int(place.key), value)
        case "cloud":
            return CheckCloudService(place.key, place.item, value)
        case _:
            raise ValueError(f"no question at {place}")


def next_open(
    questions: Sequence[Question], answer_of: Callable[[Question], Answer], after: int
) -> int | None:
    """The next unanswered question behind position `after`, from the start again at the end.

    Those to be passed over come only when no other is left; None when all are answered.
    """
    order = [*range(after + 1, len(questions)), *range(len(questions))]
    unanswered = [i for i in order if answer_of(questions[i]).value is None]
    pressing = [i for i in unanswered if not questions[i].skippable]
    return next(iter(pressing or unanswered), None)
