"""`kikitori doctor` in terminals of every kind."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

from tests.terminal.conftest import Starter
from tests.terminal.harness import PROGRAM, Terminal
from tests.terminal.layout import check_cells

C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def verdicts(terminal: Terminal) -> dict[str, str]:
    """Every subject with the verdict before it."""
    rows = (line.partition("：")[0].split() for line in terminal.display if "：" in line)
    return {row[-1]: row[0] for row in rows if len(row) == 2}


def examined(
    start: Starter,
    columns: int = 80,
    lines: int = 24,
    env: Mapping[str, str] | None = None,
    *,
    ambiguous_wide: bool = False,
    answers: bool = True,
) -> tuple[int, Terminal]:
    terminal = start(
        "doctor",
        "--no-keys",
        columns=columns,
        lines=lines,
        env=env,
        ambiguous_wide=ambiguous_wide,
        answers=answers,
    )
    status = terminal.exit_status()
    check_cells(terminal)
    return status, terminal


def test_a_good_terminal(start: Starter) -> None:
    status, terminal = examined(start)
    assert status == 0
    assert set(verdicts(terminal).values()) == {"よい"}
    assert len(verdicts(terminal)) == 6
    assert "聞き取りを始められます" in terminal.text
    assert "①" not in terminal.text
    assert "あ\n" not in terminal.text
    assert [path.name for path in start.data.iterdir()] == []


def test_a_wide_terminal_says_so(start: Starter) -> None:
    status, terminal = examined(start, ambiguous_wide=True)
    assert (status, verdicts(terminal)["記号の幅"]) == (0, "直すとよい")


def test_a_mute_terminal_is_not_waited_for_long(start: Starter) -> None:
    began = time.monotonic()
    status, terminal = examined(start, answers=False)
    assert (status, verdicts(terminal)["端末の返事"]) == (0, "ご参考")
    # One question unanswered, a second; each further one would cost another.
    assert terminal.output.count(b"\x1b[6n") == 1
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    ("columns", "lines", "env", "status", "expected"),
    [
        (60, 20, {}, 0, {"窓の大きさ": "直すとよい"}),
        (60, 9, {}, 1, {}),
        (80, 24, {"NO_COLOR": "1"}, 0, {"色": "よい"}),
        (80, 24, {"TERM": "xterm"}, 0, {"色": "直すとよい"}),
        (80, 24, C_LOCALE, 0, {"文字コード": "直すとよい"}),
        (80, 24, {"TMUX": "1", "TERM_PROGRAM": "vscode"}, 0, {"tmux": "ご参考"}),
    ],
)
def test_a_poorer_terminal(
    start: Starter,
    columns: int,
    lines: int,
    env: dict[str, str],
    status: int,
    expected: dict[str, str],
) -> None:
    found, terminal = examined(start, columns, lines, env)
    assert found == status
    assert expected.items() <= verdicts(terminal).items()


def test_a_terminal_of_another_encoding_is_told_in_words_it_can_show(start: Starter) -> None:
    terminal = start("doctor", "--no-keys", utf8=False)
    assert terminal.exit_status() == 1
    assert "Set the encoding of the terminal to UTF-8." in terminal.text


def test_keys_and_a_commit(start: Starter) -> None:
    terminal = start("doctor")
    for asked, key in (
        ("F5 を", "f5"),
        ("F10 を", "x"),
        ("全角の１ を", "１"),
        ("Ctrl+P を", "enter"),
    ):
        terminal.until(asked)
        terminal.settle()
        terminal.press(key)
    terminal.until("と書いて")
    terminal.settle()
    terminal.type("情報セキュリティ")
    terminal.press("enter")
    assert terminal.exit_status() == 0
    found = verdicts(terminal)
    assert [found.get(key) for key in ("F5", "F10", "全角の１", "Ctrl+P", "日本語入力")] == [
        "よい",
        "直すとよい",
        "よい",
        None,
        "よい",
    ]


def test_without_a_terminal_it_says_so(start: Starter) -> None:
    terminal = start("-c", f"'{PROGRAM}' doctor </dev/null; echo 終了 $?", command=("/bin/sh",))
    terminal.exit_status()
    assert "端末（ターミナル）の中で" in terminal.text
    assert "終了 2" in terminal.text
