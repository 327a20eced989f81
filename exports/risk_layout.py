"""Where everything stands in the リスク分析シート: the official sheets, rows and columns."""

from __future__ import annotations

from dataclasses import dataclass

from data.catalogue import Category, Measure, Medium, load_catalogue
from data.fields import ASSET_FIELDS, Field
from data.ledger import TOP_IMPORTANCE
from data.risk import LEVEL_LABELS, RiskLevel
from data.then_and_now_text import TITLE as COMPARISON_TITLE
from exports.layout import (
    Column,
    Table,
    area,
    cell,
    column_letter,
    column_number,
    numbered,
    on,
)

TITLE = "リスク分析シート"
GUIDE_SHEET = "利用方法"
IMPORTANCE_SHEET = "重要度定義"
EXAMPLE_SHEET = "台帳記入例"
LEDGER_SHEET = "情報資産管理台帳"
THREATS_SHEET = "脅威の状況"
MEASURES_SHEET = "対策状況チェック"
DIAGNOSIS_SHEET = "診断結果"
# Only in a book of an engagement in which a visit kept the record.
COMPARISON_SHEET = "前回比較"

SPARE_ROWS = 200
ID_FIELD = Field("id", "資産番号")

_PERSONAL = "個人情報の種類"
_LEVELS = "評価値"
_RISK = "現状から想定されるリスク（入力不要・自動表示）"
_GROUPS = {
    "personal": _PERSONAL,
    "sensitive_personal": _PERSONAL,
    "my_number": _PERSONAL,
    "confidentiality": _LEVELS,
    "integrity": _LEVELS,
    "availability": _LEVELS,
}
_WIDTHS = {
    "business": 8,
    "name": 17,
    "note": 20,
    "users": 10,
    "owner": 8,
    "medium": 12,
    "personal": 5,
    "sensitive_personal": 6.5,
    "my_number": 5,
    "confidentiality": 4,
    "integrity": 4,
    "availability": 4,
    "retention": 9,
    "registered": 10.5,
}
_ENTERED = {
    field.key: Column(field.key, field.label, _WIDTHS[field.key], _GROUPS.get(field.key, ""))
    for field in ASSET_FIELDS
}
_BEFORE_IMPORTANCE = tuple(_ENTERED.values())[:-2]
_AFTER_IMPORTANCE = tuple(_ENTERED.values())[-2:]

LEDGER_COLUMNS = (
    *_BEFORE_IMPORTANCE,
    Column("importance", "重要度", 5.5),
    *_AFTER_IMPORTANCE,
    Column("threat", "脅威の発生頻度 ※「脅威の状況」シートに入力すると表示", 19, _RISK),
    Column("vulnerability", "脆弱性 ※「対策状況チェック」シートに入力すると表示", 15, _RISK),
    Column("likelihood", "被害発生可能性", 3.5, _RISK),
    Column("likelihood_label", "", 9.5, _RISK),
    Column("risk", "リスク値", 3.5, _RISK),
    Column("level", "", 8, _RISK),
    Column("treatment", "対策", 20, _RISK),
    Column("deciding_threat", "決め手の脅威", 22),
    Column(ID_FIELD.key, ID_FIELD.label, 8.5),
)
LEDGER = Table(LEDGER_SHEET, LEDGER_SHEET, LEDGER_COLUMNS, header_row=3, first_row=4)
EXAMPLE = Table(EXAMPLE_SHEET, EXAMPLE_SHEET, LEDGER_COLUMNS[:-2], header_row=3, first_row=4)

MEASURES = Table(
    MEASURES_SHEET,
    "対策状況チェックシート",
    (
        Column("category", "情報セキュリティ対策の種類", 24),
        Column("question", "情報セキュリティ診断項目", 74),
        Column("number", "番号", 6),
        Column("status", "実施状況", 27),
        Column("note", "メモ", 44),
    ),
    header_row=2,
    first_row=3,
)

COMPARISON = Table(
    COMPARISON_SHEET,
    COMPARISON_TITLE,
    (
        Column("section", "分類", 24),
        Column("name", "項目", 44),
        Column("then", "前", 40),
        Column("now", "今", 40),
        Column("moved", "動き", 10),
    ),
    header_row=4,
    first_row=5,
)

