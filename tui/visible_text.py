"""Nothing a file holds may steer the terminal, nor be wider in it than was reckoned."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size, split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from data.harmless import STEERING

# What some terminals draw together with the sign before, and others beside it.
_JOINING = "\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff"
_DOUBTFUL = re.compile(f"{STEERING.pattern[:-1]}{_JOINING}]")
_JOINED = re.compile(f"[{_JOINING}]")
_HALVES = re.compile("[\ud800-\udfff]")


class VisibleText(LineFilter):
    """Makes every painted line harmless, whichever widget painted it; its cells stay.

    The last resort, for fields: what is laid out by `tui.paint` is made visible before.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if not any(_DOUBTFUL.search(segment.text) for segment in segments):
            return segments
        return [Segment(_harmless(text), style, control) for text, style, control in segments]


def _harmless(text: str) -> str:
    """None of what is taken out takes a cell, but for halves of a character."""
    plain = STEERING.sub("", _HALVES.sub("?", text))
    if not _JOINED.search(plain):
        return plain
    clusters, _ = split_graphemes(plain)
    alone = "".join(_alone(plain[start:end], cells) for start, end, cells in clusters)
    # A joiner with nothing before it is reckoned otherwise in a cluster than in a text.
    return set_cell_size(alone, cell_len(text))


def _alone(cluster: str, cells: int) -> str:
    """The first sign of a cluster in the cells it was given."""
    return (
        set_cell_size(_JOINED.sub("", cluster)[:1], cells) if _JOINED.search(cluster) else cluster
    )
