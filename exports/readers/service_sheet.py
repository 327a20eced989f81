"""クラウドサービス安全利用チェックシート: one service on a sheet of its own."""

from __future__ import annotations

from functools import partial

from data.fields import CLOUD_SERVICE_FIELDS, Field, Value
from data.record import Engagement
from exports.cloud_layout import AXIS_TITLE, ID_FIELD, NOTES_GROUP
from exports.grid import Grid
from exports.readers.cloud import ITEMS, TITLES, is_zero, points_of, says_something, service_of
from exports.readers.labels import Label, find_labels
from exports.readers.tables import FoundTable, UnreadLog, find_table
from exports.readers.values import parser_of, text_of, title_key

_TABLE = {
    "no": ("No", "No.", "番号", "項番"),
    "title": ("チェック項目",),
    "answer": ("チェック", "チェック結果", "回答"),
    "note": (NOTES_GROUP, "備考"),
    "axis": (AXIS_TITLE,),
}
_MORE_LABELS = {"name": ("対象サービス名", "対象サービス")}
_FIELDS: dict[str, Field] = {field.key: field for field in (ID_FIELD, *CLOUD_SERVICE_FIELDS)}
_LABELS = {
    title_key(title): key for key in _FIELDS for title in (*TITLES[key], *_MORE_LABELS.get(key, ()))
}
_BY_NUMBER = {str(item.no): item for item in ITEMS}


def read_service_sheet(grid: Grid, log: UnreadLog) -> Engagement | None:
    """The service of a check sheet, none where nothing is filled in; None for other sheets."""
    table = _find_table(grid)
    if table is None:
        return None
    labels = list(find_labels(grid, _LABELS, range(1, table.header_row)))
    if not any(label.key == "name" for label in labels):
        return None
    given: dict[str, Value] = {}
    for label in labels:
        if label.key not in given:
            given[label.key] = _read_label(grid, label, log)
    service = service_of(given, *_read_items(table, log))
    return Engagement(cloud_services=(service,) if says_something(service) else ())


def is_view(grid: Grid) -> bool:
    """Whether the sheet is our own, which shows a service of the ledger by formulas."""
    table = _find_table(grid)
    return table is not None and "axis" in table


def _find_table(grid: Grid) -> FoundTable | None:
    return find_table(grid, _TABLE, required=("no", "title", "answer"))


def _read_label(grid: Grid, label: Label, log: UnreadLog) -> Value:
    column = label.value_column
    if column is None or is_zero(grid.value(label.row, column)):
        return None
    parse = parser_of(_FIELDS[label.key], grid.starts_1904)
    return log.read(grid, label.row, column, parse)


def _read_items(
    table: FoundTable, log: UnreadLog
) -> tuple[dict[str, int | None], dict[str, str | None]]:
    """Points and notes by item key."""
    checks: dict[str, int | None] = {}
    notes: dict[str, str | None] = {}
    for row in table.rows(["no"]):
        item = _BY_NUMBER.get(title_key(table.value(row, "no")).rstrip("."))
        if item is None or item.key in checks:
            continue
        read = partial(log.read, table.grid, row)
        checks[item.key] = read(table.columns["answer"], partial(points_of, item))
        if "note" in table:
            notes[item.key] = read(table.columns["note"], text_of)
    return checks, notes
