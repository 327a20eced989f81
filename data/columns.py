"""Lines of a text in columns, as wide as a terminal shows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

from data.harmless import visible

# A longer cell runs on instead of pushing the column out of sight on all lines.
WIDEST_COLUMN = 56

Row = Sequence[str]


def cell_width(text: str) -> int:
    """How many cells a terminal gives `text`."""
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def one_line(text: str) -> str:
    """Line breaks become blanks, what could steer the terminal a code."""
    return visible(" ".join(text.split()))


def aligned(rows: Sequence[Row], right: Collection[int] = ()) -> list[str]:
    """Rows as lines of columns; those whose position is in `right` stand flush right."""
    columns = zip(*rows, strict=True)
    widths = [min(max(map(cell_width, column)), WIDEST_COLUMN) for column in columns]
    return [
        "".join(
            f"  {_padded(*each, at in right)}"
            for at, each in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _padded(cell: str, width: int, right: bool) -> str:
    blanks = " " * (width - cell_width(cell))
    return blanks + cell if right else cell + blanks
