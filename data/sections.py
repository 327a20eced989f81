"""The interview as a table of contents: every step in its sections, each with its progress."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from data.catalogue import load_catalogue
from data.follow_ups import marked_places
from data.ledger import importance
from data.place import Place, Step
from data.record import (
    Asset,
    CloudService,
    Engagement,
    MeasureAnswer,
    SelfCheckAnswer,
    ThreatRating,
)


class Section(NamedTuple):
    """One part of a step: `places` in order, `done` of them answered, `marked` to come back to.

    `target` is where one goes on: the first that is unanswered, else the first.
    """

    step: Step
    title: str
    places: Sequence[Place]
    done: int
    marked: int
    target: Place

    @property
    def total(self) -> int:
        return len(self.places)


def sections(record: Engagement) -> list[Section]:
    """The sections of all steps in which something is asked, in the interview's order."""
    marked = marked_places(record)
    return [
        _section(step, title, places, is_done, marked)
        for make in (_self_check, _ledger, _threats, _measures, _cloud)
        for step, title, places, is_done in make(record)
    ]


Part = tuple[Step, str, Sequence[Place], Callable[[Place], bool]]


def _section(
    step: Step,
    title: str,
    places: Sequence[Place],
    is_done: Callable[[Place], bool],
    marked: Collection[Place],
) -> Section:
    still_open = [place for place in places if not is_done(place)]
    target = next(iter([*still_open, *places]), Place(step))
    count = sum(place in marked for place in places)
    return Section(step, title, places, len(places) - len(still_open), count, target)


def _self_check(record: Engagement) -> Iterator[Part]:
    catalogue, answers = load_catalogue(), record.self_check.items

    def is_done(place: Place) -> bool:
        return answers.get(int(place.key), SelfCheckAnswer()).answer is not None

    for part in catalogue.parts:
        items = [item for item in catalogue.self_check_items if item.part == part.part]
        places = [Place("self_check", str(item.no)) for item in items]
        yield "self_check", f"{part.part} {part.title}", places, is_done


def _ledger(record: Engagement) -> Iterator[Part]:
    rated = {Place("assets", asset.id): _is_rated(asset) for asset in record.assets}
    yield "assets", "情報資産", list(rated), rated.__getitem__


def _is_rated(asset: Asset) -> bool:
    """Whether nothing is missing in the row itself that its risk needs."""
    return asset.medium is not None and importance(asset) is not None


def _threats(record: Engagement) -> Iterator[Part]:
    catalogue, ratings = load_catalogue(), record.threats

    def is_done(place: Place) -> bool:
        return ratings.get(place.key, ThreatRating()).frequency is not None

    for medium in catalogue.media:
        threats = [threat for threat in catalogue.threats if threat.medium == medium.key]
        yield "threats", medium.label, [Place("threats", t.id) for t in threats], is_done


def _measures(record: Engagement) -> Iterator[Part]:
    catalogue, answers = load_catalogue(), record.measures

    def is_done(place: Place) -> bool:
        return answers.get(int(place.key), MeasureAnswer()).status is not None

    for category in catalogue.categories:
        measures = catalogue.measures_of(category.category)
        places = [Place("measures", str(measure.no)) for measure in measures]
        if places:
            yield "measures", f"{category.category} {category.short_name}", places, is_done


def _cloud(record: Engagement) -> Iterator[Part]:
    for service in record.cloud_services:
        yield _checks(service)


def _checks(service: CloudService) -> Part:
    items = load_catalogue().cloud_items
    places = [Place("cloud", service.id, item.key) for item in items]
    title = f"{service.id} {service.name}".strip()
    return "cloud", title, places, lambda place: place.item in service.checks
