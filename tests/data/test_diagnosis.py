"""The diagnosis by category and the counts beside it: spec/calculation.md §6."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from data.diagnosis import asset_counts, diagnosis
from data.edits import AnswerMeasure
from data.ledger import importance
from data.record import Asset, Engagement, MeasureAnswer
from tests.data.by_hand import CATEGORIES, naive_share
from tests.strategies import MEDIA, answer_records, whole_record

ALWAYS = {1: "◎", 2: "◎", 5: "◎", 10: "◎", 8: "△", 9: "△"}
WITHOUT_ASSETS = ALWAYS | dict.fromkeys((3, 4, 6, 7, 11), "－")
ELECTRONIC = WITHOUT_ASSETS | {3: "〇", 4: "〇"}
NEEDS = {
    None: WITHOUT_ASSETS | {3: "〇"},
    "paper": WITHOUT_ASSETS | {3: "〇"},
    "removable": ELECTRONIC | {6: "〇"},
    "office_pc": ELECTRONIC | {6: "〇"},
    "mobile": ELECTRONIC | {6: "〇"},
    "internal_server": ELECTRONIC | {7: "〇"},
    "external_server": ELECTRONIC | {7: "〇"},
}


def _needs(*assets: Asset) -> dict[int, str]:
    return {row.category.category: row.need for row in diagnosis(Engagement(assets=assets))}


def test_needs_without_any_asset() -> None:
    assert _needs() == WITHOUT_ASSETS


@pytest.mark.parametrize(("medium", "needs"), NEEDS.items(), ids=str)
def test_needs_by_medium(medium: str | None, needs: dict[int, str]) -> None:
    assert _needs(Asset("A001", medium=medium)) == needs
    assert _needs(Asset("A001", medium=medium, my_number=True)) == needs | {11: "〇"}
    assert _needs(Asset("A001", medium=medium, personal=True, sensitive_personal=True)) == needs


def test_needs_are_those_of_all_assets_together() -> None:
    assets = [Asset(f"A{no}", medium=medium) for no, medium in enumerate(MEDIA)]
    assert _needs(*assets) == ELECTRONIC | {6: "〇", 7: "〇"}


@given(answer_records())
def test_rate_is_exact_and_counts_what_is_answered(record: Engagement) -> None:
    rows = diagnosis(record)
    assert [row.category.category for row in rows] == list(range(1, 12))
    for row in rows:
        numbers = CATEGORIES[row.category.category]
        statuses = [record.measures.get(no, MeasureAnswer()).status for no in numbers]
        expected = naive_share(statuses)
        rate = row.rate and Fraction(row.rate.halves, 2 * row.rate.measures)
        assert rate == expected
        assert row.answered == sum(status is not None for status in statuses)
        assert row.total == len(numbers)
        if row.need == "－" or set(statuses) == {4}:
            assert row.action == "none"
        elif expected is None:
            assert row.action is None
        else:
            assert row.action == ("maintain" if expected == 1 else "improve")


@pytest.mark.parametrize(("status", "action"), [(1, "maintain"), (2, "improve"), (3, "improve")])
def test_action_follows_the_rate(status: int, action: str) -> None:
    record = replace(whole_record(status=status), assets=(Asset("A1", medium="paper"),))
    actions = {row.category.category: row.action for row in diagnosis(record)}
    assert actions[1] == actions[3] == actions[8] == action
    assert actions[6] == actions[11] == "none"


def test_category_that_does_not_apply_needs_no_action() -> None:
    for row in diagnosis(whole_record(status=4)):
        assert (row.rate, row.action) == (None, "none")


def test_unanswered_category_is_not_known() -> None:
    row = diagnosis(Engagement())[0]
    assert (row.rate, row.answered, row.total, row.action) == (None, 0, 4, None)


def test_some_that_do_not_apply_and_none_answered_otherwise() -> None:
    """Three of four 自社に該当しない, one open: the open one counts as not done."""
    record = Engagement(measures={no: MeasureAnswer(4) for no in (1, 2, 3)})
    row = diagnosis(record)[0]
    assert row.rate is not None
    assert (row.rate.value, row.answered, row.action) == (0.0, 3, "improve")


def test_item_32_counts_in_its_category() -> None:
    category = next(key for key, numbers in CATEGORIES.items() if 32 in numbers)
    rows = diagnosis(AnswerMeasure(32, 3).apply(whole_record(status=1)))
    assert [row.category.category for row in rows if not (row.rate and row.rate.is_full)] == [
        category
    ]


@given(answer_records())
def test_assets_are_counted_one_by_one(record: Engagement) -> None:
    counts = asset_counts(record)
    media = Counter(asset.medium for asset in record.assets)
    levels = Counter(importance(asset) for asset in record.assets)
    assert counts.media == {medium: media[medium] for medium in MEDIA}
    assert counts.importance == {level: levels[level] for level in (3, 2, 1)}
    assert counts.personal == {
        "personal": sum(asset.personal for asset in record.assets),
        "sensitive_personal": sum(asset.sensitive_personal for asset in record.assets),
        "my_number": sum(asset.my_number for asset in record.assets),
    }


def test_counts_follow_the_ledger_as_it_changes() -> None:
    """The summary is remembered by ledger: another ledger must not get it."""
    for size in range(8):
        record = Engagement(assets=tuple(Asset(f"A{no}", medium="paper") for no in range(size)))
        assert asset_counts(record).media["paper"] == size
