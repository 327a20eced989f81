"""Books come back: what is asked, what is shown, and that one key takes it all back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from data.edits import AnswerMeasure
from data.engagement_file import load_engagement
from data.folder import data_folder
from data.record import Asset, Engagement, EngagementInfo, Firm, MeasureAnswer
from exports import book_import
from exports.book_import import BookImport, Progress, Unread, UnreadableBookError
from screens.firm import FirmScreen
from screens.home import HomeScreen
from screens.results import ResultsScreen
from screens.step import StepScreen
from tests.screens.runs import (
    NARROW,
    app_of,
    go,
    interview,
    new_record,
    on_disk,
    press,
    record_of,
    screen_of,
    screen_text,
    settle,
    shown,
    status,
    type_text,
    until,
)
from tui.app import KikitoriApp
from tui.widgets.dialog import Choice
from tui.widgets.file_dialog import FileDialog
from tui.widgets.progress_dialog import ProgressDialog
from tui.widgets.report import Report

Read = Callable[[Sequence[Path], Progress], list[BookImport]]

OURS = new_record(
    firm=Firm("株式会社みほん"),
    assets=(Asset("A001", "人事", "社員名簿", owner="総務課", medium="office_pc"),),
    measures={1: MeasureAnswer(2), 3: MeasureAnswer(1)},
)
THEIRS = Engagement(
    assets=(
        Asset("", "人事", "社員名簿", owner="社長室", medium="office_pc", retention="5年"),
        Asset("", "営業", "見積書", medium="paper"),
    ),
    measures={1: MeasureAnswer(3), 2: MeasureAnswer(1)},
)
UNREAD = tuple(
    Unread("台帳.xlsx", "情報資産管理台帳", f"J{row}", "高い", "1・2・3 のどれかにしてください")
    for row in range(4, 60)
)


def book(record: Engagement = THEIRS, unread: tuple[Unread, ...] = ()) -> BookImport:
    return BookImport("台帳.xlsx", record, ("情報資産管理台帳",), unread)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[Read], None]:
    """Puts another reader in the place of the real one."""

    def put(read: Read) -> None:
        monkeypatch.setattr(book_import, "read_books", read)

    return put


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The one file that can be chosen, beside the engagement."""
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(b"")
    return path


@pytest.mark.parametrize("step", ["firm", "self_check", "assets", "cloud", "results"])
@pytest.mark.usefixtures("file")
async def test_from_any_step_the_command_leads_to_the_file_beside_the_engagement(
    tmp_path: Path, step: str
) -> None:
    async with interview(OURS, tmp_path, step) as pilot:
        await pilot.press("ctrl+p")
        await type_text(pilot, "torikomi")
        await press(pilot, "enter")
        dialog = screen_of(pilot, FileDialog)
        assert [row.label for row in dialog.rows if row.kind == "file"] == ["台帳.xlsx"]


@pytest.mark.parametrize("key", ["m", "ｍ"])
async def test_every_chosen_file_is_read(
    tmp_path: Path, file: Path, reads: Callable[[Read], None], key: str
) -> None:
    asked: list[Sequence[Path]] = []
    reads(lambda paths, _progress: asked.append(list(paths)) or [book()])  # type: ignore[func-returns-value]
    other = tmp_path / "資産.csv"
    other.write_bytes(b"")
    async with interview(OURS, tmp_path, "results") as pilot:
        await press(pilot, key, "tab", "tab", "enter")
        (paths,) = asked
        assert set(paths) == {file, other}
        screen_of(pilot, Report)


@pytest.mark.usefixtures("file")
async def test_an_import_shows_what_comes_in_and_what_differs(
    tmp_path: Path, reads: Callable[[Read], None]
) -> None:
    reads(lambda *_: [book(unread=UNREAD)])
    async with interview(OURS, tmp_path, "results") as pilot:
        await press(pilot, "m", "enter")
        text = "".join(shown(pilot, "#report").split())
        assert "台帳.xlsx情報資産2対策2/55" in text
        assert "新しい情報資産1件" in text
        assert "空いていたところに入る値2件" in text
        assert "違うところ2件" in text
        assert "今：総務課取り込み元：社長室" in text
        assert "今：一部実施している取り込み元：実施していない" in text
        assert f"読めなかったところ{len(UNREAD)}件" in text
        assert all(f"!{each.cell}「高い」：1・2・3" in text for each in UNREAD)


@pytest.mark.parametrize(("key", "owner", "status_of_1"), [("1", "総務課", 2), ("２", "社長室", 3)])
@pytest.mark.usefixtures("file")
async def test_a_digit_takes_it_over_and_one_key_takes_it_back(
    tmp_path: Path, reads: Callable[[Read], None], key: str, owner: str, status_of_1: int
) -> None:
    reads(lambda *_: [book()])
    async with interview(OURS, tmp_path, "results") as pilot:
        await press(pilot, "m", "enter")
        assert record_of(pilot) == OURS
        await press(pilot, key)
        record = on_disk(pilot)
        first, second = record.assets
        assert (first.id, first.owner, first.retention) == ("A001", owner, "5年")
        assert (second.name, second.medium) == ("見積書", "paper")
        assert second.id not in ("", "A001")
        answered = {no: each.status for no, each in record.measures.items()}
        assert answered == {1: status_of_1, 2: 1, 3: 1}
        assert "取り込みました" in status(pilot)
        assert "F6資産2" in screen_text(pilot)
        await press(pilot, "ctrl+z")
        assert record_of(pilot) == OURS == on_disk(pilot)
        assert "F6資産1" in screen_text(pilot)


