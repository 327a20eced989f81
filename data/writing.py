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
    HOMEWORK_FIELDS,
    PLAN_FIELDS,
    PRIORITY_FIELDS,
    SELF_CHECK_FIELDS,
    TREATMENT_FIELDS,
    VISIT_FIELDS,
    Field,
)
from data.place import Place
from data.place_names import in_order, is_there
from data.reading import FORMAT
from data.record import Asset, Baseline, CloudService, Engagement, Extra

Table = dict[str, Any]
Path = tuple[str, ...]


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
        self._answers: dict[Path, tuple[object, str]] = {}
        self._baselines: dict[int, tuple[Baseline, bytes]] = {}
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
            _encoded("\n".join(_rest_blocks(record))),
            *(self._baseline(no, each) for no, each in sorted(record.baselines.items())),
            _encoded(_dumps(tables)),
        ]
        return b"\n".join(part for part in parts if part)

    def _section(self, key: str, rows: Rows) -> bytes:
        section = self._sections.get(key)
        if section is None or section.rows is not rows:
            self._sections[key] = section = _Section(key, rows, section)
        return section.content

    def _baseline(self, no: int, baseline: Baseline) -> bytes:
        """Its text, anew unless it is the very baseline that is known."""
        known = self._baselines.get(no)
        if known is None or known[0] is not baseline:
            self._baselines[no] = known = baseline, _encoded("\n".join(_frozen(no, baseline)))
        return known[1]

    def _head_blocks(self, record: Engagement) -> Iterator[str]:
        yield from _head_tables(record)
        for no, answer in record.self_check.items.items():
            yield self._answer_block(("self_check", "items", str(no)), answer, "answer")

    def _answer_blocks(self, record: Engagement) -> Iterator[str]:
        for key, rating in record.threats.items():
            yield self._answer_block(("threats", key), rating, "frequency")
        for no, answer in record.measures.items():
            yield self._answer_block(("measures", str(no)), answer, "status")

    def _answer_block(self, path: Path, answer: object, key: str) -> str:
        """The answer's text, anew unless it is the very answer that is known."""
        known = self._answers.get(path)
        if known is None or known[0] is not answer:
            self._answers[path] = known = answer, _block(path, _answer(answer, key))
        return known[1]


def _head_tables(record: Engagement, within: Path = ()) -> Iterator[str]:
    check = record.self_check
    yield _block((*within, "firm"), _fields(record.firm, FIRM_FIELDS, record.firm.extra))
    info = _fields(record.info, ENGAGEMENT_FIELDS, record.info.extra)
    yield _block((*within, "engagement"), info)
    yield _block((*within, "self_check"), _fields(check, SELF_CHECK_FIELDS, check.extra))


def _frozen(no: int, baseline: Baseline) -> Iterator[str]:
    """A baseline: its day, and under it the tables of its record."""
    record, within = baseline.record, ("baselines", str(no))
    table = _given({"date": baseline.date}) | dict(record.extra)
    yield _block(within, table, opening=f"[{'.'.join(within)}]\n")
    yield from filter(None, _head_tables(record, within))
    answers: tuple[tuple[Path, Mapping[Any, Any], str], ...] = (
        (("self_check", "items"), record.self_check.items, "answer"),
        (("threats",), record.threats, "frequency"),
        (("measures",), record.measures, "status"),
    )
    for path, entries, key in answers:
        for name, entry in entries.items():
            yield _block((*within, *path, str(name)), _answer(entry, key))
    rows: tuple[tuple[str, Rows], ...]
    rows = ("assets", record.assets), ("cloud_services", record.cloud_services)
    for table_key, held in rows:
        yield from (_one_of((*within, table_key), _row(row)) for row in held)


def _row_block(
    key: str, row: Asset | CloudService, known: tuple[object, str] | None
) -> tuple[object, str]:
    """The row with its text, anew unless it is the very row that is known."""
    if known is not None and known[0] is row:
        return known
    return row, _one_of((key,), _row(row))


def _one_of(path: Path, table: Table) -> str:
    """One table of an array."""
    return _block(path, table, opening=f"[[{'.'.join(path)}]]\n")


def _encoded(text: str) -> bytes:
    # Half a surrogate pair cannot be written; losing it must not cost the rest.
    return text.encode("utf-8", errors="replace")


def _rest_blocks(record: Engagement) -> Iterator[str]:
    """What stands beside the answers."""
    yield from _placed("follow_ups", record, record.follow_ups, FOLLOW_UP_FIELDS)
    for no, planned in sorted(record.plan.items()):
        own = _given({"status": planned.status, "effort": planned.effort})
        yield _block(("plan", str(no)), own | _fields(planned, PLAN_FIELDS, planned.extra))
    for asset in record.assets if record.treatments else ():
        if treatment := record.treatments.get(asset.id):
            own = _given({"asset": asset.id, "effort": treatment.effort})
            own |= {"measures": [*treatment.measures]} if treatment.measures else {}
            table = own | _fields(treatment, TREATMENT_FIELDS, treatment.extra)
            yield _one_of(("treatments",), table)
    yield from _placed("priorities", record, record.priorities, PRIORITY_FIELDS)
    for no, visit in sorted(record.visits.items()):
        own = {"asked": [*visit.asked]} if visit.asked else {}
        table = own | _fields(visit, VISIT_FIELDS, visit.extra)
        yield _block(("visit", str(no)), table | _minutes(visit.minutes))
    for each in record.homework:
        own = _given({"id": each.id, "visit": each.visit})
        yield _one_of(("homework",), own | _fields(each, HOMEWORK_FIELDS, each.extra))


def _placed(
    key: str, record: Engagement, entries: Mapping[Place, Any], fields: tuple[Field, ...]
) -> Iterator[str]:
    # One of a row that is gone would make the file invalid.
    for place in in_order(p for p in entries if is_there(record, p)):
        where = _given({"step": place.step, "key": place.key, "item": place.item})
        entry = entries[place]
        yield _one_of((key,), where | _fields(entry, fields, entry.extra))


def _minutes(minutes: Mapping[str, int]) -> Table:
    return {"minutes": dict(minutes)} if minutes else {}


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


def _block(path: Path, table: Table, opening: str = "") -> str:
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


def _under(path: Path, table: Table) -> Table:
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
