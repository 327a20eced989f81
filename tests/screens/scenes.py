"""Every screen and dialog of the interview, as keys that lead to it on the sample firm."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot

import screens.export as export_module
from data.record import Engagement
from exports import book_import, books
from screens.export import export_dialog, written_report
from screens.step import StepScreen
from tests.screens import runs
from tests.screens.scene_files import (
    HOME,
    abandoned_file,
    broken_file,
    cut_off_file,
    empty_file,
    held_file,
    is_asked_to_take_over,
    is_asked_where,
    is_changed_elsewhere,
    is_reading,
    listed_files,
    missing_file,
    nothing,
    place_is_gone,
    returned,
    rows_pasted,
    sample_among_books,
    sample_file,
    sample_with_past,
    sealed_among_files,
    sealed_file,
    two_back,
)
from tui.app import KikitoriApp
from tui.widgets import file_dialog
from tui.widgets.dialog import Choice
from tui.widgets.folder_rows import path_shown
from tui.widgets.report import Report

Prepare = Callable[[], "Path | None"]
Then = Callable[[Pilot[int]], Awaitable[object]]


@dataclass(frozen=True)
class Scene:
    """`keys`, and what comes `then`, lead from the start to what is to be seen."""

    name: str
    prepare: Prepare
    keys: tuple[str, ...] = ()
    then: Then | None = None


# Half of the measures, from the first on; those that are done are only passed over.
TRIED = ("f8", "s", "home", *["1", "down"] * 30)

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
    *(Scene(f"trial_{key}", sample_file, (*TRIED, key)) for key in ("p", "s", "f6", "f8")),
    Scene("trial_f7", sample_file, (*TRIED, "f7", "p")),
    Scene("trial_f10", sample_file, (*TRIED, "f10", *["pagedown"] * 2)),
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
    *(Scene(f"plan_{n}", sample_file, ("y", *["pagedown"] * n, "down")) for n in range(4)),
    Scene("plan_empty", empty_file, ("f8", "y")),
    Scene("planned", sample_file, ("f8", "y", "e")),
    Scene("treatment", sample_file, ("f8", "y", *["pagedown"] * 2, "enter")),
    Scene("map", sample_file, ("f8", "b", "g")),
    Scene("find_in_notes", sample_file, ("f8", "f3", *"総務")),
    Scene("home_palette", listed_files, ("ctrl+p",)),
    Scene("export", sample_file, ("f10", "x")),
    Scene("export_report", sample_file, ("f10", "x", "5")),
    Scene("exported", sample_file, ("f10", "x", "1")),
    Scene("export_folder", sample_among_books, ("f10", "x", "6", "down")),
    Scene("export_new_folder", sample_among_books, ("f10", "x", "6", *"提出分")),
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

        def report(folder: Path, paths: list[Path], changed: Sequence[str]) -> Report:
            return written_report(at_home(folder), paths, changed)

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
