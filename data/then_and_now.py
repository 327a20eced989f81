"""Then and now: two states of an engagement, or two engagements, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from data.catalogue import load_catalogue
from data.cells import (
    ASSET,
    HEADS,
    MEASURES,
    SELF_CHECK,
    SERVICE,
    THREATS,
    Cell,
    Questions,
    check_cells,
)
from data.cloud_score import CloudScore
from data.edits import SetField
from data.fields import Value
from data.place import Place
from data.place_names import place_name
from data.record import (
    Asset,
    CloudService,
    Engagement,
    MeasureAnswer,
    SelfCheckAnswer,
    ThreatRating,
)
from data.result import Result, compute_result
from data.risk import AssetRisk
from data.row_matching import match_assets, match_services
from data.rows import row_place
from data.text import fold

Each = TypeVar("Each")
Other = TypeVar("Other")
Row = TypeVar("Row", Asset, CloudService)
Answers = Mapping[Any, SelfCheckAnswer] | Mapping[Any, ThreatRating] | Mapping[Any, MeasureAnswer]
Get = Callable[[str], Value]

# What the cell of a note, and of an answer whatever its table calls it, is called here.
NOTE, ANSWER = "note", "answer"


class Pair(NamedTuple, Generic[Each]):
    """The same thing in both states."""

    then: Each
    now: Each

    def of(self, look: Callable[[Each], Other]) -> Pair[Other]:
        return Pair(look(self.then), look(self.now))


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """An answer, a note or a field that is another now.

    `field` is `answer` or `note` at a question, else the key of the field; `label` is what a
    person calls it, `name` what stands at the place. `shown` are the values as a person reads
    them, empty for none.
    """

    place: Place
    field: str
    name: str
    label: str
    values: Pair[Value]
    shown: Pair[str]


@dataclass(frozen=True, slots=True)
class Rows(Generic[Each]):
    """The rows of a ledger: those in both states in today's order, those added, those gone."""

    kept: tuple[Pair[Each], ...]
    new: tuple[Each, ...]
    gone: tuple[Each, ...]


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """All that two records give, and in `values` all that differs between them."""

    results: Pair[Result]
    values: tuple[ChangedValue, ...]
    assets: Rows[AssetRisk]
    services: Rows[CloudScore]

    @property
    def records(self) -> Pair[Engagement]:
        return self.results.of(lambda result: result.board.record)

    @property
    def is_unchanged(self) -> bool:
        rows = (self.assets, self.services)
        return not self.values and not any(each.new or each.gone for each in rows)

    @property
    def are_two_firms(self) -> bool:
        """Both firms are named, and differently."""
        then, now = self.records.of(lambda record: fold(record.firm.name))
        return bool(then and now) and then != now


def compare(then: Engagement, now: Engagement, *, of_one_file: bool = False) -> ThenAndNow:
    """Both records side by side. `of_one_file`: two states of one file, in which an id stays
    with its service; otherwise rows find their partners as in `data/row_matching.py`.

    What this version does not know, follow-ups, and the order of rows are not compared.
    """
    results = Pair(compute_result(then), compute_result(now))
    assets = _rows(then.assets, now.assets, partial(match_assets, carried=str))
    match = partial(match_services, carried=str, ids_decide=of_one_file)
    services = _rows(then.cloud_services, now.cloud_services, match)
    values = [
        *_head_values(then, now),
        *_answer_values(then, now),
        *_asset_values(assets.kept, now),
        *_service_values(services.kept, now),
    ]
    return ThenAndNow(results, tuple(values), _risks(assets, results), _scores(services, results))


def since_visit(record: Engagement, visit: int) -> ThenAndNow:
    """The record as it stood at the end of a visit beside what it is now.

    Raises KeyError when nothing was kept at that visit.
    """
    return compare(record.baselines[visit].record, record, of_one_file=True)


def last_baseline(record: Engagement) -> int | None:
    """The latest visit since whose end something changed, else the latest that was closed.

    Right after a visit is closed, what became of the one before is what there is to see.
    """
    visits = sorted(record.baselines, reverse=True)
    changed = (visit for visit in visits if not since_visit(record, visit).is_unchanged)
    return next(changed, next(iter(visits), None))


