"""A record written into the three workbooks and read back is the same record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pytest
from hypothesis import assume, given, settings

from data.comparison import merge
from data.record import (
    Asset,
    CloudService,
    Engagement,
    EngagementInfo,
    Firm,
    MeasureAnswer,
    SelfCheck,
    SelfCheckAnswer,
    ThreatRating,
)
from data.visit_edits import state_of
from exports.book_import import BookImport, read_books
from exports.books import BOOKS, write_books
from exports.cloud_layout import CHECK, CHECK_SHEET
from exports.layout import column_number
from exports.user_text import CELL_LIMIT, storable
from exports.workbook_reader import read_workbook
from tests.exports.records import TODAY, all_records, sample
from tests.strategies import answered_engagements

Row = TypeVar("Row", Asset, CloudService)

TEXTS = (
    *("一行目\n二行目\n", "\n", "\t", " ", "  前後  ", "　全角　", "１２３ＡＢＣ", "ｶﾞ", "か\u3099"),
    *("😀👩‍🔧", "𠮷野家", "=1+1", "+1", "-1", "@A1", "'引用", '"', "{=1}", "http://example.com"),
    *("_x0041_", "_x005F_x0041_", "幅_x1920_x1080_", "<r>太字</r>", "<r>_x0041_&amp;</r>", "&lt;"),
    *("TRUE", "007", "1e5", "2026-11-20", "45383", "#N/A", "未定", "有", "1:実施している", "※注"),
    *("\u2028", "\x7f\x85", "\ufeff", "\u200b", "長" * CELL_LIMIT, "😀" * (CELL_LIMIT // 2)),
)
DAYS = (
    *(date(1, 1, 1), date(1582, 10, 15), date(1899, 12, 31), date(1900, 1, 1)),
    *(
        date(1900, 2, 28),
        date(1900, 3, 1),
        date(1904, 1, 1),
        date(2026, 11, 20),
        date(9999, 12, 31),
    ),
)
COUNTS = (0, 1, 10**15 - 1, 10**15, 2**63 - 1)


# --- What a workbook can keep -----------------------------------------------


def as_kept(record: Engagement) -> Engagement:
    """The record as three workbooks can hold it.

    Unknown keys are gone, texts are as `storable` makes them. A number nobody can see,
    or that has become another row's, is none; and a row without one is none either
    where nothing else of it can be seen (of an asset: more than 業務分類).
    """
    stored: Engagement = _stored(record)
    return replace(
        stored,
        assets=_rows(stored.assets, ("business",)),
        cloud_services=_rows(stored.cloud_services, ()),
    )


def _stored(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {field.name: _stored(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **{**kept, "extra": {}})
    if isinstance(value, tuple):
        return tuple(_stored(each) for each in value)
    return {k: _stored(v) for k, v in value.items()} if isinstance(value, Mapping) else value


def _rows(rows: Iterable[Row], unsaying: tuple[str, ...]) -> tuple[Row, ...]:
    kept: list[Row] = []
    for row in rows:
        taken = {each.id for each in kept}
        numbered = row if _can_be_seen(row.id) and row.id not in taken else replace(row, id="")
        said = (getattr(row, field.name) for field in fields(row) if field.name not in unsaying)
        if any(_can_be_seen(value) for value in said):
            kept.append(numbered)
    return tuple(kept)


def _can_be_seen(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_can_be_seen(each) or each == 0 for each in value.values())
    invisible = "\u200b\u200c\u200d\u2060\ufeff"
    return bool(value.strip().strip(invisible)) if isinstance(value, str) else bool(value)


def _without_empty_entries(record: Engagement) -> Engagement:
    """Unknown keys alone kept some entries in the record."""
    check = record.self_check
    return replace(
        record,
        self_check=replace(check, items=_said(check.items, SelfCheckAnswer())),
        threats=_said(record.threats, ThreatRating()),
        measures=_said(record.measures, MeasureAnswer()),
    )


def _said(entries: Mapping[Any, Any], empty: Any) -> dict[Any, Any]:
    return {key: entry for key, entry in entries.items() if entry != empty}


# --- There and back ---------------------------------------------------------


def _written_and_read(record: Engagement, keys: Iterable[str] = BOOKS) -> list[BookImport]:
    with TemporaryDirectory() as folder:
        return read_books(write_books(record, Path(folder), list(keys), TODAY))


def _assert_same(record: Engagement) -> None:
    kept = _without_empty_entries(as_kept(state_of(record)))
    self_check, risk, cloud = _written_and_read(record)
    about = Engagement(firm=kept.firm, info=kept.info)
    assert self_check.record == replace(about, self_check=kept.self_check)
    assert risk.record == replace(
        about, assets=kept.assets, threats=kept.threats, measures=kept.measures
    )
    assert cloud.record == replace(about, cloud_services=kept.cloud_services)
    assert [each.unread for each in (self_check, risk, cloud)] == [(), (), ()]


@pytest.mark.parametrize("name", [name for name in all_records() if name != "awkward"])
def test_worked_examples_merged_into_nothing(name: str) -> None:
    record = all_records()[name]
    found = Engagement()
    for book in _written_and_read(record):
        found = merge(found, book.record).record
        assert book.unread == ()
    # What is to be found out or done has no place in the books.
    assert found == state_of(record)


def test_taking_over_what_was_exported_changes_nothing() -> None:
    ours = sample()
    for book in _written_and_read(ours):
        merged = merge(ours, book.record)
        assert (merged.record, merged.differences, merged.filled) == (ours, (), 0)
        assert (merged.new_assets, merged.new_services, merged.only_ours) == (0, 0, ())


def test_any_text_in_every_field_of_a_row() -> None:
    """Each also as the number of its row, and in the rows above and below others."""
    texts = dict(enumerate(TEXTS, 1))
    _assert_same(
        Engagement(
            assets=tuple(_asset(*each) for each in texts.items()),
            threats={f"T{no:02}": ThreatRating(no % 4 or None, texts[no]) for no in range(1, 22)},
            measures={no: MeasureAnswer(no % 5 or None, text) for no, text in texts.items()},
            cloud_services=tuple(_service(*each) for each in texts.items()),
        )
    )


def _asset(no: int, text: str) -> Asset:
    row = Asset("", text, text, text, text, text, retention=text)
    return replace(row, id=text if no % 2 else f"A{no}", medium="paper" if no % 3 else None)


def _service(no: int, text: str) -> CloudService:
    notes = {"purpose": text, "location": text} if no % 3 else {}
    checks = {"purpose": no % 4, "exit": 0} if no % 2 else {}
    row = CloudService("", text, text, text, author=text, checks=checks, notes=notes)
    return replace(row, id=f"S{no}" if no % 2 else text)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:12]))
def test_any_text_at_the_head(text: str) -> None:
    record = Engagement(
        firm=Firm(text, text),
        info=EngagementInfo(expert=text),
        self_check=SelfCheck(
            edition=text,
            respondent=text,
            items={1: SelfCheckAnswer("done", text), 25: SelfCheckAnswer(None, text)},
        ),
    )
    (book,) = _written_and_read(record, ["self-check"])
    assert (book.record, book.unread) == (record, ())


def test_days_of_all_ages() -> None:
    assets = tuple(Asset(f"A{no}", registered=day) for no, day in enumerate(DAYS))
    services = [CloudService("", starts=day, ends=day, created=day) for day in DAYS]
    numbered = tuple(replace(each, id=f"S{no}") for no, each in enumerate(services))
    _assert_same(Engagement(assets=assets, cloud_services=numbered))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_days_of_all_ages_at_the_head(day: date) -> None:
    record = Engagement(info=EngagementInfo(started=day), self_check=SelfCheck(date=day))
    (book,) = _written_and_read(record, ["self-check"])
    assert (book.record, book.unread) == (record, ())


@pytest.mark.parametrize("count", COUNTS)
def test_numbers_of_any_length(count: int) -> None:
    record = Engagement(firm=Firm(employees=count))
    (book,) = _written_and_read(record, ["self-check"])
    assert (book.record, book.unread) == (record, ())


def test_rows_with_a_number_only_and_answers_of_every_kind() -> None:
    keys = ("done", "partly", "not_done", "unknown", None)
    items = {no: SelfCheckAnswer(keys[no % 5], "メモ") for no in range(1, 26)}
    _assert_same(
        Engagement(
            self_check=SelfCheck(items=items),
            assets=(Asset("A1"), Asset("A2", "人事")),
            threats={f"T{no:02}": ThreatRating(no % 3 + 1) for no in range(1, 22)},
            measures={no: MeasureAnswer(no % 4 + 1) for no in range(1, 56)},
            cloud_services=(CloudService("S1"), CloudService("S2", checks={"law": 0})),
        )
    )


@settings(max_examples=15)
@given(answered_engagements)
def test_any_record(record: Engagement) -> None:
    assume(not any(_is_nameless(asset) for asset in record.assets))
    _assert_same(record)


def _is_nameless(asset: Asset) -> bool:
    """Nothing but 業務分類 or a note: the reader tells of such a row, and leaves it out."""
    only = (Asset(asset.id, asset.business), Asset(asset.id, name=asset.name))
    return not _can_be_seen(asset.id) and replace(asset, extra={}) in only


@pytest.mark.parametrize("text", [text for text in TEXTS if "x0041" in text or "_x1920" in text])
def test_results_of_formulas_keep_what_looks_like_an_escape(text: str) -> None:
    service = CloudService("S1", notes={"purpose": text})
    content = BOOKS["cloud"].content(Engagement(cloud_services=(service,)), TODAY)
    sheet = next(each for each in read_workbook(content, "") if each.title == CHECK_SHEET)
    assert sheet.value(CHECK.first_row, column_number(CHECK.note)) == text


# --- What `as_kept` allows --------------------------------------------------


def test_what_a_workbook_cannot_hold() -> None:
    long = "長" * (CELL_LIMIT + 1)
    record = Engagement(
        firm=Firm("a\x00", "一\r\n二", extra={"later": 1}),
        measures={1: MeasureAnswer(1, long), 2: MeasureAnswer(extra={"later": 1})},
        assets=(Asset("a\x00", name="A"), Asset("a␀", name="B"), Asset(" ", note="\u3000")),
        cloud_services=(CloudService("\n", name="C"), CloudService(" ")),
        extra={"later": 1},
    )
    assert _without_empty_entries(as_kept(record)) == Engagement(
        firm=Firm("a␀", "一\n二"),
        measures={1: MeasureAnswer(1, "長" * CELL_LIMIT)},
        assets=(Asset("a␀", name="A"), Asset("", name="B")),
        cloud_services=(CloudService("", name="C"),),
    )
    _assert_same(record)


@pytest.mark.parametrize("inside", ["&" * (CELL_LIMIT - 7), "a" * (CELL_LIMIT - 8), "😀" * 16_380])
def test_a_long_text_that_looks_like_ready_xml_loses_one_sign_at_most(inside: str) -> None:
    text = f"<r>{inside}</r>"
    (risk,) = _written_and_read(Engagement(measures={1: MeasureAnswer(1, text)}), ["risk"])
    note = risk.record.measures[1].note
    assert note in (text, f"{text} ", f"{text[:-1]} ")
    assert note != text
