"""Books go out: which, where to, how far, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from data.record import Engagement
from exports import books, reports
from exports.book_import import Progress
from screens.home import HomeScreen
from screens.results import ResultsScreen
from screens.step import StepScreen
from tests.exports.stories import story
from tests.screens.runs import (
    TODAY,
    app_of,
    interview,
    press,
    record_of,
    screen_of,
    screen_text,
    shown,
    status,
    type_text,
    until,
)
from tui.widgets.dialog import Choice
from tui.widgets.file_dialog import FileDialog
from tui.widgets.progress_dialog import ProgressDialog
from tui.widgets.report import Report


@pytest.mark.parametrize(("key", "count"), [("1", 3), ("enter", 3), ("２", 1), ("4", 1)])
async def test_export_writes_the_chosen_books_beside_the_file(
    tmp_path: Path, sample: Engagement, monkeypatch: pytest.MonkeyPatch, key: str, count: int
) -> None:
    asked: list[tuple[Path, list[str], date]] = []

    def write_books(
        record: Engagement, folder: Path, keys: list[str], day: date, _progress: object
    ) -> list[Path]:
        assert record == sample
        asked.append((folder, list(keys), day))
        return [folder / f"{each}.xlsx" for each in keys]

    monkeypatch.setattr(books, "write_books", write_books)
    async with interview(sample, tmp_path, "results") as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert str(tmp_path)[:20] in screen_text(pilot)
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        ((folder, keys, day),) = asked
        assert (folder, len(keys), day) == (tmp_path, count, TODAY)
        screen_of(pilot, Report)
        assert "書き出しました" in screen_text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "書き出しています" not in status(pilot)


async def test_export_says_why_it_could_not_write(
    tmp_path: Path, sample: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_books(*_args: object) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(books, "write_books", write_books)
    async with interview(sample, tmp_path, "results") as pilot:
        await pilot.press("x", "1")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "書き出せませんでした" in screen_text(pilot)
        assert "Permission" not in screen_text(pilot)
        await pilot.press("enter")
        assert pilot.app.is_running


async def test_an_escaped_export_writes_nothing(
    tmp_path: Path, sample: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "write_books", lambda *_args: pytest.fail("written"))
    async with interview(sample, tmp_path, "measures") as pilot:
        await pilot.press("ｘ", "escape")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


# --- Where to ----------------------------------------------------------------


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that books were written to; nothing is."""
    folders: list[Path] = []

    def write_books(
        _record: Engagement, folder: Path, keys: list[str], _day: date, _progress: Progress
    ) -> list[Path]:
        folders.append(folder)
        return [folder / f"{each}.xlsx" for each in keys]

    monkeypatch.setattr(books, "write_books", write_books)
    return folders


async def test_another_folder_is_chosen_and_stays_chosen(
    tmp_path: Path, sample: Engagement, written: list[Path]
) -> None:
    (tmp_path / "提出用").mkdir()
    async with interview(sample, tmp_path, "results") as pilot:
        await press(pilot, "x", "6")
        screen_of(pilot, FileDialog)
        await press(pilot, "down", "down", "enter", "enter")
        assert "提出用" in "".join(shown(pilot, "#choice").split())
        await press(pilot, "2", "enter", "x")
        assert "提出用" in "".join(shown(pilot, "#choice").split())
        await press(pilot, "3")
        assert written == [tmp_path / "提出用"] * 2


async def test_a_folder_that_does_not_exist_yet_can_be_named(
    tmp_path: Path, sample: Engagement, written: list[Path]
) -> None:
    async with interview(sample, tmp_path, "results") as pilot:
        await press(pilot, "x", "６")
        await type_text(pilot, "十一月　分")
        await press(pilot, "enter", "1")
        assert written == [tmp_path / "十一月　分"]


async def test_a_folder_not_chosen_leaves_the_one_before(
    tmp_path: Path, sample: Engagement, written: list[Path]
) -> None:
    async with interview(sample, tmp_path, "results") as pilot:
        await press(pilot, "x", "6", "escape")
        screen_of(pilot, Choice)
        await press(pilot, "1")
        assert written == [tmp_path]


async def test_another_engagement_has_its_own_folder(
    tmp_path: Path, sample: Engagement, written: list[Path]
) -> None:
    async with interview(sample, tmp_path / "甲", "results") as pilot:
        await press(pilot, "x", "6", "down", "enter", "enter", "escape")
        path = app_of(pilot).session.path
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        app_of(pilot).open_file(path)
        await until(pilot, lambda: isinstance(pilot.app.screen, StepScreen))
        await press(pilot, "x", "1")
        assert written == [tmp_path / "甲"]


