"""The mouse reaches what the keys reach."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.folder import data_folder
from data.record import Engagement
from screens.asset_form import AssetForm
from screens.assets import AssetsScreen
from screens.frame import STEP_NAMES
from screens.help import HelpScreen
from screens.step import StepScreen
from tests.screens.runs import (
    NARROW,
    WIDE,
    app_of,
    click_target,
    interview,
    ledger,
    new_record,
    place_of,
    record_of,
    screen_of,
    write,
)
from tui.app import KikitoriApp
from tui.widgets.dialog import Choice
from tui.widgets.note_pane import NotePane
from tui.widgets.picker import Picker
from tui.widgets.row_table import RowTable


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_click_on_an_option_answers(tmp_path: Path, size: tuple[int, int]) -> None:
    async with interview(new_record(), tmp_path, "measures", size) as pilot:
        await click_target(pilot, "#card", lambda target: target == ("option", 3))
        assert record_of(pilot).measures[1].status == 3
        assert place_of(pilot).key == "2"


async def test_a_click_in_the_outline_goes_to_the_question(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await click_target(pilot, "#outline", lambda target: target == ("question", 5))
        assert place_of(pilot).key == "6"
        await pilot.press(*["pagedown"] * 4)
        here = int(place_of(pilot).key)
        await click_target(pilot, "#outline", lambda target: target == ("question", here))
        assert place_of(pilot).key == str(here + 1)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_click_in_the_bar_shows_the_step(tmp_path: Path, size: tuple[int, int]) -> None:
    async with interview(new_record(), tmp_path, "measures", size) as pilot:
        for step, *_ in STEP_NAMES:
            await click_target(pilot, "#top", lambda target, step=step: target == ("go", step))  # type: ignore[misc]
            assert step == screen_of(pilot, StepScreen).STEP
        await click_target(pilot, "#top", lambda target: target == ("go", "firm"))
        assert screen_of(pilot, StepScreen).STEP == "firm"


@pytest.mark.parametrize(
    ("action", "shown"),
    [("help", HelpScreen), ("find", Picker), ("commands", Picker)],
)
async def test_a_click_on_a_footer_key_does_what_the_key_does(
    tmp_path: Path, action: str, shown: type
) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await click_target(pilot, "#bottom", lambda target: target == ("run", action))
        assert isinstance(pilot.app.screen, shown)


async def test_a_click_on_the_notes_key_opens_a_note(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await click_target(pilot, "#bottom", lambda target: target == ("run", "note"))
        assert pilot.app.screen.query_one(NotePane).query_one("#note").has_focus


async def test_a_click_on_undo_undoes(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        empty = record_of(pilot)
        await pilot.press("1")
        await click_target(pilot, "#bottom", lambda target: target == ("run", "undo"))
        assert record_of(pilot) == empty


async def test_a_click_on_a_row_selects_it_and_another_opens_it(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(50)), tmp_path, "assets") as pilot:
        await pilot.click(RowTable, offset=(5, 4))
        await pilot.pause()
        assert place_of(pilot).key == "A0004"
        await pilot.click(RowTable, offset=(5, 4))
        await pilot.pause()
        assert screen_of(pilot, AssetForm).row.id == "A0004"


async def test_a_click_below_the_rows_or_on_the_header_does_nothing(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(2)), tmp_path, "assets") as pilot:
        for y in (0, 9):
            await pilot.click(RowTable, offset=(5, y))
            await pilot.pause()
            screen_of(pilot, AssetsScreen)
            assert place_of(pilot).key == "A0001"


async def test_a_click_on_a_row_counts_from_where_the_table_is_scrolled(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(100)), tmp_path, "assets") as pilot:
        await pilot.press(*["pagedown"] * 3)
        table = pilot.app.screen.query_one(RowTable)
        await pilot.click(RowTable, offset=(5, 2))
        await pilot.pause()
        assert place_of(pilot).key == f"A{table.scroll_offset.y + 2:04}"


async def test_a_click_on_an_option_of_the_form_chooses_it(tmp_path: Path) -> None:
    record = new_record(assets=(replace(ledger(1)[0], medium=None),))
    async with interview(record, tmp_path, "assets") as pilot:
        await pilot.press("enter")
        form = screen_of(pilot, AssetForm)
        form.query_one("#field-medium").focus()
        await pilot.pause()
        await click_target(pilot, "#row-form-help", lambda target: target == ("value", 5))
        assert record_of(pilot).assets[0].medium == "internal_server"


async def test_a_click_on_a_found_line_goes_there(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "results") as pilot:
        await pilot.press("f3", *"T0")
        await click_target(pilot, "#picks", lambda target: target == ("pick", 2))
        assert place_of(pilot).key == "T03"


async def test_a_click_on_a_risk_of_the_results_goes_to_the_asset(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "results") as pilot:
        await pilot.press("pagedown", "pagedown", *["down"] * 20)
        await click_target(pilot, "#page", lambda target: target[:2] == ("place", "assets"))
        screen_of(pilot, AssetsScreen)


async def test_home_is_worked_by_clicks() -> None:
    path = write(data_folder() / "会社.toml", new_record())
    app = KikitoriApp()
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await click_target(pilot, "#home-keys", lambda target: target == ("run", "help"))
        screen_of(pilot, HelpScreen)
        await pilot.press("escape")
        await click_target(pilot, "#home-files", lambda target: target == ("file", 0))
        assert app_of(pilot).session.path == path


async def test_a_dialog_is_answered_by_a_click(tmp_path: Path) -> None:
    path = tmp_path / "新しい.toml"
    async with KikitoriApp(path).run_test(size=NARROW) as pilot:
        await pilot.pause()
        screen_of(pilot, Choice)
        await click_target(pilot, "#choice", lambda target: target == ("option", "yes"))
        assert path.exists()
