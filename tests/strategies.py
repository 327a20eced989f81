"""Made-up engagements for hypothesis: small, valid, and as nasty as a file may hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta, timezone
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from data.catalogue import load_catalogue
from data.place import Place
from data.record import (
    Asset,
    Baseline,
    CloudService,
    Engagement,
    EngagementInfo,
    Firm,
    FollowUp,
    Homework,
    MeasureAnswer,
    PlannedMeasure,
    Priority,
    SelfCheck,
    SelfCheckAnswer,
    ThreatRating,
    Treatment,
    Visit,
)

Key = TypeVar("Key", str, int)
Entry = TypeVar("Entry")

# Written out, not read from the catalogue: a strategy must not follow its mistakes.
ANSWERS = ("done", "partly", "not_done", "unknown")
MEDIA = ("paper", "removable", "office_pc", "mobile", "internal_server", "external_server")
THREATS = tuple(f"T{no:02}" for no in range(1, 22))
THEMES = ("rules", "risk", "cloud", "incident", "education")
TREATMENTS = ("reduce", "retain", "avoid", "transfer")
SERVICE_STATUSES = ("investigating", "in_use", "ended")
CHECKS = (
    *("purpose", "comparison", "importance", "policy", "provider", "reliability"),
    *("administrator", "users", "authentication", "backup"),
    *("security", "support", "exit", "law", "location"),
)

_NASTY = (
    *("\n", "\r", "\r\n", "\t", " ", "\x00", "\x1b[0m", "\x7f", "\x85", "\u2028", "\ufeff"),
    *('"', "'", '"""', "'''", "\\", "\\n", "#", "[threats.T01]\n", "\nfrequency = 9\n", "{}"),
    *("🏭", "👩‍🔧", "Ａ１２", "ｶﾞ", "か\u3099", "株式会社", "　", "𠮷", "=1+1"),
)

texts: SearchStrategy[str] = st.lists(
    st.sampled_from(_NASTY) | st.text(max_size=4), max_size=3
).map("".join)
dates: SearchStrategy[date] = st.dates()
levels: SearchStrategy[int | None] = st.none() | st.integers(1, 3)
counts: SearchStrategy[int | None] = st.none() | st.integers(0, 2**63 - 1)
days: SearchStrategy[date | None] = st.none() | dates

_offsets = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_scalars: SearchStrategy[Any] = st.one_of(
    texts,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    dates,
    st.times(),
    st.datetimes(timezones=st.none() | _offsets),
)
# Every type of TOML value, also arrays of tables and tables within tables.
toml_values: SearchStrategy[Any] = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(texts, inner, max_size=2)
        | st.lists(st.dictionaries(texts, inner, max_size=2), min_size=1, max_size=2)
    ),
    max_leaves=4,
)


def extras(*known: str) -> SearchStrategy[Mapping[str, Any]]:
    """Keys that this version does not know, with values of any type."""
    names = st.sampled_from(("later", "x-1", "id2", "extra", "a.b", "")) | texts
    unknown = names.filter(lambda name: name not in known)
    return st.just({}) | st.dictionaries(unknown, toml_values, max_size=2)


def _given(
    keys: Iterable[Key], entries: SearchStrategy[Entry], empty: Entry
) -> SearchStrategy[Mapping[Key, Entry]]:
    """Some entries that say something, in the order of the catalogue."""
    made = entries.filter(lambda entry: entry != empty)
    chosen = st.dictionaries(st.sampled_from(tuple(keys)), made, max_size=3)
    return chosen.map(lambda found: dict(sorted(found.items())))


