"""From the start of the program to the first question, and the home screen."""

from __future__ import annotations

import os
from pathlib import Path

from textual.widgets import Input

from data.engagement_file import load_engagement
from data.folder import data_folder, engagement_files, sample_content
from data.reading import read_engagement
from screens.firm import FirmScreen
from screens.home import HomeScreen
from screens.measures import MeasuresScreen
from screens.self_check import SelfCheckScreen
from tests.screens.runs import (
    TODAY,
    interview,
    new_record,
    place_of,
    screen_of,
    screen_text,
    shown,
    write,
)
from tui.app import KikitoriApp
from tui.widgets.dialog import Choice
from tui.widgets.file_dialog import FileDialog

AT_MOST = 3


async def test_a_new_file_named_at_the_start_is_two_keys_from_its_first_question(
    tmp_path: Path,
) -> None:
    path = tmp_path / "新しい.toml"
    app = KikitoriApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not path.exists()
        keys = ["1", "f5"]
        await pilot.press(*keys)
        assert len(keys) <= AT_MOST
        assert place_of(pilot).key == "1"
        screen_of(pilot, SelfCheckScreen)
        await pilot.press("1")
    assert load_engagement(path).self_check.items[1].answer == "done"


async def test_home_is_three_keys_from_the_first_question() -> None:
    app = KikitoriApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen_of(pilot, HomeScreen)
        keys = ["a", "enter", "f5"]
        await pilot.press(*keys)
        assert len(keys) <= AT_MOST
        screen_of(pilot, SelfCheckScreen)
        assert place_of(pilot).key == "1"
        path = app.session.path
    assert path.parent == data_folder()
    assert load_engagement(path).info.started == TODAY


async def test_a_new_interview_bears_the_name_typed() -> None:
    app = KikitoriApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ａ", *"みほん", "enter")
        await pilot.pause()
        assert app.session.record.firm.name == "みほん"
        assert app.session.path.name == "みほん_2026-11-20.toml"
        screen_of(pilot, FirmScreen)


async def test_not_to_create_the_named_file_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "新しい.toml"
    async with KikitoriApp(path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen_of(pilot, Choice)
        await pilot.press("2")
        await pilot.pause()
        screen_of(pilot, HomeScreen)
    assert list(tmp_path.iterdir()) == []


async def test_a_file_opens_where_something_is_left_to_do(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path) as pilot:
        screen_of(pilot, SelfCheckScreen)
    whole = read_engagement(sample_content())
    async with interview(whole, tmp_path / "sample") as pilot:
        assert place_of(pilot).step == "results"


async def test_a_file_that_cannot_be_read_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "壊れた.toml"
    path.write_text("[firm\n", encoding="utf-8")
    async with KikitoriApp(path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen_of(pilot, Choice)
        assert "壊れた.toml" in screen_text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        # Nothing is open, so the way on must be home and not an empty screen.
        screen_of(pilot, HomeScreen)


async def test_home_lists_the_newest_first_and_opens_the_chosen() -> None:
    old = write(data_folder() / "古い.toml", new_record())
    new = write(data_folder() / "新しい.toml", new_record())
    os.utime(old, (1_000_000_000, 1_000_000_000))
    os.utime(new, (1_700_000_000, 1_700_000_000))
    app = KikitoriApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        listed = shown(pilot, "#home-files").split("\n")[1:]
        assert [each.split()[0] for each in listed] == ["新しい", "古い"]
        await pilot.press("ｊ", "enter")
        await pilot.pause()
        assert app.session.path == old


async def test_a_file_gone_meanwhile_does_not_stop_home() -> None:
    gone = write(data_folder() / "消える.toml", new_record())
    write(data_folder() / "残る.toml", new_record())
    app = KikitoriApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        gone.unlink()
        await pilot.press("down", "up")
        assert "残る" in shown(pilot, "#home-files")


async def test_home_opens_a_file_by_its_path(tmp_path: Path) -> None:
    path = write(tmp_path / "よその会社.toml", new_record())
    app = KikitoriApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        screen_of(pilot, FileDialog).query_one(Input).value = f'"{path}"'
        await pilot.press("enter")
        await pilot.pause()
        assert app.session.path == path


async def test_the_sample_opens_as_a_copy_in_the_data_folder() -> None:
    app = KikitoriApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert app.session.record == read_engagement(sample_content())
        assert app.session.path.parent == data_folder()
        await pilot.press("escape")
        await pilot.pause()
        screen_of(pilot, HomeScreen)
        await pilot.press("s")
        await pilot.pause()
        assert engagement_files() == [app.session.path]


async def test_escape_returns_home_with_the_file_listed_and_free_for_others(
    tmp_path: Path,
) -> None:
    async with interview(new_record(), data_folder(), "measures") as pilot:
        await pilot.press("escape")
        await pilot.pause()
        screen_of(pilot, HomeScreen)
        assert "会社" in shown(pilot, "#home-files")
        await pilot.press("enter")
        await pilot.pause()
        screen_of(pilot, MeasuresScreen)


async def test_a_file_open_in_another_window_is_opened_to_be_read(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path) as first:
        path = tmp_path / "会社.toml"
        async with KikitoriApp(path).run_test(size=(80, 24)) as second:
            await second.pause()
            assert "閲覧のみ：このPCの別の画面が" in screen_text(second)
        assert first.app.is_running
