"""The plain mode says hostile texts harmlessly and leaves them as they were typed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.edits import note_at
from data.place import Place
from data.record import MeasureAnswer
from data.writing import write_engagement
from tests.hostile_text import HOSTILE, STEERS, hostile_engagement
from tests.tui.plain.talking import Conversation, record

# Every step, list, form, note, search and report; empty lines go on from field to field.
TOUR = (
    *(
        "r",
        "f6",
        "l",
        "1",
        "c 1",
        "e 2",
        *[""] * 20,
        "f9",
        "e 1",
        *[""] * 12,
        ".",
        "t",
        "1",
        "",
        "",
    ),
    *("f8", "1", "n", "b", "n", "", "?", "w", "/終", "1", "m", "b", "f7", "r", "l", "b"),
    *("f10", *[""] * 8, "x", "1", "", "q"),
)


@pytest.mark.parametrize("first", [0, 7, 14])
def test_nothing_said_steers_and_nothing_is_changed(tmp_path: Path, first: int) -> None:
    path = tmp_path / "firm.toml"
    content = write_engagement(hostile_engagement(first))
    path.write_bytes(content)
    before = hostile_engagement(first)
    held = Conversation(TOUR, path)
    assert held.status == 0
    assert not [line for line in held.said if STEERS.intersection(line)]
    after = record(tmp_path)
    # The tour answers one question.
    measures = {**before.measures, 1: replace(before.measures[1], status=1)}
    assert after == replace(before, measures=measures)


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_a_note_follows_stays_as_it_was(tmp_path: Path, kind: str) -> None:
    place, text = Place("measures", "1"), HOSTILE[kind]
    measures = {1: MeasureAnswer(note=text)}
    path = tmp_path / "firm.toml"
    path.write_bytes(write_engagement(replace(hostile_engagement(), measures=measures)))
    Conversation(["f8", "n", "1", "つづき", "", "おわり", "", "."], path)
    assert note_at(record(tmp_path), place) == f"{text}\nつづき\n\nおわり"
