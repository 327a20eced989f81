"""Several rows at once: selecting, changing one field in all of them, deleting, undoing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from data.record import Asset, Engagement
from screens.assets import AssetsScreen
from screens.bulk_edit import ValueForm
from tests.screens.runs import (
    click_target,
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
)
from tui.widgets.menu import Menu

ROWS = ledger(5)


def selected(pilot: Pilot[int]) -> set[str]:
    return screen_of(pilot, AssetsScreen).rows.selected


async def test_space_selects_and_goes_on_and_escape_lets_go(tmp_path: Path) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, "space", "down", "space")
        assert selected(pilot) == {"A0001", "A0003"}
        assert place_of(pilot).key == "A0004"
        assert "選択 2行" in screen_text(pilot)
        await press(pilot, "up", "space")
        assert selected(pilot) == {"A0001"}
        await press(pilot, "escape")
        assert selected(pilot) == set()
        assert "選択" not in screen_text(pilot)
        screen_of(pilot, AssetsScreen)


async def test_all_rows_in_view_are_selected_and_then_none(tmp_path: Path) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, "f", "2", "1", "ctrl+a")
        assert selected(pilot) == {"A0001"}
        await press(pilot, "f", "0", "ctrl+a")
        assert selected(pilot) == {row.id for row in ROWS}
        await press(pilot, "ctrl+a")
        assert selected(pilot) == set()


async def test_what_a_filter_hides_is_no_longer_selected(tmp_path: Path) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, "ctrl+a", "f", "2", "1", "d")
        assert len(record_of(pilot).assets) == len(ROWS) - 1


@pytest.mark.parametrize(
    ("keys", "change"),
    [
        (("1", *"経理", "enter"), {"business": "経理"}),
        (("5", *"総務課", "enter"), {"owner": "総務課"}),
        (("6", "６"), {"medium": "external_server"}),
        (("7", "2"), {"personal": True}),
        (("7", "3"), {"personal": True, "sensitive_personal": True}),
        (("8", "3"), {"confidentiality": 3}),
        (("a", "2"), {"availability": 2}),
        (("6", "0", "enter"), {"medium": None}),
        (("1", "ctrl+l"), {"business": ""}),
        (("c", *"令和", "ctrl+l"), {"registered": None}),
        (("8", "ctrl+l"), {"confidentiality": None}),
        (("6", "right", "right", "enter"), {"medium": "removable"}),
        (("b", *"７年", "enter"), {"retention": "７年"}),
        (("c", *"令和8年1月9日", "enter"), {"registered": date(2026, 1, 9)}),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
async def test_one_value_goes_into_every_selected_row_and_one_key_takes_it_back(
    tmp_path: Path, keys: tuple[str, ...], change: dict[str, Any]
) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, "space", "down", "space", "e", *keys)
        changed = {"A0001", "A0003"}
        expected = tuple(replace(r, **change) if r.id in changed else r for r in ROWS)
        assert on_disk(pilot).assets == expected
        assert "2行の" in status(pilot)
        assert selected(pilot) == changed
        await press(pilot, "ctrl+z")
        assert record_of(pilot).assets == ROWS


async def test_without_a_selection_the_row_under_the_cursor_is_changed(tmp_path: Path) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, "down", "ｅ", "8", "3")
        changed = replace(ROWS[1], confidentiality=3)
        assert on_disk(pilot).assets == (ROWS[0], changed, *ROWS[2:])
        assert place_of(pilot).key == "A0002"


@pytest.mark.parametrize(
    "keys",
    [["escape"], ["5", "escape", "escape"], ["5", "enter"], ["6", "escape", "escape"]],
)
async def test_nothing_is_changed_unless_a_value_is_given(tmp_path: Path, keys: list[str]) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, "ctrl+a", "e", *keys)
        assert record_of(pilot).assets == ROWS
        screen_of(pilot, AssetsScreen)


async def test_escape_leads_from_the_value_back_to_the_choice_of_the_field(
    tmp_path: Path,
) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, "ctrl+a", "e", "5", *"総務", "escape")
        menu = screen_of(pilot, Menu)
        assert menu.items[menu.cursor].label == "管理部署"
        assert record_of(pilot).assets == ROWS
        await press(pilot, "down", "enter", "6")
        assert {row.medium for row in on_disk(pilot).assets} == {"external_server"}
        screen_of(pilot, AssetsScreen)


@pytest.mark.parametrize("keys", [["1", "enter"], ["1", "space", "enter"], ["1", *"総務", "enter"]])
async def test_enter_that_changes_nothing_says_so(tmp_path: Path, keys: list[str]) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        before = record_of(pilot)
        await press(pilot, "ctrl+a", "e", *keys)
        assert record_of(pilot) is before
        assert "何も変えていません" in status(pilot)


async def test_rows_are_emptied_by_a_click_too(tmp_path: Path) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, "ctrl+a", "e", "1")
        assert "^L 空欄にする" in shown(pilot, "#value-help")
        await click_target(pilot, "#value-help", lambda target: target[0] == "empty")
        await press(pilot, "down")
        assert {row.business for row in on_disk(pilot).assets} == {""}


async def test_a_date_that_cannot_be_read_is_refused_and_may_be_mended(tmp_path: Path) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, "ctrl+a", "e", "c", *"2026-13-01", "enter")
        screen_of(pilot, ValueForm)
        assert "登録日：その日は暦にありません" in shown(pilot, "#value-help")
        await press(pilot, *["backspace"] * 5, *"03-01", "enter")
        assert {row.registered for row in record_of(pilot).assets} == {date(2026, 3, 1)}


async def test_the_menu_tells_what_the_rows_have_in_common(tmp_path: Path) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, "ctrl+a", "e")
        lines = shown(pilot, "#menu").split("\n")
        assert lines[0].split() == ["1", "業務分類", "総務"]
        assert lines[5].split() == ["6", "媒体・保存先", "いろいろ"]
        assert "5行の" in screen_text(pilot)


async def test_a_text_is_suggested_from_the_ledger(tmp_path: Path) -> None:
    rows = (*ROWS, Asset("A0006", owner="総務課"))
    async with interview(new_record(assets=rows), tmp_path, "assets") as pilot:
        await press(pilot, "space", "space", "e", "5", "right", "enter")
        assert [row.owner for row in record_of(pilot).assets[:3]] == ["総務課", "総務課", ""]


async def test_selected_rows_are_deleted_at_once_and_come_back_to_their_places(
    tmp_path: Path,
) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, "down", "space", "down", "space", "d")
        assert [row.id for row in on_disk(pilot).assets] == ["A0001", "A0003", "A0005"]
        assert "2行を削除しました" in status(pilot)
        assert selected(pilot) == set()
        await press(pilot, "ctrl+z")
        assert record_of(pilot).assets == ROWS
        assert place_of(pilot).key == "A0002"


async def test_everything_can_be_deleted(tmp_path: Path) -> None:
    async with interview(new_record(assets=ROWS), tmp_path, "assets") as pilot:
        await press(pilot, "ctrl+a", "delete", "ctrl+a", "space", "e", "d")
        assert record_of(pilot).assets == ()
        await press(pilot, "ctrl+z")
        assert record_of(pilot).assets == ROWS


async def test_the_selected_rows_are_copied_on_paper_together(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "assets") as pilot:
        await press(pilot, "ctrl+a", "s")
        rows = record_of(pilot).assets
        added = rows[len(sample.assets) :]
        assert rows[: len(sample.assets)] == sample.assets
        assert added
        assert {row.medium for row in added} == {"paper"}
        assert f"{len(added)}行を書類で追加しました" in status(pilot)
        await press(pilot, "ctrl+z")
        assert record_of(pilot) == sample


async def test_the_selected_rows_are_copied_together(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "assets") as pilot:
        await press(pilot, "space", "space", "c")
        added = record_of(pilot).assets[len(sample.assets) :]
        assert [row.name for row in added] == [row.name for row in sample.assets[:2]]
        assert "2行を複製しました" in status(pilot)
