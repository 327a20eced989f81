"""A radar chart as Word and LibreOffice draw it themselves: a DrawingML chart in a part of its own.

The figures stand in the chart (ECMA-376 part 1, 21.2); no workbook lies behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package
from docx.parts.story import StoryPart
from docx.shared import Length

from exports.report.document import Radar, Series
from exports.report.svg import STROKES
from exports.report.wording import one_line

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
CATEGORY_AXIS, VALUE_AXIS = "111111111", "222222222"


def chart_drawing(story: StoryPart, radar: Radar, width: Length, height: Length) -> BaseOxmlElement:
    """The drawing that shows the chart; its part is added to the package."""
    package = story.package
    assert package is not None
    name = package.next_partname("/word/charts/chart%d.xml")
    part = Part(PackURI(name), CONTENT_TYPE, chart_xml(radar), package)
    return _drawing(story.relate_to(part, RELATIONSHIP_TYPE.CHART), radar, width, height, package)


def _drawing(
    relation: str, radar: Radar, width: Length, height: Length, package: Package
) -> BaseOxmlElement:
    number = sum(part.content_type == CONTENT_TYPE for part in package.iter_parts())
    drawing = parse_xml(
        f"<w:drawing {nsdecls('w', 'wp', 'a', 'r')}>"
        f'<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="chart {number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{CHART}"/></a:graphic></wp:inline></w:drawing>'
    )
    assert isinstance(drawing, BaseOxmlElement)
    drawing.find(f".//{qn('wp:docPr')}").set("descr", one_line(radar.title))
    chart = OxmlElement("c:chart", nsdecls={"c": CHART})
    chart.set(qn("r:id"), relation)
    drawing.find(f".//{qn('a:graphicData')}").append(chart)
    return drawing


def chart_xml(radar: Radar) -> bytes:
    """The chart's part."""
    space = _element("chartSpace")
    _under(space, "roundedCorners", val="0")
    chart = _under(space, "chart")
    _under(chart, "autoTitleDeleted", val="1")
    area = _under(chart, "plotArea")
    _under(area, "layout")
    drawn = _under(area, "radarChart")
    _under(drawn, "radarStyle", val="marker")
    _under(drawn, "varyColors", val="0")
    for number, series in enumerate(radar.series):
        drawn.append(_series(number, series, radar))
    for axis in (CATEGORY_AXIS, VALUE_AXIS):
        _under(drawn, "axId", val=axis)
    area.append(_axis("catAx", CATEGORY_AXIS, VALUE_AXIS, "b", {}))
    limits = {"max": str(radar.highest), "min": str(radar.lowest)}
    area.append(_axis("valAx", VALUE_AXIS, CATEGORY_AXIS, "l", limits))
    if len(radar.series) > 1:
        legend = _under(chart, "legend")
        _under(legend, "legendPos", val="b")
        _under(legend, "overlay", val="0")
    _under(chart, "plotVisOnly", val="1")
    _under(chart, "dispBlanksAs", val="gap")
    written: bytes = tostring(space, encoding="utf-8", xml_declaration=True)
    return written


def _series(number: int, series: Series, radar: Radar) -> Element:
    element = _element("ser")
    _under(element, "idx", val=str(number))
    _under(element, "order", val=str(number))
    _under(_under(element, "tx"), "v").text = one_line(series.name)
    colour, dashes = STROKES[number % len(STROKES)]
    look = _under(element, "spPr")
    line = SubElement(look, f"{{{MAIN}}}ln", w="25400")
    _fill(line, colour)
    if dashes:
        SubElement(line, f"{{{MAIN}}}prstDash", val="dash")
    marker = _under(element, "marker")
    _under(marker, "symbol", val="circle")
    _under(marker, "size", val="4")
    _fill(_under(marker, "spPr"), colour)
    _values(_under(element, "cat"), "strLit", dict(enumerate(map(one_line, radar.axes))))
    known = {at: str(value) for at, value in enumerate(series.values) if value is not None}
    _values(_under(element, "val"), "numLit", known, len(radar.axes))
    return element


def _values(parent: Element, kind: str, values: Mapping[int, str], count: int = 0) -> None:
    literal = _under(parent, kind)
    if kind == "numLit":
        _under(literal, "formatCode").text = "General"
    _under(literal, "ptCount", val=str(count or len(values)))
    for index, value in values.items():
        _under(_under(literal, "pt", idx=str(index)), "v").text = value


def _axis(kind: str, own: str, other: str, position: str, limits: Mapping[str, str]) -> Element:
    axis = _element(kind)
    _under(axis, "axId", val=own)
    scaling = _under(axis, "scaling")
    _under(scaling, "orientation", val="minMax")
    for name, value in limits.items():
        _under(scaling, name, val=value)
    _under(axis, "delete", val="0")
    _under(axis, "axPos", val=position)
    grid = SubElement(_under(_under(axis, "majorGridlines"), "spPr"), f"{{{MAIN}}}ln", w="6350")
    _fill(grid, "#BFC7D0")
    _under(axis, "numFmt", formatCode="General", sourceLinked="0")
    _under(axis, "majorTickMark", val="none")
    _under(axis, "minorTickMark", val="none")
    _under(axis, "tickLblPos", val="nextTo")
    axis.append(_small_text())
    _under(axis, "crossAx", val=other)
    _under(axis, "crosses", val="autoZero")
    if limits:
        _under(axis, "crossBetween", val="between")
        _under(axis, "majorUnit", val="1")
    return axis


def _small_text() -> Element:
    text = _element("txPr")
    SubElement(text, f"{{{MAIN}}}bodyPr")
    paragraph = SubElement(text, f"{{{MAIN}}}p")
    SubElement(SubElement(paragraph, f"{{{MAIN}}}pPr"), f"{{{MAIN}}}defRPr", sz="800")
    SubElement(paragraph, f"{{{MAIN}}}endParaRPr", lang="ja-JP")
    return text


def _fill(parent: Element, colour: str) -> None:
    fill = SubElement(parent, f"{{{MAIN}}}solidFill")
    SubElement(fill, f"{{{MAIN}}}srgbClr", val=colour.removeprefix("#"))


def _element(tag: str) -> Element:
    return Element(f"{{{CHART}}}{tag}")


def _under(parent: Element, tag: str, **told: str) -> Element:
    return SubElement(parent, f"{{{CHART}}}{tag}", told)
