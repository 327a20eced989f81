"""An expert's visit in a real terminal: notes, marks, the list, the map, and back another day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.engagement_file import load_engagement
from data.place import Place
from data.reading import read_engagement
from data.record import FollowUp
from data.writing import write_engagement
from tests.terminal.conftest import SIZES, Starter
from tests.terminal.harness import Terminal
from tests.terminal.layout import check_cells, check_options, check_panes

NAME = "firm.toml"


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_notes_marks_list_and_map(start: Starter, columns: int, lines: int) -> None:
    record = replace(read_engagement(start.sample), follow_ups={})
    (start.folder / NAME).write_bytes(write_engagement(record))
    terminal = start(NAME, columns=columns, lines=lines)
    terminal.until("得点")
    _write_a_note_and_answer(terminal)
    _mark_and_assign(terminal)
    _go_by_the_map(terminal)
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    record = load_engagement(start.folder / NAME)
    assert record.measures[1].note == "話の途中で書いたメモ。二行目"
    assert record.measures[1].status == 1
    assert record.follow_ups == {Place("measures", "2"): FollowUp(marked=True, person="佐藤")}
    _go_on_another_day(start, columns, lines)


def _write_a_note_and_answer(terminal: Terminal) -> None:
    terminal.press("f8")
    terminal.until("1　方針提示")
    # As quick as a terminal hands keys on: all of it is meant for the note.
    terminal.send("n\x15話の途中で書いたメモ。".encode())
    terminal.until("話の途中で書いたメモ。")
    terminal.settle()
    assert terminal.cursor == terminal.after("話の途中で書いたメモ。")
    check_cells(terminal)
    check_panes(terminal)
    check_options(terminal)
    assert "社長など経営者が先に立ち" in terminal.text
    terminal.type("二行目")
    terminal.until("二行目")
    # Not Esc: with a key right behind it a terminal means Alt.
    terminal.press("f2", "1")
    terminal.until("2　対策の明確化")


def _mark_and_assign(terminal: Terminal) -> None:
    terminal.press("b")
    terminal.until("！ しるしを付けています")
    check_cells(terminal)
    terminal.press("t")
    terminal.until("確かめること ─")
    terminal.press("pagedown", "e")
    terminal.until("確かめる人")
    terminal.type("佐藤")
    terminal.until("佐藤")
    terminal.press("enter", "enter")
    terminal.until("確かめる人は")
    check_cells(terminal)
    terminal.until("佐藤")
    terminal.press("enter")
    terminal.until("2　対策の明確化")


def _go_by_the_map(terminal: Terminal) -> None:
    terminal.press("g")
    terminal.until("目次 ─")
    terminal.until("11 マイナンバー")
    check_cells(terminal)
    at = next(shown for shown in terminal.display if "10 事故対応" in shown)
    terminal.press(at[at.index("10 事故対応") - 2])
    terminal.until("50　事故準備")


def _go_on_another_day(start: Starter, columns: int, lines: int) -> None:
    terminal = start(NAME, columns=columns, lines=lines)
    terminal.until("50　事故準備")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert "places" not in (start.folder / NAME).read_text(encoding="utf-8")
