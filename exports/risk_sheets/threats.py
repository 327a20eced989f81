"""脅威の状況: frequencies as chosen, status and likelihood by formula."""

from __future__ import annotations

from data.catalogue import Medium, load_catalogue
from data.record import Engagement, ThreatRating
from data.result import Result
from data.risk import STATUS_ALL_DONE, STATUS_NOTHING, STATUS_PARTLY, MediumState, ThreatState
from exports.layout import cell, column_letter, column_number
from exports.risk_layout import THREATS, THREATS_SHEET, frequency_labels, status_labels
from exports.risk_sheets.threat_matrix import exact_rate, write_matrix
from exports.risk_sheets.threat_words import ADVICE, HEADERS, HELPER_HEADERS, REMARKS
from exports.workbook import Book, Sheet

WIDTHS = {"A": 14, "B": 46, "C": 47, "D": 27, "E": 40, "H": 2, "K": 2}
HELPER_WIDTH, MATRIX_WIDTH = 6.0, 4.5
LABEL_HEIGHT = 96
AUTO_HEADERS = (THREATS.status,)


def write_threats(book: Book, record: Engagement, result: Result) -> None:
    sheet = book.sheet(THREATS_SHEET)
    _frame(sheet)
    write_matrix(sheet, record, result)
    for position, state in enumerate(result.board.threats):
        note = record.threats.get(state.threat.id, ThreatRating()).note
        _write_threat(sheet, THREATS.first_row + position, state, note)
    for medium in load_catalogue().media:
        _write_medium(sheet, medium, result.board.media[medium.key])
    _lists(sheet)
    sheet.freeze(THREATS.first_row, THREATS.frequency)
    sheet.page(THREATS.note, THREATS.last_row, (THREATS.answer_row, THREATS.answer_row))


def _frame(sheet: Sheet) -> None:
    first, last = (column_number(letter) for letter in THREATS.matrix)
    sheet.widths({column_letter(number): MATRIX_WIDTH for number in range(first, last + 1)})
    sheet.widths(dict.fromkeys(HELPER_HEADERS, HELPER_WIDTH))
    sheet.widths({**WIDTHS, THREATS.medium_deciding: WIDTHS[THREATS.title]})
    sheet.height(THREATS.label_row, LABEL_HEIGHT)
    sheet.text(1, "A", f"{THREATS_SHEET}シート", "title")
    sheet.merged("A", THREATS.label_row, THREATS.note, THREATS.label_row, ADVICE, "words")
    for letter, title in HEADERS.items():
        style = "header_auto" if letter in AUTO_HEADERS else "header"
        sheet.text(THREATS.answer_row, letter, title, style)
    for letter, title in HELPER_HEADERS.items():
        sheet.text(THREATS.label_row, letter, title, "header_upright")
    for row, remark in REMARKS.items():
        sheet.text(row, THREATS.frequency_number, remark, "helper_note")


def _lists(sheet: Sheet) -> None:
    """The labels the drop-down and the formulas take from below the table."""
    first_row = THREATS.frequency_list_row
    for position, label in enumerate(frequency_labels()):
        sheet.text(first_row + position, THREATS.frequency, label, "helper_note")
    for position, label in enumerate(status_labels()):
        sheet.text(THREATS.status_list_row + position, THREATS.frequency, label, "helper_note")
    source = f"={THREATS.list_area(THREATS.frequency_cells())}"
    hint = "1から3のどれかを選びます"
    sheet.choice(THREATS.frequency, THREATS.first_row, THREATS.last_row, source, hint)


def _write_threat(sheet: Sheet, row: int, state: ThreatState, note: str) -> None:
    label = frequency_labels()[state.frequency - 1] if state.frequency else ""
    sheet.text(row, THREATS.title, state.threat.title, "fixed")
    sheet.text(row, THREATS.frequency, label, "entry")
    sheet.text(row, THREATS.note, note, "entry")
    _write_frequency(sheet, row, state)
    _write_status(sheet, row, state)
    _write_likelihood(sheet, row, state)


