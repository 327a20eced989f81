"""What the user typed stays text."""

from __future__ import annotations

import io
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from exports.books import BOOKS
from exports.user_text import CELL_LIMIT, as_cell_text, storable, utf16_length
from tests.exports.records import AWKWARD, TODAY, awkward

# Column of a typed text per sheet, its first row, and how many there are.
TYPED = {
    "self-check": ("自社診断", "G", 14),
    "risk": ("情報資産管理台帳", "B", 4),
    "cloud": ("クラウドサービス台帳兼チェックリスト", "B", 3),
}


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    return {key: kind.content(awkward(), TODAY) for key, kind in BOOKS.items()}


@pytest.mark.parametrize("key", BOOKS)
def test_typed_text_is_a_string_cell(contents: dict[str, bytes], key: str) -> None:
    name, letter, first = TYPED[key]
    sheet = load_workbook(io.BytesIO(contents[key]))[name]
    cells = [sheet[f"{letter}{first + i}"] for i in range(len(AWKWARD))]
    assert [cell.value for cell in cells] == [storable(text) for text in AWKWARD]
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize("key", BOOKS)
def test_typed_text_stays_text_when_edited(contents: dict[str, bytes], key: str) -> None:
    """Text format: Excel does not turn =1+1 into a formula after F2 and Enter."""
    name, letter, first = TYPED[key]
    sheet = load_workbook(io.BytesIO(contents[key]))[name]
    assert {sheet[f"{letter}{first + i}"].number_format for i in range(len(AWKWARD))} == {"@"}


@pytest.mark.parametrize("key", BOOKS)
def test_no_links_and_no_typed_formulas(contents: dict[str, bytes], key: str) -> None:
    with ZipFile(io.BytesIO(contents[key])) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for name, text in parts.items():
        ElementTree.fromstring(text)
        assert "<hyperlink" not in text, name
        assert "<f>1+1</f>" not in text, name
        assert "relationships/hyperlink" not in text, name


def test_every_note_has_a_cell(contents: dict[str, bytes]) -> None:
    risk = load_workbook(io.BytesIO(contents["risk"]))
    notes = [risk["脅威の状況"][f"E{5 + i}"].value for i in range(21)]
    assert notes == [storable(text) for text in AWKWARD[:21]]
    measures = [risk["対策状況チェック"][f"E{3 + i}"].value for i in range(len(AWKWARD))]
    assert measures == [storable(text) for text in AWKWARD]
    cloud = load_workbook(io.BytesIO(contents["cloud"]))["クラウドサービス台帳兼チェックリスト"]
    row = [cell.value for cell in cloud[3]][-15:]
    assert row == [storable(text) for text in AWKWARD[:15]]


def test_a_day_before_excel_counts_days_is_text(contents: dict[str, bytes]) -> None:
    sheet = load_workbook(io.BytesIO(contents["risk"]))["情報資産管理台帳"]
    assert sheet["O4"].value == "1899-12-31"


def test_a_number_too_long_for_a_cell_keeps_its_digits(contents: dict[str, bytes]) -> None:
    sheet = load_workbook(io.BytesIO(contents["risk"]))["利用方法"]
    values = {sheet[f"A{row}"].value: sheet[f"B{row}"].value for row in range(3, 12)}
    assert values["従業員数"] == str(10**20)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x0bc", "a␀b␋c"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("\ud800", "\ufffd"),
        ("\uffff", "\ufffd"),
        ("タブ\t", "タブ\t"),
    ],
)
def test_what_xml_forbids_is_replaced(typed: str, kept: str) -> None:
    assert storable(typed) == kept


def test_the_limit_counts_as_excel_does_and_cuts_no_letter_in_half() -> None:
    kept = storable("a" + "😀" * CELL_LIMIT)
    assert utf16_length(kept) == CELL_LIMIT
    assert kept.endswith("😀")


@given(st.text(max_size=200))
def test_any_text_becomes_valid_xml(text: str) -> None:
    kept = storable(text)
    assert storable(kept) == kept
    ElementTree.fromstring(f"<t>{kept.replace('&', '&amp;').replace('<', '&lt;')}</t>")
    assert utf16_length(as_cell_text(text)) <= CELL_LIMIT
