"""A book as a whole: what each of its sheets says, and what they say together."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from data.problems import EngagementFileError
from data.record import Engagement
from data.storage import read_file
from exports import cloud_layout, risk_layout, self_check_layout
from exports.book_import import BookImport, Unread, UnreadableBookError
from exports.grid import Grid
from exports.layout import Table
from exports.package_guard import LARGEST_FILE, TOO_LARGE
from exports.plan_layout import PLAN_TABLES
from exports.readers.cloud import read_cloud
from exports.readers.combining import combined, contradicts
from exports.readers.delimited import csv_grid
from exports.readers.head import read_head
from exports.readers.ledger import read_ledger, refuse_third_edition
from exports.readers.risk import RISK_READERS
from exports.readers.self_check import read_self_check
from exports.readers.service_sheet import is_view, read_service_sheet
from exports.readers.tables import UnreadLog, find_table, is_example
from exports.readers.values import title_key

SheetReader = Callable[[Grid, UnreadLog], Engagement | None]

# The first that knows a sheet's titles has it.
READERS: tuple[SheetReader, ...] = (*RISK_READERS, read_cloud, read_self_check)
# A list as text may have little more than names.
TEXT_READERS: tuple[SheetReader, ...] = (partial(read_ledger, fewest=1), *READERS)
TEXT_ENDINGS = (".csv", ".tsv", ".txt")
BOOK_ENDINGS = (".xlsx", ".xlsm", *TEXT_ENDINGS)

EXPECTED = (
    risk_layout.LEDGER_SHEET,
    risk_layout.THREATS_SHEET,
    risk_layout.MEASURES_SHEET,
    self_check_layout.ANSWERS_SHEET,
    cloud_layout.LEDGER_SHEET,
    cloud_layout.CHECK_SHEET,
)
MOST_NAMED, LONGEST_NAMED = 10, 31
A_FOLDER = "フォルダです。ExcelのブックかCSVファイルを選んでください"
NO_TITLES = "見出しの行が見つかりません。1行目に「情報資産名称」などの見出しを付けてください"
CONTRADICTION = "前のシートと違う回答があります。前のシートの回答を使いました"
_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def read_book(path: Path, report: Callable[[str], None]) -> BookImport:
    """What the file says; `report` hears what is being read.

    Raises `UnreadableBookError`.
    """
    report(path.name)
    is_text = path.suffix.lower() in TEXT_ENDINGS
    readers = TEXT_READERS if is_text else READERS
    grids = _grids(path, is_text)
    refuse_third_edition(grids, path.name)
    reading = _Reading(UnreadLog(path.name))
    for grid in grids:
        report(f"{path.name}　{grid.title}")
        reading.read(grid, readers)
    reading.read_cards()
    if not reading.tables:
        raise UnreadableBookError(path.name, _nothing_found(grids, readers))
    return reading.result(grids)


def _grids(path: Path, is_text: bool) -> list[Grid]:
    content = _content(path)
    if is_text:
        return [csv_grid(content, path.name)]
    # openpyxl takes its time: a CSV file does without.
    from exports.workbook_reader import read_workbook

    grids = read_workbook(content, path.name)
    return [grid for grid in grids if not _is_comparison(grid) and not _is_plan(grid)]


def _is_comparison(grid: Grid) -> bool:
    """The answers of before stand there too, and those of now are told elsewhere."""
    return title_key(risk_layout.COMPARISON_SHEET) in title_key(grid.title)


def _is_plan(grid: Grid) -> bool:
    """A sheet of ours that says what shall be, where the others say what is."""
    title = title_key(grid.title)
    return any(
        title_key(table.sheet) in title and _has_titles(grid, table) for table in PLAN_TABLES
    )


def _has_titles(grid: Grid, table: Table) -> bool:
    """Somebody's own sheet of that name is read as any other."""
    titles = {each.key: (each.title,) for each in table.columns if each.title}
    return find_table(grid, titles, minimum=len(titles) * 2 // 3) is not None


def _content(path: Path) -> bytes:
    if _size(path) > LARGEST_FILE:
        raise UnreadableBookError(path.name, TOO_LARGE)
    try:
        return read_file(path, LARGEST_FILE)
    except EngagementFileError as error:
        reason = A_FOLDER if _is_folder(path) else error.problems[0].message
        raise UnreadableBookError(path.name, reason) from None


def _size(path: Path) -> int:
    """0 for what is not there: reading it will say why."""
    with contextlib.suppress(OSError, ValueError):
        return path.stat().st_size
    return 0


def _is_folder(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.is_dir()
    return False


def _nothing_found(grids: Sequence[Grid], readers: Sequence[SheetReader]) -> str:
    if readers is TEXT_READERS:
        return NO_TITLES
    named = "".join(f"「{grid.title[:LONGEST_NAMED]}」" for grid in grids[:MOST_NAMED])
    more = f"ほか{len(grids) - MOST_NAMED}枚" if len(grids) > MOST_NAMED else ""
    expected = "".join(f"「{title}」" for title in EXPECTED)
    found = f"このブックのシート：{named}{more}" if grids else "このブックにはシートがありません"
    return f"{expected}のどのシートも見つかりません。{found}"


@dataclass(slots=True)
class _Reading:
    """The sheets of one book, as far as they are read; `tables` and `heads` are titles.

    `cards` may be sheets of a single service; `has_services`: the book has their ledger.
    """

    log: UnreadLog
    record: Engagement = field(default_factory=Engagement)
    tables: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    cards: list[Grid] = field(default_factory=list)
    has_services: bool = False

    def read(self, grid: Grid, readers: Sequence[SheetReader]) -> None:
        """All but the sheets of a single service: those wait for the ledger."""
        if is_example(grid):
            return
        if (head := read_head(grid, self.log)) is not None:
            self.heads.add(grid.title)
            self.record = combined(self.record, head)
        for reader in readers:
            if (part := reader(grid, self.log)) is not None:
                self.has_services |= reader is read_cloud
                self._add(grid, part)
                return
        self.cards.append(grid)

    def read_cards(self) -> None:
        """Our own such sheet shows a service of the ledger, and says nothing more."""
        for grid in self.cards:
            if self.has_services and is_view(grid):
                self.tables.add(grid.title)
            elif (part := read_service_sheet(grid, self.log)) is not None:
                self._add(grid, part)

    def _add(self, grid: Grid, part: Engagement) -> None:
        if contradicts(self.record, part):
            self.log.add_sheet(grid, CONTRADICTION)
        self.tables.add(grid.title)
        self.record = combined(self.record, part)

    def result(self, grids: Sequence[Grid]) -> BookImport:
        """In the order of the book's sheets."""
        titles = [grid.title for grid in grids]
        understood = tuple(title for title in titles if title in self.tables | self.heads)

        def place(unread: Unread) -> tuple[int, int, int, str]:
            found = _CELL.fullmatch(unread.cell)
            letters, row = (found[1], int(found[2])) if found else ("", 0)
            return titles.index(unread.sheet), row, len(letters), letters

        unread = tuple(sorted(self.log.entries, key=place))
        return BookImport(self.log.book, self.record, understood, unread)
