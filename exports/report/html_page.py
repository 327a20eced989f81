"""A report as one page of HTML that needs nothing else, on a screen or on paper.

Built as elements, so that every text is escaped by the library that writes them.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from exports.report.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Figures,
    Heading,
    Paragraph,
    Radar,
    Radars,
    Section,
    Table,
)
from exports.report.svg import STROKES, bar_svg, radar_svg
from exports.report.wording import harmless, one_line
from exports.styles import LEVEL_LOOKS

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
STYLE = Path(__file__).with_name("page.css")


def html_page(document: Document) -> bytes:
    """The page, in UTF-8."""
    html = Element("html", lang="ja")
    _head(html, document)
    main = SubElement(SubElement(html, "body"), "main")
    _title(main, document)
    _contents(main, document)
    for number, section in enumerate(document.sections, 1):
        _section(main, section, number)
    page: bytes = tostring(html, encoding="utf-8", method="html")
    return b"<!DOCTYPE html>\n" + page


def _head(html: Element, document: Document) -> None:
    head = SubElement(html, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "meta", name="generator", content="kikitori")
    SubElement(head, "title").text = one_line(f"{document.title} {document.subtitle}")
    levels = (f".{name} {{ background: {look['bg_color']}; }}" for name, look in _levels())
    SubElement(head, "style").text = "\n".join([STYLE.read_text(encoding="utf-8"), *levels])


def _levels() -> list[tuple[str, dict[str, object]]]:
    return [(name, dict(look)) for name, look in LEVEL_LOOKS.items()]


def _title(main: Element, document: Document) -> None:
    header = SubElement(main, "header")
    SubElement(header, "p", {"class": "firm"}).text = one_line(document.subtitle)
    SubElement(header, "h1").text = one_line(document.title)
    facts = SubElement(header, "dl")
    for label, value in document.facts:
        fact = SubElement(facts, "div")
        SubElement(fact, "dt").text = label
        SubElement(fact, "dd").text = one_line(value)


def _contents(main: Element, document: Document) -> None:
    nav = SubElement(main, "nav", {"aria-label": "目次"})
    for number, section in enumerate(document.sections, 1):
        SubElement(nav, "a", href=f"#s{number}").text = one_line(section.title)


def _section(main: Element, section: Section, number: int) -> None:
    element = SubElement(main, "section", id=f"s{number}")
    if section.on_new_page:
        element.set("class", "new-page")
    SubElement(element, "h2").text = one_line(section.title)
    for block in section.blocks:
        element.append(_block(block))


def _block(block: Block) -> Element:
    match block:
        case Paragraph():
            return _text("p", block.text, block.tone)
        case Heading():
            return _text("h3", block.text)
        case Bullets():
            return _bullets(block)
        case Table():
            return _table(block)
        case Figures():
            return _figures(block)
        case Radars():
            return _radars(block)


def _text(tag: str, text: str, kind: str = "") -> Element:
    element = Element(tag, {"class": kind} if kind else {})
    element.text = harmless(text)
    return element


def _bullets(block: Bullets) -> Element:
    items = Element("ol" if block.is_numbered else "ul")
    items.extend([_text("li", item) for item in block.items])
    return items


def _table(block: Table) -> Element:
    element = Element("table", {"class": "compact"} if block.is_compact else {})
    total = sum(column.width for column in block.columns)
    widths = SubElement(element, "colgroup")
    for column in block.columns:
        SubElement(widths, "col", style=f"width: {100 * column.width / total:.1f}%")
    head = SubElement(SubElement(element, "thead"), "tr")
    for column in block.columns:
        SubElement(head, "th", {"scope": "col", "class": column.align}).text = column.title
    body = SubElement(element, "tbody")
    for cells in block.rows:
        line = SubElement(body, "tr")
        for cell, column in zip(cells, block.columns, strict=True):
            line.append(_cell(cell, column.align))
    return element


def _cell(cell: Cell, align: str) -> Element:
    element = _text("td", cell.text, " ".join(filter(None, (align, cell.tone))))
    if cell.share is not None:
        element.append(bar_svg(cell.share))
    return element


def _figures(block: Figures) -> Element:
    tiles = Element("div", {"class": "figures"})
    for figure in block.figures:
        tile = SubElement(tiles, "div", {"class": f"figure {figure.tone}".strip()})
        for kind, text in (
            ("label", figure.label),
            ("value", figure.value),
            ("remark", figure.remark),
        ):
            SubElement(tile, "div", {"class": kind}).text = harmless(text)
    return tiles


def _radars(block: Radars) -> Element:
    charts = Element("div", {"class": f"charts of-{block.beside}"})
    charts.extend([_radar(chart) for chart in block.charts])
    return charts


def _radar(radar: Radar) -> Element:
    figure = Element("figure")
    SubElement(figure, "figcaption").text = one_line(radar.title)
    figure.append(radar_svg(radar))
    if len(radar.series) > 1:
        legend = SubElement(figure, "p", {"class": "legend"})
        for series, (colour, dashes) in zip(radar.series, STROKES, strict=False):
            name = SubElement(legend, "span", style=f"color: {colour}")
            name.text = f"{'- - -' if dashes else '———'} {one_line(series.name)}"
    return figure
