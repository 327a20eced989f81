"""Rating how pressing a question is, and the list in the results."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.place import Place
from data.record import Priority
from screens.priorities import PriorityDialog
from tests.screens.runs import (
    click_target,
    interview,
    new_record,
    on_disk,
    place_of,
    press,
    record_of,
    screen_of,
    shown,
    status,
)

FIRST = Place("self_check", "1")


async def test_three_digits_rate_a_question(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "self_check") as pilot:
        await press(pilot, "ｚ")
        screen_of(pilot, PriorityDialog)
        above = shown(pilot, "#small-form-above")
        assert "更新を見届ける担当者は誰ですか？" in above
        assert "1 急がない　2 今年のうちに　3 すぐに" in shown(pilot, "#small-form-help")
        await press(pilot, "3", "２", "1", *"未確認", "enter", *"社長のPC", "enter")
        assert place_of(pilot) == FIRST
        assert on_disk(pilot).priorities == {FIRST: Priority(3, 2, 1, "未確認", "社長のPC")}


async def test_a_rating_is_undone_in_one_go(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "down", "z", "3", "2", "escape")
        place = Place("measures", "2")
        assert record_of(pilot).priorities == {place: Priority(3, 2)}
        await press(pilot, "z", "up", "up", "0", "escape")
        assert record_of(pilot).priorities == {place: Priority(None, 2)}
        await press(pilot, "ctrl+z", "f5", "ctrl+z")
        assert place_of(pilot) == place
        assert record_of(pilot).priorities == {}


async def test_leaving_keeps_a_reason_being_typed(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "self_check") as pilot:
        await press(pilot, "z", "1", "1", "1", *"話")
        await pilot.press("ctrl+q")
        assert record_of(pilot).priorities == {FIRST: Priority(1, 1, 1, "話")}


@pytest.mark.parametrize("step", ["threats", "cloud"])
async def test_elsewhere_nothing_is_rated(tmp_path: Path, step: str) -> None:
    async with interview(new_record(), tmp_path, step) as pilot:
        await press(pilot, "z")
        assert "自社診断の質問と対策に" in status(pilot)


async def test_the_results_list_the_most_pressing_first(tmp_path: Path) -> None:
    mild, pressing = Place("self_check", "2"), Place("measures", "7")
    rated = {mild: Priority(1, 3, 1), pressing: Priority(3, 1, 3, "昨日もあった")}
    async with interview(new_record(priorities=rated), tmp_path, "results") as pilot:
        page = shown(pilot, "#page")
        listed = page[page.index("── 優先度") :]
        assert listed.index("\n対策 7 ") < listed.index("\n自社診断 2 ")
        assert "緊急度3 重要度1 難易度3" in page
        assert "理由：昨日もあった" in page
        await press(pilot, *["pagedown"] * 4)
        await click_target(pilot, "#page", lambda target: target[1:3] == ("measures", "7"))
        assert place_of(pilot) == pressing
