"""What the reports say, in order: the whole engagement, or one visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data.fields import ENGAGEMENT_FIELDS, FIRM_FIELDS, SELF_CHECK_FIELDS, Field
from data.place_names import is_there
from data.record import Engagement
from data.result_text import firm_name
from data.then_and_now import compare
from data.visits import visit_of, visit_title
from exports.report.agenda import agenda_section, next_section
from exports.report.answers import diagnosis_section, findings_section, self_check_section
from exports.report.changes import changes_section, last_changes_section
from exports.report.cloud import cloud_section
from exports.report.document import Document, Section
from exports.report.plan import plan_section
from exports.report.priorities import priority_section
from exports.report.risks import risk_section
from exports.report.source import Source, day_words, source_of
from exports.report.summary_page import owner_section, summary_section
from exports.report.to_find_out import to_find_out_section
from exports.report.visit_notes import (
    agreed_at,
    agreed_section,
    dated_visit,
    earlier_homework,
    homework_of_visit,
    homework_section,
)

TITLE = "情報セキュリティ診断 報告書"
VISIT_TITLE = "訪問報告書"
# What stands under the title, of the firm, the engagement and the self-check.
FACTS = (
    ("firm", FIRM_FIELDS, ("industry", "employees")),
    ("info", ENGAGEMENT_FIELDS, ("started", "expert", "theme")),
    ("self_check", SELF_CHECK_FIELDS, ("respondent",)),
)
Sections = tuple[Section | None, ...]


def final_report(record: Engagement, today: date) -> Document:
    """Everything there is, beginning with one page for the owner."""
    source = source_of(record, today)
    sections = (
        owner_section(source),
        self_check_section(source),
        risk_section(source),
        diagnosis_section(source),
        cloud_section(source),
        findings_section(source),
        priority_section(source),
        to_find_out_section(source),
        plan_section(source),
        agreed_section(source),
        homework_section(source),
        last_changes_section(source),
    )
    return _document(TITLE, source, (), sections)


def visit_report(record: Engagement, visit: int, today: date) -> Document:
    """One visit: what was agreed and given as homework, and how things stood at its end."""
    source = source_of(record, today)
    at_its_end = source_of(state_after(record, visit), today)
    sections = (
        summary_section(at_its_end),
        agreed_at(source, visit),
        homework_of_visit(source, visit),
        earlier_homework(source, visit),
        to_find_out_section(at_its_end),
        next_section(source, visit),
        agenda_section(*_before(record, visit, today), visit),
        _changes_at(source, visit),
    )
    facts = (("訪問", dated_visit(record, visit)),)
    return _document(f"{visit_title(visit)} {VISIT_TITLE}", source, facts, sections)


def state_after(record: Engagement, visit: int) -> Engagement:
    """The answers as they stood at the end of a visit; the present ones while it is open."""
    kept = record.baselines.get(visit)
    if kept is None:
        return record
    then = kept.record
    follow_ups = {at: each for at, each in record.follow_ups.items() if is_there(then, at)}
    return replace(
        record,
        follow_ups=follow_ups,
        self_check=then.self_check,
        assets=then.assets,
        threats=then.threats,
        measures=then.measures,
        cloud_services=then.cloud_services,
    )


def _before(record: Engagement, visit: int, today: date) -> tuple[Engagement, date]:
    """The record as the visit found it, and the day of the visit."""
    earlier = {no: kept for no, kept in record.baselines.items() if no < visit}
    day = visit_of(record, visit).date or today
    if visit not in record.baselines or not earlier:
        return record, min(day, today)
    return replace(state_after(record, max(earlier)), baselines=earlier), day


def _changes_at(source: Source, visit: int) -> Section | None:
    """Between the end of the visit before and the end of this one."""
    record = source.record
    before = max((each for each in record.baselines if each < visit), default=None)
    if before is None:
        return None
    now = state_after(record, visit)
    compared = compare(record.baselines[before].record, now, of_one_file=True)
    return changes_section(compared, f"{visit_title(before)}から変わったこと")


def _document(
    title: str, source: Source, facts: tuple[tuple[str, str], ...], sections: Sections
) -> Document:
    made = ("作成日", day_words(source.today))
    return Document(
        title,
        firm_name(source.record.firm),
        (*facts, made, *_facts(source.record)),
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
