"""Texts that a cell cannot hold as they were typed are told, each with its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.record import (
    Asset,
    CloudService,
    Engagement,
    Firm,
    MeasureAnswer,
    PlannedMeasure,
    SelfCheck,
    SelfCheckAnswer,
    ThreatRating,
    Treatment,
)
from exports.user_text import CELL_LIMIT, not_as_typed, storable
from tests.exports.records import sample

LONG = "長" * 40_000
WHERE = {
    "会社名": Engagement(firm=Firm(name=LONG)),
    "回答者": Engagement(self_check=SelfCheck(respondent=LONG)),
    "自社診断 3 のメモ": Engagement(self_check=SelfCheck(items={3: SelfCheckAnswer(note=LONG)})),
    "情報資産 A001「社員名簿」の備考": Engagement(
        assets=(Asset("A001", name="社員名簿", note=LONG),)
    ),
    "脅威 T05 のメモ": Engagement(threats={"T05": ThreatRating(note=LONG)}),
    "対策 12 のメモ": Engagement(measures={12: MeasureAnswer(note=LONG)}),
    "対策 9 の計画の担当": Engagement(plan={9: PlannedMeasure(1, LONG)}),
    "情報資産 A001「社員名簿」のリスク対応の理由": Engagement(
        assets=(Asset("A001", name="社員名簿"),), treatments={"A001": Treatment(reason=LONG)}
    ),
    "クラウド S01の所管部署": Engagement(cloud_services=(CloudService("S01", department=LONG),)),
    "クラウド S01の利用業務の明確化ステータスのメモ": Engagement(
        cloud_services=(CloudService("S01", notes={"purpose": LONG}),)
    ),
}


@pytest.mark.parametrize("place", WHERE)
def test_the_place_and_the_length_are_told(place: str) -> None:
    (sentence,) = not_as_typed(WHERE[place])
    assert sentence.startswith(f"{place}：40,000文字。")
    assert "32,767文字まで" in sentence


def test_an_id_is_a_text_too() -> None:
    (sentence,) = not_as_typed(Engagement(assets=(Asset(LONG),)))
    assert "の資産番号：40,000文字" in sentence


def test_nothing_is_told_of_what_fits() -> None:
    fits = Engagement(
        firm=Firm("字" * CELL_LIMIT), measures={1: MeasureAnswer(1, "a" * CELL_LIMIT)}
    )
    assert not_as_typed(fits) == not_as_typed(sample()) == not_as_typed(Engagement()) == ()


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("字" * (CELL_LIMIT + 1), True),
        # Two of Excel's units each.
        ("😀" * (CELL_LIMIT // 2 + 1), True),
        ("😀" * (CELL_LIMIT // 2), False),
        # One line end in the cell.
        ("\r\n" * CELL_LIMIT, False),
    ],
)
def test_told_is_exactly_what_the_writer_cuts(text: str, is_told: bool) -> None:
    record = replace(Engagement(), firm=Firm(name=text))
    whole = text.replace("\r\n", "\n")
    assert (storable(text) != whole) is is_told
    assert bool(not_as_typed(record)) is is_told


@pytest.mark.parametrize(
    ("text", "signs"),
    [("a\x1b[31m\x00", 2), ("\ufffe\ud800", 2), ("一\r\n二\r三\t四", 0), ("\x9b\u202e\u200b", 0)],
)
def test_signs_that_no_cell_holds_are_told(text: str, signs: int) -> None:
    told = not_as_typed(Engagement(measures={12: MeasureAnswer(note=text)}))
    sentence = f"対策 12 のメモ：Excelで使えない文字が{signs}個。見える記号に替えて書き出しました"
    assert told == ((sentence,) if signs else ())
    assert (storable(text) == text.replace("\r\n", "\n").replace("\r", "\n")) is (not signs)
