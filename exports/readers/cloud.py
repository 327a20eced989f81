"""クラウドサービス台帳: services and their checks, from our own ledger or an official one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from data.catalogue import CloudItem, load_catalogue
from data.fields import CLOUD_SERVICE_FIELDS, Value
from data.record import CloudService, Engagement
from exports.cloud_layout import (
    ID_FIELD,
    LEDGER,
    NOTES_GROUP,
    OPTIONS_SHEET,
    POINTS_SHEET,
    note_key,
)
from exports.grid import CellValue, Grid
from exports.readers.tables import FoundTable, UnreadLog, find_table
from exports.readers.values import (
    Option,
    is_blank,
    is_dash,
    option_of,
    parser_of,
    text_of,
    title_key,
)

# A sheet with fewer of the 15 checks is something else.
FEWEST_CHECKS = 8
NAME = "name"
EXAMPLE_ROW = "記入例"
# This official sheet refers to another, and what is empty there is 0 here.
REFERRING_SHEET = "貼り付けデータ"
# Our own ledger says 未定 there, also of a service with nothing but a number.
OPEN_DAYS = ("starts", "ends")
DERIVED_SHEETS = (POINTS_SHEET, OPTIONS_SHEET)

ITEMS = load_catalogue().cloud_items
# How the official slides call an answer of the official workbook.
_ALIASES = {"未確認": ("まだ確認していない",)}
_MORE_TITLES = {
    "starts": ("サービス利用開始（予定）日",),
    "author": ("記入担当者氏名",),
    "law": ("法令確認_契約条項確認",),
}
READ = (ID_FIELD, *CLOUD_SERVICE_FIELDS)
_KEYS = (*(field.key for field in READ), *(item.key for item in ITEMS))
_NOTES = tuple(note_key(item) for item in ITEMS)
TITLES = {
    each.key: (each.title, *_MORE_TITLES.get(each.key, ()))
    for each in LEDGER.columns
    if each.key in (*_KEYS, *_NOTES)
}


def read_cloud(grid: Grid, log: UnreadLog) -> Engagement | None:
    """The services of a ledger, in its order; None when the sheet is none, or only shows one.

    A service whose row has no 管理番号, or one already used above, has the id "".
    """
    if any(title in title_key(grid.title) for title in map(title_key, DERIVED_SHEETS)):
        return None
    groups = dict.fromkeys(_NOTES, (NOTES_GROUP,))
    table = find_table(grid, TITLES, required=[NAME], groups=groups)
    if table is None or sum(item.key in table for item in ITEMS) < FEWEST_CHECKS:
        return None
    return Engagement(cloud_services=_services(table, log))


def _services(table: FoundTable, log: UnreadLog) -> tuple[CloudService, ...]:
    services: list[CloudService] = []
    taken: set[str] = set()
    for row in table.rows():
        if title_key(table.value(row, ID_FIELD.key)).startswith(EXAMPLE_ROW):
            continue
        service = _read_row(table, row, log)
        if service is None:
            continue
        services.append(replace(service, id="") if service.id in taken else service)
        taken.add(service.id)
    return tuple(services)


def _read_row(table: FoundTable, row: int, log: UnreadLog) -> CloudService | None:
    """The service of a row; None where the row says nothing of one."""
    read = partial(_read_cell, table, row, log)
    starts_1904 = table.grid.starts_1904
    given = {field.key: read(field.key, parser_of(field, starts_1904)) for field in READ}
    checks = {item.key: read(item.key, partial(points_of, item)) for item in ITEMS}
    notes = {item.key: read(note_key(item), text_of) for item in ITEMS}
    service = service_of(given, checks, notes)
    is_open = not is_blank(service.id) and any(table.is_filled(row, key) for key in OPEN_DAYS)
    return service if is_open or says_something(service) else None


def _read_cell(
    table: FoundTable, row: int, log: UnreadLog, key: str, parse: Callable[[CellValue], Any]
) -> Any:
    if key not in table or _is_empty_reference(table, row, key):
        return None
    return log.read(table.grid, row, table.columns[key], parse)


def _is_empty_reference(table: FoundTable, row: int, key: str) -> bool:
    """A 0 that stands for an empty cell: the sheet refers to another, or a text is 0 too."""
    if not is_zero(table.value(row, key)):
        return False
    is_referring = REFERRING_SHEET in title_key(table.grid.title)
    return is_referring or any(is_zero(table.value(row, field.key)) for field in READ)


def is_zero(value: CellValue) -> bool:
    return type(value) in (int, float) and value == 0


def points_of(item: CloudItem, value: CellValue) -> int | None:
    """The points 0..3 of an answer named by its label or its points; None for a blank cell.

    Raises ValueError naming the answers.
    """
    options = [
        Option(
            item.points_of(position), (label, *_ALIASES.get(label, ())), item.points_of(position)
        )
        for position, label in enumerate(item.options)
    ]
    return None if is_dash(value) else option_of(value, options)


def service_of(
    given: Mapping[str, Value], checks: Mapping[str, int | None], notes: Mapping[str, str | None]
) -> CloudService:
    """A service made of what was read; None is what was not there."""
    values: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    number = values.pop(ID_FIELD.key, "")
    return CloudService(
        id="" if is_blank(number) else number,
        checks={key: points for key, points in checks.items() if points is not None},
        notes={key: text for key, text in notes.items() if text},
        **values,
    )


def says_something(service: CloudService) -> bool:
    """Whether there is more than a number."""
    values = [getattr(service, field.key) for field in CLOUD_SERVICE_FIELDS]
    return bool(service.checks) or not all(map(is_blank, [*values, *service.notes.values()]))
