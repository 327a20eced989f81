"""Leaving, coming back, undoing what was done before, and going back to an earlier state."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from data.engagement_file import load_engagement
from tests.terminal.conftest import Starter
from tests.terminal.harness import PROGRAM, Terminal
from tests.terminal.interview import create, heading, self_check_headings

NAME = "聞き取り 1.toml"


def answered(start: Starter) -> list[int]:
    return [*load_engagement(start.folder / NAME).self_check.items]


def called(start: Starter, *words: str) -> subprocess.CompletedProcess[str]:
    """The same program beside the terminal."""
    command = [str(PROGRAM), *words]
    return subprocess.run(
        command,
        cwd=start.folder,
        env=start.environment | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def answer_self_check(start: Starter, keys: Sequence[str]) -> Terminal:
    questions = self_check_headings()
    terminal = start(NAME)
    create(terminal)
    terminal.press("f5")
    terminal.until(heading(questions[0]))
    for no, key in enumerate(keys, start=1):
        terminal.press(key)
        terminal.until(heading(questions[no]))
    return terminal


def undo_ten(start: Starter) -> Terminal:
    terminal = start(NAME)
    terminal.until("診断12/25")
    for no in range(12, 2, -1):
        terminal.press("ctrl+z")
        terminal.until(f"元に戻しました：自社診断 {no} の回答")
    terminal.until("診断2/25")
    return terminal


def test_answer_leave_come_back_undo_ten_and_restore(start: Starter) -> None:
    terminal = answer_self_check(start, "123412341234")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0

    terminal = undo_ten(start)
    assert answered(start) == [1, 2]
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0

    listed = called(start, "history", NAME)
    assert [line.split()[0] for line in listed.stdout.splitlines()[1:]] == ["3", "2", "1"]
    assert "自社診断 10問（今と同じ）" in listed.stdout
    back = called(start, "restore", NAME, "2")
    assert (back.returncode, back.stderr) == (0, "")
    assert answered(start) == [*range(1, 13)]


def test_undo_and_the_states_survive_a_power_cut(start: Starter) -> None:
    terminal = answer_self_check(start, "123412341234")
    terminal.kill()
    terminal = undo_ten(start)
    terminal.press("ctrl+y")
    terminal.until("やり直しました：自社診断 3 の回答")
    terminal.kill()
    assert answered(start) == [1, 2, 3]

    terminal = start(NAME)
    terminal.until("診断3/25")
    terminal.press("ctrl+p")
    terminal.until("操作の名前")
    terminal.type("restore")
    terminal.until("前の状態に戻す")
    terminal.press("enter")
    terminal.until("どの時点に戻すか")
    terminal.until("自社診断 12問")
    # The state at the second start, before the ten were undone.
    terminal.press("1")
    terminal.until("の状態に戻しました")
    assert answered(start) == [*range(1, 13)]
    terminal.press("ctrl+z")
    terminal.until("元に戻しました")
    terminal.until("診断3/25")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert answered(start) == [1, 2, 3]


def test_the_interview_s_file_cannot_be_restored_from_beside(start: Starter) -> None:
    terminal = answer_self_check(start, "12")
    listed = called(start, "history", NAME)
    assert listed.returncode == 0
    refused = called(start, "restore", NAME, "1")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "開いています" in refused.stderr
    assert answered(start) == [1, 2]
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
