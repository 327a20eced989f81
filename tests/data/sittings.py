"""Sittings over one file, one after the other, and what they left behind."""

from __future__ import annotations

from pathlib import Path

from data.edits import AnswerMeasure
from data.generations import Generations
from data.reading import read_engagement
from data.record import Engagement, Firm
from data.session import Session
from data.writing import write_engagement

RECORD = Engagement(firm=Firm(name="株式会社みほん"))
BY_HAND = "# 手書き\r\nformat = 1\r\n".encode()


def first_file(folder: Path) -> Path:
    """An engagement with no past."""
    path = folder / "会社 の.toml"
    path.write_bytes(write_engagement(RECORD))
    return path


def sitting(path: Path, *measures: int, status: int = 1) -> None:
    """Open the file, answer, and close it."""
    session = Session.open(path)
    for measure in measures:
        session.apply(AnswerMeasure(measure, status))
    assert session.close()


def states(path: Path) -> list[list[int]]:
    """The measures answered in each state kept."""
    kept = Generations(path)
    return [[*read_engagement(kept.content(each)).measures] for each in kept.all()]


def answered(session: Session) -> list[int]:
    return [*session.record.measures]
