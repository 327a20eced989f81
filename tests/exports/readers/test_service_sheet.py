"""The sheet of a single service: the official 個票, and ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from openpyxl import Workbook

from data.catalogue import load_catalogue
from data.record import CloudService, Engagement
from exports.books import BOOKS
from exports.grid import Grid
from exports.readers.service_sheet import is_view, read_service_sheet
from exports.readers.tables import UnreadLog
from exports.workbook_reader import read_workbook
from tests.exports import cloud_lookalikes as official
from tests.exports.lookalikes import grid
from tests.exports.records import TODAY, sample

KEYS = tuple(item.key for item in load_catalogue().cloud_items)
CARD = CloudService(
    id="S0005",
    name="WEBメール「Aメール」",
    department="営業部",
    summary="■■プロジェクト関係者間共通メール",
    status="investigating",
    created=date(2024, 11, 7),
    author="山田 一郎",
    checks=dict(zip(KEYS, official.CARD_POINTS, strict=True)),
)
HEADER = ("分類", "No", "チェック項目", "ポイント", "チェック")


def _sheet(book: Workbook, title: str) -> Grid:
    grids = read_workbook(official.content(book), "個票.xlsx")
    return next(grid for grid in grids if grid.title == title)


def _read(sheet: Grid) -> tuple[tuple[CloudService, ...] | None, list[str]]:
    log = UnreadLog("個票.xlsx")
    read = read_service_sheet(sheet, log)
    unread = [f"{each.cell} {each.text}" for each in log.entries]
    return (None if read is None else read.cloud_services), unread


def test_the_official_card() -> None:
    assert _read(_sheet(official.card_book(), official.CARD)) == ((CARD,), [])


def test_the_sheet_in_the_official_ledger_book() -> None:
    filled = ("新サービス", "2024/11/05", "営業部　見本 太郎", *official.ANSWERS[0])
    read, unread = _read(_sheet(official.official_ledger(filled), official.CHECK))
    expected = CloudService(
        id="",
        name="新サービス",
        created=date(2024, 11, 5),
        author="営業部　見本 太郎",
        checks=dict(zip(KEYS, official.SAMPLE_POINTS, strict=True)),
    )
    assert (read, unread) == ((expected,), [])


def test_an_empty_sheet_is_understood_and_holds_no_service() -> None:
    assert _read(_sheet(official.official_ledger(), official.CHECK)) == ((), [])


def test_our_own_sheet_is_a_view_of_the_ledger() -> None:
    content = BOOKS["cloud"].content(sample(), TODAY)
    grids = {grid.title: grid for grid in read_workbook(content, "")}
    assert is_view(grids[official.CHECK])
    assert not is_view(grids[official.LEDGER])
    assert not is_view(_sheet(official.official_ledger(), official.CHECK))
    first = sample().cloud_services[0]
    services, _ = _read(grids[official.CHECK])
    assert services is not None
    (shown,) = services
    assert shown.name == f"{first.id} {first.name}"
    assert (shown.created, shown.author) == (first.created, first.author)
    assert (shown.checks, shown.notes) == (first.checks, first.notes)


def test_our_hint_beside_an_empty_name_is_no_name() -> None:
    content = BOOKS["cloud"].content(Engagement(), TODAY)
    sheet = next(each for each in read_workbook(content, "") if each.title == official.CHECK)
    assert _read(replace(sheet, unsaved=frozenset())) == ((), [])


def test_items_are_known_by_their_number() -> None:
    sheet = grid(
        "個票",
        ("対象サービス名：", None, "A"),
        HEADER,
        (None, "15.", None, None, "確認中"),
        (None, "２", None, None, "3"),
        (None, 16, None, None, "確認中"),
        (None, None, "1", None, "確認中"),
        (None, 2, None, None, "未確認"),
    )
    service = CloudService(id="", name="A", checks={"location": 2, "comparison": 3})
    assert _read(sheet) == ((service,), [])


def test_a_label_merged_over_cells_and_a_value_far_right() -> None:
    label = "対象サービス名："
    sheet = grid("個票", (label, label, None, "A", "A"), HEADER, (None, 1, None, None, 3))
    assert _read(sheet) == ((CloudService(id="", name="A", checks={"purpose": 3}),), [])


def test_a_label_without_a_value_does_not_take_the_next_label() -> None:
    row = ("対象サービス名：", None, "作成日：", "2024/1/2")
    sheet = grid("個票", row, HEADER, (None, 1, None, None, 3))
    service = CloudService(id="", created=date(2024, 1, 2), checks={"purpose": 3})
    assert _read(sheet) == ((service,), [])


def test_a_zero_beside_a_label_is_an_empty_cell() -> None:
    heads = (("対象サービス名：", 0), ("作成日：", 0), ("所管部署：", "営業部"))
    sheet = grid("個票", *heads, HEADER, (None, 1, None, None, 3))
    service = CloudService("", department="営業部", checks={"purpose": 3})
    assert _read(sheet) == ((service,), [])


def test_the_first_of_two_labels_counts() -> None:
    rows = [("対象サービス名：", "A"), ("対象サービス名：", "B")]
    sheet = grid("個票", *rows, HEADER, (None, 1, None, None, 3))
    assert _read(sheet) == ((CloudService("", "A", checks={"purpose": 3}),), [])


def test_what_cannot_be_read_is_listed() -> None:
    sheet = grid(
        "個票",
        ("対象サービス名：", "A"),
        ("ステータス：", "検討"),
        HEADER,
        (None, 7, None, None, "確認した"),
    )
    expected = (CloudService(id="", name="A"),)
    assert _read(sheet) == (expected, ["B2 検討", "E4 確認した"])


def test_other_sheets_are_none() -> None:
    assert _read(grid("x", ("対象サービス名：", "A"))) == (None, [])
    assert _read(grid("x", HEADER, (None, 1, None, None, 3))) == (None, [])
    named = (("対象サービス名：", "A"), HEADER, (None, 1, None, None, 3))
    assert _read(grid("記入例｜個票", *named)) == (None, [])
    assert _read(grid("個票", *named)) != (None, [])
