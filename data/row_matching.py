"""Which rows of two ledgers are the same row, although a sheet may have no numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from data.fields import ASSET_FIELDS, CLOUD_SERVICE_FIELDS, Field
from data.record import Asset, CloudService
from data.text import fold

Row = TypeVar("Row", Asset, CloudService)
Carried = Callable[[str], str]
Pairs = Iterable[tuple[int, int]]


def match_assets(
    ours: Sequence[Asset], theirs: Sequence[Asset], carried: Carried
) -> list[int | None]:
    """For each row of theirs the position of its row in ours, None for a new one.

    An id decides, unless rows of theirs share it, as copied rows do. Then business,
    name and medium: the k-th row of theirs meets the k-th of ours, after those
    that are equal in everything have met.
    """

    def names(row: Asset) -> Hashable:
        return fold(carried(row.business)), fold(carried(row.name)), row.medium

    matching = _Matching(ours, theirs)
    matching.pair(_own_id(theirs, carried))
    matching.pair(lambda row: (names(row), _content(row, ASSET_FIELDS, carried)))
    matching.pair(names)
    return matching.partners


def match_services(
    ours: Sequence[CloudService],
    theirs: Sequence[CloudService],
    carried: Carried,
    *,
    ids_decide: bool = False,
) -> list[int | None]:
    """For each row of theirs the position of its row in ours, None for a new one.

    An id alone decides nothing, for every book counts its own services: the names
    must agree or one be missing; `ids_decide` where both are states of one file.
    A name decides where only one row of ours bears it; among several, only a row
    that is equal in everything is the same.
    """

    def name(row: CloudService) -> str:
        return fold(carried(row.name))

    def content(row: CloudService) -> Hashable:
        notes = frozenset((key, carried(note)) for key, note in row.notes.items() if note)
        checks = frozenset(row.checks.items())
        return _content(row, CLOUD_SERVICE_FIELDS, carried), checks, notes

    def may_be_one(theirs_at: int, ours_at: int) -> bool:
        names = {name(theirs[theirs_at]), name(ours[ours_at])} - {""}
        return len(names) < 2

    def of_one_name(theirs_at: list[int], ours_at: list[int]) -> Pairs:
        return [pair for pair in _in_turn(theirs_at, ours_at) if may_be_one(*pair)]

    def only_one(theirs_at: list[int], ours_at: list[int]) -> Pairs:
        return _in_turn(theirs_at, ours_at) if len(ours_at) == 1 else ()

    matching = _Matching(ours, theirs)
    matching.pair(_own_id(theirs, carried), _in_turn if ids_decide else of_one_name)
    matching.pair(content)
    matching.pair(lambda row: name(row) or None, only_one)
    return matching.partners


def _own_id(theirs: Sequence[Row], carried: Carried) -> Callable[[Row], Hashable]:
    """The id of a row, None when it has none or several rows of theirs have it."""
    borne = Counter(carried(row.id) for row in theirs)

    def own_id(row: Row) -> Hashable:
        key = carried(row.id)
        return key if key and borne[key] < 2 else None

    return own_id


def _in_turn(theirs_at: list[int], ours_at: list[int]) -> Pairs:
    return zip(theirs_at, ours_at, strict=False)


class _Matching(Generic[Row]):
    """Pairs rows by one key after another; a row that has its partner is out."""

    def __init__(self, ours: Sequence[Row], theirs: Sequence[Row]) -> None:
        self._ours: Sequence[Row] = ours
        self._theirs: Sequence[Row] = theirs
        self._free = dict.fromkeys(range(len(ours)))
        self.partners: list[int | None] = [None] * len(theirs)

    def pair(
        self,
        key: Callable[[Row], Hashable],
        choose: Callable[[list[int], list[int]], Pairs] = _in_turn,
    ) -> None:
        """Rows of equal `key` are partners, as `choose` says; the key None pairs nothing."""
        waiting = [at for at, partner in enumerate(self.partners) if partner is None]
        if not waiting or not self._free:
            return
        ours = _grouped(self._free, self._ours, key)
        for group, theirs_at in _grouped(waiting, self._theirs, key).items():
            for theirs_place, ours_place in choose(theirs_at, ours[group]) if group in ours else ():
                self.partners[theirs_place] = ours_place
                del self._free[ours_place]


def _grouped(
    places: Iterable[int], rows: Sequence[Row], key: Callable[[Row], Hashable]
) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for at in places:
        group = key(rows[at])
        if group is not None:
            groups[group].append(at)
    return groups


def _content(row: Asset | CloudService, fields: tuple[Field, ...], carried: Carried) -> Hashable:
    values = (getattr(row, field.key) for field in fields)
    return tuple(carried(value) if isinstance(value, str) else value for value in values)
