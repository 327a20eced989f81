"""The looks in which every screen is seen: switched on the running app, one start for many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from rich.segment import Segment
from textual.pilot import Pilot

from tests.screens import runs
from tests.screenshots import DARK, LIGHT, Paper, to_svg
from tui.narrow_text import narrow_text
from tui.themes import MONOCHROME
from tui.widgets.dialog import Dialog

NARROW, MIDDLE, WIDE = runs.NARROW, (100, 30), runs.WIDE
Kind = Literal["colours", "terminal", "monochrome"]


@dataclass(frozen=True)
class Look:
    """A theme, the paper on which a terminal shows its default colours, and the sizes looked at."""

    name: str
    theme: str
    kind: Kind
    paper: Paper = DARK
    sizes: tuple[tuple[int, int], ...] = (NARROW,)
    # What a text looks like where it is not painted as it is.
    drawn: Callable[[str], str] = str


LOOKS = (
    Look("dark", "kikitori-dark", "colours", sizes=(NARROW, MIDDLE, WIDE)),
    Look("light", "kikitori-light", "colours"),
    Look("terminal", "terminal-dark", "terminal"),
    Look("terminal_light", "terminal-light", "terminal", LIGHT),
    Look("monochrome", MONOCHROME, "monochrome"),
    Look("ascii", MONOCHROME, "monochrome", drawn=narrow_text),
)
SIZES = LOOKS[0].sizes


def looks_at(size: tuple[int, int]) -> list[Look]:
    return [look for look in LOOKS if size in look.sizes]


async def wear(pilot: Pilot[int], look: Look) -> None:
    pilot.app.theme = look.theme
    runs.app_of(pilot).choose_look("ascii" if look.drawn is narrow_text else "lines")
    await pilot.pause()


def painted(pilot: Pilot[int]) -> list[list[Segment]]:
    """The cells of the whole terminal, line by line, as they would be sent to it."""
    return [list(strip) for strip in pilot.app.screen._compositor.render_strips()]


def read_now(pilot: Pilot[int]) -> list[list[Segment]]:
    """The cells of what is to be read: of a dialog, not of what lies faded under it."""
    screen = pilot.app.screen
    asked = screen.query_one("#dialog") if isinstance(screen, Dialog) else screen
    region = asked.region
    strips = screen._compositor.render_strips()[region.y : region.bottom]
    return [list(strip.crop(region.x, region.right)) for strip in strips]


def picture(pilot: Pilot[int], look: Look) -> str:
    """What is seen now, as SVG."""
    width, height = pilot.app.size
    return to_svg(painted(pilot), (width, height), look.paper)
