"""`kikitori --plain` in real terminals, also narrow ones: letters and line ends, nothing else."""

from __future__ import annotations

import pytest

from data.engagement_file import load_engagement
from tests.terminal import firm
from tests.terminal.conftest import Starter
from tests.terminal.harness import Terminal

NAME = "聞き取り.toml"


def say(terminal: Terminal, text: str, wanted: str) -> None:
    """Type a line, and read until it is answered."""
    terminal.type(f"{text}\r")
    terminal.until(wanted)


def begin(terminal: Terminal) -> None:
    terminal.until("1. 作る、2. 作らない")
    say(terminal, "1", "会社名をどうぞ")
    say(terminal, firm.NAME, "業種")
    say(terminal, "．", "空の行で自社診断へ")
    say(terminal, "", "答えは番号で")


def steers_nothing(terminal: Terminal) -> bool:
    return not [code for code in terminal.output if code < 0x20 and code not in b"\r\n"]


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (40, 12)])
def test_no_code_is_ever_written(start: Starter, columns: int, lines: int) -> None:
    terminal = start("--plain", NAME, columns=columns, lines=lines)
    begin(terminal)
    say(terminal, "２", "回答 1/25")
    say(terminal, "n", "だけの行でおわります")
    terminal.type("社長に聞く\r。\r")
    terminal.until("メモに書きました")
    say(terminal, "？", "もう一歩")
    say(terminal, "ｐ", "クラウド 0件")
    say(terminal, "おわる", "に保存してあります")
    assert terminal.exit_status() == 0
    assert steers_nothing(terminal)
    items = load_engagement(start.folder / NAME).self_check.items
    assert (items[1].answer, items[2].note) == ("partly", "社長に聞く")


def test_a_terminal_that_can_do_nothing(start: Starter) -> None:
    terminal = start("--plain", NAME, env={"TERM": "dumb", "LANG": "C", "NO_COLOR": "1"})
    begin(terminal)
    terminal.press("ctrl+d")
    terminal.until("に保存してあります")
    assert terminal.exit_status() == 0
    assert steers_nothing(terminal)
    assert load_engagement(start.folder / NAME).firm.name == firm.NAME


def test_ctrl_c_leaves_with_everything_saved(start: Starter) -> None:
    terminal = start("--plain", NAME)
    begin(terminal)
    say(terminal, "1", "回答 1/25")
    terminal.press("ctrl+c")
    terminal.until("に保存してあります")
    assert terminal.exit_status() == 130
    assert load_engagement(start.folder / NAME).self_check.items[1].answer == "done"
