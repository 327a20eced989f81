"""Which rows of the ledger are in view and in which order: of the screen, never of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from data.catalogue import load_catalogue
from data.follow_ups import is_marked
from data.ledger import importance
from data.place import Place
from data.record import Asset, FollowUp
from data.risk import LEVEL_LABELS, RiskBoard
from data.rows import row_place
from data.same import Same
from data.text import fold

Order = Literal["ledger", "risk", "importance", "medium", "business", "owner", "name"]
ORDER_LABELS: Mapping[Order, str] = {
    "ledger": "台帳の順",
    "risk": "リスクの大きい順",
    "importance": "重要度の高い順",
    "medium": "媒体・保存先ごと",
    "business": "業務分類ごと",
    "owner": "管理部署ごと",
    "name": "名称の順",
}

FilterKey = Literal["level", "medium", "business", "owner", "attention"]
FILTER_LABELS: Mapping[FilterKey, str] = {
    "level": "リスク",
    "medium": "媒体・保存先",
    "business": "業務分類",
    "owner": "管理部署",
    "attention": "しるし・備考",
}
MARKED, NOTED = "marked", "noted"
ATTENTION_LABELS: Mapping[str, str] = {MARKED: "しるしあり", NOTED: "備考あり"}
# What stands for "not entered" among the values of a filter.
NOTHING = ""
NOTHING_LABEL, UNKNOWN_LABEL = "（未入力）", "未定"

Filters = tuple[tuple[FilterKey, str], ...]
FollowUps = Mapping[Place, FollowUp]


@dataclass(frozen=True, slots=True)
class LedgerView:
    """`filters`: one value for each key, all of which must hold; empty shows every row."""

    order: Order = "ledger"
    filters: Filters = ()

    @property
    def is_plain(self) -> bool:
        return self == LedgerView()

    def value_of(self, key: FilterKey) -> str | None:
        """The value filtered by; None shows all."""
        return dict(self.filters).get(key)

    def sorted_by(self, order: Order) -> LedgerView:
        return replace(self, order=order)

    def filtered(self, key: FilterKey, value: str | None) -> LedgerView:
        """With one filter more, another, or (None) one less."""
        values: dict[FilterKey, str] = dict(self.filters)
        values.pop(key, None)
        if value is not None:
            values[key] = value
        return replace(self, filters=tuple((k, values[k]) for k in FILTER_LABELS if k in values))

    def unfiltered(self) -> LedgerView:
        return replace(self, filters=())


class FilterValue(NamedTuple):
    """One value to filter by, and how many rows have it."""

    value: str
    label: str
    rows: int


def filter_values(board: RiskBoard, view: LedgerView, key: FilterKey) -> list[FilterValue]:
    """The values of the rows that the other filters show, each with its count.

    Levels and media come in their order, departments the most frequent first, what
    is not entered at the end.
    """
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for row in rows_in_view(board, view.filtered(key, None)):
        for value in _values(board, key, board.record.assets[row]):
            counts[_folded(key, value)] += 1
            spelled.setdefault(_folded(key, value), value)
    order = _value_order(key)
    ordered = sorted(counts, key=lambda v: (v == NOTHING, order.get(v, len(order)), -counts[v]))
    return [FilterValue(spelled[v], _label(key, spelled[v]), counts[v]) for v in ordered]


def filter_labels(view: LedgerView) -> list[str]:
    """The filters in force as people read them."""
    return [_label(key, value) for key, value in view.filters]


def _value_order(key: FilterKey) -> dict[str, int]:
    keys: Sequence[str] = ()
    if key == "level":
        keys = tuple(LEVEL_LABELS)
    elif key == "medium":
        keys = [medium.key for medium in load_catalogue().media]
    elif key == "attention":
        keys = tuple(ATTENTION_LABELS)
    return {each: at for at, each in enumerate(keys)}


def _label(key: FilterKey, value: str) -> str:
    labels: Mapping[Any, str] = {}
    if key == "level":
        labels = {**{k: f"リスク{v}" for k, v in LEVEL_LABELS.items()}, NOTHING: UNKNOWN_LABEL}
    elif key == "medium":
        labels = {medium.key: medium.label for medium in load_catalogue().media}
    elif key == "attention":
        labels = ATTENTION_LABELS
    return labels.get(value) or value or NOTHING_LABEL


def _values(board: RiskBoard, key: FilterKey, asset: Asset) -> tuple[str, ...]:
    """What a row has where a filter looks."""
    match key:
        case "level":
            return (board.of(asset).level or NOTHING,)
        case "medium":
            return (asset.medium or NOTHING,)
        case "business":
            return (asset.business,)
        case "owner":
            return (asset.owner,)
        case "attention":
            marked = is_marked(board.record, row_place(asset))
            return (*([MARKED] if marked else []), *([NOTED] if asset.note else []))


def _folded(key: FilterKey, value: str) -> str:
    """Departments are the same however wide their letters are."""
    return fold(value) if key in ("business", "owner") else value


def rows_in_view(
    board: RiskBoard, view: LedgerView, kept: frozenset[str] = frozenset()
) -> Sequence[int]:
    """Positions in the ledger of the rows to show, in the order to show them.

    `kept` are ids of rows that stay although a filter would hide them, as a row does
    that was changed while the filter was on. Computed once for the same ledger,
    marks and likelihoods.
    """
    assets = board.record.assets
    if view.is_plain:
        return range(len(assets))
    likelihoods = tuple(state.likelihood for state in board.media.values())
    ledger = _Ledger(Same(assets), Same(board.record.follow_ups), likelihoods)
    return _rows_in_view(ledger, _Beside(board), view, kept)


class _Ledger(NamedTuple):
    """All that the rows in view depend on."""

    assets: Same[tuple[Asset, ...]]
    follow_ups: Same[FollowUps]
    likelihoods: tuple[int | None, ...]


class _Beside(Same[RiskBoard]):
    """Carried along with what decides; equal to any other."""

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Beside)


@lru_cache(maxsize=2)
def _rows_in_view(
    _ledger: _Ledger, board: _Beside, view: LedgerView, kept: frozenset[str]
) -> tuple[int, ...]:
    shown = _filtered(board.held, view, kept)
    return tuple(_sorted(shown, board.held, view.order))


def _filtered(board: RiskBoard, view: LedgerView, kept: frozenset[str]) -> list[int]:
    wanted = [(key, _folded(key, value)) for key, value in view.filters]

    def holds(asset: Asset) -> bool:
        return all(
            value in (_folded(key, each) for each in _values(board, key, asset))
            for key, value in wanted
        )

    return [i for i, a in enumerate(board.record.assets) if a.id in kept or holds(a)]


def _sorted(rows: list[int], board: RiskBoard, order: Order) -> list[int]:
    """In ledger order where the rows are alike; what is not known comes last."""
    if order == "ledger":
        return rows
    key = _ORDER_KEYS[order]
    return sorted(rows, key=lambda i: key(board, board.record.assets[i]))


def _by_text(name: str) -> Callable[[RiskBoard, Asset], Any]:
    def key(_board: RiskBoard, asset: Asset) -> tuple[bool, str]:
        text = fold(getattr(asset, name))
        return not text, text

    return key


def _by_medium(_board: RiskBoard, asset: Asset) -> int:
    keys = _value_order("medium")
    return keys.get(asset.medium or "", len(keys))


_ORDER_KEYS: Mapping[Order, Callable[[RiskBoard, Asset], Any]] = {
    "risk": lambda board, asset: -(board.of(asset).risk or 0),
    "importance": lambda _board, asset: -(importance(asset) or 0),
    "medium": _by_medium,
    "business": _by_text("business"),
    "owner": _by_text("owner"),
    "name": _by_text("name"),
}
