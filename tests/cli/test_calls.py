"""Which call leads where, and what a wrong call is told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from data.columns import cell_width
from data.problems import EngagementFileError, Problem
from tests.cli.bad_files import BAD_FILES, BEYOND_RESCUE, RESCUABLE
from tests.cli.conftest import Call
from tui import cli
from tui.commands import COMMANDS

KITTY = "TEXTUAL_DISABLE_KITTY_KEY"
STUBBED_EXPORT = ModuleType("exports.books")
vars(STUBBED_EXPORT).update(BOOKS={}, write_books=None)


@pytest.fixture(autouse=True)
def no_workbooks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "exports.books", STUBBED_EXPORT)


class Interview:
    """Stands in for tui.app and remembers what it was asked to open."""

    def __init__(self) -> None:
        self.opened: list[Path | None] = []
        self.failure: BaseException | None = None

    def run_interview(self, path: Path | None) -> int:
        self.opened.append(path)
        if self.failure:
            raise self.failure
        return 0


@pytest.fixture
def interview(monkeypatch: pytest.MonkeyPatch) -> Interview:
    stand_in = Interview()
    module = ModuleType("tui.app")
    vars(module).update(run_interview=stand_in.run_interview)
    monkeypatch.setitem(sys.modules, "tui.app", module)
    monkeypatch.setattr(cli, "in_terminal", lambda: True)
    return stand_in


def test_no_word_opens_the_home_screen(call: Call, interview: Interview) -> None:
    assert call().status == 0
    assert interview.opened == [None]


def test_a_file_is_opened(call: Call, interview: Interview, seed: Path) -> None:
    assert call(seed).status == 0
    assert interview.opened == [seed]


def test_a_new_file_is_left_to_the_interview(call: Call, interview: Interview, here: Path) -> None:
    for name in ("new.toml", "新しい会社", "deep/new.toml"):
        assert call(name).status == 0
    assert interview.opened == [Path("new.toml"), Path("新しい会社"), Path("deep/new.toml")]
    assert list(here.iterdir()) == []


def test_a_bad_file_stops_before_any_screen(call: Call, interview: Interview, here: Path) -> None:
    (here / "bad.toml").write_bytes(b"format = 9\n")
    answer = call("bad.toml")
    assert answer.status == 1
    assert "bad.toml：format：" in answer.err
    assert interview.opened == []


@pytest.mark.parametrize("kind", BEYOND_RESCUE)
def test_a_file_of_which_nothing_can_be_read_stops_before_any_screen(
    call: Call, interview: Interview, here: Path, kind: str
) -> None:
    (here / "bad.toml").write_bytes(BAD_FILES[kind][0])
    answer = call("bad.toml")
    assert answer.status == 1
    assert BAD_FILES[kind][1] in answer.err
    assert interview.opened == []


@pytest.mark.parametrize("kind", RESCUABLE)
def test_a_damaged_file_is_left_to_the_interview_where_a_person_can_be_asked(
    call: Call, interview: Interview, here: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    (here / "bad.toml").write_bytes(BAD_FILES[kind][0])
    assert call("bad.toml").status == 0
    assert interview.opened == [Path("bad.toml")]
    monkeypatch.setattr(cli, "in_terminal", lambda: False)
    for words in (("bad.toml",), ("--plain", "bad.toml")):
        answer = call(*words)
        assert (answer.status, answer.out) == (1, "")
        assert BAD_FILES[kind][1] in answer.err
        assert "kikitori rescue bad.toml" in answer.err
    assert interview.opened == [Path("bad.toml")]


def test_a_folder_is_no_file(call: Call, interview: Interview, here: Path) -> None:
    assert call(here).status == 1
    assert interview.opened == []


def test_a_file_named_like_a_command(call: Call, interview: Interview, seed: Path) -> None:
    seed.rename("check")
    assert call("./check").status == 0
    assert interview.opened == [Path("check")]


def test_a_file_without_suffix_wins_over_a_guess(
    call: Call, interview: Interview, seed: Path
) -> None:
    seed.rename("exprot")
    assert call("exprot").status == 0
    assert interview.opened == [Path("exprot")]


def test_a_file_after_two_dashes(call: Call, interview: Interview, seed: Path) -> None:
    seed.rename("-x.toml")
    assert call("--", "-x.toml").status == 0
    assert interview.opened == [Path("-x.toml")]


@pytest.mark.parametrize(("set_by_user", "held"), [(None, "1"), ("0", "0")])
def test_the_input_method_is_protected_unless_the_user_decides(
    set_by_user: str | None, held: str
) -> None:
    environment = {name: value for name, value in os.environ.items() if name != KITTY}
    if set_by_user is not None:
        environment[KITTY] = set_by_user
    question = f"import tui.cli, os; print(os.environ['{KITTY}'])"
    answer = subprocess.run(
        [sys.executable, "-c", question], env=environment, capture_output=True, check=True
    )
    assert answer.stdout.decode().strip() == held


def test_an_engagement_open_elsewhere_is_said(call: Call, interview: Interview, seed: Path) -> None:
    interview.failure = EngagementFileError(seed, (Problem("別の画面で開いています"),))
    answer = call(seed)
    assert (answer.status, answer.out) == (1, "")
    assert "別の画面で開いています" in answer.err


def test_ctrl_c_ends_quietly(call: Call, interview: Interview) -> None:
    interview.failure = KeyboardInterrupt()
    answer = call()
    assert (answer.status, answer.out, answer.err) == (130, "", "")


def test_the_unexpected_is_one_sentence(
    call: Call, interview: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KIKITORI_DEBUG", raising=False)
    interview.failure = ZeroDivisionError("secret")
    answer = call()
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.count("\n") == 1
    assert "ZeroDivisionError" in answer.err
    assert "KIKITORI_DEBUG=1" in answer.err
    assert "Traceback" not in answer.err


def test_the_traceback_on_request(
    call: Call, interview: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIKITORI_DEBUG", "1")
    interview.failure = ZeroDivisionError("secret")
    assert "Traceback" in call().err


@pytest.mark.parametrize("words", [(), ("seed.toml",), ("new.toml",)])
def test_without_a_terminal(call: Call, seed: Path, words: tuple[str, ...]) -> None:
    answer = call(*words)
    assert (answer.status, answer.out) == (2, "")
    assert "kikitori result" in answer.err
    assert "kikitori export" in answer.err


@pytest.mark.parametrize(
    ("typo", "meant"),
    [
        ("exprot", "export"),
        ("imprt", "import"),
        ("chekc", "check"),
        ("Result", "result"),
        ("smaple", "sample"),
        ("help", "--help"),
        ("version", "--version"),
    ],
)
def test_a_typo(call: Call, here: Path, typo: str, meant: str) -> None:
    for words in ((typo,), (typo, "x.toml")):
        answer = call(*words)
        assert (answer.status, answer.out) == (2, "")
        assert f"{meant} のことですか" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check",), "FILE を指定してください"),
        (("result",), "FILE を指定してください"),
        (("result", "a.toml", "b.toml"), "b.toml は使えません"),
        (("result", "a.toml", "--jso"), "--jso は使えません"),
        (("result", "a.toml", "--json=x"), "--json に値は付けられません"),
        (("sample", "-o"), "-o のあとに値を書いてください"),
        (("sample", "a.toml"), "a.toml は使えません"),
        (("export",), "FILE を指定してください"),
        (("export", "a.toml", "--book", "zip"), "--book に 'zip' は使えません"),
        (("--json",), "--json は使えません"),
        (("-o", "a.toml"), "-o は使えません"),
        (("a.toml", "b.toml"), "ファイルは1つです"),
        (("import",), "BOOK を指定してください"),
        (("import", "a.xlsx", "--take", "mine"), "--take に 'mine' は使えません"),
        (("merge", "a.xlsx"), "merge というコマンドはありません"),
    ],
)
def test_wrong_usage(call: Call, here: Path, words: tuple[str, ...], said: str) -> None:
    answer = call(*words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert "--help" in answer.err
    assert not re.search(r"\b(usage|error|argument|required|invalid)\b", answer.err)


@pytest.mark.parametrize("words", [("--help",), ("-h",), ("a.toml", "--help")])
def test_help_names_every_command(call: Call, words: tuple[str, ...]) -> None:
    answer = call(*words)
    assert (answer.status, answer.err) == (0, "")
    for name, command in COMMANDS.items():
        assert name in answer.out
        assert command.summary in answer.out


HELPS = [("--help",), *((name, flag) for name in COMMANDS for flag in ("-h", "--help"))]


@pytest.mark.parametrize("words", HELPS)
def test_help_is_japanese_and_fits(
    call: Call, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    answer = call(*words)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("使い方: kikitori")
    assert max(map(cell_width, answer.out.splitlines())) <= 80
    english = r"(usage|positional|options|arguments|show this|exit)"
    assert not re.search(rf"\b{english}\b", answer.out)


def test_the_version(call: Call) -> None:
    answer = call("--version")
    assert (answer.status, answer.err) == (0, "")
    assert re.fullmatch(r"kikitori \d+\.\d+\.\d+\n", answer.out)


def test_messages_cannot_steer_the_terminal(call: Call, here: Path) -> None:
    (here / "odd.toml").write_bytes(b'format = 1\n[measures."\\u001b[2J"]\n')
    answer = call("check", "odd.toml")
    assert answer.status == 1
    assert "\x1b" not in answer.err
    assert r"\x1b[2J" in answer.err
