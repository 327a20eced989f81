"""The files beside the Open XML schema, and as a strict reader that is not openpyxl sees them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from openxml_audit import FileFormat, OpenXmlValidator
from python_calamine import CalamineWorkbook

from data.record import Engagement
from exports.books import BOOKS
from tests.exports.made import realistic
from tests.exports.plans import awkward_plan
from tests.exports.records import TODAY, awkward, sample, since

RECORDS: Mapping[str, Callable[[], Engagement]] = {
    "sample": sample,
    "nothing": Engagement,
    "awkward": awkward,
    "then and now": lambda: since(awkward(), sample()),
    "plan": awkward_plan,
    "300-assets": lambda: realistic(300, 300, 12),
}
SHEET = "xl/worksheets/sheet2.xml"
# Each one what Excel offers to repair: the part, what is in it, and what stands there instead.
FAULTS = {
    "elements in the wrong order": (SHEET, r"(<sheetData>.*</sheetData>)(<.*?/>)", r"\2\1"),
    "an unknown element": (SHEET, "<sheetData>", "<strange/><sheetData>"),
    "an unknown attribute": ("xl/styles.xml", "<xf ", '<xf strange="1" '),
    "a word where a number belongs": (SHEET, r'<mergeCells count="\d+"', '<mergeCells count="x"'),
    "a value that is none of the choices": (SHEET, "landscape", "sideways"),
    "two sheets of one name": ("xl/workbook.xml", "説明", "チェック選択肢"),
    "a text that is not there": (SHEET, r't="s"><v>\d+', 't="s"><v>99999'),
    "a part that is not there": ("xl/_rels/workbook.xml.rels", "sheet2.xml", "sheet9.xml"),
    "a chart in disorder": ("xl/charts/chart1.xml", "<c:radarStyle", "<c:x/><c:radarStyle"),
}


def _faults(path: Path, content: bytes) -> list[str]:
    """What the schema of Excel 2007 says against the file."""
    path.write_bytes(content)
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2007).validate(path)
    return [f"{each.part_uri}: {each.description}" for each in found.errors]


@pytest.mark.parametrize("key", BOOKS)
@pytest.mark.parametrize("name", RECORDS)
def test_the_file_follows_the_schema(tmp_path: Path, name: str, key: str) -> None:
    content = BOOKS[key].content(RECORDS[name](), TODAY)
    assert _faults(tmp_path / "book.xlsx", content) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_the_schema_finds_what_is_wrong(tmp_path: Path, fault: str) -> None:
    """Otherwise the test above would say nothing."""
    part, right, wrong = FAULTS[fault]
    content = io.BytesIO()
    with (
        ZipFile(io.BytesIO(BOOKS["cloud"].content(sample(), TODAY))) as before,
        ZipFile(content, "w", ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            text = before.read(name).decode()
            changed = re.sub(right, wrong, text, count=1, flags=re.DOTALL)
            assert (changed != text) or name != part
            after.writestr(name, changed if name == part else text)
    assert _faults(tmp_path / "book.xlsx", content.getvalue()) != []


@pytest.mark.parametrize("key", BOOKS)
@pytest.mark.parametrize("name", RECORDS)
def test_another_reader_sees_every_value(name: str, key: str) -> None:
    content = BOOKS[key].content(RECORDS[name](), TODAY)
    ours = load_workbook(io.BytesIO(content), data_only=True)
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert theirs.sheet_names == ours.sheetnames
    for sheet in ours:
        rows = theirs.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        seen = {
            (row, column): _plain(value)
            for row, values in enumerate(rows, 1)
            for column, value in enumerate(values, 1)
            if _plain(value) is not None
        }
        expected = {
            (cell.row, cell.column): _plain(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if _plain(cell.value) is not None
        }
        assert seen == expected, sheet.title


def _plain(value: object) -> object:
    """Readers differ in what is empty, whole or a day; texts and numbers are the same."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or value == "":
        return None
    if isinstance(value, date | str | bool):
        return value
    return float(str(value))
