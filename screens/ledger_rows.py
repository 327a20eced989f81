"""The rows of the ledger as the screen shows them: which, in which order, which are selected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from data.follow_ups import is_marked
from data.ledger_view import ORDER_LABELS, LedgerView, filter_labels, rows_in_view
from data.record import Asset
from data.risk import RiskBoard
from data.rows import row_place
from tui.marks import MARKED, NO_MARK, NOTED, SELECTED


class LedgerRows:
    """Positions count the rows in view; moving the cursor computes nothing anew."""

    def __init__(self, board: RiskBoard, view: LedgerView) -> None:
        self.view = view
        self.selected: set[str] = set()
        self.cursor = 0
        self._kept: frozenset[str] = frozenset()
        self.show(board)

    def show(self, board: RiskBoard) -> None:
        """The record as it is now; the cursor stays where it is."""
        self.board = board
        self._shown = rows_in_view(board, self.view, self._kept)
        if self.selected:
            self.selected &= {asset.id for asset in self.assets}
        self._clamp()

    def show_view(self, view: LedgerView) -> None:
        """Another order or filter; the selection stays where it is still in view.

        So does the cursor, but for another order: what comes first in it is wanted.
        """
        row = self.row if view.order == self.view.order else None
        self.view, self._kept = view, frozenset()
        self._shown = rows_in_view(self.board, view)
        if self.selected:
            self.selected &= self._ids_in_view
        self.cursor = 0
        if row:
            self.go_to(row.id)

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The whole ledger."""
        return self.board.record.assets

    def __len__(self) -> int:
        return len(self._shown)

    def at(self, position: int) -> Asset:
        return self.assets[self._shown[position]]

    @property
    def row(self) -> Asset | None:
        """The row under the cursor."""
        return self.at(self.cursor) if self._shown else None

    def move(self, by: int) -> None:
        self.cursor += by
        self._clamp()

    def _clamp(self) -> None:
        self.cursor = max(0, min(self.cursor, len(self) - 1))

    def go_to(self, row_id: str) -> bool:
        """Put the cursor on a row; False when it is not in view."""
        for position, index in enumerate(self._shown):
            if self.assets[index].id == row_id:
                self.cursor = position
                return True
        return False

    def holds(self, row_id: str) -> bool:
        return any(asset.id == row_id for asset in self.assets)

    def keep(self, row_ids: Iterable[str]) -> None:
        """These rows stay in view until it is changed, whatever becomes of them."""
        if self.view.filters:
            self._kept |= frozenset(row_ids)

    def marks_of(self, asset: Asset) -> str:
        """What is true of a row, each mark in a slot of its own: selected, noted, marked."""
        marked = is_marked(self.board.record, row_place(asset))
        states = (SELECTED, asset.id in self.selected), (NOTED, asset.note), (MARKED, marked)
        return "".join(mark if holds else NO_MARK for mark, holds in states)

    def toggle(self) -> None:
        """Select the row under the cursor, or no longer."""
        if self.row:
            self.selected ^= {self.row.id}

    def toggle_all(self) -> None:
        """Select every row in view; none if all of them are."""
        in_view = self._ids_in_view
        self.selected = set() if in_view <= self.selected else self.selected | in_view

    @property
    def _ids_in_view(self) -> set[str]:
        return {self.assets[index].id for index in self._shown}

    @property
    def chosen(self) -> Sequence[Asset]:
        """What is to be changed together: the selected rows, or the one under the cursor."""
        if not self.selected:
            return [self.row] if self.row else []
        return [asset for asset in self.assets if asset.id in self.selected]

    def next_where(self, wanted: Callable[[Asset], bool]) -> bool:
        """Go to the next such row in view, behind the cursor or from the top on."""
        for position in (*range(self.cursor + 1, len(self)), *range(len(self))):
            if wanted(self.at(position)):
                self.cursor = position
                return True
        return False

    @property
    def caption(self) -> str:
        """What is in force, empty when the whole ledger is shown in its own order."""
        parts = [f"選択 {len(self.selected)}行"] if self.selected else []
        if self.view.filters:
            labels = "・".join(filter_labels(self.view))
            parts.append(f"絞り込み：{labels}（{len(self)}/{len(self.assets)}行）")
        if self.view.order != "ledger":
            parts.append(f"並び：{ORDER_LABELS[self.view.order]}")
        return "　".join([*parts, "Esc 解除"]) if parts else ""
