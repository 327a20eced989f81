"""A step's screen waits out of sight: when it comes back it shows what is true then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rich.cells import cell_len
from textual.pilot import Pilot

from data.record import Engagement, Firm
from screens.step import StepScreen
from tests.screens.runs import (
    WIDE,
    app_of,
    interview,
    ledger,
    new_record,
    press,
    screen_lines,
    screen_of,
    screen_text,
    shown,
    write,
)
from tests.strategies import whole_record


def backgrounds(pilot: Pilot[int]) -> set[str]:
    strips = pilot.app.screen._compositor.render_strips()
    styles = (segment.style for strip in strips for segment in strip if segment.style)
    return {str(style.bgcolor) for style in styles}


async def test_another_engagement_has_screens_of_its_own(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "measures") as pilot:
        await press(pilot, "f5")
        first = [screen_of(pilot, StepScreen), *app_of(pilot)._kept.values()]
        await press(pilot, "escape")
        app_of(pilot).open_file(
            write(tmp_path / "別の会社.toml", new_record(firm=Firm("別の会社")))
        )
        await press(pilot, "f8")
        assert "別の会社" in screen_text(pilot)
        assert screen_of(pilot, StepScreen) not in first
        assert not any(screen.is_attached for screen in first)
        assert not set(first) & set(pilot.app._installed_screens.values())


async def test_the_window_grew_meanwhile(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "measures") as pilot:
        await press(pilot, "f5")
        await pilot.resize_terminal(*WIDE)
        await press(pilot, "f8")
        panel = pilot.app.screen.query_one("#panel")
        assert panel.region.right == WIDE[0]
        assert {cell_len(line) for line in screen_lines(pilot)} == {WIDE[0]}
        assert "対策の実施率" in screen_text(pilot)


async def test_the_theme_changed_meanwhile(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "measures") as pilot:
        dark = backgrounds(pilot)
        await press(pilot, "f5")
        pilot.app.theme = "textual-light"
        await press(pilot, "f8")
        assert not dark & backgrounds(pilot)


async def test_what_changed_elsewhere_is_shown_without_arrows(tmp_path: Path) -> None:
    record = replace(whole_record(status=3), assets=ledger(12))
    async with interview(record, tmp_path, "threats", WIDE) as pilot:
        await press(pilot, "f8", "f7", *["1"] * 21)
        assert set("▲▼") & set(shown(pilot, "#panel"))
        await press(pilot, "f8")
        assert not set("▲▼") & set(shown(pilot, "#panel"))


async def test_undo_elsewhere_is_seen_on_coming_back(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "self_check") as pilot:
        await press(pilot, "1", "1", "f6", "ctrl+z")
        assert "回答 1/25" in shown(pilot, "#folded")
