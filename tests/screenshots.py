"""`make screenshots`: the README's pictures, painted from what the program itself shows.

Textual's own SVG names fonts of a web server and measures Japanese by the
character; here nothing is fetched, every run of text stands at its cell, and
bars, borders and radars are drawn instead of typed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from html import escape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from unicodedata import east_asian_width
from unittest.mock import patch

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.pilot import Pilot

from data.folder import HOME_VARIABLE, sample_content
from screens.step import StepScreen
from tui.app import KikitoriApp
from tui.interview import Interview

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
TODAY = date(2026, 11, 20)
SAMPLE = "みほん精工株式会社_2026-10-06.toml"
# Other firms for the home screen, with the time of their last change.
HOME_FILES = {
    SAMPLE: datetime(2026, 11, 20, 9, 40),
    "株式会社ひので印刷_2026-11-12.toml": datetime(2026, 11, 12, 16, 5),
    "まつば会計事務所_2026-10-29.toml": datetime(2026, 10, 29, 11, 30),
}

# --- Which pictures ---------------------------------------------------------

PLAIN, TALL, LARGE = (80, 24), (120, 36), (160, 45)


class Picture(NamedTuple):
    """A file name, the size in cells, and the keys that lead there from the home screen."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...]


# Three rows down in the ledger, a better answer in F8 and F9: the panels show what moved.
PICTURES = (
    Picture("home", PLAIN, ()),
    Picture("firm", PLAIN, ("enter", "i")),
    Picture("self-check", PLAIN, ("enter", "f5", "2")),
    Picture("assets", TALL, ("enter", "f6", "down", "down", "down")),
    Picture("threats", TALL, ("enter", "f7", "pagedown", "pagedown")),
    Picture("measures", LARGE, ("enter", "f8", "down", "1")),
    Picture("measures-80x24", PLAIN, ("enter", "f8", "down", "1")),
    Picture("cloud", LARGE, ("enter", "f9", "down", "1")),
    Picture("results", TALL, ("enter", "f10")),
    Picture("what-if", LARGE, ("enter", "f8", "s", "home", "1", "down", "1")),
    Picture("plan", PLAIN, ("enter", "y", "pagedown", "pagedown", "down")),
    Picture("visits", PLAIN, ("enter", "h")),
    Picture("then-and-now", PLAIN, ("enter", "f10", "c")),
)


async def take(picture: Picture) -> str:
    """The picture as SVG."""
    with _home(), patch.object(Interview, "today", lambda _app: TODAY):
        app = KikitoriApp()
        async with app.run_test(size=picture.size) as pilot:
            for key in picture.keys:
                await pilot.press(key)
                await _settle(pilot)
            await _be_saved(app, pilot)
            lines = [list(strip) for strip in app.screen._compositor.render_strips()]
    return to_svg(lines, picture.size)


async def _settle(pilot: Pilot[int]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def _be_saved(app: KikitoriApp, pilot: Pilot[int]) -> None:
    """A slow disk must not show in the picture."""
    if isinstance(app.screen, StepScreen):
        app.session.wait_saved(10)
        app.screen.refresh_frame()
        await _settle(pilot)


@contextlib.contextmanager
def _home() -> Iterator[None]:
    """A data folder with a few engagements, whose path looks the same everywhere."""
    before = Path.cwd(), os.environ.get(HOME_VARIABLE)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        home = Path("Documents", "kikitori")
        home.mkdir(parents=True)
        os.environ[HOME_VARIABLE] = str(home)
        for name, changed in HOME_FILES.items():
            (home / name).write_bytes(sample_content())
            os.utime(home / name, (changed.timestamp(), changed.timestamp()))
        try:
            yield
        finally:
            os.chdir(before[0])
            os.environ.pop(HOME_VARIABLE)
            if before[1] is not None:
                os.environ[HOME_VARIABLE] = before[1]


# --- From cells to SVG ------------------------------------------------------

# Half a square is what Japanese fixed-width fonts give an ASCII letter.
CELL_WIDTH, CELL_HEIGHT, FONT_SIZE, BASELINE = 10, 24, 20, 18
FONTS = (
    "'Noto Sans Mono CJK JP','BIZ UDGothic','MS Gothic','Osaka-Mono','Hiragino Sans',"
    "'Noto Sans CJK JP',monospace"
)


class Paper(NamedTuple):
    """What a terminal shows where a program leaves the colour to it."""

    front: str
    back: str


DARK, LIGHT = Paper("#e0e0e0", "#121212"), Paper("#1a1a1a", "#ffffff")

# Lines through the middle of a cell, meeting their neighbours at its edges.
STROKES = {
    "│": "M5 0v24",
    "─": "M0 12h10",
    "╭": "M5 24v-7q0 -5 5 -5",
    "╮": "M0 12q5 0 5 5v7",
    "╰": "M5 0v7q0 5 5 5",
    "╯": "M0 12q5 0 5 -5v-7",
}
# What the shade covers, of full.
SHADES = {"█": 1.0, "░": 0.25}
LOWER_EIGHTHS = "▁▂▃▄▅▆▇"
BRAILLE = range(0x2800, 0x2900)
# Column and row of each braille dot, lowest bit first.
BRAILLE_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))


