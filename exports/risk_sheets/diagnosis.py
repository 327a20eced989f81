"""診断結果: need, rate and action per category, and the counts of the ledger."""

from __future__ import annotations

from data.catalogue import Category
from data.diagnosis import (
    ACTION_LABELS,
    ALWAYS_NEEDED,
    MY_NUMBER_CATEGORY,
    NEEDED_IF_ON_MEDIUM,
    NEEDED_IF_OUTSOURCED,
    TELEWORK_TITLE,
    CategoryDiagnosis,
)
from data.result import Result
from exports.layout import area, cell, on
from exports.risk_layout import (
    DIAGNOSIS,
    DIAGNOSIS_SHEET,
    LEDGER,
    THREATS,
    THREATS_SHEET,
)
from exports.risk_sheets.counts import count_cells, write_counts
from exports.risk_sheets.threat_matrix import exact_rate
from exports.workbook import Book, Sheet

WIDTHS = {
    "A": 5, "B": 14, "C": 30, "D": 17, "E": 19, "F": 58, "G": 8, "H": 8, "I": 8, "J": 3,
    "K": 16, "L": 8,
}  # fmt: skip
HEADERS = {
    DIAGNOSIS.need: "情報セキュリティ関連\n規程策定の必要性",
    DIAGNOSIS.rate: "対策状況チェック\nの診断結果\n（対策の実施率）",
    DIAGNOSIS.action: "対策検討・実施の要否",
}
HELPERS = {
    DIAGNOSIS.applies: "あてはまる",
    DIAGNOSIS.unanswered: "無回答",
    DIAGNOSIS.rate_copy: "実施率",
}
LEGEND = (
    "◎ 該当する規程類がないのであれば必要",
    "〇 該当する情報資産があるので必要",
    "△ システム開発・重要情報の取扱いの委託がある場合は必要",
    "－ 該当する情報資産がないので不要",
)
TELEWORK_NOTE = (
    "テレワークを問う項目が対策状況チェックにないため、実施率は出しません。"
    "規程は付録5で用意します。"
)
CHART_NAME, CHART_RATE = "K", "L"
CHART_SIZE = (530, 400)
ROW_HEIGHT = 26.0


def write_diagnosis(book: Book, result: Result, end: int) -> None:
    """`end` is the ledger's last row with formulas."""
    sheet = book.sheet(DIAGNOSIS_SHEET)
    sheet.widths(WIDTHS)
    sheet.text(1, "A", DIAGNOSIS_SHEET, "title")
    _write_headers(sheet)
    for row in result.diagnosis:
        _write_category(sheet, row, end)
    _write_telework(sheet)
    last = write_counts(sheet, result, end)
    _write_chart(sheet, result)
    _write_legend(sheet, DIAGNOSIS.legend_row)
    sheet.freeze(DIAGNOSIS.first_row)
    sheet.page(DIAGNOSIS.action, last)
    sheet.break_before(DIAGNOSIS.counts_row - 1)


def _write_headers(sheet: Sheet) -> None:
    row = DIAGNOSIS.header_row
    title = "情報セキュリティ対策の種類\n（付録5 情報セキュリティ関連規程名称）"
    sheet.height(row, 48)
    sheet.merged(DIAGNOSIS.no, row, DIAGNOSIS.name_end, row, title, "header")
    for letter, title in HEADERS.items():
        sheet.text(row, letter, title, "header")
    for letter, title in HELPERS.items():
        sheet.text(row, letter, title, "helper")


def _name(sheet: Sheet, row: int, no: int, name: str) -> None:
    if no != DIAGNOSIS.telework_no:
        sheet.height(row, ROW_HEIGHT)
    sheet.number(row, DIAGNOSIS.no, no, "fixed_middle")
    sheet.merged(DIAGNOSIS.name, row, DIAGNOSIS.name_end, row, name, "fixed")


def _write_category(sheet: Sheet, diagnosis: CategoryDiagnosis, end: int) -> None:
    category = diagnosis.category
    row = DIAGNOSIS.row_of(category)
    _name(sheet, row, row - DIAGNOSIS.first_row + 1, category.name)
    formula = _need(category, end)
    if formula:
        sheet.formula(row, DIAGNOSIS.need, formula, diagnosis.need, "auto_middle")
    else:
        sheet.text(row, DIAGNOSIS.need, diagnosis.need, "auto_middle")
    _write_helpers(sheet, row, diagnosis)
    rate = exact_rate(diagnosis.rate)
    copied = cell(DIAGNOSIS.rate_copy, row)
    sheet.formula(row, DIAGNOSIS.rate, copied, rate, "auto_rate")
    label = ACTION_LABELS[diagnosis.action] if diagnosis.action else None
    sheet.formula(row, DIAGNOSIS.action, _action(row, category), label, "auto")


