"""対策の計画: what each planned measure shall be, by whom and when; the answer now by formula."""

from __future__ import annotations

from datetime import date

from data.catalogue import load_catalogue
from data.fields import EFFORT_LABELS
from data.record import Engagement, PlannedMeasure
from data.result_text import NOT_ANSWERED
from exports.layout import Table, written_list
from exports.plan_layout import (
    PLAN,
    PLANNED_THREATS_SHEET,
    TREATMENT_SHEET,
    WORDS_ROW,
    planned_labels,
    question_span,
)
from exports.plan_words import plan_attention
from exports.risk_layout import measure_labels
from exports.styles import WARNING_LOOK
from exports.workbook import Book, Sheet, write_headers

WORDS = (
    f"「予定」を直すと、「{PLANNED_THREATS_SHEET}」と「{TREATMENT_SHEET}」の残るリスクが変わります。"
    "「実施した日」を書いた対策は、対策状況チェックの答えのほうを見ます。"
)
NOTHING_PLANNED = "予定を書いた対策は、まだありません。"


def last_planned_row(record: Engagement) -> int:
    """The last row of the table, which has one to write in even when nothing is planned."""
    return PLAN.first_row + max(len(record.plan), 1) - 1


def write_planned_measures(book: Book, record: Engagement, today: date) -> None:
    sheet = book.sheet(PLAN.sheet)
    sheet.text(1, "A", PLAN.title, "title")
    write_headers(sheet, PLAN, {"now": "header_auto"})
    words = WORDS if record.plan else NOTHING_PLANNED
    sheet.merged("A", WORDS_ROW, PLAN.last_letter, WORDS_ROW, words, "words")
    for row, no in enumerate(sorted(record.plan), start=PLAN.first_row):
        _write_row(sheet, row, no, record.plan[no])
        _write_now(sheet, row, record, no)
        attention = plan_attention(record, no, record.plan[no], today)
        sheet.text(row, PLAN.letter("attention"), attention, "fixed_bold")
    _finish(sheet, last_planned_row(record))


def _write_row(sheet: Sheet, row: int, no: int, planned: PlannedMeasure) -> None:
    """The columns a person fills in."""
    measure = load_catalogue().measure(no)
    sheet.number(row, PLAN.letter("number"), no, "entry_middle")
    sheet.text(row, PLAN.letter("label"), measure.short_label, "fixed")
    sheet.text(row, PLAN.letter("question"), measure.question, "fixed")
    label = planned_labels()[planned.status - 1] if planned.status else ""
    sheet.text(row, PLAN.letter("planned"), label, "entry")
    sheet.text(row, PLAN.letter("person"), planned.person, "entry")
    sheet.day(row, PLAN.letter("due"), planned.due, "entry_date")
    effort = EFFORT_LABELS[planned.effort] if planned.effort else ""
    sheet.text(row, PLAN.letter("effort"), effort, "entry_middle")
    sheet.text(row, PLAN.letter("note"), planned.note, "entry")
    sheet.day(row, PLAN.letter("done"), planned.done, "entry_date")


def _write_now(sheet: Sheet, row: int, record: Engagement, no: int) -> None:
    answer = record.measures.get(no)
    label = measure_labels()[answer.status - 1] if answer and answer.status else NOT_ANSWERED
    found = f"INDEX({question_span('status')},{PLAN.cell('number', row)})"
    formula = f'IFERROR(IF({found}="","{NOT_ANSWERED}",{found}),"")'
    sheet.formula(row, PLAN.letter("now"), formula, label, "auto")


def _finish(sheet: Sheet, end: int) -> None:
    labels, efforts = written_list(planned_labels()), written_list(EFFORT_LABELS.values())
    first = PLAN.first_row
    sheet.choice(PLAN.letter("planned"), first, end, labels, "1か2を選びます")
    sheet.choice(PLAN.letter("effort"), first, end, efforts, "小、中、大のどれかを選びます")
    warn_in_words(sheet, PLAN, end)
    sheet.freeze(first, PLAN.letter("question"))
    sheet.page(PLAN.last_letter, end, (PLAN.header_row, PLAN.header_row))


def warn_in_words(sheet: Sheet, table: Table, end: int) -> None:
    """What is amiss stands there in words; the colour only helps to find it."""
    letter, first = table.letter("attention"), table.first_row
    sheet.colour(letter, first, letter, end, f"LEN(${letter}{first})>0", WARNING_LOOK)
