"""Whom a book is about: firm, visit and self-check, by label at the head of a sheet."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from data.fields import ENGAGEMENT_FIELDS, FIRM_FIELDS, SELF_CHECK_FIELDS, Field
from data.record import Engagement, EngagementInfo, Firm, SelfCheck
from exports.grid import Grid
from exports.readers.labels import Label, find_labels, read_entry
from exports.readers.tables import UnreadLog, is_example
from exports.readers.values import is_blank, title_key

LOOKED_AT_ROWS = 40
# A row with more different texts is the titles of a table, and the head is over.
WIDEST_ROW = 6

_TABLES = (("firm", FIRM_FIELDS), ("info", ENGAGEMENT_FIELDS), ("self_check", SELF_CHECK_FIELDS))
_FIELDS: dict[str, Field] = {
    f"{table}.{field.key}": field for table, fields in _TABLES for field in fields
}
_TITLES = {title_key(field.label): key for key, field in _FIELDS.items()}


def read_head(grid: Grid, log: UnreadLog) -> Engagement | None:
    """Firm, visit and the self-check's head; None where the sheet has no such labels.

    Labels stand one below the other or end in a colon, values to their right: the
    titles of a table are no labels.
    """
    if is_example(grid):
        return None
    labels = list(find_labels(grid, _TITLES, range(1, _end(grid))))
    places = {(label.row, label.column) for label in labels}
    meant = [label for label in labels if label.has_colon or _is_stacked(label, places)]
    return _record(grid, meant, log) if meant else None


def _end(grid: Grid) -> int:
    """The first row that no longer belongs to the head."""
    rows = (row for row in range(1, LOOKED_AT_ROWS + 1) if _width(grid, row) > WIDEST_ROW)
    return next(rows, LOOKED_AT_ROWS + 1)


def _width(grid: Grid, row: int) -> int:
    return len({value for value in grid.rows.get(row, ()) if not is_blank(value)})


def _is_stacked(label: Label, places: Collection[tuple[int, int]]) -> bool:
    return any((label.row + step, label.column) in places for step in (-1, 1))


def _record(grid: Grid, labels: list[Label], log: UnreadLog) -> Engagement:
    values: dict[str, dict[str, Any]] = {table: {} for table, _ in _TABLES}
    for label in labels:
        table, _, key = label.key.partition(".")
        if label.value_column is not None and key not in values[table]:
            field = _FIELDS[label.key]
            values[table][key] = read_entry(grid, label.row, label.value_column, field, log)
    return Engagement(
        firm=Firm(**values["firm"]),
        info=EngagementInfo(**values["info"]),
        self_check=SelfCheck(**values["self_check"]),
    )
