"""Every change a user can make to a record, as small named values.

An edit knows how to make the changed record, what to call itself in Japanese,
and the place on the screen it belongs to, so that undo can go there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, Protocol, TypeVar

from data.fields import Value
from data.place import Place
from data.record import Engagement, FollowUp, MeasureAnswer, SelfCheckAnswer, ThreatRating
from data.rows import row_of, with_row

Key = TypeVar("Key", str, int)
Entry = TypeVar("Entry", SelfCheckAnswer, ThreatRating, MeasureAnswer)
AnyKey = TypeVar("AnyKey")
AnyEntry = TypeVar("AnyEntry")


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
        service = row_of(record.cloud_services, self.service)
        checks = {**service.checks}
        if self.points is None:
            checks.pop(self.item, None)
        else:
            checks[self.item] = self.points
        return with_row(record, "cloud_services", replace(service, checks=checks))


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
                asset = replace(row_of(record.assets, key), note=self.text)
                return with_row(record, "assets", asset)
            case "cloud" if self.place.item:
                return self._on_cloud_check(record)
            case _:
                raise ValueError(f"no notes at {self.place}")

    def _on_cloud_check(self, record: Engagement) -> Engagement:
        service = row_of(record.cloud_services, self.place.key)
        notes = {**service.notes, self.place.item: self.text}
        kept = {item: text for item, text in notes.items() if text}
        return with_row(record, "cloud_services", replace(service, notes=kept))


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
            return row_of(record.assets, place.key).note
        case "cloud":
            return row_of(record.cloud_services, place.key).notes.get(place.item, "")
        case _:
            return ""


@dataclass(frozen=True, slots=True)
class MarkPlace:
    """Mark a place to come back to, or take the mark off."""

    place: Place
    marked: bool

    @property
    def label(self) -> str:
        return "しるし"

    def apply(self, record: Engagement) -> Engagement:
        old = record.follow_ups.get(self.place, FollowUp())
        return _with_follow_up(record, self.place, replace(old, marked=self.marked))


@dataclass(frozen=True, slots=True)
class AssignFollowUp:
    """Who finds out about a place, and by when; empty and None for not yet known."""

    place: Place
    person: str
    due: date | None

    @property
    def label(self) -> str:
        return "確かめる人と期限"

    def apply(self, record: Engagement) -> Engagement:
        old = record.follow_ups.get(self.place, FollowUp())
        follow_up = replace(old, person=self.person, due=self.due)
        return _with_follow_up(record, self.place, follow_up)


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


@dataclass(frozen=True, slots=True)
class ReplaceRecord:
    """Another record in one go: a state of earlier, or what an earlier sitting did."""

    record: Engagement
    place: Place
    label: str

    def apply(self, record: Engagement) -> Engagement:
        return self.record


def _with_self_check(record: Engagement, item: int, answer: SelfCheckAnswer) -> Engagement:
    items = _put(record.self_check.items, item, answer)
    return replace(record, self_check=replace(record.self_check, items=items))


def _with_follow_up(record: Engagement, place: Place, follow_up: FollowUp) -> Engagement:
    return replace(record, follow_ups=with_entry(record.follow_ups, place, follow_up))


def _put(entries: Mapping[Key, Entry], key: Key, entry: Entry) -> Mapping[Key, Entry]:
    """The mapping in catalogue order with `entry` at `key`; an empty entry leaves it."""
    return dict(sorted(with_entry(entries, key, entry).items()))


def with_entry(
    entries: Mapping[AnyKey, AnyEntry], key: AnyKey, entry: AnyEntry
) -> dict[AnyKey, AnyEntry]:
    """The mapping with `entry` at `key`; one that says nothing leaves it."""
    kept = {**entries, key: entry}
    if entry == type(entry)():
        del kept[key]
    return kept
