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
from exports.books import BOOKS, book_path, write_books, written_books
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
    written = path.stat()
    assert write_books(sample(), tmp_path, ["risk"], TODAY) == [path]
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_mtime_ns == written.st_mtime_ns


def of_industry(industry: str) -> Engagement:
    return Engagement(firm=Firm("みほん", industry=industry))


def test_what_was_done_to_a_book_stays_when_it_is_exported_again(tmp_path: Path) -> None:
    record = of_industry("製造業")
    (first,) = write_books(record, tmp_path, ["self-check"], TODAY)
    first.write_bytes(b"typed in Excel")
    (second,) = write_books(record, tmp_path, ["self-check"], TODAY)
    assert second.name == "自社診断_みほん_20261120（2）.xlsx"
    assert load_workbook(second).sheetnames
    assert first.read_bytes() == b"typed in Excel"


def test_each_book_is_numbered_by_itself(tmp_path: Path) -> None:
    """And what holds the same already is not written once more."""
    first = write_books(of_industry("製造業"), tmp_path, ["self-check", "cloud"], TODAY)
    first[0].write_bytes(b"typed in Excel")
    again = write_books(of_industry("製造業"), tmp_path, ["self-check", "cloud"], TODAY)
    assert [path.name for path in again] == [
        "自社診断_みほん_20261120（2）.xlsx",
        "クラウドサービス台帳_みほん_20261120.xlsx",
    ]
    (third,) = write_books(of_industry("小売業"), tmp_path, ["self-check"], TODAY)
    assert third.name == "自社診断_みほん_20261120（3）.xlsx"
    assert write_books(of_industry("製造業"), tmp_path, ["self-check"], TODAY) == again[:1]
    assert len(list(tmp_path.iterdir())) == 4


def test_numbered_books_are_among_those_of_their_firm(tmp_path: Path) -> None:
    paths = []
    for industry in ("製造業", "小売業", "建設業"):
        paths += write_books(of_industry(industry), tmp_path, ["self-check"], TODAY)
    write_books(replace(Engagement(), firm=Firm("別の会社")), tmp_path, ["self-check"], TODAY)
    assert len(set(paths)) == 3
    assert written_books([tmp_path], "みほん") == sorted(paths)


WRITES_MANY = """
import sys
from pathlib import Path
from exports import books
for number in range(15):
    books.write_beside(Path(sys.argv[1]), f"{sys.argv[2]} {number}".encode())
"""


def test_of_programs_that_export_at_once_each_has_its_own_book(tmp_path: Path) -> None:
    path = tmp_path / "自社診断.xlsx"
    names = ("甲", "乙", "丙")
    running = [subprocess.Popen([sys.executable, "-c", WRITES_MANY, path, name]) for name in names]
    assert [each.wait(60) for each in running] == [0, 0, 0]
    contents = [each.read_text(encoding="utf-8") for each in tmp_path.iterdir()]
    assert sorted(contents) == sorted(f"{name} {number}" for name in names for number in range(15))


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


def test_a_book_open_in_excel_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows then lets nobody read it."""
    (path,) = write_books(Engagement(), tmp_path, ["self-check"], TODAY)
    before, read_bytes = path.read_bytes(), Path.read_bytes

    def held(self: Path) -> bytes:
        if self == path:
            raise PermissionError(13, "used by another process")
        return read_bytes(self)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", held)
        (beside,) = write_books(Engagement(), tmp_path, ["self-check"], TODAY)
    assert beside.name == "自社診断_会社名未記入_20261120（2）.xlsx"
    assert path.read_bytes() == before


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