async def test_the_report_names_every_book_and_its_folder(
    tmp_path: Path, sample: Engagement, written: list[Path]
) -> None:
    async with interview(sample, tmp_path, "results") as pilot:
        await press(pilot, "x", "1")
        screen_of(pilot, Report)
        text = "".join(shown(pilot, "#report").split())
        assert str(written[0]) in text
        assert all(f"{key}.xlsx" in text for key in books.BOOKS)


async def test_the_report_names_texts_that_no_cell_holds(
    tmp_path: Path, sample: Engagement, written: list[Path]
) -> None:
    answer = replace(sample.measures[7], note="長" * 40_000)
    record = replace(sample, measures={**sample.measures, 7: answer})
    async with interview(record, tmp_path, "results") as pilot:
        await press(pilot, "x", "1")
        assert written
        assert "対策 7 のメモ：40,000文字" in shown(pilot, "#report")
        await press(pilot, "1")
        screen_of(pilot, ResultsScreen)


# --- Reports ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        (("1",), "報告書_みほん精工株式会社"),
        (("５", "1"), "報告書_社名なし"),
        (("5", "5", "enter"), "報告書_みほん精工株式会社"),
        (("3",), "訪問報告書_第2回_みほん精工株式会社"),
        (("5", "4"), "訪問報告書_第3回_社名なし"),
    ],
)
async def test_a_report_is_written_for_real(
    tmp_path: Path, keys: tuple[str, ...], title: str
) -> None:
    sample = story()
    async with interview(sample, tmp_path, "results") as pilot:
        await press(pilot, "x", "5", *keys)
        await until(pilot, lambda: isinstance(pilot.app.screen, Report))
        written = sorted(each.name for each in tmp_path.glob("*報告書_*"))
        assert written == [f"{title}_{TODAY:%Y%m%d}{ending}" for ending in (".docx", ".html")]
        assert all(each in shown(pilot, "#report") for each in written)
        assert record_of(pilot) == sample


async def test_a_report_not_chosen_leads_back_to_the_question(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "results") as pilot:
        await press(pilot, "x", "5", "escape")
        assert "リスク分析シート" in screen_text(pilot)
        await press(pilot, "escape")
        screen_of(pilot, ResultsScreen)
        assert list(tmp_path.glob("*報告書_*")) == []


async def test_a_report_that_cannot_be_written_is_told(
    tmp_path: Path, sample: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_report(*_args: object) -> list[Path]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reports, "write_report", write_report)
    async with interview(sample, tmp_path, "results") as pilot:
        await press(pilot, "x", "5", "1")
        await until(pilot, lambda: "書き出せませんでした" in screen_text(pilot))
        assert "空き容量" in screen_text(pilot)


# --- How far -----------------------------------------------------------------


async def test_writing_shows_its_bar_and_is_finished_whatever_is_pressed(
    tmp_path: Path, sample: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()

    def write_books(*arguments: object) -> list[Path]:
        progress = arguments[-1]
        assert callable(progress)
        progress(1, 3, "リスク分析シート")
        assert gate.wait(10)
        return [tmp_path / "済み.xlsx"]

    monkeypatch.setattr(books, "write_books", write_books)
    async with interview(sample, tmp_path, "results") as pilot:
        await pilot.press("x", "1")
        await until(pilot, lambda: isinstance(pilot.app.screen, ProgressDialog))
        await until(pilot, lambda: "1/3" in screen_text(pilot))
        assert "リスク分析シート" in screen_text(pilot)
        await pilot.press("escape", "x", "3")
        screen_of(pilot, ProgressDialog)
        gate.set()
        await until(pilot, lambda: isinstance(pilot.app.screen, Report))
        assert "済み.xlsx" in shown(pilot, "#report")
        await press(pilot, "escape")
        screen_of(pilot, ResultsScreen)


async def test_books_are_written_for_real_and_change_nothing(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "results") as pilot:
        await press(pilot, "x", "1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Report))
        assert len(list(tmp_path.glob("*.xlsx"))) == len(books.BOOKS)
        assert record_of(pilot) == sample


async def test_a_book_written_beside_another_is_called_by_its_own_name(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "results") as pilot:
        (path,) = books.write_books(sample, tmp_path, ["cloud"], app_of(pilot).today())
        path.write_bytes(b"typed in Excel")
        await press(pilot, "x", "4")
        await until(pilot, lambda: isinstance(pilot.app.screen, Report))
        assert f"{path.stem}（2）.xlsx" in shown(pilot, "#report")
    assert path.read_bytes() == b"typed in Excel"
