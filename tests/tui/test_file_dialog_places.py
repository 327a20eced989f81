"""Typed and dropped places, folders to write to, and places that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from data import file_listing
from data.file_listing import Listing
from tests.screens.runs import paste
from tests.tui.choosing import (
    answers,
    choosing,
    folder_of,
    host,
    labels,
    said,
    under_cursor,
)
from tests.tui.stage import lines_of
from tui.widgets import folder_rows
from tui.widgets.file_dialog import BLINK

# --- Typed and dropped -------------------------------------------------------


@pytest.mark.parametrize("form", ["{}", "'{}'", '"{}"', " {} "])
async def test_a_dropped_file_is_taken_on_enter(books: Path, form: str) -> None:
    path = books / "リスク 分析.xlsx"
    async with choosing(books / "去年", several=True) as pilot:
        await paste(pilot, form.format(path))
        assert any("Enter でこの場所" in line for line in lines_of(pilot.app))
        await pilot.press("enter")
        await pilot.pause()
        assert host(pilot).answers == [[path]]


async def test_several_dropped_files_are_taken_together(books: Path) -> None:
    first, second = books / "リスク 分析.xlsx", books / "自社診断.xlsx"
    async with choosing(books, several=True) as pilot:
        await paste(pilot, f'"{first}"\r"{second}"\r')
        await pilot.press("enter")
        await pilot.pause()
        assert host(pilot).answers == [[first, second]]


async def test_a_typed_folder_is_opened(books: Path) -> None:
    async with choosing(books) as pilot:
        await paste(pilot, str(books / "去年"))
        await pilot.press("enter")
        await pilot.pause()
        assert labels(pilot)[-1] == "古い.xlsx"
        assert pilot.app.screen.query_one(Input).value == ""


async def test_a_place_inside_the_folder_can_be_typed(books: Path) -> None:
    async with choosing(books) as pilot:
        await paste(pilot, "去年/古い.xlsx")
        await pilot.press("enter")
        await pilot.pause()
        assert host(pilot).answers == [[books / "去年" / "古い.xlsx"]]


@pytest.mark.parametrize("text", ["/ない/台帳.xlsx", "~nobody-of-that-name/a.xlsx"])
async def test_a_typed_file_that_is_not_there_is_said(books: Path, text: str) -> None:
    async with choosing(books) as pilot:
        await paste(pilot, text)
        await pilot.press("enter")
        await pilot.pause()
        assert "見つかりません" in said(pilot)
        assert host(pilot).answers == []
        assert pilot.app.is_running


# --- A folder ----------------------------------------------------------------


async def test_a_folder_is_chosen(books: Path) -> None:
    assert await answers(books, "enter", wants="folder") == [[books]]
    inner = await answers(books, *["down"] * 3, "enter", "enter", wants="folder")
    assert inner == [[books / "提出用"]]


async def test_going_up_offers_the_folder_above(books: Path) -> None:
    assert await answers(books / "去年", "left", "enter", wants="folder") == [[books]]


async def test_no_file_stands_among_folders(books: Path) -> None:
    async with choosing(books, wants="folder") as pilot:
        assert labels(pilot) == ["このフォルダにする", ".. 上のフォルダ", "去年", "提出用"]


async def test_a_name_typed_is_a_new_folder(books: Path) -> None:
    async with choosing(books, wants="folder") as pilot:
        await pilot.press(*"来年")
        await pilot.pause()
        assert "新しいフォルダ「来年」" in under_cursor(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert host(pilot).answers == [[books / "来年"]]
        assert not (books / "来年").exists()


async def test_a_name_that_is_taken_is_that_folder(books: Path) -> None:
    async with choosing(books, wants="folder") as pilot:
        await pilot.press(*"去年")
        await pilot.pause()
        assert labels(pilot) == ["去年"]
        await pilot.press("enter")
        await pilot.pause()
        assert labels(pilot)[0] == "このフォルダにする"


async def test_a_typed_place_that_is_new_is_offered_before_it_is_taken(books: Path) -> None:
    async with choosing(books, wants="folder") as pilot:
        await paste(pilot, str(books / "提出用" / "十一月"))
        await pilot.press("enter")
        await pilot.pause()
        assert host(pilot).answers == []
        assert "新しいフォルダ「十一月」" in under_cursor(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert host(pilot).answers == [[books / "提出用" / "十一月"]]


async def test_a_typed_place_whose_folder_is_missing_is_refused(books: Path) -> None:
    async with choosing(books, wants="folder") as pilot:
        await paste(pilot, str(books / "ない" / "もっとない"))
        await pilot.press("enter")
        await pilot.pause()
        assert "見つかりません" in said(pilot)


async def test_a_file_is_no_folder(books: Path) -> None:
    async with choosing(books, wants="folder") as pilot:
        await paste(pilot, str(books / "自社診断.xlsx"))
        await pilot.press("enter")
        await pilot.pause()
        assert "フォルダを選んで" in said(pilot)
        assert host(pilot).answers == []


# --- Places that cannot be read ----------------------------------------------


def refusing(refused: Path) -> object:
    real = file_listing.list_folder

    def list_folder(folder: Path, endings: Sequence[str]) -> Listing:
        if folder == refused:
            raise PermissionError(13, "Permission denied", str(folder))
        return real(folder, endings)

    return list_folder


async def test_a_folder_that_cannot_be_read_is_said_and_left(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_listing, "list_folder", refusing(books / "去年"))
    async with choosing(books) as pilot:
        await pilot.press("up", "up", "enter")
        await pilot.pause()
        assert "開けません" in said(pilot)
        assert said(pilot).endswith("去年")
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert host(pilot).answers == [[books / "自社診断.xlsx"]]


async def test_a_start_that_cannot_be_read_begins_above(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_listing, "list_folder", refusing(books / "去年"))
    async with choosing(books / "去年" / "ない") as pilot:
        assert "自社診断.xlsx" in labels(pilot)


async def test_nothing_at_all_can_be_read(books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(folder: Path, _endings: Sequence[str]) -> Listing:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(file_listing, "list_folder", refused)
    async with choosing(books) as pilot:
        assert "開けません" in said(pilot)
        await pilot.press("enter", "backspace", "down", "tab", "escape")
        await pilot.pause()
        assert host(pilot).answers == [None]


async def test_a_drive_that_does_not_answer_holds_no_key(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, real = Event(), file_listing.list_folder

    def slow(folder: Path, endings: Sequence[str]) -> Listing:
        if folder.name == "去年":
            answer.wait(10)
        return real(folder, endings)

    monkeypatch.setattr(file_listing, "list_folder", slow)
    async with choosing(books) as pilot:
        await pilot.press("up", "up", "enter")
        await pilot.pause()
        assert "開いています" in said(pilot)
        await pilot.press("up")
        assert under_cursor(pilot) == ".. 上のフォルダ"
        answer.set()
        while labels(pilot)[-1] != "古い.xlsx":
            await pilot.pause(0.05)


async def test_an_answer_that_comes_too_late_changes_nothing(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, real = Event(), file_listing.list_folder

    def slow(folder: Path, endings: Sequence[str]) -> Listing:
        if folder.name == "去年":
            answer.wait(10)
        return real(folder, endings)

    monkeypatch.setattr(file_listing, "list_folder", slow)
    async with choosing(books) as pilot:
        await pilot.press("up", "up", "enter")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert folder_of(pilot) == books / "提出用"
        answer.set()
        await pilot.pause(3 * BLINK)
        assert folder_of(pilot) == books / "提出用"


async def test_drives_stand_at_the_root(books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(books.anchor)
    other = books / "提出用"
    monkeypatch.setattr(folder_rows, "drives", lambda: [root, other])
    async with choosing(root) as pilot:
        assert labels(pilot)[0] == str(other)
        assert not any(label.startswith("..") for label in labels(pilot))
        host(pilot).dialog.cursor = 0
        await pilot.press("enter")
        await pilot.pause()
        assert labels(pilot) == [".. 上のフォルダ"]
