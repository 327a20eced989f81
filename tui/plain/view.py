"""Which rows of the ledger are gone through, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from data.ledger_view import (
    FILTER_LABELS,
    ORDER_LABELS,
    FilterKey,
    LedgerView,
    Order,
    filter_labels,
    filter_values,
    rows_in_view,
)
from data.record import Asset
from data.risk import risk_board
from tui.plain.desk import Desk, Spot

HOW = "番号で選びます。b もどる。"


class RowsInView:
    """As on the screen a view changes nothing in the ledger, and ends when one leaves it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.view = LedgerView()
        self._kept: frozenset[str] = frozenset()

    @property
    def assets(self) -> Sequence[Asset]:
        record = self.desk.record
        if self.view.is_plain:
            return record.assets
        board = risk_board(record)
        return [record.assets[row] for row in rows_in_view(board, self.view, self._kept)]

    def keep(self, row_ids: Iterable[str]) -> None:
        """These rows stay in view whatever becomes of them."""
        self._kept |= frozenset(row_ids)

    def position_of(self, row_id: str) -> int | None:
        """Where the row stands; a filter that hides it is dropped."""
        ids = [asset.id for asset in self.assets]
        if row_id not in ids and any(asset.id == row_id for asset in self.desk.record.assets):
            self.view = self.view.unfiltered()
            self.desk.say("絞り込みの外の行なので、すべての行に戻しました。")
            ids = [asset.id for asset in self.assets]
        return ids.index(row_id) if row_id in ids else None

    @property
    def caption(self) -> str:
        """「リスクの大きい順、絞り込み：書類、3行（ぜんぶで38行）。」."""
        total = len(self.desk.record.assets)
        parts = [ORDER_LABELS[self.view.order]]
        if self.view.filters:
            parts.append(f"絞り込み：{'・'.join(filter_labels(self.view))}")
        return f"{'、'.join(parts)}、{len(self.assets)}行（ぜんぶで{total}行）。"

    def ask(self, spot: Spot) -> bool:
        """Ask for another order or filter; whether the user chose one."""
        filters = list(FILTER_LABELS)
        now = dict(zip((k for k, _ in self.view.filters), filter_labels(self.view), strict=True))
        options = [
            f"並べ替え、今は{ORDER_LABELS[self.view.order]}",
            *(f"{FILTER_LABELS[k]}で絞り込む、今は{now.get(k, 'すべて')}" for k in filters),
            "台帳の順で、すべての行に戻す",
        ]
        chosen = self.desk.choose(HOW, options, spot)
        if chosen is None:
            return False
        if chosen == 0:
            view = self._sorted(spot)
        elif chosen <= len(filters):
            view = self._filtered(filters[chosen - 1], spot)
        else:
            view = LedgerView()
        return self._take(view)

    def _take(self, view: LedgerView | None) -> bool:
        if view is None:
            return False
        self.view, self._kept = view, frozenset()
        self.desk.say(self.caption)
        return True

    def _sorted(self, spot: Spot) -> LedgerView | None:
        orders: tuple[Order, ...] = get_args(Order)
        chosen = self.desk.choose(HOW, [ORDER_LABELS[order] for order in orders], spot)
        return None if chosen is None else self.view.sorted_by(orders[chosen])

    def _filtered(self, key: FilterKey, spot: Spot) -> LedgerView | None:
        values = filter_values(risk_board(self.desk.record), self.view, key)
        labels = [f"{each.label}、{each.rows}行" for each in values]
        chosen = self.desk.choose(HOW, [*labels, "すべて"], spot)
        if chosen is None:
            return None
        value = values[chosen].value if chosen < len(values) else None
        return self.view.filtered(key, value)
