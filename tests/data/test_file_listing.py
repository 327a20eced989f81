"""What a folder lists, and which files a dropped or typed text means."""

from __future__ import annotations

import os
import stat
import unicodedata
from datetime import datetime
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import file_listing
from data.file_listing import (
    Listing,
    LookingAt,
    drives,
    is_new_name,
    list_folder,
    look_at,
    looks_like_path,
    shown_name,
    typed_paths,
)

BOOKS = (".xlsx", ".csv")
NOON = datetime(2026, 11, 20, 12).timestamp()


def put(folder: Path, name: str, age: int = 0, size: int = 3) -> Path:
    """A file changed `age` seconds before noon."""
    path = folder / name
    path.write_bytes(b"x" * size)
    os.utime(path, (NOON - age, NOON - age))
    return path


def names(folder: Path, endings: tuple[str, ...] = BOOKS) -> list[str]:
    return [entry.name for entry in list_folder(folder, endings).entries]


def test_folders_come_first_by_name_then_files_newest_first(tmp_path: Path) -> None:
    put(tmp_path, "古い.xlsx", age=100)
    put(tmp_path, "新しい.csv")
    put(tmp_path, "b.xlsx", age=50)
    put(tmp_path, "a.xlsx", age=50)
    for name in ("２月", "1月", "Ａ社"):
        (tmp_path / name).mkdir()
    assert names(tmp_path) == ["1月", "２月", "Ａ社", "新しい.csv", "a.xlsx", "b.xlsx", "古い.xlsx"]


def test_an_entry_tells_its_time_and_size(tmp_path: Path) -> None:
    path = put(tmp_path, "台帳.xlsx", size=1234)
    (entry,) = list_folder(tmp_path, BOOKS).entries
    assert (entry.path, entry.size, entry.is_folder) == (path, 1234, False)
    assert entry.changed == datetime(2026, 11, 20, 12)


def test_other_endings_hidden_files_and_open_books_are_left_out(tmp_path: Path) -> None:
    for name in ("a.XLSX", ".b.xlsx", "~$a.XLSX", "c.docx", "xlsx", "d.csv.bak"):
        put(tmp_path, name)
    (tmp_path / ".git").mkdir()
    (tmp_path / "folder.docx").mkdir()
    assert names(tmp_path) == ["folder.docx", "a.XLSX"]


def test_what_windows_hides_is_hidden(tmp_path: Path) -> None:
    hidden = SimpleNamespace(
        st_mtime=NOON, st_size=1, st_file_attributes=stat.FILE_ATTRIBUTE_HIDDEN
    )
    entry = SimpleNamespace(name="a.xlsx", path="a.xlsx", is_dir=lambda: False, stat=lambda: hidden)
    assert file_listing._entry(entry, BOOKS) is None  # type: ignore[arg-type]
    hidden.st_file_attributes = 0
    assert file_listing._entry(entry, BOOKS) is not None  # type: ignore[arg-type]


def test_what_is_gone_meanwhile_is_left_out() -> None:
    def gone() -> os.stat_result:
        raise FileNotFoundError(2, "gone")

    entry = SimpleNamespace(name="a.xlsx", path="a.xlsx", is_dir=lambda: False, stat=gone)
    assert file_listing._entry(entry, BOOKS) is None  # type: ignore[arg-type]


def test_a_time_beyond_the_calendar_is_no_failure() -> None:
    beyond = SimpleNamespace(st_mtime=1e18, st_size=1)
    assert file_listing._time(beyond) is None  # type: ignore[arg-type]


def test_names_are_shown_and_searched_in_one_form(tmp_path: Path) -> None:
    put(tmp_path, unicodedata.normalize("NFD", "ガイドブック.xlsx"))
    (entry,) = list_folder(tmp_path, BOOKS).entries
    assert entry.name == "ガイドブック.xlsx"
    assert entry.path.exists()
    assert shown_name("\udce3.xlsx") == "?.xlsx"


def test_a_folder_that_cannot_be_read_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list_folder(tmp_path / "ない", BOOKS)
    with pytest.raises(NotADirectoryError):
        list_folder(put(tmp_path, "a.xlsx"), BOOKS)


# --- Looking at a path -------------------------------------------------------


def test_a_path_is_a_folder_or_a_file(tmp_path: Path) -> None:
    path = put(tmp_path, "メモ.docx")
    assert look_at(path, BOOKS) == path
    seen = look_at(tmp_path / "x" / "..", BOOKS)
    assert isinstance(seen, Listing)
    assert seen.folder == tmp_path
    with pytest.raises(OSError, match=r"."):
        look_at(tmp_path / "ない", BOOKS)


def test_the_home_folder_has_a_short_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    path = put(tmp_path, "a.xlsx")
    assert look_at(Path("~/a.xlsx"), BOOKS) == path


