"""Where a person has put things in a book since it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.layout import Table


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`rows` are the ledger's rows, one per asset or service; none: from the first row on.

    `chosen` is the position, from 0, of the service that the check sheet shows, None
    for none. `treated` are the ids of the assets in the plan's rows, None for those that
    belong there.
    """

    rows: tuple[int, ...] = ()
    chosen: int | None = 0
    treated: tuple[str, ...] | None = None

    def rows_of(self, table: Table, entries: int) -> tuple[int, ...]:
        """The row of each entry of the table, in the order of the record."""
        return self.rows or tuple(range(table.first_row, table.first_row + entries))


AS_WRITTEN = Arrangement()


def used_rows(table: Table, rows: Sequence[int]) -> int:
    """How many rows the table takes down to its last entry."""
    return max(rows, default=table.first_row - 1) - table.first_row + 1
