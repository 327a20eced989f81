"""クラウドサービス安全利用チェックシート: the service chosen from the list, and its radar."""

from __future__ import annotations

from datetime import date

from data.catalogue import CloudGroup, CloudItem, load_catalogue
from data.cloud_score import MAX_POINTS, CloudScore, group_max
from data.record import CloudService
from exports.cloud_layout import (
    AXIS_TITLE,
    CHECK,
    CHECK_SHEET,
    LEDGER,
    POINTS,
    TAIL_FIELDS,
    note_key,
)
from exports.cloud_sheets.ledger import whole_column
from exports.cloud_sheets.points import choice_label
from exports.layout import Table, area, cell, on
from exports.user_text import storable
from exports.workbook import Book, Sheet

WIDTHS = {
    "A": 15, "B": 5, "C": 27, "D": 47, "E": 27, "F": 19, "G": 8, "H": 30, "I": 3, "J": 8,
}  # fmt: skip
HEADERS = {
    CHECK.group: "分類",
    CHECK.no: "No",
    CHECK.title: "チェック項目",
    CHECK.question: "ポイント",
    CHECK.answer: "チェック",
    CHECK.axis: AXIS_TITLE,
    CHECK.points: "点",
    CHECK.note: "メモ",
}
HEAD_ROWS = {
    "created": (CHECK.created_row, "作成日："),
    "author": (CHECK.author_row, "記入担当者氏名："),
}
HINT = "← 一覧から選ぶと、表とグラフがそのサービスに替わります。答えは台帳で直します。"
ROW_HEIGHT = 38.0
CHART_SIZE = (640, 520)
SUMS_GAP = 3
NO_SERVICE = CloudService(id="")


def write_check(book: Book, shown: tuple[int, CloudScore] | None, end: int) -> None:
    """`shown` is the ledger's row and the score of the service, `end` the ledger's last row."""
    sheet = book.sheet(CHECK_SHEET)
    sheet.widths(WIDTHS)
    row, score = shown or (LEDGER.first_row - 1, None)
    _write_head(sheet, score)
    _write_position(sheet, row - LEDGER.first_row + 1, end)
    _write_tail(sheet, score)
    for letter, title in HEADERS.items():
        sheet.text(CHECK.header_row, letter, title, "header")
    for item in load_catalogue().cloud_items:
        _write_item(sheet, item, score.service if score else NO_SERVICE)
    _write_groups(sheet)
    _write_sums(sheet, score)
    _write_chart(sheet)
    sheet.freeze(CHECK.first_row)
    sheet.page(CHECK.note, CHECK.last_row + SUMS_GAP + 30)
    sheet.break_before(CHECK.last_row + SUMS_GAP - 1)


def _write_head(sheet: Sheet, score: CloudScore | None) -> None:
    sheet.text(1, "A", f"{CHECK_SHEET}（Excel版）", "title")
    label = choice_label(score.service) if score else ""
    sheet.text(CHECK.service_row, CHECK.title, "対象サービス名：", "label")
    sheet.text(CHECK.service_row, CHECK.question, label, "entry")
    sheet.text(CHECK.service_row, CHECK.answer, HINT, "helper_note")


def _write_tail(sheet: Sheet, score: CloudScore | None) -> None:
    """When and by whom the service was checked."""
    service = score.service if score else NO_SERVICE
    for field in TAIL_FIELDS:
        row, title = HEAD_ROWS[field.key]
        source = _of_service(LEDGER, field.key)
        formula = _if_chosen(f'IF({source}="","",{source})')
        sheet.text(row, CHECK.title, title, "label")
        value = getattr(service, field.key)
        sheet.formula(row, CHECK.question, formula, _shown(value), "head_auto")


def _shown(value: str | date | None) -> str | date | None:
    return storable(value) if isinstance(value, str) else value


def _write_position(sheet: Sheet, position: int, end: int) -> None:
    """Which row of the list is chosen, 0 for none; and the list itself."""
    labels = POINTS.span("choice", end)
    # EXACT, because MATCH would read * and ? in a name as wildcards.
    place = f"SUMPRODUCT(MAX(EXACT({labels},{CHECK.service})*({end + 1}-ROW({labels}))))"
    formula = f'IF({CHECK.service}="",0,IF({place}=0,0,{end + 2 - POINTS.first_row}-{place}))'
    sheet.formula(CHECK.service_row, CHECK.position, formula, position, "helper")
    top = on(POINTS.sheet, cell(POINTS.letter("choice"), POINTS.first_row, fixed=True))
    filled = f'SUMPRODUCT(MAX(({labels}<>"")*(ROW({labels})-{POINTS.first_row - 1})))'
    source = f"=OFFSET({top},0,0,MAX(1,{filled}),1)"
    row = CHECK.service_row
    sheet.choice(CHECK.question, row, row, source, "台帳にあるサービスから選びます")


