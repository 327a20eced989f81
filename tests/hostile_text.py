"""Texts that would steer a terminal, break a line, or be taken for something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, cycle
from typing import Any, TypeVar

from data.catalogue import load_catalogue
from data.edits import AssignFollowUp, MarkPlace, WriteNote
from data.fields import (
    ASSET_FIELDS,
    CLOUD_SERVICE_FIELDS,
    ENGAGEMENT_FIELDS,
    FIRM_FIELDS,
    FOLLOW_UP_FIELDS,
    HOMEWORK_FIELDS,
    PLAN_FIELDS,
    PRIORITY_FIELDS,
    SELF_CHECK_FIELDS,
    TREATMENT_FIELDS,
    VISIT_FIELDS,
    Field,
    Kind,
)
from data.place import Place
from data.questions import questions_of
from data.record import (
    VISITS,
    Asset,
    CloudService,
    Engagement,
    Homework,
    PlannedMeasure,
    Priority,
    Treatment,
    Visit,
)
from tests.strategies import whole_record

# What must never reach a terminal, written out: the tests must not follow a mistake of the code.
STEERS = frozenset(
    chr(code)
    for codes in (
        (*range(0x20), *range(0x7F, 0xA0)),
        (0x061C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F)),
        (*range(0x2066, 0x2070), *range(0xFFF9, 0xFFFC)),
    )
    for code in codes
)

# Each begins with a word of its own, by which it is found.
HOSTILE = {
    "title": "題\x1b]0;pwned\x07終",
    "clear": "消\x1b[2J\x1b[H\x1b[31m赤",
    "clipboard": "写\x1b]52;c;cHduZWQ=\x1b\\終",
    "controls": "鐘\x07\x08\x08\x00\x7f終",
    "eight bits": "高\x9b31m\x9d0;pwned\x9c終",
    "markup": "印[bold red]太[/][@click=app.quit]押[/]\\[",
    "overrides": "逆\u202efdp.exe\u202c\u2066中\u2069\u061c\u200f終",
    "no width": "幅\u200b\u200c\u2060\ufeff\u00ad終",
    "joiners": "結\u200d合👩\u200d🔧☎\ufe0f👍\U0001f3fd終",
    "combining": "積" + "e" + "\u0301" * 60 + "終",
    "line ends": "行\r一\r\n二\n三\x0b四\x0c五\u2028六\u2029七\x1c八\x85九\t終",
    "formula": '=HYPERLINK("http://x.test";"押")',
    "old formula": "+cmd|' /C calc'!A0",
    "sign": "@SUM(1+9)*cmd",
    "xml": "<r><t>&amp;_x0041_</t></r>]]>",
    "path": "../..\\CON:aux.toml",
    "long": "長" * 700 + "x" * 700,
    "private": "外\ue000字\U000e0041\ufffe終",
    "template": "{0}%s%(x)s${HOME}`id`終",
    "toml": "\"\"\"\n[firm]\nname = '''x''' # \\u001b",
}
Entry = TypeVar("Entry")


def hostile_engagement(first: int = 0) -> Engagement:
    """Every field of text holds one of `HOSTILE`, taken in turn from position `first` on."""
    texts = cycle([*HOSTILE.values()][first:] + [*HOSTILE.values()][:first])
    number = count(1)
    record = whole_record(status=2)
    record = replace(
        record,
        firm=_filled(record.firm, FIRM_FIELDS, texts),
        info=_filled(record.info, ENGAGEMENT_FIELDS, texts),
        self_check=_filled(record.self_check, SELF_CHECK_FIELDS, texts),
        assets=tuple(_assets(texts, number)),
        cloud_services=tuple(_services(texts, number)),
        extra={text: [{text: text}] for text in HOSTILE.values()},
    )
    record = replace(record, **_planned(record, texts, number))
    for place in _noted_places(record):
        record = WriteNote(place, next(texts)).apply(record)
    for place in _asked_places(record):
        persons = [f for f in FOLLOW_UP_FIELDS if f.kind is Kind.TEXT]
        assert len(persons) == 1
        record = AssignFollowUp(place, next(texts), None).apply(record)
        record = MarkPlace(place, True).apply(record)
    return record


def _filled(entry: Entry, fields: Iterable[Field], texts: Iterator[str]) -> Entry:
    given: dict[str, Any] = {f.key: next(texts) for f in fields if f.kind is Kind.TEXT}
    return replace(entry, **given)  # type: ignore[type-var]


def _assets(texts: Iterator[str], number: Iterator[int]) -> Iterator[Asset]:
    media = cycle(medium.key for medium in load_catalogue().media)
    for _ in HOSTILE:
        asset = Asset(f"A{next(number)}{next(texts)}", medium=next(media), personal=True)
        yield replace(_filled(asset, ASSET_FIELDS, texts), confidentiality=3, availability=2)


def _services(texts: Iterator[str], number: Iterator[int]) -> Iterator[CloudService]:
    items = [item.key for item in load_catalogue().cloud_items]
    for _ in range(4):
        service = CloudService(f"S{next(number)}{next(texts)}", checks=dict.fromkeys(items, 2))
        yield _filled(service, CLOUD_SERVICE_FIELDS, texts)


def _planned(record: Engagement, texts: Iterator[str], number: Iterator[int]) -> dict[str, Any]:
    """Plan, treatments, priorities, visits and homework."""
    rated = [Place("self_check", str(no)) for no in (1, 2, 3)]
    return {
        "plan": {no: _filled(PlannedMeasure(1), PLAN_FIELDS, texts) for no in (1, 2, 3)},
        "treatments": {
            asset.id: _filled(Treatment("retain"), TREATMENT_FIELDS, texts)
            for asset in record.assets[:3]
        },
        "priorities": {
            place: _filled(Priority(3, 2, 1), PRIORITY_FIELDS, texts) for place in rated
        },
        "visits": {no: _filled(Visit(), VISIT_FIELDS, texts) for no in VISITS},
        "homework": tuple(
            _filled(Homework(f"H{next(number)}{next(texts)}", visit), HOMEWORK_FIELDS, texts)
            for visit in VISITS
            for _ in range(2)
        ),
    }


def _noted_places(record: Engagement) -> Iterator[Place]:
    """Every question; the notes of assets are fields."""
    for step in ("self_check", "threats", "measures", "cloud"):
        yield from (question.place for question in questions_of(record, step))


def _asked_places(record: Engagement) -> Iterator[Place]:
    yield from (Place("assets", asset.id) for asset in record.assets[:4])
    yield from (Place("measures", str(no)) for no in (1, 2, 3))


def texts_of(value: object) -> Iterator[str]:
    """Every text a record holds, at whatever depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts_of(key)
            yield from texts_of(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from texts_of(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts_of(getattr(value, name))