@pytest.mark.parametrize("step", ["firm", "assets", "measures"])
@pytest.mark.usefixtures("file")
async def test_from_any_step_the_results_show_what_came_in(
    tmp_path: Path, reads: Callable[[Read], None], step: str
) -> None:
    reads(lambda *_: [book(Engagement(firm=Firm("", "印刷業"), assets=THEIRS.assets))])
    async with interview(OURS, tmp_path, step) as pilot:
        await app_of(pilot).screen.run_action("import_books")
        await settle(pilot)
        await press(pilot, "enter", "1")
        screen_of(pilot, ResultsScreen)
        assert "取り込みました" in status(pilot)
        await go(pilot, step)
        await settle(pilot)
        assert ("印刷業" if step == "firm" else "F6資産2") in screen_text(pilot)


@pytest.mark.usefixtures("file")
async def test_an_escaped_import_changes_nothing(
    tmp_path: Path, reads: Callable[[Read], None]
) -> None:
    reads(lambda *_: [book()])
    async with interview(OURS, tmp_path, "results") as pilot:
        await press(pilot, "m", "enter", "escape")
        assert record_of(pilot) == OURS
        await press(pilot, "ctrl+z")
        assert "戻せる操作はありません" in status(pilot)


@pytest.mark.usefixtures("file")
async def test_without_differences_there_is_one_answer(
    tmp_path: Path, reads: Callable[[Read], None]
) -> None:
    reads(lambda *_: [book(Engagement(assets=THEIRS.assets[1:]))])
    async with interview(OURS, tmp_path, "results") as pilot:
        await press(pilot, "m", "enter")
        assert len(screen_of(pilot, Report).options) == 1
        assert "違うところ" not in shown(pilot, "#report")
        assert "A001「社員名簿」" in shown(pilot, "#report")
        await press(pilot, "enter")
        assert [asset.name for asset in record_of(pilot).assets] == ["社員名簿", "見積書"]


@pytest.mark.usefixtures("file")
async def test_nothing_new_is_said_and_changes_nothing(
    tmp_path: Path, reads: Callable[[Read], None]
) -> None:
    reads(lambda *_: [book(Engagement(measures={3: MeasureAnswer(1)}), UNREAD)])
    async with interview(OURS, tmp_path, "results") as pilot:
        await press(pilot, "m", "enter")
        assert "新しく入るものはありません" in shown(pilot, "#report")
        assert "J59" in shown(pilot, "#report")
        await press(pilot, "1")
        screen_of(pilot, StepScreen)
        assert status(pilot) == ""
        await press(pilot, "ctrl+z")
        assert "戻せる操作はありません" in status(pilot)


@pytest.mark.usefixtures("file")
async def test_where_only_values_differ_keeping_ours_changes_nothing(
    tmp_path: Path, reads: Callable[[Read], None]
) -> None:
    reads(lambda *_: [book(Engagement(measures={3: MeasureAnswer(4)}))])
    async with interview(OURS, tmp_path, "results") as pilot:
        await press(pilot, "m", "enter", "1")
        assert "変わったところはありません" in status(pilot)
        await press(pilot, "ctrl+z")
        assert "戻せる操作はありません" in status(pilot)
        await press(pilot, "m", "enter", "2")
        assert "取り込みました" in status(pilot)
        assert record_of(pilot).measures[3].status == 4


@pytest.mark.usefixtures("file")
async def test_a_book_that_names_the_firm_alone_says_something(
    tmp_path: Path, reads: Callable[[Read], None]
) -> None:
    nothing = BookImport("空.xlsx", Engagement(), (), ())
    reads(lambda *_: [book(Engagement(firm=Firm(industry="印刷業"))), nothing])
    async with interview(OURS, tmp_path, "results") as pilot:
        await press(pilot, "m", "enter")
        lines = [line.strip() for line in shown(pilot, "#report").split("\n")]
        assert lines[lines.index("台帳.xlsx") + 1] == "会社の情報"
        assert "ありません" in lines[lines.index("空.xlsx") + 1]


@pytest.mark.usefixtures("file")
async def test_later_books_meet_what_earlier_ones_brought(
    tmp_path: Path, reads: Callable[[Read], None]
) -> None:
    later = BookImport("後.xlsx", Engagement(measures={2: MeasureAnswer(4)}), (), ())
    reads(lambda *_: [book(), later])
    async with interview(OURS, tmp_path, "results") as pilot:
        await press(pilot, "m", "enter")
        assert "違うところ 3件" in shown(pilot, "#report")
        await press(pilot, "2")
        assert record_of(pilot).measures[2].status == 4


