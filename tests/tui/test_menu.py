"""A menu answers to one key a line, and to the arrows."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.tui.stage import lines_of
from tui.widgets.lines_view import LinesView
from tui.widgets.menu import Menu, MenuItem

SIZE = (60, 24)
NONE = MenuItem("none", "すべて", is_zero=True)
FEW = (NONE, MenuItem("paper", "書類", "12行"), MenuItem("pc", "事務所PC", "9行", is_current=True))
MANY = tuple(MenuItem(str(n), f"部署{n}") for n in range(1, 41))


class Host(App[None]):
    CSS = "#menu { height: auto; max-height: 16; }"

    def __init__(self, menu: Menu) -> None:
        super().__init__()
        self.menu = menu
        self.answers: list[str | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.menu, self.answers.append)


async def answer(pilot: Pilot[None], *keys: str) -> list[str | None]:
    await pilot.press(*keys)
    await pilot.pause()
    app = pilot.app
    assert isinstance(app, Host)
    return app.answers


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["0"], "none"),
        (["０"], "none"),
        (["1"], "paper"),
        (["２"], "pc"),
        # The cursor begins at the present value.
        (["enter"], "pc"),
        (["up", "enter"], "paper"),
        (["k", "k", "k", "enter"], "none"),
        (["down", "j", "enter"], "pc"),
        (["3", "a", "escape"], None),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)
async def test_keys_and_arrows_choose(keys: list[str], expected: str | None) -> None:
    async with Host(Menu("見出し", "", FEW)).run_test(size=SIZE) as pilot:
        assert await answer(pilot, *keys) == [expected]


@pytest.mark.parametrize(
    ("key", "expected"), [("9", "9"), ("a", "10"), ("ｈ", "17"), ("i", "18"), ("l", "19")]
)
async def test_letters_go_on_where_the_digits_end_without_those_that_move(
    key: str, expected: str
) -> None:
    async with Host(Menu("見出し", "", MANY)).run_test(size=SIZE) as pilot:
        assert await answer(pilot, key) == [expected]


async def test_lines_beyond_the_letters_are_reached_by_the_arrows() -> None:
    async with Host(Menu("見出し", "どれ？", MANY)).run_test(size=SIZE) as pilot:
        await pilot.press(*["pagedown"] * 9)
        assert "部署40" in "\n".join(lines_of(pilot.app))
        assert await answer(pilot, "enter") == ["40"]


async def test_the_present_value_is_marked_without_colour() -> None:
    async with Host(Menu("見出し", "", FEW)).run_test(size=SIZE) as pilot:
        await pilot.pause()
        lines = [content.plain for content in pilot.app.screen.query_one("#menu", LinesView).lines]
        assert [line.startswith("＞") for line in lines] == [False, False, True]
        assert [line.split() for line in lines[:2]] == [["0", "すべて"], ["1", "書類", "12行"]]


async def test_a_click_chooses() -> None:
    async with Host(Menu("見出し", "", FEW)).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.click("#menu", offset=(8, 1))
        assert await answer(pilot) == ["paper"]
