"""Every change a user can make to a record, as small named values.

An edit knows how to make the changed record, what to call itself in Japanese,
and the place on the screen it belongs to, so that undo can go there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

from data.fields import Value
from data.record import (
    Asset,
    CloudService,
    Engagement,
    MeasureAnswer,
    SelfCheckAnswer,
    ThreatRating,
)

# Longer ones are somebody's own codes, not ours to count on from.
_NUMBER = re.compile(r"[0-9]{1,9}")

Step = Literal["firm", "self_check", "assets", "threats", "measures", "cloud", "results"]
RowTable = Literal["assets", "cloud_services"]
Key = TypeVar("Key", str, int)
Entry = TypeVar("Entry", SelfCheckAnswer, ThreatRating, MeasureAnswer)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the interview.

    `key` is an item or measure number as text, a threat id, a row id, a field
    key; for a cloud check `item` is the item key inside the service `key`.
    """

    step: Step
    key: str = ""
    item: str = ""


class Edit(Protocol):
    """One change."""

    @property
    def place(self) -> Place: ...

    @property
    def label(self) -> str:
        """What was done, as 「…」 in the status line."""
        ...

    def apply(self, record: Engagement) -> Engagement: ...


@dataclass(frozen=True, slots=True)
class AnswerSelfCheck:
    """`answer` None takes the answer back."""

    item: int
    answer: str | None

    @property
    def place(self) -> Place:
        return Place("self_check", str(self.item))

    @property
    def label(self) -> str:
        return f"自社診断 {self.item} の回答"

    def apply(self, record: Engagement) -> Engagement:
        old = record.self_check.items.get(self.item, SelfCheckAnswer())
        return _with_self_check(record, self.item, replace(old, answer=self.answer))


@dataclass(frozen=True, slots=True)
class RateThreat:
    """`frequency` 1..3, None takes the rating back."""

    threat: str
    frequency: int | None

    @property
    def place(self) -> Place:
        return Place("threats", self.threat)

    @property
    def label(self) -> str:
        return f"脅威 {self.threat} の頻度"

    def apply(self, record: Engagement) -> Engagement:
        old = record.threats.get(self.threat, ThreatRating())
        rating = replace(old, frequency=self.frequency)
        return replace(record, threats=_put(record.threats, self.threat, rating))


@dataclass(frozen=True, slots=True)
class AnswerMeasure:
    """`status` 1..4, None takes the answer back."""

    measure: int
    status: int | None

    @property
    def place(self) -> Place:
        return Place("measures", str(self.measure))

    @property
    def label(self) -> str:
        return f"対策 {self.measure} の回答"

    def apply(self, record: Engagement) -> Engagement:
        old = record.measures.get(self.measure, MeasureAnswer())
        answer = replace(old, status=self.status)
        return replace(record, measures=_put(record.measures, self.measure, answer))


@dataclass(frozen=True, slots=True)
class CheckCloudService:
    """`points` 0..3, None takes the check back."""

    service: str
    item: str
    points: int | None

    @property
    def place(self) -> Place:
        return Place("cloud", self.service, self.item)

    @property
    def label(self) -> str:
        return f"クラウド {self.service} のチェック"

    def apply(self, record: Engagement) -> Engagement:
        service = _row(record.cloud_services, self.service)
        checks = {**service.checks}
        if self.points is None:
            checks.pop(self.item, None)
        else:
            checks[self.item] = self.points
        return _with_row(record, "cloud_services", replace(service, checks=checks))


@dataclass(frozen=True, slots=True)
class WriteNote:
    """The note at `place`; an empty text removes it. An asset's note is its 備考."""

    place: Place
    text: str

    @property
    def label(self) -> str:
        return "メモ"

    def apply(self, record: Engagement) -> Engagement:
        key = self.place.key
        match self.place.step:
            case "self_check":
                answer = record.self_check.items.get(int(key), SelfCheckAnswer())
                return _with_self_check(record, int(key), replace(answer, note=self.text))
            case "threats":
                rating = replace(record.threats.get(key, ThreatRating()), note=self.text)
                return replace(record, threats=_put(record.threats, key, rating))
            case "measures":
                status = record.measures.get(int(key), MeasureAnswer())
                measures = _put(record.measures, int(key), replace(status, note=self.text))
                return replace(record, measures=measures)
            case "assets":
                asset = replace(_row(record.assets, key), note=self.text)
                return _with_row(record, "assets", asset)
            case "cloud" if self.place.item:
                return self._on_cloud_check(record)
            case _:
                raise ValueError(f"no notes at {self.place}")

    def _on_cloud_check(self, record: Engagement) -> Engagement:
        service = _row(record.cloud_services, self.place.key)
        notes = {**service.notes, self.place.item: self.text}
        kept = {item: text for item, text in notes.items() if text}
        return _with_row(record, "cloud_services", replace(service, notes=kept))


def note_at(record: Engagement, place: Place) -> str:
    """The note at a place, empty when there is none."""
    match place.step:
        case "self_check":
            return record.self_check.items.get(int(place.key), SelfCheckAnswer()).note
        case "threats":
            return record.threats.get(place.key, ThreatRating()).note
        case "measures":
            return record.measures.get(int(place.key), MeasureAnswer()).note
        case "assets":
            return _row(record.assets, place.key).note
        case "cloud":
            return _row(record.cloud_services, place.key).notes.get(place.item, "")
        case _:
            return ""


FieldTable = Literal["firm", "info", "self_check"]


