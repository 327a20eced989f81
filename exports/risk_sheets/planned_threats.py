"""計画後の脅威の状況: the threats now and once everything planned is carried out, by formula.

Its right half has the rows and columns of 脅威の状況, whose matrix it uses.
"""

from __future__ import annotations

from data.catalogue import Measure, Medium, load_catalogue
from data.planning import PlanBoards
from data.record import MeasureAnswer
from data.risk import STATUS_ALL_DONE, STATUS_NOTHING, STATUS_PARTLY, ThreatState
from data.share import HALVES, NOT_APPLICABLE
from exports.layout import area, cell, column_letter, column_number, on
from exports.plan_layout import PLAN, PLANNED_THREATS, WORDS_ROW
from exports.risk_layout import THREATS, THREATS_SHEET
from exports.workbook import Book, Cached, Sheet, write_headers

WORDS = "入力は不要です。対策の計画をすべて実施したとすると、脅威ごとに何が変わるかを示します。"
ANSWERS = "対策の回答（計画後）→"
VALUES = "それを1/0.5/0に変換→"
MATRIX_WIDTH = 4.5
ENTERED = ("medium", "threat")


def write_planned_threats(book: Book, boards: PlanBoards, last_planned_row: int) -> None:
    sheet = book.sheet(PLANNED_THREATS.sheet)
    sheet.text(1, "A", PLANNED_THREATS.title, "title")
    keys = [column.key for column in PLANNED_THREATS.columns if column.key not in ENTERED]
    write_headers(sheet, PLANNED_THREATS, dict.fromkeys(keys, "header_auto"))
    sheet.merged("A", WORDS_ROW, PLANNED_THREATS.last_letter, WORDS_ROW, WORDS, "words")
    _write_measures(sheet, boards, last_planned_row)
    pairs = zip(boards.now.threats, boards.planned.threats, strict=True)
    for row, (now, planned) in enumerate(pairs, start=THREATS.first_row):
        _write_threat(sheet, row, now, planned)
    for medium in load_catalogue().media:
        _write_medium(sheet, medium, boards)
    sheet.freeze(PLANNED_THREATS.first_row, PLANNED_THREATS.letter("frequency"))
    titles = PLANNED_THREATS.header_row
    sheet.page(PLANNED_THREATS.last_letter, THREATS.last_row, (titles, titles))


# --- The measures -----------------------------------------------------------


def _write_measures(sheet: Sheet, boards: PlanBoards, last_planned_row: int) -> None:
    first, last = (column_number(letter) for letter in THREATS.matrix)
    sheet.widths({column_letter(number): MATRIX_WIDTH for number in range(first, last + 1)})
    before = column_letter(first - 1)
    sheet.text(THREATS.answer_row, before, ANSWERS, "helper_label")
    sheet.text(THREATS.value_row, before, VALUES, "helper_label")
    for measure in load_catalogue().measures:
        answer = boards.planned.record.measures.get(measure.no, MeasureAnswer())
        _write_measure(sheet, measure, answer.status, last_planned_row)


def _write_measure(
    sheet: Sheet, measure: Measure, status: int | None, last_planned_row: int
) -> None:
    letter = measure.matrix_column
    sheet.number(THREATS.label_row, letter, measure.no, "helper")
    answer = cell(letter, THREATS.answer_row)
    planned = _planned(measure, last_planned_row)
    sheet.formula(THREATS.answer_row, letter, planned, status, "helper")
    value = f"IF({answer}=1,1,IF({answer}=2,0.5,0))"
    points = HALVES.get(status, 0) / 2 if status else 0.0
    sheet.formula(THREATS.value_row, letter, value, points, "helper_half")


def _planned(measure: Measure, last_planned_row: int) -> str:
    """The better of the answer and what is planned, unless that was done or nothing applies."""
    now = on(THREATS_SHEET, cell(measure.matrix_column, THREATS.answer_row))
    place = f"MATCH({measure.no},{PLAN.span('number', last_planned_row)},0)"
    done = f'IFERROR(INDEX({PLAN.span("done", last_planned_row)},{place})&"","")'
    chosen = f"LEFT(INDEX({PLAN.span('planned', last_planned_row)},{place}),1)"
    # Of a cell with an empty text MIN takes no notice.
    better = f'IFERROR(MIN({now},MATCH({chosen},{{"1","2"}},0)),{now})'
    return f'IF(OR({now}={NOT_APPLICABLE},{done}<>""),{now},{better})'


# --- The threats ------------------------------------------------------------


def _write_threat(sheet: Sheet, row: int, now: ThreatState, planned: ThreatState) -> None:
    sheet.text(row, PLANNED_THREATS.letter("threat"), now.threat.title, "fixed")
    figures: tuple[tuple[str, str, Cached], ...] = (
        ("frequency", _now(THREATS.frequency_number, row), now.frequency),
        ("status_now", _now(THREATS.status_number, row), now.status),
        ("status", _status(row), planned.status),
        ("likelihood_now", _now(THREATS.likelihood, row), now.likelihood),
        ("likelihood", _likelihood(row), planned.likelihood),
    )
    for key, formula, value in figures:
        sheet.formula(row, PLANNED_THREATS.letter(key), formula, value, "auto_middle")


def _now(letter: str, row: int) -> str:
    return on(THREATS_SHEET, cell(letter, row))


def _status(row: int) -> str:
    """As in 脅威の状況, with the answers of this sheet."""
    first, last = THREATS.matrix
    relations = on(THREATS_SHEET, area(first, row, last, row))
    counts = on(THREATS_SHEET, area(first, THREATS.counts_row, last, THREATS.counts_row))
    values = area(first, THREATS.value_row, last, THREATS.value_row)
    answers = area(first, THREATS.answer_row, last, THREATS.answer_row)
    done = f"SUMPRODUCT({relations}*{values})"
    counted = f"SUMPRODUCT({relations}*{counts})"
    answered = f"SUMPRODUCT({relations}*ISNUMBER({answers}))"
    return (
        f'IF(OR({answered}=0,{counted}=0),"",IF({done}={counted},{STATUS_ALL_DONE},'
        f"IF({done}=0,{STATUS_NOTHING},{STATUS_PARTLY})))"
    )


def _likelihood(row: int) -> str:
    frequency, status = (PLANNED_THREATS.cell(key, row) for key in ("frequency", "status"))
    return f'IF(OR({frequency}="",{status}=""),"",ROUNDUP({frequency}/(4-{status}),0))'


def _write_medium(sheet: Sheet, medium: Medium, boards: PlanBoards) -> None:
    """The label stands in the first of the medium's rows, where others look it up."""
    first, last = THREATS.rows_of(medium)
    letter = PLANNED_THREATS.letter("medium")
    sheet.merged(letter, first, letter, last, medium.label, "fixed_bold")
    for key, source, board in (
        ("medium_now", "likelihood_now", boards.now),
        ("medium_likelihood", "likelihood", boards.planned),
    ):
        span = f"{PLANNED_THREATS.cell(source, first)}:{PLANNED_THREATS.cell(source, last)}"
        formula = f'IF(COUNT({span})=0,"",MAX({span}))'
        value = board.media[medium.key].likelihood
        target = PLANNED_THREATS.letter(key)
        sheet.merged(target, first, target, last, "", "auto_middle")
        sheet.formula(first, target, formula, value, "auto_middle")
