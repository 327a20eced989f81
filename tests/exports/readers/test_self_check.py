"""The self-check is read from our own sheet and from ones filled in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import Workbook

from data.record import Engagement, SelfCheck, SelfCheckAnswer
from exports.books import BOOKS
from exports.grid import CellValue, Grid
from exports.readers.marks import NO_MARK, TWO_MARKS
from exports.readers.self_check import OTHER_ANSWER, UNREADABLE, read_self_check
from exports.readers.tables import UNSAVED, UnreadLog
from exports.workbook_reader import read_workbook
from tests.exports import cloud_lookalikes as official
from tests.exports.lookalikes import grid
from tests.exports.records import TODAY, all_records
from tests.strategies import whole_record

Row = tuple[CellValue, ...]
MARKED = ("番号", "実施している", "一部実施している", "実施していない", "わからない")
NOTHING: Row = (None, None, None, None)


def _sheet(book: Workbook) -> Grid:
    (sheet,) = read_workbook(official.content(book), "自社診断.xlsx")
    return sheet


def _read(sheet: Grid) -> tuple[dict[int, str | None] | None, list[str]]:
    """Answers by number, and cell and reason of what could not be read."""
    log = UnreadLog("自社診断.xlsx")
    read = read_self_check(sheet, log)
    unread = [f"{each.cell} {each.reason}" for each in log.entries]
    if read is None:
        return None, unread
    assert read == Engagement(self_check=SelfCheck(items=read.self_check.items))
    return {no: item.answer for no, item in read.self_check.items.items()}, unread


def _answers(
    *cells: CellValue, title: str = "回答"
) -> tuple[dict[int, str | None] | None, list[str]]:
    """One answer column B below the titles; the rest of the 25 is left blank."""
    padded = [*cells, *[None] * (25 - len(cells))]
    rows = [(number, cell) for number, cell in enumerate(padded, 1)]
    return _read(grid("自社診断", ("No", title), *rows))


def _marks(*rows: Row) -> tuple[dict[int, str | None] | None, list[str]]:
    padded = [*rows, *[NOTHING] * (25 - len(rows))]
    return _read(grid("自社診断", MARKED, *((no, *row) for no, row in enumerate(padded, 1))))


def test_the_sheet_with_labels_filled_in_by_hand() -> None:
    cells: list[Any] = [
        *("実施している", "一部\n実施している", "実施していない", "わからない", None),
        *(4, 2, 0, -1, "４", "－1", "－１", "−1", "▲1"),
        *("4点", "2.0", "０ 点", "1：一部実施している"),
        *("実施している（4点）", "－", "　", 1, "3", "たぶん", "わからない"),
    ]
    read, unread = _read(_sheet(official.self_check_by_labels(cells)))
    assert read == {
        **{1: "done", 2: "partly", 3: "not_done", 4: "unknown"},
        **{6: "done", 7: "partly", 8: "not_done", 9: "unknown", 10: "done", 11: "unknown"},
        **{12: "unknown", 13: "unknown", 14: "unknown", 15: "done", 16: "partly"},
        **{17: "not_done", 18: "partly", 19: "done", 25: "unknown"},
    }
    assert unread == [f"D{row} {UNREADABLE}" for row in (34, 35, 36)]


def test_notes_of_a_sheet_filled_in_by_hand() -> None:
    book = official.self_check_by_labels([None] * 25)
    read = read_self_check(_sheet(book), UnreadLog(""))
    assert read is not None
    assert read.self_check.items == {3: SelfCheckAnswer(None, "役員だけ手動")}


def test_the_sheet_with_a_column_for_each_option() -> None:
    signs = ("○", "◯", "〇", "●", "✓", "✔", "レ", "v", "x", "1", 1, "Ｖ", "■", "有", True)
    rows: list[Row] = []
    for number, sign in enumerate(signs):
        row: list[Any] = [None] * 4
        row[number % 4] = sign
        rows.append(tuple(row))
    rows += [(4, None, None, None), (None, "２", None, None), (None, None, 0, None)]
    rows += [(None, None, None, "－1"), (None, None, None, -1), NOTHING, ("　", "-", "", None)]
    rows += [NOTHING] * (25 - len(rows))
    read, unread = _read(_sheet(official.self_check_by_marks(rows)))
    keys = ("done", "partly", "not_done", "unknown")
    assert read == {
        **{number + 1: keys[number % 4] for number in range(len(signs))},
        **{16: "done", 17: "partly", 18: "not_done", 19: "unknown", 20: "unknown"},
    }
    assert unread == []


@pytest.mark.parametrize(
    "titles",
    [
        ("4点 実施している", "2点：一部実施している", "実施していない\n0点", "わからない／－1点"),
        ("実施している(4)", "一部実施している※", "実施していない", "わからない欄"),
        ("わからない", "実施していない", "実施している", "一部実施している"),
    ],
)
def test_titles_of_the_options(titles: tuple[str, ...]) -> None:
    rows = [(number, None, "○", None, None) for number in range(1, 26)]
    read, _ = _read(grid("自社診断", ("No", *titles), *rows))
    answer = "not_done" if titles[1] == "実施していない" else "partly"
    assert read == dict.fromkeys(range(1, 26), answer)


def test_three_options_are_not_the_four() -> None:
    rows = [(number, None, "○", None) for number in range(1, 26)]
    assert _read(grid("自社診断", MARKED[:4], *rows)) == (None, [])


def test_two_marks_in_a_row_are_listed() -> None:
    read, unread = _marks(("○", None, "○", None), (None, "✓", None, None), (4, None, 0, None))
    assert read == {2: "partly"}
    assert unread == [f"D2 {TWO_MARKS}", f"D4 {TWO_MARKS}"]


def test_printed_points_in_every_cell_are_no_answer_and_a_mark_beside_them_is() -> None:
    read, unread = _marks((4, 2, 0, -1), (4, "○", 0, -1), ("4", "2", "0", "－1"))
    assert (read, unread) == ({2: "partly"}, [])


def test_one_and_zero_as_yes_and_no() -> None:
    read, unread = _marks((0, 1, 0, 0), (1, 0, 0, 0), (0, 0, 1, 0), (0, 0, 0, 0))
    assert (read, unread) == ({1: "partly", 2: "done", 3: "not_done"}, [])
    read, unread = _marks((False, False, False, True), (False, False, False, False))
    assert (read, unread) == ({1: "unknown"}, [])


def test_a_cross_says_no_and_alone_nothing_that_can_be_read() -> None:
    read, unread = _marks(("×", "○", "×", "×"), (None, None, "×", None))
    assert read == {1: "partly"}
    assert unread == [f"D3 {NO_MARK}"]


@pytest.mark.parametrize("sign", ["たぶん", 3, "5", "一部", 2.5])
def test_what_is_no_mark_is_listed(sign: CellValue) -> None:
    read, unread = _marks((sign, None, None, None), (None, "○", None, None))
    assert (read, unread) == ({2: "partly"}, [f"B2 {NO_MARK}"])


@pytest.mark.parametrize("cell", [1, 3, "3点", "-4", -2, 5, 2.5, "実施", "4 2", "○", True])
def test_other_answers_are_listed(cell: CellValue) -> None:
    read, unread = _answers("わからない", cell, "4")
    assert (read, unread) == ({1: "unknown", 3: "done"}, [f"B3 {UNREADABLE}"])


@pytest.mark.parametrize(
    "title",
    [
        "回答",
        "ご回答欄",
        "実施状況",
        "チェック（1つ選ぶ）",
        "評価",
        "点数※",
        "得　点",
        "診断\n結果",
    ],
)
def test_titles_of_the_answers(title: str) -> None:
    assert _answers("4", title=title) == ({1: "done"}, [])


@pytest.mark.parametrize("title", ["診断内容", "診断項目", "利用範囲チェック", None])
def test_other_titles_are_no_answers(title: str) -> None:
    assert _answers("4", title=title) == (None, [])


@pytest.mark.parametrize("title", ["No", "Ｎｏ．", "№", "番号", "項番", "＃", "設問 番号"])
def test_titles_of_the_numbers(title: str) -> None:
    rows = [(number, "4") for number in range(1, 26)]
    read, _ = _read(grid("x", (title, "回答"), *rows))
    assert read == dict.fromkeys(range(1, 26), "done")


def test_bare_numbers_need_a_title_and_numbers_that_say_so_do_not() -> None:
    rows = [(number, "4") for number in range(1, 26)]
    assert _read(grid("x", ("人数", "回答"), *rows)) == (None, [])
    named = [(f"No.{number}", "4") for number in range(1, 26)]
    read, _ = _read(grid("x", ("自社診断", "回答"), *named))
    assert read == dict.fromkeys(range(1, 26), "done")


def test_items_go_by_their_number_in_any_order() -> None:
    rows = [(f"{number}.", "4" if number > 20 else "0") for number in range(25, 0, -1)]
    read, _ = _read(grid("x", ("No.", "回答"), *rows))
    assert read is not None
    assert [number for number, answer in read.items() if answer == "done"] == [21, 22, 23, 24, 25]
    assert list(read) == list(range(1, 26))


def test_a_number_merged_over_two_rows() -> None:
    rows = [(number, *cells) for number in range(1, 26) for cells in (("4", "一"), (None, None))]
    read = read_self_check(grid("x", ("No", "回答", "備考"), *rows), UnreadLog(""))
    assert read is not None
    assert read.self_check.items == dict.fromkeys(range(1, 26), SelfCheckAnswer("done", "一"))


def test_two_answers_to_one_number_are_listed() -> None:
    rows: list[Row] = [(number, "4") for number in range(1, 26)]
    read, unread = _read(grid("x", ("No", "回答"), *rows, (7, "0")))
    assert (read, unread) == (dict.fromkeys(range(1, 26), "done"), [f"B27 {OTHER_ANSWER}"])


@pytest.mark.parametrize(("first", "last"), [(1, 19), (1, 55), (8, 26)])
def test_other_runs_of_numbers_are_no_self_check(first: int, last: int) -> None:
    rows = [(number, "4") for number in range(first, last + 1)]
    assert _read(grid("x", ("No", "回答"), *rows)) == (None, [])


def test_a_few_missing_numbers_do_no_harm() -> None:
    rows = [(number, "4") for number in range(4, 26)]
    read, _ = _read(grid("x", ("No", "回答"), *rows))
    assert read == dict.fromkeys(range(4, 26), "done")


def test_sheets_of_our_other_books_are_no_self_check() -> None:
    for key in ("risk", "cloud"):
        for sheet in read_workbook(BOOKS[key].content(whole_record(), TODAY), ""):
            assert _read(sheet) == (None, []), sheet.title


@pytest.mark.parametrize("name", all_records())
def test_our_own_sheet(name: str) -> None:
    record = all_records()[name]
    answers, result = read_workbook(BOOKS["self-check"].content(record, TODAY), "")
    read, unread = _read(answers)
    assert read == {no: item.answer for no, item in record.self_check.items.items()}
    assert unread == []
    assert _read(result) == (None, [])


def test_the_list_of_unknown_items_in_our_result_sheet_is_no_self_check() -> None:
    content = BOOKS["self-check"].content(whole_record(answer="unknown"), TODAY)
    answers, result = read_workbook(content, "")
    assert _read(result) == (None, [])
    assert _read(answers) == (dict.fromkeys(range(1, 26), "unknown"), [])


def test_a_head_that_reads_like_a_title_does_not_move_the_answers() -> None:
    """The respondent's name stands over the questions."""
    record = Engagement(
        self_check=SelfCheck(respondent="回答", items={1: SelfCheckAnswer("partly")})
    )
    answers, _ = read_workbook(BOOKS["self-check"].content(record, TODAY), "")
    assert _read(answers) == ({1: "partly"}, [])


def test_formulas_without_results_are_named() -> None:
    rows: dict[int, Sequence[CellValue]] = {1: ("No", "回答")}
    rows |= {number + 1: (number, None) for number in range(1, 26)}
    unsaved = frozenset((row, 1) for row in range(2, 27))
    sheet = Grid("x", {row: tuple(cells) for row, cells in rows.items()}, unsaved)
    assert _read(sheet) == ({}, [f"B2 {UNSAVED}"])
