"""The edits that add, change and delete rows of the ledgers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.place import Place
from data.record import Asset, CloudService, Engagement
from data.rows import row_label, row_place, table_of, with_row, with_rows, without_what_hangs_on


@dataclass(frozen=True, slots=True)
class AddRow:
    """A new asset or cloud service behind the row `after`, or at the end."""

    row: Asset | CloudService
    after: str | None = None

    @property
    def place(self) -> Place:
        return row_place(self.row)

    @property
    def label(self) -> str:
        return f"{row_label(self.row)}の追加"

    def apply(self, record: Engagement) -> Engagement:
        table = table_of(self.row)
        rows = list(getattr(record, table))
        behind = [i for i, row in enumerate(rows) if row.id == self.after]
        rows.insert(behind[0] + 1 if behind else len(rows), self.row)
        return with_rows(record, table, rows)


@dataclass(frozen=True, slots=True)
class ReplaceRow:
    """The row with this id as it is after editing."""

    row: Asset | CloudService

    @property
    def place(self) -> Place:
        return row_place(self.row)

    @property
    def label(self) -> str:
        return f"{row_label(self.row)}の変更"

    def apply(self, record: Engagement) -> Engagement:
        return with_row(record, table_of(self.row), self.row)


@dataclass(frozen=True, slots=True)
class DeleteRow:
    """Take a row out; undo brings it back."""

    row: Asset | CloudService

    @property
    def place(self) -> Place:
        return row_place(self.row)

    @property
    def label(self) -> str:
        return f"{row_label(self.row)}の削除"

    def apply(self, record: Engagement) -> Engagement:
        table = table_of(self.row)
        rows = [row for row in getattr(record, table) if row.id != self.row.id]
        return without_what_hangs_on(with_rows(record, table, rows), {self.place})


@dataclass(frozen=True, slots=True)
class AddRows:
    """New assets at the end of the ledger, one or more."""

    rows: tuple[Asset, ...]

    @property
    def place(self) -> Place:
        return row_place(self.rows[0])

    @property
    def label(self) -> str:
        return f"{len(self.rows)}行の追加"

    def apply(self, record: Engagement) -> Engagement:
        return replace(record, assets=(*record.assets, *self.rows))


@dataclass(frozen=True, slots=True)
class ReplaceRows:
    """Several assets as they are after one change made to all of them."""

    rows: tuple[Asset, ...]

    @property
    def place(self) -> Place:
        return row_place(self.rows[0])

    @property
    def label(self) -> str:
        return f"{len(self.rows)}行の変更"

    def apply(self, record: Engagement) -> Engagement:
        changed = {row.id: row for row in self.rows}
        return with_rows(record, "assets", [changed.get(row.id, row) for row in record.assets])


@dataclass(frozen=True, slots=True)
class DeleteRows:
    """Take several assets out; undo brings them back."""

    rows: tuple[Asset, ...]

    @property
    def place(self) -> Place:
        return row_place(self.rows[0])

    @property
    def label(self) -> str:
        return f"{len(self.rows)}行の削除"

    def apply(self, record: Engagement) -> Engagement:
        gone = {row_place(row) for row in self.rows}
        left = [row for row in record.assets if row_place(row) not in gone]
        return without_what_hangs_on(with_rows(record, "assets", left), gone)
