"""A sheet that explains: headings, paragraphs and two-column tables, written top down."""

from __future__ import annotations

from collections.abc import Sequence

from exports.workbook import Sheet

WIDTHS = {"A": 36, "B": 50, "C": 50}


class GuidePage:
    """Writes downwards from `row`."""

    def __init__(self, sheet: Sheet, title: str) -> None:
        self.sheet = sheet
        sheet.widths(WIDTHS)
        sheet.text(1, "A", title, "title")
        self.row = 3
        self._breaks: list[int] = []

    def heading(self, text: str, *, new_page: bool = False) -> None:
        if new_page:
            self._breaks.append(self.row)
        for letter in WIDTHS:
            self.sheet.text(self.row, letter, text if letter == "A" else "", "heading")
        self.row += 1

    def words(self, text: str) -> None:
        self.sheet.merged("A", self.row, "C", self.row, text, "words")
        self.row += 1

    def table(self, titles: tuple[str, str], rows: Sequence[tuple[str, str]]) -> None:
        self._line(titles, "header", "header")
        for row in rows:
            self._line(row, "fixed_bold", "fixed")
        self.gap()

    def _line(self, texts: tuple[str, str], first: str, second: str) -> None:
        self.sheet.text(self.row, "A", texts[0], first)
        self.sheet.merged("B", self.row, "C", self.row, texts[1], second)
        self.row += 1

    def gap(self) -> None:
        self.row += 1

    def finish(self) -> None:
        self.sheet.page("C", self.row - 1)
        self.sheet.break_before(*self._breaks)
