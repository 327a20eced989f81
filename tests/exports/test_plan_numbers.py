"""The plan in the リスク分析シート: what remains, as computed there and checked by verify."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from data.edits import AnswerMeasure
from data.planning import plan_boards
from data.record import Engagement, Treatment
from data.risk import LEVEL_LABELS, AssetRisk
from exports.book_cells import Cell, position, read_cells
from exports.user_text import storable
from exports.verification import Book, verify
from tests.exports.office import recalculated
from tests.exports.plans import (
    RECORDS,
    made_book,
    opened,
    planned_by_chance,
    read_back,
    risk_book,
    table_rows,
)
from tests.exports.records import TODAY

LEDGER, MEASURES = "情報資産管理台帳", "対策状況チェック"
TREATMENTS, PLAN, AFTERWARDS = "リスク対応計画", "対策の計画", "計画後の脅威の状況"
SHEETS = [TREATMENTS, PLAN, AFTERWARDS]
DONE, PARTLY = "1:実施している", "2:一部実施している"


# --- The numbers ------------------------------------------------------------


def _shown(book: Workbook) -> dict[str, tuple[Any, ...]]:
    """Risk and level now and afterwards, by number of the asset."""
    return {
        str(row[0]): (row[3], row[4], row[7], row[8])
        for row in table_rows(book, TREATMENTS)
        if row[0]
    }


def _expected(record: Engagement) -> dict[str, tuple[Any, ...]]:
    boards = plan_boards(record)
    shown: dict[str, tuple[Any, ...]] = {}
    for asset in record.assets:
        now, residual = boards.of(asset)
        if asset.id in record.treatments or now.level == "high":
            remaining = (residual.risk, _label(residual)) if residual else (None, "なし")
            shown[storable(asset.id)] = (now.risk, _label(now), *remaining)
    return shown


def _label(risk: AssetRisk) -> str | None:
    return f"リスク{LEVEL_LABELS[risk.level]}" if risk.level else None


def test_the_made_plans_change_something() -> None:
    """Without it the tests below would say little."""
    shown = [_expected(make()) for make in RECORDS.values()]
    rows = [row for each in shown for row in each.values()]
    assert {row[3] for row in rows} == {None, "なし", "リスク大", "リスク中", "リスク小"}
    assert sum(row[2] is not None and row[2] < row[0] for row in rows) > 10


@pytest.mark.parametrize("name", RECORDS)
def test_the_file_as_written_shows_what_remains(name: str) -> None:
    assert _shown(opened(made_book(name), values=True)) == _expected(RECORDS[name]())


def test_libreoffice_computes_what_remains_and_verify_agrees(tmp_path: Path) -> None:
    contents = {name: made_book(name) for name in RECORDS}
    for name, content in recalculated(contents).items():
        assert _shown(opened(content, values=True)) == _expected(RECORDS[name]()), name
        kept = read_cells(contents[name])
        found = verify(kept, read_cells(content), read_back(tmp_path, contents[name]).record)
        assert (found.deviations, found.outdated) == ((), ()), name
        assert found.compared == sum(
            c.is_formula for cells in kept.values() for c in cells.values()
        )


def test_the_largest_risks_stand_first() -> None:
    for name in ("sample", "chance-1", "everything planned"):
        risks = [row[0] or 0 for row in _shown(opened(made_book(name), values=True)).values()]
        assert risks == sorted(risks, reverse=True)


# --- What people do to them in Excel ----------------------------------------


@dataclass(frozen=True)
class Change:
    """A book that was changed, and the record that says the same."""

    book: Workbook
    record: Engagement

    def content(self) -> bytes:
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()


def _row_of(book: Workbook, title: str, first: object) -> int:
    return next(
        row for row, each in enumerate(table_rows(book, title), start=5) if each[0] == first
    )


def _measure_carried_out() -> Change:
    record = planned_by_chance(2, 30)
    book = opened(risk_book(record))
    for no in (9, 13, 24):
        book[MEASURES][f"D{no + 2}"] = DONE
        record = AnswerMeasure(no, 1).apply(record)
    return Change(book, record)


def _planned_otherwise() -> Change:
    record = planned_by_chance(3, 30)
    book, plan = opened(risk_book(record)), dict(record.plan)
    for no, each in record.plan.items():
        row = _row_of(book, PLAN, no)
        book[PLAN][f"E{row}"], book[PLAN][f"J{row}"] = DONE, None
        plan[no] = replace(each, status=1, done=None)
    first, second = sorted(plan)[:2]
    book[PLAN][f"E{_row_of(book, PLAN, first)}"] = PARTLY
    book[PLAN][f"J{_row_of(book, PLAN, second)}"] = TODAY
    plan[first] = replace(plan[first], status=2)
    plan[second] = replace(plan[second], done=TODAY)
    return Change(book, replace(record, plan=plan))


def _other_options() -> Change:
    record = planned_by_chance(4, 30)
    book, treatments = opened(risk_book(record)), dict(record.treatments)
    for number, option, label in (("A0001", "avoid", "回避"), ("A0002", "retain", "保有")):
        treatments[number] = replace(treatments.get(number, Treatment()), option=option)
        if number in _expected(record):
            book[TREATMENTS][f"F{_row_of(book, TREATMENTS, number)}"] = label
    kept = {key: each for key, each in treatments.items() if key in _expected(record)}
    return Change(book, replace(record, treatments=kept))


def _ledger_sorted_the_other_way_round() -> Change:
    record = planned_by_chance(5, 30)
    book = opened(risk_book(record))
    ledger, last = book[LEDGER], 3 + len(record.assets)
    for letter in "ABCDEFGHIJKLNOX":
        column = [ledger[f"{letter}{row}"].value for row in range(4, last + 1)]
        for row, value in enumerate(reversed(column), start=4):
            ledger[f"{letter}{row}"] = value
    return Change(book, record)


def _ledger_row_emptied() -> Change:
    record = planned_by_chance(1, 30)
    book = opened(risk_book(record))
    gone = next(iter(_expected(record)))
    row = 4 + [asset.id for asset in record.assets].index(gone)
    for letter in "ABCDEFGHIJKLNOX":
        book[LEDGER][f"{letter}{row}"] = None
    assets = tuple(asset for asset in record.assets if asset.id != gone)
    return Change(book, replace(record, assets=assets))


CHANGES = (
    _measure_carried_out,
    _planned_otherwise,
    _other_options,
    _ledger_sorted_the_other_way_round,
    _ledger_row_emptied,
)


def test_changes_in_excel_change_what_remains_and_verify_follows(tmp_path: Path) -> None:
    changes = {make.__name__: make() for make in CHANGES}
    contents = {name: change.content() for name, change in changes.items()}
    for name, content in recalculated(contents).items():
        shown, record = _shown(opened(content, values=True)), changes[name].record
        boards, listed = plan_boards(record), [a for a in record.assets if a.id in shown]
        assert len(listed) > 5
        for asset in listed:
            now, residual = boards.of(asset)
            remaining = (residual.risk, _label(residual)) if residual else (None, "なし")
            assert shown[asset.id] == (now.risk, _label(now), *remaining), (name, asset.id)
        _assert_blank_without_asset(table_rows(opened(content, values=True), TREATMENTS), record)
        read = read_back(tmp_path, contents[name]).record
        assert verify(read_cells(contents[name]), read_cells(content), read).deviations == (), name


def _assert_blank_without_asset(rows: list[list[Any]], record: Engagement) -> None:
    numbers = {asset.id for asset in record.assets}
    gone = [[*row[2:5], *row[7:9]] for row in rows if row[0] not in numbers]
    assert gone == ([[None] * 5] if len(numbers) == 29 else [])


def _with(book: Book, title: str, address: str, cell: Cell) -> Book:
    place = position(address)
    assert place
    return {**book, title: {**book[title], place: cell}}


@pytest.mark.parametrize(
    ("title", "address"), [(TREATMENTS, "D5"), (TREATMENTS, "H5"), (PLAN, "D5"), (AFTERWARDS, "E8")]
)
def test_verify_finds_a_wrong_number_of_the_plan(tmp_path: Path, title: str, address: str) -> None:
    content = made_book("sample")
    record, book = read_back(tmp_path, content).record, read_cells(content)
    wrong = _with(book, title, address, Cell(77, True))
    found = verify(wrong, wrong, record).deviations
    assert [(each.sheet, each.cell) for each in found] == [(title, address)]


def test_verify_does_without_plan_sheets_that_were_removed(tmp_path: Path) -> None:
    content = made_book("sample")
    record, book = read_back(tmp_path, content).record, read_cells(content)
    for gone in SHEETS:
        fewer = {title: cells for title, cells in book.items() if title != gone}
        assert verify(fewer, fewer, record).deviations == ()
