"""The two files of a report, read back by readers of their own into one shape."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from html.parser import HTMLParser

import docx
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

Rows = list[list[str]]
# Elements that have no end.
VOID = frozenset(["meta", "col", "br", "link", "img", "input", "base"])
LINES = frozenset(["h1", "h2", "h3", "p", "li", "dt", "dd", "figcaption", "div"])
WORD_HEADINGS = {"Title": "h1", "Heading 1": "h2", "Heading 2": "h3"}


@dataclass
class ReadReport:
    """`lines` are kind and text in order, `tables` stand below section and heading."""

    lines: list[tuple[str, str]] = field(default_factory=list)
    tables: list[tuple[str, str, Rows]] = field(default_factory=list)

    def under(self, heading: str, section: str = "") -> list[Rows]:
        """The tables below a heading, of the section called so; both may have a number behind."""
        return [
            rows
            for within, above, rows in self.tables
            if above.partition("（")[0] == heading
            and within.partition("（")[0] == (section or within.partition("（")[0])
        ]

    def table(self, heading: str, section: str = "") -> Rows:
        (rows,) = self.under(heading, section)
        return rows

    @property
    def text(self) -> str:
        cells = (cell for *_, rows in self.tables for row in rows for cell in row)
        return "\n".join([*(text for _, text in self.lines), *cells])


class ReadPage(HTMLParser):
    """A page, strictly: whatever is not closed in order is an error."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.report = ReadReport()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[list[str]] = []
        self.section = self.heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in VOID:
            return
        self.open.append(tag)
        self.texts.append([])
        if tag == "table":
            self.report.tables.append((self.section, self.heading, []))
        if tag == "tr":
            self.report.tables[-1][2].append([])

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()
        text = "".join(self.texts.pop())
        if tag in ("td", "th"):
            self.report.tables[-1][2][-1].append(text.strip())
        elif tag in LINES:
            self.report.lines.append((tag, text))
        if tag in ("h1", "h2", "h3"):
            self.heading = text
            self.section = self.section if tag == "h3" else text

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1].append(data)


def read_page(content: bytes) -> ReadPage:
    page = ReadPage()
    page.feed(content.decode("utf-8"))
    page.close()
    assert page.open == []
    return page


def read_word(content: bytes) -> ReadReport:
    """Through python-docx, in the order of the document."""
    report, section, heading = ReadReport(), "", ""
    for block in docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Paragraph):
            kind = WORD_HEADINGS.get(block.style.name or "" if block.style else "", "p")
            report.lines.append((kind, block.text))
            heading = heading if kind == "p" else block.text
            section = section if kind in ("p", "h3") else block.text
        else:
            report.tables.append((section, heading, _rows(block)))
    return report


def _rows(table: Table) -> Rows:
    return [[_text(cell) for cell in row.cells] for row in table.rows]


def _text(cell: _Cell) -> str:
    return cell.text.strip()
