"""The rows of the ledger: walking, copying, deleting, noting, and the same on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import set_cell_size
from textual.pilot import Pilot

from data.edits import MarkPlace
from data.place import Place
from data.record import Asset
from screens.assets import AssetsScreen
from tests.screens.runs import (
    NARROW,
    WIDE,
    app_of,
    interview,
    ledger,
    new_record,
    on_disk,
    place_of,
    press,
    record_of,
    screen_lines,
    screen_of,
    screen_text,
    status,
)


async def test_a_copy_stands_below_its_original_with_the_cursor_on_it(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(3)), tmp_path, "assets") as pilot:
        await pilot.press("ｃ")
        ids = [asset.id for asset in on_disk(pilot).assets]
        assert ids == ["A0001", "A004", "A0002", "A0003"]
        assert place_of(pilot).key == "A004"
        copied, original = on_disk(pilot).assets[1], on_disk(pilot).assets[0]
        assert replace(copied, id=original.id) == original


async def test_a_deleted_row_comes_back_to_its_place(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(3)), tmp_path, "assets") as pilot:
        await pilot.press("down", "ｄ")
        assert [asset.id for asset in on_disk(pilot).assets] == ["A0001", "A0003"]
        assert "削除しました" in status(pilot)
        await pilot.press("up", "ctrl+z")
        assert on_disk(pilot).assets == ledger(3)
        assert place_of(pilot).key == "A0002"


async def test_the_last_row_can_be_deleted(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(2)), tmp_path, "assets") as pilot:
        await pilot.press("down", "d")
        assert place_of(pilot).key == "A0001"
        await pilot.press("delete", "d", "c")
        assert on_disk(pilot).assets == ()
        assert "a で情報資産を追加します" in screen_text(pilot)


async def test_the_note_of_a_row_is_its_remark(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(1)), tmp_path, "assets") as pilot:
        await pilot.press("ｎ", *"鍵は総務", "escape")
        await pilot.pause()
        assert on_disk(pilot).assets[0].note == "鍵は総務"


async def test_f4_goes_to_rows_that_lack_evaluation_or_medium(tmp_path: Path) -> None:
    rows = list(ledger(4))
    rows[1] = replace(rows[1], confidentiality=None)
    rows[3] = replace(rows[3], medium=None)
    async with interview(new_record(assets=tuple(rows)), tmp_path, "assets") as pilot:
        await pilot.press("f4")
        assert place_of(pilot).key == "A0002"
        await pilot.press("f4")
        assert place_of(pilot).key == "A0004"
        await pilot.press("f4")
        assert place_of(pilot).key == "A0002"


async def test_f4_stays_on_the_only_row_that_lacks_something(tmp_path: Path) -> None:
    rows = list(ledger(2))
    rows[0] = replace(rows[0], medium=None)
    async with interview(new_record(assets=tuple(rows)), tmp_path, "assets") as pilot:
        await pilot.press("f4")
        assert place_of(pilot).key == "A0001"
        assert "すべての行に" not in status(pilot)


async def test_rows_are_walked_by_line_and_by_page(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(60)), tmp_path, "assets") as pilot:
        await pilot.press("down", "j", "ｊ", "up", "ｋ")
        assert place_of(pilot).key == "A0002"
        await pilot.press("pagedown")
        page = int(place_of(pilot).key[1:]) - 2
        assert page > 10
        await pilot.press("pagedown", "pageup", "pageup", "pageup")
        assert place_of(pilot).key == "A0001"
        await pilot.press(*["pagedown"] * 6)
        assert place_of(pilot).key == "A0060"
        assert "書類60" in screen_text(pilot)


async def test_the_same_on_paper_stands_below_and_one_key_takes_it_back(tmp_path: Path) -> None:
    rows = tuple(replace(row, medium="mobile") for row in ledger(3))
    async with interview(new_record(assets=rows), tmp_path, "assets") as pilot:
        await pilot.press("down", "ｓ")
        assert [asset.id for asset in on_disk(pilot).assets] == ["A0001", "A0002", "A004", "A0003"]
        paper = on_disk(pilot).assets[2]
        assert paper == replace(rows[1], id="A004", medium="paper")
        assert place_of(pilot).key == "A004"
        assert "書類で追加しました" in status(pilot)
        await pilot.press("ctrl+z")
        assert record_of(pilot).assets == rows


async def test_a_row_that_is_or_has_its_paper_is_not_doubled(tmp_path: Path) -> None:
    asset = Asset("A001", "人事", "社員名簿", medium="office_pc")
    rows = (asset, Asset("A002", "人事", "社員名簿 ", medium="paper", note="鍵付き"))
    async with interview(new_record(assets=rows), tmp_path, "assets") as pilot:
        await pilot.press("s")
        assert "もうあります" in status(pilot)
        await pilot.press("down", "s")
        assert "もう書類" in status(pilot)
        assert record_of(pilot).assets == rows


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_mark_of_a_row_has_its_own_place(tmp_path: Path, size: tuple[int, int]) -> None:
    rows = (Asset("A1", name="甲"), Asset("A2", name="乙", note="控え"), Asset("A3", name="丙"))
    async with interview(new_record(assets=rows), tmp_path, "assets", size) as pilot:
        for key in ("A2", "A3"):
            app_of(pilot).session.apply(MarkPlace(Place("assets", key), True))
        screen_of(pilot, AssetsScreen).refresh_views()
        await pilot.pause()
        assert _marks(pilot) == ["      ", "  ＊！", "    ！"]
        await press(pilot, "home", "space", "space")
        assert _marks(pilot) == ["選    ", "選＊！", "    ！"]
        await press(pilot, "p")
        assert _marks(pilot) == ["選    ", "選＊！", "    ！"]


def _marks(pilot: Pilot[int]) -> list[str]:
    """What stands in the first six cells of the rows."""
    lines = [line for line in screen_lines(pilot) if any(name in line for name in "甲乙丙")]
    return [set_cell_size(line, 6) for line in lines[:3]]
