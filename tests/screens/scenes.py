"""Every screen and dialog of the interview, as keys that lead to it on the sample firm."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from textual.pilot import Pilot

import screens.export as export_module
from data.folder import data_folder, sample_content
from data.generations import Generations
from data.owner import Owner, owner_content
from data.record import Asset, Engagement, MeasureAnswer, SelfCheck
from data.sealing import BEGIN, END, TITLE
from data.writing import write_engagement
from exports import book_import, books
from exports.book_import import BookImport, Unread
from screens.export import export_dialog, written_report
from screens.step import StepScreen
from tests.screens import runs
from tui.app import KikitoriApp
from tui.widgets import file_dialog
from tui.widgets.dialog import Choice
from tui.widgets.folder_rows import path_shown
from tui.widgets.menu import Menu
from tui.widgets.progress_dialog import HowFar, ProgressDialog
from tui.widgets.report import Report

HOME = Path("書類") / "kikitori"
JAPAN = timezone(timedelta(hours=9))
# 2026-11-20 10:00 in Japan.
SAVED_AT = 1_795_136_400

Prepare = Callable[[], "Path | None"]
Then = Callable[[Pilot[int]], Awaitable[object]]


def sample_file() -> Path:
    return runs.write(HOME / "みほん精工株式会社.toml", runs.sample())


def sample_with_past() -> Path:
    """The sample after four sittings, one of them last year."""
    path = sample_file()
    kept = Generations(path)
    whole = runs.sample()
    begun = replace(whole, self_check=SelfCheck(), measures={}, cloud_services=())
    with_answers = replace(begun, self_check=whole.self_check)
    with_measures = replace(with_answers, measures=whole.measures)
    for hours, record in ((9000, begun), (70, with_answers), (25, with_measures), (2, whole)):
        taken = datetime.fromtimestamp(SAVED_AT - hours * 3600, tz=UTC)
        kept.keep(write_engagement(record), taken)
    return path


def empty_file() -> Path:
    return runs.write(HOME / "新しい会社.toml", runs.new_record())


def held_file() -> Path:
    """The sample, which a colleague writes at another computer."""
    path = sample_file()
    owner = Owner("佐藤", "SOUMU-1", datetime(2026, 11, 20, 10, 32, tzinfo=JAPAN), 4321)
    path.with_name(f".{path.name}.owner").write_bytes(owner_content(owner))
    return path


def abandoned_file() -> Path:
    """The colleague's computer was switched off meanwhile."""
    path = held_file()
    os.utime(path.with_name(f".{path.name}.owner"), (SAVED_AT,) * 2)
    return path


async def is_changed_elsewhere(pilot: Pilot[int]) -> None:
    runs.app_of(pilot).session.path.write_bytes(b"format = 1")
    await pilot.press("1")
    await runs.until(pilot, lambda: "続き" in runs.status(pilot))


async def place_is_gone(pilot: Pilot[int]) -> None:
    HOME.rename("away")
    await pilot.press("1")
    await runs.until(pilot, lambda: "保存先が見つかりません" in runs.status(pilot))


async def is_asked_where(pilot: Pilot[int]) -> None:
    await is_changed_elsewhere(pilot)
    await pilot.app.screen.run_action("choose_save_place")


async def is_asked_to_take_over(pilot: Pilot[int]) -> None:
    await pilot.app.screen.run_action("start_writing")
    await runs.until(pilot, lambda: isinstance(pilot.app.screen, Choice))


def nothing() -> None:
    """An empty folder, as at the first start."""


def listed_files() -> None:
    """Home with some engagements, one of them with a long name."""
    names = (
        "みほん精工株式会社_2026-11-20",
        "株式会社サンプル_2026-10-02",
        "とても" * 12 + "長い名前",
    )
    for number, name in enumerate(names):
        path = runs.write(data_folder() / f"{name}.toml", runs.new_record())
        os.utime(path, (SAVED_AT - number * 100_000,) * 2)


def sealed_file() -> Path:
    """One that asks for a passphrase; what it holds no scene opens."""
    lock, content = (b"%s\n%s\n%s" % (BEGIN, block, END) for block in (b"QUdF", b"YWdl"))
    digest = hashlib.sha256(lock).hexdigest().encode()
    path = data_folder() / "みほん精工株式会社_2026-11-20.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%s 1, sha256:%s\n#\n%s\n%s\n" % (TITLE, digest, lock, content))
    os.utime(path, (SAVED_AT,) * 2)
    return path