@dataclass(frozen=True, slots=True)
class SetField:
    """One field of the firm, of the engagement, or of the self-check's head."""

    table: FieldTable
    key: str
    value: Value

    @property
    def place(self) -> Place:
        return Place("firm", f"{self.table}.{self.key}")

    @property
    def label(self) -> str:
        return "会社の情報"

    def apply(self, record: Engagement) -> Engagement:
        changes: dict[str, Any] = {self.key: self.value}
        match self.table:
            case "firm":
                return replace(record, firm=replace(record.firm, **changes))
            case "info":
                return replace(record, info=replace(record.info, **changes))
            case "self_check":
                return replace(record, self_check=replace(record.self_check, **changes))


@dataclass(frozen=True, slots=True)
class AddRow:
    """A new asset or cloud service behind the row `after`, or at the end."""

    row: Asset | CloudService
    after: str | None = None

    @property
    def place(self) -> Place:
        return _row_place(self.row)

    @property
    def label(self) -> str:
        return f"{_row_name(self.row)}の追加"

    def apply(self, record: Engagement) -> Engagement:
        table = _table_of(self.row)
        rows = list(getattr(record, table))
        behind = [i for i, row in enumerate(rows) if row.id == self.after]
        rows.insert(behind[0] + 1 if behind else len(rows), self.row)
        return _with_rows(record, table, rows)


@dataclass(frozen=True, slots=True)
class ReplaceRow:
    """The row with this id as it is after editing."""

    row: Asset | CloudService

    @property
    def place(self) -> Place:
        return _row_place(self.row)

    @property
    def label(self) -> str:
        return f"{_row_name(self.row)}の変更"

    def apply(self, record: Engagement) -> Engagement:
        return _with_row(record, _table_of(self.row), self.row)


@dataclass(frozen=True, slots=True)
class DeleteRow:
    """Take a row out; undo brings it back."""

    row: Asset | CloudService

    @property
    def place(self) -> Place:
        return _row_place(self.row)

    @property
    def label(self) -> str:
        return f"{_row_name(self.row)}の削除"

    def apply(self, record: Engagement) -> Engagement:
        table = _table_of(self.row)
        rows = [row for row in getattr(record, table) if row.id != self.row.id]
        return _with_rows(record, table, rows)


@dataclass(frozen=True, slots=True)
class AddRows:
    """New assets at the end of the ledger, one or more."""

    rows: tuple[Asset, ...]

    @property
    def place(self) -> Place:
        return _row_place(self.rows[0])

    @property
    def label(self) -> str:
        return f"{len(self.rows)}行の追加"

    def apply(self, record: Engagement) -> Engagement:
        return replace(record, assets=(*record.assets, *self.rows))


@dataclass(frozen=True, slots=True)
class ImportBooks:
    """The record made of the one at hand and of what workbooks say."""

    record: Engagement

    @property
    def place(self) -> Place:
        return Place("results")

    @property
    def label(self) -> str:
        return "取り込み"

    def apply(self, record: Engagement) -> Engagement:
        return self.record


class IdForm(NamedTuple):
    """What the ids of a ledger look like: A001, S0001."""

    prefix: str
    digits: int


ASSET_IDS = IdForm("A", 3)
SERVICE_IDS = IdForm("S", 4)


def free_ids(taken: Collection[str], form: IdForm) -> Iterator[str]:
    """Ids such as A004, A005 …, from one above the highest number used with this prefix."""
    endings = (used.removeprefix(form.prefix) for used in taken if used.startswith(form.prefix))
    numbers = [int(ending) for ending in endings if _NUMBER.fullmatch(ending)]
    following = (f"{form.prefix}{no:0{form.digits}}" for no in count(max(numbers, default=0) + 1))
    return (free for free in following if free not in taken)


def next_asset_id(record: Engagement) -> str:
    return next(free_ids({asset.id for asset in record.assets}, ASSET_IDS))


def next_service_id(record: Engagement) -> str:
    return next(free_ids({service.id for service in record.cloud_services}, SERVICE_IDS))


def _table_of(row: Asset | CloudService) -> RowTable:
    return "assets" if isinstance(row, Asset) else "cloud_services"


def _row_place(row: Asset | CloudService) -> Place:
    return Place("assets" if isinstance(row, Asset) else "cloud", row.id)


def _row_name(row: Asset | CloudService) -> str:
    return f"「{row.name or row.id}」"


Row = TypeVar("Row", Asset, CloudService)


def _row(rows: tuple[Row, ...], row_id: str) -> Row:
    return next(row for row in rows if row.id == row_id)


def _with_row(record: Engagement, table: RowTable, row: Asset | CloudService) -> Engagement:
    rows = [row if old.id == row.id else old for old in getattr(record, table)]
    return _with_rows(record, table, rows)


def _with_rows(record: Engagement, table: RowTable, rows: list[Any]) -> Engagement:
    changes: dict[str, Any] = {table: tuple(rows)}
    return replace(record, **changes)


def _with_self_check(record: Engagement, item: int, answer: SelfCheckAnswer) -> Engagement:
    items = _put(record.self_check.items, item, answer)
    return replace(record, self_check=replace(record.self_check, items=items))


def _put(entries: Mapping[Key, Entry], key: Key, entry: Entry) -> Mapping[Key, Entry]:
    """The mapping in catalogue order with `entry` at `key`; an empty entry leaves it."""
    kept = {**entries, key: entry}
    if entry == type(entry)():
        del kept[key]
    return dict(sorted(kept.items()))
