"""The fields of firm, engagement, self-check head, assets and cloud services.

Declared once: the file reader validates by them, the forms are built from them,
the ledger's columns follow their order. `Kind` knows what a value may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from data.catalogue import load_catalogue
from data.text import LARGEST_INTEGER, parse_count, parse_date

Value = str | int | bool | date | None


class Kind(Enum):
    """What a field holds."""

    TEXT = "text"
    COUNT = "count"
    DATE = "date"
    LEVEL = "level"
    FLAG = "flag"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `key` in the file, `label` as in the official sheets."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    hint: str = ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The closed list of a CHOICE field, in the order shown."""
        return _choices(self.key)

    @property
    def absent(self) -> Value:
        """The value that stands for "not entered"."""
        if self.kind is Kind.TEXT:
            return ""
        return False if self.kind is Kind.FLAG else None

    def check(self, value: Any) -> Value:
        """The value as read from the file, or ValueError saying what is expected."""
        if not _is_valid(self, value):
            raise ValueError(expectation(self))
        checked: Value = value
        return checked

    def parse(self, text: str) -> Value:
        """The value a person typed; blanks alone mean not entered; raises ValueError."""
        if not text.strip():
            return self.absent
        if self.kind is Kind.TEXT:
            return text
        if self.kind is Kind.DATE:
            return parse_date(text)
        return parse_count(text)

    def show(self, value: Value) -> str:
        """The value as a person reads it; empty when not entered."""
        if value is None or value is False:
            return ""
        if value is True:
            return "有"
        if self.kind is Kind.CHOICE:
            return next(c.label for c in self.choices if c.key == value)
        return str(value)


def _is_valid(field: Field, value: Any) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    match field.kind:
        case Kind.TEXT:
            return isinstance(value, str)
        case Kind.COUNT:
            return whole and 0 <= value <= LARGEST_INTEGER
        case Kind.LEVEL:
            return whole and 1 <= value <= 3
        case Kind.FLAG:
            return isinstance(value, bool)
        case Kind.DATE:
            return isinstance(value, date) and not isinstance(value, datetime)
        case Kind.CHOICE:
            return value in [choice.key for choice in field.choices]


def expectation(field: Field) -> str:
    """What the field accepts, as a sentence for the person who mends the file."""
    match field.kind:
        case Kind.TEXT:
            return '文字列を "" で囲んで書いてください'
        case Kind.COUNT:
            return "0以上の整数を書いてください（引用符なし）"
        case Kind.LEVEL:
            return "1・2・3 のどれかを書いてください（引用符なし）"
        case Kind.FLAG:
            return "true か false を書いてください（引用符なし）"
        case Kind.DATE:
            return "日付を 2026-11-20 の形で書いてください（引用符なし）"
        case Kind.CHOICE:
            keys = "・".join(f'"{choice.key}"' for choice in field.choices)
            return f"{keys} のどれかを書いてください"


THEMES = (
    Choice("rules", "規程の整備"),
    Choice("risk", "情報資産の洗い出しとリスク分析"),
    Choice("cloud", "クラウドサービスの安全利用"),
    Choice("incident", "インシデント対応"),
    Choice("education", "従業員教育"),
)


# What can be done about a risk.
TREATMENT_OPTIONS = (
    Choice("reduce", "低減"),
    Choice("retain", "保有"),
    Choice("avoid", "回避"),
    Choice("transfer", "移転"),
)
# 手間, from little to much; where nobody gave one it counts as the middle [ours].
EFFORTS = (1, 2, 3)
USUAL_EFFORT = 2
EFFORT_LABELS = {1: "小", 2: "中", 3: "大"}


def _choices(key: str) -> tuple[Choice, ...]:
    if key == "option":
        return TREATMENT_OPTIONS
    catalogue = load_catalogue()
    if key == "medium":
        return tuple(Choice(medium.key, medium.label) for medium in catalogue.media)
    if key == "status":
        return tuple(Choice(each.key, each.label) for each in catalogue.cloud_statuses)
    return THEMES


