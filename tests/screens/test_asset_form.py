"""Entering the ledger: few keys, nothing lost, nothing added by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from data.record import Asset, Engagement
from screens.asset_form import AssetForm
from screens.assets import AssetsScreen
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
    shown,
    status,
)
from tui.widgets.lines_view import LinesView
from tui.widgets.record_form import RecordForm

TEXTS = ("経理", "会計データ", "控えあり", "経理部", "総務部")
RETENTION = "10年"
ROW = [
    *(key for text in TEXTS for key in (*text, "enter")),
    *("3", "1", "2", "3", "1"),
    *(*RETENTION, "enter"),
]
BEYOND_THE_TEXTS = 12


def outcome(screen: AssetForm) -> str:
    view = screen.query_one("#row-form-outcome", LinesView)
    return "".join(content.plain for content in view.lines)


def emptied_date(pilot: Pilot[int]) -> Input:
    """The field 登録日, empty and with the cursor in it."""
    field = screen_of(pilot, AssetForm).query_one("#field-registered", Input)
    field.clear()
    field.focus()
    return field


async def test_a_complete_row_takes_no_more_keys_than_its_characters_and_twelve(
    tmp_path: Path,
) -> None:
    keys = ["a", *ROW]
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        entered = Asset(
            id="A001",
            business="経理",
            name="会計データ",
            note="控えあり",
            users="経理部",
            owner="総務部",
            medium="office_pc",
            confidentiality=2,
            integrity=3,
            availability=1,
            retention="10年",
            registered=TODAY,
        )
        assert on_disk(pilot).assets == record_of(pilot).assets == (entered,)
    assert len(keys) <= sum(map(len, TEXTS)) + len(RETENTION) + BEYOND_THE_TEXTS


async def test_after_a_row_the_form_of_the_next_one_is_open(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await pilot.press("a", *ROW)
        await pilot.pause()
        form = screen_of(pilot, AssetForm)
        assert form.row.id == "A002"
        await pilot.press(*ROW)
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        first, second = on_disk(pilot).assets
        assert second == replace(first, id="A002")
        screen_of(pilot, AssetsScreen)


async def test_an_edited_row_does_not_open_a_next_one(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(2)), tmp_path, "assets") as pilot:
        await pilot.press("down", "enter")
        await pilot.pause()
        form = screen_of(pilot, AssetForm)
        form.query_one("#field-registered").focus()
        await pilot.press("enter")
        await pilot.pause()
        screen_of(pilot, AssetsScreen)
        assert place_of(pilot).key == "A0002"


async def test_escape_keeps_what_was_typed_and_nothing_more(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await pilot.press("a", *"経理", "enter", *"売上", "escape")
        await pilot.pause()
        only = Asset(id="A001", business="経理", name="売上", registered=TODAY)
        assert on_disk(pilot).assets == (only,)
        screen_of(pilot, AssetsScreen)


async def test_escape_from_an_empty_form_adds_nothing(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        before = record_of(pilot)
        await pilot.press("a", "escape")
        await pilot.pause()
        assert record_of(pilot) is before
        await pilot.press("ctrl+z")
        assert "戻せる操作はありません" in status(pilot)


@pytest.mark.parametrize("keys", [[], ["enter"]], ids=["typed", "entered"])
async def test_a_bad_date_stays_with_a_message_until_escape_is_pressed_again(
    tmp_path: Path, keys: list[str]
) -> None:
    async with interview(new_record(assets=ledger(1)), tmp_path, "assets") as pilot:
        await pilot.press("enter")
        field = emptied_date(pilot)
        await pilot.press(*"2026-13-45", *keys)
        await pilot.press("escape")
        await pilot.pause()
        form = screen_of(pilot, AssetForm)
        assert field.value == "2026-13-45"
        assert "登録日" in outcome(form)
        assert "もう一度 Esc" in outcome(form)
        await pilot.press("escape")
        await pilot.pause()
        screen_of(pilot, AssetsScreen)
        assert record_of(pilot).assets == ledger(1)


async def test_a_refused_field_is_not_lost_when_the_cursor_has_left_it(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(1)), tmp_path, "assets") as pilot:
        await press(pilot, "enter")
        emptied_date(pilot)
        await press(pilot, *"2026-13-45", "up", "up", "up")
        form = screen_of(pilot, AssetForm)
        assert "登録日" in outcome(form)
        await press(pilot, "escape")
        assert "もう一度 Esc" in outcome(screen_of(pilot, AssetForm))
        assert str(form.focused and form.focused.id) == "field-registered"
        # Another text is another attempt.
        await press(pilot, "6", "escape")
        screen_of(pilot, AssetForm)
        await press(pilot, "escape")
        screen_of(pilot, AssetsScreen)
        assert record_of(pilot).assets == ledger(1)


async def test_blanks_alone_are_nothing_entered(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(1)), tmp_path, "assets") as pilot:
        await press(pilot, "enter", "space", "enter", "escape")
        assert record_of(pilot).assets == ledger(1)


async def test_a_mended_date_is_kept(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(1)), tmp_path, "assets") as pilot:
        await pilot.press("enter")
        field = emptied_date(pilot)
        await pilot.press(*"2026-13-45", "escape")
        field.clear()
        await pilot.press(*"令和8年1月9日", "escape")
        await pilot.pause()
        screen_of(pilot, AssetsScreen)
        assert on_disk(pilot).assets[0].registered == date(2026, 1, 9)


async def test_a_bad_field_does_not_cost_what_is_typed_in_another(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(1)), tmp_path, "assets") as pilot:
        await pilot.press("enter")
        emptied_date(pilot)
        await pilot.press(*"あした", "up", *"5年", "escape")
        await pilot.pause()
        if isinstance(pilot.app.screen, AssetForm):
            await pilot.press("escape")
            await pilot.pause()
        assert on_disk(pilot).assets[0].retention == "5年"


async def test_undo_takes_back_field_by_field_and_then_the_row(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await pilot.press("a", *"経理", "enter", *"売上", "escape")
        await pilot.pause()
        await pilot.press("ctrl+z")
        assert on_disk(pilot).assets[0].name == ""
        await pilot.press("ctrl+z")
        assert on_disk(pilot).assets == ()
        await pilot.press("ctrl+y", "ctrl+y")
        assert on_disk(pilot).assets[0].name == "売上"


async def test_importance_and_risk_appear_while_the_row_is_entered(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(replace(sample, assets=()), tmp_path, "assets") as pilot:
        await pilot.press("a", *"人事", *["enter"] * 5)
        form = screen_of(pilot, AssetForm)
        assert "重要度 －" in outcome(form)
        await pilot.press("3", "2")
        await pilot.pause()
        assert "重要度 3" in outcome(form)
        assert "リスク値 6 大" in outcome(form)


async def test_the_form_explains_the_field_that_has_the_cursor(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await pilot.press("a", *["enter"] * 5)
        await pilot.pause()
        assert "2  可搬電子媒体" in shown(pilot, "#row-form-help")
        await pilot.press("1")
        await pilot.pause()
        assert "個人情報の種類" in shown(pilot, "#row-form-help")


async def test_digits_in_full_width_choose_in_the_form(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await pilot.press("a", *["enter"] * 5, "３", "１", "２", "escape")
        await pilot.pause()
        (asset,) = on_disk(pilot).assets
        assert (asset.medium, asset.personal, asset.confidentiality) == ("office_pc", False, 2)


async def test_fields_are_walked_up_and_down(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(1)), tmp_path, "assets") as pilot:
        await pilot.press("enter", "down", "down")
        fields = screen_of(pilot, AssetForm).query_one(RecordForm).items
        here = str(getattr(pilot.app.focused, "id", "")).removeprefix("field-")
        first = next(key for key, item in fields.items() if key == "note")
        # The form begins in the first empty field, 備考.
        assert list(fields).index(here) == list(fields).index(first) + 2


async def test_page_down_reads_on_in_the_explanation_of_a_field(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await pilot.press("a", *["down"] * 7)
        explained = screen_of(pilot, AssetForm).query_one("#row-form-help", LinesView)
        assert explained.is_longer_than_shown
        await pilot.press("pagedown")
        assert explained.scroll_offset.y > 0
        await pilot.press("down")
        assert explained.scroll_offset.y == 0


SMALL = (60, 20)
# What a field must show of its text to be typed in.
TYPED_IN = 30


@pytest.mark.parametrize("keys", [("f6", "a"), ("f9", "a"), ("i",)], ids=["asset", "cloud", "firm"])
async def test_in_a_small_terminal_a_field_shows_what_is_typed_and_its_explanation(
    tmp_path: Path, sample: Engagement, keys: tuple[str, ...]
) -> None:
    async with interview(sample, tmp_path, "measures", SMALL) as pilot:
        await press(pilot, *keys)
        screen = pilot.app.screen
        explanation = screen.query_one("#row-form-help, #firm-help", LinesView)
        for field in list(screen.query("RecordForm Input, ChoiceField")):
            assert screen.focused is field
            assert field.region.width >= TYPED_IN
            assert screen.query_one(RecordForm).region.contains_region(field.region)
            assert explanation.region.height >= 5
            assert explanation.region.bottom <= SMALL[1]
            await press(pilot, "down")


async def test_in_a_small_terminal_the_risk_is_told_whole(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "assets", SMALL) as pilot:
        await press(pilot, "enter")
        view = screen_of(pilot, AssetForm).query_one("#row-form-outcome", LinesView)
        assert "T12" in outcome(screen_of(pilot, AssetForm))
        assert "対策状況" in outcome(screen_of(pilot, AssetForm))
        assert max(each.cell_length for each in view.lines) <= view.size.width
        assert len(view.lines) <= view.size.height
