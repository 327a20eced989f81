"""From the record to TOML text that a person can read, compare and mend.

Rows are cached by the identity of the value they came from, so that one answer
beside a ledger of ten thousand rows costs nothing of the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import tomli_w

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
from data.place_names import in_order, is_there
from data.reading import FORMAT
from data.record import Asset, CloudService, Engagement, Extra

Table = dict[str, Any]


Rows = tuple[Asset, ...] | tuple[CloudService, ...]
Blocks = dict[int, tuple[object, str]]


class _Section:
    """The blocks of one table of rows, and their text as a whole."""

    def __init__(self, key: str, rows: Rows, known: _Section | None) -> None:
        self.rows = rows
        before: Blocks = known.blocks if known else {}
        self.blocks: Blocks = {id(row): _row_block(key, row, before.get(id(row))) for row in rows}
        self.content = _encoded("\n".join(text for _, text in self.blocks.values()))


class EngagementWriter:
    """Turns records into file content; keeps what did not change between two calls."""

    def __init__(self) -> None:
        self._sections: dict[str, _Section] = {}
        self._answers: dict[tuple[str, ...], tuple[object, str]] = {}
        self._last: tuple[Engagement, bytes] | None = None

    def write(self, record: Engagement) -> bytes:
        """The whole file, UTF-8. Reading it back gives an equal record."""
        if self._last is None or self._last[0] is not record:
            self._last = record, self._whole(record)
        return self._last[1]

    def _whole(self, record: Engagement) -> bytes:
        loose, tables = _split({"format": FORMAT, **record.extra})
        parts = [
            _encoded("\n".join([_dumps(loose), *filter(None, self._head_blocks(record))])),
            self._section("assets", record.assets),
            _encoded("\n".join(filter(None, self._answer_blocks(record)))),
            self._section("cloud_services", record.cloud_services),
            _encoded("\n".join(_follow_up_blocks(record))),
            _encoded(_dumps(tables)),
        ]
        return b"\n".join(part for part in parts if part)

    def _section(self, key: str, rows: Rows) -> bytes:
        section = self._sections.get(key)
        if section is None or section.rows is not rows:
            self._sections[key] = section = _Section(key, rows, section)
        return section.content

    def _head_blocks(self, record: Engagement) -> Iterator[str]:
        check = record.self_check
        yield _block(("firm",), _fields(record.firm, FIRM_FIELDS, record.firm.extra))
        yield _block(("engagement",), _fields(record.info, ENGAGEMENT_FIELDS, record.info.extra))
        yield _block(("self_check",), _fields(check, SELF_CHECK_FIELDS, check.extra))
        for no, answer in check.items.items():
            yield self._answer_block(("self_check", "items", str(no)), answer, "answer")

    def _answer_blocks(self, record: Engagement) -> Iterator[str]:
        for key, rating in record.threats.items():
            yield self._answer_block(("threats", key), rating, "frequency")
        for no, answer in record.measures.items():
            yield self._answer_block(("measures", str(no)), answer, "status")

    def _answer_block(self, path: tuple[str, ...], answer: object, key: str) -> str:
        """The answer's text, anew unless it is the very answer that is known."""
        known = self._answers.get(path)
        if known is None or known[0] is not answer:
            self._answers[path] = known = answer, _block(path, _answer(answer, key))
        return known[1]


def _row_block(
    key: str, row: Asset | CloudService, known: tuple[object, str] | None
) -> tuple[object, str]:
    """The row with its text, anew unless it is the very row that is known."""
    if known is not None and known[0] is row:
        return known
    return row, _block((key,), _row(row), opening=f"[[{key}]]\n")


def _encoded(text: str) -> bytes:
    # Half a surrogate pair cannot be written; losing it must not cost the rest.
    return text.encode("utf-8", errors="replace")


def _follow_up_blocks(record: Engagement) -> Iterator[str]:
    # One of a row that is gone would make the file invalid.
    for place in in_order(p for p in record.follow_ups if is_there(record, p)):
        follow_up = record.follow_ups[place]
        where = _given({"step": place.step, "key": place.key, "item": place.item})
        table = where | _fields(follow_up, FOLLOW_UP_FIELDS, follow_up.extra)
        yield _block(("follow_ups",), table, opening="[[follow_ups]]\n")


def write_engagement(record: Engagement) -> bytes:
    """The file content of a record, once."""
    return EngagementWriter().write(record)


def _fields(record: object, fields: tuple[Field, ...], extra: Extra) -> Table:
    values = {field.key: getattr(record, field.key) for field in fields}
    return _given(values) | dict(extra)


def _answer(entry: Any, key: str) -> Table:
    return _given({key: getattr(entry, key), "note": entry.note}) | dict(entry.extra)


def _given(values: Table) -> Table:
    """Unanswered means that the key is absent."""
    return {
        key: value
        for key, value in values.items()
        if value is not None and value is not False and value != ""
    }


def _row(row: Asset | CloudService) -> Table:
    if isinstance(row, Asset):
        return {"id": row.id} | _fields(row, ASSET_FIELDS, row.extra)
    table = {"id": row.id} | _fields(row, CLOUD_SERVICE_FIELDS, row.extra)
    notes = _given(_in_order(row.notes))
    return table | {"checks": _in_order(row.checks)} | ({"notes": notes} if notes else {})


def _in_order(by_item: Mapping[str, Any]) -> Table:
    """As read back: otherwise a file of ours, answered out of order, would look hand-written."""
    return {i.key: by_item[i.key] for i in load_catalogue().cloud_items if i.key in by_item}


def _block(path: tuple[str, ...], table: Table, opening: str = "") -> str:
    """One table with its header, its sub-tables under their full names."""
    if not table and not opening:
        return ""
    loose, nested = _split(table)
    header = opening or f"[{'.'.join(path)}]\n"
    parts = [header + _dumps(loose)]
    for key, value in nested.items():
        parts.append(_dumps(_under(path, {key: value})))
    return "\n".join(parts)


def _split(table: Mapping[str, Any]) -> tuple[Table, Table]:
    """The keys that can stand on a line of their own, and those that need a header."""
    nested = {
        key: value
        for key, value in table.items()
        if isinstance(value, (Mapping, list)) and _dumps({key: value}).startswith("[")
    }
    return {key: value for key, value in table.items() if key not in nested}, nested


def _under(path: tuple[str, ...], table: Table) -> Table:
    for key in reversed(path):
        table = {key: table}
    return table


def _dumps(table: Table) -> str:
    """TOML of a table; several lines as a multi-line string unless that would change them."""
    return tomli_w.dumps(table, multiline_strings=not any("\r" in text for text in _texts(table)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
