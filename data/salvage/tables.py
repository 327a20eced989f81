"""TOML put together table by table, so that what is broken loses only itself."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from data.key_lines import DEEPEST_KNOWN, HEADER, KEY, KeyPath, keys_of
from data.parsing import DEEPEST, Table, parse
from data.problems import DamagedFileError
from data.salvage.findings import Findings, quoted
from data.salvage.lines import Line
from data.salvage.statements import take_statement
from data.table_reader import can_be_kept

# Tables of rows: each header begins another one.
ROW_TABLES = ("assets", "cloud_services", "follow_ups", "treatments", "priorities", "homework")
# A header of these begins a table even where a text before it has no end.
KNOWN_TABLES = (
    *("firm", "engagement", "self_check", "threats", "measures", "plan", "visit"),
    *ROW_TABLES,
)
BASELINES = "baselines"
_BASELINE = rf"{BASELINES}\s*\.\s*\w+\s*"
_KNOWN_HEADER = re.compile(
    rf"\[\[?\s*(?:{_BASELINE}\]|(?:{_BASELINE}\.\s*)?(?:{'|'.join(KNOWN_TABLES)})\s*[.\]])"
)

Document = dict[str, Any]


def put_together(lines: Sequence[Line], findings: Findings) -> Document:
    """Everything that can be read, as the parser would give it, by tables and keys."""
    builder = _Builder(findings)
    for chunk in _chunks(lines):
        builder.add(chunk)
    return builder.document


def _chunks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines cut before each header of a table that we know."""
    chunk: list[Line] = []
    for line in lines:
        if chunk and _KNOWN_HEADER.match(line.text):
            yield chunk
            chunk = []
        chunk.append(line)
    if chunk:
        yield chunk


class _Builder:
    def __init__(self, findings: Findings) -> None:
        self.document: Document = {}
        self._findings = findings
        # The table that keys belong to; None below a header that cannot be read.
        self._table: Document | None = self.document
        self._path: KeyPath = ()
        # Whose sub-tables follow is not known either, until a row begins.
        self._row_is_known = True

    def add(self, chunk: list[Line]) -> None:
        """The lines from one header to the next: at once if they are whole, else one by one."""
        if _is_header(chunk[0]):
            self._begin(chunk[0], has_more=len(chunk) > 1)
            chunk = chunk[1:]
        whole = None if any(map(_is_header, chunk)) else _parsed(chunk)
        if whole is not None and self._table is not None:
            self._note_keys(chunk)
            self._put(whole, chunk)
        else:
            self._add_statements(deque(chunk))

    def _add_statements(self, lines: deque[Line]) -> None:
        while lines:
            statement = take_statement(lines)
            if _is_header(statement[0]):
                self._begin(statement[0], has_more=bool(lines))
                continue
            values = _parsed(statement)
            if values is None and len(statement) > 1:
                statement = _shortened(statement, lines)
                values = _parsed(statement)
            self._note_keys(statement[:1])
            self._add_statement(statement, values)

    def _add_statement(self, statement: list[Line], values: Table | None) -> None:
        if values is None:
            values, why = _repaired(statement)
            if why and self._table is not None:
                self._findings.changed.append((statement[0].number, why))
        if values and self._table is not None:
            self._put(values, statement)
        elif values is None or values:
            self._lose(statement)

    def _lose(self, lines: Sequence[Line]) -> None:
        for line in lines:
            if line.text.strip():
                self._findings.lost.append((line.number, f"{quoted(line.text)}は読めません"))

    def _note_keys(self, lines: Sequence[Line]) -> None:
        if self._table is None:
            return
        for line in lines:
            if key := KEY.match(line.text):
                path = (*self._path, *keys_of(key[1]))
                self._findings.note_place(line.number, path[:DEEPEST_KNOWN])

    def _put(self, values: Table, lines: Sequence[Line]) -> None:
        """Into the present table; of what is said twice the first is kept."""
        for key in _merge(self._table, values) if self._table is not None else []:
            line = next((each for each in lines if _key_of(each) == key), lines[0])
            why = "2回書かれています。先の値を取り出します"
            self._findings.lost.append((line.number, f"{quoted(line.text)}：{why}"))

    # --- Headers --------------------------------------------------------------

    def _begin(self, line: Line, has_more: bool) -> None:
        header = HEADER.match(line.text)
        closed = f"{line.text.rstrip()}]"
        if not header and has_more and _KNOWN_HEADER.match(closed):
            header = HEADER.match(closed)
            self._findings.changed.append((line.number, f"{quoted(line.text)}に ] を補いました"))
        opened = self._opened(header) if header else None
        if opened:
            self._table, self._path = opened
            self._findings.note_place(line.number, self._path)
        else:
            self._table, self._row_is_known = None, False
            self._findings.note_place(line.number, ())
            why = "見出しが読めないので、この表は取り出せません"
            self._findings.lost.append((line.number, f"{quoted(line.text)}：{why}"))

    def _opened(self, header: re.Match[str]) -> tuple[Document, KeyPath] | None:
        """The table of a header, made if need be; None when there can be none."""
        *before, last = keys_of(header[2])
        if len(before) > DEEPEST:
            return None
        # A baseline holds a whole record: its tables of rows are such as the file's own.
        is_outermost = not before or (before[0] == BASELINES and len(before) == 2)
        is_row = header[1] == "[[" or (is_outermost and last in ROW_TABLES)
        if not {*ROW_TABLES}.isdisjoint(before) and not self._row_is_known:
            return None
        if is_row and is_outermost:
            self._row_is_known = True
        holder = self._inner(before)
        if holder is None:
            return None
        table, path = holder
        return _new_row(table, path, last) if is_row else _step(table, path, last)

    def _inner(self, keys: Sequence[str]) -> tuple[Document, KeyPath] | None:
        if keys and keys[0] in ROW_TABLES and not self.document.get(keys[0]):
            return None
        place: tuple[Document, KeyPath] | None = self.document, ()
        for key in keys:
            place = _step(*place, key) if place else None
        return place


