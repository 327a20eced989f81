"""A report as a Word document: the one place that touches python-docx, but for charts and looks."""

from __future__ import annotations

import io
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from exports.report.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Figure,
    Figures,
    Heading,
    Paragraph,
    Radar,
    Radars,
    Section,
    Table,
)
from exports.report.word_chart import chart_drawing
from exports.report.word_look import (
    BAR_FILL,
    BAR_REST,
    HEADER_FILL,
    ROOM,
    align,
    field,
    fill_of,
    fix_widths,
    keep_whole,
    pad_cells,
    repeat_on_each_page,
    set_up,
    shade,
    tone_run,
)
from exports.report.wording import harmless, one_line

CELL_PADDING = Mm(3.8)
BAR_HEIGHT = Mm(2.2)
COMPACT_WIDTH = Mm(110)
# A row of more letters may go on on the next page.
LONGEST_WHOLE = 400


def word_file(document: Document, today: date) -> bytes:
    """The .docx; the same document on the same day gives the same bytes."""
    word = docx.Document()
    set_up(word)
    _properties(word, document, today)
    _footer(word, document)
    _title(word, document)
    for section in document.sections:
        _section(word, section)
    file = io.BytesIO()
    word.save(file)
    return _dated(file.getvalue(), today)


def _properties(word: WordDocument, document: Document, today: date) -> None:
    told = word.core_properties
    told.title = one_line(f"{document.title} {document.subtitle}")[:255]
    told.author = told.last_modified_by = "kikitori"
    told.comments = told.keywords = told.subject = told.category = ""
    told.language, told.revision = "ja-JP", 1
    told.created = told.modified = datetime(today.year, today.month, today.day)


def _dated(content: bytes, today: date) -> bytes:
    """The package with the day in place of the moment."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, (max(today.year, 1980), today.month, today.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return file.getvalue()


def _footer(word: WordDocument, document: Document) -> None:
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{one_line(document.title)}　{one_line(document.subtitle)}　　")
    paragraph._p.append(field("PAGE"))
    paragraph.add_run(" / ")
    paragraph._p.append(field("NUMPAGES"))
    align(paragraph, "right")
    tone_run(paragraph, "muted")


def _title(word: WordDocument, document: Document) -> None:
    tone_run(word.add_paragraph(one_line(document.subtitle)), "strong")
    word.add_paragraph(one_line(document.title), "Title")
    facts = "　　".join(f"{label}：{one_line(value)}" for label, value in document.facts)
    tone_run(word.add_paragraph(facts), "muted")


def _section(word: WordDocument, section: Section) -> None:
    heading = word.add_heading(one_line(section.title), 1)
    heading.paragraph_format.page_break_before = section.on_new_page
    for block in section.blocks:
        _block(word, block)


def _block(word: WordDocument, block: Block) -> None:
    match block:
        case Paragraph():
            tone_run(word.add_paragraph(harmless(block.text)), block.tone)
        case Heading():
            word.add_heading(one_line(block.text), 2)
        case Bullets():
            _bullets(word, block)
        case Table():
            _table(word, block)
        case Figures():
            _figures(word, block)
        case Radars():
            _radars(word, block)


def _bullets(word: WordDocument, block: Bullets) -> None:
    """Numbers are written out: those of Word's style would go on from list to list."""
    for number, item in enumerate(block.items, 1):
        if not block.is_numbered:
            word.add_paragraph(harmless(item), "List Bullet")
            continue
        paragraph = word.add_paragraph(f"{number}．{harmless(item)}")
        paragraph.paragraph_format.left_indent = Pt(18)
        paragraph.paragraph_format.first_line_indent = Pt(-18)


# --- Tables -----------------------------------------------------------------


def _table(word: WordDocument, block: Table) -> None:
    room = COMPACT_WIDTH if block.is_compact else ROOM
    widths = _widths([column.width for column in block.columns], room)
    drawn = word.add_table(1, len(widths), "Table Grid")
    for cell, column in zip(drawn.rows[0].cells, block.columns, strict=True):
        shade(cell, HEADER_FILL)
        paragraph = _write(cell, column.title)
        tone_run(paragraph, "strong")
        align(paragraph, column.align)
    repeat_on_each_page(drawn.rows[0])
    pad_cells(drawn)
    for cells in block.rows:
        _row(drawn, block, cells, widths)
    fix_widths(drawn, widths)
    _gap(word)


