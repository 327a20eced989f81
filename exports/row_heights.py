"""How high rows must be for the wrapped text in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from exports.layout import column_letter, column_number
from exports.styles import FONT, STYLES

# Excel's own limit.
TALLEST = 409.0
DEFAULT_WIDTH = 8.43
LINE_PER_POINT = 1.65
PADDING = 3.0
HEADING_POINTS = {"title": 28.0, "heading": 22.0, "auto_big": 28.0}


def display_width(text: str) -> int:
    """Half-width units: a Japanese letter takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width; Excel's unit is one digit."""
    room = max(2, int(width))
    return sum(max(1, -(-display_width(line) // room)) for line in text.split("\n"))


class RowHeights:
    """Collects what is written to each row; `given` rows keep the height they have."""

    def __init__(self) -> None:
        self.widths: dict[str, float] = {}
        self.given: set[int] = set()
        self._points: dict[int, float] = {}
        self._joined: dict[tuple[int, str], float] = {}

    def join(self, row: int, columns: tuple[str, str], last_row: int) -> None:
        """Cells made one: their widths add up; over several rows the text has room enough."""
        first, last = (column_number(letter) for letter in columns)
        letters = [column_letter(number) for number in range(first, last + 1)]
        width = sum(self.widths.get(letter, DEFAULT_WIDTH) for letter in letters)
        self._joined[row, columns[0]] = width if last_row == row else 0.0

    def note(self, row: int, letter: str, text: str, style: str) -> None:
        """A text of that style was written there."""
        look = STYLES[style]
        if text and style in HEADING_POINTS:
            self._points[row] = max(HEADING_POINTS[style], self._points.get(row, 0.0))
        if not text or not look.get("text_wrap"):
            return
        own = self.widths.get(letter, DEFAULT_WIDTH)
        width = self._joined.get((row, letter), own)
        if not width:
            return
        size = float(str(look.get("font_size", FONT["font_size"])))
        lines = lines_of(text, width * 10 / size)
        if lines > 1:
            points = min(TALLEST, lines * size * LINE_PER_POINT + PADDING)
            self._points[row] = max(points, self._points.get(row, 0.0))

    def heights(self) -> Iterator[tuple[int, float]]:
        """Row and height in points, of the rows that need more than the usual one."""
        for row, points in self._points.items():
            if row not in self.given:
                yield row, points
