"""Choosing files and folders by keys and by clicks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input

from data import file_listing
from data.file_listing import FolderEntry, Listing
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
from tui.marks import CHOSEN
from tui.widgets.folder_rows import path_shown, size_shown
from tui.widgets.row_table import Row, RowTable


async def test_the_folder_is_shown_with_the_newest_file_chosen(books: Path) -> None:
    async with choosing(books) as pilot:
        assert labels(pilot) == [
            ".. 上のフォルダ",
            "去年",
            "提出用",
            "自社診断.xlsx",
            "リスク 分析.xlsx",
            "ｶﾞｲﾄﾞ.csv",
        ]
        assert under_cursor(pilot) == "自社診断.xlsx"
        (line,) = [line for line in lines_of(pilot.app) if "自社診断.xlsx" in line]
        assert "2 KB" in line
        assert "2026-11-" in line


async def test_enter_chooses_the_file(books: Path) -> None:
    assert await answers(books, "enter") == [[books / "自社診断.xlsx"]]
    assert await answers(books, "down", "enter") == [[books / "リスク 分析.xlsx"]]
    assert await answers(books, "escape") == [None]


async def test_enter_opens_a_folder(books: Path) -> None:
    assert await answers(books, "up", "up", "enter", "enter") == [[books / "去年" / "古い.xlsx"]]


@pytest.mark.parametrize("key", ["backspace", "left"])
async def test_the_way_up_leads_to_the_folder_one_comes_from(books: Path, key: str) -> None:
    async with choosing(books / "去年") as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert under_cursor(pilot) == "去年"
        assert "提出用" in labels(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert under_cursor(pilot) == "古い.xlsx"


@pytest.mark.parametrize("key", ["backspace", "left"])
async def test_in_a_text_the_same_keys_edit_it(books: Path, key: str) -> None:
    async with choosing(books / "去年") as pilot:
        await pilot.press("x", "y", key, "z")
        field = pilot.app.screen.query_one(Input)
        assert field.value == ("xz" if key == "backspace" else "xzy")
        assert folder_of(pilot) == books / "去年"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("分析", ["リスク 分析.xlsx"]),
        ("りすく", []),
        ("ガイド", ["ｶﾞｲﾄﾞ.csv"]),
        ("ＣＳＶ", ["ｶﾞｲﾄﾞ.csv"]),
        ("xlsx リスク", ["リスク 分析.xlsx"]),
        ("リスク 分", ["リスク 分析.xlsx"]),
        ("提", ["提出用"]),
    ],
)
async def test_typing_narrows_the_list_down(books: Path, words: str, found: list[str]) -> None:
    async with choosing(books, several=True) as pilot:
        await pilot.press(*words)
        await pilot.pause()
        assert labels(pilot) == found


async def test_nothing_found_is_said(books: Path) -> None:
    async with choosing(books) as pilot:
        await pilot.press(*"ぬるぽ")
        await pilot.pause()
        assert any("見つかりません" in line for line in lines_of(pilot.app))
        await pilot.press("enter")
        await pilot.pause()
        assert "見つかりません" in said(pilot)
        assert host(pilot).answers == []


async def test_a_folder_without_files_says_so(books: Path) -> None:
    async with choosing(books / "提出用") as pilot:
        assert "ファイルはありません" in said(pilot)
        await pilot.press("backspace")
        await pilot.pause()
        assert "ファイルはありません" not in said(pilot)


# --- Several files -----------------------------------------------------------


async def test_marked_files_are_answered_together(books: Path) -> None:
    chosen = [[books / "自社診断.xlsx", books / "リスク 分析.xlsx"]]
    assert await answers(books, "tab", "tab", "enter", several=True) == chosen


async def test_a_mark_is_shown_counted_and_taken_back(books: Path) -> None:
    async with choosing(books, several=True) as pilot:
        await pilot.press("tab", "tab")
        await pilot.pause()
        marked = [line for line in lines_of(pilot.app) if CHOSEN in line]
        assert len(marked) == 2
        assert "2つ" in said(pilot)
        await pilot.press("up", "tab")
        await pilot.pause()
        assert "1つ" in said(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert host(pilot).answers == [[books / "自社診断.xlsx"]]


async def test_marks_stay_from_folder_to_folder(books: Path) -> None:
    keys = ("tab", "up", "up", "up", "enter", "tab", "enter")
    chosen = [[books / "自社診断.xlsx", books / "去年" / "古い.xlsx"]]
    assert await answers(books, *keys, several=True) == chosen


async def test_folders_and_single_choices_take_no_mark(books: Path) -> None:
    assert await answers(books, "tab", "down", "enter") == [[books / "リスク 分析.xlsx"]]
    async with choosing(books, several=True) as pilot:
        await pilot.press("up", "tab")
        assert host(pilot).dialog.marked == []


# --- Mouse -------------------------------------------------------------------


async def click_on(pilot: Pilot[int], label: str) -> None:
    table = pilot.app.screen.query_one(RowTable)
    await pilot.click(table, offset=(6, labels(pilot).index(label) + 1))
    await pilot.pause()


async def test_a_click_opens_a_folder_and_chooses_a_file(books: Path) -> None:
    async with choosing(books) as pilot:
        await click_on(pilot, "去年")
        await click_on(pilot, "古い.xlsx")
        assert host(pilot).answers == [[books / "去年" / "古い.xlsx"]]


async def test_of_several_a_click_marks_and_another_one_decides(books: Path) -> None:
    async with choosing(books, several=True) as pilot:
        await click_on(pilot, "リスク 分析.xlsx")
        await click_on(pilot, "ｶﾞｲﾄﾞ.csv")
        assert host(pilot).answers == []
        await pilot.click(pilot.app.screen.query_one("#said"), offset=(3, 0))
        await pilot.pause()
        assert host(pilot).answers == [[books / "リスク 分析.xlsx", books / "ｶﾞｲﾄﾞ.csv"]]


# --- Size and speed ----------------------------------------------------------


async def test_thousands_of_files_paint_only_what_is_in_sight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = tuple(
        FolderEntry(tmp_path / f"台帳{n}.xlsx", f"台帳{n}.xlsx", f"台帳{n}.xlsx", False)
        for n in range(5000)
    )
    listed = SimpleNamespace(count=0)

    def list_folder(folder: Path, _endings: Sequence[str]) -> Listing:
        listed.count += 1
        return Listing(folder, entries)

    monkeypatch.setattr(file_listing, "list_folder", list_folder)
    async with choosing(tmp_path) as pilot:
        dialog, table = host(pilot).dialog, pilot.app.screen.query_one(RowTable)
        assert len(list(dialog.walk_children())) < 10
        painted: list[int] = []
        row_of = dialog._row

        def counted(index: int) -> Row:
            painted.append(index)
            return row_of(index)

        monkeypatch.setattr(dialog, "_row", counted)
        await pilot.press("pagedown", "down")
        await pilot.pause()
        assert 0 < len(painted) <= 4 * table.size.height
        await pilot.press(*"4987")
        await pilot.pause()
        assert labels(pilot) == ["台帳4987.xlsx"]
        assert listed.count == 1


def test_a_long_place_is_cut_in_the_middle() -> None:
    path = Path("/家/佐藤/書類/聞き取り/株式会社サンプル製作所/提出用")
    assert path_shown(path, 60) == str(path)
    for width in range(6, 60):
        text = path_shown(path, width)
        assert cell_len(text) <= width
        assert text.endswith("用") or width < 8
    cut = path_shown(path, 40)
    assert cut.startswith("/家/佐藤")
    assert cut.endswith("製作所/提出用")


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 KB"), (1, "1 KB"), (1024, "1 KB"), (1025, "2 KB"), (15_728_640, "15.0 MB")],
)
def test_sizes_read_as_in_other_programs(size: int, text: str) -> None:
    assert size_shown(size) == text
