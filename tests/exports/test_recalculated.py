"""Shown numbers: as written, after a full recalculation, and after a change in the sheet."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from data.edits import AnswerMeasure, AnswerSelfCheck, RateThreat
from data.record import Asset, CloudService, Engagement
from data.result import compute_result, result_payload
from exports.books import BOOKS
from tests.exports import shown
from tests.exports.office import recalculated
from tests.exports.records import TODAY, all_records, sample

RECORDS = ["sample", "nothing", "empty", "half", "seed", "sparse", "whole"]


@dataclass(frozen=True)
class Case:
    """A workbook and the record whose results it must show."""

    record: Engagement
    book: str
    content: bytes


def _saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _changed_risk(record: Engagement) -> Case:
    """A measure, a frequency and a new asset, typed into the sheets of the sample firm."""
    book = load_workbook(io.BytesIO(BOOKS["risk"].content(record, TODAY)))
    book["対策状況チェック"]["D3"] = "1:実施している"
    book["対策状況チェック"]["D57"] = "4:自社に該当しない"
    book["脅威の状況"]["C5"] = "3:通常の状況で脅威が発生する（いつ発生してもおかしくない）"
    book["脅威の状況"]["C21"] = None
    row = 4 + len(record.assets) + 150
    ledger = book["情報資産管理台帳"]
    ledger[f"B{row}"], ledger[f"F{row}"], ledger[f"K{row}"] = "型の図面", "可搬電子媒体", 2
    asset = Asset(id="None", name="型の図面", medium="removable", integrity=2)
    for edit in (AnswerMeasure(1, 1), AnswerMeasure(55, 4), RateThreat("T01", 3)):
        record = edit.apply(record)
    record = RateThreat("T17", None).apply(record)
    filler = tuple(Asset(id="None") for _ in range(150))
    changed = replace(record, assets=(*record.assets, *filler, asset))
    return Case(changed, "risk", _saved(book))


def _changed_cloud(record: Engagement) -> Case:
    book = load_workbook(io.BytesIO(BOOKS["cloud"].content(record, TODAY)))
    row = 3 + len(record.cloud_services)
    ledger = book["クラウドサービス台帳兼チェックリスト"]
    ledger["H3"] = "わからない"
    ledger[f"A{row}"], ledger[f"B{row}"] = "S9*", "新しいサービス"
    ledger[f"S{row}"] = "ヘルプデスクなし"
    book["クラウドサービス安全利用チェックシート"]["D3"] = "S9* 新しいサービス"
    first, *others = record.cloud_services
    first = replace(first, checks={**first.checks, "purpose": 0})
    new = CloudService(id="S9*", name="新しいサービス", checks={"support": 2})
    return Case(replace(record, cloud_services=(first, *others, new)), "cloud", _saved(book))


def _changed_self_check(record: Engagement) -> Case:
    book = load_workbook(io.BytesIO(BOOKS["self-check"].content(record, TODAY)))
    sheet = book["自社診断"]
    first = next(row for row in range(1, 60) if sheet[f"A{row}"].value == 1)
    sheet[f"E{first}"], sheet[f"E{first + 24}"] = "わからない", None
    changed = AnswerSelfCheck(25, None).apply(AnswerSelfCheck(1, "unknown").apply(record))
    return Case(changed, "self-check", _saved(book))


@pytest.fixture(scope="session")
def cases() -> Mapping[str, Case]:
    written = {
        f"{name}-{key}": Case(record, key, kind.content(record, TODAY))
        for name, record in all_records().items()
        for key, kind in BOOKS.items()
    }
    firm = sample()
    changed = [_changed_risk(firm), _changed_cloud(firm), _changed_self_check(firm)]
    return written | {f"changed-{case.book}": case for case in changed}


@pytest.fixture(scope="session")
def computed(
    cases: Mapping[str, Case], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    contents = {key: case.content for key, case in cases.items()}
    return recalculated(contents, tmp_path_factory.mktemp("office"))


def _shown(case: Case, book: Workbook) -> Any:
    if case.book == "risk":
        return shown.risk(book, len(case.record.assets))
    if case.book == "cloud":
        return shown.cloud(book, len(case.record.cloud_services))
    return shown.self_check(book)


def _expected(case: Case) -> Any:
    payload = result_payload(compute_result(case.record))
    if case.book == "risk":
        return {key: payload[key] for key in ("assets", "threats", "diagnosis", "counts")}
    return payload["cloud" if case.book == "cloud" else "self_check"]


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("name", RECORDS)
def test_the_file_as_written_shows_the_result(
    cases: Mapping[str, Case], name: str, book: str
) -> None:
    case = cases[f"{name}-{book}"]
    assert _shown(case, load_workbook(io.BytesIO(case.content), data_only=True)) == _expected(case)


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("name", [*RECORDS, "changed"])
def test_a_full_recalculation_shows_the_result(
    cases: Mapping[str, Case], computed: Mapping[str, Path], name: str, book: str
) -> None:
    key = f"{name}-{book}"
    shown_now = _shown(cases[key], load_workbook(computed[key], data_only=True))
    assert shown_now == _expected(cases[key])


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("name", [*RECORDS, "awkward", "changed"])
def test_no_cell_shows_an_error(computed: Mapping[str, Path], name: str, book: str) -> None:
    workbook = load_workbook(computed[f"{name}-{book}"], data_only=True)
    errors = [
        f"{sheet.title}!{cell.coordinate} {cell.value}"
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e"
    ]
    assert errors == []


@pytest.mark.parametrize("name", [*RECORDS, "awkward"])
def test_every_cached_value_is_what_recalculation_gives(
    cases: Mapping[str, Case], computed: Mapping[str, Path], name: str
) -> None:
    for book in BOOKS:
        key = f"{name}-{book}"
        written = load_workbook(io.BytesIO(cases[key].content), data_only=True)
        fresh = load_workbook(computed[key], data_only=True)
        assert _differences(written, fresh) == []


def _differences(written: Workbook, fresh: Workbook) -> list[str]:
    found = []
    for sheet in written:
        for row in sheet.iter_rows():
            for cell in row:
                other = fresh[sheet.title][cell.coordinate].value
                if _plain(cell.value) != _plain(other):
                    found.append(f"{sheet.title}!{cell.coordinate}: {cell.value!r} / {other!r}")
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 9)
    # A typed #N/A is kept out of cached values, where it would read as an error.
    return None if value in ("", "#N/A") else value


def test_the_check_sheet_follows_the_service_chosen(computed: Mapping[str, Path]) -> None:
    """`S9*` would fit other numbers too, were it read as a pattern."""
    workbook = load_workbook(computed["changed-cloud"], data_only=True)
    sheet = workbook["クラウドサービス安全利用チェックシート"]
    answers = {sheet[f"B{row}"].value: sheet[f"E{row}"].value for row in range(8, 23)}
    assert {no: text for no, text in answers.items() if text} == {12: "ヘルプデスクなし"}
    assert [sheet[f"G{row}"].value for row in range(8, 23) if sheet[f"G{row}"].value] == [2]