class Look(NamedTuple):
    """How a run of cells is painted."""

    front: str
    back: str
    bold: bool
    underline: bool = False
    dim: bool = False

    @classmethod
    def of(cls, style: Style | None, paper: Paper) -> Look:
        style = style or Style()
        front, back = _hex(style.color, paper.front), _hex(style.bgcolor, paper.back)
        if style.reverse:
            front, back = back, front
        return cls(front, back, bool(style.bold), bool(style.underline), bool(style.dim))


def _hex(color: Color | None, default: str) -> str:
    if color is None or color.is_default:
        return default
    return color.get_truecolor().hex


def to_svg(lines: list[list[Segment]], size: tuple[int, int], paper: Paper = DARK) -> str:
    """A picture of these lines; the same cells always give the same text."""
    width, height = size[0] * CELL_WIDTH, size[1] * CELL_HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="{FONTS}" font-size="{FONT_SIZE}" fill="{paper.front}">',
        f'<rect width="{width}" height="{height}" fill="{paper.back}"/>',
    ]
    for row, segments in enumerate(lines):
        cells = [(char, Look.of(s.style, paper)) for s in segments for char in s.text]
        parts += _backgrounds(cells, row * CELL_HEIGHT, paper)
        parts += _foregrounds(cells, row * CELL_HEIGHT, paper)
    return "\n".join([*parts, "</svg>", ""])


Cells = list[tuple[str, Look]]


def _backgrounds(cells: Cells, y: int, paper: Paper) -> Iterator[str]:
    x = 0
    for back, run in groupby(cells, key=lambda cell: cell[1].back):
        width = cell_len("".join(char for char, _ in run)) * CELL_WIDTH
        if back != paper.back:
            yield f'<rect x="{x}" y="{y}" width="{width}" height="{CELL_HEIGHT}" fill="{back}"/>'
        x += width


def _foregrounds(cells: Cells, y: int, paper: Paper) -> Iterator[str]:
    """Text by runs of one look and one width, so that no font can shift a neighbour."""
    x = 0
    for (look, kind), run in groupby(cells, key=lambda cell: (cell[1], _kind(cell[0]))):
        text = "".join(char for char, _ in run)
        width = cell_len(text) * CELL_WIDTH
        if kind in ("narrow", "wide"):
            yield _text(text, look, x, y, width, paper)
        elif kind == "ambiguous":
            yield _text(text, look, x, y, width, paper, squeeze=True)
        elif kind == "drawn":
            for number, char in enumerate(text):
                yield _drawn(char, look, x + number * CELL_WIDTH, y)
        elif kind != "blank":
            yield _shade(kind, look, x, y, width)
        x += width


def _kind(char: str) -> str:
    if char in SHADES:
        return char
    if char.isspace():
        return "blank"
    if char in STROKES or char in LOWER_EIGHTHS or ord(char) in BRAILLE:
        return "drawn"
    # In Japanese fonts these fill two cells, in terminals one.
    if east_asian_width(char) == "A":
        return "ambiguous"
    return "wide" if cell_len(char) == 2 else "narrow"


def _text(
    text: str, look: Look, x: int, y: int, width: int, paper: Paper, squeeze: bool = False
) -> str:
    fill = "" if look.front == paper.front else f' fill="{look.front}"'
    weight = ' font-weight="bold"' if look.bold else ""
    weight += ' text-decoration="underline"' if look.underline else ""
    weight += ' fill-opacity="0.6"' if look.dim else ""
    place = f'x="{x}" y="{y + BASELINE}" textLength="{width}"'
    place += ' lengthAdjust="spacingAndGlyphs"' if squeeze else ""
    return f"<text {place}{fill}{weight}>{escape(text, quote=False)}</text>"


def _shade(char: str, look: Look, x: int, y: int, width: int) -> str:
    opacity = f' fill-opacity="{SHADES[char]}"' if SHADES[char] < 1 else ""
    # A bar as high as a letter reads as a bar; a whole cell would glue the lines together.
    place = f'x="{x}" y="{y + 2}" width="{width}" height="{CELL_HEIGHT - 4}"'
    return f'<rect {place} fill="{look.front}"{opacity}/>'


def _drawn(char: str, look: Look, x: int, y: int) -> str:
    if char in LOWER_EIGHTHS:
        high = CELL_HEIGHT * (LOWER_EIGHTHS.index(char) + 1) // 8
        place = f'x="{x}" y="{y + CELL_HEIGHT - high}" width="{CELL_WIDTH}" height="{high}"'
        return f'<rect {place} fill="{look.front}"/>'
    if char in STROKES:
        return _path(STROKES[char], look, x, y, 1.5)
    bits = ord(char) - BRAILLE.start
    dots = [dot for bit, dot in enumerate(BRAILLE_DOTS) if bits & 1 << bit]
    return _path("".join(f"M{2.5 + c * 5} {3 + r * 6}h0" for c, r in dots), look, x, y, 3)


def _path(shape: str, look: Look, x: int, y: int, thick: float) -> str:
    place = f'transform="translate({x} {y})" fill="none" stroke-linecap="round"'
    return f'<path d="{shape}" {place} stroke="{look.front}" stroke-width="{thick}"/>'


async def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        path = FOLDER / f"{picture.name}.svg"
        path.write_text(await take(picture), encoding="utf-8", newline="\n")
        print(f"{path.relative_to(FOLDER.parent.parent)}  {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    asyncio.run(main())
