"""`kikitori history` and `kikitori restore`: what they say, and what they leave."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.edits import AnswerMeasure, AnswerSelfCheck
from data.generations import Generations, history_folder
from data.session import Session
from data.storage import WINDOWS
from tests.cli.conftest import Call

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def japan(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock on the wall, where the system lets a program set it."""
    if hasattr(time, "tzset"):
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
        monkeypatch.undo()
        time.tzset()
    else:
        pytest.skip("no time zone can be set")


@pytest.fixture
def kept(seed: Path) -> Path:
    """The seed's engagement with two states of before."""
    generations = Generations(seed)
    generations.keep(seed.read_bytes(), NOON)
    session = Session.open(seed)
    session.apply(AnswerSelfCheck(1, "unknown"))
    session.apply(AnswerSelfCheck(2, "unknown"))
    assert session.close()
    newest = generations.all()[-1]
    later = NOON + timedelta(days=1, minutes=5)
    newest.path.rename(newest.path.with_name(f"000002-{later:%Y%m%dT%H%M%SZ}.generation"))
    session = Session.open(seed)
    session.apply(AnswerMeasure(1, 4))
    assert session.close()
    # As if the present state had not been kept yet.
    generations.all()[-1].path.unlink()
    return seed


def test_the_states_are_listed_newest_first(call: Call, kept: Path, japan: None) -> None:
    answer = call("history", kept)
    assert answer.status == 0
    assert answer.out.splitlines() == [
        "番号  いつ              その前の状態から変わったところ",
        "  今                    対策 1問",
        "   2  2026-11-21 12:05  自社診断 2問",
        "   1  2026-11-20 12:00  残っている中で、いちばん古い状態",
    ]
    assert answer.err == f"戻すには: kikitori restore {kept} 番号\n"


def test_the_list_as_json(call: Call, kept: Path) -> None:
    answer = call("history", "--json", kept)
    assert (answer.status, answer.err) == (0, "")
    assert json.loads(answer.out) == {
        "generations": [
            {
                "number": 2,
                "taken": "2026-11-21T03:05:00Z",
                "damaged": False,
                "present": False,
                "changes": {"self_check": 2},
            },
            {
                "number": 1,
                "taken": "2026-11-20T03:00:00Z",
                "damaged": False,
                "present": False,
                "changes": None,
            },
        ],
        "since_newest": {"measures": 1},
    }


def test_the_list_can_be_read_while_the_interview_has_the_file(call: Call, kept: Path) -> None:
    session = Session.open(kept)
    before = sorted(kept.parent.rglob("*"))
    assert call("history", kept).status == 0
    assert sorted(kept.parent.rglob("*")) == before
    assert session.close()


def test_a_file_without_states(call: Call, seed: Path) -> None:
    answer = call("history", seed)
    assert (answer.status, answer.out) == (0, "")
    assert "まだ残っていません" in answer.err
    answer = call("history", seed, "--json")
    assert json.loads(answer.out) == {"generations": [], "since_newest": None}
    assert [*seed.parent.iterdir()] == [seed]


def test_neither_file_nor_states(call: Call, here: Path) -> None:
    for words in (("history", "none.toml"), ("restore", "none.toml", "1")):
        answer = call(*words)
        assert (answer.status, answer.out) == (1, "")
        assert "none.toml" in answer.err
    assert [*here.iterdir()] == []


def test_a_folder_that_cannot_be_read(call: Call, seed: Path) -> None:
    history_folder(seed).write_bytes(b"no folder")
    for words in (("history", seed), ("restore", seed, "1")):
        answer = call(*words)
        assert (answer.status, answer.out) == (1, "")
        assert f"{history_folder(seed)}：読めません（途中にフォルダではないもの" in answer.err


def test_a_state_is_brought_back_and_the_way_back_is_told(
    call: Call, kept: Path, japan: None
) -> None:
    first = Generations(kept).content(Generations(kept).all()[0])
    answer = call("restore", kept, "1")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == (
        f"{kept}：1番（2026-11-20 12:00）の状態に戻しました。それまでの状態は3番に残しました\n"
    )
    assert kept.read_bytes() == first
    again = call("restore", kept, "1")
    assert (again.status, again.err) == (0, "")
    assert "すでに1番（2026-11-20 12:00）と同じです" in again.out
    assert "今と同じ" not in call("history", kept).out
    assert call("restore", kept, "3").status == 0
    assert "   4  " in call("history", kept).out


def test_the_state_that_the_file_holds_is_marked(call: Call, seed: Path) -> None:
    session = Session.open(seed)
    session.apply(AnswerMeasure(1, 4))
    assert session.close()
    assert call("history", seed).out.splitlines()[1].endswith("対策 1問（今と同じ）")


def test_a_deleted_file_comes_back(call: Call, kept: Path) -> None:
    kept.unlink()
    assert call("history", kept).status == 0
    answer = call("restore", kept, "2")
    assert (answer.status, answer.err) == (0, "")
    assert "なくなっていた" in answer.out
    assert call("check", kept).status == 0


def test_an_open_engagement_is_not_restored(call: Call, kept: Path) -> None:
    session = Session.open(kept)
    content = kept.read_bytes()
    answer = call("restore", kept, "1")
    assert (answer.status, answer.out) == (1, "")
    assert "別の画面が" in answer.err
    assert kept.read_bytes() == content
    assert session.close()


def test_a_state_goes_into_another_file(call: Call, kept: Path) -> None:
    content = kept.read_bytes()
    answer = call("restore", kept, "1", "-o", "out/控え.toml")
    assert (answer.status, answer.err) == (0, "")
    assert Path(answer.out.strip()) == Path("out/控え.toml")
    assert Path("out/控え.toml").read_bytes() == Generations(kept).content(
        Generations(kept).all()[0]
    )
    assert kept.read_bytes() == content
    refused = call("restore", kept, "2", "-o", "out/控え.toml")
    assert (refused.status, refused.out) == (1, "")
    assert "すでにあります" in refused.err


def test_wrong_usage(call: Call, kept: Path) -> None:
    for words in (("restore", kept), ("restore", kept, "先週"), ("history",)):
        answer = call(*words)
        assert (answer.status, answer.out) == (2, "")
    assert "NUMBER には番号を数字で" in call("restore", kept, "先週").err


@pytest.mark.skipif(WINDOWS, reason="a read-only folder is no matter on Windows")
def test_a_place_that_takes_no_file(call: Call, kept: Path) -> None:
    Path("file").write_bytes(b"")
    answer = call("restore", kept, "1", "-o", "file/sub/a.toml")
    assert (answer.status, answer.out) == (1, "")
    assert "書けません" in answer.err
    assert "-o で別の場所" in answer.err


def test_a_path_with_spaces_is_told_as_it_can_be_typed(call: Call, kept: Path) -> None:
    spaced = kept.parent / "聞き取り の控え.toml"
    Generations(spaced).keep(kept.read_bytes(), NOON)
    spaced.write_bytes(kept.read_bytes())
    assert f'kikitori restore "{spaced}" 番号' in call("history", spaced).err
