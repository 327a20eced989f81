"""Tables are found by their titles, wherever and however these stand."""

from __future__ import annotations

import pytest

from data.fields import ASSET_FIELDS
from exports.book_import import Unread
from exports.grid import CellValue
from exports.readers.tables import UNSAVED, FoundTable, UnreadLog, find_table, titles_of
from exports.readers.values import flag_of, text_of
from tests.exports.lookalikes import grid

COLUMNS = {"name": ("名称",), "place": ("保存先", "媒体"), "day": ("登録日",)}
ROW = ("社員名簿", "書類", "2024-04-01")
Row = tuple[CellValue, ...]


def _found(*rows: Row) -> FoundTable:
    table = find_table(grid("台帳", *rows), COLUMNS, required=["name"])
    assert table
    return table


def _rows_of(*rows: Row) -> list[int]:
    return list(_found(*rows).rows())


# --- Titles -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("titles", "places"),
    [
        (("名称", "保存先", "登録日"), (0, 1, 2)),
        ((None, "登録日", None, "名称", "担当", "媒体"), (3, 5, 1)),
        (("名\n称 メイショウ", "保 存 先", "登録日　"), (0, 1, 2)),
        (("①名称", "②保存先（選択）", "※登録日（更新日）"), (0, 1, 2)),
        (("名称", "媒体・保存先", "登録日時"), (0, 1, 2)),
    ],
)
def test_titles_in_any_order_and_dress(titles: Row, places: tuple[int, int, int]) -> None:
    table = _found(("台帳",), titles, ROW)
    assert (table.columns, table.first_row) == (
        dict(zip(("name", "place", "day"), places, strict=True)),
        3,
    )


@pytest.mark.parametrize("titles", [("名称（旧）", "名称"), ("①名称（旧）", "②名称")])
def test_an_exact_title_goes_before_a_longer_one(titles: Row) -> None:
    assert _found(titles, ROW).columns["name"] == 1


def test_of_two_longer_titles_neither_is_taken() -> None:
    table = _found(("名称", "登録日（初回）", "登録日（更新）"), ROW)
    assert table.columns == {"name": 0}
    assert table.value(2, "day") is None
    assert "day" not in table


def test_of_two_equal_titles_the_first_is_taken() -> None:
    assert _found(("名称", "登録日", "登録日"), ROW).columns == {"name": 0, "day": 1}


def test_a_longer_title_belongs_to_the_key_that_says_more_of_it() -> None:
    columns = {"name": ("名称",), "old": ("名称旧",)}
    table = find_table(grid("台帳", ("名称旧版", "名称")), columns)
    assert table
    assert table.columns == {"name": 1, "old": 0}


def test_a_column_serves_one_key_only() -> None:
    columns = {"name": ("名称",), "title": ("名称",)}
    table = find_table(grid("台帳", ("名称",)), columns)
    assert table
    assert list(table.columns.values()) == [0]


LEDGER_HEAD = (
    ("業務分類", "情報資産名称", *["個人情報の種類"] * 3, "評価値", "評価値"),
    ("業務分類", "情報資産名称", "個人情報", "要配慮個人情報", "特定個人情報", "機密性", "完全性"),
)
LEDGER_KEYS = (
    "business",
    "name",
    "personal",
    "sensitive_personal",
    "my_number",
    "confidentiality",
    "integrity",
)


def _unmerged(head: tuple[Row, Row]) -> tuple[Row, Row]:
    """As where nobody merged the titles: each stands once, at the top or at the left."""
    above, below = head
    left = [cell if cell not in above[:at] else None for at, cell in enumerate(above)]
    return tuple(left), tuple(b if b != a else None for a, b in zip(above, below, strict=True))


@pytest.mark.parametrize("head", [LEDGER_HEAD, _unmerged(LEDGER_HEAD)])
def test_titles_over_two_rows(head: tuple[Row, Row]) -> None:
    asset: Row = ("人事", "社員名簿", "有", None, None, 3, 1)
    sheet = grid("台帳", ("情報資産管理台帳",), *head, asset)
    table = find_table(sheet, titles_of(ASSET_FIELDS), required=["name"])
    assert table
    assert tuple(table.columns) == LEDGER_KEYS
    assert list(table.columns.values()) == list(range(7))
    assert list(table.rows()) == [4]


def test_a_title_broken_over_two_rows() -> None:
    table = _found(("名", "保存", "登録"), ("称", "先", "日"), ROW)
    assert (table.columns, table.first_row) == ({"name": 0, "place": 1, "day": 2}, 3)


def test_a_row_of_hints_under_the_titles_is_no_header() -> None:
    rows = (("名称", "保存先", "登録日"), (None, "（選択）", "（年月日）"), ROW)
    table = _found(*rows)
    assert table.first_row == 2
    assert list(table.rows(["name"])) == [3]


def test_data_that_looks_like_a_title_is_no_header() -> None:
    table = _found(("名称", "保存先", "備考"), ("名簿", "書類", "登録日は不明"), ("名称", "書類"))
    assert (table.columns, list(table.rows())) == ({"name": 0, "place": 1}, [2, 3])