def _is_header(line: Line) -> bool:
    return line.text.lstrip().startswith("[")


def _step(table: Document, path: KeyPath, key: str) -> tuple[Document, KeyPath] | None:
    inner = table.setdefault(key, {})
    path = (*path, key)
    if isinstance(inner, list) and inner:
        path, inner = (*path, len(inner) - 1), inner[-1]
    return (inner, path) if isinstance(inner, dict) else None


def _new_row(table: Document, path: KeyPath, key: str) -> tuple[Document, KeyPath] | None:
    rows = table.setdefault(key, [])
    if not isinstance(rows, list):
        return None
    row: Document = {}
    rows.append(row)
    return row, (*path, key, len(rows) - 1)


def _key_of(line: Line) -> str:
    """The first part of the key that begins on a line, empty where none does."""
    key = KEY.match(line.text)
    return keys_of(key[1])[0] if key else ""


def _merge(table: Document, values: Table) -> list[str]:
    """Add what is not there yet; the keys that are, with another value somewhere."""
    twice: list[str] = []
    for key, value in values.items():
        there = table.setdefault(key, value)
        if there is value or there == value:
            continue
        if isinstance(there, dict) and isinstance(value, dict):
            twice += [key] if _merge(there, value) else []
        else:
            twice.append(key)
    return twice


# --- Keys with their values -------------------------------------------------


def _parsed(lines: Sequence[Line]) -> Table | None:
    try:
        values = parse("\n".join(line.text for line in lines))
    except DamagedFileError:
        return None
    return values if all(map(can_be_kept, values.values())) else None


def _shortened(statement: list[Line], lines: deque[Line]) -> list[Line]:
    """Up to where the next key or header seems to begin; the rest is given back."""
    begins = (at for at, line in enumerate(statement) if at and _seems_to_begin(line))
    cut = next(begins, len(statement))
    lines.extendleft(reversed(statement[cut:]))
    return statement[:cut]


def _seems_to_begin(line: Line) -> bool:
    return bool(KEY.match(line.text) or HEADER.match(line.text))


# What a text may lack, and what is said when it is supplied.
_ENDINGS = ('"', "'", '"""', "'''")
_CUT_OFF = "文の終わりが切れています。残っているところまで取り出します"
_UNQUOTED = "文字を囲む引用符を補いました"


def _repaired(statement: list[Line]) -> tuple[Table | None, str]:
    """What a text was meant to be that lacks an end or its quotes, and what was done."""
    text = "\n".join(line.text for line in statement).rstrip()
    key = KEY.match(text)
    if not key:
        return None, ""
    for ending in _ENDINGS:
        if values := _parsed([Line(0, text + ending)]):
            return values, _CUT_OFF
    value = text[key.end() :].strip()
    if not value.isascii() and not set(value) & set("\"'\\\n"):
        return _parsed([Line(0, f'{key[0]} "{value}"')]), _UNQUOTED
    return None, ""
