"""`kikitori verify`: what is said of books that are right, wrong, old, or not ours."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from exports.office import OfficeError
from tests.cli.conftest import Call
from tests.exports.office import need_office
from tui import verify_command

FORMULA = re.compile(rb"<f[ >/]")


@pytest.fixture
def folder(call: Call, seed: Path, monkeypatch: pytest.MonkeyPatch, here: Path) -> Path:
    """The seed's three books; temporary files go to a folder of their own."""
    (here / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(here / "temporary"))
    call("export", seed, "-o", "out")
    return here / "out"


@pytest.fixture
def office() -> None:
    need_office()


def _path(folder: Path, title: str) -> Path:
    (path,) = folder.glob(f"{title}_*.xlsx")
    return path


def _formulas(path: Path) -> int:
    with ZipFile(path) as book:
        return sum(len(FORMULA.findall(book.read(n))) for n in book.namelist() if "sheets/" in n)


def _edit(path: Path, change: Callable[[Workbook], None]) -> None:
    book = load_workbook(path)
    change(book)
    book.save(path)


def _with_old_value(path: Path) -> None:
    """What a program leaves that changes an answer and does not compute."""
    with ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = "xl/worksheets/sheet7.xml"
    old = re.sub(rb'(<c r="E4"[^>]*><f>[^<]*</f><v>)[^<]*', rb"\g<1>0.987", parts[name])
    assert old != parts[name]
    with ZipFile(path, "w") as book:
        for each, content in parts.items():
            book.writestr(each, old if each == name else content)


def test_right_books_are_counted(call: Call, folder: Path, office: None) -> None:
    paths = sorted(folder.iterdir())
    answer = call("verify", *paths)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        f"{path}：{_formulas(path):,}個の計算セルがすべて一致しました" for path in paths
    ]
    assert sum(map(_formulas, paths)) > 4_000
    assert list((folder.parent / "temporary").iterdir()) == []


def test_a_book_edited_since_is_compared_with_its_own_answers(
    call: Call, folder: Path, office: None
) -> None:
    def edit(book: Workbook) -> None:
        book["対策状況チェック"]["D3"] = "1:実施している"
        book["情報資産管理台帳"]["B90"], book["情報資産管理台帳"]["F90"] = "新しい資産", "書類"
        book["情報資産管理台帳"]["G90"] = "有"

    path = _path(folder, "リスク分析シート")
    _edit(path, edit)
    answer = call("verify", path)
    assert (answer.status, answer.out.count("すべて一致しました")) == (0, 1)
    # openpyxl keeps no results.
    assert "保存し直すと直ります" in answer.err


def test_every_wrong_cell_is_named(call: Call, folder: Path, office: None) -> None:
    """An importance that is 2 instead of 3 changes the risk and four counts."""

    def edit(book: Workbook) -> None:
        book["診断結果"]["E4"] = 0.125
        book["情報資産管理台帳"]["M4"] = "=1+1"

    path = _path(folder, "リスク分析シート")
    _edit(path, edit)
    answer = call("verify", path)
    assert (answer.status, answer.out) == (1, "")
    listed = [line for line in answer.err.splitlines() if line.startswith("  ")]
    assert f"{path}：{_formulas(path) + 1:,}個の計算セルのうち9個が一致しません" in answer.err
    assert len(listed) == 9
    assert listed[:2] == [
        "  情報資産管理台帳!M4：LibreOffice 「2」、kikitori 「3」",
        "  情報資産管理台帳!T4：LibreOffice 「4」、kikitori 「6」",
    ]
    assert "  診断結果!E4：式がなくなっています 「0.125」、kikitori 「0.5」" in listed
    assert "  診断結果!L4：LibreOffice 「0.125」、kikitori 「0.5」" in listed


def test_an_old_value_in_the_file_is_told_but_wrong_it_is_not(
    call: Call, folder: Path, office: None
) -> None:
    path = _path(folder, "リスク分析シート")
    _with_old_value(path)
    answer = call("verify", path)
    assert (answer.status, answer.out.count("すべて一致")) == (0, 1)
    assert "違うセルが1個あります" in answer.err
    assert "（診断結果!E4）" in answer.err


def test_one_wrong_book_does_not_stop_the_others(call: Call, folder: Path, office: None) -> None:
    other = folder / "other.xlsx"
    Workbook().save(other)
    (folder / "text.xlsx").write_bytes(b"no zip")
    (folder / "list.csv").write_text("情報資産名称\n名簿\n", encoding="utf-8")
    right = _path(folder, "自社診断")
    names = ("none.xlsx", "other.xlsx", "text.xlsx", "list.csv")
    answer = call("verify", *(folder / name for name in names), folder, right)
    assert answer.status == 1
    assert answer.out == f"{right}：111個の計算セルがすべて一致しました\n"
    for path in (*(folder / name for name in names), folder):
        assert f"{path}：" in answer.err
    assert list((folder.parent / "temporary").iterdir()) == []


def test_what_could_not_be_read_is_told(call: Call, folder: Path, office: None) -> None:
    def edit(book: Workbook) -> None:
        book["自社診断"]["E14"] = "たぶん"

    path = _path(folder, "自社診断")
    _edit(path, edit)
    answer = call("verify", path)
    assert answer.status == 0
    assert "自社診断!E14 「たぶん」：" in answer.err


def test_formulas_that_ask_the_network_are_not_computed(
    call: Call, folder: Path, office: None
) -> None:
    def edit(book: Workbook) -> None:
        book["診断結果"]["Z1"] = '=WEBSERVICE("http://192.0.2.1/")'

    path = _path(folder, "リスク分析シート")
    _edit(path, edit)
    answer = call("verify", path)
    assert (answer.status, answer.out) == (1, "")
    assert "診断結果!Z1" in answer.err


def test_without_libreoffice_it_is_said_where_it_comes_from(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_command, "find_office", lambda: None)
    answer = call("verify", _path(folder, "自社診断"))
    assert (answer.status, answer.out) == (1, "")
    assert "LibreOfficeが見つかりません" in answer.err
    assert "https://ja.libreoffice.org/" in answer.err


def test_libreoffice_that_fails(call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(books: object) -> None:
        raise OfficeError("計算できませんでした")

    monkeypatch.setattr(verify_command, "find_office", lambda: Path("soffice"))
    monkeypatch.setattr(verify_command, "recalculate", fails)
    path = _path(folder, "自社診断")
    answer = call("verify", path)
    assert (answer.status, answer.out, answer.err) == (1, "", f"{path}：計算できませんでした\n")


def test_no_book_is_wrong_usage(call: Call) -> None:
    answer = call("verify")
    assert (answer.status, answer.out) == (2, "")
    assert "BOOK を指定してください" in answer.err