firms = st.builds(
    Firm,
    name=texts,
    industry=texts,
    employees=counts,
    extra=extras("name", "industry", "employees"),
)
infos = st.builds(
    EngagementInfo,
    started=days,
    expert=texts,
    theme=st.none() | st.sampled_from(THEMES),
    extra=extras("started", "expert", "theme"),
)
self_checks = st.builds(
    SelfCheck,
    edition=texts,
    date=days,
    respondent=texts,
    items=_given(
        range(1, 26),
        st.builds(
            SelfCheckAnswer,
            answer=st.none() | st.sampled_from(ANSWERS),
            note=texts,
            extra=extras("answer", "note"),
        ),
        SelfCheckAnswer(),
    ),
    extra=extras("edition", "date", "respondent", "items"),
)
_ids = texts.filter(bool) | st.integers(1, 999).map("A{:03}".format)
assets = st.builds(
    Asset,
    id=_ids,
    business=texts,
    name=texts,
    note=texts,
    users=texts,
    owner=texts,
    medium=st.none() | st.sampled_from(MEDIA),
    personal=st.booleans(),
    sensitive_personal=st.booleans(),
    my_number=st.booleans(),
    confidentiality=levels,
    integrity=levels,
    availability=levels,
    retention=texts,
    registered=days,
    extra=extras(*(name for name in Asset.__slots__ if name != "extra")),
)
services = st.builds(
    CloudService,
    id=_ids,
    name=texts,
    department=texts,
    summary=texts,
    status=st.none() | st.sampled_from(SERVICE_STATUSES),
    starts=days,
    ends=days,
    created=days,
    author=texts,
    checks=st.dictionaries(st.sampled_from(CHECKS), st.integers(0, 3), max_size=4),
    notes=st.dictionaries(st.sampled_from(CHECKS), texts.filter(bool), max_size=2),
    extra=extras(*(name for name in CloudService.__slots__ if name != "extra")),
)
# Without what stands beside the answers: follow-ups, plan, visits, baselines.
answered_engagements: SearchStrategy[Engagement] = st.builds(
    Engagement,
    firm=firms,
    info=infos,
    self_check=self_checks,
    assets=st.lists(assets, max_size=3, unique_by=lambda row: row.id).map(tuple),
    threats=_given(
        THREATS,
        st.builds(ThreatRating, frequency=levels, note=texts, extra=extras("frequency", "note")),
        ThreatRating(),
    ),
    measures=_given(
        range(1, 56),
        st.builds(
            MeasureAnswer,
            status=st.none() | st.integers(1, 4),
            note=texts,
            extra=extras("status", "note"),
        ),
        MeasureAnswer(),
    ),
    cloud_services=st.lists(services, max_size=2, unique_by=lambda row: row.id).map(tuple),
    extra=extras(
        *("format", "firm", "engagement", "self_check"),
        *("assets", "threats", "measures", "cloud_services", "follow_ups", "plan", "treatments"),
        *("priorities", "visit", "homework", "baselines", "date"),
    ),
)

follow_ups = st.builds(
    FollowUp,
    marked=st.booleans(),
    person=texts,
    due=days,
    extra=extras("step", "key", "item", "marked", "person", "due"),
).filter(lambda each: each != FollowUp())
question_places = st.one_of(
    st.integers(1, 25).map(lambda no: Place("self_check", str(no))),
    st.sampled_from(THREATS).map(lambda key: Place("threats", key)),
    st.integers(1, 55).map(lambda no: Place("measures", str(no))),
)


def places_of(record: Engagement) -> SearchStrategy[Place]:
    """Any question, row or check of this very record."""
    rows = [Place("assets", row.id) for row in record.assets]
    checks = [
        Place("cloud", service.id, item) for service in record.cloud_services for item in CHECKS
    ]
    return st.one_of(question_places, *[st.sampled_from(each) for each in (rows, checks) if each])


plans = _given(
    range(1, 56),
    st.builds(
        PlannedMeasure,
        status=st.none() | st.integers(1, 2),
        person=texts,
        due=days,
        effort=levels,
        note=texts,
        done=days,
        extra=extras(*PlannedMeasure.__slots__),
    ),
    PlannedMeasure(),
)
treatments = st.builds(
    Treatment,
    option=st.none() | st.sampled_from(TREATMENTS),
    measures=st.lists(st.integers(1, 55), max_size=3, unique=True).map(tuple),
    person=texts,
    due=days,
    effort=levels,
    reason=texts,
    accepted_by=texts,
    extra=extras("asset", *Treatment.__slots__),
).filter(lambda each: each != Treatment())
priorities = st.builds(
    Priority,
    urgency=levels,
    importance=levels,
    difficulty=levels,
    reason=texts,
    exceptions=texts,
    extra=extras("step", "key", "item", *Priority.__slots__),
).filter(lambda each: each != Priority())
rated_places = question_places.filter(lambda place: place.step != "threats")
visits = _given(
    (1, 2, 3),
    st.builds(
        Visit,
        date=days,
        agreed=texts,
        note=texts,
        asked=st.lists(texts, max_size=2).map(tuple),
        minutes=st.dictionaries(texts, st.integers(0, 999), max_size=2),
        extra=extras(*Visit.__slots__),
    ),
    Visit(),
)
homework = st.builds(
    Homework,
    id=_ids,
    visit=levels,
    text=texts,
    person=texts,
    due=days,
    done=days,
    extra=extras(*Homework.__slots__),
)
baselines = st.dictionaries(
    st.integers(1, 3), st.builds(Baseline, date=days, record=answered_engagements), max_size=1
)


