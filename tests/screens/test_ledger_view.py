"""Sorting and filtering the ledger: what is in view is told, and nothing gets lost behind it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from data.record import Asset
from screens.assets import AssetsScreen
from screens.home import HomeScreen
from tests.screens.runs import (
    app_of,
    interview,
    ledger,
    new_record,
    on_disk,
    place_of,
    press,
    record_of,
    sample,
    screen_of,
    screen_text,
    shown,
    status,
)
from tui.widgets.row_table import RowTable

# Media: A0001, A0007 removable, A0002, A0008 office PC, A0003 mobile … A0006 paper.
ROWS = ledger(8)
BY_MEDIUM = ("f", "2")
PAPER, REMOVABLE = "1", "2"


def in_view(pilot: Pilot[int]) -> list[str]:
    rows = screen_of(pilot, AssetsScreen).rows
    return [rows.at(position).id for position in range(len(rows))]


def caption(pilot: Pilot[int]) -> str:
    table = pilot.app.screen.query_one(RowTable)
    return table._line(0)[0].rstrip() if table.head > 1 else ""


async def test_the_largest_risks_come_first_and_escape_brings_the_ledgers_order(
    tmp_path: Path,
) -> None:
    async with interview(sample(), tmp_path, "assets") as pilot:
        await press(pilot, "ｏ", "２")
        screen = screen_of(pilot, AssetsScreen)
        risks = [screen.now.of(screen.rows.at(i)).risk or 0 for i in range(len(screen.rows))]
        assert risks == sorted(risks, reverse=True)
        assert len(set(risks)) > 1
        assert "リスクの大きい順" in caption(pilot)
        assert on_disk(pilot).assets == sample().assets
        await press(pilot, "escape")
        assert in_view(pilot) == [asset.id for asset in sample().assets]
        assert caption(pilot) == ""
        await press(pilot, "escape")
        screen_of(pilot, HomeScreen)


async def test_another_order_shows_what_comes_first_in_it(tmp_path: Path) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, *["down"] * 3, "o", "4")
        assert in_view(pilot)[0] == "A0006"
        assert place_of(pilot).key == "A0006"


async def test_filters_add_up_and_zero_shows_all_again(tmp_path: Path) -> None:
    rows = (replace(ROWS[0], owner="総務"), replace(ROWS[6], owner="営業"), *ROWS[1:6])
    async with interview(new_record(assets=rows), tmp_path, "assets") as pilot:
        await press(pilot, *BY_MEDIUM, REMOVABLE)
        assert in_view(pilot) == ["A0001", "A0007"]
        assert "可搬電子媒体（2/7行）" in caption(pilot)
        await press(pilot, "f", "4", "2")
        assert in_view(pilot) == ["A0007"]
        assert "可搬電子媒体・営業（1/7行）" in caption(pilot)
        # The menu says what is in force; 0 in it takes one filter off.
        await press(pilot, "f")
        assert "営業" in shown(pilot, "#menu")
        await press(pilot, "4", "0")
        assert in_view(pilot) == ["A0001", "A0007"]
        await press(pilot, "f", "0")
        assert len(in_view(pilot)) == 7
        assert caption(pilot) == ""


async def test_the_view_is_kept_from_step_to_step_and_forgotten_with_the_engagement(
    tmp_path: Path,
) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, *BY_MEDIUM, PAPER, "f7", "f6")
        assert in_view(pilot) == ["A0006"]
        path = app_of(pilot).session.path
        before = path.read_bytes()
        await press(pilot, "f5")
        app_of(pilot).close_engagement()
        await pilot.pause()
        app_of(pilot).open_file(path)
        await press(pilot, "f6")
        assert len(in_view(pilot)) == len(ROWS)
        assert path.read_bytes() == before


async def test_what_is_added_or_changed_stays_in_view_until_the_filter_is_used_again(
    tmp_path: Path,
) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, *BY_MEDIUM, PAPER, "a", *"経理", "enter", *"小口現金", "escape")
        assert in_view(pilot) == ["A0006", "A009"]
        assert place_of(pilot).key == "A009"
        await press(pilot, "c", "s")
        assert in_view(pilot) == ["A0006", "A009", "A010", "A011"]
        await press(pilot, "home", "up", "up", "up", "e", "6", "2")
        assert in_view(pilot)[0] == "A0006"
        assert record_of(pilot).assets[5].medium == "removable"
        await press(pilot, *BY_MEDIUM, PAPER)
        assert in_view(pilot) == ["A011"]


async def test_a_deleted_row_leaves_the_view_and_comes_back_to_it(tmp_path: Path) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, *BY_MEDIUM, REMOVABLE, "down", "d")
        assert in_view(pilot) == ["A0001"]
        assert place_of(pilot).key == "A0001"
        await press(pilot, "ctrl+z")
        assert in_view(pilot) == ["A0001", "A0007"]
        assert place_of(pilot).key == "A0007"
        assert record_of(pilot).assets == ROWS


async def test_finding_a_row_that_is_filtered_out_shows_all_and_says_so(tmp_path: Path) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, *BY_MEDIUM, PAPER, "f3", *"書類3", "enter")
        assert place_of(pilot).key == "A0003"
        assert len(in_view(pilot)) == len(ROWS)
        assert "すべての行" in status(pilot)
        # One that is in view leaves the filter on.
        await press(pilot, *BY_MEDIUM, PAPER, "f3", *"書類6", "enter")
        assert in_view(pilot) == ["A0006"]


async def test_undo_of_what_is_filtered_out_shows_it_and_says_so(tmp_path: Path) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, "n", *"鍵", "escape", *BY_MEDIUM, PAPER, "ctrl+z")
        assert record_of(pilot).assets == ROWS
        assert place_of(pilot).key == "A0001"
        assert "元に戻しました" in status(pilot)
        assert "すべての行" in status(pilot)


@pytest.mark.parametrize(
    ("lacking", "expected", "rows"), [("A0006", "A0006", 1), ("A0003", "A0003", 8)]
)
async def test_f4_looks_in_view_first_and_then_behind_the_filter(
    tmp_path: Path, lacking: str, expected: str, rows: int
) -> None:
    assets = tuple(replace(a, confidentiality=None) if a.id == lacking else a for a in ROWS)
    async with interview(new_record(assets=assets), tmp_path, "assets") as pilot:
        await press(pilot, *BY_MEDIUM, PAPER, "f4")
        assert place_of(pilot).key == expected
        assert len(in_view(pilot)) == rows


async def test_a_filter_that_shows_nothing_says_so_and_breaks_no_key(tmp_path: Path) -> None:
    assets = (Asset("A1", "総務", "鍵", medium="paper", confidentiality=1),)
    async with interview(new_record(assets=assets), tmp_path, "assets") as pilot:
        await press(pilot, *BY_MEDIUM, "1", "d")
        assert in_view(pilot) == []
        await press(pilot, "ctrl+z")
        assert in_view(pilot) == ["A1"]
        screen = screen_of(pilot, AssetsScreen)
        screen._show_view(screen.rows.view.filtered("medium", "mobile"))
        await pilot.pause()
        assert "絞り込みに合う行がありません" in screen_text(pilot)
        await press(pilot, "down", "pagedown", "c", "s", "d", "e", "space", "ctrl+a", "n", "f4")
        assert record_of(pilot).assets == assets
        await press(pilot, "escape")
        assert in_view(pilot) == ["A1"]
