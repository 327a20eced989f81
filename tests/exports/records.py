"""The engagements the workbooks are tried with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import data
from data.catalogue import load_catalogue
from data.engagement_file import load_engagement
from data.record import (
    Asset,
    Baseline,
    CloudService,
    Engagement,
    EngagementInfo,
    Firm,
    MeasureAnswer,
    SelfCheck,
    SelfCheckAnswer,
    ThreatRating,
)

TODAY = date(2026, 11, 20)
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.toml"))

AWKWARD = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-1",
    "@SUM(A1)",
    "{=1+1}",
    "http://example.com/a?b=c",
    "mailto:a@example.com",
    "internal:診断結果!A1",
    "a\x00b\x0bc\x1b",
    "\ud800半分",
    "\ufffe",
    "<r>太字</r>",
    "<b>&amp;</b>",
    "'quote",
    "007",
    "1/2",
    "TRUE",
    "#N/A",
    " 前後の空き ",
    "一行目\r\n二行目",
    "😀絵文字",
    "長" * 40_000,
    "*",
]


def sample() -> Engagement:
    return load_engagement(Path(data.__file__).parent / "sample.toml")


def awkward() -> Engagement:
    """Every text field holds something a spreadsheet might take amiss."""
    texts = dict(enumerate(AWKWARD, 1))
    pairs = zip(load_catalogue().cloud_items, AWKWARD, strict=False)
    notes = {item.key: text for item, text in pairs}
    threats = {f"T{no:02}": ThreatRating(2, text) for no, text in texts.items() if no <= 21}
    return Engagement(
        firm=Firm(AWKWARD[0], AWKWARD[8], 10**20),
        info=EngagementInfo(expert=AWKWARD[2]),
        self_check=SelfCheck(
            respondent=AWKWARD[11],
            items={no: SelfCheckAnswer("partly", text) for no, text in texts.items()},
        ),
        assets=tuple(_asset(no, text) for no, text in texts.items()),
        threats=threats,
        measures={no: MeasureAnswer(2, text) for no, text in texts.items()},
        cloud_services=tuple(_service(no, text, notes) for no, text in texts.items()),
    )


def _asset(no: int, text: str) -> Asset:
    return Asset(
        id=f"{no}{text}",
        business=text,
        name=text,
        note=text,
        users=text,
        owner=text,
        retention=text,
        medium="paper",
        registered=date(1899, 12, 31),
    )


def _service(no: int, text: str, notes: dict[str, str]) -> CloudService:
    return CloudService(
        id=f"{text}{no}",
        name=text,
        department=text,
        summary=text,
        author=text,
        checks={"purpose": 1},
        notes=notes,
    )


def since(then: Engagement, now: Engagement) -> Engagement:
    """Now, with then as the record kept at the first visit."""
    return replace(now, baselines={1: Baseline(TODAY, then)})


def all_records() -> dict[str, Engagement]:
    """By a name: the sample firm, nothing at all, awkward texts, and every worked example."""
    examples = {path.stem: load_engagement(path) for path in EXAMPLES}
    return {"sample": sample(), "nothing": Engagement(), "awkward": awkward(), **examples}
