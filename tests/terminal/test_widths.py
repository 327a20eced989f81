"""Terminals that draw characters of ambiguous width in two cells, and those that do not."""

from __future__ import annotations

from unicodedata import east_asian_width

import pytest

from tests.terminal.conftest import SIZES, Starter
from tests.terminal.harness import Terminal
from tests.terminal.layout import ASCII_BAR, BAR, check_box, check_cells, check_panes
from tui.look import PROBE, WIDE

NAME = "firm.toml"
ASCII_BOX = "++++|"
# Each step by its key, what it shows, and whether it stands in panes.
STEPS = (
    ("i", "従業員数", True),
    ("f5", "確かめ方", True),
    ("f6", "情報資産名称", True),
    ("f7", "確かめ方", True),
    ("f8", "確かめ方", True),
    ("f9", "確かめ方", True),
    ("f10", "得点", False),
)
# Dialogs by their keys, on a step that has them.
DIALOGS = (
    (("f10", "f1"), "Esc 閉じる"),
    (("f10", "f3"), "番号やことば"),
    (("f10", "ctrl+p"), "操作の名前"),
    (("f10", "x"), "3つとも"),
    (("f10", "m"), "上のフォルダへ"),
    (("f5", "w"), "この画面のことば"),
    (("f8", "t"), "確かめること"),
    (("f8", "g"), "文字・数字 そこへ"),
    (("f6", "a"), "情報資産 A0"),
    (("f9", "e"), "クラウドサービス S0"),
)


def open_sample(
    start: Starter,
    columns: int = 80,
    lines: int = 24,
    *,
    ambiguous_wide: bool = False,
    answers: bool = True,
) -> Terminal:
    (start.folder / NAME).write_bytes(start.sample)
    terminal = start(
        NAME, columns=columns, lines=lines, ambiguous_wide=ambiguous_wide, answers=answers
    )
    terminal.until("みほん精工")
    terminal.until("得点")
    terminal.settle()
    return terminal


def ambiguous(text: str) -> set[str]:
    return {char for char in text if east_asian_width(char) == "A"}


def check_every_place(terminal: Terminal, bar: str, box: str) -> None:
    """All steps and dialogs in one go, each as whole as in any terminal."""
    for key, shown, has_panes in STEPS:
        terminal.press(key)
        terminal.until(shown)
        terminal.settle()
        check_cells(terminal)
        if has_panes:
            check_panes(terminal, bar)
    for keys, shown in DIALOGS:
        for key in keys:
            terminal.press(key)
            terminal.settle()
        terminal.until(shown)
        check_cells(terminal)
        check_box(terminal, box)
        terminal.press("esc")
        terminal.until_gone(shown)


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_a_wide_terminal_gets_ascii_everywhere(start: Starter, columns: int, lines: int) -> None:
    terminal = open_sample(start, columns, lines, ambiguous_wide=True)
    assert WIDE in terminal.text
    check_every_place(terminal, ASCII_BAR, ASCII_BOX)
    assert ambiguous(terminal.text) == set()
    # Said once, not again after the next key.
    assert WIDE not in terminal.text


def test_a_narrow_terminal_keeps_its_lines(start: Starter) -> None:
    terminal = open_sample(start, 100, 30)
    check_every_place(terminal, BAR, "╭╮╰╯│")
    assert PROBE.encode() in terminal.output
    assert WIDE.encode() not in terminal.output


def test_the_question_is_never_seen(start: Starter) -> None:
    """It is wiped before anything stands on the screen, also where frames are not held back."""
    terminal = open_sample(start)
    before, question, after = terminal.output.partition(PROBE.encode())
    assert question
    assert "聞き取り".encode() not in before
    assert after.startswith(b"\x1b[6n\r\x1b[K\x1b8")
    assert terminal.cursor == (0, 0)


def test_a_mute_terminal_is_not_waited_for(start: Starter) -> None:
    terminal = open_sample(start, ambiguous_wide=True, answers=False)
    assert WIDE not in terminal.text
    assert BAR.encode() not in terminal.output
    terminal.press("f5")
    terminal.until("脆弱性対策")
    assert BAR.encode() in terminal.output


@pytest.mark.parametrize(("keys", "then"), [(("f5",), ()), (("f5", "f1"), ("esc", "f6"))])
def test_an_answer_that_comes_late_repaints_everything(
    start: Starter, keys: tuple[str, ...], then: tuple[str, ...]
) -> None:
    terminal = open_sample(start, ambiguous_wide=True, answers=False)
    for key in keys:
        terminal.press(key)
        terminal.settle()
    terminal.send(b"\x1b[2;3R")
    terminal.until(ASCII_BAR)
    terminal.settle()
    assert ambiguous(terminal.text) == set()
    for key in then:
        terminal.press(key)
        terminal.settle()
    terminal.until(WIDE)


def test_from_home_it_is_said_on_the_first_step(start: Starter) -> None:
    terminal = start(ambiguous_wide=True)
    terminal.until("ようこそ")
    terminal.settle()
    assert ambiguous(terminal.text) == set()
    terminal.press("s")
    terminal.until(WIDE)


def test_typing_ahead_is_not_disturbed(start: Starter) -> None:
    """The answer comes among the keys, and is none of them."""
    (start.folder / NAME).write_bytes(b"format = 1\n")
    terminal = start(NAME, ambiguous_wide=True)
    terminal.press("f7", "f2")
    terminal.type("情報セキュリティ")
    terminal.until("Esc 閉じる")
    terminal.until("情報セキュリティ")
    terminal.settle()
    assert "[2;3R" not in terminal.text
    assert terminal.cursor == terminal.after("情報セキュリティ")
    check_panes(terminal, ASCII_BAR)


def test_a_user_may_choose_either_and_is_not_asked_again(start: Starter) -> None:
    terminal = open_sample(start)
    choose(terminal, "look ascii")
    terminal.press("f5")
    terminal.until("確かめ方")
    terminal.settle()
    check_panes(terminal, ASCII_BAR)
    assert BAR not in terminal.text
    choose(terminal, "look lines")
    terminal.until(BAR)
    terminal.settle()
    check_panes(terminal)
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    again = open_sample(start, ambiguous_wide=True)
    assert PROBE.encode() not in again.output
    assert WIDE not in again.text


def choose(terminal: Terminal, words: str) -> None:
    terminal.press("ctrl+p")
    terminal.until("操作の名前")
    terminal.type(words)
    terminal.settle()
    terminal.press("enter")
    terminal.until_gone("Esc やめる")
