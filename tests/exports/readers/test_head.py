"""Firm and visit at the head of a sheet are read by their labels."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.record import Engagement, EngagementInfo, Firm, SelfCheck
from exports.books import BOOKS
from exports.grid import CellValue, Grid
from exports.readers.head import LOOKED_AT_ROWS, read_head
from exports.readers.tables import UnreadLog
from exports.workbook_reader import read_workbook
from tests.exports.lookalikes import grid
from tests.exports.records import TODAY

FIRM = Firm("株式会社見本", "製造業", 25)
INFO = EngagementInfo(date(2026, 10, 1), "専門家", "cloud")
CHECKED = SelfCheck(edition="3.1", date=date(2026, 10, 2), respondent="社長")


def _read(sheet: Grid) -> tuple[Engagement | None, list[str]]:
    log = UnreadLog("本.xlsx")
    read = read_head(sheet, log)
    return read, [f"{each.cell} {each.text}" for each in log.entries]


@pytest.mark.parametrize(
    ("key", "title", "self_check"),
    [
        ("self-check", "自社診断", CHECKED),
        ("risk", "利用方法", SelfCheck()),
        ("cloud", "説明", SelfCheck()),
    ],
)
def test_the_heads_of_our_own_books(key: str, title: str, self_check: SelfCheck) -> None:
    record = Engagement(firm=FIRM, info=INFO, self_check=CHECKED)
    grids = read_workbook(BOOKS[key].content(record, TODAY), "")
    heads = {each.title: _read(each) for each in grids}
    expected = Engagement(firm=FIRM, info=INFO, self_check=self_check)
    assert {name: head for name, head in heads.items() if head != (None, [])} == {
        title: (expected, [])
    }


def test_labels_one_below_the_other() -> None:
    sheet = grid("表紙", ("会社名", "株式会社見本"), ("業種", None), ("従業員数", "２５人"))
    assert _read(sheet) == (Engagement(firm=Firm("株式会社見本", "", 25)), [])


def test_labels_with_a_colon_anywhere_in_a_row() -> None:
    row = (None, "会社名：", "株式会社見本", "テーマ ：", None, "クラウドサービスの安全利用")
    expected = Engagement(firm=Firm("株式会社見本"), info=EngagementInfo(theme="cloud"))
    assert _read(grid("表紙", row)) == (expected, [])


def test_merged_labels_and_values() -> None:
    rows: list[tuple[CellValue, ...]] = [
        ("会社名", "会社名", "株式会社見本", "株式会社見本"),
        ("業種", "業種", None, None),
    ]
    assert _read(grid("表紙", *rows)) == (Engagement(firm=Firm("株式会社見本")), [])


def test_titles_of_a_table_are_no_labels() -> None:
    titles = ("会社名", "業種", "従業員数")
    assert _read(grid("名簿", titles, ("A社", "製造業", 3))) == (None, [])
    wide = (*titles, "a", "b", "c", "d")
    assert _read(grid("名簿", wide, ("会社名", "A社"), ("業種", "B"))) == (None, [])


def test_a_sheet_of_examples_has_no_head() -> None:
    assert _read(grid("記入例｜表紙", ("会社名：", "株式会社見本"))) == (None, [])


def test_a_lone_label_without_a_colon_is_none() -> None:
    assert _read(grid("x", ("会社名", "株式会社見本"))) == (None, [])


def test_what_was_typed_is_kept_even_where_it_reads_like_a_label() -> None:
    rows: list[tuple[CellValue, ...]] = [
        ("会社名", "業種", "ほか"),
        ("業種", "従業員数", 99),
        ("従業員数", 3, None),
    ]
    sheet = grid("表紙", *rows)
    assert _read(sheet) == (Engagement(firm=Firm("業種", "従業員数", 3)), [])


def test_the_first_value_of_two_is_taken() -> None:
    rows = [("会社名：", None), ("会社名：", "A社"), ("会社名：", "B社")]
    assert _read(grid("x", *rows)) == (Engagement(firm=Firm("A社")), [])


@pytest.mark.parametrize(
    ("label", "typed", "field", "value"),
    [
        ("開始日", 45383, "started", date(2024, 4, 1)),
        ("開始日", "令和6年4月1日", "started", date(2024, 4, 1)),
        ("開始日", date(2024, 4, 1), "started", date(2024, 4, 1)),
        ("専門家・担当者", "  山田\n花子 ", "expert", "  山田\n花子 "),
        ("専門家･担当者", 12, "expert", "12"),
        ("テーマ", "規程の整備", "theme", "rules"),
    ],
)
def test_values_in_the_forms_people_write(
    label: str, typed: CellValue, field: str, value: Any
) -> None:
    read, unread = _read(grid("表紙", (f"{label}：", typed)))
    assert (read, unread) == (Engagement(info=EngagementInfo(**{field: value})), [])


def test_what_cannot_be_read_is_listed() -> None:
    sheet = grid("表紙", ("従業員数", "多数"), ("開始日", "来春"), ("会社名", "A社"))
    assert _read(sheet) == (Engagement(firm=Firm("A社")), ["B1 多数", "B2 来春"])


def test_a_formula_without_a_result_is_named() -> None:
    sheet = grid("表紙", ("会社名：", None), ("業種：", "製造業"), unsaved=frozenset({(1, 1)}))
    assert _read(sheet) == (Engagement(firm=Firm(industry="製造業")), ["B1 "])


def test_labels_far_down_are_not_the_head() -> None:
    rows = (("会社名：", "A社"),)
    assert _read(grid("x", *rows, first=LOOKED_AT_ROWS + 1)) == (None, [])
    assert _read(grid("x", *rows, first=LOOKED_AT_ROWS)) != (None, [])
