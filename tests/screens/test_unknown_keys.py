"""A key that does nothing here says why; nobody must think that the program hangs."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.record import Engagement
from tests.screens.runs import interview, new_record, place_of, press, record_of, status, type_text


@pytest.mark.parametrize(
    ("step", "typed", "said"),
    [
        ("self_check", "7", "1から4の数字"),
        ("self_check", "５", "1から4の数字"),
        ("threats", "4", "1から3の数字"),
        ("measures", "ん", "日本語入力がオン"),
        ("assets", "あ", "日本語入力がオン"),
        ("results", "z", "z のキーは"),
        ("assets", "5", "5 のキーは"),
    ],
)
async def test_a_key_without_a_meaning_says_so(
    tmp_path: Path, sample: Engagement, step: str, typed: str, said: str
) -> None:
    async with interview(sample, tmp_path, step) as pilot:
        here = place_of(pilot)
        await type_text(pilot, typed)
        assert said in status(pilot)
        assert place_of(pilot) == here
        assert record_of(pilot) == sample


async def test_keys_with_a_meaning_and_text_in_a_note_say_nothing_of_the_kind(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "measures") as pilot:
        await press(pilot, "down", "j")
        await type_text(pilot, "ｊ")
        assert status(pilot) == ""
        await press(pilot, "n")
        await type_text(pilot, "んz7")
        assert status(pilot) == ""


async def test_an_answer_taken_back_is_told_once(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "self_check") as pilot:
        await press(pilot, "1", "up", "0")
        assert status(pilot) == "回答を取り消しました"
        await press(pilot, "down", "0")
        assert status(pilot) == ""


@pytest.mark.parametrize(("step", "last"), [("self_check", "25"), ("measures", "55")])
async def test_home_and_end(tmp_path: Path, step: str, last: str) -> None:
    async with interview(new_record(), tmp_path, step) as pilot:
        await press(pilot, "end")
        assert place_of(pilot).key == last
        await press(pilot, "home")
        assert place_of(pilot).key == "1"


async def test_home_and_end_of_the_ledger(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "assets") as pilot:
        await press(pilot, "end")
        assert place_of(pilot).key == sample.assets[-1].id
        await press(pilot, "home")
        assert place_of(pilot).key == sample.assets[0].id
