"""The cloud ledger is read, ours or an official one; what is derived from it is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from data.catalogue import load_catalogue
from data.cloud_score import cloud_score
from data.record import CloudService, Engagement
from exports.books import BOOKS
from exports.grid import CellValue, Grid
from exports.readers.cloud import read_cloud
from exports.readers.tables import UNSAVED, UnreadLog
from exports.workbook_reader import read_workbook
from tests.exports import cloud_lookalikes as official
from tests.exports.lookalikes import grid
from tests.exports.records import TODAY, awkward, sample

HEADS = ("管理番号", "サービス名", "所管部署", "ステータス", "サービス利用開始日", "作成日")
CHECKS = tuple(item.title for item in load_catalogue().cloud_items)
KEYS = tuple(item.key for item in load_catalogue().cloud_items)
TITLES = (*HEADS, *CHECKS)


def _grids(book: Workbook) -> dict[str, Grid]:
    grids = read_workbook(official.content(book), "台帳.xlsx")
    return {grid.title: grid for grid in grids}


def _services(sheet: Grid) -> tuple[tuple[CloudService, ...], list[str]]:
    log = UnreadLog("台帳.xlsx")
    read = read_cloud(sheet, log)
    assert read is not None
    assert read == Engagement(cloud_services=read.cloud_services)
    return read.cloud_services, [f"{each.cell} {each.text}" for each in log.entries]


def _read(
    *rows: tuple[CellValue, ...], titles: tuple[str, ...] = TITLES
) -> tuple[tuple[CloudService, ...], list[str]]:
    return _services(grid("台帳", titles, *rows))


def _row(**values: CellValue) -> tuple[CellValue, ...]:
    keys = ("id", "name", "department", "status", "starts", "created", *KEYS)
    return tuple(values.get(key) for key in keys)


def test_the_official_ledger_as_filled_in_by_hand() -> None:
    services, unread = _services(_grids(official.official_ledger())[official.LEDGER])
    assert unread == []
    assert [cloud_score(each).score for each in services] == list(official.TOTALS)
    assert [each.name for each in services] == [row[1] for row in official.SERVICES]
    assert services[0].checks == dict(zip(KEYS, official.SAMPLE_POINTS, strict=True))
    assert [each.starts for each in services] == [
        *(date(2024, 4, 1), date(2023, 4, 1), date(2023, 4, 1)),
        *(None, date(2020, 4, 1)),
    ]
    assert [each.ends for each in services] == [None, None, None, None, date(2024, 3, 31)]
    assert [each.status for each in services] == ["in_use"] * 3 + ["investigating", "ended"]
    last = services[4]
    assert (last.id, last.department, last.summary) == ("S0005", "財務部", "財務会計")


@pytest.mark.parametrize("title", [official.POINTS, official.OPTIONS, "説明", official.CHECK])
def test_other_sheets_of_the_official_book_are_no_ledger(title: str) -> None:
    assert read_cloud(_grids(official.official_ledger())[title], UnreadLog("")) is None


def test_a_sheet_of_examples_is_no_ledger() -> None:
    assert read_cloud(grid("台帳記入例", TITLES, _row(id="S1", name="A")), UnreadLog("")) is None


def test_the_row_made_of_a_card() -> None:
    services, unread = _services(_grids(official.card_book())[official.PASTE])
    assert unread == []
    assert services == (
        CloudService(
            id="S0005",
            name="WEBメール「Aメール」",
            department="営業部",
            summary="■■プロジェクト関係者間共通メール",
            status="investigating",
            created=date(2024, 11, 7),
            author="山田 一郎",
            checks=dict(zip(KEYS, official.CARD_POINTS, strict=True)),
        ),
    )


def test_the_row_of_an_empty_card_is_no_service() -> None:
    services, unread = _services(_grids(official.card_book((), [0] * 24))[official.PASTE])
    assert (services, unread) == ((), [])


def test_a_zero_in_the_row_of_a_card_is_an_empty_cell() -> None:
    pasted = [*official.CARD_HEAD, "わからない", *[0] * 13, "わからない"]
    ((service,), unread) = _services(_grids(official.card_book((), pasted))[official.PASTE])
    assert service.checks == {"purpose": 0, "location": 0}
    assert unread == []


def test_a_zero_is_an_empty_cell_where_a_text_is_zero_too() -> None:
    row = _row(id="S1", name="A", department=0, status=0, created=0.0, purpose=0, law="0")
    services, unread = _read(row, _row(id="S2", name="B", department="0", purpose=0))
    assert services == (
        CloudService("S1", "A", checks={"law": 0}),
        CloudService("S2", "B", "0", checks={"purpose": 0}),
    )
    assert unread == []


def test_our_own_ledger() -> None:
    content = BOOKS["cloud"].content(sample(), TODAY)
    sheet = next(each for each in read_workbook(content, "") if each.title == official.LEDGER)
    services, unread = _services(sheet)
    assert unread == []
    assert services == sample().cloud_services


def test_our_own_notes_have_the_titles_of_the_checks_and_stay_notes() -> None:
    notes = {"purpose": "一部", "comparison": "確認した", "exit": "3"}
    service = CloudService(id="S1", checks={"purpose": 3, "law": 0}, notes=notes)
    content = BOOKS["cloud"].content(Engagement(cloud_services=(service,)), TODAY)
    sheet = next(each for each in read_workbook(content, "") if each.title == official.LEDGER)
    assert _services(sheet) == ((service,), [])


def test_a_note_is_no_answer_where_its_check_has_no_column() -> None:
    service = CloudService("S1", checks={"law": 2}, notes={"comparison": "確認した"})
    content = BOOKS["cloud"].content(Engagement(cloud_services=(service,)), TODAY)
    sheet = next(each for each in read_workbook(content, "") if each.title == official.LEDGER)
    at = sheet.rows[2].index("他社との比較")
    rows = {row: (*cells[:at], *cells[at + 1 :]) for row, cells in sheet.rows.items()}
    assert _services(Grid(official.LEDGER, rows)) == ((service,), [])


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        *(("確認した", 3), ("確認中 カクニンチュウ", 2), ("未確認", 1), ("わからない", 0)),
        *(
            ("まだ確認して\nいない", 1),
            (3, 3),
            (2.0, 2),
            ("１", 1),
            (0, 0),
            ("0", 0),
            ("3：確認した", 3),
        ),
    ],
)
def test_answers_by_label_or_points(cell: CellValue, points: int) -> None:
    ((service,), unread) = _read(_row(id="S1", name="A", comparison=cell))
    assert service.checks == {"comparison": points}
    assert unread == []


@pytest.mark.parametrize("cell", [None, "", "　", "－"])
def test_an_unanswered_check_is_absent(cell: CellValue) -> None:
    ((service,), unread) = _read(_row(id="S1", name="A", comparison=cell))
    assert (service.checks, unread) == ({}, [])


@pytest.mark.parametrize("cell", ["4", -1, "たぶん", "3:わからない", True])
def test_what_is_no_answer_is_listed_and_the_rest_comes_in(cell: CellValue) -> None:
    ((service,), unread) = _read(_row(id="S1", name="A", purpose=2, comparison=cell, law=1))
    assert service.checks == {"purpose": 2, "law": 1}
    assert [each.split()[0] for each in unread] == ["H2"]


def test_labels_belong_to_their_item() -> None:
    """担当者アサイン中 answers 管理担当者氏名 and nothing else."""
    row = _row(id="S1", administrator="担当者アサイン中", backup="担当者アサイン中")
    ((service,), unread) = _read(row)
    assert service.checks == {"administrator": 2}
    assert unread == ["P2 担当者アサイン中"]


def test_rows_of_examples_and_rows_with_a_number_only_are_no_services() -> None:
    services, _ = _read(
        _row(id="記入例01", name="見本", purpose=3),
        _row(id="記入例 02", name="見本"),
        _row(id="S0001", name="本物"),
        _row(id="S0002"),
        _row(name="番号なし"),
    )
    assert [(each.id, each.name) for each in services] == [("S0001", "本物"), ("", "番号なし")]


def test_a_number_used_twice_counts_once() -> None:
    services, _ = _read(_row(id="S1", name="A"), _row(id="S1", name="B"))
    assert [(each.id, each.name) for each in services] == [("S1", "A"), ("", "B")]


def test_unreadable_fields_are_listed() -> None:
    ((service,), unread) = _read(_row(id=7, name="A", status="検討", starts="来春", created=45603))
    assert service == CloudService(id="7", name="A", created=date(2024, 11, 7))
    assert unread == ["D2 検討", "E2 来春"]


def test_a_ledger_needs_services_and_most_of_the_checks() -> None:
    log = UnreadLog("")
    assert read_cloud(grid("一覧", CHECKS, ("確認した",) * 15), log) is None
    assert read_cloud(grid("一覧", ("サービス名", *CHECKS[:7]), ("A",)), log) is None
    some: Any = read_cloud(grid("一覧", ("サービス名", *CHECKS[:8]), ("A",)), log)
    assert [each.name for each in some.cloud_services] == ["A"]


def test_formulas_without_results_are_named_once_for_each_column() -> None:
    rows = {1: TITLES, 2: _row(id="S1", name="A"), 3: _row(id="S2", name="B")}
    unsaved = frozenset({(2, 6), (3, 6), (2, 7)})
    log = UnreadLog("")
    assert read_cloud(Grid("台帳", rows, unsaved), log) is not None
    assert [(each.cell, each.reason) for each in log.entries] == [("G2", UNSAVED), ("H2", UNSAVED)]


def test_texts_of_our_own_ledger_come_back_as_they_were_stored() -> None:
    record = awkward()
    content = BOOKS["cloud"].content(record, TODAY)
    sheet = next(each for each in read_workbook(content, "") if each.title == official.LEDGER)
    services, _ = _services(sheet)
    assert [each.name for each in services[:8]] == [e.name for e in record.cloud_services[:8]]
