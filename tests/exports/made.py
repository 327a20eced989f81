"""Made-up engagements for the workbooks: the same ones in every run, and many of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import TypeVar

from hypothesis import Phase, given, settings
from hypothesis.strategies import SearchStrategy

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
from tests.strategies import (
    ANSWERS,
    CHECKS,
    MEDIA,
    SERVICE_STATUSES,
    THEMES,
    THREATS,
    answer_records,
    engagements,
    whole_record,
)

Value = TypeVar("Value")
Given = TypeVar("Given", int, str)
NOTES = ("", "", "12月に見直す", "担当：総務\n次回に確認", "=確認中", "😀済み")
PLACES = ("総務", "経理", "営業", "製造", "全員", "")


def drawn(strategy: SearchStrategy[Engagement], count: int) -> list[Engagement]:
    """The first records that hypothesis makes of a strategy, without chance."""
    found: list[Engagement] = []

    @settings(max_examples=count, phases=[Phase.generate], database=None, derandomize=True)
    @given(strategy)
    def collect(record: Engagement) -> None:
        found.append(record)

    collect()
    return found


def _given(
    random: Random, keys: Sequence[Given], values: Sequence[Value], share: float
) -> dict[Given, Value]:
    """About `share` of the keys, each with one of the values."""
    return {key: random.choice(values) for key in keys if random.random() < share}


def _asset(random: Random, number: int) -> Asset:
    personal, sensitive, my_number = (random.random() < 0.3 for _ in range(3))
    levels = [random.choice((None, 1, 2, 3)) for _ in range(3)]
    return Asset(
        id=f"A{number:04}",
        business=random.choice(PLACES),
        name=f"情報資産{number}",
        note=random.choice(NOTES),
        users=random.choice(PLACES),
        owner=random.choice(PLACES),
        medium=random.choice((*MEDIA, None)),
        personal=personal,
        sensitive_personal=sensitive,
        my_number=my_number,
        confidentiality=levels[0],
        integrity=levels[1],
        availability=levels[2],
        retention=random.choice(("", "5年", "永久")),
        registered=random.choice((None, date(2026, 4, 1) + timedelta(number))),
    )


def _service(random: Random, number: int) -> CloudService:
    return CloudService(
        id=f"S{number:04}",
        name=f"サービス{number}",
        department=random.choice(PLACES),
        status=random.choice((*SERVICE_STATUSES, None)),
        starts=random.choice((None, date(2026, 1, number % 28 + 1))),
        created=random.choice((None, date(2026, 5, 1))),
        author=random.choice(PLACES),
        checks=_given(random, CHECKS, (0, 1, 2, 3), random.choice((0.0, 0.5, 1.0))),
        notes=_given(random, CHECKS, ("確認する", "資料あり"), 0.3),
    )


def realistic(seed: int, assets: int, services: int, share: float = 0.8) -> Engagement:
    """A firm that gave about `share` of the answers."""
    random = Random(seed)
    answers = _given(random, range(1, 26), ANSWERS, share)
    ratings = _given(random, THREATS, (1, 2, 3), share)
    statuses = _given(random, range(1, 56), (1, 1, 2, 2, 3, 4), share)
    return Engagement(
        firm=Firm(f"見本{seed}号株式会社", "製造業", seed * 7),
        info=EngagementInfo(date(2026, 10, 1), "専門家", random.choice(THEMES)),
        self_check=SelfCheck(
            items={no: SelfCheckAnswer(key, random.choice(NOTES)) for no, key in answers.items()}
        ),
        assets=tuple(_asset(random, number) for number in range(1, assets + 1)),
        threats={
            no: ThreatRating(frequency, random.choice(NOTES)) for no, frequency in ratings.items()
        },
        measures={no: MeasureAnswer(each, random.choice(NOTES)) for no, each in statuses.items()},
        cloud_services=tuple(_service(random, number) for number in range(1, services + 1)),
    )


def _of_kind(*kinds: str) -> Engagement:
    """A firm with one asset per medium, all of them with this kind of personal information."""
    assets = (
        Asset(
            id=f"A{no}",
            name=medium,
            medium=medium,
            personal="personal" in kinds,
            sensitive_personal="sensitive_personal" in kinds,
            my_number="my_number" in kinds,
        )
        for no, medium in enumerate(MEDIA)
    )
    return replace(realistic(17, 0, 1), assets=tuple(assets))


def _extremes() -> Mapping[str, Engagement]:
    """Where rules change: every answer the same, one kind of information, one medium."""
    every = {
        f"every-{status}": replace(
            whole_record(status, 1 + status % 3, answer),
            assets=realistic(status, 9, 0).assets,
            cloud_services=(CloudService(f"S{status}", checks=dict.fromkeys(CHECKS, points)),),
        )
        for status, answer, points in zip((1, 2, 3, 4), ANSWERS, (3, 2, 1, 0), strict=True)
    }
    paper = Asset("A1", medium="paper", confidentiality=1)
    return {
        **every,
        "my-number": _of_kind("my_number"),
        "personal": _of_kind("personal", "sensitive_personal"),
        "no-personal": _of_kind(),
        "only-paper": replace(whole_record(2, 3, "partly"), assets=(paper,)),
        "no-medium": replace(whole_record(), assets=(Asset("A1", name="置き場所のない資産"),)),
        "assets-only": Engagement(assets=realistic(5, 20, 0).assets),
        "300-assets": realistic(300, 300, 12),
    }


def made() -> dict[str, Engagement]:
    """By a name: firms as there are, the extremes, and what hypothesis comes up with."""
    shares = cycle((1.0, 0.9, 0.6, 0.2))
    firms = {
        f"firm-{seed}": realistic(seed, 3 * seed, seed, share)
        for seed, share in zip(range(1, 9), shares, strict=False)
    }
    answers = {f"answers-{no}": record for no, record in enumerate(drawn(answer_records(), 8))}
    texts = {f"texts-{no}": record for no, record in enumerate(drawn(engagements, 5))}
    return {**firms, **_extremes(), **answers, **texts}
