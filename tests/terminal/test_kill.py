"""The power fails: what was answered is on disk before the next question is asked."""

from __future__ import annotations

import pytest

from data.engagement_file import load_engagement
from data.record import Engagement, MeasureAnswer
from tests.terminal.conftest import Starter
from tests.terminal.interview import create, heading, self_check_headings

NAME = "firm.toml"


def test_killed_after_every_answer(start: Starter) -> None:
    questions = self_check_headings()
    given = ["done", "partly", "not_done", "unknown"]
    for count in range(1, 11):
        terminal = start(NAME)
        if count == 1:
            create(terminal)
            terminal.press("f5")
        terminal.until(heading(questions[count - 1]))
        terminal.press(str((count - 1) % 4 + 1))
        terminal.until(heading(questions[count]))
        terminal.kill()
        items = load_engagement(start.folder / NAME).self_check.items
        assert [items[no].answer for no in items] == [given[i % 4] for i in range(count)]


@pytest.mark.parametrize("key", ["0", "ctrl+z"])
def test_killed_after_taking_an_answer_back(start: Starter, key: str) -> None:
    terminal = start(NAME)
    create(terminal)
    terminal.press("f8")
    terminal.until("1　方針提示")
    terminal.press("2")
    terminal.until("2　対策の明確化")
    if key == "0":
        terminal.press("up")
        terminal.until("1　方針提示")
    terminal.press(key)
    terminal.until("0/55")
    terminal.kill()
    measures = load_engagement(start.folder / NAME).measures
    assert measures.get(1, MeasureAnswer()).status is None


def test_killed_while_writing_a_note(start: Starter) -> None:
    """A pause in typing is enough."""
    terminal = start(NAME)
    create(terminal)
    terminal.press("f8")
    terminal.until("1　方針提示")
    terminal.press("f2")
    terminal.until("メモ　1")
    terminal.type("朝礼で話している")
    terminal.until("朝礼で話している")
    terminal.until(lambda: _note(load_engagement(start.folder / NAME)) == "朝礼で話している")
    terminal.kill()
    assert _note(load_engagement(start.folder / NAME)) == "朝礼で話している"


def _note(record: Engagement) -> str:
    return record.measures.get(1, MeasureAnswer()).note
