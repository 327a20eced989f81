"""What is said of a damaged file before anything is written."""

from __future__ import annotations

from typing import NamedTuple

from data.place_names import STEP_TITLES
from data.progress import progress
from data.record import Engagement, EngagementInfo, Firm
from data.salvage.rescue import Salvage

KEPT_AS_IT_IS = "元のファイルはそのまま残ります。"
NOTHING_READABLE = "読める部分がありません。控えがないか確かめてください"
NOTHING_LOST = "失われるところはありません"


class Section(NamedTuple):
    title: str
    lines: tuple[str, ...]


def sections(found: Salvage) -> list[Section]:
    """What can be taken out, what cannot, and what is changed by it; only those with something."""
    lost = tuple(map(str, found.lost))
    changed = tuple(map(str, found.changed))
    parts = (
        Section("取り出せるもの", ("、".join(_readable(found.record)),)),
        Section(f"取り出せないところ {len(lost)}件", lost),
        Section(f"形を変えて取り出すところ {len(changed)}件", changed),
    )
    return [part for part in parts if any(part.lines)]


def _readable(record: Engagement) -> tuple[str, ...]:
    counts = progress(record).items()
    said = [f"{STEP_TITLES[step]} {count}" for step, count in counts if count.done]
    if (record.firm, record.info) != (Firm(), EngagementInfo()):
        said.insert(0, STEP_TITLES["firm"])
    return tuple(said)
