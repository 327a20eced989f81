"""The radar at its largest, the heat map where there is room, and the legend of the marks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.record import Engagement
from data.result import compute_result
from screens.large_radar import LargeRadar
from screens.step import StepScreen
from tests.screens.runs import (
    NARROW,
    WIDE,
    interview,
    new_record,
    press,
    screen_of,
    screen_text,
    shown,
    status,
)
from tui.marks import legend


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("key", ["l", "ｌ"])
async def test_l_shows_the_radar_of_the_present_service_with_all_it_needs(
    tmp_path: Path, sample: Engagement, key: str, size: tuple[int, int]
) -> None:
    service = sample.cloud_services[1]
    async with interview(sample, tmp_path, "cloud", size) as pilot:
        await press(pilot, "pageup", "pageup", "pageup", key)
        screen_of(pilot, LargeRadar)
        seen = screen_text(pilot)
        assert service.name in seen
        assert len(set(re.findall(r"[o+x] +(\d+) ", seen))) >= 15
        radar = pilot.app.screen.query_one("#radar")
        assert len(shown(pilot, "#radar").split("\n")) <= radar.size.height


async def test_one_walks_through_the_services_and_comes_back_to_the_question(
    tmp_path: Path, sample: Engagement
) -> None:
    names = [service.name for service in sample.cloud_services]
    async with interview(sample, tmp_path, "cloud") as pilot:
        there = screen_of(pilot, StepScreen).current_place
        await press(pilot, "l", *["left"] * len(names))
        seen = [shown(pilot, "#radar").split("\n")[0].strip()]
        for key in ["right", "pagedown", "down", "space", "j"][: len(names) - 1]:
            await press(pilot, key)
            seen.append(shown(pilot, "#radar").split("\n")[0].strip())
        assert seen == names
        await press(pilot, "right", "pageup")
        assert shown(pilot, "#radar").startswith(names[-2])
        await press(pilot, "escape")
        assert screen_of(pilot, StepScreen).current_place == there


@pytest.mark.parametrize("key", ["escape", "enter", "l", "ｌ"])
async def test_the_large_radar_closes_by_key(tmp_path: Path, sample: Engagement, key: str) -> None:
    async with interview(sample, tmp_path, "cloud") as pilot:
        await press(pilot, "l", key)
        screen_of(pilot, StepScreen)


async def test_without_a_service_there_is_no_radar_to_enlarge(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "cloud") as pilot:
        await press(pilot, "l")
        screen_of(pilot, StepScreen)
        assert "サービスを追加すると" in status(pilot)


@pytest.mark.parametrize("step", ["assets", "measures"])
async def test_the_heat_map_stands_in_the_panel_where_it_pushes_nothing_out(
    tmp_path: Path, sample: Engagement, step: str
) -> None:
    async with interview(sample, tmp_path, step, WIDE) as pilot:
        assert "重要度 × 可能性" in shown(pilot, "#panel")
        panel = pilot.app.screen.query_one("#panel")
        assert len(shown(pilot, "#panel").split("\n")) <= panel.size.height
        await pilot.resize_terminal(120, 24)
        await pilot.pause()
        assert "重要度 × 可能性" not in shown(pilot, "#panel")


async def test_the_results_show_the_heat_map_of_this_record(
    tmp_path: Path, sample: Engagement
) -> None:
    board = compute_result(sample).board
    async with interview(sample, tmp_path, "results") as pilot:
        page = shown(pilot, "#page")
        for (importance, likelihood), number in board.cell_counts().items():
            row = next(text for text in page.split("\n") if text.startswith(f"重要度{importance} "))
            assert re.findall(r"(\d+)件", row)[likelihood - 1] == str(number)


async def test_without_assets_there_is_no_heat_map(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "results") as pilot:
        assert "重要度 × 可能性" not in shown(pilot, "#page")


async def test_the_help_explains_every_mark(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "f1")
        lines = shown(pilot, "#help").split("\n")
        for mark in legend():
            assert any(line.startswith(mark.sign) and mark.meaning[:8] in line for line in lines)
