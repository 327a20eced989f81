"""Self-check and cloud points: spec/calculation.md §1 and §7."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import load_catalogue
from data.cloud_score import cloud_score, group_max
from data.record import CloudService, Engagement, SelfCheck, SelfCheckAnswer
from data.self_check_score import self_check_score
from tests.strategies import ANSWERS, CHECKS, answer_records, whole_record

POINTS = {"done": 4, "partly": 2, "not_done": 0, "unknown": -1}
WORST_TO_BEST = ("unknown", "not_done", "partly", "done")
PARTS = (range(1, 6), range(6, 19), range(19, 26))
GROUPS = {"selection": CHECKS[:6], "operation": CHECKS[6:10], "security": CHECKS[10:]}


def _record(answers: dict[int, str]) -> Engagement:
    items = {no: SelfCheckAnswer(answer) for no, answer in answers.items()}
    return Engagement(self_check=SelfCheck(items=items))


def _of_counts(done: int, partly: int, unknown: int) -> Engagement:
    rest = 25 - done - partly - unknown
    answers = ["done"] * done + ["partly"] * partly + ["unknown"] * unknown + ["not_done"] * rest
    return _record(dict(enumerate(answers, start=1)))


@pytest.mark.parametrize(
    ("done", "partly", "unknown", "score", "band"),
    [
        (25, 0, 0, 100, "100"),
        (24, 1, 0, 98, "70-99"),  # 99 cannot be reached: the next best answer costs 2 points
        (17, 1, 0, 70, "70-99"),
        (17, 1, 1, 69, "50-69"),
        (12, 1, 0, 50, "50-69"),
        (12, 1, 1, 49, "0-49"),
        (0, 0, 0, 0, "0-49"),
        (0, 0, 25, -25, "0-49"),
    ],
)
def test_band_limits(done: int, partly: int, unknown: int, score: int, band: str) -> None:
    found = self_check_score(_of_counts(done, partly, unknown))
    assert found.score == score
    assert found.band is not None
    assert found.band.key == band


@pytest.mark.parametrize(
    ("key", "lowest"), [("100", 100), ("70-99", 70), ("50-69", 50), ("0-49", -25)]
)
def test_bands_begin_where_the_official_sheet_begins_them(key: str, lowest: int) -> None:
    assert {band.key: band.lowest for band in load_catalogue().bands}[key] == lowest


@given(answer_records())
def test_score_is_the_sum_over_the_answered_items(record: Engagement) -> None:
    answers = {no: item.answer for no, item in record.self_check.items.items() if item.answer}
    found = self_check_score(record)
    assert found.score == (sum(POINTS[a] for a in answers.values()) if answers else None)
    assert found.answered == len(answers)
    assert (found.max, found.total) == (100, 25)
    assert found.unknown == tuple(no for no in range(1, 26) if answers.get(no) == "unknown")
    assert (found.band is None) == (len(answers) < 25)
    assert found.score is None or -25 <= found.score <= 100


@given(answer_records())
def test_parts_are_those_of_the_official_sheet(record: Engagement) -> None:
    answers = {no: item.answer for no, item in record.self_check.items.items() if item.answer}
    found = self_check_score(record).parts
    assert [part.part.part for part in found] == [1, 2, 3]
    for part, numbers in zip(found, PARTS, strict=True):
        given_ = [answers[no] for no in numbers if no in answers]
        assert part.score == sum(POINTS[answer] for answer in given_)
        assert part.answered == len(given_)
        assert (part.max, part.total) == (4 * len(numbers), len(numbers))


def test_no_band_while_one_answer_is_missing() -> None:
    record = _record(dict.fromkeys(range(1, 25), "done"))
    assert self_check_score(record).score == 96
    assert self_check_score(record).band is None


def test_note_is_no_answer() -> None:
    record = Engagement(self_check=SelfCheck(items={1: SelfCheckAnswer(note="後で聞く")}))
    found = self_check_score(record)
    assert (found.score, found.answered, found.parts[0].answered) == (None, 0, 0)


@given(st.integers(1, 25), st.data())
def test_better_answer_never_lowers_the_score(no: int, data: st.DataObject) -> None:
    record = whole_record(answer=data.draw(st.sampled_from(ANSWERS)))
    scores = []
    for answer in WORST_TO_BEST:
        items = {**record.self_check.items, no: SelfCheckAnswer(answer)}
        changed = replace(record, self_check=SelfCheck(items=items))
        scores.append(self_check_score(changed).score or 0)
    assert scores == sorted(scores)
    assert scores[-1] - scores[0] == 5


@given(st.dictionaries(st.sampled_from(CHECKS), st.integers(0, 3)))
def test_cloud_points_are_summed_by_group(checks: dict[str, int]) -> None:
    found = cloud_score(CloudService("S0001", checks=checks))
    assert found.groups == {
        group: sum(checks.get(item, 0) for item in items) for group, items in GROUPS.items()
    }
    assert found.score == sum(checks.values()) == sum(found.groups.values())
    assert (found.max, found.answered, found.total) == (45, len(checks), 15)


def test_cloud_groups_can_reach_18_12_and_15_points() -> None:
    assert [group_max(group) for group in load_catalogue().cloud_groups] == [18, 12, 15]
    best = cloud_score(CloudService("S0001", checks=dict.fromkeys(CHECKS, 3)))
    assert best.score == 45
    assert best.groups == {"selection": 18, "operation": 12, "security": 15}


def test_unanswered_service_has_no_points() -> None:
    found = cloud_score(CloudService("S0001"))
    assert (found.score, found.answered) == (0, 0)
