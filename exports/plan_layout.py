"""Where the plan stands in the リスク分析シート: three sheets that no official book has."""

from __future__ import annotations

from data.catalogue import load_catalogue
from data.fields import TREATMENT_OPTIONS
from data.planning import AVOID
from data.record import Engagement
from exports.layout import Column, Table, area, on
from exports.risk_layout import ID_FIELD, LEDGER, MEASURES, THREATS, measure_labels

TREATMENT_SHEET = "リスク対応計画"
PLAN_SHEET = "対策の計画"
PLANNED_THREATS_SHEET = "計画後の脅威の状況"
WORDS_ROW = 2
ATTENTION = Column("attention", "気をつけること", 16)


def _like(table: Table, key: str, width: float) -> Column:
    """A column that has the title it has in the other table."""
    title = next(column.title for column in table.columns if column.key == key)
    return Column(key, title, width)


TREATMENTS = Table(
    TREATMENT_SHEET,
    TREATMENT_SHEET,
    (
        Column(ID_FIELD.key, ID_FIELD.label, 8.5),
        # Not as the ledger's column is called: an import would take the sheet for another one.
        Column("name", "情報資産", 20),
        _like(LEDGER, "medium", 13),
        Column("risk", "今のリスク値", 4),
        Column("level", "", 9),
        Column("option", "対応", 7),
        Column("measures", "対策", 30),
        Column("residual", "残るリスク", 4),
        Column("residual_level", "", 9),
        Column("person", "担当", 13),
        Column("due", "期限", 11),
        Column("effort", "手間", 5.5),
        Column("reason", "理由", 32),
        Column("accepted_by", "承認した人", 10),
        ATTENTION,
        Column("position", "台帳の何番目か", 6),
    ),
    header_row=4,
    first_row=5,
)

PLAN = Table(
    PLAN_SHEET,
    PLAN_SHEET,
    (
        Column("number", "番号", 6),
        Column("label", "対策", 15),
        _like(MEASURES, "question", 50),
        Column("now", "今", 24),
        Column("planned", "予定", 18),
        Column("person", "担当", 14),
        Column("due", "期限", 11),
        Column("effort", "手間", 5.5),
        Column("note", "メモ", 36),
        Column("done", "実施した日", 11),
        ATTENTION,
    ),
    header_row=4,
    first_row=5,
)

# Rows, and the columns of the measures, are those of 脅威の状況.
PLANNED_THREATS = Table(
    PLANNED_THREATS_SHEET,
    PLANNED_THREATS_SHEET,
    (
        Column("medium", "媒体・保存先", 14),
        Column("threat", "想定される脅威", 56),
        Column("frequency", "発生頻度", 10),
        Column("status_now", "対策状況\n（今）", 13),
        Column("status", "対策状況\n（計画後）", 13),
        Column("likelihood_now", "被害発生可能性\n（今）", 13),
        Column("likelihood", "被害発生可能性\n（計画後）", 13),
        Column("medium_now", "保存先ごとの可能性\n（今）", 13),
        Column("medium_likelihood", "保存先ごとの可能性\n（計画後）", 13),
    ),
    header_row=THREATS.answer_row,
    first_row=THREATS.first_row,
)

# Only in a book of an engagement that plans something.
PLAN_TABLES = (TREATMENTS, PLAN, PLANNED_THREATS)
PLAN_SHEETS = tuple(table.sheet for table in PLAN_TABLES)

NOTHING_REMAINS = "なし"
AVOIDED = next(choice.label for choice in TREATMENT_OPTIONS if choice.key == AVOID)


def has_plan(record: Engagement) -> bool:
    """Whether there is anything that the three sheets would say."""
    return bool(record.plan or record.treatments)


def planned_labels() -> list[str]:
    """What a measure may be planned to be, as its drop-down shows it."""
    return measure_labels()[:2]


def planned_span(letter: str) -> str:
    """All threat rows of a column of 計画後の脅威の状況, as seen from another sheet."""
    return on(PLANNED_THREATS_SHEET, area(letter, THREATS.first_row, letter, THREATS.last_row))


def question_span(key: str) -> str:
    """All measures of a column of 対策状況チェック, by number."""
    return MEASURES.span(key, MEASURES.first_row + len(load_catalogue().measures) - 1)
