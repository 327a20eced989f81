"""What `kikitori doctor` makes of the facts, whatever terminal they came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast
from unicodedata import east_asian_width

import blessed
import pytest

from tui.doctor import facts as facts_module
from tui.doctor.facts import Facts, around, open_terminal
from tui.doctor.findings import _ABOUT, Finding, can_run, findings, key_finding
from tui.doctor.keys import (
    COMMIT,
    KEY_TESTS,
    KeyFact,
    ask_keys,
    judge_commit,
    judge_key,
    read_key,
    read_line,
    seen,
)

GOOD = Facts(
    columns=120,
    lines=30,
    answers=True,
    wide_cells=2,
    ambiguous_cells=1,
    keyboard_encoding="UTF-8",
    colours="truecolor",
    no_color=False,
    term="xterm-256color",
    around=frozenset(),
    folder="/home/sato/kikitori",
    no_write="",
)


def about(subject: str, **changes: Any) -> Finding:
    (found,) = [each for each in findings(replace(GOOD, **changes)) if each.subject == subject]
    return found


def test_a_good_terminal_is_called_good() -> None:
    found = findings(GOOD)
    assert {each.verdict for each in found} == {"よい"}
    assert len(found) == 6
    assert can_run(found)


@pytest.mark.parametrize(
    ("columns", "lines", "verdict", "says"),
    [
        (110, 24, "よい", "横に並びます"),
        (109, 24, "よい", "横110"),
        (80, 24, "よい", "横110"),
        (79, 24, "直すとよい", "横80、縦24"),
        (80, 23, "直すとよい", "横80、縦24"),
        (40, 10, "直すとよい", "横80、縦24"),
        (39, 10, "使えません", "大きくしてください"),
        (200, 9, "使えません", "大きくしてください"),
    ],
)
def test_the_size(columns: int, lines: int, verdict: str, says: str) -> None:
    found = about("窓の大きさ", columns=columns, lines=lines)
    assert found.verdict == verdict
    assert says in found.text
    assert f"横{columns}、縦{lines}" in found.text


@pytest.mark.parametrize(
    ("cells", "encoding", "verdict"),
    [
        (2, "UTF-8", "よい"),
        (None, "utf8", "よい"),
        (2, "cp65001", "よい"),
        (2, "ANSI_X3.4-1968", "直すとよい"),
        (None, "cp932", "直すとよい"),
        (3, "UTF-8", "使えません"),
        (6, "ja_JP.eucJP", "使えません"),
    ],
)
def test_the_encoding(cells: int | None, encoding: str, verdict: str) -> None:
    found = about("文字コード", wide_cells=cells, keyboard_encoding=encoding)
    assert found.verdict == verdict


def test_a_console_without_japanese_letters() -> None:
    assert about("文字コード", around=frozenset(["linux"])).verdict == "使えません"


def test_a_wide_terminal_is_told_what_to_change() -> None:
    found = about("記号の幅", ambiguous_cells=2)
    assert found.verdict == "直すとよい"
    assert "半角" in found.text
    assert can_run(findings(replace(GOOD, ambiguous_cells=2)))


def test_a_mute_terminal_may_be_used() -> None:
    found = findings(replace(GOOD, answers=False, wide_cells=None, ambiguous_cells=None))
    assert can_run(found)
    assert "記号の幅" not in {each.subject for each in found}
    assert {each.subject: each.verdict for each in found}["端末の返事"] == "ご参考"


@pytest.mark.parametrize(
    ("changes", "verdict", "says"),
    [
        ({"colours": "truecolor"}, "よい", "フルカラー"),
        ({"colours": "256"}, "よい", "256色"),
        ({"colours": "16"}, "直すとよい", "xterm-256color"),
        ({"colours": "none"}, "直すとよい", "色なし"),
        ({"colours": "none", "no_color": True}, "よい", "NO_COLOR"),
        ({"term": "dumb"}, "使えません", "dumb"),
    ],
)
def test_the_colours(changes: dict[str, Any], verdict: str, says: str) -> None:
    found = about("色", **changes)
    assert found.verdict == verdict
    assert says in found.text


def test_a_folder_that_cannot_be_written() -> None:
    found = about("保存先", no_write="書き込みが許されていません")
    assert found.verdict == "使えません"
    assert "書き込みが許されていません" in found.text
    assert "KIKITORI_HOME" in found.text


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({}, set()),
        ({"TMUX": "/tmp/tmux-0/default,1,0"}, {"tmux"}),
        ({"STY": "1.pts-0.host"}, {"screen"}),
        ({"TERM_PROGRAM": "vscode", "WT_SESSION": "x"}, {"vscode"}),
        ({"WT_SESSION": "x", "OS": "Windows_NT"}, {"windows_terminal"}),
        ({"OS": "Windows_NT"}, {"conhost"}),
        ({"OS": "Windows_NT", "TERM": "xterm"}, set()),
        ({"TERM_PROGRAM": "Apple_Terminal"}, {"apple_terminal"}),
        ({"TERM_PROGRAM": "iTerm.app", "TMUX": "x"}, {"iterm2", "tmux"}),
        ({"TERM": "linux"}, {"linux"}),
    ],
)
def test_what_is_around_is_known_by_the_environment(
    environment: dict[str, str], names: set[str]
) -> None:
    assert around(environment) == names


def test_old_windows_consoles_are_advised_against() -> None:
    found = findings(replace(GOOD, around=frozenset(["conhost"])))
    (advice,) = [each for each in found if "Windows Terminal" in each.text]
    assert advice.verdict == "直すとよい"
    assert can_run(found)


@pytest.mark.parametrize("name", _ABOUT)
def test_every_surrounding_has_its_advice(name: Any) -> None:
    subject, text = _ABOUT[name]
    found = about(subject, around=frozenset([name]))
    assert found == ("ご参考", subject, text)


def test_nothing_said_would_bend_on_a_wide_terminal() -> None:
    every = replace(GOOD, answers=False, around=frozenset({"conhost", *_ABOUT}))
    worst = replace(GOOD, columns=1, wide_cells=3, no_write="?", colours="16")
    bent = replace(GOOD, ambiguous_cells=2, keyboard_encoding="C", columns=70)
    said = "".join(str(each) for facts in (every, worst, bent, GOOD) for each in findings(facts))
    asked: list[str] = []
    list(ask_keys(terminal_typing("\n", "\n", "\n", "\n", "\n"), asked.append))
    said += "".join(asked) + "".join(test.remark for test in KEY_TESTS)
    assert {char for char in said if east_asian_width(char) == "A"} == set()


# --- Keys ---


def terminal_typing(*typed: str) -> blessed.Terminal:
    """A terminal on which this is typed, a piece at a time; then it is gone."""
    pieces: Iterator[str] = iter(typed)
    return cast(
        blessed.Terminal,
        SimpleNamespace(inkey=lambda: next(pieces, ""), flushinp=lambda *_: "", stream=None),
    )


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("\x1b[15~", ["f5"]),
        ("\x1b[21~", ["f10"]),
        ("\x10", ["ctrl+p"]),
        ("１", ["１"]),
        ("\x1b", ["escape"]),
        ("情報", ["情", "報"]),
    ],
)
def test_keys_are_seen_as_the_interview_sees_them(typed: str, names: list[str]) -> None:
    assert seen(typed) == names


@pytest.mark.parametrize(
    ("typed", "arrived"),
    [
        (["\x1b[15~", "\x1b[21~", "１", "\x10"], [True] * 4),
        (["\x1b[15~", "\x1b[21~", "1", "\x10"], [True] * 4),
        (["\x1b[25~", "m", "一", "p"], [False] * 4),
        (["\x1b[15~\x1b[15~", "\x1b[21~", "１１", "\x10"], [False, True, False, True]),
    ],
)
def test_each_key_is_asked_for_and_judged(typed: list[str], arrived: list[bool]) -> None:
    asked: list[str] = []
    found = list(ask_keys(terminal_typing(*typed, COMMIT, "\n"), asked.append))
    assert [fact.arrived for fact in found] == [*arrived, True]
    assert [fact.wanted for fact in found[:4]] == [test.wanted for test in KEY_TESTS]
    assert all("Enter" in each for each in asked)
    assert COMMIT in asked[-1]


@pytest.mark.parametrize("enter", ["\r", "\n"])
def test_enter_passes_over(enter: str) -> None:
    assert list(ask_keys(terminal_typing(*[enter] * 5), lambda _: None)) == []


def test_a_terminal_that_goes_away_ends_the_questions() -> None:
    assert list(ask_keys(terminal_typing(), lambda _: None)) == []


def test_a_commit_may_come_in_pieces() -> None:
    assert read_line(terminal_typing("情報セ", "キュリティ", "\r")) == COMMIT


def test_a_commit_that_was_garbled_is_shown() -> None:
    codes = ":".join(str(ord(char)) for char in COMMIT)
    fact = judge_commit(f"\x1b[13;;{codes}u")
    assert not fact.arrived
    assert key_finding(fact).verdict == "直すとよい"
    assert "24773" in codes
    assert "24773" in key_finding(fact).text


def test_keys_in_another_encoding_are_no_accident() -> None:
    def undecodable() -> str:
        raise UnicodeDecodeError("ascii", b"\xe3", 0, 1, "?")

    terminal = cast(blessed.Terminal, SimpleNamespace(inkey=undecodable))
    assert not judge_key(KEY_TESTS[2], read_key(terminal)).arrived


def test_what_arrived_is_called_good() -> None:
    assert key_finding(KeyFact("F5", True, "f5")) == ("よい", "F5", "届きました")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("\x1bOQ", "「F2」"), ("\x10", "「Ctrl+P」"), ("m", "「m」"), ("\x1b[5~", "「PgUp」")],
)
def test_another_key_is_named_as_people_read_it(typed: str, said: str) -> None:
    assert f"届いたのは{said}です" in key_finding(judge_key(KEY_TESTS[0], typed)).text


# --- Windows ---


def test_windows_is_told_to_understand_escape_sequences(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    modules = {"jinxed.win32": SimpleNamespace(enable_vt_mode=lambda: called.append("vt"))}
    monkeypatch.setattr(facts_module, "WINDOWS", True)
    monkeypatch.setattr(facts_module, "import_module", modules.__getitem__)
    with open_terminal() as terminal:
        assert called == ["vt"]
        assert terminal.does_styling is False
