"""Several sheets of one book make one record."""

from __future__ import annotations

from datetime import date

import pytest

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
from exports.readers.combining import combined, contradicts


def _services(*pairs: CloudService) -> tuple[CloudService, ...]:
    first, second = (Engagement(cloud_services=(each,)) for each in pairs)
    return combined(first, second).cloud_services


def test_the_first_value_stays_and_the_second_fills() -> None:
    first = Engagement(
        firm=Firm("A社", employees=0),
        info=EngagementInfo(theme="risk"),
        self_check=SelfCheck(edition="3", items={2: SelfCheckAnswer("done"), 9: SelfCheckAnswer()}),
        threats={"T02": ThreatRating(None, "メモ")},
        measures={5: MeasureAnswer(4, "一")},
    )
    second = Engagement(
        firm=Firm("B社", "製造業", 9),
        info=EngagementInfo(date(2026, 1, 2), "専門家", "cloud"),
        self_check=SelfCheck(
            edition="4",
            respondent="社長",
            items={1: SelfCheckAnswer("partly"), 2: SelfCheckAnswer("partly", "二")},
        ),
        threats={"T03": ThreatRating(1), "T02": ThreatRating(3, "ほか")},
        measures={5: MeasureAnswer(1, "二")},
    )
    both = combined(first, second)
    assert both == Engagement(
        firm=Firm("A社", "製造業", 0),
        info=EngagementInfo(date(2026, 1, 2), "専門家", "risk"),
        self_check=SelfCheck(
            edition="3",
            respondent="社長",
            items={
                1: SelfCheckAnswer("partly"),
                2: SelfCheckAnswer("done", "二"),
                9: SelfCheckAnswer(),
            },
        ),
        threats={"T02": ThreatRating(3, "メモ"), "T03": ThreatRating(1)},
        measures={5: MeasureAnswer(4, "一")},
    )
    assert list(both.self_check.items) == [1, 2, 9]
    assert list(both.threats) == ["T02", "T03"]


def test_assets_follow_each_other_and_keep_free_numbers() -> None:
    first = Engagement(assets=(Asset("A1", name="一"),))
    second = Engagement(assets=(Asset("A1", name="一"), Asset("A2", name="二")))
    rows = (Asset("A1", name="一"), Asset("", name="一"), Asset("A2", name="二"))
    assert combined(first, second).assets == rows


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (CloudService("S1", "Ａメール"), CloudService("", "Aメール ")),
        (CloudService("", "A"), CloudService("S1", "A")),
        (CloudService("S1", "A"), CloudService("S1", "A")),
        (CloudService("S1", "A"), CloudService("S1", "")),
    ],
)
def test_one_service_on_two_sheets(first: CloudService, second: CloudService) -> None:
    assert _services(first, second) == (CloudService("S1", first.name),)


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [
        (CloudService("S1", "A"), CloudService("S2", "A"), "S2"),
        (CloudService("S1", "A"), CloudService("S1", "B"), ""),
        (CloudService("", "A"), CloudService("", ""), ""),
        (CloudService("", ""), CloudService("", ""), ""),
    ],
)
def test_two_services(first: CloudService, second: CloudService, number: str) -> None:
    assert _services(first, second) == (first, CloudService(number, second.name))


def test_a_service_is_filled_and_not_overwritten() -> None:
    first = CloudService("S1", "A", checks={"law": 0}, notes={"law": "一"}, author="甲")
    notes, checks = {"law": "二", "exit": "三"}, {"law": 3, "exit": 1}
    second = CloudService("S1", "A", "営業部", checks=checks, notes=notes, author="乙")
    expected = CloudService(
        *("S1", "A", "営業部"),
        author="甲",
        checks={"law": 0, "exit": 1},
        notes={"law": "一", "exit": "三"},
    )
    assert _services(first, second) == (expected,)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (SelfCheckAnswer("done"), SelfCheckAnswer("partly")),
        (ThreatRating(1), ThreatRating(2)),
        (MeasureAnswer(1), MeasureAnswer(4)),
    ],
)
def test_different_answers_contradict_each_other(first: object, second: object) -> None:
    def record(answer: object) -> Engagement:
        match answer:
            case SelfCheckAnswer():
                return Engagement(self_check=SelfCheck(items={1: answer}))
            case ThreatRating():
                return Engagement(threats={"T01": answer})
            case MeasureAnswer():
                return Engagement(measures={1: answer})
        raise AssertionError

    empty = type(first)(note="メモ") if isinstance(first, SelfCheckAnswer) else type(first)()
    assert contradicts(record(first), record(second))
    assert not contradicts(record(first), record(first))
    assert not contradicts(record(first), record(empty))
    assert not contradicts(record(first), Engagement())
