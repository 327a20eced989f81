"""前回比較: there when a visit kept the record, text whatever was typed, and never read back."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.record import Baseline, Engagement, Firm
from data.then_and_now import since_visit
from data.then_and_now_text import sections
from exports.book_cells import read_cells
from exports.book_import import BookImport, read_books
from exports.books import BOOKS
from exports.risk_layout import COMPARISON, COMPARISON_SHEET
from exports.user_text import storable
from exports.verification import verify
from tests.exports.office import recalculated
from tests.exports.records import TODAY, awkward, sample, since
from tests.hostile_text import hostile_engagement

RECORDS = {
    "the sample since nothing": since(Engagement(), sample()),
    "awkward texts gone": since(awkward(), sample()),
    "awkward texts new": since(sample(), awkward()),
    "hostile texts": since(sample(), hostile_engagement()),
    # Its name of before stands beside 会社名, as in a sheet that asks for it.
    "a name gone": since(sample(), replace(sample(), firm=Firm())),
    "the same": since(sample(), sample()),
}


def _content(record: Engagement) -> bytes:
    return BOOKS["risk"].content(record, TODAY)


def _sheet(content: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(content))[COMPARISON_SHEET]
    assert isinstance(sheet, Worksheet)
    return sheet


def _rows(sheet: Worksheet) -> list[tuple[str, ...]]:
    rows = sheet.iter_rows(COMPARISON.first_row, max_col=len(COMPARISON.columns))
    return [tuple(str(cell.value or "") for cell in row) for row in rows]


def _expected(record: Engagement) -> list[tuple[str, ...]]:
    return [
        tuple(map(storable, (section.title, each.name, each.then, each.now, each.moved)))
        for section in sections(since_visit(record, max(record.baselines)))
        for each in section.lines
    ]


@pytest.mark.parametrize("name", RECORDS)
def test_the_sheet_holds_every_line_of_the_comparison(name: str) -> None:
    sheet = _sheet(_content(RECORDS[name]))
    assert _rows(sheet) == _expected(RECORDS[name])
    titles = [cell.value for cell in sheet[COMPARISON.header_row]]
    assert titles == ["分類", "項目", "前", "今", "動き"]
    assert sheet["A1"].value == "前回との比較　第1回訪問（2026-11-20） → 今"


@pytest.mark.parametrize("name", RECORDS)
def test_all_of_it_is_text_and_no_formula(name: str) -> None:
    cells = [cell for row in _sheet(_content(RECORDS[name])).iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


def test_without_a_baseline_there_is_no_such_sheet_and_no_word_of_it() -> None:
    content = _content(replace(sample(), baselines={}))
    assert COMPARISON_SHEET not in load_workbook(io.BytesIO(content)).sheetnames
    assert COMPARISON_SHEET not in _named_in_guide(content)
    assert COMPARISON_SHEET in _named_in_guide(_content(RECORDS["the same"]))


def _named_in_guide(content: bytes) -> set[object]:
    return {cell.value for cell in load_workbook(io.BytesIO(content))["利用方法"]["A"]}


def test_the_last_visit_counts() -> None:
    both = {1: Baseline(None, Engagement()), 2: sample().baselines[2]}
    sheet = _sheet(_content(replace(sample(), baselines=both)))
    assert sheet["A1"].value == "前回との比較　第2回訪問（2026-10-30） → 今"


def test_right_after_a_visit_is_closed_the_one_before_counts() -> None:
    both = {1: Baseline(None, Engagement()), 2: Baseline(None, sample())}
    sheet = _sheet(_content(replace(sample(), baselines=both)))
    assert sheet["A1"].value == "前回との比較　第1回訪問 → 今"


@pytest.mark.parametrize("name", RECORDS)
def test_nothing_of_it_is_read_back(tmp_path: Path, name: str) -> None:
    def read(record: Engagement) -> BookImport:
        path = tmp_path / "book.xlsx"
        path.write_bytes(_content(record))
        return read_books([path])[0]

    assert read(RECORDS[name]) == read(replace(RECORDS[name], baselines={}))


def test_libreoffice_opens_it_and_finds_the_rest_as_it_was() -> None:
    contents = {name: _content(record) for name, record in RECORDS.items()}
    for name, content in recalculated(contents).items():
        assert _rows(_sheet(content)) == _rows(_sheet(contents[name])), name
        if name == "the sample since nothing":
            found = verify(read_cells(contents[name]), read_cells(content), sample())
            assert (found.deviations, found.outdated) == ((), ())
            assert found.compared > 1000
