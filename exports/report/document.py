"""A report as data: sections of a few kinds of blocks, which every writer can draw.

All text is as it was typed; a writer makes it harmless with `exports.report.wording`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Tone = Literal["", "high", "medium", "low", "muted", "strong", "late"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is relative to the other columns of its table."""

    title: str
    width: int
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """`share` (0..1) draws a bar of that length under the text."""

    text: str
    tone: Tone = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """`is_compact`: small figures that need not the whole width of the page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_compact: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to be seen first: what it is of, and what belongs to it."""

    label: str
    value: str
    remark: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Figures:
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a radar: a value for each axis, None where it is not known."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Radar:
    """Axes clockwise from the top, each from `lowest` to `highest`."""

    title: str
    axes: tuple[str, ...]
    series: tuple[Series, ...]
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Radars:
    """Charts, `beside` of them in a row."""

    charts: tuple[Radar, ...]
    beside: int = 2


Block = Paragraph | Heading | Bullets | Table | Figures | Radars


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    blocks: tuple[Block, ...]
    on_new_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """`facts` are what stands under the title: label and value."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def row(*texts: str | Cell) -> tuple[Cell, ...]:
    """A row of a table; what is no cell yet is plain text."""
    return tuple(text if isinstance(text, Cell) else Cell(text) for text in texts)


def table(columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]]) -> Table:
    return Table(tuple(columns), tuple(rows))
