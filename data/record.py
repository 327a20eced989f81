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
class PlannedMeasure:
    """What is to be done about a measure.

    `status`: 1 done or 2 partly, what it shall be, None while that is not planned; `effort`
    1..3; `done`: the day it was reported done, when the answer itself became `status`.
    """

    status: int | None = None
    person: str = ""
    due: date | None = None
    effort: int | None = None
    note: str = ""
    done: date | None = None
    extra: Extra = field(default_factory=_none_extra)


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is to be done about an asset's risk.

    `option`: reduce, retain, avoid or transfer; `measures` by number; `effort` 1..3.
    """

    option: str | None = None
    measures: tuple[int, ...] = ()
    person: str = ""
    due: date | None = None
    effort: int | None = None
    reason: str = ""
    accepted_by: str = ""
    extra: Extra = field(default_factory=_none_extra)


@dataclass(frozen=True, slots=True)
class Priority:
    """How pressing a question's subject is, each 1..3, and what was said about it."""

    urgency: int | None = None
    importance: int | None = None
    difficulty: int | None = None
    reason: str = ""
    exceptions: str = ""
    extra: Extra = field(default_factory=_none_extra)


# Their numbers.
VISITS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of the expert.

    `asked`: keys of the requests that are settled; `minutes` by key of the agenda's item,
    where they are not the standard ones.
    """

    date: date | None = None
    agreed: str = ""
    note: str = ""
    asked: tuple[str, ...] = ()
    minutes: Mapping[str, int] = field(default_factory=dict)
    extra: Extra = field(default_factory=_none_extra)


@dataclass(frozen=True, slots=True)
class Homework:
    """Something the firm does until the next visit; `visit` 1..3 is where it was agreed."""

    id: str
    visit: int | None = None
    text: str = ""
    person: str = ""
    due: date | None = None
    done: date | None = None
    extra: Extra = field(default_factory=_none_extra)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The record as it stood at the end of a visit, without plan, visits and baselines."""

    date: date | None
    record: Engagement


@dataclass(frozen=True, slots=True)
class Engagement:
    """One engagement with one firm.

    `plan` by number of the measure, `treatments` by id of the asset, `priorities` by place of
    a self-check item or measure, `visits` and `baselines` by number of the visit.
    """

    firm: Firm = field(default_factory=Firm)
    info: EngagementInfo = field(default_factory=EngagementInfo)
    self_check: SelfCheck = field(default_factory=SelfCheck)
    assets: tuple[Asset, ...] = ()
    threats: Mapping[str, ThreatRating] = field(default_factory=dict)
    measures: Mapping[int, MeasureAnswer] = field(default_factory=dict)
    cloud_services: tuple[CloudService, ...] = ()
    follow_ups: Mapping[Place, FollowUp] = field(default_factory=dict)
    plan: Mapping[int, PlannedMeasure] = field(default_factory=dict)
    treatments: Mapping[str, Treatment] = field(default_factory=dict)
    priorities: Mapping[Place, Priority] = field(default_factory=dict)
    visits: Mapping[int, Visit] = field(default_factory=dict)
    homework: tuple[Homework, ...] = ()
    baselines: Mapping[int, Baseline] = field(default_factory=dict)
    extra: Extra = field(default_factory=_none_extra)
