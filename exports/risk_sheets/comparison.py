"""前回比較: what became of it since the last visit; only where a visit kept the record."""

from __future__ import annotations

from data.record import Engagement
from data.then_and_now import last_baseline, since_visit
from data.then_and_now_text import ARROW, Line, headline, sections, two_firms, visit_name
from exports.risk_layout import COMPARISON
from exports.workbook import Book, Sheet, write_headers

WORDS_ROW = 2
# Whatever a user typed stays text.
STYLES = {"section": "fixed", "name": "fixed_text", "then": "fixed_text", "now": "fixed_text"}


def write_comparison(book: Book, record: Engagement) -> None:
    visit = last_baseline(record)
    if visit is None:
        return
    compared = since_visit(record, visit)
    sheet = book.sheet(COMPARISON.sheet)
    sheet.text(1, "A", f"{COMPARISON.title}　{visit_name(record, visit)} {ARROW} 今", "title")
    write_headers(sheet, COMPARISON)
    said = "".join(filter(None, [two_firms(compared), *headline(compared)]))
    sheet.merged("A", WORDS_ROW, COMPARISON.last_letter, WORDS_ROW, said, "words")
    row = COMPARISON.first_row
    for section in sections(compared):
        for each in section.lines:
            _write_line(sheet, row, section.title, each)
            row += 1
    sheet.freeze(COMPARISON.first_row)
    end = max(row - 1, COMPARISON.header_row)
    sheet.page(COMPARISON.last_letter, end, (COMPARISON.header_row, COMPARISON.header_row))


def _write_line(sheet: Sheet, row: int, section: str, each: Line) -> None:
    values = {"section": section, "name": each.name, "then": each.then, "now": each.now}
    for key, style in STYLES.items():
        sheet.text(row, COMPARISON.letter(key), values[key], style)
    sheet.text(row, COMPARISON.letter("moved"), each.moved, "fixed_middle")
