"""The plan in the リスク分析シート: what it says, that texts stay texts, that none is read back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from data.record import Asset, Engagement, MeasureAnswer, PlannedMeasure, ThreatRating, Treatment
from exports.plan_words import plan_attention, treatment_attention
from exports.user_text import storable
from tests.exports.plans import (
    RECORDS,
    made_book,
    made_without_plan,
    opened,
    read_back,
    risk_book,
    table_rows,
)
from tests.exports.records import TODAY

LEDGER, MEASURES = "情報資産管理台帳", "対策状況チェック"
TREATMENTS, PLAN, AFTERWARDS = "リスク対応計画", "対策の計画", "計画後の脅威の状況"
SHEETS = [TREATMENTS, PLAN, AFTERWARDS]
DONE = "1:実施している"
BEFORE, AFTER = date(2026, 11, 19), date(2026, 11, 21)


# --- What they say ----------------------------------------------------------


SAID = {
    "低減：9 必要範囲利用、13 バックアップ": Treatment("reduce", (9, 13)),
    "低減：鍵を替える": Treatment("reduce", reason="鍵を替える"),
    "保有：少ない": Treatment("retain", (9,), reason="少ない"),
    "回避：捨てる": Treatment("avoid", reason="捨てる"),
    "移転：保険\n専務\n2027/1/5まで": Treatment(
        "transfer", (), "専務", date(2027, 1, 5), reason="保険"
    ),
    "回避\n2027/1/5まで": Treatment("avoid", due=date(2027, 1, 5)),
    "対応が未定\n専務": Treatment(person="専務"),
}


def test_the_ledger_says_in_one_cell_what_is_done() -> None:
    treatments = dict(zip("ABCDEFG", SAID.values(), strict=True))
    assets = tuple(Asset(number, name="図面") for number in "XABCDEFG")
    sheet = opened(risk_book(Engagement(assets=assets, treatments=treatments)))[LEDGER]
    cells = [sheet[f"V{row}"] for row in range(4, 13)]
    assert [cell.value for cell in cells] == [None, *SAID, None]
    assert {cell.data_type for cell in cells[1:-1]} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}


REDUCED = Treatment("reduce", (9, 13), "総務", BEFORE)


@pytest.mark.parametrize(
    ("treatment", "level", "words"),
    [
        (None, "high", "対応が未定"),
        (None, "medium", ""),
        (Treatment(person="総務"), "low", "対応が未定"),
        (Treatment("avoid", person="総務", due=AFTER), "high", ""),
        (Treatment("avoid", person="総務", due=TODAY), "high", ""),
        (Treatment("avoid", person="総務", due=BEFORE), "high", "期限切れ"),
        (Treatment("avoid", due=BEFORE), "high", "期限切れ、担当なし"),
        (Treatment("retain", person=" \n", reason="少ない"), "high", "担当なし"),
        (Treatment("retain", person="総務"), "high", "理由なし"),
        (REDUCED, "high", "期限切れ"),
        (replace(REDUCED, measures=(9,)), "high", ""),
        (replace(REDUCED, measures=(9, 20, 21)), "high", ""),
        (replace(REDUCED, measures=()), "high", "期限切れ"),
    ],
)
def test_what_is_amiss_with_a_treatment(
    treatment: Treatment | None, level: Any, words: str
) -> None:
    record = Engagement(
        measures={9: MeasureAnswer(1), 13: MeasureAnswer(2), 20: MeasureAnswer(4)},
        plan={21: PlannedMeasure(2, done=BEFORE)},
    )
    assert treatment_attention(record, treatment, level, TODAY) == words


@pytest.mark.parametrize(
    ("status", "planned", "words"),
    [
        (3, PlannedMeasure(1, "総務", AFTER), ""),
        (3, PlannedMeasure(1, "総務", BEFORE), "期限切れ"),
        (None, PlannedMeasure(2), "担当なし"),
        (3, PlannedMeasure(None, due=BEFORE), "期限切れ、担当なし"),
        (3, PlannedMeasure(1, due=BEFORE, done=BEFORE), ""),
        (2, PlannedMeasure(2, due=BEFORE), ""),
        (4, PlannedMeasure(1, due=BEFORE), ""),
    ],
)
def test_what_is_amiss_with_a_planned_measure(
    status: int | None, planned: PlannedMeasure, words: str
) -> None:
    record = Engagement(measures={9: MeasureAnswer(status)})
    assert plan_attention(record, 9, planned, TODAY) == words


def test_a_row_of_a_treatment() -> None:
    record = Engagement(
        assets=(Asset("A1", name="図面", medium="mobile", integrity=3),),
        threats={"T16": ThreatRating(3)},
        measures={11: MeasureAnswer(3)},
        plan={11: PlannedMeasure(1, "設計", date(2026, 12, 1), 3, "鍵を買う", None)},
        treatments={
            "A1": Treatment("reduce", (11,), "営業", date(2026, 11, 2), 1, "持ち出すため", "社長")
        },
    )
    book = opened(risk_book(record), values=True)
    (row,) = table_rows(book, TREATMENTS)
    assert [row[0], row[1], row[2], row[5], row[6]] == [
        *("A1", "図面", "モバイル機器", "低減", "11 データの保護"),
    ]  # fmt: skip
    assert [row[9], row[10].date(), *row[11:15]] == [
        *("営業", date(2026, 11, 2), "小", "持ち出すため", "社長", "期限切れ"),
    ]  # fmt: skip
    (row,) = table_rows(book, PLAN)
    assert [*row[:2], *row[3:6]] == [
        *(11, "データの保護", "3:実施していない/わからない", DONE, "設計"),
    ]  # fmt: skip
    assert [row[6].date(), *row[7:]] == [date(2026, 12, 1), "大", "鍵を買う", None, None]


@pytest.mark.parametrize("name", ["sample", "only a treatment", "only a plan"])
def test_the_sheets_are_there_when_something_is_planned(name: str) -> None:
    contents = made_book(name), made_without_plan(name)
    planned, without = (opened(content) for content in contents)
    assert [each for each in planned.sheetnames if each in SHEETS] == SHEETS
    assert not set(without.sheetnames) & set(SHEETS)
    named = {cell.value for cell in planned["利用方法"]["A"]}
    assert named >= set(SHEETS)
    assert not {cell.value for cell in without["利用方法"]["A"]} & set(SHEETS)


@pytest.mark.parametrize("name", ["hostile", "awkward"])
def test_every_text_of_a_plan_stays_a_text(name: str) -> None:
    record, book = RECORDS[name](), opened(made_book(name))
    cells = [cell for title in SHEETS for row in book[title] for cell in row if cell.value]
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    formulas = "\n".join(str(cell.value) for cell in cells if cell.data_type == "f")
    for planned in record.plan.values():
        assert {storable(planned.person), storable(planned.note)} <= texts
    assert not [text for text in ("1+1", "cmd", "calc", "HYPERLINK", "x.test") if text in formulas]
    for treatment in record.treatments.values():
        assert {storable(treatment.reason), storable(treatment.accepted_by)} <= texts


# --- What comes back --------------------------------------------------------


@pytest.mark.parametrize("name", RECORDS)
def test_nothing_of_the_plan_is_read_back_or_called_unread(tmp_path: Path, name: str) -> None:
    planned = read_back(tmp_path, made_book(name))
    assert planned == read_back(tmp_path, made_without_plan(name))
    assert {each.sheet for each in planned.unread} <= {"利用方法"}


def test_what_a_plan_says_of_levels_makes_no_book_of_an_older_edition(tmp_path: Path) -> None:
    record = Engagement(
        assets=(Asset("A1", name="図面", medium="paper", integrity=2),),
        treatments={"A1": Treatment("retain", reason="前は評価値が2～0だった")},
    )
    book = opened(risk_book(record))
    # That sheet would tell the edition.
    del book["重要度定義"]
    file = io.BytesIO()
    book.save(file)
    assert read_back(tmp_path, file.getvalue()).record.assets == record.assets


def test_somebodys_own_sheet_of_that_name_is_read_back(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(TREATMENTS)
    sheet.append(["業務分類", "情報資産名称", "管理部署", "媒体・保存先", "対策"])
    sheet.append(["人事", "社員名簿", "総務", "書類", "鍵をかける"])
    file = io.BytesIO()
    book.save(file)
    (asset,) = read_back(tmp_path, file.getvalue()).record.assets
    assert (asset.name, asset.medium) == ("社員名簿", "paper")
