"""Picking by a few letters, whatever their width and case."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.widgets import Input

from tests.tui.stage import lines_of
from tui.widgets.picker import SHOWN_AT_MOST, Pick, Picker

PICKS = [
    Pick("12 パスワード", "password", "F5 自社診断", "合い言葉"),
    Pick("A001 社員名簿", "roster", "F6 情報資産", "人事 総務部"),
    Pick("A002 ｶﾞｲﾄﾞﾌﾞｯｸ", "guide", "F6 情報資産", "ISO 27001"),
    Pick("元に戻す", "undo", "^Z", "undo modosu"),
    Pick("2 更新", "update", "F5 自社診断", ""),
]


class Host(App[None]):
    def __init__(self, picks: list[Pick[str]]) -> None:
        super().__init__()
        self.picks = picks
        self.answers: list[str | None] = []

    def on_mount(self) -> None:
        self.push_screen(Picker("検索", self.picks, "ことば"), self.answers.append)


async def answers(picks: list[Pick[str]], words: str, *keys: str) -> list[str | None]:
    app = Host(picks)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.screen.query_one(Input).value = words
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
    return app.answers


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("パスワード", "password"),
        ("ﾊﾟｽﾜｰﾄﾞ", "password"),
        ("１２", "password"),
        ("a001", "roster"),
        ("Ａ００１", "roster"),
        ("名簿　総務", "roster"),
        ("総務 名簿", "roster"),
        ("ガイド", "guide"),
        ("iso", "guide"),
        ("ＩＳＯ", "guide"),
        ("UNDO", "undo"),
        ("もど", None),
        ("戻", "undo"),
        ("2", "update"),
    ],
)
async def test_words_are_found_in_any_width_and_case(words: str, value: str | None) -> None:
    found = await answers(PICKS, words, "enter")
    assert found == ([value] if value else [])


async def test_no_words_offer_everything_in_order() -> None:
    assert await answers(PICKS, "", "down", "down", "enter") == ["guide"]


async def test_escape_answers_nothing() -> None:
    assert await answers(PICKS, "名簿", "escape") == [None]


async def test_the_cursor_stays_within_what_was_found() -> None:
    assert await answers(PICKS, "A00", *["down"] * 5, "enter") == ["guide"]
    assert await answers(PICKS, "A00", *["pageup"] * 2, "enter") == ["roster"]


async def test_thousands_of_lines_are_searched_whole_but_shown_in_part() -> None:
    many = [Pick(f"A{n:04} 書類{n}", str(n)) for n in range(5000)]
    app = Host(many)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, Picker)
        assert len(screen.found) == SHOWN_AT_MOST
        screen.query_one(Input).value = "書類4987"
        await pilot.pause()
        assert [pick.value for pick in screen.found] == ["4987"]


async def test_the_chosen_line_is_in_sight() -> None:
    many = [Pick(f"A{n:04} 書類{n}", str(n)) for n in range(150)]
    app = Host(many)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press(*["pagedown"] * 9)
        assert any("A0090" in text for text in lines_of(app))
