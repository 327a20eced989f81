"""Whether what is painted can be read: contrast in colour, and nothing told by colour alone."""

from __future__ import annotations

from collections.abc import Iterator

from rich.color import Color, ColorType
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

from screens.step import StepScreen
from tests.screens.looks import Look, read_now
from tui.marks import CHOSEN
from tui.widgets.lines_view import LinesView
from tui.widgets.row_table import RowTable

Cells = list[list[Segment]]
# Web Content Accessibility Guidelines 2.2, 1.4.3: ordinary text, and large or bold text.
ENOUGH, ENOUGH_IN_BOLD = 4.5, 3.0
# Drawn, not read: borders, bars, braille, the shade of empty bars.
DRAWN = frozenset(map(chr, (*range(0x2500, 0x25A0), *range(0x2800, 0x2900))))


# Views in which one line is the one where the keys act.
WITH_CURSOR = "#outline, #ledger, #picks, #files, #home-files"
# What must not be told by colour alone.
SIGNALS = ("text-error", "text-warning")


def check_legible(pilot: Pilot[int], look: Look) -> None:
    """Raises AssertionError with the pieces of text that are not legible in this look."""
    cells = read_now(pilot)
    kinds = {kind for kind, _ in colours(cells)}
    if look.kind == "colours":
        assert list(too_faint(cells)) == []
        assert list(colour_alone(cells, pilot.app.theme_variables)) == []
    elif look.kind == "terminal":
        assert kinds <= {ColorType.DEFAULT, ColorType.STANDARD}
    else:
        assert kinds == {ColorType.DEFAULT}
        check_told_without_colour(pilot)


def colour_alone(cells: Cells, variables: dict[str, str]) -> Iterator[str]:
    """Text that warns by its colour and by nothing else."""
    signals = {variables[name].lower() for name in SIGNALS}
    for text, style in pieces(cells):
        warns = style.color is not None and style.color.name.lower() in signals
        if warns and not (style.bold or style.reverse):
            yield text


def check_told_without_colour(pilot: Pilot[int]) -> None:
    """The step, the line, the field and the answer one is at are told by reversing or a line."""
    screen = pilot.app.screen
    if isinstance(screen, StepScreen):
        top = screen.query_one("#top")
        steps = [style for _, style in stressed(pilot, top) if style.reverse]
        assert len(steps) == (1 if screen.STEP == "firm" else 2)
    for view in screen.query(WITH_CURSOR):
        if not view.display or not view.region:
            continue
        lines = {y for y, style in stressed(pilot, view) if style.reverse}
        assert len(lines) == (1 if has_lines(view) else 0), view.id
    if isinstance(screen.focused, Widget):
        assert stressed(pilot, screen.focused), screen.focused.id
    for card in screen.query("#card").results(LinesView):
        reversed_lines = sorted({y for y, style in stressed(pilot, card) if style.reverse})
        first = [i for i, line in enumerate(card.lines) if line.plain.strip().startswith(CHOSEN)]
        assert reversed_lines[:1] == first


def has_lines(view: Widget) -> bool:
    """Whether there is a line to be at."""
    if isinstance(view, RowTable):
        return view._count > 0
    assert isinstance(view, LinesView)
    styles = [str(span.style) for line in view.lines for span in line.spans]
    # A key that can be clicked is no line to be at.
    return any("target" in style and "'run'" not in style for style in styles)


def stressed(pilot: Pilot[int], widget: Widget) -> list[tuple[int, Style]]:
    """Line and style of what a widget shows reversed or underlined."""
    return [
        (y, segment.style)
        for y, segments in enumerate(cells_in(pilot, widget.scrollable_content_region))
        for segment in segments
        if segment.style and (segment.style.reverse or segment.style.underline)
    ]


def cells_in(pilot: Pilot[int], region: Region) -> Cells:
    strips = pilot.app.screen._compositor.render_strips()[region.y : region.bottom]
    return [list(strip.crop(region.x, region.right)) for strip in strips]


def too_faint(cells: Cells) -> Iterator[tuple[str, float]]:
    """Text with less contrast to its background than the guidelines ask for."""
    for text, style in pieces(cells):
        front, back = style.color, style.bgcolor
        assert front is not None, text
        assert back is not None, text
        if style.reverse:
            front, back = back, front
        ratio = contrast(front, back)
        if ratio < (ENOUGH_IN_BOLD if style.bold else ENOUGH):
            yield text, round(ratio, 2)


def colours(cells: Cells) -> Iterator[tuple[ColorType, str]]:
    for line in cells:
        for segment in line:
            style = segment.style or Style()
            for colour in (style.color, style.bgcolor):
                if colour is not None:
                    yield colour.type, segment.text


def pieces(cells: Cells) -> Iterator[tuple[str, Style]]:
    """Every piece of text that is read, with its style."""
    for line in cells:
        for segment in line:
            text = segment.text.strip()
            if text and not DRAWN.issuperset(text.replace(" ", "")):
                yield text, segment.style or Style()


def contrast(one: Color, other: Color) -> float:
    """1 for the same colour, 21 for black on white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Color) -> float:
    red, green, blue = (_linear(part / 255) for part in colour.get_truecolor())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
