"""Which cells of a book are compared, with what, and when two are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

from data.record import Asset, CloudService, Engagement
from data.result import compute_result, result_payload
from exports.arrangement import AS_WRITTEN, Arrangement
from exports.book_cells import Cell, Position, position, read_cells
from exports.books import BOOKS
from exports.plan_layout import PLAN_SHEETS
from exports.verification import (
    COMPUTING_SHEETS,
    Book,
    Deviation,
    OtherBookError,
    same,
    verify,
)
from tests.exports.made import realistic
from tests.exports.records import TODAY, sample

LEDGER, DIAGNOSIS = "情報資産管理台帳", "診断結果"
SERVICES, POINTS = "クラウドサービス台帳兼チェックリスト", "ポイント計算シート"


def _book(key: str, record: Engagement, arrangement: Arrangement = AS_WRITTEN) -> Book:
    return read_cells(BOOKS[key].content(record, TODAY, arrangement))


@cache
def _sample_book(key: str) -> Book:
    return _book(key, sample())


def _place(address: str) -> Position:
    found = position(address)
    assert found
    return found


def _with(book: Book, title: str, changes: Mapping[str, Cell | None]) -> Book:
    """The book with other cells in a sheet; None takes one away."""
    placed = {_place(address): each for address, each in changes.items()}
    cells = {**book[title], **placed}
    kept = {place: each for place, each in cells.items() if each is not None}
    return {**book, title: kept}


def _formulas(book: Book) -> int:
    return sum(each.is_formula for cells in book.values() for each in cells.values())


@pytest.mark.parametrize("key", BOOKS)
def test_every_formula_of_a_book_is_compared(key: str) -> None:
    book = _sample_book(key)
    verification = verify(book, book, sample())
    assert verification.compared == _formulas(book) > 100
    assert (verification.deviations, verification.outdated) == ((), ())


@pytest.mark.parametrize("key", BOOKS)
def test_the_sheets_that_compute_are_those_with_formulas(key: str) -> None:
    book = _sample_book(key)
    computing = {name for name, cells in book.items() if any(c.is_formula for c in cells.values())}
    assert COMPUTING_SHEETS[key] == computing - set(PLAN_SHEETS)


RESULT = result_payload(compute_result(sample()))


@pytest.mark.parametrize(
    ("title", "address", "expected"),
    [
        (LEDGER, "M4", RESULT["assets"][0]["importance"]),
        (LEDGER, "T4", RESULT["assets"][0]["risk"]),
        (LEDGER, "T100", ""),
        (DIAGNOSIS, "E4", RESULT["diagnosis"][0]["rate"]),
        (DIAGNOSIS, "D25", RESULT["counts"]["media"]["paper"]),
        ("脅威の状況", "L25", RESULT["threats"][20]["likelihood"]),
    ],
)
def test_a_wrong_result_is_found(title: str, address: str, expected: object) -> None:
    book = _sample_book("risk")
    wrong = _with(book, title, {address: Cell(77, True)})
    verification = verify(wrong, wrong, sample())
    assert verification.deviations == (Deviation(title, address, "77", str(expected)),)
    assert verification.outdated == ()


def test_an_error_is_no_result() -> None:
    book = _sample_book("risk")
    wrong = _with(book, LEDGER, {"T100": Cell("#REF!", True, True)})
    (found,) = verify(wrong, wrong, sample()).deviations
    assert (found.cell, found.found, found.expected) == ("T100", "#REF!", "")


def test_kept_values_that_are_old_are_told_apart() -> None:
    book = _sample_book("risk")
    old = _with(book, DIAGNOSIS, {"E4": Cell(0.1, True), "E5": Cell(None, True)})
    verification = verify(old, book, sample())
    assert verification.deviations == ()
    found = [(each.cell, each.found) for each in verification.outdated]
    assert found == [("E4", "0.1"), ("E5", "")]
    assert verification.outdated[0].expected == str(RESULT["diagnosis"][0]["rate"])


def test_a_value_instead_of_a_formula_is_found_even_if_it_is_right() -> None:
    book = _sample_book("risk")
    typed = _with(book, DIAGNOSIS, {"E4": Cell(RESULT["diagnosis"][0]["rate"])})
    (found,) = verify(typed, typed, sample()).deviations
    assert (found.cell, found.is_formula) == ("E4", False)
    assert found.found == found.expected


def test_an_asset_below_the_formulas_is_found() -> None:
    record = sample()
    row = 4 + len(record.assets) + 10
    asset = Asset(id="", name="追加", medium="paper", integrity=2)
    longer = replace(record, assets=(*record.assets, asset))
    rows = (*range(4, 4 + len(record.assets)), row)
    whole = _book("risk", longer, Arrangement(rows))
    letters = [f"{letter}{row}" for letter in "MPQRSTUW"]
    lacking = _with(whole, LEDGER, dict.fromkeys(letters))
    assert verify(whole, whole, longer).deviations == ()
    found = verify(lacking, lacking, longer).deviations
    assert {(each.cell, each.is_formula) for each in found} == {(each, False) for each in letters}


def test_spare_rows_may_be_fewer_or_more() -> None:
    record = replace(sample(), assets=sample().assets[:3])
    book = _book("risk", record)
    more = _sample_book("risk")
    last = max(row for row, _ in more[LEDGER])
    below = {place: each for place, each in more[LEDGER].items() if place[0] > 150}
    assert verify({**book, LEDGER: {**book[LEDGER], **below}}, book, record).deviations == ()
    fewer = {place: each for place, each in book[LEDGER].items() if place[0] < 50}
    assert verify({**book, LEDGER: fewer}, {**book, LEDGER: fewer}, record).deviations == ()
    odd = {**book[LEDGER], **below, (last, 12): Cell(3, True)}
    (found,) = verify({**book, LEDGER: odd}, {**book, LEDGER: odd}, record).deviations
    assert (found.cell, found.expected) == (f"M{last}", "")


# --- Where people have put things -------------------------------------------


@pytest.mark.parametrize("rows", [(4, 5, 6, 7), (4, 6, 9, 30), (100, 101, 103, 150)])
def test_assets_are_found_in_whatever_row_they_stand(rows: tuple[int, ...]) -> None:
    record = realistic(41, 4, 0)
    book = _book("risk", record, Arrangement(rows))
    assert verify(book, book, record).deviations == ()
    wrong = _with(book, LEDGER, {f"M{rows[2]}": Cell(9, True)})
    (found,) = verify(wrong, wrong, record).deviations
    assert found.cell == f"M{rows[2]}"


@pytest.mark.parametrize("chosen", [None, 0, 2])
def test_the_chosen_service_is_compared(chosen: int | None) -> None:
    record = realistic(42, 0, 4)
    book = _book("cloud", record, Arrangement((3, 5, 6, 9), chosen))
    assert verify(book, book, record).deviations == ()
    other = _book("cloud", record, Arrangement((3, 5, 6, 9), 1))
    title = "クラウドサービス安全利用チェックシート"
    mixed = {**book, title: {**other[title], _place("D3"): book[title][_place("D3")]}}
    assert verify(mixed, mixed, record).deviations != ()


def test_numbers_are_taken_as_the_ledger_has_them() -> None:
    """Who reads a book leaves out numbers that stand twice."""
    record = realistic(43, 0, 2)
    book = _book("cloud", record)
    unnumbered = tuple(replace(each, id="") for each in record.cloud_services)
    read = replace(record, cloud_services=unnumbered)
    assert verify(book, book, read).deviations == ()


def test_a_row_that_is_no_entry_is_left_out() -> None:
    record = realistic(44, 0, 2)
    book = _book("cloud", record)
    number = _with(book, SERVICES, {"A20": Cell("S9"), "W20": Cell(0, True)})
    number = _with(number, POINTS, {"A20": Cell("S9", True), "W20": Cell(0, True)})
    verification = verify(number, number, record)
    assert verification.deviations == ()
    assert verification.compared < _formulas(book)


def test_other_books_are_refused() -> None:
    book = _sample_book("risk")
    shifted = {(row + 1, column): each for (row, column), each in book["脅威の状況"].items()}
    lacking = {title: cells for title, cells in book.items() if title != DIAGNOSIS}
    others: list[Book] = [{**book, "脅威の状況": shifted}, lacking, {"Sheet1": {}}]
    for other in others:
        with pytest.raises(OtherBookError):
            verify(other, other, sample())


def test_entries_that_the_book_does_not_have_are_refused() -> None:
    book = _sample_book("risk")
    more = (*sample().assets, Asset("A999", name="ブックにない"))
    with pytest.raises(OtherBookError):
        verify(book, book, replace(sample(), assets=more))


def test_services_without_a_name_or_a_number() -> None:
    record = Engagement(cloud_services=(CloudService("", checks={"purpose": 3}),))
    book = _book("cloud", record)
    assert verify(book, book, record).deviations == ()


# --- When two cells say the same --------------------------------------------


@pytest.mark.parametrize(
    ("found", "expected", "is_same"),
    [
        (3, 3.0, True),
        (0.1 + 0.2, 0.3, True),
        (0.3, 0.30001, False),
        (1, 2, False),
        (True, 1, True),
        (False, True, False),
        ("", None, True),
        ("未定", None, True),
        ("", "x", False),
        (None, 0, False),
        (0, "", False),
        ("リスク大", "リスク中", False),
        ("Ａ１ 社", "A1社", True),
        ("一行\r\n二行", "一行\n二行", True),
        (46113, "2026-04-01", True),
        ("2026/4/1", 46113, True),
        ("2026/4/2", 46113, False),
        (12, "12", True),
        ("１２", 12, True),
        ("12", 13, False),
        ("#N/A", "", True),
    ],
)
def test_when_two_cells_say_the_same(
    found: str | float | bool | None, expected: str | float | bool | None, is_same: bool
) -> None:
    assert same(Cell(found, True), Cell(expected, True)) is is_same
    assert same(Cell(expected, True), Cell(found, True)) is is_same


def test_an_error_is_never_empty() -> None:
    assert not same(Cell("#N/A", True, True), Cell(None, True))
    assert not same(Cell("#N/A", True, True), Cell("#N/A", True))
