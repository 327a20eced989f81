"""Finding LibreOffice, what it is given, and that it really computes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from exports import office
from exports.bare_book import ReachesOutError, bare_book
from exports.book_cells import Cell, read_cells
from exports.book_parts import NotAWorkbookError
from exports.books import BOOKS
from exports.office import OfficeError, find_office, recalculate
from exports.workbook import serial
from tests.exports.office import need_office
from tests.exports.records import TODAY, awkward, sample

# As Excel writes it: a prefix, formulas that share one, kept results of every kind.
FOREIGN_SHEET = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="y"
 xmlns:y="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">
<x:sheetData>
<x:row r="1" y:dyDescent="0.4"><x:c r="A1"><x:v>1</x:v></x:c>
<x:c r="B1"><x:f t="shared" ref="B1:B3" si="0">A1*10</x:f><x:v>777</x:v></x:c>
<x:c r="C1" t="str" cm="1"><x:f ca="1">"n"&amp;A1</x:f><x:v>old</x:v></x:c></x:row>
<x:row r="2"><x:c r="A2"><x:v>2</x:v></x:c>
<x:c r="B2"><x:f t="shared" si="0"/><x:v>777</x:v></x:c>
<x:c r="C2" t="b"><x:f>A2=2</x:f><x:v>0</x:v></x:c></x:row>
<x:row r="3"><x:c r="A3"><x:v>3</x:v></x:c>
<x:c r="B3"><x:f t="shared" si="0"/><x:v>777</x:v></x:c>
<x:c r="C3" t="e"><x:f>A3+MULTIPLIER</x:f><x:v>#N/A</x:v></x:c>
<x:c r="D3" t="inlineStr"><x:is><x:t>名前</x:t>
<x:rPh sb="0" eb="2"><x:t>ナマエ</x:t></x:rPh></x:is></x:c>
</x:row></x:sheetData>
<x:hyperlinks><x:hyperlink ref="A1" r:id="rId1"/></x:hyperlinks>
<x:drawing r:id="rId2"/></x:worksheet>"""
NAMES = '<definedNames><definedName name="MULTIPLIER">100</definedName></definedNames>'
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" TargetMode="External" Target="http://192.0.2.1/"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>
</Relationships>"""


def _book(sheet: str = FOREIGN_SHEET, names: str = NAMES) -> bytes:
    """A small workbook with this sheet, and a link to somewhere else."""
    book = io.BytesIO()
    with ZipFile(io.BytesIO(BOOKS["self-check"].content(sample(), TODAY))) as before:
        parts = {name: before.read(name).decode() for name in before.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = RELATIONS
    workbook = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = re.sub("<definedNames>.*</definedNames>", lambda _: names, workbook)
    with ZipFile(book, "w") as after:
        for name, text in parts.items():
            after.writestr(name, text)
    return book.getvalue()


# --- Where the program is ---------------------------------------------------


@pytest.fixture
def no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(office, "OTHER_PLACES", ())
    for name in office.PROGRAM_FOLDERS:
        monkeypatch.delenv(name, raising=False)


def test_the_search_path_goes_first(no_program: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/there/{name}")
    assert find_office() == Path("/there/soffice.com")


def test_the_usual_folder_of_windows(
    no_program: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "LibreOffice" / "program" / "soffice.com"
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert find_office() is None
    program.parent.mkdir(parents=True)
    program.touch()
    assert find_office() == program


def test_other_usual_places(
    no_program: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "soffice"
    program.touch()
    monkeypatch.setattr(office, "OTHER_PLACES", (tmp_path / "none", program))
    assert find_office() == program


def test_without_the_program_it_is_said(no_program: None) -> None:
    with pytest.raises(OfficeError, match="見つかりません"):
        recalculate([_book()])


@pytest.mark.parametrize(("ci", "outcome"), [("true", "Failed"), ("", "Skipped")])
def test_where_it_was_promised_its_absence_is_a_failure(
    no_program: None, monkeypatch: pytest.MonkeyPatch, ci: str, outcome: str
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(BaseException, match="LibreOffice is") as raised:
        need_office()
    assert raised.typename == outcome


# --- What it is given -------------------------------------------------------


def _parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("key", BOOKS)
def test_no_formula_keeps_its_value_and_all_else_stays(key: str) -> None:
    content = BOOKS[key].content(awkward(), TODAY)
    before, after = read_cells(content), read_cells(bare_book(content))
    assert list(before) == list(after)
    for title, cells in before.items():
        expected = {
            place: Cell(None, True) if each.is_formula else each for place, each in cells.items()
        }
        assert after[title] == expected


def test_formulas_that_share_one_stay_formulas() -> None:
    sheet = ElementTree.fromstring(_parts(bare_book(_book()))["xl/sheet1.xml"])
    formulas = {c.get("r"): c.find("{*}f") for c in sheet.iter() if c.get("r", "") > "B"}
    shared = [each for each in formulas.values() if each is not None and each.get("si") == "0"]
    assert [each.text for each in shared] == ["A1*10", None, None]
    assert [c for c in sheet.iter() if c.get("t") in ("str", "b", "e")] == []
    assert not any("cm" in each.attrib for each in sheet.iter())


def test_nothing_leads_out_of_the_file() -> None:
    for key, kind in BOOKS.items():
        parts = _parts(bare_book(kind.content(sample(), TODAY)))
        assert [name for name in parts if "drawing" in name or "chart" in name] == [], key
    parts = _parts(bare_book(_book()))
    text = b"".join(parts.values())
    assert b"192.0.2.1" not in text
    assert b"External" not in text
    assert b"hyperlink" not in text


@pytest.mark.parametrize(
    "formula",
    [
        '_xlfn.WEBSERVICE("x")',
        "1+dde (A1,A2,A3)",
        "[1]Sheet1!A1",
        r"'\\192.0.2.1\share\[book.xlsx]Sheet 1'!A1",
        "'file:///book.xlsx'#$Sheet1.A1",
        "cmd|' /C calc'!A0",
        """'a"'!A1+WEBSERVICE("x")""",
    ],
)
def test_formulas_that_reach_out_of_the_file_are_refused(formula: str) -> None:
    written = formula.replace('"', "&quot;")
    with pytest.raises(ReachesOutError, match="自社診断!C2"):
        bare_book(_book(FOREIGN_SHEET.replace("A2=2", written)))
    with pytest.raises(ReachesOutError, match="MULTIPLIER"):
        bare_book(_book(names=NAMES.replace("100", written)))


@pytest.mark.parametrize(
    "formula", ['"WEBSERVICE(1) http://a|b"', "SUM(Table1[a])+'診断結果'!A1", "IMAGES!A1"]
)
def test_formulas_that_only_look_like_it_are_kept(formula: str) -> None:
    assert bare_book(_book(FOREIGN_SHEET.replace('"n"', formula)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no zip",
        _book()[:-200],
        _book("<x"),
        _book('<!DOCTYPE x [<!ENTITY a "b">]>' + FOREIGN_SHEET.partition("?>")[2]),
        _book(FOREIGN_SHEET.replace("<x:v>1<", "<x:v>one<")),
    ],
    ids=["empty", "text", "cut", "broken", "entities", "no-number"],
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(NotAWorkbookError):
        read_cells(content)


@pytest.mark.parametrize("key", BOOKS)
def test_cells_are_read_as_openpyxl_reads_them(key: str) -> None:
    content = BOOKS[key].content(sample(), TODAY)
    values = load_workbook(io.BytesIO(content), data_only=True)
    formulas = load_workbook(io.BytesIO(content))
    assert list(read_cells(content)) == values.sheetnames
    for title, cells in read_cells(content).items():
        for (row, column), found in cells.items():
            value: Any = values[title].cell(row, column + 1)
            written: Any = formulas[title].cell(row, column + 1)
            assert found.is_formula is (written.data_type == "f")
            same = found.value in (value.value, "" if value.value is None else value.value)
            assert same or (value.is_date and serial(value.value.date()) == found.value)


# --- That it computes -------------------------------------------------------


def test_everything_is_computed_anew_whoever_wrote_the_file() -> None:
    need_office()
    written = read_cells(_book())["自社診断"]
    (content,) = recalculate([_book()])
    computed = read_cells(content)["自社診断"]
    assert [written[row, 1].value for row in (1, 2, 3)] == [777, 777, 777]
    assert [computed[row, 1].value for row in (1, 2, 3)] == [10, 20, 30]
    assert [computed[row, 2].value for row in (1, 2, 3)] == ["n1", True, 103]
    assert computed[3, 3].value == written[3, 3].value == "名前"


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    need_office()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    recalculate([_book()])
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_makes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(office, "find_office", lambda: Path(sys.executable))
    with pytest.raises(OfficeError, match="計算できません"):
        recalculate([_book()])
    monkeypatch.setattr(office, "find_office", lambda: tmp_path / "none")
    with pytest.raises(OfficeError, match="起動できません"):
        recalculate([_book()])
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_never_ends_is_ended(tmp_path: Path) -> None:
    begun: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)  # type: ignore[call-overload]
            begun.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "Popen", Watched)
        with pytest.raises(OfficeError, match="終わりません"):
            office._run([sys.executable, "-c", "import time; time.sleep(600)"], tmp_path, 0.1)
    assert [each.poll() is None for each in begun] == [False]
