"""Keys that come quicker than screens open: nothing may break, whatever the keys then meet."""

from __future__ import annotations

import random
import time

import pytest

from data.engagement_file import load_engagement
from tests.terminal.conftest import Starter
from tests.terminal.harness import Terminal
from tests.terminal.interview import create

NAME = "firm.toml"
KEYS = (
    *("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "ctrl+z", "ctrl+y", "ctrl+p"),
    *("enter", "up", "down", "pageup", "pagedown", "ctrl+u", "1", "2", "４", "０", "／", "a", "ａ"),
    *("c", "d", "i", "n", "p", "x", "m", "5", "tab", "left", "?", "j", "k"),
    *("u", "s", "o", "f", "e", " ", "ctrl+a", "ctrl+n", "y"),
)
SEQUENCES = (
    ("f3", "enter", "f3", "enter"),
    ("f6", "f6", "f7", "f5", "f6"),
    ("i", "f5", "i", "f6", "a", "a"),
    ("f8", "f2", "f2", "esc"),
    ("m", "tab", "enter", "m", "esc", "x", "6", "enter", "esc"),
    ("f8", "s", "1", "s", "2", "y", "1", "pagedown", "enter", "y", "s", "esc", "enter"),
    ("y", "pagedown", "pagedown", "enter", "2", "esc", "esc", "y", "pagedown", "y"),
)


def hammer(terminal: Terminal, keys: tuple[str, ...], pause: float) -> None:
    """The keys in a rhythm of their own, whatever the screen shows meanwhile."""
    for key in keys:
        terminal.press(key)
        time.sleep(pause)


def expect_alive(start: Starter, terminal: Terminal) -> None:
    terminal.settle()
    assert not terminal.ended, terminal.picture
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0, terminal.picture
    load_engagement(start.folder / NAME)


@pytest.mark.parametrize("keys", SEQUENCES, ids="-".join)
def test_one_key_after_the_other(start: Starter, keys: tuple[str, ...]) -> None:
    for pause in (0, 0.005, 0.01):
        (start.folder / NAME).write_bytes(start.sample)
        terminal = start(NAME, columns=160, lines=45)
        # From the second time on it opens where the one before was left.
        terminal.until("保存済み")
        hammer(terminal, keys, pause)
        expect_alive(start, terminal)


@pytest.mark.parametrize("seed", range(8))
def test_a_cat_on_the_keyboard(start: Starter, seed: int) -> None:
    cat = random.Random(seed)
    (start.folder / NAME).write_bytes(start.sample)
    terminal = start(
        NAME, env={"KIKITORI_DEBUG": "1"}, columns=cat.choice((80, 160)), lines=cat.choice((24, 45))
    )
    terminal.until("得点")
    for _ in range(10):
        hammer(terminal, tuple(cat.choices(KEYS, k=cat.randint(2, 12))), cat.random() * 0.02)
    expect_alive(start, terminal)


@pytest.mark.parametrize("pause", [0, 0.005, 0.03])
def test_undo_held_down(start: Starter, pause: float) -> None:
    terminal = start(NAME)
    create(terminal)
    for text in ("甲社", "乙業", "12"):
        terminal.type(text)
        terminal.until(text)
        terminal.press("enter")
        terminal.settle()
    hammer(terminal, ("ctrl+z",) * 3 + ("ctrl+y",) * 3 + ("ctrl+z",), pause)
    terminal.until(lambda: "12" not in terminal.display[5] and "乙業" in terminal.text)
    expect_alive(start, terminal)
    firm = load_engagement(start.folder / NAME).firm
    assert (firm.name, firm.industry, firm.employees) == ("甲社", "乙業", None)


@pytest.mark.parametrize("pause", [0, 0.01])
def test_what_is_typed_while_a_screen_opens_meets_the_new_screen(
    start: Starter, pause: float
) -> None:
    (start.folder / NAME).write_bytes(start.sample)
    terminal = start(NAME)
    terminal.until("得点")
    typed = (
        "f6",
        "a",
        *"急ぎの部署",
        "enter",
        *"急ぎの名称",
        "esc",
        "f5",
        "4",
        "down",
        "1",
        "ctrl+q",
    )
    hammer(terminal, typed, pause)
    assert terminal.exit_status() == 0, terminal.picture
    record = load_engagement(start.folder / NAME)
    assert (record.assets[-1].business, record.assets[-1].name) == ("急ぎの部署", "急ぎの名称")
    items = record.self_check.items
    assert [items[no].answer for no in (1, 3)] == ["unknown", "done"]
