"""What is still to be found out, as a list to take along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from data.follow_ups import TO_FIND_OUT, OpenPoint, due_words
from data.place_names import question_at
from tui.paint import Lines, clickable, listed


def to_find_out_lines(points: Sequence[OpenPoint], today: date, width: int) -> Lines:
    """Each point with its question, who finds out and by when; a click leads there."""
    return [
        clickable(each, "place", point.place.step, point.place.key, point.place.item)
        for point in points
        for each in _point_lines(point, today, width)
    ]


def _point_lines(point: OpenPoint, today: date, width: int) -> Lines:
    question = question_at(point.place)
    text = f"{point.name}：{question}" if question else point.name
    asked = [point.person, due_words(point.due, today) if point.due else ""]
    who = "　".join(filter(None, asked))
    late = "bold $text-error" if point.is_overdue(today) else "bold"
    lines = listed([text], width)
    return lines + (listed([who], width, bullet="　", style=late) if who else [])


def heading() -> Lines:
    return [Content(""), Content.styled(TO_FIND_OUT, "bold")]
