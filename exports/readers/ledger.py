"""情報資産管理台帳: the assets, from our own ledger, the official one, or a list much like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from data.fields import ASSET_FIELDS, Field, Kind, Value
from data.record import Asset, Engagement
from exports.book_import import UnreadableBookError
from exports.grid import CellValue, Grid
from exports.readers.tables import FoundTable, UnreadLog, find_table
from exports.readers.values import flag_of, is_blank, parser_of, title_key
from exports.risk_layout import IMPORTANCE_SHEET, LEDGER

# A sheet with fewer of the ledger's titles is something else.
FEWEST_TITLES = 3
ID, NAME, BUSINESS, IMPORTANCE = "id", "name", "business", "importance"
ENTERED = (*(field.key for field in ASSET_FIELDS), ID)
TITLES = {each.key: (each.title,) for each in LEDGER.columns if each.key in ENTERED}
RATED_TITLES = {
    each.key: (each.title,) for each in LEDGER.columns if each.key in (*ENTERED, IMPORTANCE)
}
LEVELS = tuple(field.key for field in ASSET_FIELDS if field.kind is Kind.LEVEL)
FLAGS = tuple(field.key for field in ASSET_FIELDS if field.kind is Kind.FLAG)
NOTE_MARK = "※"
ONLY_BUSINESS = "業務分類だけの行は、情報資産として取り込みません"
ONLY_A_NOTE = "注記とみて、情報資産として取り込みません"

THIRD_EDITION = (
    "ガイドライン第3版の台帳のようです。評価値が2～0で、2がいちばん高い値でした。"
    "今の3～1とは意味が違うため取り込めません。3・2・1で付け直してから、もう一度お試しください"
)
_SCALE = frozenset("0123")
_STEP = r"(?:[~・,、/→-]|から)"
_OLD_SCALE = re.compile(rf"(?<!\d)2{_STEP}(?:1{_STEP})?0(?![\d.])")
_RATED = re.compile("評価値|重要度|機密性|完全性|可用性")

Parsers = Sequence[tuple[Field, Callable[[CellValue], Value]]]


def read_ledger(grid: Grid, log: UnreadLog, fewest: int = FEWEST_TITLES) -> Engagement | None:
    """The assets of a ledger, in its order; None when the sheet is no ledger.

    An asset whose row has no 資産番号, or one already used above, has the id "".
    `fewest`: titles a sheet must have to be taken for a ledger, 情報資産名称 among them.
    """
    table = find_table(grid, TITLES, required=[NAME], minimum=fewest)
    return Engagement(assets=read_assets(table, log)) if table else None


def read_assets(table: FoundTable, log: UnreadLog) -> tuple[Asset, ...]:
    """The rows of a ledger's table, whose keys are those of the asset's fields and `id`."""
    starts_1904 = table.grid.starts_1904
    parsers = [(each, parser_of(each, starts_1904)) for each in ASSET_FIELDS if each.key in table]
    assets: list[Asset] = []
    taken: set[str] = set()
    for row in table.rows():
        asset = _read_row(table, row, parsers, log)
        if not _is_asset(table, row, asset, log):
            continue
        assets.append(replace(asset, id="") if asset.id in taken else asset)
        taken.add(asset.id)
    return tuple(assets)


def _read_row(table: FoundTable, row: int, parsers: Parsers, log: UnreadLog) -> Asset:
    given: dict[str, Any] = {}
    for field, parse in parsers:
        found = log.read(table.grid, row, table.columns[field.key], parse)
        given[field.key] = field.absent if found is None else found
    number = log.text(table, row, ID)
    return Asset(id="" if is_blank(number) else number, **given)


def _is_asset(table: FoundTable, row: int, asset: Asset, log: UnreadLog) -> bool:
    """Whether the row says more than a merged 業務分類 or a note below; words go into the log."""
    said = [key for key in ENTERED if _says_something(getattr(asset, key))]
    if said == [BUSINESS] and asset.business != table.value(row - 1, BUSINESS):
        log.add(table.grid, row, table.columns[BUSINESS], ONLY_BUSINESS)
    is_note = said == [NAME] and asset.name.lstrip().startswith(NOTE_MARK)
    if is_note:
        log.add(table.grid, row, table.columns[NAME], ONLY_A_NOTE)
    return bool(said) and said != [BUSINESS] and not is_note


def _says_something(value: Value) -> bool:
    return value not in (None, False) and not (isinstance(value, str) and is_blank(value))


def refuse_third_edition(
    grids: Sequence[Grid], name: str, ledgers: Sequence[FoundTable] | None = None
) -> None:
    """Raises `UnreadableBookError` for a book of guideline edition 3, whose levels are 2, 1, 0.

    重要度定義 decides where the book has it; else the levels of named assets, then what the
    book says of its scale. A 3 anywhere among the levels speaks against the old edition.
    `ledgers`: the tables of assets, where they cannot be found by their titles.
    """
    if _is_third_edition(grids, _ledgers(grids) if ledgers is None else ledgers):
        raise UnreadableBookError(name, THIRD_EDITION)


def _is_third_edition(grids: Sequence[Grid], ledgers: Sequence[FoundTable]) -> bool:
    for scale in (_declared_scale(grids), _rated_levels(ledgers)):
        if "3" in scale:
            return False
        if "0" in scale and len(scale) > 1:
            return True
    return _forces_two(ledgers) or _tells_old_scale(grids, ledgers)


def _declared_scale(grids: Sequence[Grid]) -> set[str]:
    """The levels that stand alone in cells of 重要度定義."""
    sheets = [grid for grid in grids if IMPORTANCE_SHEET in title_key(grid.title)]
    cells = (title_key(value) for grid in sheets for row in grid.rows.values() for value in row)
    return set(cells) & _SCALE


def _ledgers(grids: Sequence[Grid]) -> list[FoundTable]:
    found = [find_table(grid, RATED_TITLES, required=[NAME], minimum=2) for grid in grids]
    return [table for table in found if table]


def _rated_levels(ledgers: Sequence[FoundTable]) -> set[str]:
    cells = (
        title_key(table.value(row, key))
        for table in ledgers
        for row in table.rows([NAME])
        for key in LEVELS
    )
    return set(cells) & _SCALE


def _forces_two(ledgers: Sequence[FoundTable]) -> bool:
    """Whether personal information makes an asset's 重要度 2: today it makes it 3."""
    return any(
        title_key(table.value(row, IMPORTANCE)) == "2"
        and any(_is_flagged(table, row, key) for key in FLAGS)
        for table in ledgers
        for row in table.rows([NAME])
    )


def _is_flagged(table: FoundTable, row: int, key: str) -> bool:
    try:
        return flag_of(table.value(row, key))
    except ValueError:
        return False


def _tells_old_scale(grids: Sequence[Grid], ledgers: Sequence[FoundTable]) -> bool:
    """Whether a sheet explains its levels as 2～0; what stands in a ledger's rows is data."""
    data_from = {id(table.grid): table.first_row for table in ledgers}
    texts = (
        title_key(value)
        for grid in grids
        for row, values in grid.rows.items()
        for value in values
        if isinstance(value, str) and row < data_from.get(id(grid), row + 1)
    )
    return any(_OLD_SCALE.search(text) and _RATED.search(text) for text in texts)
