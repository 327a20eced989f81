"""How the Word report looks, with the parts of cells that python-docx has no name for."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from exports.report.document import Align, Tone
from exports.styles import FONT, LEVEL_LOOKS

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = Mm(210), Mm(297), Mm(18)
ROOM = PAGE_WIDTH - 2 * MARGIN
FONT_NAME = str(FONT["font_name"])
DEEP, FAINT, WARNING = RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x5A, 0x66, 0x73), RGBColor(160, 16, 16)
HEADER_FILL, BAR_FILL, BAR_REST = "D9E2EC", "4F6D8F", "E3E8EE"
SIZES = {"Normal": 10.5, "Title": 22, "Heading 1": 15, "Heading 2": 12, "List Bullet": 10.5}
LEFTOVERS = ("stylesWithEffects", "thumbnail")
ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def set_up(document: WordDocument) -> None:
    """A4 upright, Japanese fonts and the styles of the report."""
    _drop_leftovers(document)
    for section in document.sections:
        section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
        section.left_margin = section.right_margin = MARGIN
        section.top_margin = section.bottom_margin = MARGIN
    for name, size in SIZES.items():
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.size = Pt(size)
        if name in ("Title", "Heading 1", "Heading 2"):
            style.font.color.rgb = DEEP
    for style in document.styles:
        if isinstance(style, ParagraphStyle):
            _use_font(style)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.paragraph_format.space_after = Pt(4)
    _speak_japanese(document)


def _drop_leftovers(document: WordDocument) -> None:
    """What python-docx's template brings along: old styles beside the styles, its picture."""
    package = document.part.package
    assert package is not None
    for relations in (document.part.rels, package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in LEFTOVERS:
                del relations[key]


def _use_font(style: ParagraphStyle) -> None:
    """One font for all scripts, in place of those of the theme."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT_NAME)


def _speak_japanese(document: WordDocument) -> None:
    """So that Word checks and breaks lines by Japanese rules."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "ja-JP")


def tone_run(paragraph: Paragraph, tone: Tone) -> None:
    """Bold, faint or warning letters; the fill of a level belongs to its cell."""
    for run in paragraph.runs:
        run.bold = tone in ("strong", "high", "late") or None
        if tone in ("muted", "late"):
            run.font.color.rgb = FAINT if tone == "muted" else WARNING


def fill_of(tone: Tone) -> str:
    """The colour behind a level, empty for none."""
    look = LEVEL_LOOKS.get(tone, {})
    return str(look.get("bg_color", "")).removeprefix("#")


def align(paragraph: Paragraph, how: Align) -> None:
    paragraph.alignment = ALIGNMENTS[how]


def shade(cell: _Cell, colour: str) -> None:
    properties = cell._tc.get_or_add_tcPr()
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    properties.append(shading)


def repeat_on_each_page(row: _Row) -> None:
    _add_to(row, "w:tblHeader")


def keep_whole(row: _Row) -> None:
    """Not to be split between two pages."""
    _add_to(row, "w:cantSplit")


def _add_to(row: _Row, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def fix_widths(table: Table, widths: list[Length]) -> None:
    """Word goes by the cells, LibreOffice by the columns."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def pad_cells(table: Table) -> None:
    """Some room above and below the text of every cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "45")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)


def field(instruction: str) -> BaseOxmlElement:
    """What Word fills in itself, such as the number of the page."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), instruction)
    return element