def _rows(
    then: Sequence[Row],
    now: Sequence[Row],
    match: Callable[[Sequence[Row], Sequence[Row]], list[int | None]],
) -> Rows[Row]:
    """Partners are those that find each other from either side, so that neither side counts
    for more.
    """
    back = match(now, then)
    partners = [
        at if at is not None and back[at] == place else None
        for place, at in enumerate(match(then, now))
    ]
    found = set(partners)
    return Rows(
        kept=tuple(Pair(then[at], now[i]) for i, at in enumerate(partners) if at is not None),
        new=tuple(now[i] for i, at in enumerate(partners) if at is None),
        gone=tuple(row for at, row in enumerate(then) if at not in found),
    )


def _risks(rows: Rows[Asset], results: Pair[Result]) -> Rows[AssetRisk]:
    then, now = results.then.board.of, results.now.board.of
    kept = tuple(Pair(then(pair.then), now(pair.now)) for pair in rows.kept)
    return Rows(kept, tuple(map(now, rows.new)), tuple(map(then, rows.gone)))


def _scores(rows: Rows[CloudService], results: Pair[Result]) -> Rows[CloudScore]:
    then, now = results.of(lambda result: {id(each.service): each for each in result.cloud})
    kept = tuple(Pair(then[id(pair.then)], now[id(pair.now)]) for pair in rows.kept)
    new = tuple(now[id(row)] for row in rows.new)
    return Rows(kept, new, tuple(then[id(row)] for row in rows.gone))


# --- What differs -----------------------------------------------------------


def _head_values(then: Engagement, now: Engagement) -> Iterator[ChangedValue]:
    for table, cells in HEADS.items():
        gets = Pair(getattr(then, table), getattr(now, table)).of(_getter)
        for cell in cells:
            place = SetField(table, cell.key, None).place
            yield from _changed(gets, cell, place, cell.key, "")


def _answer_values(then: Engagement, now: Engagement) -> Iterator[ChangedValue]:
    both = Pair(then, now)
    yield from _answers(both.of(lambda r: r.self_check.items), SELF_CHECK, now)
    yield from _answers(both.of(lambda r: r.threats), _THREATS, now)
    yield from _answers(both.of(lambda r: r.measures), MEASURES, now)


def _answers(
    entries: Pair[Answers] | Pair[Any], asked: Questions, now: Engagement
) -> Iterator[ChangedValue]:
    for key in sorted({*entries.then, *entries.now}):
        place = Place(asked.step, str(key))
        name = place_name(now, place)
        gets = Pair(_entry(entries.then, key), _entry(entries.now, key))
        for cell in asked.cells:
            field = cell.key if cell.key == NOTE else ANSWER
            yield from _changed(gets, cell, place, field, name)


def _entry(entries: Answers, key: Any) -> Get:
    found: Get = partial(getattr, entries[key]) if key in entries else {NOTE: ""}.get
    return found


def _asset_values(kept: Sequence[Pair[Asset]], now: Engagement) -> Iterator[ChangedValue]:
    for pair in kept:
        if pair.then != pair.now:
            yield from _field_values(pair, ASSET, now)


def _service_values(kept: Sequence[Pair[CloudService]], now: Engagement) -> Iterator[ChangedValue]:
    for pair in kept:
        if pair.then != pair.now:
            yield from _field_values(pair, SERVICE, now)
            yield from _check_values(pair, now)


def _field_values(
    pair: Pair[Row], cells: Sequence[Cell], now: Engagement
) -> Iterator[ChangedValue]:
    place, gets = row_place(pair.now), pair.of(_getter)
    name = place_name(now, place)
    for cell in cells:
        yield from _changed(gets, cell, place, cell.key, name)


def _check_values(pair: Pair[CloudService], now: Engagement) -> Iterator[ChangedValue]:
    checks, notes = pair.of(lambda s: s.checks.get), pair.of(_notes)
    for item in load_catalogue().cloud_items:
        place = Place("cloud", pair.now.id, item.key)
        name = place_name(now, place)
        check, note = check_cells(item)
        yield from _changed(checks, _called(check, "回答"), place, ANSWER, name)
        yield from _changed(notes, _called(note, "メモ"), place, NOTE, name)


