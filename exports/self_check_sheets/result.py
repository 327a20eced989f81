"""診断結果 of the self-check: score, band, parts, what to ask about, the radar."""

from __future__ import annotations

from data.catalogue import load_catalogue
from data.self_check_score import PartScore, SelfCheckScore
from exports.layout import area, on
from exports.self_check_layout import (
    ANSWERS,
    RESULT,
    RESULT_SHEET,
    answers_area,
    band_label,
    last_row,
    part_rows,
)
from exports.workbook import Book, Sheet

WIDTHS = {"A": 24, "B": 12, "C": 12, "D": 12, "E": 12, "F": 3, "G": 74}
SPOKES = "AA"
CHART_SIZE = (515, 500)
CHART_NOTE = "まだ答えていない項目は、0点の位置に描かれます。"


def write_result(book: Book, score: SelfCheckScore) -> None:
    sheet = book.sheet(RESULT_SHEET)
    sheet.widths({**WIDTHS, SPOKES: 24})
    sheet.text(1, "A", "5分でできる！情報セキュリティ自社診断　診断結果", "title")
    _write_score(sheet, score)
    _write_parts(sheet, score.parts)
    _write_bands(sheet, score)
    _write_ask(sheet, score)
    _write_chart(sheet, score)
    sheet.page("G", RESULT.ask_row + len(load_catalogue().self_check_items))
    sheet.break_before(RESULT.ask_row)


def _all_items() -> tuple[int, int]:
    return ANSWERS.first_row, last_row()


def _write_score(sheet: Sheet, score: SelfCheckScore) -> None:
    points = answers_area("points", _all_items())
    total = f'IF(COUNT({points})=0,"",SUM({points}))'
    label = RESULT.label
    sheet.text(RESULT.score_row, label, f"合計得点（{score.max}点満点）", "header")
    sheet.text(RESULT.answered_row, label, f"答えた項目（{score.total}問中）", "header")
    sheet.formula(RESULT.score_row, RESULT.value, total, score.score, "auto_big")
    answered = f"COUNT({points})"
    sheet.formula(RESULT.answered_row, RESULT.value, answered, score.answered, "auto_middle")
    titles = {"現在の状況": RESULT.situation_row, "次にすること": RESULT.next_row}
    sheet.text(RESULT.band_row, label, "得点の区分", "header")
    for title, row in titles.items():
        sheet.text(row, label, title, "header")


def _write_bands(sheet: Sheet, score: SelfCheckScore) -> None:
    """The table of bands, and the one the score falls into once every item is answered."""
    bands = load_catalogue().bands
    row = RESULT.bands_row
    for letter, title in (("A", "得点の区分"), ("B", "最低点")):
        sheet.text(row, letter, title, "header")
    sheet.merged("C", row, "E", row, "状況と次にすること", "header")
    for position, band in enumerate(bands, row + 1):
        sheet.text(position, "A", band_label(band), "fixed")
        sheet.number(position, "B", band.lowest, "fixed_middle")
        sheet.merged("C", position, "E", position, f"{band.situation}\n{band.next}", "fixed")
    found = score.band
    shown = {
        RESULT.band_row: ([band_label(b) for b in bands], band_label(found) if found else None),
        RESULT.situation_row: ([b.situation for b in bands], found.situation if found else None),
        RESULT.next_row: ([b.next for b in bands], found.next if found else None),
    }
    for target, (texts, value) in shown.items():
        sheet.merged(RESULT.value, target, "E", target, value or "", "auto")
        sheet.formula(target, RESULT.value, _band(texts, score.total), value, "auto")


def _band(texts: list[str], total: int) -> str:
    """The text of the band the score falls into; empty until all items are answered."""
    bands = load_catalogue().bands
    chosen = f'"{texts[-1]}"'
    for band, text in list(zip(bands, texts, strict=True))[-2::-1]:
        chosen = f'IF({RESULT.score}>={band.lowest},"{text}",{chosen})'
    return f'IF({RESULT.answered}<{total},"",{chosen})'


def _write_parts(sheet: Sheet, parts: tuple[PartScore, ...]) -> None:
    row = RESULT.parts_row
    for letter, title in zip(
        "ABCDE", ("診断の区分", "得点", "満点", "答えた数", "問の数"), strict=True
    ):
        sheet.text(row, letter, title, "header")
    for part in parts:
        _write_part(sheet, RESULT.part_row(part.part.part), part)


def _write_part(sheet: Sheet, row: int, part: PartScore) -> None:
    points = answers_area("points", part_rows(part.part.part))
    sheet.text(row, "A", f"Part{part.part.part} {part.part.title}", "fixed_bold")
    sheet.formula(row, "B", f"SUM({points})", part.score, "auto_middle")
    sheet.number(row, "C", part.max, "fixed_middle")
    sheet.formula(row, "D", f"COUNT({points})", part.answered, "auto_middle")
    sheet.number(row, "E", part.total, "fixed_middle")


def _write_ask(sheet: Sheet, score: SelfCheckScore) -> None:
    """The items answered わからない, from the top; as many rows as there are items."""
    row = RESULT.ask_row
    sheet.merged("A", row, "E", row, "「わからない」と答えた項目（これから確かめます）", "header")
    orders = answers_area("ask", _all_items())
    items = load_catalogue().self_check_items
    for position in range(len(items)):
        place = f"MATCH({position + 1},{orders},0)"
        item = items[score.unknown[position] - 1] if position < len(score.unknown) else None
        _write_asked(sheet, row + 1 + position, place, (item.no, item.topic) if item else None)


def _write_asked(sheet: Sheet, row: int, place: str, asked: tuple[int, str] | None) -> None:
    number, topic = asked or (None, None)
    numbers, topics = answers_area("no", _all_items()), answers_area("topic", _all_items())
    sheet.formula(row, "A", f'IFERROR(INDEX({numbers},{place}),"")', number, "auto_middle")
    sheet.merged("B", row, "E", row, topic or "", "auto")
    sheet.formula(row, "B", f'IFERROR(INDEX({topics},{place}),"")', topic, "auto")


def _write_chart(sheet: Sheet, score: SelfCheckScore) -> None:
    """The spokes need names of their own: a topic alone comes up several times."""
    names = SPOKES
    items = load_catalogue().self_check_items
    sheet.text(RESULT.score_row - 1, names, "グラフの元", "helper")
    for position, item in enumerate(items, RESULT.score_row):
        sheet.text(position, names, f"{item.no} {item.topic}", "helper_text")
    first, last = RESULT.score_row, RESULT.score_row + len(items) - 1
    lowest = min(option.points for option in load_catalogue().self_check_options)
    highest = max(option.points for option in load_catalogue().self_check_options)
    chart = sheet.book.radar_chart(
        "項目ごとの点数",
        on(RESULT_SHEET, area(names, first, names, last)),
        answers_area("points", _all_items()),
        (lowest, highest),
    )
    sheet.chart(RESULT.score_row, "G", chart, CHART_SIZE)
    sheet.text(RESULT.score_row - 1, "G", CHART_NOTE, "helper_note")
