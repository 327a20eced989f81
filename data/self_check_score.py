"""The self-check's score: spec/calculation.md §1."""

from __future__ import annotations

from typing import NamedTuple

from data.catalogue import Band, Catalogue, Part, SelfCheckItem, load_catalogue
from data.record import Engagement, SelfCheckAnswer

BEST_ANSWER, UNKNOWN_ANSWER = "done", "unknown"


class PartScore(NamedTuple):
    """`score` is the sum over the answered items, from −1 to 4 points each."""

    part: Part
    score: int
    max: int
    answered: int
    total: int


class SelfCheckScore(NamedTuple):
    """`score` is None while nothing is answered; `band` only once everything is."""

    score: int | None
    max: int
    answered: int
    total: int
    band: Band | None
    unknown: tuple[int, ...]
    parts: tuple[PartScore, ...]


def self_check_score(record: Engagement) -> SelfCheckScore:
    """Score, band and parts; `unknown` are the numbers of the items to ask about."""
    catalogue = load_catalogue()
    answers = {
        item.no: record.self_check.items.get(item.no, SelfCheckAnswer()).answer
        for item in catalogue.self_check_items
    }
    parts = tuple(_part_score(part, answers, catalogue) for part in catalogue.parts)
    answered = sum(part.answered for part in parts)
    total = len(answers)
    score = sum(part.score for part in parts) if answered else None
    return SelfCheckScore(
        score=score,
        max=sum(part.max for part in parts),
        answered=answered,
        total=total,
        band=_band(score, catalogue) if score is not None and answered == total else None,
        unknown=tuple(no for no, answer in answers.items() if answer == UNKNOWN_ANSWER),
        parts=parts,
    )


def _part_score(part: Part, answers: dict[int, str | None], catalogue: Catalogue) -> PartScore:
    points = {option.key: option.points for option in catalogue.self_check_options}
    items = items_of(part.part, catalogue)
    given = [answer for item in items if (answer := answers[item.no]) is not None]
    return PartScore(
        part=part,
        score=sum(points[answer] for answer in given),
        max=points[BEST_ANSWER] * len(items),
        answered=len(given),
        total=len(items),
    )


def items_of(part: int, catalogue: Catalogue) -> tuple[SelfCheckItem, ...]:
    return tuple(item for item in catalogue.self_check_items if item.part == part)


def _band(score: int, catalogue: Catalogue) -> Band:
    return next(band for band in catalogue.bands if score >= band.lowest)