def sealed_among_files() -> None:
    """Home, where one of the engagements is sealed."""
    listed_files()
    sealed_file()


def missing_file() -> Path:
    return Path("新しい聞き取り.toml")


def broken_file() -> Path:
    path = Path("壊れた.toml")
    path.write_text('format = 1\n[firm]\nname = 3\nemployees = "25"\n', encoding="utf-8")
    return path


def cut_off_file() -> Path:
    """The sample with two numbers out of range, and the last part of it missing."""
    path = Path("壊れた.toml")
    content = sample_content().replace(b"confidentiality = 3", b"confidentiality = 5", 2)
    end = content.index("鍵".encode(), content.index(b"[threats.T05]"))
    path.write_bytes(content[: end + 4])
    return path


BOOK = "リスク分析シート_みほん精工株式会社_20261120.xlsx"


def sample_among_books() -> Path:
    """The sample with folders and books beside it."""
    path = sample_file()
    os.utime(path, (SAVED_AT,) * 2)
    for name in ("提出用", "去年の分"):
        (HOME / name).mkdir()
    names = (BOOK, "自社診断_みほん精工株式会社_20261120.xlsx", "とても" * 12 + "長い名前.csv")
    for number, name in enumerate(names, start=1):
        (HOME / name).write_bytes(b" " * 9_000 * number**4)
        os.utime(HOME / name, (SAVED_AT - number * 100_000,) * 2)
    return path


def returned(paths: Sequence[Path], *_: object) -> list[BookImport]:
    """A book in which the firm changed a few answers and wrote some amiss."""
    record = runs.sample()
    first, *others = record.assets
    answers = {1: MeasureAnswer(3, "来月の朝礼で話してから。"), 4: MeasureAnswer(1)}
    changed = replace(
        record,
        assets=(replace(first, owner="社長室"), *others, Asset("", "営業", "名刺アプリの控え")),
        measures={**record.measures, **answers},
    )
    unread = tuple(
        Unread(BOOK, "情報資産管理台帳", f"J{row}", "高い", "1・2・3 のどれかにしてください")
        for row in range(8, 20)
    )
    return [BookImport(path.name, changed, ("情報資産管理台帳",), unread) for path in paths]


async def is_reading(pilot: Pilot[int]) -> None:
    pilot.app.push_screen(ProgressDialog("読んでいます", HowFar(1, 3, BOOK), may_stop=True))
    await runs.until(pilot, lambda: BOOK in runs.screen_text(pilot))


async def two_back(pilot: Pilot[int]) -> None:
    await runs.until(pilot, lambda: isinstance(pilot.app.screen, Menu))
    await pilot.press("2")


async def rows_pasted(pilot: Pilot[int]) -> None:
    rows = (
        "業務分類\t情報資産名称\t備考\t管理部署\t媒体・保存先\t機密性",
        "営業\t見積書の控え\t紙のみ\t営業課\t書類\t2",
        "人事\tマイナンバーの届出\t\t総務課\t金庫\t高い",
        *(f"製造\t図面{no}\t\t製造課\t事務所PC\t3" for no in range(1, 7)),
    )
    await runs.paste(pilot, "\r".join(rows))


@dataclass(frozen=True)
class Scene:
    """`keys`, and what comes `then`, lead from the start to what is to be seen."""

    name: str
    prepare: Prepare
    keys: tuple[str, ...] = ()
    then: Then | None = None


