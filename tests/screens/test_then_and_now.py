"""前回との比較: an earlier state or another file beside the present one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from data.edits import AnswerMeasure, AnswerSelfCheck, SetField
from data.generations import Generations
from data.place import Place
from data.record import Baseline
from data.sealing import new_seal
from data.then_and_now import compare
from data.then_and_now_text import Line, Section, headline, sections
from data.writing import write_engagement
from screens.results import ResultsScreen
from screens.then_and_now import ThenAndNowScreen, section_lines
from tests.quick_seals import PASSPHRASE
from tests.screens.runs import (
    click_target,
    interview,
    ledger,
    new_record,
    on_disk,
    place_of,
    press,
    record_of,
    screen_of,
    screen_text,
    settle,
    shown,
    type_text,
    until,
    write,
)
from tui.widgets.dialog import Choice
from tui.widgets.file_dialog import FileDialog
from tui.widgets.lines_view import LinesView
from tui.widgets.menu import Menu
from tui.widgets.passphrase_dialog import PassphraseDialog

NOON = datetime(2026, 11, 18, 3, tzinfo=UTC)
THEN = AnswerSelfCheck(1, "not_done").apply(new_record(assets=ledger(6)))
NOW = AnswerMeasure(2, 3).apply(AnswerSelfCheck(1, "done").apply(THEN))


@pytest.fixture
def kept(tmp_path: Path) -> Generations:
    """An earlier state, and the present one."""
    kept = Generations(tmp_path / "会社.toml")
    for day, record in enumerate((THEN, NOW)):
        kept.keep(write_engagement(record), NOON + day * timedelta(days=1))
    return kept


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Another firm's file, the only one in its sight."""
    record = SetField("firm", "name", "よその会社").apply(THEN)
    return write(tmp_path / "よその会社.toml", record)


async def _choose(pilot: Pilot[int], *keys: str) -> None:
    await press(pilot, "c")
    screen_of(pilot, Menu)
    await press(pilot, *keys)


async def _open_file(pilot: Pilot[int], name: str) -> None:
    await _choose(pilot, "1")
    screen_of(pilot, FileDialog)
    await type_text(pilot, name)
    await press(pilot, "enter")


def _text(pilot: Pilot[int]) -> str:
    screen_of(pilot, ThenAndNowScreen)
    return shown(pilot, "#comparison")


def _tight(text: str) -> str:
    return "".join(text.split())


async def test_the_choice_offers_what_is_not_the_present_state(
    tmp_path: Path, kept: Generations
) -> None:
    async with interview(NOW, tmp_path, "results") as pilot:
        await press(pilot, "c")
        items = screen_of(pilot, Menu).items
        assert [item.value for item in items] == ["file", "1"]
        assert "いちばん古い" in items[1].label
        await press(pilot, "escape")
        assert record_of(pilot) == NOW
        screen_of(pilot, ResultsScreen)


async def test_an_earlier_state_beside_the_present_one(tmp_path: Path, kept: Generations) -> None:
    async with interview(NOW, tmp_path, "results") as pilot:
        await _choose(pilot, "2")
        text = _text(pilot)
        assert "の状態 → 今" in text.split("\n")[0]
        compared = compare(THEN, NOW, of_one_file=True)
        for sentence in headline(compared):
            assert sentence in _tight(text)
        for section in sections(compared):
            assert f"── {section.title} ─" in text
            for each in section.lines:
                assert _tight(f"{each.name}{each.then}→{each.now}{each.moved}") in _tight(text)
        assert "▲ 4点" in text
        await press(pilot, "escape")
        screen_of(pilot, ResultsScreen)
        assert record_of(pilot) == NOW == on_disk(pilot)


async def test_the_last_visit_comes_first(tmp_path: Path, kept: Generations) -> None:
    visits = {1: Baseline(None, new_record()), 2: Baseline(date(2026, 11, 6), THEN)}
    async with interview(replace(NOW, baselines=visits), tmp_path, "results") as pilot:
        await press(pilot, "ｃ")
        assert _text(pilot).startswith("第2回訪問（2026-11-06） → 今\n")
        assert "▲ 4点" in _text(pilot)
        await press(pilot, "c")
        labels = [item.label for item in screen_of(pilot, Menu).items]
        assert labels[:3] == ["第2回訪問（2026-11-06）", "第1回訪問", "ほかのファイル"]
        await press(pilot, "2")
        assert _text(pilot).startswith("第1回訪問 → 今\n")
        assert "新しい情報資産は6件" in _tight(_text(pilot))
        await press(pilot, "escape")
        screen_of(pilot, ResultsScreen)


async def test_what_was_answered_just_now_counts(tmp_path: Path, kept: Generations) -> None:
    async with interview(NOW, tmp_path, "measures") as pilot:
        await press(pilot, "1", "f10")
        await _choose(pilot, "3")
        assert "未回答 → 実施している" in _text(pilot)