@pytest.mark.parametrize(
    ("groups", "titles", "places"),
    [
        (("メモ", "メモ", "選択", "選択"), (None, "比較", None, "比較（済）"), (3, 1)),
        (("選択", "選択", "メモ（任意）", "メモ（任意）"), ("比較", None, "比較", None), (0, 2)),
    ],
)
def test_a_group_tells_columns_of_one_title_apart(
    groups: Row, titles: Row, places: tuple[int, int]
) -> None:
    columns = {"check": ("比較",), "note": ("比較",)}
    table = find_table(grid("台帳", groups, titles), columns, groups={"note": ("メモ",)})
    assert table
    assert (table.columns["check"], table.columns["note"]) == places


def test_a_table_needs_what_is_required_and_enough_of_the_rest() -> None:
    sheet = grid("台帳", ("保存先", "登録日"))
    assert find_table(sheet, COLUMNS, required=["name"]) is None
    assert find_table(sheet, COLUMNS, minimum=3) is None
    assert find_table(sheet, COLUMNS, minimum=2)
    assert find_table(grid("台帳"), COLUMNS) is None


@pytest.mark.parametrize("title", ["台帳記入例", "記入例｜台帳", "台帳（記 入 例）"])
def test_examples_are_never_read(title: str) -> None:
    assert find_table(grid(title, ("名称", "保存先"), ROW), COLUMNS) is None


def test_long_texts_are_no_titles() -> None:
    assert find_table(grid("説明", ("名称" + "を" * 300,)), COLUMNS) is None


# --- Rows -------------------------------------------------------------------

HEAD = ("名称", "保存先", "登録日")


def test_blank_rows_are_skipped_wherever_they_stand() -> None:
    blank = (None, " ", "\n")
    assert _rows_of(HEAD, blank, ROW, (None, None, None), blank, ROW, blank) == [3, 6]


def test_titles_repeated_on_the_next_page_are_no_row() -> None:
    assert _rows_of(HEAD, ROW, HEAD, ROW) == [2, 4]


def test_a_note_merged_over_the_table_is_no_row() -> None:
    note = ("※ 行は自由に足せます。",) * 3
    assert _rows_of(HEAD, ROW, note) == [2]


def test_a_row_of_equal_short_values_is_a_row() -> None:
    assert _rows_of(HEAD, ("有", "有", "有"), ("書類保管庫", "書類保管庫", None)) == [2, 3]


def test_equal_texts_apart_are_no_merged_note() -> None:
    rows = (("名称", "担当", "保存先", "登録日"), ("社内の共有", None, "社内の共有", "社内の共有"))
    assert _rows_of(*rows) == [2]


def test_rows_are_known_by_the_columns_asked_for() -> None:
    table = _found(HEAD, (None, None, "第3版"), ROW)
    assert list(table.rows(["name"])) == [3]
    assert list(table.rows()) == [2, 3]


def test_a_formula_without_its_result_still_makes_a_row() -> None:
    sheet = grid("台帳", HEAD, (None, None, None, "x"), unsaved=frozenset({(2, 0)}))
    table = find_table(sheet, COLUMNS)
    assert table
    assert list(table.rows()) == [2]


# --- What could not be read -------------------------------------------------


def test_an_unread_cell_is_named_as_people_see_it() -> None:
    log = UnreadLog("台帳.xlsx")
    sheet = grid("台帳", ("名称",), (None, "要確認"))
    assert log.read(sheet, 2, 1, flag_of) is None
    assert log.entries == (
        Unread("台帳.xlsx", "台帳", "B2", "要確認", "「有」か空欄にしてください"),
    )
    assert str(log.entries[0]) == "台帳.xlsx 台帳!B2 「要確認」：「有」か空欄にしてください"


def test_a_whole_sheet_is_named_without_a_cell() -> None:
    log = UnreadLog("台帳.xlsx")
    log.add_sheet(grid("台帳"), "読めません")
    assert log.entries == (Unread("台帳.xlsx", "台帳", "", "", "読めません"),)
    assert str(log.entries[0]) == "台帳.xlsx 台帳：読めません"


def test_formulas_without_results_are_told_once_a_column() -> None:
    log = UnreadLog("台帳.xlsx")
    unsaved = frozenset((row, column) for row in (1, 2, 3) for column in (0, 1))
    sheet = grid("台帳", ("x",), ("x",), ("x",), unsaved=unsaved)
    other = grid("台帳2", ("x",), unsaved=unsaved)
    read = [log.read(sheet, row, column, text_of) for row, column in sorted(unsaved)]
    log.read(other, 1, 0, text_of)
    assert read == [None] * 6
    assert [(each.sheet, each.cell, each.reason) for each in log.entries] == [
        ("台帳", "A1", UNSAVED),
        ("台帳", "B1", UNSAVED),
        ("台帳2", "A1", UNSAVED),
    ]
