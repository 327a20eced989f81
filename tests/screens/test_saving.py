"""When the disk refuses: it is said, nothing stops, nothing is lost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from textual.pilot import Pilot

from data import autosave
from data.engagement_file import load_engagement
from data.storage import write_file
from screens import saving
from screens.assets import AssetsScreen
from screens.measures import MeasuresScreen
from screens.saving import SAVE_SIGNS
from tests.screens.runs import (
    app_of,
    interview,
    ledger,
    new_record,
    on_disk,
    paste,
    press,
    record_of,
    screen_of,
    screen_text,
    status,
    type_text,
    until,
)
from tui.paint import Lines
from tui.widgets.dialog import Choice

REFUSED = "保存できません"
FOREIGN = "format = 1 # よそで\n".encode()


def _full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A disk without room; `undo()` makes room again."""
    patch = pytest.MonkeyPatch()
    patch.setattr(autosave, "write_file", _full)
    return patch


async def test_a_refused_save_is_said_and_the_work_goes_on(
    tmp_path: Path, full_disk: pytest.MonkeyPatch
) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("1")
        assert REFUSED in status(pilot)
        await pilot.press("2", "3")
        assert REFUSED in status(pilot)
        assert [answer.status for answer in record_of(pilot).measures.values()] == [1, 2, 3]
        full_disk.undo()
        await pilot.press("4")
        assert REFUSED not in status(pilot)
        assert on_disk(pilot) == record_of(pilot)
        assert len(on_disk(pilot).measures) == 4


async def test_the_next_question_is_shown_when_the_answer_is_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    top_lines = MeasuresScreen._top_lines

    def slow(path: Path, content: bytes, **_: object) -> None:
        time.sleep(0.03)
        write_file(path, content)
        events.append("on disk")

    def framed(screen: MeasuresScreen, width: int) -> Lines:
        events.append("framed")
        return top_lines(screen, width)

    async with interview(new_record(), tmp_path, "measures") as pilot:
        monkeypatch.setattr(autosave, "write_file", slow)
        monkeypatch.setattr(MeasuresScreen, "_top_lines", framed)
        await pilot.press("1")
        assert events == ["on disk", "framed"]
        assert SAVE_SIGNS["saved"][0] in screen_text(pilot)


@pytest.mark.parametrize("key", ["down", "pagedown", "f4", "ctrl+z", "f6"])
async def test_a_refused_save_stays_said_while_it_lasts(
    tmp_path: Path, full_disk: pytest.MonkeyPatch, key: str
) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("1")
        await pilot.press(key)
        await pilot.pause()
        assert REFUSED in status(pilot)
        full_disk.undo()


@pytest.mark.parametrize("keys", [["d"], ["c"], ["n", "x", "escape"], ["enter", "x", "escape"]])
async def test_every_edit_of_the_ledger_says_that_it_is_not_saved(
    tmp_path: Path, full_disk: pytest.MonkeyPatch, keys: list[str]
) -> None:
    async with interview(new_record(assets=ledger(3)), tmp_path, "assets") as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        screen_of(pilot, AssetsScreen)
        assert REFUSED in status(pilot)
        full_disk.undo()


async def test_what_was_refused_is_saved_on_leaving(
    tmp_path: Path, full_disk: pytest.MonkeyPatch
) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("1", "2")
        full_disk.undo()
        await pilot.press("ctrl+q")
        await pilot.pause()
        app = app_of(pilot)
    assert app.farewell == ""
    assert len(load_engagement(tmp_path / "会社.toml").measures) == 2


async def test_what_cannot_be_saved_is_told_with_the_place_it_is_kept(
    tmp_path: Path, full_disk: pytest.MonkeyPatch
) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("1", "ctrl+q")
        await pilot.pause()
        app = app_of(pilot)
    full_disk.undo()
    assert "保存できませんでした" in app.farewell
    assert "会社.toml" in app.farewell


async def test_what_could_not_be_saved_is_said_when_the_engagement_is_left(
    tmp_path: Path, full_disk: pytest.MonkeyPatch
) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("1", "escape")
        await pilot.pause()
        said = "".join(screen_text(pilot).split())
        assert "すべての答えを" in said
        full_disk.undo()


async def test_what_was_refused_is_saved_without_a_key_and_that_is_said(
    tmp_path: Path, full_disk: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave, "FIRST_PAUSE", 0.01)
    monkeypatch.setitem(saving.LOOKED_AGAIN, "failed", 0.01)
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("1")
        assert "空き容量が足りません  ^P「保存先を選ぶ」" in status(pilot)
        full_disk.undo()
        await until(pilot, lambda: "保存できるようになりました" in status(pilot))
        assert on_disk(pilot) == record_of(pilot)
        assert "保存済み" in screen_text(pilot)


async def chosen(pilot: Pilot[int], number: str) -> None:
    """Answer the question about the place, which the list of commands asks."""
    await press(pilot, "ctrl+p", *"hozon", "enter")
    screen_of(pilot, Choice)
    await press(pilot, number)


async def changed_elsewhere(pilot: Pilot[int]) -> None:
    app_of(pilot).session.path.write_bytes(FOREIGN)
    await press(pilot, "1")
    assert "ほかで変わった" in status(pilot)
    assert "保存先を選ぶ" in status(pilot)


@pytest.mark.parametrize(
    ("number", "name", "left"),
    [
        ("1", "会社（この画面の続き）.toml", {"会社.toml": FOREIGN}),
        ("2", "会社.toml", {"会社.toml.bak": FOREIGN}),
    ],
)
async def test_a_file_changed_elsewhere_is_left_until_it_is_decided(
    tmp_path: Path, number: str, name: str, left: dict[str, bytes]
) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await changed_elsewhere(pilot)
        await press(pilot, "2", "f6")
        assert "ほかで変わった" in status(pilot)
        assert (tmp_path / "会社.toml").read_bytes() == FOREIGN
        await chosen(pilot, number)
        assert name in status(pilot) or "控え" in status(pilot) or ".bak" in status(pilot)
        assert app_of(pilot).session.path.name == name
        await until(pilot, lambda: len([*tmp_path.glob(".*.lock")]) == 1)
        await press(pilot, "f8", "3")
        assert app_of(pilot).session.wait_saved(10)
        assert on_disk(pilot) == record_of(pilot)
        assert len(on_disk(pilot).measures) == 3
    seen = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert {key: seen[key] for key in left} == left
    assert set(seen) == {*left, name}


async def test_the_answers_go_to_another_folder_on_request(tmp_path: Path) -> None:
    other = tmp_path / "ほかの 場所"
    other.mkdir()
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "1")
        before = (tmp_path / "会社.toml").read_bytes()
        await chosen(pilot, "2")
        await paste(pilot, str(other))
        await press(pilot, "enter", "enter")
        assert app_of(pilot).session.path == other / "会社.toml"
        await press(pilot, "2")
        assert on_disk(pilot) == record_of(pilot)
    assert (tmp_path / "会社.toml").read_bytes() == before


async def test_leaving_with_answers_beside_says_where(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await changed_elsewhere(pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
        app = app_of(pilot)
    assert "会社（この画面の続き）.toml" in app.farewell


async def test_what_is_typed_is_saved_when_the_terminal_breaks(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        path = app_of(pilot).session.path
        await press(pilot, "f2")
        await type_text(pilot, "書きかけ")
        assert load_engagement(path).measures == {}
        pilot.app.panic("the keyboard is gone")
    assert load_engagement(path).measures[1].note == "書きかけ"