SCENES = (
    Scene("welcome", nothing),
    Scene("home_files", listed_files, ("down",)),
    Scene("home_sealed", sealed_among_files, ("down",)),
    Scene("passphrase", sealed_file, (*"ひみつabc",)),
    Scene("seal", sample_file, ("ctrl+p", *"暗号化する", "enter")),
    Scene("seal_refused", sample_file, ("ctrl+p", *"seal", "enter", *"abc", "enter")),
    Scene("home_new", nothing, ("a", *"みほん")),
    Scene("create", missing_file),
    Scene("error", broken_file),
    Scene("rescue", cut_off_file, ("1",)),
    Scene("firm", sample_file, ("i",)),
    Scene("firm_choice", sample_file, ("i", *["down"] * 5)),
    Scene("f5_empty", empty_file),
    Scene("f5", sample_file, ("f5",)),
    Scene("f6_empty", empty_file, ("f6",)),
    Scene("f6", sample_file, ("f6", "down", "down")),
    Scene("asset_new", empty_file, ("f6", "a")),
    Scene("asset_choice", sample_file, ("f6", "enter", *["up"] * 7)),
    Scene("asset_level", sample_file, ("f6", "enter", "up", "up", "up")),
    Scene("asset_refused", sample_file, ("f6", "enter", "up", "9", "enter")),
    Scene("asset_candidates", sample_file, ("f6", "a", *"人事", "enter")),
    Scene("ledger_filtered", sample_file, ("f6", "o", "2", "f", "1", "1", "space", "space")),
    Scene("ledger_filter", sample_file, ("f6", "f", "2", "1", "f", "4")),
    Scene("ledger_change", sample_file, ("f6", "space", "space", "e")),
    Scene("ledger_change_level", sample_file, ("f6", "space", "space", "e", "9")),
    Scene("ledger_change_text", sample_file, ("f6", "ctrl+a", "e", "5", "ctrl+n")),
    Scene("usual_assets", sample_file, ("f6", "u", "1", "down")),
    Scene("f7", sample_file, ("f7", "pagedown", "pagedown")),
    Scene("f7_empty", empty_file, ("f7",)),
    Scene("f8", sample_file, ("f8", *["pagedown"] * 4)),
    Scene("f8_moved", sample_file, ("f8", *["pagedown"] * 5, "3")),
    Scene("viewing", held_file, ("f8", *["pagedown"] * 4)),
    Scene("viewing_refused", held_file, ("f8", "1")),
    Scene("viewing_asset", held_file, ("f6", "enter", *"写し", "down")),
    Scene("take_over", abandoned_file, ("f8",), then=is_asked_to_take_over),
    Scene("save_beside", sample_file, ("f8",), then=is_changed_elsewhere),
    Scene("save_place", sample_file, ("f8",), then=is_asked_where),
    Scene("save_failing", sample_file, ("f8",), then=place_is_gone),
    Scene("f5_panel", sample_file, ("f5", "p")),
    Scene("f7_panel", sample_file, ("f7", "p")),
    Scene("f8_panel", sample_file, ("f8", "p")),
    Scene("ledger_sort", sample_file, ("f6", "o")),
    Scene("f9_empty", empty_file, ("f9",)),
    Scene("f9", sample_file, ("f9",)),
    Scene("f9_panel", sample_file, ("f9", "p")),
    Scene("f9_large", sample_file, ("f9", "l")),
    Scene("service", sample_file, ("f9", "e")),
    Scene("f10", sample_file, ("f10",)),
    Scene("f10_risks", sample_file, ("f10", *["pagedown"] * 2)),
    Scene("f10_diagnosis", sample_file, ("f10", *["pagedown"] * 3)),
    Scene("f10_priorities", sample_file, ("f10", *["pagedown"] * 6)),
    Scene("f10_visits", sample_file, ("f10", *["pagedown"] * 7)),
    Scene("f10_cloud", sample_file, ("f10", *["pagedown"] * 8)),
    Scene("f10_empty", empty_file, ("f10",)),
    Scene("compare", sample_file, ("f10", "c")),
    Scene("compare_answers", sample_file, ("f10", "c", *["pagedown"] * 7)),
    Scene("compare_choice", sample_with_past, ("f10", "c", "c")),
    Scene("help", sample_file, ("f8", "f1")),
    Scene("help_keys", sample_file, ("f6", "f1", "pagedown")),
    Scene("terms", sample_file, ("f8", "w")),
    Scene("terms_found", sample_file, ("f8", "w", *"暗号")),
    Scene("terms_ledger", sample_file, ("f6", "w")),
    Scene("terms_results", sample_file, ("f10", "w")),
    Scene("help_marks", empty_file, ("f7", "f1", *["pagedown"] * 9)),
    Scene("find", sample_file, ("f8", "f3", *"パスワード")),
    Scene("find_nothing", sample_file, ("f8", "f3", *"ぬるぽ")),
    Scene("palette", sample_file, ("f8", "ctrl+p")),
    Scene("restore", sample_with_past, ("f8", "ctrl+p", *"restore", "enter")),
    Scene("restored", sample_with_past, ("f8", "ctrl+p", *"restore", "enter"), then=two_back),
    Scene("note", sample_file, ("f8", "f2", "enter", *"二行目も書けます")),
    Scene("note_in_ledger", sample_file, ("f6", "down", "down", "f2")),
    Scene("marked", sample_file, ("f8", "b")),
    Scene("without_prompts", sample_file, ("f5", "v")),
    Scene("follow_ups", sample_file, ("f6", "b", "t", "down")),
    Scene("follow_ups_empty", empty_file, ("t",)),
    Scene("follow_up", sample_file, ("f6", "b", "t", "e")),
    Scene("priority", sample_file, ("f8", "z")),
    Scene("visits", sample_file, ("f8", "h")),
    Scene("visits_end", sample_file, ("f8", "h", "end")),
    Scene("visits_empty", empty_file, ("h", "down", "down", "down", "plus", "plus")),
    Scene("visit_agreed", sample_file, ("f8", "h", "1", *["down"] * 14, "enter")),
    Scene("visit_closing", sample_file, ("f8", "h", "end", "enter")),
    Scene("homework", sample_file, ("f8", "h", "a", *"控えを", "enter")),
    Scene("agenda_clock", sample_file, ("f8", "ctrl+p", *"tokei", "enter")),
    Scene("map", sample_file, ("f8", "b", "g")),
    Scene("find_in_notes", sample_file, ("f8", "f3", *"総務")),
    Scene("home_palette", listed_files, ("ctrl+p",)),
    Scene("export", sample_file, ("f10", "x")),
    Scene("exported", sample_file, ("f10", "x", "1")),
    Scene("export_folder", sample_among_books, ("f10", "x", "5", "down")),
    Scene("export_new_folder", sample_among_books, ("f10", "x", "5", *"提出分")),
    Scene("import_files", sample_among_books, ("f10", "m", "tab")),
    Scene("import_nothing", sample_among_books, ("f10", "m", *"ぬるぽ")),
    Scene("import_reading", sample_among_books, ("f10",), then=is_reading),
    Scene("import_report", sample_among_books, ("f10", "m", "enter")),
    Scene("import_unread", sample_among_books, ("f10", "m", "enter", "pagedown")),
    Scene("imported", sample_among_books, ("f10", "m", "enter", "2")),
    Scene("home_import", sample_among_books, ("escape", "m", "enter")),
    Scene("paste", empty_file, ("f6",), then=rows_pasted),
)


