"""Lines of the reports on what came in: headings, values beside each other, unread cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual.content import Content

from exports.book_import import Unread
from tui.paint import Lines, flow, listed, prose, titled_rule


def heading(title: str, width: int) -> Lines:
    return [Content(""), titled_rule(title, width)]


def indented_flow(items: Iterable[str], width: int, indent: int) -> Lines:
    """Items one after the other, indented; one longer than a line goes on in the next."""
    rows = flow(items, width - indent)
    return [each for row in rows for each in prose(row.plain, width, indent=indent)]


def unread_lines(unread: Sequence[Unread], width: int) -> Lines:
    """Cells with what stands there and why it could not be read; their book is named elsewhere."""
    return listed((str(replace(each, book="")).strip() for each in unread), width)
