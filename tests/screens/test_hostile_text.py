"""Hostile texts in every field, seen on every screen and in every dialog."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from wcwidth import wcwidth

from data.folder import data_folder
from data.record import Firm, MeasureAnswer
from tests.hostile_text import HOSTILE, STEERS, hostile_engagement
from tests.screens import runs, scene_files, scenes
from tests.screens.scenes import SCENES, Scene
from tui.app import KikitoriApp

# Those that show what a file holds.
HOLDING = (scene_files.sample_file, scene_files.sample_among_books)
SHOWING = [each for each in SCENES if each.prepare in HOLDING]
COLUMNS, LINES = 80, 24


def cells(line: str) -> int:
    """As a terminal counts that draws every sign alone."""
    return sum(max(wcwidth(char), 0) for char in line)


def assert_harmless(pilot: Pilot[int]) -> None:
    for line in runs.screen_lines(pilot):
        assert not STEERS.intersection(line), ascii(line)
        assert cells(line) == COLUMNS, ascii(line)


@pytest.mark.parametrize("scene", SHOWING, ids=lambda scene: scene.name)
async def test_every_screen_shows_them_harmlessly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scene: Scene
) -> None:
    # Each screen has another text at its beginning.
    first = SHOWING.index(scene) % len(HOSTILE)
    monkeypatch.setattr(runs, "sample", lambda: hostile_engagement(first))
    with scenes.fixed_surroundings(tmp_path):
        async with scenes.started(scene).run_test(size=(COLUMNS, LINES)) as pilot:
            await scenes.show(pilot, scene)
            assert_harmless(pilot)


SEEN = {
    "title": "題\\x1b]0;pwned\\x07終",
    "eight bits": "高\\x9b31m\\x9d0;pwned\\x9c終",
    "overrides": "逆\\u202efdp.exe\\u202c\\u2066中\\u2069\\u061c\\u200f終",
    "markup": HOSTILE["markup"],
    "joiners": "結合👩🔧☎👍終",
    "no width": HOSTILE["no width"],
    "line ends": "行 一 二 三 四 五 六 七 八 九 終",
}


@pytest.mark.parametrize("kind", SEEN)
async def test_what_steers_is_seen_as_a_code_and_all_else_as_it_is(
    tmp_path: Path, kind: str
) -> None:
    text, record = HOSTILE[kind], runs.new_record()
    held = replace(record, firm=Firm(text), measures={1: MeasureAnswer(note=text)})
    async with runs.interview(held, tmp_path, "measures", (160, 24)) as pilot:
        top, *body = runs.screen_lines(pilot)
        assert SEEN[kind] in top
        assert any(SEEN[kind] in line for line in body) or kind == "line ends"


async def test_what_is_opened_and_closed_stays_as_it_was_typed(tmp_path: Path) -> None:
    """A form and a note of each kind are visited; one answer changes."""
    record = hostile_engagement([*HOSTILE].index("line ends"))
    asked = {at: replace(each, person=f" {each.person} ") for at, each in record.follow_ups.items()}
    record = replace(record, follow_ups=asked)
    async with runs.interview(record, tmp_path, "firm") as pilot:
        await runs.press(pilot, *["down"] * 9, "f5", "home", "f2", "escape")
        await runs.press(pilot, "f6", "home", "enter", *["down"] * 8, "escape", "f2", "escape")
        await runs.press(pilot, "f9", "e", *["down"] * 8, "escape", "t", "e", "down", "escape")
        await runs.press(pilot, "escape", "f8", "home", "1")
        assert runs.app_of(pilot).session.wait_saved(10)
        measures = {**record.measures, 1: replace(record.measures[1], status=1)}
        assert runs.on_disk(pilot) == replace(record, measures=measures)


def hostile_names(folder: Path) -> list[Path]:
    """Files called by each text, and one by what is no text at all."""
    names = [f"{text}.toml".replace("/", "／").replace("\0", "")[-60:] for text in HOSTILE.values()]
    paths = [folder / name for name in (*names, os.fsdecode(b"\xff\x1b[2J.toml"))]
    return [runs.write(path, runs.new_record()) for path in paths]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
async def test_files_of_any_name_are_listed_opened_and_told_of() -> None:
    folder = data_folder()
    paths = hostile_names(folder)
    app = KikitoriApp(folder / "鐘\x07ない.toml")
    async with app.run_test(size=(COLUMNS, LINES)) as pilot:
        await pilot.pause()
        assert "鐘\\x07ない.toml" in "".join(runs.screen_text(pilot).split("\n"))
        assert_harmless(pilot)
        await runs.press(pilot, "escape")
        assert_harmless(pilot)
        await runs.press(pilot, *["down"] * len(paths))
        assert_harmless(pilot)
        await runs.press(pilot, "o")
        await runs.until(pilot, lambda: "更新" in runs.screen_text(pilot))
        assert_harmless(pilot)
        await runs.press(pilot, *["down"] * 9, "escape")
        for path in paths[-2:]:
            app.open_file(path)
            await runs.press(pilot, "f10", "x")
            assert_harmless(pilot)
            await runs.press(pilot, "escape", "escape")
        paths[0].write_bytes(b"format = 1\n[firm]\nname = 3")
        app.open_file(paths[0])
        await runs.settle(pilot)
        assert "開けませんでした" in runs.screen_text(pilot)
        assert_harmless(pilot)
