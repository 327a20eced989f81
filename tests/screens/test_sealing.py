"""A sealed engagement on the screen: opening it, sealing it, and what is never shown."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from data import autosave as autosave_module
from data import passphrase_lock
from data.edits import AnswerMeasure
from data.engagement_file import load_engagement
from data.folder import data_folder
from data.record import Asset, Engagement, Firm
from data.sealing import is_sealed, new_seal, open_seal
from data.writing import write_engagement
from screens.home import HomeScreen
from screens.step import StepScreen
from tests.data.test_session import _full
from tests.quick_seals import PASSPHRASE
from tests.screens.runs import (
    NARROW,
    app_of,
    new_record,
    press,
    screen_of,
    screen_text,
    settle,
    type_text,
    until,
    write,
)
from tui.app import KikitoriApp
from tui.widgets.dialog import Choice
from tui.widgets.passphrase_dialog import HiddenLine, PassphraseDialog

OTHER = "別の長いことば です"
RECORD = new_record(firm=Firm(name="秘密商事"))

pytestmark = pytest.mark.usefixtures("quick_seals")


@pytest.fixture
def sealed() -> Path:
    path = data_folder() / "会社.toml"
    path.write_bytes(new_seal(PASSPHRASE).wrap(write_engagement(RECORD)))
    return path


@asynccontextmanager
async def started(path: Path | None = None) -> AsyncIterator[Pilot[int]]:
    async with KikitoriApp(path).run_test(size=NARROW) as pilot:
        await settle(pilot)
        yield pilot


async def answer(pilot: Pilot[int], text: str) -> None:
    await type_text(pilot, text)
    await press(pilot, "enter")


async def palette(pilot: Pilot[int], text: str) -> None:
    await press(pilot, "ctrl+p")
    await answer(pilot, text)


def _read(path: Path, passphrase: str = PASSPHRASE) -> Engagement:
    return load_engagement(path, lambda _path, content: open_seal(content, passphrase))


# --- Opening ----------------------------------------------------------------


async def test_home_marks_what_is_sealed_and_asks_when_it_is_opened(sealed: Path) -> None:
    write(data_folder() / "別の会社.toml", new_record())
    async with started() as pilot:
        lines = [line for line in screen_text(pilot).splitlines() if "会社" in line]
        assert ["鍵" in line for line in lines if ".toml" not in line and "2" in line].count(
            True
        ) == 1
        assert "秘密商事" not in screen_text(pilot)
        screen_of(pilot, HomeScreen).cursor = screen_of(pilot, HomeScreen).files.index(sealed)
        await press(pilot, "enter")
        screen_of(pilot, PassphraseDialog)
        await answer(pilot, PASSPHRASE)
        screen_of(pilot, StepScreen)
        assert app_of(pilot).session.record == RECORD
        assert "鍵 秘密商事" in screen_text(pilot)


async def test_a_file_named_in_the_call(sealed: Path) -> None:
    async with started(sealed) as pilot:
        await answer(pilot, PASSPHRASE)
        await press(pilot, "f5", "1")
        assert app_of(pilot).session.wait_saved(10)
        assert _read(sealed).self_check.items[1].answer == "done"


async def test_a_wrong_passphrase_is_asked_again(sealed: Path) -> None:
    async with started(sealed) as pilot:
        await answer(pilot, "違うもの")
        assert "パスフレーズが違います" in screen_text(pilot)
        assert screen_of(pilot, PassphraseDialog).query_one("#passphrase").has_focus
        await answer(pilot, PASSPHRASE)
        assert app_of(pilot).session.record == RECORD


async def test_escape_goes_back(sealed: Path) -> None:
    async with started(sealed) as pilot:
        await press(pilot, "escape")
        screen_of(pilot, HomeScreen)


async def test_a_damaged_file_is_told_and_nobody_is_asked(sealed: Path) -> None:
    sealed.write_bytes(sealed.read_bytes()[:-60])
    async with started(sealed) as pilot:
        screen_of(pilot, Choice)
        assert "壊れています" in screen_text(pilot)


async def test_a_damaged_content_is_told_apart_from_a_wrong_passphrase(sealed: Path) -> None:
    whole = new_seal(PASSPHRASE).wrap(write_engagement(RECORD))
    key, _, _ = whole.rpartition(b"-----BEGIN")
    _, _, foreign = new_seal(PASSPHRASE).wrap(write_engagement(RECORD)).rpartition(b"-----BEGIN")
    sealed.write_bytes(key + b"-----BEGIN" + foreign)
    async with started(sealed) as pilot:
        await answer(pilot, PASSPHRASE)
        screen_of(pilot, Choice)
        assert "壊れています" in screen_text(pilot)


async def test_the_passphrase_is_never_shown_and_the_cursor_stands_behind_it(sealed: Path) -> None:
    async with started(sealed) as pilot:
        await type_text(pilot, "三角ｂlue")
        assert "三角" not in screen_text(pilot)
        assert "******" in screen_text(pilot)
        field = screen_of(pilot, PassphraseDialog).query_one("#passphrase", HiddenLine)
        column, _ = field.cursor_screen_offset
        assert column == field.content_region.x + len("三角ｂlue")
        await press(pilot, "shift+home", "ctrl+c", "ctrl+x")
        assert pilot.app.clipboard == ""


async def test_a_passphrase_typed_at_once_is_not_taken_for_keys(sealed: Path) -> None:
    async with started() as pilot:
        await type_text(pilot, f"\r{PASSPHRASE}\r")
        await settle(pilot)
        assert app_of(pilot).session.record == RECORD


async def test_the_screen_waits_for_the_key_and_can_be_left(
    sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = threading.Event()
    derive = passphrase_lock._derived

    def slowly(order: dict[str, str]) -> str:
        assert free.wait(20)
        return derive(order)

    monkeypatch.setattr(passphrase_lock, "_derived", slowly)
    async with started(sealed) as pilot:
        await type_text(pilot, f"{PASSPHRASE}\r")
        await until(pilot, lambda: "開いています" in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        free.set()
        await settle(pilot)
        screen_of(pilot, HomeScreen)


# --- Sealing ----------------------------------------------------------------


async def test_sealing_from_the_palette(tmp_path: Path) -> None:
    path = write(tmp_path / "会社.toml", RECORD)
    async with started(path) as pilot:
        await palette(pilot, "あんごうかする")
        await answer(pilot, PASSPHRASE)
        await answer(pilot, PASSPHRASE)
        assert "暗号化しました" in screen_text(pilot)
        await press(pilot, "enter")
        assert _read(path) == RECORD
        app_of(pilot).session.apply(AnswerMeasure(1, 1))
        assert app_of(pilot).session.wait_saved(10)
    assert _read(path).measures[1].status == 1
    left = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert all(is_sealed(each.read_bytes()) for each in left)


async def test_weak_and_differing_passphrases_are_asked_again(tmp_path: Path) -> None:
    path = write(tmp_path / "会社.toml", RECORD)
    async with started(path) as pilot:
        await palette(pilot, "seal")
        await answer(pilot, "短い")
        assert "短すぎます" in screen_text(pilot)
        await answer(pilot, PASSPHRASE)
        await answer(pilot, OTHER)
        assert "2回のパスフレーズが違います" in screen_text(pilot)
        assert not is_sealed(path.read_bytes())
        await press(pilot, "tab", "enter")
        assert "パスフレーズが空です" in screen_text(pilot)
        await answer(pilot, PASSPHRASE)
        await answer(pilot, PASSPHRASE)
        assert is_sealed(path.read_bytes())


async def test_escape_seals_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "会社.toml", RECORD)
    async with started(path) as pilot:
        await palette(pilot, "seal")
        await press(pilot, "escape")
        screen_of(pilot, StepScreen)
    assert path.read_bytes() == write_engagement(RECORD)


async def test_a_disk_that_refuses_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "会社.toml", RECORD)
    async with started(path) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(autosave_module, "write_file", _full)
            await palette(pilot, "seal")
            await answer(pilot, PASSPHRASE)
            await answer(pilot, PASSPHRASE)
            assert "空き容量" in screen_text(pilot)
        assert not app_of(pilot).session.seal.is_sealed
        await press(pilot, "enter")
    assert path.read_bytes() == write_engagement(RECORD)


async def test_clear_copies_can_be_sealed_too(tmp_path: Path) -> None:
    path = write(tmp_path / "会社.toml", RECORD)
    copy = tmp_path / "会社.toml.bak"
    copy.write_bytes(write_engagement(RECORD))
    async with started(path) as pilot:
        await palette(pilot, "seal")
        await answer(pilot, PASSPHRASE)
        await answer(pilot, PASSPHRASE)
        assert "控えが1個" in screen_text(pilot)
        await press(pilot, "1")
    assert _read(copy) == RECORD


async def test_another_passphrase_after_the_old_one(sealed: Path) -> None:
    async with started(sealed) as pilot:
        await answer(pilot, PASSPHRASE)
        await palette(pilot, "passphrase")
        await answer(pilot, "違うもの")
        assert "パスフレーズが違います" in screen_text(pilot)
        await answer(pilot, PASSPHRASE)
        await answer(pilot, OTHER)
        await answer(pilot, OTHER)
        assert "変えました" in screen_text(pilot)
    assert _read(sealed, OTHER) == RECORD


async def test_unsealing_after_a_question(sealed: Path) -> None:
    async with started(sealed) as pilot:
        await answer(pilot, PASSPHRASE)
        await palette(pilot, "unseal")
        await press(pilot, "2")
        assert is_sealed(sealed.read_bytes())
        await palette(pilot, "unseal")
        await press(pilot, "1")
        assert "暗号化をやめました" in screen_text(pilot)
    assert sealed.read_bytes() == write_engagement(RECORD)


@pytest.mark.parametrize("action", ["unseal", "passphrase"])
async def test_what_makes_no_sense_says_so(tmp_path: Path, action: str) -> None:
    async with started(write(tmp_path / "会社.toml", RECORD)) as pilot:
        await palette(pilot, action)
        assert "まだ暗号化してありません" in screen_text(pilot)


async def test_sealing_twice_says_so(sealed: Path) -> None:
    async with started(sealed) as pilot:
        await answer(pilot, PASSPHRASE)
        await palette(pilot, "暗号化する")
        assert "もう暗号化してあります" in screen_text(pilot)


async def test_an_export_says_beforehand_that_books_are_clear(sealed: Path) -> None:
    async with started(sealed) as pilot:
        await answer(pilot, PASSPHRASE)
        await press(pilot, "f10", "x")
        assert "ブックや報告書は暗号化されません" in screen_text(pilot)


async def test_what_was_left_names_no_row_of_a_sealed_engagement(sealed: Path) -> None:
    asset = Asset("社外秘", name="帳簿", medium="paper")
    record = new_record(firm=Firm(name="秘密商事"), assets=(asset,))
    sealed.write_bytes(new_seal(PASSPHRASE).wrap(write_engagement(record)))
    async with started(sealed) as pilot:
        await answer(pilot, PASSPHRASE)
        await press(pilot, "f6", "ctrl+q")
    kept = (data_folder() / ".places.toml").read_text(encoding="utf-8")
    assert "assets" in kept
    assert "社外秘" not in kept
