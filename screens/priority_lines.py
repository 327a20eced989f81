"""The rated questions and measures, in the order in which they are taken up."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from data.fields import PRIORITY_FIELDS
from data.place_names import STEP_TITLES
from data.priorities import Rated
from tui.paint import Lines, clickable, fit, listed

# Cells of the three ratings: the figures of one place stand below each other.
RATINGS_CELLS = 30


def priority_lines(rated: Sequence[Rated], width: int) -> Lines:
    """The rated places in their order, each with its figures; a click leads there."""
    return [
        clickable(each, "place", one.place.step, one.place.key, one.place.item)
        for one in rated
        for each in _rated_lines(one, width)
    ]


def _rated_lines(rated: Rated, width: int) -> Lines:
    given = rated.priority
    name = f"{STEP_TITLES[rated.place.step]} {rated.name}"
    figures = [given.urgency, given.importance, given.difficulty]
    labels = [field.label for field in PRIORITY_FIELDS]
    shown = " ".join(
        f"{label}{value or '－'}" for label, value in zip(labels, figures, strict=False)
    )
    lines: Lines = [Content(f"{fit(name, width - RATINGS_CELLS)} {fit(shown, RATINGS_CELLS - 1)}")]
    reasons = [("理由", given.reason), ("例外", given.exceptions)]
    for label, text in reasons:
        if text:
            lines += listed([f"{label}：{text}"], width, bullet="　", style="$text-muted")
    return lines