@pytest.mark.parametrize("text", ["~nobody-of-that-name/a", "a\0b", "ない/もっとない"])
def test_what_is_no_place_is_an_error_of_the_system(text: str) -> None:
    looking = LookingAt(Path(text), BOOKS)
    assert looking.wait(5)
    with pytest.raises(OSError, match=r"."):
        _ = looking.seen


def test_a_place_that_does_not_answer_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Event()
    listing = Listing(tmp_path, ())

    def slow(*_: object) -> Listing:
        answers.wait(10)
        return listing

    monkeypatch.setattr(file_listing, "look_at", slow)
    looking = LookingAt(tmp_path, BOOKS)
    assert not looking.wait(0.01)
    answers.set()
    assert looking.wait(5)
    assert looking.seen is listing


def test_drives_are_listed_where_there_are_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "listdrives", lambda: ["C:\\", "D:\\"], raising=False)
    assert [str(drive) for drive in drives()] == ["C:\\", "D:\\"]

    def refused() -> list[str]:
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "listdrives", refused, raising=False)
    assert drives() == []
    monkeypatch.delattr(os, "listdrives")
    assert drives() == []


# --- Texts that mean paths ---------------------------------------------------


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        (r"C:\聞き取り\台帳.xlsx", [r"C:\聞き取り\台帳.xlsx"]),
        (r'"C:\聞き取り\台 帳.xlsx"', [r"C:\聞き取り\台 帳.xlsx"]),
        (r"C:\My Documents\a.xlsx", [r"C:\My Documents\a.xlsx"]),
        (r'"C:\a b.xlsx" C:\c.xlsx', [r"C:\a b.xlsx", r"C:\c.xlsx"]),
        (r'"C:\a b.xlsx" "D:\c.xlsx"', [r"C:\a b.xlsx", r"D:\c.xlsx"]),
        (r"\\nas\共有\a b.xlsx", [r"\\nas\共有\a b.xlsx"]),
        (r'"\\nas\共有\a b.xlsx"', [r"\\nas\共有\a b.xlsx"]),
        ("/home/sato/台帳.xlsx", ["/home/sato/台帳.xlsx"]),
        ("'/home/sato/台 帳.xlsx' ", ["/home/sato/台 帳.xlsx"]),
        (r"/home/sato/台\ 帳.xlsx /b.xlsx ", ["/home/sato/台 帳.xlsx", "/b.xlsx"]),
        (r"'/home/sato/it'\''s.xlsx'", ["/home/sato/it's.xlsx"]),
        ("/home/sato/台 帳.xlsx", ["/home/sato/台 帳.xlsx"]),
        ("/home/sato/it's.xlsx", ["/home/sato/it's.xlsx"]),
        ("~/台帳.xlsx", ["~/台帳.xlsx"]),
        ("file:///home/x%20y/%E5%8F%B0%E5%B8%B3.xlsx", ["/home/x y/台帳.xlsx"]),
        ("file:///C:/a%20b.xlsx", ["C:/a b.xlsx"]),
        ("file://localhost/a.xlsx file:///b.xlsx", ["/a.xlsx", "/b.xlsx"]),
        ("FILE://nas/%E5%85%B1%E6%9C%89/a.xlsx", ["//nas/共有/a.xlsx"]),
        ("下/台帳.xlsx", ["下/台帳.xlsx"]),
        ("  ", []),
        ('"', []),
        ("''", []),
    ],
)
def test_a_text_means_these_paths(text: str, paths: list[str]) -> None:
    assert typed_paths(text) == [Path(path) for path in paths]


@given(st.text())
def test_any_text_is_taken_apart_without_failing(text: str) -> None:
    assert all(isinstance(path, Path) for path in typed_paths(text))


@pytest.mark.parametrize(
    ("text", "is_path"),
    [
        ("/home", True),
        ("~", True),
        (r"\\nas", True),
        ("c:", True),
        (' "C:\\a"', True),
        ("'/a'", True),
        ("file:///a", True),
        ("台帳", False),
        ("下/台帳", False),
        ("", False),
        ("it's", False),
    ],
)
def test_a_path_is_told_from_a_part_of_a_name(text: str, is_path: bool) -> None:
    assert looks_like_path(text) is is_path


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("提出 用", True),
        ("十一月　分", True),
        ("2026.11", True),
        ("a/b", False),
        ("a:b", False),
        ("..", False),
        (" ", False),
        ("aux", False),
        ("Con.2026", False),
        ("提出.", False),
        ("逆\u202egnp", False),
        ("改\n行", False),
    ],
)
def test_a_folder_can_be_called_so_on_every_system(name: str, fits: bool) -> None:
    assert is_new_name(name) is fits
