"""Workbook files read as values: what a person sees in a sheet comes back, from any program."""

from __future__ import annotations

import io
from datetime import datetime, time

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from exports.books import BOOKS
from exports.grid import CellValue, Grid
from exports.user_text import as_cached_text, as_cell_text, storable
from exports.workbook_reader import read_workbook
from tests.exports import hostile
from tests.exports.hostile import MAIN, OFFICE, STRINGS, WORKBOOK, WORKBOOK_RELS, cells
from tests.exports.records import TODAY, sample

STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def _grid(content: bytes) -> Grid:
    (grid,) = read_workbook(content, "book.xlsx")
    return grid


def _rows(*rows: str, after: str = "", before: str = "") -> Grid:
    """The grid of a sheet with these rows."""
    return _grid(hostile.book(hostile.sheet("".join(rows), after, before)))


def _value(cell: str) -> CellValue:
    """What a ready cell A1 holds."""
    return _rows(cells(1, cell)).value(1, 0)


# --- Whole books --------------------------------------------------------------


@pytest.mark.parametrize("key", BOOKS)
def test_our_books_read_as_openpyxl_reads_them_in_full(key: str) -> None:
    content = BOOKS[key].content(sample(), TODAY)
    grids = read_workbook(content, "book.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    assert [grid.title for grid in grids] == book.sheetnames
    for grid, sheet in zip(grids, book.worksheets, strict=True):
        assert _filled(grid) == _filled_of(sheet)


def _filled(grid: Grid) -> dict[tuple[int, int], CellValue]:
    return {
        (row, column): value
        for row, values in grid.rows.items()
        for column, value in enumerate(values)
        if value is not None
    }


def _filled_of(sheet: Worksheet) -> dict[tuple[int, int], object]:
    """The same of openpyxl's sheet, with merged cells spread over rows that have values."""
    found = {
        (cell.row, cell.column - 1): _plain(cell.value)
        for cells_of_row in sheet.iter_rows()
        for cell in cells_of_row
        if cell.value not in (None, "")
    }
    rows = {row for row, _ in found}
    for area in sheet.merged_cells.ranges:
        corner = found.get((area.min_row, area.min_col - 1))
        covered = {(row, column - 1) for row, column in area.cells if row in rows}
        found |= {} if corner is None else dict.fromkeys(covered, corner)
    return found


def _plain(value: object) -> object:
    is_day = isinstance(value, datetime) and value.time() == time()
    return value.date() if is_day and isinstance(value, datetime) else value


def test_sheets_in_order_hidden_ones_too_and_no_charts() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name in ("見える", "隠れた", "深く隠れた"):
            book.add_worksheet(name).write(0, 0, name)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=見える!$A$1"})
        book.add_chartsheet("グラフ").set_chart(chart)
        book.add_worksheet("最後").write(0, 0, "最後")
        book.get_worksheet_by_name("隠れた").hide()
        book.get_worksheet_by_name("深く隠れた").very_hidden()
    grids = read_workbook(file.getvalue(), "book.xlsx")
    assert [(grid.title, grid.value(1, 0)) for grid in grids] == [
        (name, name) for name in ("見える", "隠れた", "深く隠れた", "最後")
    ]


def test_macros_stay_unread() -> None:
    book = hostile.book(others={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 broken"})
    assert _grid(book).value(1, 0) == 1


def test_parts_nobody_asks_for_may_be_broken() -> None:
    """openpyxl's load_workbook stops at several of these."""
    names = [
        "docProps/core.xml",
        "docProps/custom.xml",
        "xl/theme/theme1.xml",
        "xl/drawings/drawing1.xml",
        "xl/charts/chart1.xml",
        "xl/comments1.xml",
        "xl/pivotTables/pivotTable1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    ]
    broken: dict[str, hostile.Part] = dict.fromkeys(names, "<broken")
    assert _grid(hostile.book(others=broken)).value(1, 0) == 1


def test_the_strict_form_of_the_format() -> None:
    parts = hostile.parts() | {
        hostile.SHEET: hostile.sheet(cells(1, '<c r="A1" t="s"><v>0</v></c>'))
    }
    strict = {
        name: str(part).replace(MAIN, STRICT_MAIN).replace(OFFICE, STRICT_OFFICE)
        for name, part in parts.items()
    }
    assert _grid(hostile.zipped(strict)).value(1, 0) == "文字"


def test_names_of_parts_in_other_letters_and_paths() -> None:
    parts = hostile.parts()
    parts["XL\\Worksheets\\Sheet1.xml"] = parts.pop(hostile.SHEET)
    parts[WORKBOOK_RELS] = hostile.relationships([("worksheet", "/xl/worksheets/sheet1.xml")])
    assert _grid(hostile.zipped(parts)).value(1, 0) == 1


def test_other_prefixes_and_encodings() -> None:
    row = '<x:row r="1"><x:c r="A1" t="str"><x:v>あ</x:v></x:c></x:row>'
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    whole = f'<?xml version="1.0" encoding="UTF-16"?>{sheet}'.encode("utf-16")
    assert _grid(hostile.book(whole)).value(1, 0) == "あ"


@pytest.mark.parametrize("id", ["", 'r:id=""'])
def test_a_sheet_listed_without_a_part_is_left_out(id: str) -> None:
    parts = hostile.parts()
    nameless = f'<sheet name="古い" sheetId="9" {id}/></sheets>'
    parts[WORKBOOK] = str(parts[WORKBOOK]).replace("</sheets>", nameless)
    assert _grid(hostile.zipped(parts)).title == "Sheet1"


# --- Texts ---------------------------------------------------------------------

ESCAPE_ALIKE = ["_x0041_", "_x005F_", "_x005F_x0041_", "_x000D_", "x005F_", "_x_x0041_", "__x00e9_"]


def _texts(texts: list[str], *, inline: bool) -> list[CellValue]:
    """Texts written as our books are, as they come back."""
    file = io.BytesIO()
    options = {"in_memory": True, "constant_memory": inline}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, as_cell_text(text))
    grid = _grid(file.getvalue())
    return [grid.value(row + 1, 0) for row in range(len(texts))]


@pytest.mark.parametrize("inline", [False, True], ids=["shared", "inline"])
@given(texts=st.lists(st.text(), min_size=1, max_size=5))
@example(texts=ESCAPE_ALIKE)
@example(texts=["\n", "\t", " 前後 ", "　", "😀", "<&>\"'", "]]>", "<r>_x0041_</r>"])
def test_what_was_typed_comes_back(inline: bool, texts: list[str]) -> None:
    assert _texts(texts, inline=inline) == [storable(text) or None for text in texts]


@given(st.lists(st.sampled_from([*ESCAPE_ALIKE, "あ", "_", "x"])).map("".join))
def test_a_formula_that_shows_a_text(text: str) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet().write_formula(0, 0, "=A2", None, as_cached_text(text))
    assert _grid(file.getvalue()).value(1, 0) == (text or None)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("一_x000D_\n二", "一\r\n二"),
        ("_x000a_", "\n"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "\ufffd"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x00_", "_x00_"),
        ("_X0041_", "_X0041_"),
    ],
)
def test_escapes_of_any_program(written: str, shown: str) -> None:
    shared = {STRINGS: hostile.strings(f"<si><t>{written}</t></si>")}
    cell = hostile.sheet(cells(1, '<c r="A1" t="s"><v>0</v></c>'))
    assert _grid(hostile.book(cell, shared)).value(1, 0) == shown
    assert _value(f'<c r="A1" t="str"><v>{written}</v></c>') == shown
    assert _value(f'<c r="A1" t="inlineStr"><is><t>{written}</t></is></c>') == shown


FURIGANA = (
    "<r><t>情報</t></r><r><rPr><b/></rPr><t>資産</t></r>"
    '<rPh sb="0" eb="2"><t>ジョウホウ</t></rPh><rPh sb="2" eb="4"><t>シサン</t></rPh>'
    '<phoneticPr fontId="1"/>'
)


def test_furigana_is_no_part_of_a_text() -> None:
    plain = '<si><t>次</t><rPh sb="0" eb="1"><t>ツギ</t></rPh></si>'
    shared = {STRINGS: hostile.strings(f"<si>{FURIGANA}</si>{plain}")}
    texts = '<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>'
    assert _grid(hostile.book(hostile.sheet(cells(1, *texts)), shared)).rows == {
        1: ("情報資産", "次")
    }
    inline = f'<c r="A1" t="inlineStr"><is>{FURIGANA}</is></c><c r="B1"><v>2</v></c>'
    assert _rows(cells(1, inline)).rows == {1: ("情報資産", 2)}
