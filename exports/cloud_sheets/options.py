"""チェック選択肢: the labels of the 15 checks and their points."""

from __future__ import annotations

from data.catalogue import load_catalogue
from exports.cloud_layout import OPTIONS
from exports.workbook import Book, write_headers


def write_options(book: Book) -> None:
    sheet = book.sheet(OPTIONS.sheet)
    write_headers(sheet, OPTIONS)
    items = load_catalogue().cloud_items
    for item in items:
        for position, label in enumerate(item.options):
            row = OPTIONS.first_row + position
            sheet.text(row, OPTIONS.letter(item.key), label, "fixed")
            sheet.number(row, OPTIONS.letter("points"), item.points_of(position), "fixed_middle")
    last = OPTIONS.first_row + len(items[0].options) - 1
    sheet.page(OPTIONS.last_letter, last)
