"""What the reports say, in order: the whole engagement, or one visit."""

from __future__ import annotations

from datetime import date

from data.fields import ENGAGEMENT_FIELDS, FIRM_FIELDS, SELF_CHECK_FIELDS, Field
from data.record import Engagement
from exports.report.answers import diagnosis_section, findings_section, self_check_section
from exports.report.changes import last_changes_section
from exports.report.cloud import cloud_section
from exports.report.document import Document, Section
from exports.report.plan import plan_section
from exports.report.risks import risk_section
from exports.report.source import day_words, source_of
from exports.report.summary_page import summary_section
from exports.report.to_find_out import to_find_out_section

TITLE = "情報セキュリティ診断 報告書"
NAMELESS = "（会社名は未記入）"
# What stands under the title, of the firm, the engagement and the self-check.
FACTS = (
    ("firm", FIRM_FIELDS, ("industry", "employees")),
    ("info", ENGAGEMENT_FIELDS, ("started", "expert", "theme")),
    ("self_check", SELF_CHECK_FIELDS, ("respondent",)),
)


def final_report(record: Engagement, today: date) -> Document:
    """Everything there is, beginning with one page for the owner."""
    source = source_of(record, today)
    sections: tuple[Section | None, ...] = (
        summary_section(source),
        self_check_section(source),
        risk_section(source),
        diagnosis_section(source),
        cloud_section(source),
        findings_section(source),
        to_find_out_section(source),
        plan_section(source),
        last_changes_section(source),
    )
    return document(TITLE, record, today, sections)


def document(
    title: str, record: Engagement, today: date, sections: tuple[Section | None, ...]
) -> Document:
    return Document(
        title,
        record.firm.name.strip() or NAMELESS,
        (("作成日", day_words(today)), *_facts(record)),
        tuple(filter(None, sections)),
    )


def _facts(record: Engagement) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for part, fields, keys in FACTS:
        entry = getattr(record, part)
        found += [(f.label, _shown(f, getattr(entry, f.key))) for f in fields if f.key in keys]
    return [(label, value) for label, value in found if value]


def _shown(field: Field, value: str | int | date | None) -> str:
    return day_words(value) if isinstance(value, date) else field.show(value)
