"""Several sheets of one book speak of one firm: their parts as one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from data.fields import (
    CLOUD_SERVICE_FIELDS,
    ENGAGEMENT_FIELDS,
    FIRM_FIELDS,
    SELF_CHECK_FIELDS,
    Field,
)
from data.record import (
    Asset,
    CloudService,
    Engagement,
    EngagementInfo,
    Firm,
    MeasureAnswer,
    SelfCheck,
    SelfCheckAnswer,
    ThreatRating,
)
from data.text import fold

Head = TypeVar("Head", Firm, EngagementInfo, SelfCheck, CloudService)
Key = TypeVar("Key", str, int)
Answer = TypeVar("Answer", SelfCheckAnswer, ThreatRating, MeasureAnswer)
Row = TypeVar("Row", Asset, CloudService)

_ANSWER = {SelfCheckAnswer: "answer", ThreatRating: "frequency", MeasureAnswer: "status"}


def combined(first: Engagement, second: Engagement) -> Engagement:
    """`first` with what only `second` says; new rows come behind those of `first`.

    A service with the same name, or the same number and no name, is the same one.
    """
    return replace(
        first,
        firm=_filled(first.firm, second.firm, FIRM_FIELDS),
        info=_filled(first.info, second.info, ENGAGEMENT_FIELDS),
        self_check=replace(
            _filled(first.self_check, second.self_check, SELF_CHECK_FIELDS),
            items=_answers(first.self_check.items, second.self_check.items),
        ),
        assets=_with_rows(first.assets, second.assets),
        threats=_answers(first.threats, second.threats),
        measures=_answers(first.measures, second.measures),
        cloud_services=_services(first.cloud_services, second.cloud_services),
    )


def contradicts(first: Engagement, second: Engagement) -> bool:
    """Whether they give different answers to a question."""
    sections: Sequence[tuple[Mapping[Any, Any], Mapping[Any, Any]]] = (
        (first.self_check.items, second.self_check.items),
        (first.threats, second.threats),
        (first.measures, second.measures),
    )
    return any(
        None not in (given := {_given(ours[key]), _given(theirs[key])}) and len(given) > 1
        for ours, theirs in sections
        for key in ours.keys() & theirs.keys()
    )


def _given(answer: Answer) -> Any:
    return getattr(answer, _ANSWER[type(answer)])


def _filled(first: Head, second: Head, fields: Sequence[Field]) -> Head:
    """`first` with the values of `second` in the fields that it has none for."""
    lacking = [field.key for field in fields if getattr(first, field.key) == field.absent]
    changes: dict[str, Any] = {key: getattr(second, key) for key in lacking}
    return replace(first, **changes)


def _answers(first: Mapping[Key, Answer], second: Mapping[Key, Answer]) -> Mapping[Key, Answer]:
    both = {key: _filled_answer(first[key], second[key]) for key in first.keys() & second.keys()}
    return dict(sorted({**second, **first, **both}.items()))


def _filled_answer(first: Answer, second: Answer) -> Answer:
    changes: dict[str, Any] = {
        key: getattr(second, key)
        for key in (_ANSWER[type(first)], "note")
        if getattr(first, key) in (None, "")
    }
    return replace(first, **changes)


def _with_rows(first: tuple[Row, ...], second: Sequence[Row]) -> tuple[Row, ...]:
    """A number that is already taken says nothing of the new row."""
    taken: set[str] = {row.id for row in first}
    new = [replace(row, id="") if row.id in taken else row for row in second]
    return first + tuple(new)


def _services(
    first: tuple[CloudService, ...], second: tuple[CloudService, ...]
) -> tuple[CloudService, ...]:
    services, new = [*first], []
    for service in second:
        same = [at for at, each in enumerate(first) if _is_same(each, service)]
        if same:
            services[same[0]] = _filled_service(services[same[0]], service)
        else:
            new.append(service)
    return _with_rows(tuple(services), new)


def _is_same(first: CloudService, second: CloudService) -> bool:
    numbers, names = {first.id, second.id}, {fold(first.name), fold(second.name)}
    if "" in names:
        return len(numbers) == 1 and "" not in numbers
    return len(names) == 1 and (len(numbers) == 1 or "" in numbers)


def _filled_service(first: CloudService, second: CloudService) -> CloudService:
    return replace(
        _filled(first, second, CLOUD_SERVICE_FIELDS),
        id=first.id or second.id,
        checks={**second.checks, **first.checks},
        notes={**second.notes, **first.notes},
    )
