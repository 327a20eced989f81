"""Nothing a file holds may steer the terminal."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# C0 and C1 controls, and the marks that turn the direction of text: none of them takes a cell.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class VisibleText(LineFilter):
    """Takes control characters out of every painted line, whichever widget painted it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if not any(_STEERING.search(segment.text) for segment in segments):
            return segments
        return [
            Segment(_STEERING.sub("", text), style, control) for text, style, control in segments
        ]
