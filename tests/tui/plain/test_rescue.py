"""A damaged file in plain mode: what can be read is told, and taken out when asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.engagement_file import load_engagement
from data.problems import EngagementFileError, Problem
from data.session import Session
from tests.tui.plain.talking import Conversation

DAMAGED = b"format = 1\n[firm]\nname = 'x'\nemployees = -1\n[measures.1]\nstatus = 1\n[meas"


@pytest.fixture
def damaged(data_folder: Path) -> Path:
    data_folder.mkdir()
    path = data_folder / "firm.toml"
    path.write_bytes(DAMAGED)
    return path


def test_what_would_be_lost_is_told_before_anything_is_written(damaged: Path) -> None:
    held = Conversation(["1", "x", "1", "1", "q"], None)
    refused, again, told, opened = held.turns[1:5]
    assert refused[0].startswith("開けませんでした。")
    assert refused[-1] == "1. 読める部分だけを新しいファイルに取り出す、2. やめる"
    assert again[0] == "1 か 2 をどうぞ。"
    assert told == [
        *("取り出せるもの：", "会社の情報、対策 1/55", "取り出せないところ 2件："),
        "4行目 firm.employees：「employees = -1」：0以上の整数を書いてください（引用符なし）",
        "7行目 「[meas」：見出しが読めないので、この表は取り出せません",
        "元のファイルはそのまま残ります。",
        "1. 新しいファイルに取り出して開く、2. やめる",
    ]
    assert opened[0] == "x。ファイルは firm_読めた部分.toml です。"
    assert load_engagement(damaged.with_name("firm_読めた部分.toml")).measures[1].status == 1
    assert damaged.read_bytes() == DAMAGED


@pytest.mark.parametrize("lines", [("1", "2"), ("1", "1", "2"), ("1", "q"), ("1", "1")])
def test_whoever_does_not_want_it_gets_no_new_file(damaged: Path, lines: tuple[str, ...]) -> None:
    assert Conversation([*lines, "q"], None).status == 0
    assert [path.name for path in damaged.parent.glob("[!.]*")] == ["firm.toml"]
    assert damaged.read_bytes() == DAMAGED


def test_a_damaged_file_named_in_the_call_is_offered_the_same(damaged: Path) -> None:
    held = Conversation(["1", "1", "q"], damaged)
    assert held.turns[0][2].startswith("開けませんでした。")
    assert "：7行目 ここで途切れています" in held.turns[0][2]
    assert held.turns[2][0] == "x。ファイルは firm_読めた部分.toml です。"
    assert held.status == 0
    assert damaged.read_bytes() == DAMAGED


@pytest.mark.parametrize(
    ("lines", "status"),
    [(("2", "q"), 1), (("q",), 1), ((), 1), (("1", "2", "q"), 1), (("2", "v", "q"), 0)],
)
def test_a_file_left_damaged_is_told_by_the_status(
    damaged: Path, lines: tuple[str, ...], status: int
) -> None:
    """Unless another engagement was opened instead."""
    held = Conversation(lines, damaged)
    assert held.status == status
    assert len(list(damaged.parent.glob("firm*.toml"))) == 1
    assert damaged.read_bytes() == DAMAGED


def test_where_the_new_file_cannot_be_written_there_is_the_list(
    damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object) -> None:
        raise EngagementFileError(path, (Problem("書けません"),))

    monkeypatch.setattr(Session, "create", refuse)
    held = Conversation(["1", "1", "q"], damaged)
    assert held.turns[2][0].endswith("firm_読めた部分.toml：書けません")
    assert "番号で開きます" in held.turns[2][-1]
    assert held.status == 1


def test_where_nothing_can_be_read_there_is_the_list_again(damaged: Path) -> None:
    damaged.write_bytes(b"\x89PNG\0\0")
    held = Conversation(["1", "1"], None)
    assert held.turns[2][0].startswith("読める部分がありません")
    assert "番号で開きます" in held.prompt


def test_a_newer_file_is_only_refused(damaged: Path) -> None:
    damaged.write_bytes(b"format = 2\n")
    held = Conversation(["1"], None)
    assert "新しい形式" in held.turns[1][0]
    assert "番号で開きます" in held.turns[1][1]
