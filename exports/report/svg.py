"""Charts as SVG elements, to stand inside a page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from exports.report.document import Radar, Series
from exports.report.wording import one_line

WIDTH, HEIGHT, RADIUS = 470, 430, 140
# Names stand on an ellipse, so that those above and below keep clear of each other.
LABEL_GAP, STRETCH = 14, 1.18
# The first line is solid, the one before it dashed: told apart without colours.
STROKES = (("#1F4E79", ""), ("#B45F06", "5 3"))
GRID = "#BFC7D0"

Point = tuple[float, float]


def radar_svg(radar: Radar) -> Element:
    """Rings, spokes with their names, and a line for each series."""
    svg = Element("svg", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img")
    svg.set("aria-label", one_line(radar.title))
    _rings(svg, radar)
    for number, series in enumerate(radar.series):
        _line(svg, radar, series, STROKES[number % len(STROKES)])
    for index, name in enumerate(radar.axes):
        _label(svg, radar, index, one_line(name))
    return svg


def bar_svg(share: float) -> Element:
    """A lying bar as wide as its place."""
    svg = Element("svg", viewBox="0 0 100 8", preserveAspectRatio="none")
    svg.set("class", "bar")
    svg.set("aria-hidden", "true")
    SubElement(svg, "rect", width="100", height="8", fill="#E3E8EE")
    SubElement(svg, "rect", width=f"{100 * share:.2f}", height="8", fill="#4F6D8F")
    return svg


def _rings(svg: Element, radar: Radar) -> None:
    count = len(radar.axes)
    for value in range(radar.lowest, radar.highest + 1):
        ring = [_point(radar, index, value) for index in range(count)]
        SubElement(svg, "polygon", points=_points(ring), fill="none", stroke=GRID)
        x, y = _point(radar, 0, value)
        _text(svg, (x - 4, y + 3), str(value), "end", "ring")
    for index in range(count):
        end = _point(radar, index, radar.highest)
        middle = _point(radar, index, radar.lowest)
        line = {"x1": middle[0], "y1": middle[1], "x2": end[0], "y2": end[1]}
        SubElement(svg, "line", {k: f"{v:.1f}" for k, v in line.items()}, stroke=GRID)


def _line(svg: Element, radar: Radar, series: Series, stroke: tuple[str, str]) -> None:
    colour, dashes = stroke
    fill = "none" if dashes else colour
    known = [_point(radar, at, v) for at, v in enumerate(series.values) if v is not None]
    shape = SubElement(svg, "polygon", points=_points(known), fill=fill, stroke=colour)
    shape.attrib |= {"fill-opacity": "0.1", "stroke-width": "2"}
    if dashes:
        shape.set("stroke-dasharray", dashes)
    for x, y in known:
        SubElement(svg, "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="2.6", fill=colour)


def _label(svg: Element, radar: Radar, index: int, name: str) -> None:
    x, y = _point(radar, index, radar.highest, LABEL_GAP)
    y = HEIGHT / 2 + (y - HEIGHT / 2) * STRETCH
    side = x - WIDTH / 2
    anchor = "middle" if abs(side) < 1 else "start" if side > 0 else "end"
    if anchor == "middle" and y < HEIGHT / 2:
        y -= LABEL_GAP / 2
    _text(svg, (x, y + 4), name, anchor, "axis")


def _text(svg: Element, place: Point, text: str, anchor: str, kind: str) -> None:
    x, y = (f"{number:.1f}" for number in place)
    element = SubElement(svg, "text", {"x": x, "y": y, "text-anchor": anchor, "class": kind})
    element.text = text


def _point(radar: Radar, index: int, value: int, beyond: float = 0) -> Point:
    angle = 2 * math.pi * index / len(radar.axes)
    # The lowest value keeps a ring of its own, so that a point there can be seen.
    steps = radar.highest - radar.lowest + 1
    radius = RADIUS * (value - radar.lowest + 1) / steps + beyond
    return WIDTH / 2 + radius * math.sin(angle), HEIGHT / 2 - radius * math.cos(angle)


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
