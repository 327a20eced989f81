"""重要度定義: how to rate an asset, and how a risk value comes about."""

from __future__ import annotations

from collections.abc import Sequence

from data.catalogue import Criterion, load_catalogue
from data.ledger import TOP_IMPORTANCE
from data.risk import HIGH_FROM, LEVELS, MEDIUM_FROM, likelihood, risk_level, risk_value
from exports.risk_layout import (
    IMPORTANCE_LEVELS,
    IMPORTANCE_SHEET,
    LIKELIHOOD_LABELS,
    TREATMENTS,
    level_label,
)
from exports.styles import LEVEL_LOOKS
from exports.workbook import Book, Sheet

WIDTHS = {"A": 30, "B": 12, "C": 12, "D": 12, "E": 42, "F": 50}
SCALE = (3, 2, 1)


def write_importance(book: Book) -> None:
    sheet = book.sheet(IMPORTANCE_SHEET)
    sheet.widths(WIDTHS)
    sheet.text(1, "A", "重要度定義", "title")
    row = _write_criteria(sheet, 3)
    row = _write_rule(sheet, row + 1)
    row = _write_likelihoods(sheet, row + 1)
    row = _write_risks(sheet, row + 1)
    sheet.page("F", row - 1, pages=1)


def _heading(sheet: Sheet, row: int, text: str) -> None:
    for letter in WIDTHS:
        sheet.text(row, letter, text if letter == "A" else "", "heading")


def _write_criteria(sheet: Sheet, row: int) -> int:
    _heading(sheet, row, "評価値の付け方")
    sheet.text(row + 1, "A", "観点", "header")
    sheet.text(row + 1, "B", "評価値", "header")
    sheet.merged("C", row + 1, "E", row + 1, "めやす", "header")
    sheet.text(row + 1, "F", "たとえば", "header")
    row += 2
    for criterion in load_catalogue().criteria:
        row = _write_criterion(sheet, row, criterion)
    return row


def _write_criterion(sheet: Sheet, row: int, criterion: Criterion) -> int:
    last = row + len(criterion.levels) - 1
    sheet.merged("A", row, "A", last, f"{criterion.label}\n{criterion.question}", "fixed_bold")
    for position, level in enumerate(criterion.levels):
        examples = "\n".join(f"・{example}" for example in level.examples)
        sheet.number(row + position, "B", level.level, "fixed_middle")
        sheet.merged("C", row + position, "E", row + position, level.meaning, "fixed")
        sheet.text(row + position, "F", examples, "fixed")
    return last + 1


def _write_rule(sheet: Sheet, row: int) -> int:
    _heading(sheet, row, "重要度の決まり方")
    rules = [
        (f"3つの評価値のうち、いちばん大きい数が{level}です", level) for level in IMPORTANCE_LEVELS
    ]
    kinds = "・".join(kind.label for kind in load_catalogue().personal_kinds)
    rules.append((f"{kinds}のどれかが「有」です", TOP_IMPORTANCE))
    sheet.merged("A", row + 1, "E", row + 1, "評価値と個人情報", "header")
    sheet.text(row + 1, "F", "重要度", "header")
    for position, (rule, level) in enumerate(rules, row + 2):
        sheet.merged("A", position, "E", position, rule, "fixed")
        sheet.number(position, "F", level, "fixed_middle")
    return row + 2 + len(rules)


def _table(sheet: Sheet, row: int, corner: str, side: str, cells: Sequence[Sequence[str]]) -> int:
    """A 3 × 3 table with the scale 3, 2, 1 on both sides."""
    sheet.text(row, "A", corner, "header")
    for letter, level in zip("BCD", SCALE, strict=True):
        sheet.number(row, letter, level, "header")
    for level, texts in zip(SCALE, cells, strict=True):
        row += 1
        sheet.text(row, "A", f"{side} {level}", "header")
        for letter, text in zip("BCD", texts, strict=True):
            sheet.text(row, letter, text, "fixed_middle")
    return row + 1


def _write_likelihoods(sheet: Sheet, row: int) -> int:
    _heading(sheet, row, "被害発生可能性の決まり方")
    known = [[likelihood(frequency, status) or 0 for status in SCALE] for frequency in SCALE]
    rule = "脅威の発生頻度 ÷（4 － 脆弱性）。小数は切り上げます。"
    labels = "、".join(f"{level}は「{label}」" for level, label in LIKELIHOOD_LABELS.items())
    sheet.merged("E", row + 1, "F", row + 4, f"{rule}\n{labels}です。", "words")
    texts = [[str(value) for value in line] for line in known]
    return _table(sheet, row + 1, "発生頻度 ＼ 脆弱性", "発生頻度", texts)


def _write_risks(sheet: Sheet, row: int) -> int:
    _heading(sheet, row, "リスク値の決まり方")
    words = "\n".join(f"{level_label(level)}：{TREATMENTS[level]}" for level in LEVELS)
    rule = f"重要度 × 被害発生可能性。{HIGH_FROM}以上が大、{MEDIUM_FROM}が中、3以下が小です。"
    sheet.merged("E", row + 1, "F", row + 4, f"{rule}\n{words}", "words")
    end = _table(sheet, row + 1, "重要度 ＼ 被害発生可能性", "重要度", _risk_texts())
    for level in LEVELS:
        rule = f'RIGHT(B{row + 2},1)="{level_label(level)[-1]}"'
        sheet.colour("B", row + 2, "D", end - 1, rule, LEVEL_LOOKS[level])
    return end


def _risk_texts() -> list[list[str]]:
    values = [[risk_value(importance, chance) for chance in SCALE] for importance in SCALE]
    return [[_risk_text(value) for value in line] for line in values]


def _risk_text(value: int | None) -> str:
    level = risk_level(value)
    return f"{value} {level_label(level)}" if level else ""