@contextmanager
def fixed_surroundings(folder: Path) -> Iterator[None]:
    """The same folders, time zone and file names wherever and whenever the tests run."""

    def write_books(
        _record: Engagement, to: Path, keys: list[str], _day: object, _progress: object
    ) -> list[Path]:
        return [to / books.BOOKS[key].title for key in keys]

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("KIKITORI_HOME", str(HOME))
        patch.setenv("TZ", "Asia/Tokyo")
        here = str(Path.cwd())

        def tell(app: KikitoriApp, title: str, text: str) -> None:
            told(app, title, text.replace(here, "/home/sato"))

        def ask(folder: str, *, is_sealed: bool) -> Choice:
            return export_dialog(folder.replace(here, "/home/sato"), is_sealed=is_sealed)

        def report(folder: Path, paths: list[Path], record: Engagement) -> Report:
            return written_report(at_home(folder), paths, record)

        def at_home(path: Path) -> Path:
            return Path(str(path).replace(here, "/home/sato"))

        told = KikitoriApp.tell
        patch.setattr(KikitoriApp, "tell", tell)
        patch.setattr(export_module, "export_dialog", ask)
        patch.setattr(export_module, "written_report", report)
        patch.setattr(
            file_dialog, "path_shown", lambda path, width: path_shown(at_home(path), width)
        )
        patch.setattr(book_import, "read_books", returned)
        patch.setattr(books, "write_books", write_books)
        if hasattr(time, "tzset"):
            time.tzset()
        yield
    if hasattr(time, "tzset"):
        time.tzset()


def started(scene: Scene) -> KikitoriApp:
    return KikitoriApp(scene.prepare())


async def show(pilot: Pilot[int], scene: Scene) -> None:
    """Go to the scene and wait until everything is painted."""
    await pilot.pause()
    await pilot.press(*scene.keys)
    if scene.then:
        await scene.then(pilot)
    # A worker may open a dialog that begins the next one.
    for _ in range(2):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    await be_saved(pilot)


async def be_saved(pilot: Pilot[int]) -> None:
    """A slow disk must not show in a picture."""
    for screen in pilot.app.screen_stack:
        if isinstance(screen, StepScreen):
            runs.app_of(pilot).session.wait_saved(10)
            screen.refresh_frame()
    await pilot.pause()
