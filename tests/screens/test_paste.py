"""Rows copied in a spreadsheet and pasted into the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from data.record import Asset
from exports.book_import import Unread, UnreadableBookError
from exports.readers import delimited
from screens.asset_form import AssetForm
from screens.assets import AssetsScreen
from screens.pasted_rows import PREVIEWED, new_rows
from screens.step import StepScreen
from tests.screens.runs import (
    TODAY,
    interview,
    ledger,
    new_record,
    on_disk,
    paste,
    place_of,
    press,
    record_of,
    screen_of,
    screen_text,
    shown,
    status,
)
from tui.widgets.dialog import Choice
from tui.widgets.report import Report
from tui.widgets.row_table import RowTable

TITLES = "業務分類\t情報資産名称\t管理部署\t媒体・保存先\t機密性"
ROWS = ("人事\t社員名簿\t総務課\t事務所PC\t3", "営業\t見積書\t営業課\t書類\t２")
TABLE = "\r".join((TITLES, *ROWS)) + "\r"
Answers = tuple[tuple[Asset, ...], tuple[Unread, ...]]


@pytest.fixture
def understood(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answers], None]:
    """Says what any pasted text means."""

    def put(answer: Answers) -> None:
        monkeypatch.setattr(delimited, "pasted_assets", lambda _text: answer)

    return put


@pytest.mark.parametrize("key", ["enter", "1", "１"])
async def test_pasted_rows_are_added_after_a_look_and_taken_back_by_one_key(
    tmp_path: Path, key: str
) -> None:
    record = new_record(assets=ledger(2))
    async with interview(record, tmp_path, "assets") as pilot:
        await paste(pilot, TABLE)
        assert record_of(pilot) == record
        text = shown(pilot, "#report")
        assert "2行を追加します" in text
        assert all(word in text for word in ("社員名簿", "管理部署：総務課", "見積書", "機密性：2"))
        await press(pilot, key)
        first, second = on_disk(pilot).assets[2:]
        assert (first.business, first.name, first.owner) == ("人事", "社員名簿", "総務課")
        assert (first.medium, first.confidentiality) == ("office_pc", 3)
        assert (second.name, second.medium, second.confidentiality) == ("見積書", "paper", 2)
        assert (first.id, second.id) == ("A003", "A004")
        assert (first.registered, second.registered) == (TODAY, TODAY)
        assert place_of(pilot).key == "A003"
        assert "2行を追加しました" in status(pilot)
        await press(pilot, "ctrl+z")
        assert record_of(pilot) == record
        await press(pilot, "ctrl+y")
        assert len(record_of(pilot).assets) == 4


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
async def test_any_line_end_parts_the_rows(tmp_path: Path, end: str) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await paste(pilot, end.join((TITLES, *ROWS, "")))
        await press(pilot, "1")
        assert [asset.name for asset in record_of(pilot).assets] == ["社員名簿", "見積書"]


async def test_an_escaped_paste_adds_nothing(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await paste(pilot, TABLE)
        await press(pilot, "escape")
        screen_of(pilot, AssetsScreen)
        assert record_of(pilot).assets == ()


async def test_a_ledger_pasted_with_its_dates_keeps_them(
    tmp_path: Path, understood: Callable[[Answers], None]
) -> None:
    dated = Asset("", name="名簿", registered=date(2020, 4, 1))
    understood(((dated, Asset("", name="控え")), ()))
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await paste(pilot, "x")
        await press(pilot, "1")
        assert [a.registered for a in record_of(pilot).assets] == [date(2020, 4, 1), None]


async def test_long_pastes_are_shown_in_part_and_unread_cells_all(
    tmp_path: Path, understood: Callable[[Answers], None]
) -> None:
    rows = tuple(Asset("", name=f"書類{n}") for n in range(30))
    unread = tuple(Unread("貼り付け", "表", f"J{n}", "高い", "わかりません") for n in range(40))
    understood((rows, unread))
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await paste(pilot, "x")
        text = shown(pilot, "#report")
        assert f"書類{PREVIEWED - 1}\n" in text
        assert f"書類{PREVIEWED}\n" not in text
        assert f"ほか{30 - PREVIEWED}行" in text
        assert "読めなかったところ 40件" in text
        assert all(f"J{n} 「高い」：" in text for n in range(40))


async def test_what_is_no_table_is_said(
    tmp_path: Path, understood: Callable[[Answers], None]
) -> None:
    understood(((), ()))
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await paste(pilot, " ")
        screen_of(pilot, Report)
        assert "見つかりませんでした" in screen_text(pilot)
        await press(pilot, "1")
        screen_of(pilot, AssetsScreen)
        assert record_of(pilot).assets == ()


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (UnreadableBookError("貼り付け", "第3版の表です"), "第3版の表です"),
        (KeyError("社外秘"), "KeyError"),
    ],
)
async def test_a_paste_that_cannot_be_read_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, text: str
) -> None:
    def failing(_text: str) -> Answers:
        raise error

    monkeypatch.setattr(delimited, "pasted_assets", failing)
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await paste(pilot, "x")
        screen_of(pilot, Choice)
        assert text in screen_text(pilot)
        assert "社外秘" not in screen_text(pilot)


async def test_a_paste_into_a_field_is_its_text(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await press(pilot, "a")
        await paste(pilot, "人事部")
        form = screen_of(pilot, AssetForm)
        assert isinstance(form.focused, Input)
        assert form.focused.value == "人事部"
        assert record_of(pilot).assets == ()


async def test_a_paste_beside_the_fields_of_a_form_adds_no_rows(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await press(pilot, "a", *["enter"] * 5)
        await paste(pilot, TABLE)
        screen_of(pilot, AssetForm)
        await press(pilot, "f1", "f3")
        await paste(pilot, TABLE)
        assert not isinstance(pilot.app.screen, Report)


@pytest.mark.parametrize("step", ["self_check", "threats", "measures", "cloud", "results"])
async def test_elsewhere_a_paste_does_nothing(tmp_path: Path, step: str) -> None:
    record = new_record()
    async with interview(record, tmp_path, step) as pilot:
        await paste(pilot, TABLE)
        screen_of(pilot, StepScreen)
        assert record_of(pilot) == record


async def test_ten_thousand_rows_stay_usable(
    tmp_path: Path, understood: Callable[[Answers], None]
) -> None:
    count = 10_000
    understood((tuple(replace(asset, id="") for asset in ledger(count)), ()))
    async with interview(new_record(assets=ledger(3)), tmp_path, "assets") as pilot:
        await paste(pilot, "x")
        assert len(shown(pilot, "#report").split("\n")) < 10 * PREVIEWED
        await press(pilot, "1")
        assert len({asset.id for asset in record_of(pilot).assets}) == count + 3
        await press(pilot, "pagedown")
        table = pilot.app.screen.query_one(RowTable)
        assert table.rows_in_sight < 30
        assert place_of(pilot).key == f"A{4 + table.rows_in_sight:03}"


def test_ids_go_on_from_the_highest() -> None:
    record = new_record(assets=(Asset("A007"), Asset("うち-3")))
    rows = new_rows(record, (Asset(""), Asset("")), TODAY)
    assert [row.id for row in rows] == ["A008", "A009"]