LIKELIHOOD_LABELS = {1: "可能性：低", 2: "可能性：中", 3: "可能性：高"}
TREATMENTS: dict[RiskLevel, str] = {
    "high": "まず対策を決める",
    "medium": "計画に入れて進める",
    "low": "今の対策を続ける",
}


def level_label(level: RiskLevel) -> str:
    """`リスク大`, `リスク中` or `リスク小`."""
    return f"リスク{LEVEL_LABELS[level]}"


def frequency_labels() -> list[str]:
    return [numbered(each.frequency, each.label) for each in load_catalogue().frequencies]


def status_labels() -> list[str]:
    return [numbered(each.status, each.label) for each in load_catalogue().threat_statuses]


def measure_labels() -> list[str]:
    return [numbered(each.status, each.label) for each in load_catalogue().measure_options]


def measure_row(measure: Measure) -> int:
    """The row of a measure in 対策状況チェック."""
    return MEASURES.first_row + measure.no - 1


@dataclass(frozen=True, slots=True)
class ThreatSheet:
    """脅威の状況: rows ①…⑩ and the helper columns of the official sheet."""

    category_row: int = 2
    label_row: int = 3
    answer_row: int = 4
    first_row: int = 5
    value_row: int = 28
    sum_row: int = 29
    counts_row: int = 30
    count_row: int = 31
    rate_row: int = 32
    least_row: int = 33
    applies_row: int = 34
    product_row: int = 36
    frequency_list_row: int = 29
    status_list_row: int = 33

    medium: str = "A"
    title: str = "B"
    frequency: str = "C"
    status: str = "D"
    note: str = "E"
    frequency_number: str = "F"
    medium_frequency: str = "G"
    status_number: str = "I"
    medium_status: str = "J"
    likelihood: str = "L"
    medium_likelihood: str = "M"
    implementation: str = "N"
    rank: str = "BS"
    medium_deciding: str = "BT"

    @property
    def last_row(self) -> int:
        return self.first_row + len(load_catalogue().threats) - 1

    @property
    def matrix(self) -> tuple[str, str]:
        """First and last column of the relation matrix."""
        columns = [column_number(each.matrix_column) for each in load_catalogue().measures]
        return column_letter(min(columns)), column_letter(max(columns))

    def block(self, category: Category) -> tuple[str, str]:
        """First and last column of a category; by the catalogue, never by position."""
        return (
            category.matrix_column,
            load_catalogue().measures_of(category.category)[-1].matrix_column,
        )

    def rows_of(self, medium: Medium) -> tuple[int, int]:
        """First and last row of a medium's threats."""
        threats = load_catalogue().threats
        rows = [self.first_row + i for i, each in enumerate(threats) if each.medium == medium.key]
        return rows[0], rows[-1]

    def column(self, letter: str) -> str:
        """All threat rows of a column, fixed, as seen from another sheet."""
        return on(THREATS_SHEET, area(letter, self.first_row, letter, self.last_row))

    def frequency_cells(self) -> list[str]:
        return self._list_cells(self.frequency_list_row, len(load_catalogue().frequencies))

    def status_cells(self) -> list[str]:
        return self._list_cells(self.status_list_row, len(load_catalogue().threat_statuses))

    def _list_cells(self, first: int, count: int) -> list[str]:
        return [cell(self.frequency, first + i, fixed=True) for i in range(count)]

    def list_area(self, cells: list[str]) -> str:
        return f"{cells[0]}:{cells[-1]}"


THREATS = ThreatSheet()


@dataclass(frozen=True, slots=True)
class DiagnosisSheet:
    """診断結果: categories with need, rate and action, then the counts."""

    header_row: int = 3
    first_row: int = 4
    telework_no: int = 11
    counts_row: int = 24
    legend_row: int = 17

    no: str = "A"
    name: str = "B"
    name_end: str = "C"
    need: str = "D"
    rate: str = "E"
    action: str = "F"
    applies: str = "G"
    unanswered: str = "H"
    rate_copy: str = "I"
    count: str = "D"

    def row_of(self, category: Category) -> int:
        """My-number stands one row below its number: telework has the official row 11."""
        shift = category.category >= self.telework_no
        return self.first_row + category.category - 1 + shift

    @property
    def telework_row(self) -> int:
        return self.first_row + self.telework_no - 1


DIAGNOSIS = DiagnosisSheet()
IMPORTANCE_LEVELS = tuple(range(TOP_IMPORTANCE, 0, -1))
