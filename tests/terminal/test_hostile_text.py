"""Hostile texts in a real terminal: no byte of theirs steers it, and no column bends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.writing import write_engagement
from tests.hostile_text import HOSTILE, STEERS, hostile_engagement
from tests.terminal.conftest import Starter
from tests.terminal.harness import Terminal

FIRM = "firm.toml"
# What Textual sends: modes, colours, places, the shape of the pointer. No title, no clipboard.
OURS = re.compile(r"\x1b(?:\[[<=>?]?[\d;]*[$ ]?[A-Za-z]|[78=>]|\]22;[a-z]+\x07)")
# The first text of the file, in the top line, is another one each time.
FIRSTS = [[*HOSTILE].index(kind) for kind in ("title", "joiners")]
TOUR = (
    *("f5", "home", "f6", "home", "enter", "down", "down", "esc", "f7", "home", "f8", "home"),
    *("f9", "l", "esc", "f10", "pagedown", "pagedown", "g", "esc", "t", "e", "esc", "esc"),
    *("f3", *"終", "down", "esc", "f6", "home", "f2", "esc", "f", "2", "esc", "x", "esc", "i"),
)


def assert_harmless(terminal: Terminal) -> None:
    left = OURS.sub("", terminal.output.decode("utf-8"))
    assert not STEERS.difference("\r\n").intersection(left), ascii(left)


@pytest.fixture
def hostile(start: Starter) -> Path:
    path = start.folder / FIRM
    path.write_bytes(write_engagement(hostile_engagement()))
    return path


@pytest.mark.parametrize("first", FIRSTS)
def test_a_tour_of_the_interview(start: Starter, first: int) -> None:
    content = write_engagement(hostile_engagement(first))
    (start.folder / FIRM).write_bytes(content)
    terminal = start(FIRM)
    terminal.until("F5診断")
    for key in TOUR:
        terminal.press(key)
        terminal.settle()
    assert_harmless(terminal)
    assert terminal.overflows == []
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert (start.folder / FIRM).read_bytes() == content


@pytest.mark.parametrize("words", [("result",), ("result", "--json"), ("check",), ("--plain",)])
def test_what_the_commands_say(start: Starter, hostile: Path, words: tuple[str, ...]) -> None:
    terminal = start(*words, FIRM)
    if words == ("--plain",):
        for line in ("r", "f6", "l", "1", "t", "", "f8", "1", "/終", "1", "q"):
            terminal.settle()
            terminal.type(f"{line}\r")
    assert terminal.exit_status() == 0
    assert_harmless(terminal)


@pytest.mark.parametrize("kind", ["title", "overrides"])
def test_what_is_said_of_a_file_by_its_name(start: Starter, kind: str) -> None:
    name = f"{HOSTILE[kind]}.toml"
    (start.folder / name).write_bytes(write_engagement(hostile_engagement()))
    for words in (("export", name), ("check", name), ("result", f"x{name}")):
        terminal = start(*words)
        assert terminal.exit_status() in (0, 1)
        assert_harmless(terminal)
    terminal = start(f"x{name}")
    terminal.until("作らない")
    terminal.press("esc")
    terminal.settle()
    assert_harmless(terminal)
