"""The firm's form and dialogs, and where the input method opens its window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from data.record import Engagement
from screens.asset_form import AssetForm
from screens.firm import FirmScreen
from screens.self_check import SelfCheckScreen
from screens.step import StepScreen
from tests.screens.runs import (
    TODAY,
    interview,
    new_record,
    on_disk,
    press,
    record_of,
    screen_of,
    shown,
    status,
    type_text,
)


async def test_the_firms_form_is_filled_with_enter_alone(tmp_path: Path) -> None:
    async with interview(Engagement(), tmp_path, "firm") as pilot:
        await type_text(pilot, "株式会社　みほん\r製造業\r２５人\r令和8年11月20日\r佐藤\r")
        await pilot.press("２")
        await type_text(pilot, "\r\r総務\r")
        await pilot.pause()
        record = on_disk(pilot)
        assert (record.firm.name, record.firm.industry) == ("株式会社　みほん", "製造業")
        assert record.firm.employees == 25
        assert record.info.started == date(2026, 11, 20)
        assert (record.info.expert, record.info.theme) == ("佐藤", "risk")
        assert record.self_check.respondent == "総務"
        screen_of(pilot, SelfCheckScreen)


async def test_full_width_figures_mean_the_same_as_half_width(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "firm") as pilot:
        for typed, employees in (("１２３", 123), ("1,200人", 1200)):
            field = screen_of(pilot, FirmScreen).query_one("#field-firm-employees", Input)
            field.clear()
            field.focus()
            await type_text(pilot, typed)
            await pilot.press("up")
            await pilot.pause()
            assert record_of(pilot).firm.employees == employees


@pytest.mark.parametrize("typed", ["１．５", "-3", "たくさん"])
async def test_what_is_no_count_is_refused_and_kept_in_the_field(
    tmp_path: Path, typed: str
) -> None:
    async with interview(new_record(), tmp_path, "firm") as pilot:
        field = screen_of(pilot, FirmScreen).query_one("#field-firm-employees", Input)
        field.focus()
        await type_text(pilot, typed)
        await pilot.press("enter")
        await pilot.pause()
        assert field.value == typed
        assert "従業員数" in status(pilot)
        assert record_of(pilot).firm.employees is None


@pytest.mark.parametrize("leave", ["f5", "escape"])
async def test_a_refused_field_holds_the_firms_form_once_wherever_the_cursor_is(
    tmp_path: Path, leave: str
) -> None:
    async with interview(new_record(), tmp_path, "firm") as pilot:
        screen = screen_of(pilot, FirmScreen)
        field = screen.query_one("#field-info-started", Input)
        field.clear()
        field.focus()
        await press(pilot, *"2026/13/45", "down", "佐", "down", leave)
        assert screen_of(pilot, FirmScreen).focused is field
        assert "開始日" in status(pilot)
        assert "もう一度" in status(pilot)
        await press(pilot, leave)
        assert screen_of(pilot, StepScreen).focused is None
        assert record_of(pilot).info.started == TODAY
        assert record_of(pilot).info.expert == "佐"


async def test_a_choice_is_cleared_with_0(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "firm") as pilot:
        screen_of(pilot, FirmScreen).query_one("#field-info-theme").focus()
        await pilot.press("3", "up")
        assert record_of(pilot).info.theme == "cloud"
        screen_of(pilot, FirmScreen).query_one("#field-info-theme").focus()
        await pilot.press("０")
        await pilot.pause()
        assert record_of(pilot).info.theme is None


async def test_a_choice_is_walked_with_the_arrows(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "firm") as pilot:
        screen_of(pilot, FirmScreen).query_one("#field-info-theme").focus()
        await pilot.press("right", "right", "left", "right")
        await pilot.pause()
        assert record_of(pilot).info.theme == "risk"


async def test_the_firms_form_explains_the_field(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "firm") as pilot:
        screen_of(pilot, FirmScreen).query_one("#field-info-theme").focus()
        await pilot.pause()
        text = shown(pilot, "#firm-help")
        assert "テーマ" in text
        assert "1  規程の整備" in text


# --- The hidden cursor: research/terminal-ui.md, finding 6 ------------------


def cell_of_the_next_character(pilot: Pilot[int]) -> tuple[int, int]:
    """Behind the text of the focused field, computed here from its place on the screen."""
    from rich.cells import cell_len

    field = pilot.app.focused
    if isinstance(field, TextArea):
        row, column = field.cursor_location
        before = field.document[row][:column]
        return field.content_region.x + cell_len(before), field.content_region.y + row
    assert isinstance(field, Input)
    return field.content_region.x + cell_len(field.value), field.content_region.y


OPENERS = {
    "asset form": ("assets", ["a"]),
    "note": ("measures", ["n"]),
    "find": ("measures", ["f3"]),
    "palette": ("measures", ["ctrl+p"]),
    "files": ("results", ["m"]),
    "firm": ("firm", []),
}


@pytest.mark.parametrize("opener", OPENERS)
async def test_the_input_methods_window_opens_at_the_field(tmp_path: Path, opener: str) -> None:
    step, keys = OPENERS[opener]
    async with interview(new_record(), tmp_path, step) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert pilot.app.cursor_position == cell_of_the_next_character(pilot)
        await type_text(pilot, "総務")
        assert pilot.app.cursor_position == cell_of_the_next_character(pilot)
        for size in ((120, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert pilot.app.cursor_position == cell_of_the_next_character(pilot)


async def test_the_cursor_follows_from_field_to_field(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await pilot.press("a", "x", "enter", "down", "up", "up")
        await pilot.pause()
        assert pilot.app.cursor_position == cell_of_the_next_character(pilot)


async def test_a_choice_cleared_in_a_form_is_empty_in_the_record(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await pilot.press("a", *["enter"] * 5, "3")
        screen_of(pilot, AssetForm).query_one("#field-medium").focus()
        await pilot.press("delete", "escape")
        await pilot.pause()
        assert on_disk(pilot).assets[0].medium is None