# --- Trouble -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (UnreadableBookError("台帳.xlsx", "パスワードが付いています"), "台帳.xlsx：パスワードが"),
        (FileNotFoundError(2, "ファイルがありません"), "ファイルがありません"),
        (ValueError("社外秘"), "ValueError"),
    ],
)
@pytest.mark.usefixtures("file")
async def test_a_book_that_cannot_be_read_is_a_sentence(
    tmp_path: Path, reads: Callable[[Read], None], error: Exception, text: str
) -> None:
    def failing(*_: object) -> list[BookImport]:
        raise error

    reads(failing)
    async with interview(OURS, tmp_path, "results") as pilot:
        await press(pilot, "m", "enter")
        screen_of(pilot, Choice)
        assert text in screen_text(pilot)
        assert "社外秘" not in screen_text(pilot)
        await press(pilot, "enter", "1")
        assert pilot.app.is_running
        assert record_of(pilot) == OURS


@pytest.mark.usefixtures("file")
async def test_reading_shows_its_bar_and_can_be_given_up(
    tmp_path: Path, reads: Callable[[Read], None]
) -> None:
    gate = Event()

    def slow(paths: Sequence[Path], progress: Progress) -> list[BookImport]:
        progress(0, 2, "リスク分析シート.xlsx")
        gate.wait(10)
        return [book()]

    reads(slow)
    async with interview(OURS, tmp_path, "results") as pilot:
        await pilot.press("m", "enter")
        await until(pilot, lambda: "リスク分析シート.xlsx" in screen_text(pilot))
        screen_of(pilot, ProgressDialog)
        await pilot.press("escape")
        await settle(pilot)
        screen_of(pilot, StepScreen)
        gate.set()
        await pilot.pause(0.1)
        screen_of(pilot, StepScreen)
        assert record_of(pilot) == OURS


@pytest.mark.usefixtures("file")
async def test_keys_pressed_while_a_book_is_read_answer_nothing(
    tmp_path: Path, reads: Callable[[Read], None]
) -> None:
    gate = Event()

    def slow(*_: object) -> list[BookImport]:
        gate.wait(10)
        return [book()]

    reads(slow)
    async with interview(OURS, tmp_path, "measures") as pilot:
        await pilot.press("m", "enter", "4", "1", "f5")
        gate.set()
        await settle(pilot)
        screen_of(pilot, Report)
        assert record_of(pilot) == OURS


@pytest.mark.usefixtures("file")
async def test_what_was_changed_since_the_reading_stays(
    tmp_path: Path, reads: Callable[[Read], None]
) -> None:
    reads(lambda *_: [book(Engagement(measures={1: MeasureAnswer(4), 5: MeasureAnswer(1)}))])
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "m", "enter")
        app_of(pilot).session.apply(AnswerMeasure(1, 2))
        await press(pilot, "1")
        answered = {no: each.status for no, each in record_of(pilot).measures.items()}
        assert answered == {1: 2, 5: 1}
        await press(pilot, "ctrl+z")
        assert {no: each.status for no, each in record_of(pilot).measures.items()} == {1: 2}


async def test_what_is_typed_in_a_form_is_saved_first(tmp_path: Path) -> None:
    async with interview(OURS, tmp_path, "firm") as pilot:
        await type_text(pilot, "（仮）")
        await app_of(pilot).screen.run_action("import_books")
        await pilot.pause()
        screen_of(pilot, FileDialog)
        assert record_of(pilot).firm.industry == "（仮）"


# --- From the home screen ----------------------------------------------------


@pytest.mark.parametrize("key", ["m", "ｍ"])
async def test_books_begin_an_engagement(reads: Callable[[Read], None], key: str) -> None:
    data_folder().mkdir(exist_ok=True)
    (data_folder() / "台帳.xlsx").write_bytes(b"")
    visited = EngagementInfo(started=date(2025, 6, 1))
    record = replace(THEIRS, firm=Firm("株式会社ひので", "印刷業"), info=visited)
    reads(lambda *_: [book(record, UNREAD)])
    async with KikitoriApp().run_test(size=NARROW) as pilot:
        await pilot.pause()
        await press(pilot, key, "enter")
        screen_of(pilot, Report)
        assert "新しい情報資産 2件" in shown(pilot, "#report")
        await press(pilot, "1")
        screen_of(pilot, FirmScreen)
        assert "株式会社ひので" in screen_text(pilot)
        assert "印刷業" in screen_text(pilot)
        assert len(record_of(pilot).assets) == 2
        path = app_of(pilot).session.path
        assert path.name == "株式会社ひので_2026-11-20.toml"
    saved = load_engagement(path)
    assert (saved.measures, saved.info.started) == (record.measures, visited.started)


async def test_without_an_answer_no_engagement_begins(reads: Callable[[Read], None]) -> None:
    data_folder().mkdir(exist_ok=True)
    (data_folder() / "台帳.xlsx").write_bytes(b"")
    reads(lambda *_: [book()])
    async with KikitoriApp().run_test(size=NARROW) as pilot:
        await pilot.pause()
        await press(pilot, "m", "enter", "escape")
        screen_of(pilot, HomeScreen)
    assert list(data_folder().glob("*.toml")) == []
