"""A damaged file in the interview: what can be read is shown, and taken out when asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.engagement_file import load_engagement
from data.folder import data_folder, sample_content
from screens.home import HomeScreen
from screens.step import StepScreen
from screens.welcome import WelcomeScreen
from tests.screens.runs import app_of, press, screen_of, screen_text, settle, shown
from tui.app import KikitoriApp
from tui.widgets.dialog import Choice
from tui.widgets.report import Report

CUT = sample_content().replace(b"confidentiality = 3", b"confidentiality = 5", 1)[:15_000]

WITHOUT_RESCUE = [("2",), ("escape",), ("1", "2"), ("1", "escape")]


def write_damaged(content: bytes = CUT) -> Path:
    path = data_folder() / "会社.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def files() -> list[str]:
    return sorted(path.name for path in data_folder().glob("*.toml") if path.name[0] != ".")


async def test_what_would_be_lost_is_shown_before_anything_is_written() -> None:
    path = write_damaged()
    async with KikitoriApp().run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        choice = screen_of(pilot, Choice)
        assert choice.text.startswith(f"{path}：")
        assert "1  読める部分だけを新しいファイルに取り出す" in shown(pilot, "#choice")
        await press(pilot, "1")
        screen_of(pilot, Report)
        text = shown(pilot, "#report")
        assert "元のファイルはそのまま残ります。" in text
        assert "取り出せないところ 1件" in text
        assert "confidentiality = 5" in text
        assert files() == [path.name]
        await press(pilot, "1")
        screen_of(pilot, StepScreen)
        assert app_of(pilot).session.path.name == "会社_読めた部分.toml"
        assert app_of(pilot).session.record.firm.name == "みほん精工株式会社"
    assert load_engagement(path.with_name("会社_読めた部分.toml")).assets
    assert path.read_bytes() == CUT


async def test_a_damaged_file_named_at_the_start_is_offered_the_same(tmp_path: Path) -> None:
    path = tmp_path / "会社.toml"
    path.write_bytes(CUT)
    async with KikitoriApp(path).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = screen_of(pilot, Choice).text
        assert text.startswith(f"{path}：")
        assert "行目 assets[" in text
        assert "読める部分だけを" in shown(pilot, "#choice")
        await press(pilot, "1", "1")
        assert app_of(pilot).session.path == tmp_path / "会社_読めた部分.toml"
        assert app_of(pilot).refusal is None
    assert path.read_bytes() == CUT


@pytest.mark.parametrize("keys", WITHOUT_RESCUE)
async def test_whoever_leaves_it_damaged_at_the_start_has_home(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    path = tmp_path / "会社.toml"
    path.write_bytes(CUT)
    async with KikitoriApp(path).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        screen_of(pilot, WelcomeScreen)
        assert app_of(pilot).refusal is not None
        app_of(pilot).open_sample()
        await settle(pilot)
        assert app_of(pilot).refusal is None
    assert [each.name for each in tmp_path.glob("*.toml")] == [path.name]
    assert path.read_bytes() == CUT


@pytest.mark.parametrize("keys", WITHOUT_RESCUE)
async def test_whoever_does_not_want_it_has_the_list_and_no_new_file(keys: tuple[str, ...]) -> None:
    path = write_damaged()
    async with KikitoriApp().run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", *keys)
        screen_of(pilot, HomeScreen)
    assert files() == [path.name]
    assert path.read_bytes() == CUT


async def test_where_nothing_can_be_read_nothing_is_offered() -> None:
    path = write_damaged(b"\x89PNG\0\0")
    async with KikitoriApp().run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "1")
        assert "読める部分がありません" in shown(pilot, "#report")
        await press(pilot, "1")
        screen_of(pilot, HomeScreen)
    assert files() == [path.name]


async def test_a_newer_file_is_only_refused() -> None:
    write_damaged(b"format = 2\n")
    async with KikitoriApp().run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        screen_of(pilot, Choice)
        assert "新しい形式" in screen_text(pilot)
        assert "取り出す" not in screen_text(pilot)


async def test_a_file_that_goes_meanwhile_ends_nothing() -> None:
    path = write_damaged()
    async with KikitoriApp().run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        path.unlink()
        await press(pilot, "1")
        assert "ファイルがありません" in screen_of(pilot, Choice).text


async def test_what_no_rescue_foresaw_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_path: Path) -> None:
        raise RuntimeError("株式会社の秘密")

    monkeypatch.setattr("screens.rescue.load_salvage", fail)
    write_damaged()
    async with KikitoriApp().run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "1")
        await settle(pilot)
        text = screen_of(pilot, Choice).text
        assert "RuntimeError" in text
        assert "秘密" not in text
