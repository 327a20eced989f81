"""Shown numbers: as written, after a full recalculation, and after changes in the sheets."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from data.record import Engagement
from data.result import compute_result, result_payload
from exports.arrangement import AS_WRITTEN
from exports.book_cells import Cell, Cells, position, read_cells
from exports.books import BOOKS
from exports.plan_layout import TREATMENT_SHEET
from exports.user_text import storable
from exports.verification import verify
from tests.exports import shown
from tests.exports.changes import CHANGES, Case
from tests.exports.made import made
from tests.exports.office import recalculated
from tests.exports.records import EXAMPLES, TODAY, all_records
from tests.strategies import MEDIA

WRITTEN = ["sample", "nothing", *(path.stem for path in EXAMPLES)]
PARTS = 6
NOTHING = Cell(None)
Formulas = Mapping[tuple[str, tuple[int, int]], Cell]


def _records() -> dict[str, Engagement]:
    return {**all_records(), **made()}


def _expected(case: Case) -> Any:
    payload = result_payload(compute_result(_as_stored(case.record)))
    if case.book == "risk":
        return {key: payload[key] for key in ("assets", "threats", "diagnosis", "counts")}
    return payload["cloud" if case.book == "cloud" else "self_check"]


def _as_stored(record: Engagement) -> Engagement:
    """With the numbers of the rows as cells hold them; `shown` finds None where there is none."""
    assets = (replace(each, id=storable(each.id) or "None") for each in record.assets)
    services = (replace(each, id=storable(each.id) or "None") for each in record.cloud_services)
    return replace(record, assets=tuple(assets), cloud_services=tuple(services))


@dataclass(frozen=True)
class Sheet:
    """Cells by their address."""

    cells: Cells

    def __getitem__(self, address: str) -> Cell:
        place = position(address)
        assert place
        return self.cells.get(place, NOTHING)


def _shown(case: Case, book: shown.Book) -> Any:
    rows = case.arrangement.rows
    if case.book == "risk":
        return shown.risk(book, len(case.record.assets), rows)
    if case.book == "cloud":
        return shown.cloud(book, len(case.record.cloud_services), rows)
    return shown.self_check(book)


def _formulas(book: Mapping[str, Cells]) -> Formulas:
    return {
        (title, place): each
        for title, cells in book.items()
        for place, each in cells.items()
        if each.is_formula
    }


def _written(content: bytes) -> Formulas:
    """Every formula cell of the file, by sheet and place; none may be overlooked."""
    found = _formulas(read_cells(content))
    with ZipFile(io.BytesIO(content)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(found) == sum(len(re.findall(rb"<f[ >/]", package.read(s))) for s in sheets)
    return found


def _sheets(book: Mapping[str, Cells]) -> dict[str, Sheet]:
    return {title: Sheet(cells) for title, cells in book.items()}


def _plain(cell: Cell) -> Any:
    """A value to compare; a typed #N/A is kept out of kept values, where it reads as an error."""
    if cell.value == "" or (cell.value == "#N/A" and not cell.is_error):
        return None
    return round(cell.value, 9) if isinstance(cell.value, float) else cell.value


def _differences(name: str, expected: Formulas, fresh: Formulas) -> list[str]:
    return [
        f"{name} {place}: {each.value!r} / {found.value!r}"
        for place, each in expected.items()
        if _plain(each) != _plain(found := fresh.get(place, NOTHING)) or found.is_error
    ]


def test_there_are_engagements_of_every_sort() -> None:
    records = _records()
    assert len(records) >= 30
    assert {"sample", "300-assets", *(path.stem for path in EXAMPLES)} <= records.keys()
    assert max(len(record.assets) for record in records.values()) == 300
    media = {asset.medium for record in records.values() for asset in record.assets}
    statuses = {each.status for record in records.values() for each in record.measures.values()}
    assert media >= {*MEDIA, None}
    assert statuses >= {1, 2, 3, 4}


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("name", WRITTEN)
def test_the_file_as_written_shows_the_result(name: str, book: str) -> None:
    record = all_records()[name]
    case = Case(book, BOOKS[book].content(record, TODAY), record, AS_WRITTEN)
    read = load_workbook(io.BytesIO(case.content), data_only=True)
    assert _shown(case, read) == _expected(case)


# Several runs of LibreOffice, so that two workers can share them.
@pytest.mark.parametrize("part", range(PARTS))
def test_every_computed_cell_is_what_libreoffice_computes(part: int) -> None:
    cases = {
        f"{name}-{key}": Case(key, kind.content(record, TODAY), record, AS_WRITTEN)
        for name, record in list(_records().items())[part::PARTS]
        for key, kind in BOOKS.items()
    }
    fresh = recalculated({name: case.content for name, case in cases.items()})
    wrong: list[str] = []
    for name, case in cases.items():
        computed = read_cells(fresh[name])
        wrong += _differences(name, _written(case.content), _formulas(computed))
        if _shown(case, _sheets(computed)) != _expected(case):
            wrong.append(f"{name}: not as result --json")
    assert wrong == []


@pytest.mark.parametrize("part", range(2))
def test_changed_answers_change_every_result_as_the_rules_say(part: int) -> None:
    cases = {name: change() for name, change in list(CHANGES.items())[part::2]}
    fresh = recalculated({name: case.content for name, case in cases.items()})
    wrong: list[str] = []
    for name, case in cases.items():
        before, computed = read_cells(case.content), read_cells(fresh[name])
        expected = _written(BOOKS[case.book].content(case.record, TODAY, case.arrangement))
        there = {place: expected[place] for place in _formulas(before) if place in expected}
        # Which assets the plan lists was settled when the book was written: see test_plan_sheets.
        there = {place: each for place, each in there.items() if place[0] != TREATMENT_SHEET}
        assert len(there) > 100
        wrong += _differences(name, there, _formulas(computed))
        if _shown(case, _sheets(computed)) != _expected(case):
            wrong.append(f"{name}: not as result --json")
        if verify(before, computed, case.record).deviations:
            wrong.append(f"{name}: not as verify says")
    assert wrong == []


def test_the_check_sheet_follows_the_service_chosen() -> None:
    """`S9*` would fit other numbers too, were it read as a pattern."""
    case = CHANGES["another-service-chosen"]()
    (content,) = recalculated({"cloud": case.content}).values()
    sheet = load_workbook(io.BytesIO(content), data_only=True)[
        "クラウドサービス安全利用チェックシート"
    ]
    answers = {sheet[f"B{row}"].value: sheet[f"E{row}"].value for row in range(8, 23)}
    assert {no: text for no, text in answers.items() if text} == {12: "ヘルプデスクなし"}
    assert [sheet[f"G{row}"].value for row in range(8, 23) if sheet[f"G{row}"].value] == [2]
