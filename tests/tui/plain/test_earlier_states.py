"""前の状態に戻す in plain mode: the list, and one edit that `u` takes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.edits import AnswerMeasure
from data.generations import Generations
from data.record import Engagement
from data.session import Session
from data.timeline import NONE_YET, NOTHING_CHANGED, UNREADABLE
from data.writing import write_engagement
from tests.tui.plain.talking import Conversation, record, sample_file

NOON = datetime(2026, 11, 4, 3, tzinfo=UTC)
EMPTY = Engagement()
ONE = AnswerMeasure(1, 1).apply(EMPTY)
TWO = AnswerMeasure(2, 3).apply(ONE)


@pytest.fixture
def kept(tmp_path: Path) -> Generations:
    """States without, with one and with two answers, the last as it is in the file."""
    path = tmp_path / "firm.toml"
    path.write_bytes(write_engagement(TWO))
    kept = Generations(path)
    for day, state in enumerate((EMPTY, ONE, TWO)):
        kept.keep(write_engagement(state), NOON + day * timedelta(days=1))
    return kept


def held(tmp_path: Path, *lines: str) -> Conversation:
    return Conversation(["", "f8", *lines], tmp_path / "firm.toml")


def test_the_states_are_told_with_what_changed(tmp_path: Path, kept: Generations) -> None:
    said = held(tmp_path, "前の状態").turns[3]
    assert [line[:5] for line in said[:3]] == ["1. 11", "2. 11", "3. 11"]
    assert said[0].endswith("、今と同じ")
    assert "対策" in said[1]
    assert said[2].endswith("いちばん古い状態")
    assert said[3].startswith("番号の時点に戻します")


def test_a_state_comes_back_and_can_be_taken_back(tmp_path: Path, kept: Generations) -> None:
    talk = held(tmp_path, "前の状態に戻す", "2")
    assert any("の状態に戻しました。u で取り消せます。" in line for line in talk.said)
    assert record(tmp_path) == ONE
    held(tmp_path, "u")
    assert record(tmp_path) == TWO


@pytest.mark.parametrize("line", ["1", "b"])
def test_nothing_is_done_for_the_present_state_or_going_back(
    tmp_path: Path, kept: Generations, line: str
) -> None:
    said = held(tmp_path, "前の状態", line).said
    assert f"{NOTHING_CHANGED}。" in said or "戻すのをやめました。" in said
    assert record(tmp_path) == TWO


def test_a_state_that_is_no_engagement_is_said_so(tmp_path: Path, kept: Generations) -> None:
    kept.keep(b"format = ?", NOON + timedelta(days=5))
    said = held(tmp_path, "前の状態", "1").said
    assert any(line.startswith(f"{UNREADABLE}です。") for line in said)
    assert record(tmp_path) == TWO


def test_where_none_is_kept_it_is_said(tmp_path: Path) -> None:
    assert f"{NONE_YET}。" in sample_file(tmp_path, "", "前の状態").said


def test_who_only_reads_brings_nothing_back(tmp_path: Path, kept: Generations) -> None:
    first = Session.open(tmp_path / "firm.toml")
    try:
        talk = held(tmp_path, "前の状態", "2")
    finally:
        first.close()
    assert any("変えられません" in line for line in talk.said)
    assert record(tmp_path) == TWO
