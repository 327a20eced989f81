"""自社診断: the 25 questions by part, answers as chosen, points by formula, notes."""

from __future__ import annotations

from data.catalogue import SelfCheckItem, load_catalogue
from data.record import Engagement, SelfCheckAnswer
from data.self_check_score import UNKNOWN_ANSWER
from exports.engagement_head import firm_rows, self_check_rows, write_head
from exports.self_check_layout import (
    ANSWERS,
    HEAD_ROW,
    item_row,
    last_row,
    options_area,
    part_rows,
)
from exports.workbook import Book, Sheet, write_headers

OWN_HEADERS = {"points": "header_auto", "gap": "plain", "label": "helper", "value": "helper"}


def write_answers(book: Book, record: Engagement) -> None:
    sheet = book.sheet(ANSWERS.sheet)
    write_headers(sheet, ANSWERS, {**OWN_HEADERS, "ask": "helper"})
    sheet.text(1, "A", ANSWERS.title, "title")
    rows = firm_rows(record) + self_check_rows(record)
    write_head(sheet, HEAD_ROW, ("C", "D", "D"), rows)
    _write_options(sheet)
    _write_parts(sheet)
    asked = 0
    for item in load_catalogue().self_check_items:
        answer = record.self_check.items.get(item.no, SelfCheckAnswer())
        asked += answer.answer == UNKNOWN_ANSWER
        _write_item(sheet, item, answer, asked)
    source = f"={options_area('label')}"
    letter = ANSWERS.letter("answer")
    sheet.choice(letter, ANSWERS.first_row, last_row(), source, "4つの答えから選びます")
    sheet.freeze(ANSWERS.first_row)
    sheet.page(ANSWERS.letter("note"), last_row(), (ANSWERS.header_row, ANSWERS.header_row))


def _write_options(sheet: Sheet) -> None:
    for row, option in enumerate(load_catalogue().self_check_options, ANSWERS.first_row):
        sheet.text(row, ANSWERS.letter("label"), option.label, "helper_text")
        sheet.number(row, ANSWERS.letter("value"), option.points, "helper")


def _write_parts(sheet: Sheet) -> None:
    letter = ANSWERS.letter("part")
    for part in load_catalogue().parts:
        first, last = part_rows(part.part)
        title = f"Part{part.part}\n{part.title}"
        sheet.merged(letter, first, letter, last, title, "fixed_bold")


def _write_item(sheet: Sheet, item: SelfCheckItem, answer: SelfCheckAnswer, asked: int) -> None:
    row = item_row(item)
    options = {option.key: option for option in load_catalogue().self_check_options}
    chosen = options[answer.answer] if answer.answer else None
    sheet.number(row, ANSWERS.letter("no"), item.no, "fixed_middle")
    sheet.text(row, ANSWERS.letter("topic"), item.topic, "fixed")
    sheet.text(row, ANSWERS.letter("question"), item.question, "fixed")
    sheet.text(row, ANSWERS.letter("answer"), chosen.label if chosen else "", "entry_middle")
    points = chosen.points if chosen else None
    sheet.formula(row, ANSWERS.letter("points"), _points(row), points, "auto_middle")
    sheet.text(row, ANSWERS.letter("note"), answer.note, "entry")
    unknown = options[UNKNOWN_ANSWER].label
    order = asked if answer.answer == UNKNOWN_ANSWER else None
    sheet.formula(row, ANSWERS.letter("ask"), _order(row, unknown), order, "helper")


def _points(row: int) -> str:
    place = f"MATCH({ANSWERS.cell('answer', row)},{options_area('label')},0)"
    return f'IFERROR(INDEX({options_area("value")},{place}),"")'


def _order(row: int, unknown: str) -> str:
    """1 for the first わからない from the top, 2 for the second …"""
    answer = ANSWERS.cell("answer", row)
    above = f"{ANSWERS.letter('answer')}${ANSWERS.first_row}:{answer}"
    return f'IF({answer}="{unknown}",COUNTIF({above},"{unknown}"),"")'
