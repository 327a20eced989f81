"""A canvas of braille dots: two by four in every cell, always one cell wide."""

from __future__ import annotations

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BLANK = 0x2800

Point = tuple[float, float]


class BrailleCanvas:
    """`width` × `height` cells; points are given in dots, x to the right, y down."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells = [[0] * width for _ in range(height)]

    def dot(self, point: Point) -> None:
        """Set one dot; outside the canvas nothing happens."""
        x, y = round(point[0]), round(point[1])
        if 0 <= x < self.width * 2 and 0 <= y < self.height * 4:
            self._cells[y // 4][x // 2] |= _DOTS[y % 4][x % 2]

    def line(self, start: Point, end: Point, gap: int = 1) -> None:
        """Dots from start to end, every `gap`th one."""
        steps = max(int(max(abs(end[0] - start[0]), abs(end[1] - start[1]))), 1)
        for step in range(0, steps + 1, gap):
            share = step / steps
            x = start[0] + (end[0] - start[0]) * share
            self.dot((x, start[1] + (end[1] - start[1]) * share))

    def rows(self) -> list[str]:
        """One text per row of cells; empty cells are blanks."""
        return ["".join(chr(_BLANK + cell) if cell else " " for cell in row) for row in self._cells]
