"""対策状況チェック: the 55 questions, the answers as chosen, the notes."""

from __future__ import annotations

from data.catalogue import Measure, load_catalogue
from data.record import Engagement, MeasureAnswer
from exports.layout import written_list
from exports.risk_layout import MEASURES, measure_labels, measure_row
from exports.workbook import Book, Sheet, write_headers


def write_measures(book: Book, record: Engagement) -> None:
    sheet = book.sheet(MEASURES.sheet)
    sheet.text(1, "A", MEASURES.title, "title")
    write_headers(sheet, MEASURES, {"number": "header_auto"})
    measures = load_catalogue().measures
    for measure in measures:
        _write_measure(sheet, measure, record.measures.get(measure.no, MeasureAnswer()))
    _write_categories(sheet)
    end = measure_row(measures[-1])
    labels = written_list(measure_labels())
    status = MEASURES.letter("status")
    sheet.choice(status, MEASURES.first_row, end, labels, "1から4のどれかを選びます")
    sheet.freeze(MEASURES.first_row)
    sheet.page(MEASURES.last_letter, end, (1, MEASURES.header_row))


def _write_measure(sheet: Sheet, measure: Measure, answer: MeasureAnswer) -> None:
    row = measure_row(measure)
    numbers = ",".join(f'"{each.status}"' for each in load_catalogue().measure_options)
    chosen = f"LEFT({MEASURES.cell('status', row)},1)"
    formula = f'IFERROR(MATCH({chosen},{{{numbers}}},0),"")'
    label = measure_labels()[answer.status - 1] if answer.status else ""
    question = f"{measure.no}. {measure.question}"
    sheet.text(row, MEASURES.letter("question"), question, "fixed")
    sheet.formula(row, MEASURES.letter("number"), formula, answer.status, "auto_middle")
    sheet.text(row, MEASURES.letter("status"), label, "entry")
    sheet.text(row, MEASURES.letter("note"), answer.note, "entry")


def _write_categories(sheet: Sheet) -> None:
    letter = MEASURES.letter("category")
    for category in load_catalogue().categories:
        measures = load_catalogue().measures_of(category.category)
        rows = measure_row(measures[0]), measure_row(measures[-1])
        title = f"{category.category} {category.name}"
        sheet.merged(letter, rows[0], letter, rows[1], title, "fixed_bold")
