"""ポイント計算シート: the ledger again, its answers as points by formula."""

from __future__ import annotations

from collections.abc import Mapping

from data.catalogue import load_catalogue
from data.cloud_score import CloudScore
from data.fields import Kind
from data.record import CloudService
from exports.arrangement import used_rows
from exports.cloud_layout import (
    HEAD_FIELDS,
    ID_FIELD,
    LEDGER,
    POINTS,
    last_official_letter,
    options_area,
)
from exports.cloud_sheets.ledger import HEADER_HEIGHT, PRINTED_SPARE, same_row, shown_head
from exports.layout import on
from exports.styles import LEVEL_LOOKS
from exports.user_text import CELL_LIMIT, storable, utf16_length
from exports.workbook import Book, Sheet, write_headers

# From here down an answer is a dent worth talking about.
LOW_POINTS = 1
# Number, a space and name together must stay a text Excel can hold.
CHOICE_LIMIT = CELL_LIMIT - 1


def write_points(book: Book, placed: Mapping[int, CloudScore], end: int) -> None:
    """The services, each in its row; `end` is the last row with formulas."""
    sheet = book.sheet(POINTS.sheet)
    sheet.height(POINTS.header_row, HEADER_HEIGHT)
    styles = {column.key: "header_auto" for column in POINTS.columns}
    write_headers(sheet, POINTS, styles)
    for row in range(POINTS.first_row, end + 1):
        _write_row(sheet, row, placed.get(row))
    _colour_dents(sheet, end)
    sheet.freeze(POINTS.first_row, POINTS.letter("department"))
    printed = POINTS.first_row + used_rows(POINTS, tuple(placed)) + PRINTED_SPARE - 1
    sheet.page(last_official_letter(), printed, (POINTS.header_row - 1, POINTS.header_row))


def _write_row(sheet: Sheet, row: int, score: CloudScore | None) -> None:
    service = score.service if score else None
    _write_head(sheet, row, service)
    for item in load_catalogue().cloud_items:
        value = service.checks.get(item.key) if service else None
        formula = _points(item.key)
        sheet.formula(row, POINTS.letter(item.key), formula, value, "auto_middle")
    total = f'IF(COUNTA({_entered()})=0,"",SUM({_first_check(row)}:{_last_check(row)}))'
    value = score.score if score else None
    sheet.formula(row, POINTS.letter("score"), total, value, "auto_middle")
    label = choice_label(service) if service else None
    sheet.formula(row, POINTS.letter("choice"), _choice(row), label, "auto")


def _write_head(sheet: Sheet, row: int, service: CloudService | None) -> None:
    shown = shown_head(service) if service else {}
    for field in (ID_FIELD, *HEAD_FIELDS):
        source = same_row(LEDGER, field.key)
        value = shown.get(field.key)
        text = storable(value) if isinstance(value, str) else value
        style = "auto_date" if field.kind is Kind.DATE else "auto"
        formula = f'IF({source}="","",{source})'
        sheet.formula(row, POINTS.letter(field.key), formula, text, style)


def _points(key: str) -> str:
    labels, points = options_area(key), options_area("points")
    return f'IFERROR(INDEX({points},MATCH({same_row(LEDGER, key)},{labels},0)),"")'


def _entered() -> str:
    """The row of the ledger, from the number to the last check."""
    first, last = LEDGER.letter("id"), LEDGER.letter(load_catalogue().cloud_items[-1].key)
    columns = on(LEDGER.sheet, f"${first}:${last}")
    return f"INDEX({columns},ROW(),0)"


def _first_check(row: int) -> str:
    return POINTS.cell(load_catalogue().cloud_items[0].key, row)


def _last_check(row: int) -> str:
    return POINTS.cell(load_catalogue().cloud_items[-1].key, row)


def _choice(row: int) -> str:
    number, name = POINTS.cell("id", row), POINTS.cell("name", row)
    return (
        f'IF({number}="",{name},IF(OR({name}="",LEN({number})+LEN({name})>{CHOICE_LIMIT}),'
        f'{number},{number}&" "&{name}))'
    )


def choice_label(service: CloudService) -> str:
    """How the list of services calls it: number and name, as `_choice` puts them together."""
    number, name = storable(service.id), storable(service.name)
    if not number:
        return name
    if not name or utf16_length(number) + utf16_length(name) > CHOICE_LIMIT:
        return number
    return f"{number} {name}"


def _colour_dents(sheet: Sheet, end: int) -> None:
    items = load_catalogue().cloud_items
    first, last = POINTS.letter(items[0].key), POINTS.letter(items[-1].key)
    top = f"{first}{POINTS.first_row}"
    rule = f"AND(ISNUMBER({top}),{top}<={LOW_POINTS})"
    sheet.colour(first, POINTS.first_row, last, end, rule, LEVEL_LOOKS["medium"])
