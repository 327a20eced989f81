"""One question, a column for each answer, and a mark in one of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from exports.grid import CellValue
from exports.readers.values import flag_of, is_blank, text_of, title_key

TWO_MARKS = "1つの項目に印が2つ以上あります。1つだけにしてください"
NO_MARK = "○などの印か空欄にしてください"

# Beside what anyone takes for 有.
_TICKS = frozenset(("v", "x", "■", "☒", "*", "✔\ufe0f", "☑\ufe0f", "レ点", "済"))
# A cross may mean this answer or just not this one.
_CROSSES = frozenset(("×", "✕", "✗", "✖", "✖\ufe0f"))


class _Sign(Enum):
    MARK = "mark"
    OFF = "off"
    CROSS = "cross"
    POINTS = "points"
    UNREADABLE = "unreadable"


class MarkError(ValueError):
    """No answer can be told; `position` is the cell to look at."""

    def __init__(self, position: int, reason: str) -> None:
        self.position = position
        super().__init__(reason)


def marked(cells: Sequence[CellValue], points: Sequence[int]) -> int | None:
    """The position of the one marked cell, None where there is none.

    `points` is what each answer is worth: that number in its cell is a mark too, unless
    all cells have theirs, as on paper where one draws a ring. Raises `MarkError`.
    """
    signs = [_sign(cell, worth) for cell, worth in zip(cells, points, strict=True)]
    for unreadable in _positions(signs, _Sign.UNREADABLE):
        raise MarkError(unreadable, NO_MARK)
    found = _positions(signs, _Sign.MARK) or _by_points(signs, cells)
    if len(found) > 1:
        raise MarkError(found[1], TWO_MARKS)
    for crossed in () if found else _positions(signs, _Sign.CROSS):
        raise MarkError(crossed, NO_MARK)
    return found[0] if found else None


def _positions(signs: Sequence[_Sign], sign: _Sign) -> list[int]:
    return [position for position, each in enumerate(signs) if each is sign]


def _by_points(signs: Sequence[_Sign], cells: Sequence[CellValue]) -> list[int]:
    """Cells with their points; a 0 says nothing where others have one too: there it is "no"."""
    found = _positions(signs, _Sign.POINTS)
    if len(found) == len(signs):
        return []
    zeros = [position for position, cell in enumerate(cells) if _number(cell) == "0"]
    return [position for position in found if len(zeros) < 2 or position not in zeros]


def _number(cell: CellValue) -> str:
    return title_key(cell).replace("−", "-").removesuffix("点")


def _sign(cell: CellValue, worth: int) -> _Sign:
    if is_blank(cell):
        return _Sign.OFF
    if _number(cell) == str(worth):
        return _Sign.POINTS
    key = title_key(text_of(cell))
    if key in _CROSSES:
        return _Sign.CROSS
    try:
        return _Sign.MARK if key in _TICKS or flag_of(cell) else _Sign.OFF
    except ValueError:
        return _Sign.UNREADABLE
