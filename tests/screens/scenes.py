"""Every screen and dialog of the interview, as keys that lead to it on the sample firm."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot

import screens.export as export_module
from data.folder import data_folder
from data.record import Engagement
from exports import books
from screens.export import export_dialog
from tests.screens import runs
from tui.app import KikitoriApp
from tui.widgets.dialog import Choice

SIZES = (runs.NARROW, runs.WIDE)
HOME = Path("書類") / "kikitori"
# 2026-11-20 10:00 in Japan.
SAVED_AT = 1_795_136_400

Prepare = Callable[[], "Path | None"]


def sample_file() -> Path:
    return runs.write(HOME / "みほん精工株式会社.toml", runs.sample())


def empty_file() -> Path:
    return runs.write(HOME / "新しい会社.toml", runs.new_record())


def nothing() -> None:
    """Home with an empty folder."""


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


def missing_file() -> Path:
    return Path("新しい聞き取り.toml")


def broken_file() -> Path:
    path = Path("壊れた.toml")
    path.write_text('format = 1\n[firm]\nname = 3\nemployees = "25"\n', encoding="utf-8")
    return path


@dataclass(frozen=True)
class Scene:
    """`keys` lead from the start to what is to be seen."""

    name: str
    prepare: Prepare
    keys: tuple[str, ...] = ()
    theme: str = ""


SCENES = (
    Scene("home_empty", nothing),
    Scene("home_files", listed_files, ("down",)),
    Scene("home_new", nothing, ("a", *"みほん")),
    Scene("create", missing_file),
    Scene("error", broken_file),
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
    Scene("f7", sample_file, ("f7", "pagedown", "pagedown")),
    Scene("f7_empty", empty_file, ("f7",)),
    Scene("f8", sample_file, ("f8", *["pagedown"] * 4)),
    Scene("f8_moved", sample_file, ("f8", *["pagedown"] * 5, "3")),
    Scene("f8_panel", sample_file, ("f8", "p")),
    Scene("f9_empty", empty_file, ("f9",)),
    Scene("f9", sample_file, ("f9",)),
    Scene("f9_panel", sample_file, ("f9", "p")),
    Scene("service", sample_file, ("f9", "e")),
    Scene("f10", sample_file, ("f10",)),
    Scene("f10_risks", sample_file, ("f10", "pagedown")),
    Scene("f10_diagnosis", sample_file, ("f10", "pagedown", "pagedown")),
    Scene("f10_cloud", sample_file, ("f10", *["pagedown"] * 4)),
    Scene("f10_empty", empty_file, ("f10",)),
    Scene("help", sample_file, ("f8", "f1")),
    Scene("help_keys", sample_file, ("f6", "f1", "pagedown")),
    Scene("find", sample_file, ("f8", "f3", *"パスワード")),
    Scene("find_nothing", sample_file, ("f8", "f3", *"ぬるぽ")),
    Scene("palette", sample_file, ("f8", "ctrl+p")),
    Scene("note", sample_file, ("f8", "f2", "enter", *"二行目も書けます")),
    Scene("export", sample_file, ("f10", "x")),
    Scene("exported", sample_file, ("f10", "x", "1")),
)
THEMED = tuple(
    Scene(f"f8_{name}", sample_file, ("f8",), theme)
    for name, theme in (("light", "textual-light"), ("ansi", "ansi-dark"))
)


@contextmanager
def fixed_surroundings(folder: Path) -> Iterator[None]:
    """The same folders, time zone and file names wherever and whenever the tests run."""

    def write_books(_record: Engagement, to: Path, keys: list[str], day: object) -> list[Path]:
        return [to / books.BOOKS[key].title for key in keys]

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("KIKITORI_HOME", str(HOME))
        patch.setenv("TZ", "Asia/Tokyo")
        here = str(Path.cwd())

        def tell(app: KikitoriApp, title: str, text: str) -> None:
            told(app, title, text.replace(here, "/home/sato"))

        def ask(folder: str) -> Choice:
            return export_dialog(folder.replace(here, "/home/sato"))

        told = KikitoriApp._tell
        patch.setattr(KikitoriApp, "_tell", tell)
        patch.setattr(export_module, "export_dialog", ask)
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
    if scene.theme:
        pilot.app.theme = scene.theme
    await pilot.press(*scene.keys)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
