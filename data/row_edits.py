"""The edits that add, change and delete rows of the ledgers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.place import Place
from data.record import Asset, CloudService, Engagement
from data.rows import row_label, row_place, table_of, with_row, with_rows


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
        return with_rows(record, table, rows)


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
