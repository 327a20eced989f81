"""The right half of 脅威の状況: answers ①, values ②-⑧ and the matrix O5:BQ25 with ⑩ below."""

from __future__ import annotations

from data.catalogue import Category, Measure, Threat, load_catalogue
from data.diagnosis import CategoryDiagnosis
from data.record import Engagement, MeasureAnswer
from data.result import Result
from data.share import HALVES, NOT_APPLICABLE, Share
from exports.layout import cell, on
from exports.risk_layout import MEASURES, MEASURES_SHEET, THREATS, measure_row
from exports.workbook import Sheet


def write_matrix(sheet: Sheet, record: Engagement, result: Result) -> None:
    for measure in load_catalogue().measures:
        _write_measure(sheet, measure, _status(record, measure))
    for row in result.diagnosis:
        _write_category(sheet, row)
        _write_applies(sheet, row, record)
    for position, threat in enumerate(load_catalogue().threats):
        _write_relations(sheet, position, threat, record)


def _status(record: Engagement, measure: Measure) -> int | None:
    return record.measures.get(measure.no, MeasureAnswer()).status


def _value(status: int | None) -> float:
    """② of the sheet: 1, 0.5 or 0, all exact in binary."""
    return 0.0 if status is None else HALVES.get(status, 0) / 2


def exact_rate(share: Share | None) -> float | None:
    """The share as a formula gives it: not rounded."""
    return share.halves / (2 * share.measures) if share else None


def _write_measure(sheet: Sheet, measure: Measure, status: int | None) -> None:
    letter = measure.matrix_column
    answer = cell(letter, THREATS.answer_row)
    source = on(MEASURES_SHEET, MEASURES.cell("number", measure_row(measure)))
    sheet.text(THREATS.label_row, letter, measure.short_label, "header_upright")
    sheet.formula(THREATS.answer_row, letter, source, status, "helper")
    value = f"IF({answer}=1,1,IF({answer}=2,0.5,0))"
    sheet.formula(THREATS.value_row, letter, value, _value(status), "helper_half")
    counts = f"IF({answer}={NOT_APPLICABLE},0,1)"
    counted = int(status != NOT_APPLICABLE)
    sheet.formula(THREATS.counts_row, letter, counts, counted, "helper")


def _write_category(sheet: Sheet, row: CategoryDiagnosis) -> None:
    first, last = THREATS.block(row.category)
    above = THREATS.category_row
    sheet.merged(first, above, last, above, row.category.sheet_name, "header_small")
    # Without a rate everything is either unanswered or not applicable.
    counted = row.rate.measures if row.rate else 0 if row.answered else row.total
    done = row.rate.halves / 2 if row.rate else 0.0
    total, count = cell(first, THREATS.sum_row), cell(first, THREATS.count_row)
    values = _in_row(row.category, THREATS.value_row)
    counts = _in_row(row.category, THREATS.counts_row)
    answers = _in_row(row.category, THREATS.answer_row)
    rate = f'IF(OR(COUNT({answers})=0,{count}=0),"",{total}/{count})'
    sheet.formula(THREATS.sum_row, first, f"SUM({values})", done, "helper_half")
    sheet.formula(THREATS.count_row, first, f"SUM({counts})", counted, "helper")
    sheet.formula(THREATS.rate_row, first, rate, exact_rate(row.rate), "helper_rate")


def _write_applies(sheet: Sheet, row: CategoryDiagnosis, record: Engagement) -> None:
    """⑦ and ⑧: whether anything of the category applies to the firm."""
    first, _ = THREATS.block(row.category)
    measures = load_catalogue().measures_of(row.category.category)
    given = [status for m in measures if (status := _status(record, m)) is not None]
    answers = _in_row(row.category, THREATS.answer_row)
    least = f'IF(COUNT({answers})=COLUMNS({answers}),MIN({answers}),"")'
    smallest = min(given) if len(given) == len(measures) else None
    applies = f"{cell(first, THREATS.least_row)}<>{NOT_APPLICABLE}"
    sheet.formula(THREATS.least_row, first, least, smallest, "helper")
    sheet.formula(THREATS.applies_row, first, applies, smallest != NOT_APPLICABLE, "helper")


def _in_row(category: Category, row: int) -> str:
    first, last = THREATS.block(category)
    return f"{cell(first, row)}:{cell(last, row)}"


def _write_relations(sheet: Sheet, position: int, threat: Threat, record: Engagement) -> None:
    row, product_row = THREATS.first_row + position, THREATS.product_row + position
    for measure in load_catalogue().measures:
        letter = measure.matrix_column
        bears = measure.no in threat.measures
        sheet.number(row, letter, 1 if bears else None, "helper")
        product = f"{cell(letter, row)}*{letter}${THREATS.value_row}"
        value = _value(_status(record, measure)) if bears else 0.0
        sheet.formula(product_row, letter, product, value, "helper_half")
