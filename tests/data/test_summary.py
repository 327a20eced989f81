"""Three plain sentences about every record there can be."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given

from data.catalogue import load_catalogue
from data.folder import sample_content
from data.reading import read_engagement
from data.record import (
    Asset,
    CloudService,
    Engagement,
    MeasureAnswer,
    SelfCheck,
    SelfCheckAnswer,
    ThreatRating,
)
from data.result import compute_result
from data.risk import risk_board
from data.summary import first_measure, first_steps, plain_summary
from tests.strategies import CHECKS, answer_records, engagements, whole_record

NAMED_MEASURE = re.compile(r"（対策(\d+)）")
NAMED_ITEM = re.compile(r"（自社診断(\d+)）")
STRENGTH = re.compile(r"（\d+問で(\d+)点のうち(-?\d+)点）|（\d+問の実施率(\d+)%）")


def sentences(record: Engagement) -> tuple[str, str, str]:
    return plain_summary(compute_result(record))


def with_items(*answers: str) -> Engagement:
    """The self-check answered from its first item on."""
    items = {no: SelfCheckAnswer(answer) for no, answer in enumerate(answers, start=1)}
    return Engagement(self_check=SelfCheck(items=items))


def check_form(record: Engagement) -> None:
    told = sentences(record)
    assert len(told) == 3
    for sentence in told:
        assert sentence.endswith("。")
        assert sentence.count("。") == 1
        assert "\n" not in sentence
        # A name is read in one go; a question quoted in a sentence is not.
        assert "？" not in sentence


def check_what_is_named(record: Engagement) -> None:
    """What is to do is not done, and what is good is as good as the result says."""
    standing, first, _ = sentences(record)
    result = compute_result(record)
    for no in map(int, NAMED_MEASURE.findall(first)):
        assert record.measures[no].status in (2, 3)
        assert f"「{load_catalogue().measure(no).short_label}」（対策{no}）" in first
    for no in map(int, NAMED_ITEM.findall(first)):
        assert record.self_check.items[no].answer in ("partly", "not_done", "unknown")
        assert f"「{load_catalogue().self_check_items[no - 1].short_label}」" in first
    for number in re.findall(r"リスク大の情報資産(\d+)件", first):
        assert 0 < int(number) <= result.board.level_counts()["high"]
    for most, score, percent in STRENGTH.findall(standing):
        parts = [(part.max, part.score) for part in result.self_check.parts]
        rates = [row.rate.percent for row in result.diagnosis if row.rate]
        assert (int(percent) in rates) if percent else ((int(most), int(score)) in parts)
        assert (int(percent) if percent else 100 * int(score) / int(most)) >= 70


@given(engagements)
def test_every_record_has_its_three_sentences(record: Engagement) -> None:
    check_form(record)
    check_what_is_named(record)


@given(answer_records())
def test_the_first_steps_begin_with_what_the_summary_names(record: Engagement) -> None:
    result = compute_result(record)
    steps = first_steps(result, 99)
    named = [step.partition("：")[0] for step in steps]
    assert len(set(named)) == len(named)
    if steps:
        assert named[0] in sentences(record)[1]
    measures = {int(no) for step in steps for no in NAMED_MEASURE.findall(step)}
    assert all(record.measures[no].status in (2, 3) for no in measures)
    items = {int(no) for step in steps for no in NAMED_ITEM.findall(step)}
    left = {n for n, i in record.self_check.items.items() if i.answer in ("partly", "not_done")}
    assert items == left
    assert first_steps(result) == steps[:3]


@given(answer_records())
def test_every_set_of_answers_has_its_three_sentences(record: Engagement) -> None:
    check_form(record)
    check_what_is_named(record)


def test_nothing_answered_is_neither_praised_nor_blamed() -> None:
    standing, first, following = sentences(Engagement())
    assert "これからわかります" in standing
    assert "最初に取り組みたい" not in first
    assert "自社診断" in following
    assert "25問（5分ほど）" in following


def test_no_praise_is_invented() -> None:
    standing, first, _ = sentences(with_items(*["not_done"] * 25))
    assert "0点" in standing
    assert "よくできている" not in standing
    assert "「実施している」はまだありません" in standing
    assert first.startswith("最初に取り組みたいのは、基本的対策の「脆弱性対策」（自社診断1）です。")


def test_a_part_of_which_little_is_answered_is_not_praised() -> None:
    standing, _, following = sentences(with_items("done", "done"))
    assert "25問のうち2問に答え、「脆弱性対策」など2問が「実施している」です" in standing
    assert "23問" in following
    # Four of five are 16 of 20 points, but the fifth may be the weak one.
    standing, *_ = sentences(with_items(*["done"] * 4))
    assert "よくできている" not in standing


def test_what_is_done_is_named() -> None:
    standing, *_ = sentences(with_items("not_done", "done"))
    assert "2問に答え、「ウイルス対策」が「実施している」です" in standing
    standing, *_ = sentences(Engagement(measures={5: MeasureAnswer(1), 13: MeasureAnswer(1)}))
    assert "55問のうち2問に答え、「従業員守秘」など2問が「実施している」です" in standing


def test_the_best_part_is_named_with_its_points() -> None:
    answers = ["done"] * 4 + ["partly"] + ["not_done"] * 20
    standing, *_ = sentences(with_items(*answers))
    assert "自社診断は25問に答えて100点満点で18点" in standing
    assert "「基本的対策」（5問で20点のうち18点）" in standing


def test_a_category_that_the_firm_does_not_need_is_not_praised() -> None:
    measures = {no: MeasureAnswer(1) for no in (53, 54, 55)}
    standing, *_ = sentences(Engagement(measures=measures))
    assert "マイナンバー" not in standing
    holder = Asset("A001", my_number=True)
    standing, *_ = sentences(Engagement(measures=measures, assets=(holder,)))
    assert "対策の「マイナンバー」（3問の実施率100%）" in standing


@pytest.mark.parametrize("answer", ["not_done", "partly", "unknown"])
def test_the_worst_item_comes_first(answer: str) -> None:
    answers = ["done"] * 11 + [answer] + ["done"] * 13
    _, first, _ = sentences(with_items(*answers))
    assert "（自社診断12）" in first
    assert "「保管」" in first


def high_risk(*statuses: tuple[int, int]) -> Engagement:
    """Two papers at high risk; all measures are done but those given with their status."""
    measures = {no: MeasureAnswer(1) for no in range(1, 56)} | {
        no: MeasureAnswer(status) for no, status in statuses
    }
    papers = tuple(Asset(f"A00{no}", medium="paper", confidentiality=3) for no in (1, 2))
    record = with_items(*["not_done"] * 25)
    return replace(
        record,
        assets=(*papers, Asset("A003", medium="paper", confidentiality=1)),
        threats={"T01": ThreatRating(3)},
        measures=measures,
    )


def test_the_threat_of_the_high_risks_comes_before_the_self_check() -> None:
    _, first, _ = sentences(high_risk((14, 2), (22, 3), (1, 3)))
    # 22 bears on three threats and is not done at all, 1 bears on every threat.
    assert "（対策22）" in first
    assert "リスク大の情報資産2件" in first


def test_a_measure_against_every_threat_is_the_last_choice() -> None:
    threat = load_catalogue().threat("T01")
    record = high_risk((1, 3), (14, 2))
    chosen = first_measure(threat, record)
    assert chosen is not None
    assert chosen.no == 14
    assert first_measure(threat, high_risk()) is None
    assert first_measure(threat, Engagement()) is None


def test_the_next_step_walks_through_the_interview() -> None:
    record = replace(whole_record(answer="done"), threats={}, measures={})
    assert "台帳" in sentences(record)[2]
    rows = (Asset("A001", medium="paper", confidentiality=1),)
    record = replace(record, assets=rows)
    assert "脅威のまだ答えていない21問" in sentences(record)[2]
    record = replace(record, threats=whole_record().threats)
    assert "対策のまだ答えていない55問" in sentences(record)[2]
    record = replace(record, measures=whole_record().measures)
    assert "Excel" in sentences(record)[2]
    service = CloudService("S0001", checks=dict.fromkeys(CHECKS[:3], 3))
    assert (
        "クラウドのまだ答えていない12問" in sentences(replace(record, cloud_services=(service,)))[2]
    )
    lacking = (*rows, Asset("A002", medium="paper"))
    assert "情報資産1件" in sentences(replace(record, assets=lacking))[2]


def test_what_is_not_known_is_asked_when_all_is_answered() -> None:
    whole = whole_record(answer="unknown")
    rows = (Asset("A001", medium="paper", confidentiality=1),)
    assert "わからないと答えた25問" in sentences(replace(whole, assets=rows))[2]


def test_the_sample_firm() -> None:
    standing, first, following = sentences(read_engagement(sample_content()))
    assert "100点満点で52点" in standing
    assert "最初に取り組みたいのは、情報資産管理の「バックアップ」（対策13）で、" in first
    board = risk_board(read_engagement(sample_content()))
    bearing = [
        row
        for row in board.rows()
        if row.level == "high" and row.medium.deciding and 13 in row.medium.deciding.threat.measures
    ]
    assert f"リスク大の情報資産{len(bearing)}件" in first
    assert len(bearing) > 5
    assert "クラウド" in following