def _getter(entry: Any) -> Get:
    return partial(getattr, entry)


def _notes(service: CloudService) -> Get:
    return lambda key: service.notes.get(key, "")


def _called(cell: Cell, label: str) -> Cell:
    """Where the name of the place says already what is asked."""
    return Cell(cell.key, label, cell.show)


def _changed(
    gets: Pair[Any], cell: Cell, place: Place, field: str, name: str
) -> Iterator[ChangedValue]:
    values: Pair[Value] = gets.of(lambda get: get(cell.key))
    if values.then != values.now:
        shown = values.of(lambda value: "" if value is None else cell.show(value))
        yield ChangedValue(place, field, name, cell.label, values, shown)


def _brief_frequency(frequency: int) -> str:
    options = load_catalogue().frequencies
    return next(each.short_label for each in options if each.frequency == frequency)


# The official labels are too long to be read beside each other.
_THREATS = Questions(
    THREATS.step,
    THREATS.title,
    Cell(THREATS.answer.key, THREATS.answer.label, _brief_frequency),
)


# --- The public JSON form ---------------------------------------------------


def comparison_payload(compared: ThenAndNow) -> dict[str, Any]:
    """The comparison as plain values; every pair is [then, now], None stands for not known.

    {"self_check": {"score", "answered", "band": pairs, "parts": [{"part", "score": pair}]},
    "answers": [{"step", "key", "item", "field", "name", "then", "now"}], only what changed,
    "assets": {"new", "gone": ids, "risks": [{"id", "name", "risk", "level": pairs}]},
    "cloud": {"new", "gone": ids, "services": [{"id", "score": pair}]},
    "diagnosis": [{"category", "rate": pair}], "level_counts": pair of {"high", "medium", "low"}}
    """
    boards = compared.results.of(lambda result: result.board)
    return {
        "self_check": _self_check(compared.results),
        "answers": [_value(each) for each in compared.values],
        "assets": {
            "new": [row.asset.id for row in compared.assets.new],
            "gone": [row.asset.id for row in compared.assets.gone],
            "risks": [_risk(pair) for pair in compared.assets.kept],
        },
        "cloud": {
            "new": [score.service.id for score in compared.services.new],
            "gone": [score.service.id for score in compared.services.gone],
            "services": [_service(pair) for pair in compared.services.kept],
        },
        "diagnosis": [
            {"category": then.category.category}
            | {"rate": [each.rate.value if each.rate else None for each in (then, now)]}
            for then, now in zip(*compared.results.of(lambda r: r.diagnosis), strict=True)
        ],
        "level_counts": [dict(board.level_counts()) for board in boards],
    }


def _self_check(results: Pair[Result]) -> dict[str, Any]:
    scores = results.of(lambda result: result.self_check)
    return {
        "score": [each.score for each in scores],
        "answered": [each.answered for each in scores],
        "band": [each.band.key if each.band else None for each in scores],
        "parts": [
            {"part": then.part.part, "score": [then.score, now.score]}
            for then, now in zip(*scores.of(lambda each: each.parts), strict=True)
        ],
    }


def _value(changed: ChangedValue) -> dict[str, Any]:
    then, now = changed.values.of(_plain)
    place = changed.place
    return {
        "step": place.step,
        "key": place.key,
        "item": place.item,
        "field": changed.field,
        "name": changed.name or changed.label,
        "then": then,
        "now": now,
    }


def _plain(value: Value) -> Value:
    return value.isoformat() if isinstance(value, date) else value


def _risk(pair: Pair[AssetRisk]) -> dict[str, Any]:
    return {
        "id": pair.now.asset.id,
        "name": pair.now.asset.name,
        "risk": [row.risk for row in pair],
        "level": [row.level for row in pair],
    }


def _service(pair: Pair[CloudScore]) -> dict[str, Any]:
    return {"id": pair.now.service.id, "score": [each.score for each in pair]}
