"""The first start: one screen to read, one key to the first question, and what it shows then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from data.catalogue import load_catalogue
from data.engagement_file import load_engagement
from data.folder import data_folder
from data.record import Engagement, Firm
from screens.firm import FirmScreen
from screens.self_check import SelfCheckScreen
from screens.step import StepScreen
from screens.welcome import FACTS, WelcomeScreen
from tests.screens.runs import (
    NARROW,
    TODAY,
    app_of,
    click_target,
    interview,
    new_record,
    place_of,
    press,
    screen_lines,
    screen_of,
    screen_text,
    shown,
    status,
    write,
)
from tui.actions import WELCOME_ACTIONS
from tui.app import KikitoriApp
from tui.widgets.dialog import Choice
from tui.widgets.file_dialog import FileDialog
from tui.widgets.lines_view import LinesView


async def test_all_of_the_first_screen_is_seen_at_once() -> None:
    async with KikitoriApp().run_test(size=NARROW) as pilot:
        await pilot.pause()
        screen = screen_of(pilot, WelcomeScreen)
        assert not any(view.is_longer_than_shown for view in screen.query(LinesView))
        text = "".join(screen_text(pilot).split())
        for fact in (each for pair in FACTS for each in pair):
            assert "".join(fact.split()) in text
        for action in WELCOME_ACTIONS:
            assert action.short in text if action.short else action.title.replace(" ", "") in text


async def test_enter_asks_the_first_question_at_once() -> None:
    app = KikitoriApp()
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "enter")
        screen_of(pilot, SelfCheckScreen)
        assert place_of(pilot).key == "1"
        path = app.session.path
        assert path == data_folder() / f"聞き取り_{TODAY}.toml"
        assert status(pilot) == SelfCheckScreen.HOW_TO_ANSWER
        await press(pilot, "2")
        assert status(pilot) == ""
        assert place_of(pilot).key == "2"
        # The firm's name may follow; the file keeps the name it has.
        await press(pilot, "i", *"みほん", "escape", "f5")
        assert app.session.path == path
    record = load_engagement(path)
    assert (record.firm.name, record.self_check.items[1].answer) == ("みほん", "partly")


async def test_who_has_answered_before_is_not_told_how(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "self_check") as pilot:
        assert status(pilot) == ""


async def test_the_name_can_come_first() -> None:
    async with KikitoriApp().run_test(size=NARROW) as pilot:
        await press(pilot, "ａ", *"みほん", "enter")
        screen_of(pilot, FirmScreen)
        assert app_of(pilot).session.record.firm.name == "みほん"


async def test_the_first_screen_answers_to_a_click() -> None:
    async with KikitoriApp().run_test(size=NARROW) as pilot:
        await pilot.pause()
        await click_target(pilot, "#home-files", lambda target: target == ("run", "sample"))
        assert app_of(pilot).session.record.firm.name


async def test_with_an_engagement_there_is_no_welcome() -> None:
    write(data_folder() / "会社.toml", new_record())
    async with KikitoriApp().run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert not isinstance(pilot.app.screen, WelcomeScreen)
        assert "会社" in shown(pilot, "#home-files")


async def test_where_nothing_can_be_written_another_folder_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ファイル").write_text("", encoding="utf-8")
    monkeypatch.setenv("KIKITORI_HOME", str(tmp_path / "ファイル" / "聞き取り"))
    elsewhere = tmp_path / "書ける所"
    elsewhere.mkdir()
    app = KikitoriApp()
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "enter")
        screen_of(pilot, Choice)
        await press(pilot, "2")
        screen_of(pilot, WelcomeScreen)
        await press(pilot, "enter", "1")
        screen_of(pilot, FileDialog).query_one(Input).value = str(elsewhere)
        await press(pilot, "enter")
        if not isinstance(pilot.app.screen, StepScreen):
            await press(pilot, "enter")
        assert place_of(pilot).key == "1"
        assert app.session.path.parent == elsewhere


@pytest.mark.parametrize(
    ("step", "left"),
    [
        ("firm", "5画面のうち4画面が済み"),
        ("self_check", "この画面は済みました"),
        ("assets", "台帳 38件"),
        ("cloud", "あと6問・約2分"),
        ("results", "5画面のうち4画面が済み"),
    ],
)
async def test_what_is_left_stands_in_the_top_line(
    tmp_path: Path, sample: Engagement, step: str, left: str
) -> None:
    record = replace(sample, firm=Firm(name="とても長い名前の" * 9))
    async with interview(record, tmp_path, step) as pilot:
        top = screen_lines(pilot)[0].rstrip()
        assert top.endswith(f"{left} 保存済み")
        assert "とても長い名前の" in top


async def test_what_is_left_falls_with_each_answer(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "threats") as pilot:
        total = len(load_catalogue().threats)
        for answered in range(3):
            assert f"あと{total - answered}問・" in screen_lines(pilot)[0]
            await press(pilot, "1")


async def test_in_a_very_narrow_window_the_name_comes_first(tmp_path: Path) -> None:
    record = new_record(firm=Firm(name="株式会社みほん"))
    async with interview(record, tmp_path, "self_check", (44, 20)) as pilot:
        top = screen_lines(pilot)[0]
        assert "株式会社みほん" in top
        assert "あと" not in top
        assert top.rstrip().endswith("保存済み")


async def test_the_results_begin_with_three_sentences(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "results") as pilot:
        page = shown(pilot, "#page").split("\n")
        assert "ひとことで" in page[0]
        text = "".join(line.strip() for line in page[1 : page.index("")])
        assert text.count("・") == text.count("。") == 3
        for title in ("自社診断", "リスク（大きい順）", "対策の診断結果", "情報資産の件数"):
            at = next(i for i, line in enumerate(page) if line.strip("─ ") == title)
            assert page[at + 1].endswith("。")