def _write_frequency(sheet: Sheet, row: int, state: ThreatState) -> None:
    numbers = ",".join(f'"{each.frequency}"' for each in load_catalogue().frequencies)
    chosen = f"LEFT({cell(THREATS.frequency, row)},1)"
    formula = f'IFERROR(MATCH({chosen},{{{numbers}}},0),"")'
    sheet.formula(row, THREATS.frequency_number, formula, state.frequency, "helper")


def _write_status(sheet: Sheet, row: int, state: ThreatState) -> None:
    """⑪ and 対策状況; full and nothing are told by comparing sums, not by the quotient."""
    first, last = THREATS.matrix
    relations = f"${first}{row}:${last}{row}"
    product_row = THREATS.product_row + row - THREATS.first_row
    done = f"SUM(${first}{product_row}:${last}{product_row})"
    counted = f"SUMPRODUCT({relations}*${first}${THREATS.counts_row}:${last}${THREATS.counts_row})"
    answers = f"${first}${THREATS.answer_row}:${last}${THREATS.answer_row}"
    answered = f"SUMPRODUCT({relations}*ISNUMBER({answers}))"
    share = f'IF(OR({answered}=0,{counted}=0),"",{done}/{counted})'
    known = cell(THREATS.implementation, row)
    status = (
        f'IF({known}="","",IF({done}={counted},{STATUS_ALL_DONE},'
        f"IF({done}=0,{STATUS_NOTHING},{STATUS_PARTLY})))"
    )
    number = cell(THREATS.status_number, row)
    label = f'IF({number}="","",CHOOSE({number},{",".join(THREATS.status_cells())}))'
    shown = status_labels()[state.status - 1] if state.status else None
    rate = exact_rate(state.implementation)
    sheet.formula(row, THREATS.implementation, share, rate, "helper_rate")
    sheet.formula(row, THREATS.status_number, status, state.status, "helper")
    sheet.formula(row, THREATS.status, label, shown, "auto")


def _write_likelihood(sheet: Sheet, row: int, state: ThreatState) -> None:
    frequency = cell(THREATS.frequency_number, row)
    status = cell(THREATS.status_number, row)
    known = f'OR({frequency}="",{status}="")'
    formula = f'IF({known},"",ROUNDUP({frequency}/(4-{status}),0))'
    sheet.formula(row, THREATS.likelihood, formula, state.likelihood, "helper")
    _write_rank(sheet, row, state)


def _write_rank(sheet: Sheet, row: int, state: ThreatState) -> None:
    """Likelihood, then status, then frequency as one number, for finding what decides."""
    cells = (THREATS.likelihood, THREATS.status_number, THREATS.frequency_number)
    likelihood, status, frequency = (cell(letter, row) for letter in cells)
    formula = f'IF({likelihood}="","",{likelihood}*100+{status}*10+{frequency})'
    digits = f"{state.likelihood}{state.status}{state.frequency}"
    value = int(digits) if state.likelihood else None
    sheet.formula(row, THREATS.rank, formula, value, "helper")


def _write_medium(sheet: Sheet, medium: Medium, state: MediumState) -> None:
    first, last = THREATS.rows_of(medium)
    sheet.merged(THREATS.medium, first, THREATS.medium, last, medium.label, "fixed_bold")
    figures = (
        (THREATS.frequency_number, THREATS.medium_frequency, state.threat),
        (THREATS.status_number, THREATS.medium_status, state.vulnerability),
        (THREATS.likelihood, THREATS.medium_likelihood, state.likelihood),
    )
    for source, target, value in figures:
        span = f"{cell(source, first)}:{cell(source, last)}"
        sheet.formula(first, target, f'IF(COUNT({span})=0,"",MAX({span}))', value, "helper")
    ranks = f"{cell(THREATS.rank, first)}:{cell(THREATS.rank, last)}"
    titles = f"{cell(THREATS.title, first)}:{cell(THREATS.title, last)}"
    # MATCH finds the first of equals: the lowest number, as the rule wants.
    deciding = f'IF(COUNT({ranks})=0,"",INDEX({titles},MATCH(MAX({ranks}),{ranks},0)))'
    title = state.deciding.threat.title if state.deciding else None
    sheet.formula(first, THREATS.medium_deciding, deciding, title, "helper_text")
