"""Where one left off is where one goes on, and the file of the firm knows nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.place import Place
from screens.step import StepScreen
from tests.screens.runs import app_of, interview, ledger, new_record, place_of, press, screen_of
from tests.strategies import whole_record


@pytest.mark.parametrize(
    ("keys", "place", "leave"),
    [
        (("f8", "down", "down"), Place("measures", "3"), "ctrl+q"),
        (("f6", "down"), Place("assets", "A0002"), "escape"),
        (("f10",), Place("results"), "ctrl+q"),
        (("f9",), Place("cloud"), "escape"),
    ],
)
async def test_one_goes_on_where_one_left(
    tmp_path: Path, keys: tuple[str, ...], place: Place, leave: str
) -> None:
    record = new_record(assets=ledger(3))
    async with interview(record, tmp_path) as pilot:
        await press(pilot, *keys)
        before = (tmp_path / "会社.toml").read_bytes()
        await press(pilot, leave)
    assert (tmp_path / "会社.toml").read_bytes() == before
    async with interview(record, tmp_path) as pilot:
        assert place_of(pilot) == place


async def test_a_place_that_is_gone_is_as_none(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(3)), tmp_path, "assets") as pilot:
        await press(pilot, "down", "ctrl+q")
    async with interview(whole_record(), tmp_path) as pilot:
        assert place_of(pilot).key != "A0002"


async def test_the_firms_form_is_no_place_to_go_on(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "firm") as pilot:
        await press(pilot, "ctrl+q")
    async with interview(new_record(), tmp_path) as pilot:
        assert screen_of(pilot, StepScreen).STEP == "self_check"


async def test_the_home_screen_remembers_the_engagement_it_closed(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "down", "n", *"話", "escape", "escape")
        app_of(pilot).open_file(tmp_path / "会社.toml")
        await pilot.pause()
        assert place_of(pilot) == Place("measures", "2")
