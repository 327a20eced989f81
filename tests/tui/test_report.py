"""A long text with its answers: all of it is reached, and the digits answer."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.content import Content

from tests.tui.stage import lines_of
from tui.widgets.lines_view import LinesView
from tui.widgets.report import Report

OPTIONS = {"ours": "今のまま", "theirs": "取り込み元"}
CSS = """
#dialog { height: auto; max-height: 90%; border: round white; }
#report { height: auto; }
"""


class Host(App[None]):
    CSS = CSS

    def __init__(self, count: int) -> None:
        super().__init__()
        lines = [Content(f"行{number}") for number in range(count)]
        self.report = Report("題", lambda _width: lines, OPTIONS)
        self.answers: list[str | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.report, self.answers.append)


async def answers(*keys: str) -> list[str | None]:
    app = Host(100)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
    return app.answers


@pytest.mark.parametrize(
    ("key", "answer"),
    [("1", "ours"), ("１", "ours"), ("enter", "ours"), ("２", "theirs"), ("escape", None)],
)
async def test_a_key_answers(key: str, answer: str | None) -> None:
    assert await answers(key) == [answer]


async def test_a_digit_without_its_answer_says_nothing() -> None:
    assert await answers("3", "９") == []


@pytest.mark.parametrize("key", ["down", "j", "ｊ", "pagedown", "space", "ideographic_space"])
async def test_every_line_can_be_reached_while_the_answers_stay(key: str) -> None:
    app = Host(60)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        seen: set[str] = set()
        for _ in range(60):
            lines = [line.strip("│ ▁▂▃▄▅▆▇█") for line in lines_of(app)]
            seen.update(lines)
            assert {"1  今のまま", "2  取り込み元"} <= set(lines)
            await pilot.press(key)
        assert {f"行{number}" for number in range(60)} <= seen


async def test_the_way_back_is_as_long_as_the_way_on() -> None:
    app = Host(100)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        view = app.report.query_one("#report", LinesView)
        await pilot.press("pagedown", "pagedown", "j", "down")
        there = view.scroll_offset.y
        assert there > 2
        await pilot.press("up", "k", "pageup", "pageup")
        assert view.scroll_offset.y == 0


@pytest.mark.parametrize(
    ("count", "height"), [(1, 1), (2, 2), (25, 25), (31, 31), (32, 31), (200, 31)]
)
async def test_the_box_is_as_high_as_its_text_up_to_nine_tenths(count: int, height: int) -> None:
    app = Host(count)
    async with app.run_test(size=(60, 40)) as pilot:
        for size in ((60, 40), (60, 20), (60, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
        text = app.report.query_one("#report").region
        box = app.report.query_one("#dialog").region
        last = app.report.query_one("#answers").region
        assert (text.height, box.height) == (height, height + 2 + len(OPTIONS) + 1)
        assert last.bottom == box.bottom - 1


async def test_a_click_answers() -> None:
    app = Host(2)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.click(app.report.query_one("#answers"), offset=(5, 2))
        await pilot.pause()
    assert app.answers == ["theirs"]
