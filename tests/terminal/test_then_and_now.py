"""What became of it since the last sitting, in the interview and beside it."""

from __future__ import annotations

from tests.terminal.conftest import Starter
from tests.terminal.test_earlier_states import NAME, answer_self_check, called


def test_since_the_last_sitting(start: Starter) -> None:
    terminal = answer_self_check(start, "111")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0

    terminal = start(NAME)
    terminal.until("診断3/25")
    terminal.press("1")
    terminal.until("診断4/25")
    terminal.press("f10")
    terminal.until("ひとことで")
    terminal.press("c")
    terminal.until("ほかのファイル")
    # The state in which the sitting before ended.
    terminal.press("2")
    terminal.until("12点から16点に上がりました")
    terminal.until("▲ 4点")
    terminal.press("esc")
    terminal.until("ひとことで")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0

    beside = called(start, "compare", NAME, NAME)
    assert (beside.returncode, beside.stderr) == (0, "")
    assert "変わったところはありません" in beside.stdout
