"""What Excel would refuse or repair: read from the package itself."""

from __future__ import annotations

import io
import re
from itertools import combinations, pairwise
from posixpath import normpath
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl.utils import range_boundaries

from exports.books import BOOKS
from exports.layout import LIST_LIMIT, written_list
from tests.exports.records import TODAY, all_records

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
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
            assert len(source) <= LIST_LIMIT + (2 if source.startswith('"') else 0)
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


def test_every_formula_keeps_the_value_it_shows(parts: dict[str, bytes]) -> None:
    """For viewers that compute nothing."""
    for sheet in _sheets(parts):
        formulas = [cell for cell in sheet.iter(f"{MAIN}c") if cell.find(f"{MAIN}f") is not None]
        assert [cell.get("r") for cell in formulas if cell.find(f"{MAIN}v") is None] == []


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


# --- Places, numbers and names that must lead somewhere ---------------------


def _root(parts: dict[str, bytes], name: str) -> ElementTree.Element:
    return ElementTree.fromstring(parts[name])


def _titles(parts: dict[str, bytes]) -> list[str]:
    return [each.get("name", "") for each in _root(parts, "xl/workbook.xml").iter(f"{MAIN}sheet")]


def test_every_part_has_its_content_type(parts: dict[str, bytes]) -> None:
    types = _root(parts, "[Content_Types].xml")
    named = [each.get("PartName", "") for each in types if each.tag.endswith("Override")]
    endings = {each.get("Extension") for each in types if each.tag.endswith("Default")}
    assert len(set(named)) == len(named)
    assert {name.lstrip("/") for name in named} <= parts.keys()
    for part in parts.keys() - {"[Content_Types].xml"}:
        assert f"/{part}" in named or part.rpartition(".")[2] in endings - {"xml"}, part


def _relations(parts: dict[str, bytes], part: str) -> dict[str, str]:
    """Target parts by id."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    if relations not in parts:
        return {}
    found = [(each.get("Id", ""), each.get("Target", "")) for each in _root(parts, relations)]
    assert len(dict(found)) == len(found)
    return {key: normpath(f"/{folder}/{to}").lstrip("/") for key, to in found}


def test_every_relation_leads_to_a_part(parts: dict[str, bytes]) -> None:
    owners = ["", *(part for part in parts if not part.endswith(".rels"))]
    leads = {owner: _relations(parts, owner) for owner in owners}
    assert {target for each in leads.values() for target in each.values()} <= parts.keys()
    assert len([part for part in parts if part.endswith(".rels")]) == sum(map(bool, leads.values()))
    for owner in owners[1:]:
        used = {value for each in _root(parts, owner).iter() for value in _ids(each)}
        assert used <= leads[owner].keys()


def _ids(element: ElementTree.Element) -> list[str]:
    return [value for name, value in element.items() if name.startswith(RELATION)]


def test_rows_and_cells_come_once_and_in_order(parts: dict[str, bytes]) -> None:
    for sheet in _sheets(parts):
        rows = [int(row.get("r", "")) for row in sheet.iter(f"{MAIN}row")]
        assert rows == sorted(set(rows))
        for row in sheet.iter(f"{MAIN}row"):
            places = [_area(cell.get("r", "")) for cell in row]
            assert {top for _, top, _, _ in places} <= {int(row.get("r", ""))}
            columns = [column for column, _, _, _ in places]
            assert columns == sorted(set(columns))


def _count(parts: dict[str, bytes], name: str) -> int:
    """The entries of a list of styles; the count beside it must be true."""
    entries = _root(parts, "xl/styles.xml").find(f"{MAIN}{name}")
    assert entries is not None
    assert entries.get("count") == str(len(entries))
    return len(entries)


def test_every_style_and_text_exists(parts: dict[str, bytes]) -> None:
    texts = len(list(_root(parts, "xl/sharedStrings.xml").iter(f"{MAIN}si")))
    formats, looks = _count(parts, "cellXfs"), _count(parts, "dxfs")
    for sheet in _sheets(parts):
        for cell in sheet.iter(f"{MAIN}c"):
            assert int(cell.get("s", 0)) < formats
            assert cell.get("t") != "s" or int(cell.findtext(f"{MAIN}v") or "") < texts
        rules = list(sheet.iter(f"{MAIN}cfRule"))
        assert all(int(rule.get("dxfId", "")) < looks for rule in rules)
        priorities = [rule.get("priority") for rule in rules]
        assert len(set(priorities)) == len(priorities)


def test_formats_are_made_of_what_there_is(parts: dict[str, bytes]) -> None:
    lists = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
    counts = {key: _count(parts, name) for key, name in lists.items()}
    styles = _root(parts, "xl/styles.xml")
    for each in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
        assert all(int(each.get(key, 0)) < count for key, count in counts.items())
    numbers = {each.get("numFmtId") for each in styles.iter(f"{MAIN}numFmt")}
    used = {each.get("numFmtId", "0") for each in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf")}
    # Below 164 they are built in.
    assert {number for number in used if int(number) >= 164} <= numbers


def test_sheet_names_are_legal(parts: dict[str, bytes]) -> None:
    titles = _titles(parts)
    assert len({title.casefold() for title in titles}) == len(titles)
    for title in titles:
        assert 0 < len(title) <= 31
        assert not set(title) & set("[]:*?/\\")
        assert not title.startswith("'")
        assert not title.endswith("'")


def _referred(formula: str) -> set[str]:
    """The sheets a formula names; texts in it are no names."""
    plain = re.sub(r'"[^"]*"', "", formula)
    return {one or other for one, other in re.findall(r"(?:'([^']+)'|([\w.]+))!", plain)}


def test_formulas_and_charts_refer_to_sheets_of_the_book(parts: dict[str, bytes]) -> None:
    titles = set(_titles(parts))
    charts = [ElementTree.fromstring(parts[name]) for name in parts if "/charts/chart" in name]
    formulas = [each.text or "" for chart in charts for each in chart.iter(f"{CHART}f")]
    assert len(charts) == 1
    assert formulas
    for sheet in _sheets(parts):
        for tag in ("f", "formula", "formula1"):
            formulas += [each.text or "" for each in sheet.iter(f"{MAIN}{tag}")]
    assert {name for formula in formulas for name in _referred(formula)} <= titles


def test_columns_and_page_texts_are_within_bounds(parts: dict[str, bytes]) -> None:
    for sheet in _sheets(parts):
        columns = [(int(c.get("min", "")), int(c.get("max", ""))) for c in sheet.iter(f"{MAIN}col")]
        ends = [number for column in columns for number in column]
        assert ends == sorted(ends)
        assert all(before[1] < after[0] for before, after in pairwise(columns))
        assert all(float(each.get("width", 0)) <= 255 for each in sheet.iter(f"{MAIN}col"))
        footers = [each.text or "" for each in sheet.iter(f"{MAIN}oddFooter")]
        assert all(len(text) <= 255 for text in footers)


def test_rows_are_no_higher_than_excel_allows(parts: dict[str, bytes]) -> None:
    for sheet in _sheets(parts):
        for row in sheet.iter(f"{MAIN}row"):
            assert float(row.get("ht", 15)) <= 409.5


def test_a_list_too_long_for_the_file_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        written_list(["長い" * 100, "b" * 100])
    with pytest.raises(ValueError, match="too long"):
        written_list(["a,b"])