async def test_page_keys_go_from_part_to_part(tmp_path: Path, kept: Generations) -> None:
    async with interview(NOW, tmp_path, "results") as pilot:
        await _choose(pilot, "2")
        screen = screen_of(pilot, ThenAndNowScreen)
        view = screen.query_one("#comparison", LinesView)
        await press(pilot, "pagedown", "ｊ")
        assert view.lines[view.scroll_offset.y - 1].plain.startswith("── 自社診断 ")
        await press(pilot, "pagedown")
        assert view.lines[view.scroll_offset.y].plain.startswith("── リスクの件数 ")
        await press(pilot, "pageup", "pageup")
        assert view.scroll_offset.y == 0


async def test_another_choice_from_within(tmp_path: Path, kept: Generations) -> None:
    kept.keep(write_engagement(THEN), NOON + timedelta(days=2))
    now = AnswerSelfCheck(2, "partly").apply(THEN)
    async with interview(now, tmp_path, "results") as pilot:
        await _choose(pilot, "4")
        first = _text(pilot)
        await press(pilot, "pagedown")
        await _choose(pilot, "escape")
        assert _text(pilot) == first
        await _choose(pilot, "3")
        assert _text(pilot) != first
        assert screen_of(pilot, ThenAndNowScreen).query_one("#comparison").scroll_offset.y == 0
        await press(pilot, "escape")
        screen_of(pilot, ResultsScreen)


async def test_another_firm_s_file_is_told_as_such(
    tmp_path: Path, kept: Generations, elsewhere: Path
) -> None:
    now = SetField("firm", "name", "みほん").apply(NOW)
    async with interview(now, tmp_path, "results") as pilot:
        await _open_file(pilot, "よその会社")
        text = _text(pilot)
        assert text.startswith("よその会社.toml → 今")
        assert "会社名が違います。前は「よその会社」、今は「みほん」です。" in _tight(text)
        assert elsewhere.read_bytes() == write_engagement(
            SetField("firm", "name", "よその会社").apply(THEN)
        )


async def test_a_sealed_file_asks_for_its_passphrase(
    tmp_path: Path, elsewhere: Path, quick_seals: None
) -> None:
    elsewhere.write_bytes(new_seal(PASSPHRASE).wrap(elsewhere.read_bytes()))
    async with interview(NOW, tmp_path, "results") as pilot:
        await _open_file(pilot, "よその会社")
        await until(pilot, lambda: isinstance(pilot.app.screen, PassphraseDialog))
        await type_text(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThenAndNowScreen))
        assert "▲ 4点" in _text(pilot)


async def test_what_cannot_be_read_is_told(tmp_path: Path, kept: Generations) -> None:
    (tmp_path / "よその会社.toml").write_bytes(b"format = 1\nmeasures = 3\n")
    kept.all()[0].path.write_bytes(b"")
    async with interview(NOW, tmp_path, "results") as pilot:
        await _open_file(pilot, "よその会社")
        screen_of(pilot, Choice)
        assert "比べられませんでした" in screen_text(pilot)
        await press(pilot, "enter")
        await _choose(pilot, "2")
        screen_of(pilot, Choice)
        assert "壊れていて" in _tight(screen_text(pilot))
        await press(pilot, "enter")
        screen_of(pilot, ResultsScreen)
        assert record_of(pilot) == NOW


async def test_a_click_leads_to_the_place(tmp_path: Path, kept: Generations) -> None:
    async with interview(NOW, tmp_path, "results") as pilot:
        await _choose(pilot, "2")
        view = screen_of(pilot, ThenAndNowScreen).query_one("#comparison", LinesView)
        await press(pilot, *["pagedown"] * 9)
        assert view.scroll_offset.y
        await click_target(pilot, "#comparison", lambda target: target[1:3] == ("measures", "2"))
        await settle(pilot)
        assert place_of(pilot) == Place("measures", "2")


def test_long_values_and_names_stand_below_each_other() -> None:
    short = Line("短い", "9件", "12件", "▲ 3件")
    long_value, long_name = Line("メモ", "無" * 14, "有"), Line("名" * 40, "大 9", "小 3", "▼ 6")
    lines = [
        line.plain for line in section_lines(Section("題", (short, long_value, long_name)), 60)
    ]
    assert lines[1] == "短い   9件 → 12件  ▲ 3件"
    assert lines[2:5] == ["メモ", f"    前：{'無' * 14}", "    今：有"]
    assert "".join(lines[5:7]) == "名" * 40
    assert lines[7:] == ["    前：大 9", "    今：小 3  ▼ 6"]


def test_what_would_steer_the_terminal_is_seen_as_a_code() -> None:
    section = Section("題", (Line("名\x1b[2J\n前", "元\u202e", "先\x9b"),))
    said = "\n".join(line.plain for line in section_lines(section, 60))
    assert "名\\x1b[2J 前" in said
    assert "元\\u202e → 先\\x9b" in said