FIRM_FIELDS = (
    Field("name", "会社名"),
    Field("industry", "業種", hint="例：製造業"),
    Field("employees", "従業員数", Kind.COUNT, "例：25"),
)

ENGAGEMENT_FIELDS = (
    Field("started", "開始日", Kind.DATE, "例：2026-11-20"),
    Field("expert", "専門家・担当者", hint="聞き取りをする人"),
    Field("theme", "テーマ", Kind.CHOICE),
)

SELF_CHECK_FIELDS = (
    Field("edition", "自社診断の版"),
    Field("date", "診断日", Kind.DATE, "例：2026-11-20"),
    Field("respondent", "回答者", hint="例：総務部長"),
)

ASSET_FIELDS = (
    Field("business", "業務分類", hint="例：人事"),
    Field("name", "情報資産名称", hint="例：社員名簿"),
    Field("note", "備考", hint="例：社員基本情報"),
    Field("users", "利用者範囲", hint="例：人事部"),
    Field("owner", "管理部署", hint="例：人事部"),
    Field("medium", "媒体・保存先", Kind.CHOICE),
    Field("personal", "個人情報", Kind.FLAG),
    Field("sensitive_personal", "要配慮個人情報", Kind.FLAG),
    Field("my_number", "特定個人情報", Kind.FLAG),
    Field("confidentiality", "機密性", Kind.LEVEL),
    Field("integrity", "完全性", Kind.LEVEL),
    Field("availability", "可用性", Kind.LEVEL),
    Field("retention", "保存期限", hint="例：5年"),
    Field("registered", "登録日", Kind.DATE, "例：2026-11-20"),
)

FOLLOW_UP_FIELDS = (
    Field("marked", "しるし", Kind.FLAG),
    Field("person", "確かめる人", hint="例：総務の佐藤さん"),
    Field("due", "期限", Kind.DATE, "例：2026-12-04"),
)

CLOUD_SERVICE_FIELDS = (
    Field("name", "サービス名"),
    Field("department", "所管部署"),
    Field("summary", "サービスの概要"),
    Field("status", "ステータス", Kind.CHOICE),
    Field("starts", "利用開始日", Kind.DATE, "空欄＝未定"),
    Field("ends", "利用終了（予定）日", Kind.DATE, "空欄＝未定"),
    Field("created", "作成日", Kind.DATE, "例：2026-11-20"),
    Field("author", "記入担当者"),
)

NOTE = Field("note", "メモ")

_PERSON = Field("person", "担当", hint="例：総務の佐藤さん")
_DUE = Field("due", "期限", Kind.DATE, "例：2026-12-04")

PLAN_FIELDS = (_PERSON, _DUE, NOTE, Field("done", "実施した日", Kind.DATE, "例：2026-12-04"))

TREATMENT_FIELDS = (
    Field("option", "対応", Kind.CHOICE),
    _PERSON,
    _DUE,
    Field("reason", "理由", hint="保有には必ず書きます"),
    Field("accepted_by", "承認した人", hint="例：社長"),
)

PRIORITY_FIELDS = (
    Field("urgency", "緊急度", Kind.LEVEL),
    Field("importance", "重要度", Kind.LEVEL),
    Field("difficulty", "難易度", Kind.LEVEL),
    Field("reason", "そう評価した理由"),
    Field("exceptions", "例外"),
)

VISIT_FIELDS = (
    Field("date", "訪問日", Kind.DATE, "例：2026-11-20"),
    Field("agreed", "決めたこと"),
    NOTE,
)

HOMEWORK_FIELDS = (
    Field("text", "宿題", hint="例：社員名簿の保存先を調べる"),
    _PERSON,
    _DUE,
    Field("done", "終えた日", Kind.DATE, "例：2026-12-04"),
)

BASELINE_DATE = Field("date", "記録した日", Kind.DATE, "例：2026-11-20")