def _some(keys: Iterable[Any], entries: SearchStrategy[Any]) -> SearchStrategy[Mapping[Any, Any]]:
    """Entries at some of the keys; none where there is no key."""
    known = [*keys]
    some = st.dictionaries(st.sampled_from(known), entries, max_size=2) if known else st.just({})
    return st.just({}) | some


@st.composite
def _engagements(draw: DrawFn) -> Engagement:
    record = draw(answered_engagements)
    made: SearchStrategy[Mapping[Place, FollowUp]] = st.just({}) | st.dictionaries(
        places_of(record), follow_ups, max_size=3
    )
    rows = st.lists(homework, max_size=2, unique_by=lambda row: row.id).map(tuple)
    return replace(
        record,
        follow_ups=draw(made),
        plan=draw(plans),
        treatments=draw(_some([asset.id for asset in record.assets], treatments)),
        priorities=draw(st.just({}) | st.dictionaries(rated_places, priorities, max_size=2)),
        visits=draw(visits),
        homework=draw(rows),
        baselines=draw(st.just({}) | baselines),
    )


engagements: SearchStrategy[Engagement] = _engagements()

# Answers only: what the arithmetic is computed from, and nothing else.
_ledger_rows = st.builds(
    Asset,
    id=st.just(""),
    medium=st.none() | st.sampled_from(MEDIA),
    personal=st.booleans(),
    sensitive_personal=st.booleans(),
    my_number=st.booleans(),
    confidentiality=levels,
    integrity=levels,
    availability=levels,
)


def _numbered(rows: list[Asset]) -> tuple[Asset, ...]:
    return tuple(replace(row, id=f"A{no:03}") for no, row in enumerate(rows, start=1))


@st.composite
def _full_length(draw: DrawFn, value: SearchStrategy[Any], length: int) -> list[Any]:
    """One value per place; None (unanswered) in many, some or no places."""
    gaps = draw(st.sampled_from((0, 1, 5)))
    chosen = value if gaps == 0 else st.one_of(value, *[st.none()] * gaps)
    return draw(st.lists(chosen, min_size=length, max_size=length))


@st.composite
def answer_records(draw: DrawFn) -> Engagement:
    """A record that holds answers and a ledger, but no text, no date, no unknown key."""
    answers = draw(_full_length(st.sampled_from(ANSWERS), 25))
    frequencies = draw(_full_length(st.integers(1, 3), 21))
    statuses = draw(_full_length(st.sampled_from((1, 1, 1, 2, 3, 4)), 55))
    return Engagement(
        self_check=SelfCheck(
            items={no: SelfCheckAnswer(a) for no, a in enumerate(answers, 1) if a is not None}
        ),
        assets=_numbered(draw(st.lists(_ledger_rows, max_size=8))),
        threats={
            key: ThreatRating(frequency)
            for key, frequency in zip(THREATS, frequencies, strict=True)
            if frequency is not None
        },
        measures={no: MeasureAnswer(s) for no, s in enumerate(statuses, 1) if s is not None},
        cloud_services=tuple(
            CloudService(id=f"S{no:04}", checks=checks)
            for no, checks in enumerate(
                draw(
                    st.lists(
                        st.dictionaries(st.sampled_from(CHECKS), st.integers(0, 3)), max_size=2
                    )
                ),
                start=1,
            )
        ),
    )


def whole_record(status: int = 1, frequency: int = 3, answer: str = "done") -> Engagement:
    """A record in which every question has the same answer."""
    catalogue = load_catalogue()
    return Engagement(
        self_check=SelfCheck(
            items={item.no: SelfCheckAnswer(answer) for item in catalogue.self_check_items}
        ),
        threats={threat.id: ThreatRating(frequency) for threat in catalogue.threats},
        measures={measure.no: MeasureAnswer(status) for measure in catalogue.measures},
    )