def _need(category: Category, end: int) -> str:
    """The formula that switches － to 〇; empty where the need is fixed."""
    number = category.category
    if number in ALWAYS_NEEDED or number in NEEDED_IF_OUTSOURCED:
        return ""
    cells = count_cells()
    if number == MY_NUMBER_CATEGORY:
        found = f"{cells['my_number']}>0"
    elif media := NEEDED_IF_ON_MEDIUM.get(number):
        found = f"SUM({','.join(cells[medium] for medium in media)})>0"
    else:
        found = f"{_entered(end)}>0"
    return f'IF({found},"〇","－")'


def _entered(end: int) -> str:
    """How many cells of the ledger a person has filled in: any asset at all."""
    first = LEDGER.first_row
    typed = (("business", "availability"), ("retention", "registered"), ("id", "id"))
    areas = [area(LEDGER.letter(a), first, LEDGER.letter(z), end) for a, z in typed]
    return "COUNTA(" + ",".join(on(LEDGER.sheet, each) for each in areas) + ")"


def _write_helpers(sheet: Sheet, row: int, diagnosis: CategoryDiagnosis) -> None:
    first, last = THREATS.block(diagnosis.category)
    answers = on(THREATS_SHEET, area(first, THREATS.answer_row, last, THREATS.answer_row))
    applies = on(THREATS_SHEET, cell(first, THREATS.applies_row))
    rate = on(THREATS_SHEET, cell(first, THREATS.rate_row))
    # All answered, nothing left to rate: every answer is 4.
    all_excluded = diagnosis.answered == diagnosis.total and diagnosis.rate is None
    unanswered = diagnosis.answered == 0
    sheet.formula(row, DIAGNOSIS.applies, applies, not all_excluded, "helper")
    sheet.formula(row, DIAGNOSIS.unanswered, f"COUNT({answers})=0", unanswered, "helper")
    sheet.formula(row, DIAGNOSIS.rate_copy, rate, exact_rate(diagnosis.rate), "helper_rate")


def _action(row: int, category: Category) -> str:
    first, _ = THREATS.block(category)
    done = on(THREATS_SHEET, cell(first, THREATS.sum_row))
    counted = on(THREATS_SHEET, cell(first, THREATS.count_row))
    need, applies = cell(DIAGNOSIS.need, row), cell(DIAGNOSIS.applies, row)
    texts = {key: f'"{label}"' for key, label in ACTION_LABELS.items()}
    return (
        f'IF(OR({need}="－",NOT({applies})),{texts["none"]},'
        f'IF({cell(DIAGNOSIS.unanswered, row)},"",'
        f"IF({done}={counted},{texts['maintain']},{texts['improve']})))"
    )


def _write_telework(sheet: Sheet) -> None:
    row = DIAGNOSIS.telework_row
    _name(sheet, row, DIAGNOSIS.telework_no, TELEWORK_TITLE)
    sheet.text(row, DIAGNOSIS.need, "◎", "auto_middle")
    sheet.text(row, DIAGNOSIS.rate, "", "auto_rate")
    sheet.text(row, DIAGNOSIS.action, TELEWORK_NOTE, "auto")


def _write_chart(sheet: Sheet, result: Result) -> None:
    """The rates side by side; telework has none and stays out."""
    first = DIAGNOSIS.first_row
    sheet.text(first - 1, CHART_NAME, "グラフの元", "helper")
    sheet.text(first - 1, CHART_RATE, "実施率", "helper")
    for position, row in enumerate(result.diagnosis):
        source = cell(DIAGNOSIS.rate, DIAGNOSIS.row_of(row.category))
        sheet.text(first + position, CHART_NAME, row.category.short_name, "helper_text")
        rate = exact_rate(row.rate)
        sheet.formula(first + position, CHART_RATE, source, rate, "helper_rate")
    end = first + len(result.diagnosis) - 1
    names = on(DIAGNOSIS_SHEET, area(CHART_NAME, first, CHART_NAME, end))
    rates = on(DIAGNOSIS_SHEET, area(CHART_RATE, first, CHART_RATE, end))
    chart = sheet.book.bar_chart("対策の実施率", names, rates)
    sheet.chart(DIAGNOSIS.counts_row, "E", chart, CHART_SIZE)


def _write_legend(sheet: Sheet, row: int) -> None:
    sheet.text(row, "A", "＜凡例＞", "plain")
    for position, line in enumerate(LEGEND, row + 1):
        sheet.text(position, "A", line, "plain")
