"""What the whole interview types, key by key, and the record that must come of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice

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
from data.text import narrow

NAME = "株式会社聞取精密工業"
NOTE_LINES = ("社長が朝礼で話している。", "文書は　まだない。次回に見せてもらう。")
NOTED_MEASURE = 2


def _keys(pattern: str, count: int) -> tuple[str, ...]:
    return tuple(islice(cycle(pattern), count))


SELF_CHECK_KEYS = _keys("1２1３4１2", 25)
THREAT_KEYS = _keys("3２１", 21)
MEASURE_KEYS = _keys("1３２14", 55)
CLOUD_KEYS = _keys("1２3１４", 15)

SELF_CHECK_ANSWERS = ("done", "partly", "not_done", "unknown")
CLOUD_ITEMS = (
    "purpose",
    "comparison",
    "importance",
    "policy",
    "provider",
    "reliability",
    "administrator",
    "users",
    "authentication",
    "backup",
    "security",
    "support",
    "exit",
    "law",
    "location",
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A text field: the text goes there in one write, instead of what is filled in already."""

    text: str
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice, answered with one key."""

    key: str
    filled: bool = False


Entry = Typed | Chosen

ASSETS: tuple[tuple[Entry, ...], ...] = (
    (
        Typed("人事"),
        Typed("社員名簿"),
        Typed("社員の基本情報"),
        Typed("人事部"),
        Typed("総務部"),
        Chosen("３"),
        Chosen("２"),
        Chosen("3"),
        Chosen("１"),
        Chosen("2"),
        Typed("５年"),
        Typed("２０２５／４／１", filled=True),
    ),
    (
        Typed("営業"),
        Typed("見積書の控え"),
        Typed(""),
        Typed("営業部"),
        Typed("営業部"),
        Chosen("1"),
        Chosen("1"),
        Chosen("２"),
        Chosen("2"),
        Chosen("１"),
        Typed(""),
        Typed("令和７年１０月３１日", filled=True),
    ),
)

SERVICE: tuple[Entry, ...] = (
    Typed("受発注クラウド「匠」"),
    Typed("購買課"),
    Typed("注文と納期の連絡"),
    Chosen("１", filled=True),
    Typed("２０２４年４月１日"),
    Typed(""),
    Typed("20251015", filled=True),
    Typed("山田　花子"),
)


def number(key: str) -> int:
    """The digit a key stands for, full-width or not."""
    return int(narrow(key))


def measures(answered: int = 55) -> dict[int, MeasureAnswer]:
    """The first answers."""
    return {no: MeasureAnswer(number(key)) for no, key in enumerate(MEASURE_KEYS[:answered], 1)}


def record(measures: dict[int, MeasureAnswer]) -> Engagement:
    """The engagement before F9, with these measures."""
    answers = enumerate(SELF_CHECK_KEYS, start=1)
    return Engagement(
        firm=Firm(NAME, "製造業", 25),
        info=EngagementInfo(date(2026, 9, 12), "情報　守", "risk"),
        self_check=SelfCheck(
            edition="3.1",
            date=date(2026, 9, 14),
            respondent="総務部長",
            items={no: SelfCheckAnswer(SELF_CHECK_ANSWERS[number(key) - 1]) for no, key in answers},
        ),
        assets=(
            Asset(
                id="A001",
                business="人事",
                name="社員名簿",
                note="社員の基本情報",
                users="人事部",
                owner="総務部",
                medium="office_pc",
                personal=True,
                confidentiality=3,
                integrity=1,
                availability=2,
                retention="５年",
                registered=date(2025, 4, 1),
            ),
            Asset(
                id="A002",
                business="営業",
                name="見積書の控え",
                users="営業部",
                owner="営業部",
                medium="paper",
                confidentiality=2,
                integrity=2,
                availability=1,
                registered=date(2025, 10, 31),
            ),
        ),
        threats={f"T{no:02d}": ThreatRating(number(key)) for no, key in enumerate(THREAT_KEYS, 1)},
        measures=measures,
    )


def whole() -> Engagement:
    """The engagement as it is when the program is left."""
    note = "\n".join(NOTE_LINES)
    answers = measures()
    answers[NOTED_MEASURE] = MeasureAnswer(answers[NOTED_MEASURE].status, note)
    before = record(answers)
    points = [4 - number(key) for key in CLOUD_KEYS]
    service = CloudService(
        id="S0001",
        name="受発注クラウド「匠」",
        department="購買課",
        summary="注文と納期の連絡",
        status="investigating",
        starts=date(2024, 4, 1),
        created=date(2025, 10, 15),
        author="山田　花子",
        checks=dict(zip(CLOUD_ITEMS, points, strict=True)),
    )
    return Engagement(
        firm=before.firm,
        info=before.info,
        self_check=before.self_check,
        assets=before.assets,
        threats=before.threats,
        measures=answers,
        cloud_services=(service,),
    )
