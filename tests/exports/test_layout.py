"""Sheets, titles and places as spec/workbooks.md lists them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.catalogue import load_catalogue
from exports.books import BOOKS
from exports.layout import column_letter, column_number
from tests.exports.records import TODAY, sample

SHEETS = {
    "self-check": ["自社診断", "診断結果"],
    "risk": [
        "利用方法", "重要度定義", "台帳記入例", "情報資産管理台帳", "脅威の状況",
        "対策状況チェック", "診断結果", "リスク対応計画", "対策の計画", "計画後の脅威の状況",
        "前回比較",
    ],
    "cloud": [
        "説明", "クラウドサービス台帳兼チェックリスト", "クラウドサービス安全利用チェックシート",
        "ポイント計算シート", "チェック選択肢",
    ],
}  # fmt: skip
LEDGER = [
    "業務分類", "情報資産名称", "備考", "利用者範囲", "管理部署", "媒体・保存先", "個人情報",
    "要配慮個人情報", "特定個人情報", "機密性", "完全性", "可用性", "重要度", "保存期限", "登録日",
    "脅威の発生頻度", "脆弱性", "被害発生可能性", "", "リスク値", "", "対策",
]  # fmt: skip
STARTS = {
    "O": 1, "S": 2, "V": 3, "AC": 11, "AF": 4, "AK": 5, "AO": 6, "AY": 7, "BI": 8, "BL": 9,
    "BO": 10,
}  # fmt: skip
LONG_TABLES = [
    ("risk", "情報資産管理台帳"),
    ("risk", "脅威の状況"),
    ("risk", "対策状況チェック"),
    ("risk", "リスク対応計画"),
    ("risk", "対策の計画"),
    ("cloud", "クラウドサービス台帳兼チェックリスト"),
    ("cloud", "ポイント計算シート"),
    ("self-check", "自社診断"),
]


@pytest.fixture(scope="module")
def books() -> Mapping[str, Workbook]:
    record = sample()
    return {
        key: load_workbook(io.BytesIO(kind.content(record, TODAY))) for key, kind in BOOKS.items()
    }


def _title(sheet: Worksheet, column: int, rows: tuple[int, int]) -> str:
    """The title in the lower row, or in the upper one where both are merged."""
    found = [sheet.cell(row, column).value for row in reversed(rows)]
    return str(next((text for text in found if text), "")).partition(" ※")[0]


@pytest.mark.parametrize("key", SHEETS)
def test_sheets_in_the_official_order(books: Mapping[str, Workbook], key: str) -> None:
    assert books[key].sheetnames == SHEETS[key]
    assert all(len(name) <= 31 for name in SHEETS[key])


def test_ledger_columns(books: Mapping[str, Workbook]) -> None:
    sheet = books["risk"]["情報資産管理台帳"]
    assert [_title(sheet, i, (2, 3)) for i in range(1, 18)] == LEDGER[:17]
    assert [sheet.cell(3, i).value or "" for i in range(18, 23)] == LEDGER[17:]
    assert sheet["G2"].value == "個人情報の種類"
    assert sheet["J2"].value == "評価値"


def test_matrix_stands_at_the_official_cells(books: Mapping[str, Workbook]) -> None:
    sheet = books["risk"]["脅威の状況"]
    ones = [
        (row, cell.column)
        for row in range(5, 26)
        for cell in sheet[row]
        if cell.value == 1 and 15 <= cell.column <= column_index_from_string("BQ")
    ]
    expected = [
        (row, column_index_from_string(load_catalogue().measure(no).matrix_column))
        for row, threat in enumerate(load_catalogue().threats, 5)
        for no in threat.measures
    ]
    assert sorted(ones) == sorted(expected)
    assert len(ones) == 373
    assert sheet["O36"].value == "=O5*O$28"
    assert sheet["BQ56"].value == "=BQ25*BQ$28"


def test_category_blocks_start_where_the_official_ones_do(books: Mapping[str, Workbook]) -> None:
    sheet = books["risk"]["脅威の状況"]
    names = {each.category: each.sheet_name for each in load_catalogue().categories}
    assert {letter: sheet[f"{letter}2"].value for letter in STARTS} == {
        letter: names[category] for letter, category in STARTS.items()
    }


def test_my_number_answers_feed_the_shifted_block(books: Mapping[str, Workbook]) -> None:
    sheet = books["risk"]["脅威の状況"]
    assert [sheet[f"{letter}4"].value for letter in ("AB", "AC", "AE", "AF", "BQ")] == [
        f"='対策状況チェック'!C{row}" for row in (16, 55, 57, 17, 54)
    ]


def test_telework_and_my_number_rows(books: Mapping[str, Workbook]) -> None:
    sheet = books["risk"]["診断結果"]
    assert [sheet[f"{letter}14"].value for letter in "ABDE"] == [
        11, "テレワークにおける対策", "◎", None,
    ]  # fmt: skip
    assert "実施率" in str(sheet["F14"].value)
    assert [sheet[f"{letter}15"].value for letter in "AB"] == [
        12, "個人番号及び特定個人情報の取り扱い",
    ]  # fmt: skip
    assert sheet["I15"].value == "='脅威の状況'!AC32"


@pytest.mark.parametrize("name", ["クラウドサービス台帳兼チェックリスト", "ポイント計算シート"])
def test_cloud_columns(books: Mapping[str, Workbook], name: str) -> None:
    sheet = books["cloud"][name]
    titles = [_title(sheet, i, (1, 2)) for i in range(1, 24)]
    assert titles == [
        "管理番号", "サービス名", "所管部署", "サービスの概要", "ステータス", "サービス利用開始日",
        "サービス利用終了（予定）日", *(item.title for item in load_catalogue().cloud_items),
        "総合評価",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "name", "spare", "columns"),
    [
        ("risk", "情報資産管理台帳", 200, "FGHIJKL"),
        ("cloud", "クラウドサービス台帳兼チェックリスト", 50, "EHIJKLMNOPQRSTUV"),
    ],
)
def test_rows_to_spare(
    books: Mapping[str, Workbook], key: str, name: str, spare: int, columns: str
) -> None:
    sheet, record = books[key][name], sample()
    used = 3 + len(record.assets) if key == "risk" else 2 + len(record.cloud_services)
    last = sheet.max_row
    assert last == used + spare
    formulas = _formula_columns(sheet, used)
    assert formulas
    assert _formula_columns(sheet, last) == formulas
    for letter in columns:
        assert any(f"{letter}{last}" in rule.sqref for rule in _rules(sheet)), letter
    assert sheet[f"B{last}"].border.left.style == sheet[f"B{used}"].border.left.style == "thin"


@pytest.mark.parametrize(
    ("key", "name", "cells"),
    [
        ("risk", "情報資産管理台帳", ["T4", "U{last}"]),
        ("cloud", "ポイント計算シート", ["H3", "V{last}"]),
    ],
)
def test_colours_reach_the_spare_rows(
    books: Mapping[str, Workbook], key: str, name: str, cells: list[str]
) -> None:
    sheet = books[key][name]
    for address in (each.format(last=sheet.max_row) for each in cells):
        assert any(address in area for area, _ in _formats(sheet)), address


def _formula_columns(sheet: Worksheet, row: int) -> set[int | None]:
    return {cell.column for cell in sheet[row] if cell.data_type == "f"}


def _rules(sheet: Worksheet) -> list[DataValidation]:
    return list(sheet.data_validations.dataValidation)


def test_every_answer_has_a_drop_down(books: Mapping[str, Workbook]) -> None:
    risk, own = books["risk"], books["self-check"]["自社診断"]
    first = next(row for row in range(1, 60) if own[f"A{row}"].value == 1)
    for sheet, letter, rows in (
        (risk["脅威の状況"], "C", range(5, 26)),
        (risk["対策状況チェック"], "D", range(3, 58)),
        (own, "E", range(first, first + 25)),
    ):
        for row in rows:
            assert any(f"{letter}{row}" in rule.sqref for rule in _rules(sheet))


@pytest.mark.parametrize("key", SHEETS)
def test_every_sheet_prints_on_a4_landscape(books: Mapping[str, Workbook], key: str) -> None:
    for sheet in books[key]:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize in (9, "9")
        properties = sheet.sheet_properties.pageSetUpPr
        assert properties is not None
        assert properties.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.print_area, sheet.title


def test_whoever_adds_rows_below_the_printed_ones_is_told(books: Mapping[str, Workbook]) -> None:
    sheet = books["risk"]["情報資産管理台帳"]
    printed = int(str(sheet.print_area).rpartition("$")[2])
    used = 3 + len(sample().assets)
    assert used < printed < sheet.max_row
    assert f"{printed}行目まで" in str(sheet["D1"].value)
    white = sheet["D1"].font.color
    assert white is not None
    assert white.rgb == "FFFFFFFF"
    (rule,) = next(rules for cells, rules in _formats(sheet) if "D1" in cells)
    assert rule.formula == [
        f"COUNTA($A${printed + 1}:$L${sheet.max_row},$N${printed + 1}:$O${sheet.max_row})>0"
    ]


def _formats(sheet: Worksheet) -> list[tuple[Any, Any]]:
    return [(each.sqref, each.rules) for each in sheet.conditional_formatting]


def test_the_cloud_sheets_print_rows_to_write_on(books: Mapping[str, Workbook]) -> None:
    for name in ("クラウドサービス台帳兼チェックリスト", "ポイント計算シート"):
        printed = int(str(books["cloud"][name].print_area).rpartition("$")[2])
        assert printed == 2 + len(sample().cloud_services) + 20


@pytest.mark.parametrize(("key", "name"), LONG_TABLES)
def test_long_tables_freeze_and_repeat_their_titles(
    books: Mapping[str, Workbook], key: str, name: str
) -> None:
    sheet = books[key][name]
    assert sheet.freeze_panes
    assert sheet.print_title_rows


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("self-check", "診断結果"),
        ("risk", "診断結果"),
        ("cloud", "クラウドサービス安全利用チェックシート"),
    ],
)
def test_charts(key: str, name: str, books: Mapping[str, Workbook]) -> None:
    sheet: Any = books[key][name]
    (chart,) = sheet._charts
    assert chart.tagname == ("barChart" if key == "risk" else "radarChart")


def test_letters_and_numbers_agree() -> None:
    for number in range(800):
        assert column_number(column_letter(number)) == number
        assert column_index_from_string(column_letter(number)) == number + 1