def _write_item(sheet: Sheet, item: CloudItem, service: CloudService) -> None:
    row = CHECK.first_row + item.no - 1
    sheet.height(row, ROW_HEIGHT)
    sheet.number(row, CHECK.no, item.no, "fixed_middle")
    sheet.text(row, CHECK.title, item.check_title, "fixed")
    sheet.text(row, CHECK.question, item.question, "fixed")
    sheet.text(row, CHECK.axis, item.title, "helper_text")
    points = service.checks.get(item.key)
    answer = None if points is None else item.label_of(points)
    note = storable(service.notes.get(item.key, ""))
    answered, noted = _of_service(LEDGER, item.key), _of_service(LEDGER, note_key(item))
    sheet.formula(row, CHECK.answer, _if_chosen(f'{answered}&""'), answer, "auto")
    source = _if_chosen(_of_service(POINTS, item.key))
    sheet.formula(row, CHECK.points, source, points, "auto_middle")
    sheet.formula(row, CHECK.note, _if_chosen(f'{noted}&""'), note, "auto")


def _of_service(table: Table, key: str) -> str:
    """The cell of the chosen service in a column of the ledger or the points."""
    return f"INDEX({whole_column(table, key)},{CHECK.position_cell}+{table.first_row - 1})"


def _if_chosen(value: str) -> str:
    return f'IF({CHECK.position_cell}=0,"",{value})'


def _write_groups(sheet: Sheet) -> None:
    for group in load_catalogue().cloud_groups:
        first, last = CHECK.items_of(group.key)
        sheet.merged(CHECK.group, first, CHECK.group, last, group.card_title, "fixed_bold")


def _write_sums(sheet: Sheet, score: CloudScore | None) -> None:
    """Points per group and in all, beside the chart."""
    row = CHECK.last_row + SUMS_GAP
    for letter, title in ((CHECK.axis, "分類"), (CHECK.points, "点"), (CHECK.note, "満点")):
        sheet.text(row, letter, title, "header")
    for position, group in enumerate(load_catalogue().cloud_groups, row + 1):
        value = score.groups[group.key] if score else None
        _write_sum(sheet, position, group, value)
    total_row = row + 1 + len(load_catalogue().cloud_groups)
    points = _points_cells(CHECK.first_row, CHECK.last_row)
    sheet.text(total_row, CHECK.axis, "総合評価", "fixed_bold")
    value = score.score if score else None
    sheet.formula(total_row, CHECK.points, _sum(points), value, "auto_middle")
    full = sum(group_max(group) for group in load_catalogue().cloud_groups)
    sheet.number(total_row, CHECK.note, full, "fixed_middle")


def _write_sum(sheet: Sheet, row: int, group: CloudGroup, value: int | None) -> None:
    sheet.text(row, CHECK.axis, group.label, "fixed")
    points = _points_cells(*CHECK.items_of(group.key))
    sheet.formula(row, CHECK.points, _sum(points), value, "auto_middle")
    sheet.number(row, CHECK.note, group_max(group), "fixed_middle")


def _points_cells(first_row: int, last_row: int) -> str:
    return f"{cell(CHECK.points, first_row)}:{cell(CHECK.points, last_row)}"


def _sum(points: str) -> str:
    return _if_chosen(f"SUM({points})")


def _write_chart(sheet: Sheet) -> None:
    names = on(CHECK_SHEET, area(CHECK.axis, CHECK.first_row, CHECK.axis, CHECK.last_row))
    points = on(CHECK_SHEET, area(CHECK.points, CHECK.first_row, CHECK.points, CHECK.last_row))
    title = f"={on(CHECK_SHEET, CHECK.service)}"
    chart = sheet.book.radar_chart(title, names, points, (0, MAX_POINTS))
    sheet.chart(CHECK.last_row + SUMS_GAP, "A", chart, CHART_SIZE)
