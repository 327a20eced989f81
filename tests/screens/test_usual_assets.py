"""Picking from the usual assets: a whole department in three keys, nothing added twice."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from data.record import Asset
from data.usual_assets import usual_assets_of
from screens.assets import AssetsScreen
from screens.usual_assets import UsualAssets
from tests.screens.runs import (
    TODAY,
    interview,
    ledger,
    new_record,
    on_disk,
    place_of,
    press,
    record_of,
    screen_of,
    screen_text,
    shown,
    status,
    type_text,
)

PERSONNEL = usual_assets_of("人事")


def names(pilot: Pilot[int]) -> list[str]:
    return [asset.name for asset in record_of(pilot).assets]


def picked(pilot: Pilot[int]) -> set[str]:
    return {usual.row.name for usual in screen_of(pilot, UsualAssets).picked}


async def test_a_department_takes_three_keys_and_one_takes_it_back(tmp_path: Path) -> None:
    before = ledger(2)
    async with interview(new_record(assets=before), tmp_path, "assets") as pilot:
        await press(pilot, "ｕ", "１", "enter")
        added = on_disk(pilot).assets[2:]
        assert [row.name for row in added] == [row.name for row in PERSONNEL]
        assert [row.id for row in added] == [f"A{n:03}" for n in range(3, 3 + len(PERSONNEL))]
        assert {row.registered for row in added} == {TODAY}
        # The rest is adjusted from here on.
        assert place_of(pilot).key == "A003"
        assert f"{len(PERSONNEL)}行を追加しました" in status(pilot)
        await press(pilot, "ctrl+z")
        assert record_of(pilot).assets == before


async def test_what_is_in_the_ledger_is_told_and_not_added_again(tmp_path: Path) -> None:
    held = Asset("A001", "人事", "社員名簿", medium="office_pc")
    async with interview(new_record(assets=(held,)), tmp_path, "assets") as pilot:
        await press(pilot, "u")
        assert "台帳にあります" in shown(pilot, "#usual")
        assert "台帳にあります" in screen_text(pilot)
        await press(pilot, "space", "1")
        assert "社員名簿" not in picked(pilot)
        await press(pilot, "enter")
        assert names(pilot).count("社員名簿") == 1
        assert len(names(pilot)) == len(PERSONNEL)
        await press(pilot, "u", "1", "enter")
        assert len(names(pilot)) == len(PERSONNEL)


async def test_space_picks_one_and_goes_on_and_a_digit_the_whole_department(
    tmp_path: Path,
) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await press(pilot, "u", "space", "down", "space", "up", "space")
        assert picked(pilot) == {"社員名簿"}
        assert "選 社員名簿" in shown(pilot, "#usual")
        assert "1件を選びました" in shown(pilot, "#usual-said")
        await press(pilot, "2", "2", "pagedown", "pageup", "pageup", "space")
        assert picked(pilot) == set()


async def test_words_filter_and_all_in_sight_are_picked_at_once(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await press(pilot, "u")
        await type_text(pilot, "契約書")
        await press(pilot, "ctrl+a")
        await type_text(pilot, "ぬるぽ")
        assert "見つかりません" in screen_text(pilot)
        # What was picked before stays picked.
        await press(pilot, "space", "pagedown", "3", "enter")
        assert set(names(pilot)) == {"契約書の原本", "仕入先との契約書", "秘密保持契約書"}


async def test_with_nothing_picked_enter_takes_the_row_under_the_cursor(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await press(pilot, "u")
        await type_text(pilot, "名刺\r")
        await press(pilot)
        assert names(pilot) == ["名刺"]


async def test_escape_adds_nothing(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await press(pilot, "u", "1", "2", "escape")
        screen_of(pilot, AssetsScreen)
        assert record_of(pilot).assets == ()
