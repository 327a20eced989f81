"""The engagement record: everything the file holds, as immutable values.

Unanswered is `None`, an empty text is "not entered", a flag that is absent is
False. `extra` carries the keys this version does not know; they are written
back as they came. Mappings and tuples are never changed in place: an edit makes
a new record that shares what it did not touch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data.place import Place

Extra = Mapping[str, Any]


def _none_extra() -> Extra:
    return {}


@dataclass(frozen=True, slots=True)
class Firm:
    name: str = ""
    industry: str = ""
    employees: int | None = None
    extra: Extra = field(default_factory=_none_extra)


@dataclass(frozen=True, slots=True)
class EngagementInfo:
    """The visit: when it began, who asks, and which theme it follows."""

    started: date | None = None
    expert: str = ""
    theme: str | None = None
    extra: Extra = field(default_factory=_none_extra)


@dataclass(frozen=True, slots=True)
class SelfCheckAnswer:
    """`answer`: done, partly, not_done or unknown."""

    answer: str | None = None
    note: str = ""
    extra: Extra = field(default_factory=_none_extra)


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """`items` by item number 1..25; an item that is neither answered nor noted is absent."""

    edition: str = ""
    date: date | None = None
    respondent: str = ""
    items: Mapping[int, SelfCheckAnswer] = field(default_factory=dict)
    extra: Extra = field(default_factory=_none_extra)


@dataclass(frozen=True, slots=True)
class Asset:
    """One row of the ledger; evaluations are 1..3."""

    id: str
    business: str = ""
    name: str = ""
    note: str = ""
    users: str = ""
    owner: str = ""
    medium: str | None = None
    personal: bool = False
    sensitive_personal: bool = False
    my_number: bool = False
    confidentiality: int | None = None
    integrity: int | None = None
    availability: int | None = None
    retention: str = ""
    registered: date | None = None
    extra: Extra = field(default_factory=_none_extra)


@dataclass(frozen=True, slots=True)
class ThreatRating:
    """`frequency` 1..3, rated as if nothing were done."""

    frequency: int | None = None
    note: str = ""
    extra: Extra = field(default_factory=_none_extra)


@dataclass(frozen=True, slots=True)
class MeasureAnswer:
    """`status`: 1 done, 2 partly, 3 not done or unknown, 4 does not apply."""

    status: int | None = None
    note: str = ""
    extra: Extra = field(default_factory=_none_extra)


@dataclass(frozen=True, slots=True)
class CloudService:
    """`checks` by item key, 0..3 points; `notes` by item key."""

    id: str
    name: str = ""
    department: str = ""
    summary: str = ""
    status: str | None = None
    starts: date | None = None
    ends: date | None = None
    created: date | None = None
    author: str = ""
    checks: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    extra: Extra = field(default_factory=_none_extra)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is to be done about a place later: come back to it, or ask somebody by a day."""

    marked: bool = False
    person: str = ""
    due: date | None = None
    extra: Extra = field(default_factory=_none_extra)


@dataclass(frozen=True, slots=True)
class Engagement:
    """One engagement with one firm."""

    firm: Firm = field(default_factory=Firm)
    info: EngagementInfo = field(default_factory=EngagementInfo)
    self_check: SelfCheck = field(default_factory=SelfCheck)
    assets: tuple[Asset, ...] = ()
    threats: Mapping[str, ThreatRating] = field(default_factory=dict)
    measures: Mapping[int, MeasureAnswer] = field(default_factory=dict)
    cloud_services: tuple[CloudService, ...] = ()
    follow_ups: Mapping[Place, FollowUp] = field(default_factory=dict)
    extra: Extra = field(default_factory=_none_extra)
