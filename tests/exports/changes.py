"""What people do to a workbook in Excel, and the record that says the same."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from openpyxl import Workbook, load_workbook

from data.edits import AnswerMeasure, AnswerSelfCheck, RateThreat
from data.record import (
    Asset,
    CloudService,
    Engagement,
    MeasureAnswer,
    SelfCheck,
    SelfCheckAnswer,
)
from exports.arrangement import Arrangement
from exports.books import BOOKS
from tests.exports.made import realistic
from tests.exports.records import TODAY, sample
from tests.strategies import CHECKS, whole_record

LEDGER, THREATS, MEASURES = "情報資産管理台帳", "脅威の状況", "対策状況チェック"
SERVICES, CHECK = "クラウドサービス台帳兼チェックリスト", "クラウドサービス安全利用チェックシート"
OFTEN = "3:通常の状況で脅威が発生する（いつ発生してもおかしくない）"
FIRST_ITEM = 14


@dataclass(frozen=True)
class Case:
    """A workbook, the record whose results it must show, and where its entries stand."""

    book: str
    content: bytes
    record: Engagement
    arrangement: Arrangement


def _case(
    key: str, book: Workbook, record: Engagement, rows: tuple[int, ...] = (), chosen: int = 0
) -> Case:
    file = io.BytesIO()
    book.save(file)
    return Case(key, file.getvalue(), record, Arrangement(rows, chosen))


def _written(key: str, record: Engagement) -> Workbook:
    return load_workbook(io.BytesIO(BOOKS[key].content(record, TODAY)))


# --- リスク分析シート -------------------------------------------------------


def _answers_and_a_row_far_below() -> Case:
    record = sample()
    book = _written("risk", record)
    book[MEASURES]["D3"] = "1:実施している"
    book[MEASURES]["D57"] = "4:自社に該当しない"
    book[THREATS]["C5"] = OFTEN
    book[THREATS]["C21"] = None
    row = 4 + len(record.assets) + 150
    ledger = book[LEDGER]
    ledger[f"B{row}"], ledger[f"F{row}"], ledger[f"K{row}"] = "型の図面", "可搬電子媒体", 2
    asset = Asset(id="", name="型の図面", medium="removable", integrity=2)
    for edit in (AnswerMeasure(1, 1), AnswerMeasure(55, 4), RateThreat("T01", 3)):
        record = edit.apply(record)
    record = RateThreat("T17", None).apply(record)
    rows = (*range(4, 4 + len(record.assets)), row)
    return _case("risk", book, replace(record, assets=(*record.assets, asset)), rows)


def _nothing_applies() -> Case:
    record = realistic(21, 12, 0)
    book = _written("risk", record)
    for row in range(3, 58):
        book[MEASURES][f"D{row}"] = "4:自社に該当しない"
    answers = {no: MeasureAnswer(4) for no in range(1, 56)}
    return _case("risk", book, replace(record, measures=answers))


def _all_measures_cleared() -> Case:
    record = replace(whole_record(1), assets=realistic(22, 8, 0).assets)
    book = _written("risk", record)
    for row in range(3, 58):
        book[MEASURES][f"D{row}"] = None
    return _case("risk", book, replace(record, measures={}))


def _threats_by_number_alone() -> Case:
    record = realistic(23, 10, 0, 0.3)
    book = _written("risk", record)
    for row in range(5, 26):
        book[THREATS][f"C{row}"] = 2
    for no in range(1, 22):
        record = RateThreat(f"T{no:02}", 2).apply(record)
    return _case("risk", book, record)


def _assets_emptied_and_rated_anew() -> Case:
    record = realistic(24, 9, 0)
    book = _written("risk", record)
    ledger, assets = book[LEDGER], list(record.assets)
    for letter in "ABCDEFGHIJKLNOX":
        ledger[f"{letter}6"] = None
    ledger["H7"], ledger["F8"] = "有", "書類"
    ledger["G9"] = ledger["H9"] = ledger["I9"] = None
    ledger["J9"], ledger["K9"], ledger["L9"] = 1, None, 2
    assets[3] = replace(assets[3], sensitive_personal=True)
    assets[4] = replace(assets[4], medium="paper")
    none = replace(assets[5], personal=False, sensitive_personal=False, my_number=False)
    assets[5] = replace(none, confidentiality=1, integrity=None, availability=2)
    del assets[2]
    rows = (4, 5, *range(7, 13))
    return _case("risk", book, replace(record, assets=tuple(assets)), rows)


def _one_asset_in_the_last_row_of_an_empty_book() -> Case:
    book = _written("risk", Engagement())
    ledger = book[LEDGER]
    ledger["F203"], ledger["I203"] = "社外サーバー", "有"
    asset = Asset(id="", medium="external_server", my_number=True)
    return _case("risk", book, Engagement(assets=(asset,)), (203,))


# --- クラウドサービス台帳 ---------------------------------------------------


def _another_service_chosen() -> Case:
    record = sample()
    book = _written("cloud", record)
    row = 3 + len(record.cloud_services)
    ledger = book[SERVICES]
    ledger["H3"] = "わからない"
    ledger[f"A{row}"], ledger[f"B{row}"] = "S9*", "新しいサービス"
    ledger[f"F{row}"] = ledger[f"G{row}"] = "未定"
    ledger[f"S{row}"] = "ヘルプデスクなし"
    book[CHECK]["D3"] = "S9* 新しいサービス"
    first, *others = record.cloud_services
    first = replace(first, checks={**first.checks, "purpose": 0})
    new = CloudService(id="S9*", name="新しいサービス", checks={"support": 2})
    services = (first, *others, new)
    changed = replace(record, cloud_services=services)
    return _case("cloud", book, changed, chosen=len(services) - 1)


def _rows_deleted_and_put_in() -> Case:
    record = realistic(31, 0, 7)
    book = _written("cloud", record)
    book[SERVICES].delete_rows(4)
    book[SERVICES].insert_rows(6)
    book[CHECK]["D3"] = "S0006 サービス6"
    first, _, *others = record.cloud_services
    changed = replace(record, cloud_services=(first, *others))
    return _case("cloud", book, changed, (3, 4, 5, 7, 8, 9), chosen=4)


def _one_service_in_the_last_row_of_an_empty_book() -> Case:
    book = _written("cloud", Engagement())
    ledger = book[SERVICES]
    for letter, value in {"B": "会計", "F": "未定", "G": "未定"}.items():
        ledger[f"{letter}52"] = value
    for letter, option in zip("HIJKLMNOPQRSTUV", "ABCDEFGHIJKLMNO", strict=True):
        ledger[f"{letter}52"] = book["チェック選択肢"][f"{option}2"].value
    book[CHECK]["D3"] = "会計"
    service = CloudService(id="", name="会計", checks=dict.fromkeys(CHECKS, 3))
    return _case("cloud", book, Engagement(cloud_services=(service,)), (52,))


# --- 自社診断 ---------------------------------------------------------------


def _two_answers_changed() -> Case:
    book = _written("self-check", sample())
    sheet = book["自社診断"]
    sheet[f"E{FIRST_ITEM}"], sheet[f"E{FIRST_ITEM + 24}"] = "わからない", None
    changed = AnswerSelfCheck(25, None).apply(AnswerSelfCheck(1, "unknown").apply(sample()))
    return _case("self-check", book, changed)


def _all_answered(label: str, answer: str) -> Case:
    book = _written("self-check", Engagement())
    for row in range(FIRST_ITEM, FIRST_ITEM + 25):
        book["自社診断"][f"E{row}"] = label
    items = {no: SelfCheckAnswer(answer) for no in range(1, 26)}
    return _case("self-check", book, Engagement(self_check=SelfCheck(items=items)))


CHANGES: Mapping[str, Callable[[], Case]] = {
    "answers-and-a-row-far-below": _answers_and_a_row_far_below,
    "nothing-applies": _nothing_applies,
    "all-measures-cleared": _all_measures_cleared,
    "threats-by-number-alone": _threats_by_number_alone,
    "assets-emptied-and-rated-anew": _assets_emptied_and_rated_anew,
    "one-asset-in-the-last-row": _one_asset_in_the_last_row_of_an_empty_book,
    "another-service-chosen": _another_service_chosen,
    "rows-deleted-and-put-in": _rows_deleted_and_put_in,
    "one-service-in-the-last-row": _one_service_in_the_last_row_of_an_empty_book,
    "two-answers-changed": _two_answers_changed,
    "all-done": lambda: _all_answered("実施している", "done"),
    "all-unknown": lambda: _all_answered("わからない", "unknown"),
}
