"""Files of every released format mean for ever what they meant then.

Files in `tests/formats/N` are added, never changed: beside each stands what it says
(`.record.json`) and what follows from it (`.result.json`), written down by hand or
handed over with the specification.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from data.reading import FORMAT, read_engagement
from data.record import Engagement
from data.result import compute_result, result_payload
from data.salvage.rescue import Salvage, salvage
from data.session import Session
from data.writing import write_engagement

FOLDER = Path(__file__).parents[1] / "formats"
FILES = sorted(FOLDER.glob("*/*.toml"))


def _id(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def _said(value: Any) -> Any:
    """All that was entered, in types of JSON; what is absent is left out."""
    if is_dataclass(value):
        own = {each.name: getattr(value, each.name) for each in fields(value)}
        extra = own.pop("extra", {})
        given = {key: _said(each) for key, each in own.items() if not _is_absent(each)}
        return given | _said(extra)
    if isinstance(value, Mapping):
        return {str(key): _said(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_said(each) for each in value]
    return value.isoformat() if isinstance(value, (date, time)) else value


def _is_absent(value: Any) -> bool:
    return value is None or value is False or value in ("", (), {})


def _record_said(record: Engagement) -> Any:
    by_place = {"follow_ups": record.follow_ups, "priorities": record.priorities}
    said = _said(replace(record, follow_ups={}, priorities={}))
    for key, entries in by_place.items():
        said[key] = [_said(place) | _said(each) for place, each in entries.items()]
    return {key: each for key, each in said.items() if not _is_absent(each) and each != []}


def _holds(whole: Any, part: Any) -> bool:
    """Whether every value of `part` is that of `whole`; later versions may say more."""
    if isinstance(part, dict):
        return all(key in whole and _holds(whole[key], value) for key, value in part.items())
    if isinstance(part, list):
        return len(whole) == len(part) and all(map(_holds, whole, part))
    return type(whole) is type(part) and bool(whole == part)


def _expected(path: Path, kind: str) -> Any:
    return json.loads(path.with_suffix(f".{kind}.json").read_text(encoding="utf-8"))


def _has(kind: str) -> list[Path]:
    return [path for path in FILES if path.with_suffix(f".{kind}.json").exists()]


def test_every_format_that_is_read_has_its_files() -> None:
    assert {path.parent.name for path in FILES} == {str(no) for no in range(1, FORMAT + 1)}
    assert {path.name for path in FOLDER.iterdir()} == {path.parent.name for path in FILES}


def test_every_file_has_what_it_must_give() -> None:
    assert {*_has("record"), *_has("result")} == {*FILES}
    assert len(_has("record")) >= 5
    assert len(_has("result")) >= 5


@pytest.mark.parametrize("path", _has("record"), ids=_id)
def test_file_says_what_it_said(path: Path) -> None:
    assert _record_said(read_engagement(path.read_bytes())) == _expected(path, "record")


@pytest.mark.parametrize("path", _has("result"), ids=_id)
def test_file_has_the_result_it_had(path: Path) -> None:
    payload = result_payload(compute_result(read_engagement(path.read_bytes())))
    assert _holds(payload, _expected(path, "result"))


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_file_opens_and_reads_the_same_when_saved(path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    copy = tmp_path / path.name
    copy.write_bytes(content)
    session = Session.open(copy)
    assert session.close()
    assert copy.read_bytes() == content
    assert read_engagement(write_engagement(session.record)) == session.record
    assert salvage(content) == Salvage(session.record, is_whole=True)
