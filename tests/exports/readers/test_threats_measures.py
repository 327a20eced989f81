"""脅威の状況 and 対策状況チェック are read by titles, categories and numbers, never by position."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from data.catalogue import load_catalogue
from data.record import Engagement, MeasureAnswer, ThreatRating
from exports.books import BOOKS
from exports.grid import CellValue, Grid
from exports.readers.measures import UNKNOWN as UNKNOWN_MEASURE
from exports.readers.measures import read_measures
from exports.readers.risk import RISK_READERS
from exports.readers.tables import UNSAVED, UnreadLog
from exports.readers.threats import REPEATED, UNKNOWN, read_threats
from exports.user_text import storable
from exports.workbook_reader import read_workbook
from tests.exports.lookalikes import CATEGORY_TITLES, Look, grid, official, risk_book
from tests.exports.records import TODAY, all_records, sample

Row = tuple[CellValue, ...]
PAPER = "秘密書類の事務所からの盗難"
LOST = "秘密書類の外出先での紛失・盗難"


def _cells(log: UnreadLog) -> list[tuple[str, str, str]]:
    return [(each.cell, each.text, each.reason) for each in log.entries]


# --- 脅威の状況 -------------------------------------------------------------

THREAT_TITLES: Row = (
    "媒体・保存先",
    "想定される脅威",
    "対策を講じない場合の脅威の発生頻度（1～3）",
    "メモ",
)


def _threats(
    *rows: Row, titles: Row = THREAT_TITLES
) -> tuple[Mapping[str, ThreatRating], UnreadLog]:
    log = UnreadLog("本.xlsx")
    record = read_threats(grid("脅威", titles, *rows), log)
    assert record
    assert record == Engagement(threats=record.threats)
    return record.threats, log


def test_threats_are_known_by_their_titles_in_any_order() -> None:
    threats, log = _threats(
        ("書類", f"{LOST} ヒミツ ショルイ", "3", " 例外あり "),
        (None, PAPER, "2:特定の状況で脅威が発生する（年に数回程度）"),
    )
    assert threats == {"T02": ThreatRating(3, " 例外あり "), "T01": ThreatRating(2)}
    assert log.entries == ()


@pytest.mark.parametrize("empty", [None, "", 0, "０"])
def test_a_threat_without_a_rating_is_absent(empty: CellValue) -> None:
    threats, log = _threats((None, PAPER, empty), (None, LOST, empty, "聞く"))
    assert (threats, log.entries) == ({"T02": ThreatRating(None, "聞く")}, ())


def test_a_frequency_that_cannot_be_read_is_named() -> None:
    threats, log = _threats((None, PAPER, "たまに", "聞く"), (None, LOST, 4))
    assert threats == {"T01": ThreatRating(None, "聞く")}
    assert [(cell, text) for cell, text, _ in _cells(log)] == [("C2", "たまに"), ("C3", "4")]


def test_threats_of_the_firms_own_and_second_ratings_are_named() -> None:
    threats, log = _threats(
        (None, PAPER, 2), (None, "隕石の落下", 1), (None, "津波", None), (None, PAPER, 3)
    )
    assert threats == {"T01": ThreatRating(2)}
    assert _cells(log) == [("B3", "隕石の落下", UNKNOWN), ("B5", PAPER, REPEATED)]


def test_rows_without_a_threat_are_not_looked_at() -> None:
    threats, log = _threats(
        (None, PAPER, 1), (None, None, "1:通常の状況"), ("第3版 付録7", None, "×")
    )
    assert (threats, log.entries) == ({"T01": ThreatRating(1)}, ())


def test_a_sheet_without_frequencies_is_another_one() -> None:
    log = UnreadLog("本.xlsx")
    assert read_threats(grid("脅威の状況", ("媒体・保存先", "想定される脅威")), log) is None


# --- 対策状況チェック -------------------------------------------------------

MEASURE_TITLES: Row = (
    "情報セキュリティ対策の種類",
    "情報セキュリティ診断項目",
    "番号",
    "実施状況",
    "メモ",
)


def _sheet(*rows: Row, titles: Row = MEASURE_TITLES, **settings: Any) -> Grid:
    return grid("チェック", titles, *rows, **settings)


def _measures(sheet: Grid) -> tuple[dict[int, int | None], UnreadLog]:
    """The answers by number, without notes."""
    log = UnreadLog("本.xlsx")
    record = read_measures(sheet, log)
    assert record
    assert record == Engagement(measures=record.measures)
    return {no: answer.status for no, answer in record.measures.items()}, log


def _category(position: int, *answers: CellValue, merged: bool = True) -> list[Row]:
    """Rows of the official sheet for one category, 1..11."""
    title = CATEGORY_TITLES[position - 1]
    return [
        (title if merged or not at else None, f"設問{at}ですか？", 0, answer)
        for at, answer in enumerate(answers)
    ]


def test_questions_without_numbers_are_known_by_their_place_in_the_category() -> None:
    rows = [
        *_category(2, 1, 2, 3),
        *_category(11, "4:自社に該当しない", None, 0),
        *_category(1, 3, None, None, 2),
    ]
    statuses, log = _measures(_sheet(*rows))
    assert statuses == {5: 1, 6: 2, 7: 3, 53: 4, 1: 3, 4: 2}
    assert log.entries == ()


def test_the_my_number_block_is_found_wherever_it_stands() -> None:
    order = [1, 2, 3, 11, 4]
    sizes = {1: 4, 2: 3, 3: 7, 11: 3, 4: 5}
    rows = [row for each in order for row in _category(each, *[1] * sizes[each])]
    statuses, _ = _measures(_sheet(*rows))
    assert set(statuses) == {*range(1, 20), 53, 54, 55}


def test_blank_rows_do_not_shift_the_questions() -> None:
    first, second, third = _category(9, 1, 2, 3)
    statuses, log = _measures(_sheet(first, (CATEGORY_TITLES[8],), (None,), second, (None,), third))
    assert (statuses, log.entries) == ({47: 1, 48: 2, 49: 3}, ())


def test_titles_that_stand_once_hold_for_the_rows_below() -> None:
    rows = [*_category(9, 1, 2, 3, merged=False), *_category(10, 2, 2, 2, merged=False)]
    statuses, log = _measures(_sheet(*rows))
    assert (statuses, log.entries) == ({47: 1, 48: 2, 49: 3, 50: 2, 51: 2, 52: 2}, ())


def test_words_below_a_merged_category_are_not_its_questions() -> None:
    rows = [*_category(11, 1, 2, 3), (None, "※ 答えは4つから選びます。")]
    statuses, log = _measures(_sheet(*rows))
    assert (statuses, log.entries) == ({53: 1, 54: 2, 55: 3}, ())


def test_a_category_with_a_question_too_many_or_too_few_is_not_guessed() -> None:
    rows = [
        *_category(8, 1, 1, 1, 1),
        *_category(9, 1, 2),
        *_category(10, 3, 3, 3),
        *_category(2, None, None),
    ]
    statuses, log = _measures(_sheet(*rows))
    assert statuses == {50: 3, 51: 3, 52: 3}
    assert [(cell, text) for cell, text, _ in _cells(log)] == [
        ("A2", CATEGORY_TITLES[7]),
        ("A6", CATEGORY_TITLES[8]),
    ]
    assert ["4件" in log.entries[0].reason, "本来の3件" in log.entries[1].reason] == [True, True]


def test_a_category_nobody_knows_is_named_where_it_is_answered() -> None:
    rows: list[Row] = [
        ("12 テレワーク", "設問ですか？", 0, 1),
        (None, "設問ですか？", 0, 0),
        (None, "もですか？", 0, 2),
    ]
    statuses, log = _measures(_sheet(*_category(9, 1, 2, 3), *rows))
    assert statuses == {47: 1, 48: 2, 49: 3}
    assert _cells(log) == [
        ("B5", "設問ですか？", UNKNOWN_MEASURE),
        ("B7", "もですか？", UNKNOWN_MEASURE),
    ]


def test_an_answer_that_cannot_be_read_is_named() -> None:
    statuses, log = _measures(_sheet(*_category(9, 1, "検討中", 7)))
    assert statuses == {47: 1}
    assert [(cell, text) for cell, text, _ in _cells(log)] == [("D3", "検討中"), ("D4", "7")]


def test_numbered_questions_go_by_their_numbers() -> None:
    rows: list[Row] = [
        (None, "12. 手順がありますか？", None, 1),
        (None, "９．範囲を絞っていますか？", None, "2"),
        (None, "表の外の質問", None, 3),
        (None, "32. BCCを使いますか？", None, None, "聞く"),
    ]
    log = UnreadLog("本.xlsx")
    record = read_measures(_sheet(*rows), log)
    assert record
    assert record.measures == {
        12: MeasureAnswer(1),
        9: MeasureAnswer(2),
        32: MeasureAnswer(None, "聞く"),
    }
    assert _cells(log) == [("B4", "表の外の質問", UNKNOWN_MEASURE)]


def test_numbers_that_contradict_their_category_are_not_believed() -> None:
    """Numbered in the order of 脅威の状況, My-number would have 15 to 17."""
    rows: list[Row] = [(CATEGORY_TITLES[10], f"{no}. 設問ですか？", None, 1) for no in (15, 16, 17)]
    rows += [(CATEGORY_TITLES[0], f"{no}. 設問ですか？", None, 2) for no in (1, 2, 3, 4, 56)]
    statuses, log = _measures(_sheet(*rows))
    assert statuses == {1: 2, 2: 2, 3: 2, 4: 2}
    assert [each.cell for each in log.entries] == ["B2", "B3", "B4", "B9"]


def test_where_no_number_is_believed_none_is_guessed_from_the_place() -> None:
    rows: list[Row] = [(CATEGORY_TITLES[10], f"{no}. 設問ですか？", None, 1) for no in (15, 16, 17)]
    statuses, log = _measures(_sheet(*rows))
    assert statuses == {}
    assert [each.reason for each in log.entries] == [UNKNOWN_MEASURE] * 3


def test_numbers_that_begin_anew_in_each_category_are_not_those_of_the_measures() -> None:
    rows = [
        (title, f"{at}. 設問ですか？", None, at)
        for title in CATEGORY_TITLES[8:10]
        for at in (1, 2, 3)
    ]
    statuses, log = _measures(_sheet(*rows))
    assert (statuses, log.entries) == ({47: 1, 48: 2, 49: 3, 50: 1, 51: 2, 52: 3}, ())


def test_a_lone_number_before_a_question_is_part_of_it() -> None:
    first, second, third = _category(9, 1, 2, 3)
    renamed = (first[0], "3. 委託先と約束していますか？", *first[2:])
    statuses, log = _measures(_sheet(renamed, second, third))
    assert (statuses, log.entries) == ({47: 1, 48: 2, 49: 3}, ())


def test_formulas_without_results_are_told_once_a_column() -> None:
    unsaved = frozenset((row, 3) for row in (2, 3, 4))
    statuses, log = _measures(_sheet(*_category(9, None, None, None), unsaved=unsaved))
    assert statuses == {}
    assert _cells(log) == [("D2", "", UNSAVED)]


def test_the_results_sheet_is_no_check() -> None:
    titles: Row = ("情報セキュリティ対策の種類（付録5）", "必要性", "対策の実施率")
    assert read_measures(grid("診断結果", titles), UnreadLog("本.xlsx")) is None


# --- Through files ----------------------------------------------------------


def _import(content: bytes) -> tuple[dict[str, Engagement], UnreadLog]:
    """What the first reader that knows a sheet makes of it, by sheet."""
    log = UnreadLog("本.xlsx")
    found = {}
    for sheet in read_workbook(content, "本.xlsx"):
        read = next(filter(None, (reader(sheet, log) for reader in RISK_READERS)), None)
        if read:
            found[sheet.title] = read
    return found, log


SHEETS = ["情報資産管理台帳", "脅威の状況", "対策状況チェック"]
EXPORTED = {key: record for key, record in all_records().items() if key != "awkward"}


@pytest.mark.parametrize("key", EXPORTED)
def test_our_own_book_gives_the_same_record(key: str) -> None:
    found, log = _import(BOOKS["risk"].content(EXPORTED[key], TODAY))
    assert list(found) == SHEETS
    assert found["情報資産管理台帳"].assets == EXPORTED[key].assets
    assert found["脅威の状況"].threats == EXPORTED[key].threats
    assert found["対策状況チェック"].measures == EXPORTED[key].measures
    assert log.entries == ()


def test_the_sample_has_notes_to_bring_back() -> None:
    assert any(each.note for each in sample().threats.values())
    assert any(each.note for each in sample().measures.values())


def test_our_own_book_gives_awkward_notes_as_far_as_a_workbook_can_hold_them() -> None:
    record = all_records()["awkward"]
    found, _ = _import(BOOKS["risk"].content(record, TODAY))
    assert found["脅威の状況"].threats == {
        key: replace(each, note=storable(each.note)) for key, each in record.threats.items()
    }
    assert found["対策状況チェック"].measures == {
        no: replace(each, note=storable(each.note)) for no, each in record.measures.items()
    }


OPTIONS: dict[str, Callable[[int, str], CellValue]] = {
    "number and label": lambda number, label: f"{number}:{label}",
    "full width": lambda number, label: f"{'０１２３４'[number]}：{label}",
    "label": lambda number, label: label,
    "number": lambda number, label: number,
    "number as text": lambda number, label: f"{number}.",
    "float": lambda number, label: float(number),
}


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("loose", [False, True])
def test_the_official_sheets_with_answers_in_any_form(option: str, loose: bool) -> None:
    look = Look(option=OPTIONS[option], loose=loose, extra=loose, left=1, reading=loose)
    found, log = _import(risk_book(sample(), look))
    wanted = official(sample())
    assert list(found) == SHEETS
    assert found["脅威の状況"].threats == wanted.threats
    assert found["対策状況チェック"].measures == wanted.measures
    assert log.entries == ()


def test_every_threat_and_measure_is_found_in_the_official_sheets() -> None:
    record = Engagement(
        threats={
            each.id: ThreatRating(1 + at % 3) for at, each in enumerate(load_catalogue().threats)
        },
        measures={each.no: MeasureAnswer(1 + each.no % 4) for each in load_catalogue().measures},
    )
    found, _ = _import(risk_book(record))
    assert len(found["脅威の状況"].threats) == 21
    assert len(found["対策状況チェック"].measures) == 55
    assert found["脅威の状況"].threats == record.threats
    assert found["対策状況チェック"].measures == record.measures
