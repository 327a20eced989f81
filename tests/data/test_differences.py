"""What a person is told of two records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.comparison import Difference, Merged, merge, row_name
from data.place import Place
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

ROSTER = Asset("A001", "人事", "社員名簿", owner="人事部", medium="office_pc")
STORE = CloudService("S0001", "保管庫", checks={"authentication": 3}, notes={"law": "控え"})
TOLD: dict[str, tuple[Engagement, Engagement, Difference]] = {
    "firm": (
        Engagement(firm=Firm("甲社", employees=3)),
        Engagement(firm=Firm("乙社")),
        Difference(Place("firm", "firm.name"), "会社名", "甲社", "乙社"),
    ),
    "nobody employed": (
        Engagement(firm=Firm(employees=3)),
        Engagement(firm=Firm(employees=0)),
        Difference(Place("firm", "firm.employees"), "従業員数", "3", "0"),
    ),
    "theme": (
        Engagement(info=EngagementInfo(theme="cloud")),
        Engagement(info=EngagementInfo(theme="education")),
        Difference(
            Place("firm", "info.theme"), "テーマ", "クラウドサービスの安全利用", "従業員教育"
        ),
    ),
    "day of the self-check": (
        Engagement(self_check=SelfCheck(date=date(2026, 11, 20))),
        Engagement(self_check=SelfCheck(date=date(2026, 11, 2))),
        Difference(Place("firm", "self_check.date"), "診断日", "2026-11-20", "2026-11-02"),
    ),
    "answer": (
        Engagement(self_check=SelfCheck(items={3: SelfCheckAnswer("done")})),
        Engagement(self_check=SelfCheck(items={3: SelfCheckAnswer("unknown")})),
        Difference(Place("self_check", "3"), "自社診断 3 の回答", "実施している", "わからない"),
    ),
    "frequency": (
        Engagement(threats={"T09": ThreatRating(3)}),
        Engagement(threats={"T09": ThreatRating(1)}),
        Difference(
            Place("threats", "T09"),
            "脅威 T09 の頻度",
            "通常の状況で脅威が発生する（いつ発生してもおかしくない）",
            "通常の状況で脅威が発生することはない",
        ),
    ),
    "measure": (
        Engagement(measures={12: MeasureAnswer(2, "半分")}),
        Engagement(measures={12: MeasureAnswer(4)}),
        Difference(
            Place("measures", "12"), "対策 12 の回答", "一部実施している", "自社に該当しない"
        ),
    ),
    "note": (
        Engagement(measures={12: MeasureAnswer(2, "半分")}),
        Engagement(measures={12: MeasureAnswer(2, "全部")}),
        Difference(Place("measures", "12"), "対策 12 のメモ", "半分", "全部"),
    ),
    "asset": (
        Engagement(assets=(ROSTER,)),
        Engagement(assets=(replace(ROSTER, owner="総務部"),)),
        Difference(
            Place("assets", "A001"), "情報資産 A001「社員名簿」の管理部署", "人事部", "総務部"
        ),
    ),
    "medium": (
        Engagement(assets=(ROSTER,)),
        Engagement(assets=(Asset("A001", medium="paper"),)),
        Difference(
            Place("assets", "A001"), "情報資産 A001「社員名簿」の媒体・保存先", "事務所PC", "書類"
        ),
    ),
    "service": (
        Engagement(cloud_services=(replace(STORE, status="in_use"),)),
        Engagement(cloud_services=(CloudService("S0001", "保管庫", status="ended"),)),
        Difference(
            Place("cloud", "S0001"), "クラウド S0001「保管庫」のステータス", "利用中", "利用終了"
        ),
    ),
    "check": (
        Engagement(cloud_services=(STORE,)),
        Engagement(cloud_services=(CloudService("S0001", checks={"authentication": 0}),)),
        Difference(
            Place("cloud", "S0001", "authentication"),
            "クラウド S0001「保管庫」の利用者認証チェック",
            "すべて管理できている",
            "わからない",
        ),
    ),
    "note of a check": (
        Engagement(cloud_services=(STORE,)),
        Engagement(cloud_services=(CloudService("S0001", notes={"law": "写し"}),)),
        Difference(
            Place("cloud", "S0001", "law"),
            "クラウド S0001「保管庫」の法令確認、契約条項確認のメモ",
            "控え",
            "写し",
        ),
    ),
}


@pytest.mark.parametrize(("ours", "theirs", "told"), TOLD.values(), ids=TOLD)
def test_a_difference_as_a_person_reads_it(
    ours: Engagement, theirs: Engagement, told: Difference
) -> None:
    assert merge(ours, theirs).differences == (told,)


def test_differences_stand_in_the_order_of_the_interview() -> None:
    def side(no: int) -> Engagement:
        return Engagement(
            Firm(f"{no}", f"{no}"),
            EngagementInfo(expert=f"{no}"),
            SelfCheck(
                f"{no}",
                items={11: SelfCheckAnswer(None, f"{no}"), 2: SelfCheckAnswer("done", f"{no}")},
            ),
            (Asset("A1", f"{no}", f"{no}"),),
            {"T02": ThreatRating(no), "T01": ThreatRating(no)},
            {10: MeasureAnswer(no), 9: MeasureAnswer(no)},
            (CloudService("S1", "保管庫", f"{no}", checks={"law": no, "purpose": no}),),
        )

    steps = [f"{each.place.step} {each.place.key}" for each in merge(side(1), side(2)).differences]
    assert steps == [
        *("firm firm.name", "firm firm.industry", "firm info.expert", "firm self_check.edition"),
        *("self_check 2", "self_check 11", "assets A1", "assets A1", "threats T01", "threats T02"),
        *("measures 9", "measures 10", "cloud S1", "cloud S1", "cloud S1"),
    ]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (ROSTER, "A001「社員名簿」"),
        (Asset("A002"), "A002"),
        (Asset("A003", name=" \n "), "A003"),
        (Asset("A004", name="一行目\r\n二行目"), "A004「一行目 二行目」"),
        (CloudService("S1", "長" * 25), f"S1「{'長' * 23}…」"),
        (CloudService("長" * 40, "短"), f"{'長' * 23}…「短」"),
    ],
)
def test_a_row_is_named_on_one_short_line(row: Asset | CloudService, name: str) -> None:
    assert row_name(row) == name


def test_no_points_are_given_points() -> None:
    """0 is わからない, which is an answer."""
    unknown = Engagement(cloud_services=(CloudService("S0001", "保管庫", checks={"law": 0}),))
    open_ = Engagement(cloud_services=(CloudService("S0001", "保管庫"),))
    known = Engagement(cloud_services=(CloudService("S0001", "保管庫", checks={"law": 2}),))
    assert merge(open_, unknown) == Merged(unknown, (), 1, 0, 0, ())
    assert merge(unknown, open_) == Merged(unknown, (), 0, 0, 0, ())
    assert len(merge(unknown, known).differences) == 1
    assert merge(known, unknown, "theirs").record == unknown


def test_an_unset_mark_unsets_nothing() -> None:
    marked = Engagement(assets=(replace(ROSTER, personal=True),))
    plain = Engagement(assets=(ROSTER,))
    assert merge(marked, plain, "theirs") == Merged(marked, (), 0, 0, 0, ())
    assert merge(plain, marked) == Merged(marked, (), 1, 0, 0, ())


def test_an_answer_that_says_nothing_is_none() -> None:
    """As where a book's answer had a key of its own only, or a cell that could not be read."""
    nothing = Engagement(
        self_check=SelfCheck(items={1: SelfCheckAnswer()}),
        threats={"T01": ThreatRating()},
        measures={1: MeasureAnswer()},
    )
    assert merge(Engagement(), nothing).record == Engagement()


def test_new_answers_stand_in_the_order_of_the_catalogue() -> None:
    ours = Engagement(measures={10: MeasureAnswer(1)}, threats={"T02": ThreatRating(1)})
    theirs = Engagement(measures={9: MeasureAnswer(1)}, threats={"T01": ThreatRating(1)})
    record = merge(ours, theirs).record
    assert (list(record.measures), list(record.threats)) == ([9, 10], ["T01", "T02"])
