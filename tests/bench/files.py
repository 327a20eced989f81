"""A large file: its result, its plan, and workbooks out and in."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from zipfile import ZipFile

from data.best_set import best_set
from data.effects import effects
from data.planning import with_statuses
from tests.bench.engagements import ASSETS, file_of, record_of
from tests.bench.measuring import in_turn, ratio, report, run, timed
from tests.bench.start import KIKITORI

RESULT_ROUNDS, BOOK_ROUNDS = 15, 7
RESULT_AIM = 2.0
EXPORT_AIM = IMPORT_AIM = 1.5
PARTLY = 2
# ms
RANKING_AIM, BEST_SET_AIM = 50, 2_000
STYLED_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+" s=')
BARE_PARSE = "import sys, tomllib; tomllib.load(open(sys.argv[1], 'rb'))"
# So many cells with a text and the styles that ours have, in the order of rows.
BARE_EXPORT = """
import sys
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

line = Side(style="thin")
font, border = Font(name="游ゴシック", size=10), Border(line, line, line, line)
alignment = Alignment(vertical="center", wrap_text=True)
book = Workbook()
for place in range(int(sys.argv[1])):
    cell = book.active.cell(place // 24 + 1, place % 24 + 1, f"値{place}")
    cell.font, cell.border, cell.alignment = font, border, alignment
book.save(sys.argv[2])
"""
OUR_IMPORT = """
import sys
from pathlib import Path
from exports.book_import import read_books
read_books([Path(each) for each in sys.argv[1:]])
"""
BARE_IMPORT = "import sys, openpyxl; [openpyxl.load_workbook(each) for each in sys.argv[1:]]"


def measure(folder: Path) -> None:
    _result(folder)
    _plan()
    _books(folder)


def _result(folder: Path) -> None:
    path = str(file_of(folder, ASSETS))
    ours, theirs = in_turn(
        RESULT_ROUNDS,
        lambda: timed(lambda: run([KIKITORI, "result", path, "--json"])),
        lambda: timed(lambda: run([sys.executable, "-c", BARE_PARSE, path])),
    )
    what = f"result --json, {ASSETS:,} assets / python + tomllib"
    ratio(what, ours, theirs, RESULT_AIM)


def _plan() -> None:
    """What the plan is made of, the engagement being open and every measure half done."""
    record = with_statuses(record_of(ASSETS), dict.fromkeys(range(1, 56), PARTLY))
    _milliseconds("ranking of the measures", lambda: effects(record), RANKING_AIM)
    _milliseconds("set of least effort", lambda: best_set(record, {}), BEST_SET_AIM)


def _milliseconds(what: str, work: Callable[[], object], aim: int) -> None:
    middle = median(timed(work) for _ in range(RESULT_ROUNDS))
    report(f"{what}, {ASSETS:,} assets", f"{middle:.1f} ms", f"<= {aim} ms", middle <= aim)


def _books(folder: Path) -> None:
    """The three books of one engagement: how long they take to write, and to read back."""
    path, out = str(file_of(folder, ASSETS)), folder / "books"
    export = [KIKITORI, "export", path, "-o", str(out)]
    run(export)
    books = sorted(map(str, out.iterdir()))
    bare = [sys.executable, "-c", BARE_EXPORT, str(_styled_cells(books)), str(folder / "bare.xlsx")]
    _pair(f"export, {ASSETS:,} assets / openpyxl, as many cells", export, bare, EXPORT_AIM)
    ours, theirs = [sys.executable, "-c", OUR_IMPORT], [sys.executable, "-c", BARE_IMPORT]
    what = f"import, {ASSETS:,} assets / openpyxl load_workbook"
    _pair(what, [*ours, *books], [*theirs, *books], IMPORT_AIM)


def _pair(what: str, ours: Sequence[str], bare: Sequence[str], aim: float) -> None:
    runs = (lambda: timed(lambda: run(ours))), (lambda: timed(lambda: run(bare)))
    ratio(what, *in_turn(BOOK_ROUNDS, *runs), aim)


def _styled_cells(books: Sequence[str]) -> int:
    """How many cells with a format the books have."""
    found = 0
    for path in books:
        with ZipFile(path) as book:
            sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
            found += sum(len(STYLED_CELL.findall(book.read(name))) for name in sheets)
    return found