def _widths(shares: list[int], room: int) -> list[Length]:
    return [Length(room * share // sum(shares)) for share in shares]


def _row(drawn: WordTable, block: Table, cells: tuple[Cell, ...], widths: list[Length]) -> None:
    # python-docx gives this method no types.
    row = drawn.add_row()  # type: ignore[no-untyped-call]
    if sum(len(cell.text) for cell in cells) < LONGEST_WHOLE:
        keep_whole(row)
    for target, cell, column, width in zip(row.cells, cells, block.columns, widths, strict=True):
        if colour := fill_of(cell.tone):
            shade(target, colour)
        paragraph = _write(target, harmless(cell.text))
        tone_run(paragraph, cell.tone)
        align(paragraph, column.align)
        if cell.share is not None:
            _bar(target, cell.share, Length(width - CELL_PADDING))


def _write(cell: _Cell, text: str) -> WordParagraph:
    paragraph: WordParagraph = cell.paragraphs[0]
    paragraph.add_run(text).font.size = Pt(9)
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _bar(cell: _Cell, share: float, room: Length) -> None:
    """A bar of cells: drawn the same by every program, and on paper."""
    if not cell.text:
        _make_small(cell.paragraphs[0])
    full = round(room * share)
    parts = [(full, BAR_FILL), (room - full, BAR_REST)]
    shown = [(Length(width), colour) for width, colour in parts if width > 0]
    bar = cell.add_table(1, len(shown))
    bar.rows[0].height, bar.rows[0].height_rule = BAR_HEIGHT, WD_ROW_HEIGHT_RULE.EXACTLY
    for part, (_, colour) in zip(bar.rows[0].cells, shown, strict=True):
        shade(part, colour)
        _make_small(part.paragraphs[0])
    fix_widths(bar, [width for width, _ in shown])
    _make_small(cell.paragraphs[-1])


def _make_small(paragraph: WordParagraph) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(3)
    paragraph.add_run(" ").font.size = Pt(2)


def _gap(word: WordDocument) -> None:
    """Two tables that touch would become one."""
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(8)


# --- Figures and charts -----------------------------------------------------


def _figures(word: WordDocument, block: Figures) -> None:
    drawn = word.add_table(1, len(block.figures), "Table Grid")
    for cell, figure in zip(drawn.rows[0].cells, block.figures, strict=True):
        _figure(cell, figure)
    pad_cells(drawn)
    fix_widths(drawn, _widths([1] * len(block.figures), ROOM))
    _gap(word)


def _figure(cell: _Cell, figure: Figure) -> None:
    if colour := fill_of(figure.tone):
        shade(cell, colour)
    label = _write(cell, one_line(figure.label))
    value = cell.add_paragraph()
    value.add_run(one_line(figure.value)).font.size = Pt(18)
    remark = cell.add_paragraph()
    remark.add_run(harmless(figure.remark)).font.size = Pt(8.5)
    for paragraph in (label, value, remark):
        paragraph.paragraph_format.space_after = Pt(0)
    tone_run(value, "strong")


def _radars(word: WordDocument, block: Radars) -> None:
    for start in range(0, len(block.charts), block.beside):
        charts = block.charts[start : start + block.beside]
        drawn = word.add_table(1, block.beside)
        drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
        keep_whole(drawn.rows[0])
        room = Length(ROOM // block.beside)
        for cell, chart in zip(drawn.rows[0].cells, charts, strict=False):
            _radar(cell, chart, Length(min(room - CELL_PADDING, Mm(130))))
        fix_widths(drawn, [room] * block.beside)


def _radar(cell: _Cell, radar: Radar, width: Length) -> None:
    caption = _write(cell, one_line(radar.title))
    caption.paragraph_format.keep_with_next = True
    tone_run(caption, "strong")
    drawn = cell.add_paragraph()
    drawn.add_run()._r.append(chart_drawing(cell.part, radar, width, Length(width * 4 // 5)))
    for paragraph in (caption, drawn):
        align(paragraph, "center")
