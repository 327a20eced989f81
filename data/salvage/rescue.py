"""The best valid record that a damaged file gives, and what is not in it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from data.file_names import safe_part
from data.key_lines import KeyPath, dotted, find_line
from data.parsing import Table, decode, parse
from data.problems import DamagedFileError, EngagementFileError, Problem
from data.reading import FORMAT, RecordReader, read_engagement
from data.record import Engagement
from data.rows import ASSET_IDS, HOMEWORK_IDS, SERVICE_IDS, free_ids
from data.salvage.findings import Findings, quoted
from data.salvage.lines import readable_lines
from data.salvage.tables import put_together
from data.sealing import SealedError, is_sealed
from data.storage import read_file
from data.table_reader import Key, can_be_kept

RESCUED = "読めた部分"
_FORMS = {"assets": ASSET_IDS, "cloud_services": SERVICE_IDS, "homework": HOMEWORK_IDS}


@dataclass(frozen=True, slots=True)
class Salvage:
    """`record` can be written and read again.

    `lost` is what is not in it, `changed` what is in it in another form, both in the
    order of the file. `is_whole`: the file has no fault and can be opened as it is.
    """

    record: Engagement
    lost: tuple[Problem, ...] = ()
    changed: tuple[Problem, ...] = ()
    is_whole: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all could be read."""
        return self.record == Engagement()


def load_salvage(path: Path) -> Salvage:
    """What can be taken out of a file; raises `EngagementFileError` naming it."""
    content = read_file(path)
    if is_sealed(content):
        raise SealedError(path)
    try:
        return salvage(content)
    except EngagementFileError as error:
        raise EngagementFileError(path, error.problems) from None


def can_be_rescued(path: Path) -> bool:
    """Whether anything can be taken out of a damaged file."""
    try:
        return not load_salvage(path).is_empty
    except EngagementFileError:
        return False


# Whether anything can be taken out is asked first, then what.
@lru_cache(maxsize=1)
def salvage(content: bytes) -> Salvage:
    """What can be taken out of a file's content.

    Raises `EngagementFileError` for a newer format: what it means is not ours to say.
    """
    with contextlib.suppress(DamagedFileError):
        return Salvage(read_engagement(content), is_whole=True)
    try:
        text = decode(content)
        document = parse(text)
    except DamagedFileError:
        return _from_pieces(content)
    findings, lines = Findings(), text.split("\n")
    return _salvaged(document, findings, lines, lambda path: find_line(text, path))


def rescued_path(path: Path) -> Path:
    """A name beside `path` that no file has, for what was taken out of it."""
    stem = f"{safe_part(path.stem)}_{RESCUED}"
    free, number = path.with_name(f"{stem}.toml"), 1
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{stem}_{number}.toml")
    return free


FindLine = Callable[[KeyPath], int | None]


def _from_pieces(content: bytes) -> Salvage:
    findings = Findings()
    lines = readable_lines(content, findings)
    document = put_together(lines, findings)
    numbered = dict(lines)
    texts = [numbered.get(no, "") for no in range(1, max(numbered, default=0) + 1)]
    return _salvaged(document, findings, texts, findings.line_of)


def _salvaged(document: Table, findings: Findings, lines: list[str], find: FindLine) -> Salvage:
    reader = _Salvaging(document)
    record = reader.engagement(document)

    def placed(path: KeyPath, why: str) -> Problem:
        line = find(path)
        text = lines[line - 1] if line else ""
        return Problem(f"{quoted(text)}：{why}" if text.strip() else why, dotted(path), line)

    lost = [placed(*fault) for fault in reader.faults]
    changed = [placed(*change) for change in reader.changes]
    return Salvage(
        record,
        _in_order(*findings.problems(findings.lost), *lost),
        _in_order(*findings.problems(findings.changed), *changed),
    )


def _in_order(*problems: Problem) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


class _Salvaging(RecordReader):
    """Reads on past every fault, and numbers rows anew whose number is missing or taken."""

    def __init__(self, document: Table) -> None:
        super().__init__()
        self.changes: list[tuple[KeyPath, str]] = []
        self._free = {key: free_ids(_ids(document, key), form) for key, form in _FORMS.items()}

    def _format(self, document: Table) -> None:
        before = len(self.faults)
        super()._format(document)
        if self.faults[before:]:
            del self.faults[before:]
            self.changes.append((("format",), f"format = {FORMAT} を補いました"))

    def extra(self, table: Table, known: Any, path: KeyPath) -> dict[str, Any]:
        extra = super().extra(table, known, path)
        return {key: value for key, value in extra.items() if can_be_kept(value)}

    def closed(
        self, holder: Table, path: KeyPath, names: Mapping[str, Key], what: str
    ) -> dict[Key, tuple[Table, KeyPath]]:
        """Of a table whose name is not known everything in it is lost."""
        tables = holder.get(str(path[-1]))
        for name, table in tables.items() if isinstance(tables, dict) else ():
            for key in table if name not in names and isinstance(table, dict) else ():
                self.fault((*path, name, key), "この表は取り出せません")
        return super().closed(holder, path, names, what)

    def tables(self, document: Table, key: str) -> list[tuple[Table, KeyPath]]:
        """Only the rows that are tables and say something."""
        rows = document.get(key, [])
        rows = rows if isinstance(rows, list) else [rows]
        found = [(row, (key, at)) for at, row in enumerate(rows)]
        for _, path in (each for each in found if not _is_row(each[0])):
            self.fault(path, "中身がないか、読めません")
        return [each for each in found if _is_row(each[0])]

    def row_id(self, row: Table, path: KeyPath, seen: set[str]) -> str:
        before = len(self.faults)
        row_id = super().row_id(row, path, seen)
        if self.faults[before:]:
            del self.faults[before:]
            row_id = next(self._free[str(path[0])])
            self.changes.append(((*self.within, *path, "id"), f'番号を "{row_id}" にしました'))
        return row_id


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and bool(row)


def _ids(document: Table, key: str) -> set[str]:
    """The ids used in the file's rows of a kind, and in those of its baselines."""
    baselines = document.get("baselines")
    holders = [document, *(baselines.values() if isinstance(baselines, dict) else ())]
    tables = [row for holder in holders for row in _rows_of(holder, key)]
    return {row["id"] for row in tables if isinstance(row.get("id"), str)}


def _rows_of(holder: Any, key: str) -> list[Table]:
    rows = holder.get(key) if isinstance(holder, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
