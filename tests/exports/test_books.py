"""The one entry point: names, places, failures."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from data.file_names import safe_part
from data.record import Engagement, Firm
from exports import books
from exports.books import BOOKS, book_path, write_books
from tests.exports.records import TODAY, sample


def test_the_three_books_and_their_names(tmp_path: Path) -> None:
    paths = write_books(sample(), tmp_path / "新しい" / "フォルダ", list(BOOKS), TODAY)
    assert [path.name for path in paths] == [
        "自社診断_みほん精工株式会社_20261120.xlsx",
        "リスク分析シート_みほん精工株式会社_20261120.xlsx",
        "クラウドサービス台帳_みほん精工株式会社_20261120.xlsx",
    ]
    assert sorted(paths) == sorted((tmp_path / "新しい" / "フォルダ").iterdir())
    assert all(load_workbook(path).sheetnames for path in paths)


def test_only_the_books_asked_for(tmp_path: Path) -> None:
    (path,) = write_books(Engagement(), tmp_path, ["cloud"], TODAY)
    assert list(tmp_path.iterdir()) == [path]
    assert path.name == "クラウドサービス台帳_会社名未記入_20261120.xlsx"


def test_an_unknown_book_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_books(Engagement(), tmp_path / "x", ["risk", "other"], TODAY)
    assert not (tmp_path / "x").exists()


def test_the_same_day_gives_the_same_file(tmp_path: Path) -> None:
    (path,) = write_books(sample(), tmp_path, ["risk"], TODAY)
    first = path.read_bytes()
    write_books(sample(), tmp_path, ["risk"], TODAY)
    assert path.read_bytes() == first


@pytest.mark.parametrize(
    ("firm", "shown"),
    [
        ("", "会社名未記入"),
        ("　 . ", "会社名未記入"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("CON", "CON"),
        ("株式会社　サンプル\n製作所.", "株式会社_サンプル_製作所"),
        ("..", "会社名未記入"),
        ("=1+1", "=1+1"),
    ],
)
def test_firm_names_in_file_names(firm: str, shown: str) -> None:
    path = book_path(Path("x"), "risk", firm, date(2026, 1, 5))
    assert path == Path("x") / f"リスク分析シート_{shown}_20260105.xlsx"


@given(st.text())
def test_any_firm_name_is_one_usable_file_name(firm: str) -> None:
    name = book_path(Path("x"), "cloud", firm, TODAY).name
    assert not set(name) & set('<>:"/\\|?*\x00\n\r\t')
    assert name.isprintable()
    assert len(name.encode()) <= 200
    part = safe_part(firm)
    assert part == part.strip(" .")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    with pytest.raises(OSError, match=r"."):
        write_books(Engagement(), blocked, ["risk"], TODAY)
    assert blocked.read_text(encoding="utf-8") == "no folder"


def test_a_book_open_in_excel_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = write_books(Engagement(), tmp_path, ["self-check"], TODAY)
    before = path.read_bytes()

    def held(*_: object) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "replace", held)
    record = replace(Engagement(), firm=Firm(industry="製造業"))
    with pytest.raises(PermissionError, match="閉じてから") as caught:
        write_books(record, tmp_path, ["self-check"], TODAY)
    assert caught.value.filename == str(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_importing_the_registry_loads_no_spreadsheet_library() -> None:
    libraries = "{'xlsxwriter', 'openpyxl'}"
    code = f"import sys, exports.books; print(sorted({libraries} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
    assert books.BOOKS.keys() == {"self-check", "risk", "cloud"}


def test_progress_hears_of_each_book_before_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[tuple[object, ...]] = []

    def content(kind: books.BookKind, *_: object) -> bytes:
        events.append(("made", kind.key))
        return b""

    monkeypatch.setattr(books.BookKind, "content", content)
    write_books(Engagement(), tmp_path, ["risk", "cloud"], TODAY, lambda *far: events.append(far))
    assert events == [
        (0, 2, "リスク分析シート"),
        ("made", "risk"),
        (1, 2, "クラウドサービス台帳"),
        ("made", "cloud"),
    ]
