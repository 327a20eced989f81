"""The way out: what ends the program, what does not, and how the terminal is left."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from data.engagement_file import load_engagement
from data.generations import history_folder
from tests.terminal.conftest import Starter
from tests.terminal.harness import PROGRAM, Terminal
from tests.terminal.interview import create

NAME = "firm.toml"
# Alternate screen, three kinds of mouse reports, focus reports, marked pasting.
SWITCHED_ON = (1049, 1000, 1003, 1006, 1004, 2004)
CURSOR = 25


def modes_left_on(output: bytes) -> set[int]:
    """The private modes that are on after all that was written."""
    on: set[int] = set()
    for mode, switch in re.findall(rb"\x1b\[\?(\d+)([hl])", output):
        (on.add if switch == b"h" else on.discard)(int(mode))
    return on


def begin(start: Starter, keys: tuple[str, ...], shown: str) -> Terminal:
    terminal = start(NAME)
    create(terminal)
    for key in keys:
        terminal.press(key)
        terminal.settle()
    terminal.until(shown)
    return terminal


PLACES = {
    "firm": ((), "従業員数"),
    "question": (("f5",), "1　脆弱性対策"),
    "help": (("f5", "f1"), "ヘルプ ─"),
    "find": (("f5", "f3"), "番号やことば"),
    "commands": (("f5", "ctrl+p"), "操作の名前"),
    "note": (("f5", "f2"), "メモ　1"),
    "asset": (("f6", "a"), "情報資産 A001"),
    "service": (("f9", "a"), "クラウドサービス S0001"),
    "export": (("f10", "x"), "3つとも"),
}
everywhere = pytest.mark.parametrize(("keys", "shown"), PLACES.values(), ids=PLACES)


@everywhere
def test_ctrl_q_leaves_from_anywhere(start: Starter, keys: tuple[str, ...], shown: str) -> None:
    terminal = begin(start, keys, shown)
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert modes_left_on(terminal.output) & {*SWITCHED_ON, CURSOR} == {CURSOR}


@everywhere
def test_ctrl_c_never_ends_the_program(start: Starter, keys: tuple[str, ...], shown: str) -> None:
    terminal = begin(start, keys, shown)
    terminal.press("ctrl+c", "ctrl+c")
    terminal.settle()
    assert not terminal.ended
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0


def test_ctrl_c_says_how_to_leave(start: Starter) -> None:
    terminal = begin(start, ("f5",), "1　脆弱性対策")
    terminal.press("ctrl+c")
    terminal.until("Ctrl+Q")


@pytest.mark.parametrize("place", ["note", "asset", "service"])
def test_what_is_being_typed_is_saved(start: Starter, place: str) -> None:
    terminal = begin(start, *PLACES[place])
    terminal.type("書きかけの言葉")
    terminal.until("書きかけの言葉")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert "書きかけの言葉" in (start.folder / NAME).read_text(encoding="utf-8")
    load_engagement(start.folder / NAME)


def test_a_note_is_saved_when_the_program_is_ended_from_outside(start: Starter) -> None:
    terminal = begin(start, *PLACES["note"])
    terminal.type("書きかけの言葉")
    terminal.until("書きかけの言葉")
    terminal.end()
    assert terminal.exit_status() == 0
    assert load_engagement(start.folder / NAME).self_check.items[1].note == "書きかけの言葉"


def test_the_shell_finds_its_terminal_as_it_was(start: Starter) -> None:
    """Echo, line editing and Ctrl+C work again, and the cursor is seen."""
    shell = ("sh", "-c", '"$0" "$@"; echo "status $?"; stty -a')
    terminal = start(NAME, command=(*shell, PROGRAM))
    create(terminal)
    assert modes_left_on(terminal.output) >= set(SWITCHED_ON)
    assert CURSOR not in modes_left_on(terminal.output)
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert CURSOR in modes_left_on(terminal.output)
    said = terminal.output.decode().rpartition("status 0")[2]
    assert {"echo", "icanon", "isig", "icrnl"} <= set(re.findall(r"[-\w]+", said))


CRASHING = """
import sys
from screens.measures import MeasuresScreen
from tui.cli import main

def broken(self, width):
    firm_name = self.app.session.record.firm.name
    raise KeyError(firm_name)

MeasuresScreen.card_lines = broken
sys.exit(main())
"""


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_crash_shows_nothing_of_the_firm(start: Starter, debug: str) -> None:
    command = (sys.executable, "-c", CRASHING)
    terminal = start(NAME, command=command, env={"KIKITORI_DEBUG": debug})
    create(terminal)
    terminal.type("秘密商事")
    terminal.until("秘密商事")
    terminal.press("enter")
    terminal.settle()
    terminal.press("f8")
    assert terminal.exit_status() == 1
    left = terminal.output.rpartition(b"\x1b[?1049l")[2].decode()
    assert modes_left_on(terminal.output) & {*SWITCHED_ON, CURSOR} == {CURSOR}
    assert load_engagement(start.folder / NAME).firm.name == "秘密商事"
    assert "思わぬ誤りで止まりました（KeyError）" in left
    assert ("Traceback" in left) is bool(debug)
    if not debug:
        assert "秘密商事" not in left
        assert re.sub(r"\x1b\[[?\d;]*\w", "", left).count("\n") == 1


@pytest.mark.parametrize("shielded", [False, True])
def test_a_closed_window_saves_what_is_being_typed(start: Starter, shielded: bool) -> None:
    """With the signal that systems send, and without: then the keyboard is read for ever."""
    shield = ("sh", "-c", 'trap "" HUP; exec "$0" "$@"')
    terminal = start(NAME, command=(*shield, PROGRAM) if shielded else (PROGRAM,))
    create(terminal)
    for key in ("f5", "f2"):
        terminal.press(key)
        terminal.settle()
    terminal.until("メモ　1")
    terminal.type("書きかけの言葉")
    terminal.until("書きかけの言葉")
    terminal.close_window()
    assert load_engagement(start.folder / NAME).self_check.items[1].note == "書きかけの言葉"
    left = {path.name for path in start.folder.iterdir()}
    assert left == {NAME, history_folder(Path(NAME)).name}
