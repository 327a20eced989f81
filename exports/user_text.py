"""What the user typed, made storable in a workbook without changing what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from data.catalogue import load_catalogue
from data.comparison import row_name
from data.fields import (
    ASSET_FIELDS,
    CLOUD_SERVICE_FIELDS,
    ENGAGEMENT_FIELDS,
    FIRM_FIELDS,
    PLAN_FIELDS,
    SELF_CHECK_FIELDS,
    TREATMENT_FIELDS,
    Field,
    Kind,
)
from data.record import (
    CloudService,
    Engagement,
    MeasureAnswer,
    SelfCheckAnswer,
    ThreatRating,
)
from exports.cloud_layout import ID_FIELD as SERVICE_ID
from exports.risk_layout import ID_FIELD as ASSET_ID

# Excel's limit for the text of one cell, in UTF-16 units.
CELL_LIMIT = 32_767
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_NO_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_ESCAPE_ALIKE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
_SHARED_MARK = re.compile(r"_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_")
ERROR_TEXTS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def storable(text: str) -> str:
    r"""`text` without what XML forbids, at most `CELL_LIMIT` UTF-16 units long.

    Control characters become their visible pictures (␀ for NUL), line ends \n.
    """
    shown = _CONTROL.sub(lambda found: chr(0x2400 + ord(found[0])), _with_lines(text))
    return _limited(_NO_XML.sub("\ufffd", shown))


def _with_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def utf16_length(text: str) -> int:
    """The length as Excel counts it."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _limited(text: str) -> str:
    if len(text) * 2 <= CELL_LIMIT or utf16_length(text) <= CELL_LIMIT:
        return text
    return text.encode("utf-16-le")[: 2 * CELL_LIMIT].decode("utf-16-le", errors="ignore")


def as_cell_text(text: str) -> str:
    """`storable` text in the form XlsxWriter's `write_string` keeps as it is."""
    shown = storable(text)
    # XlsxWriter takes this for ready XML, and would copy it unescaped.
    seems_ready = shown.startswith("<r>") and shown.endswith("</r>")
    # Of two things alike to an escape that share a _ it escapes the first only.
    if not seems_ready and not _SHARED_MARK.search(shown):
        return shown
    fragment = _ready(shown)
    if utf16_length(fragment) <= CELL_LIMIT:
        return fragment
    if not seems_ready:
        return shown
    return (shown if utf16_length(shown) < CELL_LIMIT else shown[:-1]) + " "


def _ready(text: str) -> str:
    """The text as ready XML, in which XlsxWriter finds nothing more to escape."""
    marked = escape(_escaped(text), quote=False).replace("_", "&#95;")
    return f'<r><t xml:space="preserve">{marked}</t></r>'


def _escaped(text: str) -> str:
    return _ESCAPE_ALIKE.sub("_x005F_", text)


def as_cached_text(text: str) -> str:
    """`storable` text as a formula's cached value; empty where a reader would take it amiss."""
    if text in ERROR_TEXTS:
        return ""
    return _escaped(text)


# --- What a cell cannot hold as it was typed --------------------------------


def not_as_typed(record: Engagement) -> tuple[str, ...]:
    """A sentence for each text that a cell holds in part only, or with other signs; and where."""
    return tuple(
        f"{place}：{told}" for place, text in _changed_texts(record) for told in _changes(text)
    )


def _changes(text: str) -> Iterator[str]:
    if _is_long(text):
        yield (
            f"{_length(text):,}文字。Excelの1つのセルに入る{CELL_LIMIT:,}文字までを書き出しました"
        )
    if count := _unusable(text):
        yield f"Excelで使えない文字が{count:,}個。見える記号に替えて書き出しました"


def _unusable(text: str) -> int:
    """How many signs another one stands for."""
    # Of nearly all texts this says enough, and quickly.
    if text.isprintable():
        return 0
    plain = _with_lines(text)
    return len(_CONTROL.findall(plain)) + len(_NO_XML.findall(plain))


def _is_changed(text: str) -> bool:
    return _is_long(text) or _unusable(text) > 0


def _changed_texts(record: Engagement) -> Iterator[tuple[str, str]]:
    """Place and text, in the order of the interview."""
    yield from _changed_fields(record.firm, FIRM_FIELDS, "")
    yield from _changed_fields(record.info, ENGAGEMENT_FIELDS, "")
    yield from _changed_fields(record.self_check, SELF_CHECK_FIELDS, "")
    yield from _changed_notes(record.self_check.items, "自社診断")
    for asset in record.assets:
        yield from _changed_fields(asset, (ASSET_ID, *ASSET_FIELDS), "情報資産 ")
    yield from _changed_notes(record.threats, "脅威")
    yield from _changed_notes(record.measures, "対策")
    for service in record.cloud_services:
        yield from _changed_fields(service, (SERVICE_ID, *CLOUD_SERVICE_FIELDS), "クラウド ")
        yield from _changed_service_notes(service)
    yield from _changed_plan(record)


def _changed_plan(record: Engagement) -> Iterator[tuple[str, str]]:
    for no, planned in record.plan.items():
        yield from _changed_in(planned, PLAN_FIELDS, f"対策 {no} の計画の")
    for asset in record.assets:
        if treatment := record.treatments.get(asset.id):
            place = f"情報資産 {row_name(asset)}のリスク対応の"
            yield from _changed_in(treatment, TREATMENT_FIELDS, place)


def _changed_in(entry: Any, fields: tuple[Field, ...], place: str) -> Iterator[tuple[str, str]]:
    for field in fields:
        if field.kind is Kind.TEXT and _is_changed(text := getattr(entry, field.key)):
            yield f"{place}{field.label}", text


def _changed_fields(entry: Any, fields: tuple[Field, ...], kind: str) -> Iterator[tuple[str, str]]:
    """Only what is changed gets a name: a ledger may have thousands of rows."""
    for field in fields:
        if field.kind is Kind.TEXT and _is_changed(text := getattr(entry, field.key)):
            yield f"{kind}{row_name(entry)}の{field.label}" if kind else field.label, text


def _changed_notes(
    answers: Mapping[int, SelfCheckAnswer | MeasureAnswer] | Mapping[str, ThreatRating], title: str
) -> Iterator[tuple[str, str]]:
    for key, answer in answers.items():
        if _is_changed(answer.note):
            yield f"{title} {key} のメモ", answer.note


def _changed_service_notes(service: CloudService) -> Iterator[tuple[str, str]]:
    for item in load_catalogue().cloud_items:
        if _is_changed(note := service.notes.get(item.key, "")):
            yield f"クラウド {row_name(service)}の{item.title}のメモ", note


def _is_long(text: str) -> bool:
    return len(text) * 2 > CELL_LIMIT and _length(text) > CELL_LIMIT


def _length(text: str) -> int:
    """As Excel counts; a line end is one sign there."""
    return utf16_length(text.replace("\r\n", "\n"))
