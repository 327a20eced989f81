"""Two records side by side: what differs, and one made of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal, TypeVar

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
from data.edits import FieldTable, SetField
from data.fields import Value
from data.place import Place
from data.record import (
    Asset,
    CloudService,
    Engagement,
    MeasureAnswer,
    SelfCheckAnswer,
    ThreatRating,
)
from data.row_matching import Carried, match_assets, match_services
from data.rows import ASSET_IDS, SERVICE_IDS, IdForm, free_ids

Take = Literal["ours", "theirs"]
Key = TypeVar("Key", str, int)
Entry = TypeVar("Entry", SelfCheckAnswer, ThreatRating, MeasureAnswer)
Row = TypeVar("Row", Asset, CloudService)
Get = Callable[[str], Value]

LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Difference:
    """A value both records give, differently. `what` names it to a person; values as shown."""

    place: Place
    what: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """`record` is ours with what only theirs gives, and at `differences` the taken side.

    `filled` counts values that ours lacked outside of new rows, `new_assets` and
    `new_services` rows that ours lacked; `only_ours` names rows that theirs lacks,
    where theirs has any row of that kind.
    """

    record: Engagement
    differences: tuple[Difference, ...]
    filled: int
    new_assets: int
    new_services: int
    only_ours: tuple[str, ...]


def merge(
    ours: Engagement, theirs: Engagement, take: Take = "ours", carried: Carried = str
) -> Merged:
    """Ours with what theirs adds; an absent value of theirs never takes one away.

    `carried` gives the form in which a text reached theirs, for a workbook cannot
    hold every text: two texts of one form are equal. Rows find their partners as
    in `data/row_matching.py`; a new row keeps its id where that is free. What ours
    holds beyond the known keys stays, theirs is taken to hold nothing there.
    """
    merging = _Merging(take, carried)
    changes: dict[str, Any] = {table: merging.head(ours, theirs, table) for table in HEADS}
    items = merging.answers(ours.self_check.items, theirs.self_check.items, SELF_CHECK)
    changes["self_check"] = replace(changes["self_check"], items=items)
    changes["assets"] = merging.assets(ours.assets, theirs.assets)
    changes["threats"] = merging.answers(ours.threats, theirs.threats, THREATS)
    changes["measures"] = merging.answers(ours.measures, theirs.measures, MEASURES)
    changes["cloud_services"] = merging.services(ours.cloud_services, theirs.cloud_services)
    return Merged(
        replace(ours, **changes),
        tuple(merging.differences),
        merging.filled,
        len(changes["assets"]) - len(ours.assets),
        len(changes["cloud_services"]) - len(ours.cloud_services),
        tuple(merging.only_ours),
    )


def row_name(row: Asset | CloudService) -> str:
    """`A003「社員名簿」`, on one line and short; the id alone when the row has no name."""
    name = _short(row.name)
    return f"{_short(row.id)}「{name}」" if name else _short(row.id)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1]}…"


class _Merging:
    """One merge, called table by table in the order of the interview."""

    def __init__(self, take: Take, carried: Carried) -> None:
        self._take, self._carried = take, carried
        self.differences: list[Difference] = []
        self.filled = 0
        self.only_ours: list[str] = []

    def head(self, ours: Engagement, theirs: Engagement, table: FieldTable) -> Any:
        mine = getattr(ours, table)
        get, given = partial(getattr, mine), partial(getattr, getattr(theirs, table))
        changes: dict[str, Any] = {}
        for cell in HEADS[table]:
            place = SetField(table, cell.key, None).place
            changes |= self._values(get, given, (cell,), place, "")
        return replace(mine, **changes)

    def answers(
        self, ours: Mapping[Key, Entry], theirs: Mapping[Key, Entry], asked: Questions
    ) -> Mapping[Key, Entry]:
        merged = {**ours}
        for key, entry in sorted(theirs.items()):
            empty = type(entry)()
            mine = ours.get(key, empty)
            place, owner = Place(asked.step, str(key)), f"{asked.title} {key} の"
            merged[key] = self._table(mine, entry, asked.cells, place, owner)
            if merged[key] == empty:
                del merged[key]
        return dict(sorted(merged.items()))

    def assets(self, ours: tuple[Asset, ...], theirs: tuple[Asset, ...]) -> tuple[Asset, ...]:
        said = [row for row in theirs if row != Asset("")]
        partners = match_assets(ours, said, self._carried)
        return self._rows(ours, said, partners, self._asset, ASSET_IDS)

    def _asset(self, ours: Asset, theirs: Asset) -> Asset:
        owner = f"情報資産 {row_name(ours)}の"
        merged: Asset = self._table(ours, theirs, ASSET, Place("assets", ours.id), owner)
        return merged

    def services(
        self, ours: tuple[CloudService, ...], theirs: tuple[CloudService, ...]
    ) -> tuple[CloudService, ...]:
        said = [row for row in theirs if row != CloudService("")]
        partners = match_services(ours, said, self._carried)
        return self._rows(ours, said, partners, self._service, SERVICE_IDS)

    def _service(self, ours: CloudService, theirs: CloudService) -> CloudService:
        owner = f"クラウド {row_name(ours)}の"
        merged: CloudService = self._table(ours, theirs, SERVICE, Place("cloud", ours.id), owner)
        checks: dict[str, Any] = {}
        notes: dict[str, Any] = {}
        for item in load_catalogue().cloud_items:
            place = Place("cloud", ours.id, item.key)
            check, note = check_cells(item)
            checks |= self._values(ours.checks.get, theirs.checks.get, (check,), place, owner)
            notes |= self._values(ours.notes.get, theirs.notes.get, (note,), place, owner)
        return replace(merged, checks={**ours.checks, **checks}, notes={**ours.notes, **notes})

    def _rows(
        self,
        ours: tuple[Row, ...],
        theirs: Sequence[Row],
        partners: Sequence[int | None],
        merged: Callable[[Row, Row], Row],
        form: IdForm,
    ) -> tuple[Row, ...]:
        rows: list[Row] = list(ours)
        for row, at in zip(theirs, partners, strict=True):
            if at is not None:
                rows[at] = merged(ours[at], row)
        if theirs:
            lacking = set(range(len(ours))).difference(at for at in partners if at is not None)
            self.only_ours += [row_name(ours[at]) for at in sorted(lacking)]
        new = [row for row, at in zip(theirs, partners, strict=True) if at is None]
        rows.extend(_with_free_ids(new, ours, theirs, form))
        return tuple(rows)

    def _table(
        self, ours: Any, theirs: Any, cells: Sequence[Cell], place: Place, owner: str
    ) -> Any:
        get, given = partial(getattr, ours), partial(getattr, theirs)
        changes = self._values(get, given, cells, place, owner)
        return replace(ours, **changes) if changes else ours

    def _values(
        self, ours: Get, theirs: Get, cells: Sequence[Cell], place: Place, owner: str
    ) -> dict[str, Any]:
        """The values at `cells` that come out otherwise than in ours."""
        changes: dict[str, Any] = {}
        for cell in cells:
            mine, given = ours(cell.key), theirs(cell.key)
            if _is_absent(given) or self._are_same(mine, given):
                continue
            if _is_absent(mine):
                self.filled += 1
            else:
                shown = cell.show(mine), cell.show(given)
                self.differences.append(Difference(place, f"{owner}{cell.label}", *shown))
            if _is_absent(mine) or self._take == "theirs":
                changes[cell.key] = given
        return changes

    def _are_same(self, ours: Value, theirs: Value) -> bool:
        if ours == theirs:
            return True
        if not (isinstance(ours, str) and isinstance(theirs, str)):
            return False
        return self._carried(ours) == self._carried(theirs)


def _is_absent(value: Value) -> bool:
    return value is None or value is False or value == ""


def _with_free_ids(
    new: Sequence[Row], ours: Sequence[Row], theirs: Sequence[Row], form: IdForm
) -> Iterator[Row]:
    """No id is made up that theirs uses: the next import would take it for that row."""
    taken = {row.id for row in ours}
    ids = free_ids(taken | {row.id for row in theirs}, form)
    for row in new:
        numbered = row if row.id and row.id not in taken else replace(row, id=next(ids))
        taken.add(numbered.id)
        yield numbered
