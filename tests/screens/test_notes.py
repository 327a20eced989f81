"""Notes are written beside the question or row they are about, and never lost."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from data.catalogue import load_catalogue
from data.place import Place
from data.record import Engagement
from screens.question_step import QuestionStep
from screens.step import StepScreen
from tests.screens.runs import (
    NARROW,
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
    until,
    with_service,
)
from tui.widgets import note_pane
from tui.widgets.lines_view import LinesView
from tui.widgets.note_pane import NotePane


def is_open(pilot: Pilot[int]) -> bool:
    return bool(pilot.app.screen.query(NotePane))


@pytest.mark.parametrize("step", ["self_check", "threats", "measures", "cloud"])
async def test_question_and_answers_stay_in_sight_while_a_note_is_written(
    tmp_path: Path, step: str
) -> None:
    async with interview(with_service(), tmp_path, step, NARROW) as pilot:
        await press(pilot, "n", *"一")
        text = "".join(screen_text(pilot).split())
        screen = screen_of(pilot, StepScreen)
        question = screen.question  # type: ignore[attr-defined]
        assert f"{question.number}{question.title}".replace("　", "") in text
        assert question.text[:12] in text
        assert all(option.label[:8].replace(" ", "") in text for option in question.options)
        assert "一" in screen.query_one(TextArea).text
        _check_every_answer_fits(screen)


def _check_every_answer_fits(screen: StepScreen) -> None:
    """Also of the longest question; skipping about would close the note."""
    assert isinstance(screen, QuestionStep)
    card = screen.query_one("#card", LinesView)
    for index, question in enumerate(screen.questions):
        screen.cursor = index
        lines = [content.plain for content in screen.card_lines(card._text_width)]
        options = [i for i, text in enumerate(lines) if re.match(r" (＞|  ) \d ", text)]
        assert len(options) == len(question.options)
        assert lines.index("", options[-1]) <= card.size.height


async def test_all_of_a_long_question_can_be_read_while_a_note_is_written(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "self_check", NARROW) as pilot:
        await press(pilot, "n", "pagedown")
        card = pilot.app.screen.query_one("#card")
        assert card.scroll_offset.y > 0
        await press(pilot, "pageup")
        assert card.scroll_offset.y == 0
        assert place_of(pilot).key == "1"


WAYS_OUT = {
    "f6": Place("assets"),
    "f7": Place("threats", "T01"),
    "f10": Place("results"),
    "f4": Place("measures", "2"),
    "ctrl+n": Place("measures", "2"),
    "f2": Place("measures", "1"),
    "escape": Place("measures", "1"),
}


@pytest.mark.parametrize("key", WAYS_OUT)
async def test_every_way_out_of_a_note_saves_it(tmp_path: Path, key: str) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "n", *"途中", key)
        assert on_disk(pilot).measures[1].note == "途中"
        assert place_of(pilot) == WAYS_OUT[key]
        assert not is_open(pilot)
        await press(pilot, "ctrl+z")
        assert on_disk(pilot).measures == {}


async def test_finding_leaves_the_note_and_saves_it(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "n", *"途中", "f3", *"44", "enter")
        assert place_of(pilot).key == "44"
        assert on_disk(pilot).measures[1].note == "途中"
        assert not is_open(pilot)


async def test_ctrl_n_closes_the_note_on_the_last_question_too(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, *["pagedown"] * 12, "down", "down", "n", *"終", "ctrl+n")
        assert not is_open(pilot)
        assert on_disk(pilot).measures[55].note == "終"


async def test_escape_leads_straight_to_answering(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("n", *"１２", "escape", "2")
        await pilot.pause()
        measure = on_disk(pilot).measures[1]
        assert (measure.status, measure.note) == (2, "１２")
        await press(pilot, "ctrl+z")
        assert on_disk(pilot).measures[1].note == "１２"


async def test_an_answer_from_the_palette_is_no_part_of_the_note(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "n", *"話", "ctrl+p", *"erabu", "enter")
        measure = on_disk(pilot).measures[1]
        assert (measure.status, measure.note) == (1, "話")
        assert not is_open(pilot)
        await press(pilot, "ctrl+z")
        assert (on_disk(pilot).measures[1].status, on_disk(pilot).measures[1].note) == (None, "話")


async def test_undo_from_the_palette_takes_the_note_back_and_closes_it(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "n", *"話", "ctrl+p", *"undo", "enter")
        assert on_disk(pilot).measures == {}
        assert not is_open(pilot)
        await press(pilot, "f5")
        assert on_disk(pilot).measures == {}


def _is_saved(pilot: Pilot[int], text: str) -> bool:
    return text in on_disk(pilot).measures[1].note


async def test_a_note_is_saved_at_every_pause_and_is_one_step_of_undo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_pane, "PAUSE", 0.01)
    async with interview(new_record(), tmp_path, "measures") as pilot:
        for letter in "一二":
            await press(pilot, "n" if letter == "一" else "end", letter)
            await until(pilot, partial(_is_saved, pilot, letter))
        assert is_open(pilot)
        await press(pilot, "escape", "ctrl+z")
        assert on_disk(pilot).measures == {}


async def test_the_row_stays_in_sight_while_its_note_is_written(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(60)), tmp_path, "assets", NARROW) as pilot:
        await press(pilot, *["down"] * 14, "n", *"鍵は総務")
        assert "書類15" in screen_text(pilot)
        assert "書類15" in shown(pilot, "#note-title")
        await press(pilot, "ctrl+n")
        assert on_disk(pilot).assets[14].note == "鍵は総務"
        assert place_of(pilot).key == "A0016"


async def test_what_is_pasted_into_a_note_adds_no_rows(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(2)), tmp_path, "assets") as pilot:
        await press(pilot, "n")
        await paste(pilot, "業務\t名称\r総務\t見積書")
        await press(pilot, "escape")
        assert len(record_of(pilot).assets) == 2
        assert "見積書" in record_of(pilot).assets[0].note


async def test_a_click_elsewhere_closes_the_note_and_saves_it(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "measures") as pilot:
        place = place_of(pilot)
        await press(pilot, "n", *"途中")
        await pilot.click("#outline", offset=(8, 3))
        await pilot.pause()
        assert place_of(pilot) != place
        assert on_disk(pilot).measures[int(place.key)].note.endswith("途中")
        assert not is_open(pilot)


async def test_the_prompts_are_hidden_and_stay_hidden(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        assert "もう一歩" in shown(pilot, "#card")
        await press(pilot, "v")
        assert "もう一歩" not in shown(pilot, "#card")
        assert "隠しました" in status(pilot)
    async with interview(new_record(), tmp_path, "threats") as pilot:
        assert "もう一歩" not in shown(pilot, "#card")
        assert load_catalogue().threats[0].question[:6] in shown(pilot, "#card").replace("\n", "")
        await press(pilot, "ｖ")
        assert "もう一歩" in shown(pilot, "#card")
