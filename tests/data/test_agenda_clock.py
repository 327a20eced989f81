"""The clock of the agenda counts whole minutes, and says by how much an item is over."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.agenda_clock import AgendaClock

START = datetime(2026, 11, 20, 13, 30)
CLOCK = AgendaClock(1, "self_check", "自社診断の結果の確認", 40, START)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0/40分"),
        (59, "0/40分"),
        (60, "1/40分"),
        (40 * 60, "40/40分"),
        (41 * 60, "41/40分（1分超過）"),
        (-3600, "0/40分"),
    ],
)
def test_the_words_are_those_of_the_minute(seconds: int, words: str) -> None:
    assert CLOCK.words(START + timedelta(seconds=seconds)) == words


@given(st.integers(0, 10**6))
def test_the_next_look_is_at_the_next_minute(milliseconds: int) -> None:
    now = START + timedelta(milliseconds=milliseconds)
    wait = CLOCK.until_next_minute(now)
    assert 0 < wait <= 60
    then = now + timedelta(seconds=wait, milliseconds=1)
    assert CLOCK.elapsed(then) == CLOCK.elapsed(now) + 1


def test_it_is_at_one_item_of_one_visit() -> None:
    assert CLOCK.is_at(1, "self_check")
    assert not CLOCK.is_at(2, "self_check")
    assert not CLOCK.is_at(1, "break")
