"""What Excel would refuse or repair: read from the package itself."""

from __future__ import annotations

import io
import re
from itertools import combinations
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl.utils import range_boundaries

from exports.books import BOOKS
from exports.layout import LIST_LIMIT, written_list
from tests.exports.records import TODAY, all_records

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RECORDS = ["sample", "nothing", "awkward", "sparse"]
# New functions that older Excel, or another program, does not know.
TOO_NEW = re.compile(
    r"\b(XLOOKUP|XMATCH|LET|LAMBDA|FILTER|SORT|SORTBY|UNIQUE|SEQUENCE|TEXTJOIN|CONCAT|IFS|SWITCH"
    r"|MAXIFS|MINIFS|_xlfn)\b"
)


def _parts(record: str, key: str) -> dict[str, bytes]:
    content = BOOKS[key].content(all_records()[record], TODAY)
    with ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module", params=[(name, key) for name in RECORDS for key in BOOKS])
def parts(request: pytest.FixtureRequest) -> dict[str, bytes]:
    return _parts(*request.param)


def _sheets(parts: dict[str, bytes]) -> list[ElementTree.Element]:
    names = [name for name in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
    return [ElementTree.fromstring(parts[name]) for name in names]


Area = tuple[int, int, int, int]


def _area(reference: str) -> Area:
    """First column and row, last column and row."""
    left, top, last_column, bottom = range_boundaries(reference)
    assert left
    assert top
    assert last_column
    assert bottom
    return left, top, last_column, bottom


def _overlap(one: Area, other: Area) -> bool:
    apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    return not apart


def test_every_part_is_xml(parts: dict[str, bytes]) -> None:
    for content in parts.values():
        ElementTree.fromstring(content)


def test_no_merged_cells_overlap(parts: dict[str, bytes]) -> None:
    for sheet in _sheets(parts):
        areas = [_area(each.get("ref", "")) for each in sheet.iter(f"{MAIN}mergeCell")]
        assert not any(_overlap(one, other) for one, other in combinations(areas, 2))


def test_drop_downs_are_short_enough(parts: dict[str, bytes]) -> None:
    for sheet in _sheets(parts):
        for rule in sheet.iter(f"{MAIN}dataValidation"):
            source = rule.findtext(f"{MAIN}formula1") or ""
            assert source
            assert len(source) <= LIST_LIMIT + 2 or not source.startswith('"')
            assert len(rule.get("error", "")) <= 225
            assert len(rule.get("errorTitle", "")) <= 32


def test_no_two_drop_downs_share_a_cell(parts: dict[str, bytes]) -> None:
    for sheet in _sheets(parts):
        areas = [
            _area(each)
            for rule in sheet.iter(f"{MAIN}dataValidation")
            for each in rule.get("sqref", "").split()
        ]
        assert not any(_overlap(one, other) for one, other in combinations(areas, 2))


def test_formulas_are_short_and_old_enough(parts: dict[str, bytes]) -> None:
    for sheet in _sheets(parts):
        for formula in sheet.iter(f"{MAIN}f"):
            text = formula.text or ""
            assert len(text) <= 8192
            assert not TOO_NEW.search(text), text
            assert formula.get("t") is None, text
            assert all(len(literal) <= 255 for literal in re.findall(r'"([^"]*)"', text))


def test_formula_cells_keep_no_error(parts: dict[str, bytes]) -> None:
    for sheet in _sheets(parts):
        assert [cell.get("r") for cell in sheet.iter(f"{MAIN}c") if cell.get("t") == "e"] == []


def test_texts_fit_their_cells(parts: dict[str, bytes]) -> None:
    strings = ElementTree.fromstring(parts["xl/sharedStrings.xml"])
    for entry in strings.iter(f"{MAIN}si"):
        text = "".join(entry.itertext())
        assert len(text.encode("utf-16-le")) // 2 <= 32_767


def test_defined_names_point_to_existing_sheets(parts: dict[str, bytes]) -> None:
    workbook = ElementTree.fromstring(parts["xl/workbook.xml"])
    names = [sheet.get("name", "") for sheet in workbook.iter(f"{MAIN}sheet")]
    defined = [(each.get("name"), each.get("localSheetId"), each.text or "")
               for each in workbook.iter(f"{MAIN}definedName")]  # fmt: skip
    assert defined
    assert len({(name, sheet) for name, sheet, _ in defined}) == len(defined)
    for _, sheet, text in defined:
        assert text.partition("!")[0].strip("'") == names[int(sheet or 0)]


def test_rows_are_no_higher_than_excel_allows(parts: dict[str, bytes]) -> None:
    for sheet in _sheets(parts):
        for row in sheet.iter(f"{MAIN}row"):
            assert float(row.get("ht", 15)) <= 409.5


def test_a_list_too_long_for_the_file_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        written_list(["長い" * 100, "b" * 100])
    with pytest.raises(ValueError, match="too long"):
        written_list(["a,b"])
