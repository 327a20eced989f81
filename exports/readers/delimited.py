"""Lists as text: CSV files in the encodings Excel writes, and rows pasted from a spreadsheet."""

from __future__ import annotations

import codecs
import re

from data.record import Asset
from exports.book_import import Unread, UnreadableBookError
from exports.grid import Grid
from exports.readers.ledger import (
    BUSINESS,
    ID,
    NAME,
    RATED_TITLES,
    read_assets,
    refuse_third_edition,
)
from exports.readers.tables import FoundTable, UnreadLog, find_table
from exports.readers.values import title_key
from exports.risk_layout import LEDGER

LARGEST_BYTES = 5 * 2**20
SHEET = "表"
PASTED = "貼り付け"
TOO_LARGE = f"{LARGEST_BYTES // 2**20}MBを超えるため読み込めません"
BINARY = "文字だけのファイルではありません。CSV形式で保存し直してください"
UNKNOWN_ENCODING = "文字コードがわかりません。「CSV UTF-8（コンマ区切り）」で保存し直してください"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_QUOTED = re.compile(r'"[^"]*"')
_DELIMITERS = ("\t", ",", ";")
_SNIFFED_LINES = 20
_FEW_COLUMNS = ({NAME: 0}, {BUSINESS: 0, NAME: 1})
PASTED_TITLES = {key: titles for key, titles in RATED_TITLES.items() if key != ID}
# Titles of a pasted table stand at its top, below at most one line of words.
_LAST_HEADER_ROW = 4


def csv_grid(content: bytes, name: str) -> Grid:
    """The table of a CSV or TSV file; `name` is the file's, for the error.

    UTF-8, UTF-16 with its mark, or CP932; comma, tab or semicolon; quoted cells may hold
    line ends. Raises `UnreadableBookError` for what is no text, or too large.
    """
    if len(content) > LARGEST_BYTES:
        raise UnreadableBookError(name, TOO_LARGE)
    text = _decoded(content, name)
    return _grid(text, _delimiter(text))


def _decoded(content: bytes, name: str) -> str:
    encodings = [encoding for mark, encoding in _MARKS if content.startswith(mark)]
    if content.startswith(_OTHER_FILES):
        raise UnreadableBookError(name, BINARY)
    for encoding in encodings or ["utf-8", "cp932"]:
        try:
            return _checked(content.decode(encoding), name)
        except UnicodeDecodeError:
            continue
    raise UnreadableBookError(name, UNKNOWN_ENCODING)


def _checked(text: str, name: str) -> str:
    if "\0" in text or 100 * len(_CONTROL.findall(text)) > len(text):
        raise UnreadableBookError(name, BINARY)
    return text.removesuffix("\x1a")


def _delimiter(text: str) -> str:
    """The one that stands most often, outside quotes, in one of the first lines."""
    lines = _QUOTED.sub("", _one_line_end(text[:100_000])).split("\n")[:_SNIFFED_LINES]
    return max(_DELIMITERS, key=lambda each: max(line.count(each) for line in lines))


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _grid(text: str, delimiter: str) -> Grid:
    rows = enumerate(_records(_one_line_end(text), delimiter), 1)
    filled = {row: tuple(cell or None for cell in cells) for row, cells in rows if any(cells)}
    return Grid(SHEET, filled)


def _records(text: str, delimiter: str) -> list[list[str]]:
    """Cells by line; a quote that does not end with its cell is a sign like any other."""
    cell = re.compile(
        rf'(?:"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"(?=[{delimiter}\n]|\Z)|(?P<plain>[^{delimiter}\n]*+))'
        rf"(?P<end>[{delimiter}\n]?)"
    )
    records: list[list[str]] = [[]]
    for found in cell.finditer(text):
        quoted = found["quoted"]
        records[-1].append(found["plain"] if quoted is None else quoted.replace('""', '"'))
        if not found["end"]:
            break
        if found["end"] == "\n":
            records.append([])
    return records


def pasted_assets(text: str) -> tuple[tuple[Asset, ...], tuple[Unread, ...]]:
    """Assets of rows copied from a spreadsheet, all with the id "", and the unread cells.

    With the ledger's titles on top the columns go by them; else one column is the name, two
    are 業務分類 and name, and more are those of the ledger in its order. Raises
    `UnreadableBookError` for levels of the third edition.
    """
    grid = _grid(text, "\t")
    readings = [_reading(table) for table in _pasted_tables(grid)]
    return min(readings, key=lambda reading: len(reading[1]))


def _reading(table: FoundTable) -> tuple[tuple[Asset, ...], tuple[Unread, ...]]:
    refuse_third_edition([table.grid], PASTED, [table])
    log = UnreadLog(PASTED)
    return read_assets(table, log), log.entries


def _pasted_tables(grid: Grid) -> list[FoundTable]:
    """The ways to understand the columns, the likeliest first."""
    titled = find_table(grid, PASTED_TITLES, required=[NAME])
    if titled and titled.header_row <= _LAST_HEADER_ROW and _is_titled(titled):
        return [titled]
    columns = [each for row in grid.rows.values() for each, value in enumerate(row) if value]
    first, last = min(columns, default=0), max(columns, default=0)
    if last < len(_FEW_COLUMNS):
        return [FoundTable(grid, _FEW_COLUMNS[last], 0)]
    # The official ledger leaves column A empty.
    return [_in_order(grid, start) for start in ((0, 1) if first == 1 else (0,))]


def _is_titled(table: FoundTable) -> bool:
    """A lone title must be just that: a name may well begin like it."""
    title = title_key(table.grid.value(table.header_row, table.columns[NAME]))
    return len(table.columns) > 1 or title == title_key(PASTED_TITLES[NAME][0])


def _in_order(grid: Grid, start: int) -> FoundTable:
    columns = {each.key: number for number, each in enumerate(LEDGER.columns, start)}
    return FoundTable(grid, {key: columns[key] for key in PASTED_TITLES}, 0)
