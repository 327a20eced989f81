"""From TOML text to the record: strict about what is known, keeping what is not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from data.catalogue import load_catalogue
from data.fields import (
    ASSET_FIELDS,
    CLOUD_SERVICE_FIELDS,
    ENGAGEMENT_FIELDS,
    FIRM_FIELDS,
    FOLLOW_UP_FIELDS,
    SELF_CHECK_FIELDS,
    Field,
)
from data.parsing import DEEPEST, Table, decode, parse
from data.place import Place
from data.place_names import is_there
from data.problems import DamagedFileError, EngagementFileError, Problem
from data.record import (
    Asset,
    CloudService,
    Engagement,
    EngagementInfo,
    Firm,
    FollowUp,
    MeasureAnswer,
    SelfCheck,
    SelfCheckAnswer,
    ThreatRating,
)
from data.text import LARGEST_INTEGER

FORMAT = 1

KeyPath = tuple[str | int, ...]
Made = TypeVar("Made")
Key = TypeVar("Key", str, int)

NOTE = Field("note", "メモ")


def read_engagement(content: bytes) -> Engagement:
    """The record held by a file's content.

    Raises `DamagedFileError` (without a path) listing every problem found, and a plain
    `EngagementFileError` for a newer format, which this version cannot judge.
    """
    text = decode(content)
    reader = RecordReader()
    record = reader.engagement(parse(text))
    if reader.faults:
        raise DamagedFileError(None, tuple(_located(text, reader.faults)))
    return record


def _located(text: str, faults: Iterable[tuple[KeyPath, str]]) -> Iterator[Problem]:
    from data.key_lines import dotted, find_line

    return (Problem(why, dotted(at), find_line(text, at)) for at, why in faults)


class RecordReader:
    """Reads tables into values and collects every fault on the way, reading on without it."""

    def __init__(self) -> None:
        self.faults: list[tuple[KeyPath, str]] = []
        self.catalogue = load_catalogue()

    def engagement(self, document: Table) -> Engagement:
        self._format(document)
        known = {"format", "firm", "engagement", "self_check", "assets", "threats", "measures"}
        known |= {"cloud_services", "follow_ups"}
        record = Engagement(
            firm=Firm(**self._fields(document, ("firm",), FIRM_FIELDS)),
            info=EngagementInfo(**self._fields(document, ("engagement",), ENGAGEMENT_FIELDS)),
            self_check=self._self_check(document),
            assets=self._rows(document, "assets", self._asset),
            threats=self._threats(document),
            measures=self._measures(document),
            cloud_services=self._rows(document, "cloud_services", self._service),
            extra=self._extra(document, known, ()),
        )
        return replace(record, follow_ups=self._follow_ups(document, record))

    def _format(self, document: Table) -> None:
        number = document.get("format")
        if number is None:
            self._fault(("format",), f"ありません。先頭に format = {FORMAT} と書いてください")
        elif not _is_whole(number) or not 1 <= number <= LARGEST_INTEGER:
            self._fault(("format",), f"format = {FORMAT} と書いてください（引用符なし）")
        elif number > FORMAT:
            raise newer_format(number)

    def _fault(self, path: KeyPath, message: str) -> None:
        self.faults.append((path, message))

    def _table(self, holder: Table, path: KeyPath) -> Table:
        value = holder.get(str(path[-1]), {})
        if isinstance(value, dict):
            return value
        self._fault(path, "[表] の形で書いてください")
        return {}

    def _fields(
        self, holder: Table, path: KeyPath, fields: tuple[Field, ...], also: Collection[str] = ()
    ) -> dict[str, Any]:
        return self._values(self._table(holder, path), path, fields, also)

    def _values(
        self, table: Table, path: KeyPath, fields: tuple[Field, ...], also: Collection[str] = ()
    ) -> dict[str, Any]:
        """Keyword arguments for a record class; `also` are keys read elsewhere."""
        known = {field.key for field in fields} | {*also}
        values: dict[str, Any] = {"extra": self._extra(table, known, path)}
        for field in fields:
            if field.key in table:
                values[field.key] = self._value(field, table[field.key], (*path, field.key))
        return values

    def _extra(self, table: Table, known: Collection[str], path: KeyPath) -> dict[str, Any]:
        """The keys this version does not know, if they can be written back."""
        extra = {key: value for key, value in table.items() if key not in known}
        for key in extra:
            if not can_be_kept(extra[key]):
                self._fault(
                    (*path, key), "数が大きすぎるか、入れ子が深すぎます。直すか、消してください"
                )
        return extra

    def _value(self, field: Field, value: Any, path: KeyPath) -> Any:
        try:
            return field.check(value)
        except ValueError as error:
            self._fault(path, str(error))
            return field.absent

    def _closed(
        self, holder: Table, path: KeyPath, names: Mapping[str, Key], what: str
    ) -> dict[Key, tuple[Table, KeyPath]]:
        """The sub-tables of a table whose names are closed, by catalogue key."""
        found: dict[Key, tuple[Table, KeyPath]] = {}
        for name in (table := self._table(holder, path)):
            if name not in names:
                self._fault((*path, name), f"{what}にない番号です。番号を直すか、消してください")
            else:
                found[names[name]] = (self._table(table, (*path, name)), (*path, name))
        return found

    def _answer(self, key: str, table: Table, path: KeyPath, allowed: Collection[Any]) -> Any:
        """The answer at `key`, one of `allowed`, or None when absent."""
        if key not in table:
            return None
        value = table[key]
        if isinstance(value, bool) or not isinstance(value, (int, str)) or value not in allowed:
            shown = "・".join(f'"{a}"' if isinstance(a, str) else str(a) for a in allowed)
            self._fault((*path, key), f"{shown} のどれかを書いてください")
            return None
        return value

    def _self_check(self, document: Table) -> SelfCheck:
        table = self._table(document, ("self_check",))
        values = self._values(table, ("self_check",), SELF_CHECK_FIELDS, ("items",))
        names = {str(item.no): item.no for item in self.catalogue.self_check_items}
        path: KeyPath = ("self_check", "items")
        answers = [option.key for option in self.catalogue.self_check_options]
        items = {
            no: SelfCheckAnswer(
                answer=self._answer("answer", table, at, answers),
                **self._values(table, at, (NOTE,), ("answer",)),
            )
            for no, (table, at) in self._closed(table, path, names, "自社診断の25問").items()
        }
        return SelfCheck(items=_kept(items, SelfCheckAnswer()), **values)

    def _threats(self, document: Table) -> Mapping[str, ThreatRating]:
        names = {threat.id: threat.id for threat in self.catalogue.threats}
        allowed = [option.frequency for option in self.catalogue.frequencies]
        ratings = {
            key: ThreatRating(
                frequency=self._answer("frequency", table, at, allowed),
                **self._values(table, at, (NOTE,), ("frequency",)),
            )
            for key, (table, at) in self._closed(document, ("threats",), names, "21の脅威").items()
        }
        return _kept(ratings, ThreatRating())

    def _measures(self, document: Table) -> Mapping[int, MeasureAnswer]:
        names = {str(measure.no): measure.no for measure in self.catalogue.measures}
        allowed = [option.status for option in self.catalogue.measure_options]
        answers = {
            key: MeasureAnswer(
                status=self._answer("status", table, at, allowed),
                **self._values(table, at, (NOTE,), ("status",)),
            )
            for key, (table, at) in self._closed(document, ("measures",), names, "55の対策").items()
        }
        return _kept(answers, MeasureAnswer())

    def _rows(
        self, document: Table, key: str, make: Callable[[str, Table, KeyPath], Made]
    ) -> tuple[Made, ...]:
        seen: set[str] = set()
        return tuple(
            make(self._row_id(row, path, seen), row, path)
            for row, path in self._tables(document, key)
        )

    def _tables(self, document: Table, key: str) -> list[tuple[Table, KeyPath]]:
        """The tables of an array, each with its path."""
        rows = document.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._fault((key,), f"[[{key}]] の形で書いてください")
            return []
        return [(row, (key, position)) for position, row in enumerate(rows)]

    def _row_id(self, row: Table, path: KeyPath, seen: set[str]) -> str:
        row_id = row.get("id")
        if not isinstance(row_id, str) or not row_id:
            self._fault(
                (*path, "id"), 'ありません。id = "…" と、ほかと重ならない番号を書いてください'
            )
            return ""
        if row_id in seen:
            self._fault(
                (*path, "id"), f'"{row_id}" が2回使われています。片方を別の番号にしてください'
            )
        seen.add(row_id)
        return row_id

    def _asset(self, row_id: str, row: Table, path: KeyPath) -> Asset:
        return Asset(id=row_id, **self._values(row, path, ASSET_FIELDS, ("id",)))

    def _service(self, row_id: str, row: Table, path: KeyPath) -> CloudService:
        own = ("id", "checks", "notes")
        return CloudService(
            id=row_id,
            checks=self._checks(row, (*path, "checks")),
            notes=self._cloud_notes(row, (*path, "notes")),
            **self._values(row, path, CLOUD_SERVICE_FIELDS, own),
        )

    def _checks(self, row: Table, path: KeyPath) -> Mapping[str, int]:
        table = self._table(row, path)
        checks: dict[str, int] = {}
        for item in self.catalogue.cloud_items:
            points = self._answer(item.key, table, path, range(len(item.options)))
            if points is not None:
                checks[item.key] = points
        self._refuse_others(table, path)
        return checks

    def _cloud_notes(self, row: Table, path: KeyPath) -> Mapping[str, str]:
        table = self._table(row, path)
        self._refuse_others(table, path)
        keys = [item.key for item in self.catalogue.cloud_items if item.key in table]
        notes = {key: self._value(NOTE, table[key], (*path, key)) for key in keys}
        return {key: note for key, note in notes.items() if note}

    def _follow_ups(self, document: Table, record: Engagement) -> Mapping[Place, FollowUp]:
        found: dict[Place, FollowUp] = {}
        for table, path in self._tables(document, "follow_ups"):
            values = self._values(table, path, FOLLOW_UP_FIELDS, ("step", "key", "item"))
            where = [table.get(key, "") for key in ("step", "key", "item")]
            place = Place(*where)
            if not all(isinstance(part, str) for part in where) or not is_there(record, place):
                self._fault(
                    (*path, "key"), "step・key・item の指す場所がありません。直すか、消してください"
                )
            elif place in found:
                self._fault((*path, "key"), "同じ場所が2回書かれています。1つにまとめてください")
            else:
                found[place] = FollowUp(**values)
        return {place: each for place, each in found.items() if each != FollowUp()}

    def _refuse_others(self, table: Table, path: KeyPath) -> None:
        known = {item.key for item in self.catalogue.cloud_items}
        for name in table:
            if name not in known:
                self._fault((*path, name), "15のチェック項目にない名前です。直すか、消してください")


def newer_format(number: int) -> EngagementFileError:
    """The refusal of a format that only a later version can judge."""
    message = (
        f"新しい形式（{number}）のファイルです。この版で読めるのは形式{FORMAT}までです。"
        f"形式{number}を読める新しいkikitoriで開いてください"
    )
    return EngagementFileError(None, (Problem(message, "format"),))


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def can_be_kept(value: Any, depth: int = DEEPEST) -> bool:
    """Whether a value of an unknown key can be written as it was read."""
    if isinstance(value, int):
        return abs(value) <= LARGEST_INTEGER + 1
    if not isinstance(value, (dict, list)):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return depth > 0 and all(can_be_kept(each, depth - 1) for each in inner)


def _kept(entries: dict[Key, Made], empty: Made) -> dict[Key, Made]:
    """In catalogue order, without tables that say nothing."""
    return {key: entry for key, entry in sorted(entries.items()) if entry != empty}
