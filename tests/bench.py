"""`make bench`: the waits a user feels, each beside its aim and beside a bare program.

Ratios compare programs run in turn during the same minutes, so that they mean
the same on a slow or a busy machine; milliseconds do not. Needs a POSIX system.
"""

from __future__ import annotations

import asyncio
import gc
import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from zipfile import ZipFile

from rich.console import RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.pilot import Pilot
from textual.screen import Screen

import tui.app
from data.catalogue import load_catalogue
from data.folder import sample_content
from data.place import Place
from data.reading import read_engagement
from data.record import Asset, Engagement
from data.storage import write_file
from data.writing import write_engagement
from tui.widgets.lines_view import LinesView

KIKITORI = str(Path(sys.executable).with_name("kikitori"))
COLUMNS, ROWS = 120, 40
START_ROUNDS, RESULT_ROUNDS, KEY_ROUNDS, BOOK_ROUNDS = 15, 15, 3, 7
TIMEOUT = 60.0

START_AIM, KEY_AIM, GROWTH_AIM, RESULT_AIM = 1.3, 16.0, 1.5, 2.0
EXPORT_AIM = IMPORT_AIM = 1.5
ASSETS = 1_000
STYLED_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+" s=')
GROWTH_FROM, GROWTH_TO = 10, 10_000

BARE_TEXT = "最初の画面"
BARE_APP = f"""
from textual.app import App, ComposeResult
from textual.widgets import Static

class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("{BARE_TEXT}")

Bare().run()
"""
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


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        # Nothing of the person who measures is read or written.
        os.environ.update(HOME=folder, KIKITORI_HOME=folder, TERM="xterm-256color")
        # What our tests bring along, and no user has.
        os.environ["OPENPYXL_LXML"] = "False"
        _start(Path(folder))
        _keys(Path(folder))
        _result(Path(folder))
        _books(Path(folder))


def _report(what: str, figure: str, aim: str, met: bool) -> None:
    print(f"{what:<52} {figure:<30} aim {aim:<9} {'met' if met else 'MISSED'}", flush=True)


def _in_turn(
    rounds: int, first: Callable[[], float], second: Callable[[], float]
) -> tuple[float, float]:
    """Medians of both in ms, run alternately after one round that does not count."""
    pairs = [(first(), second()) for _ in range(rounds + 1)][1:]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def _ratio(what: str, ours: float, bare: float, aim: float) -> None:
    figure = f"{ours / bare:.2f}  ({ours:.0f} / {bare:.0f} ms)"
    _report(what, figure, f"<= {aim}", ours / bare <= aim)


def _record(assets: int) -> Engagement:
    """The sample firm with a ledger of this length."""
    record = read_engagement(sample_content())
    rows: list[Asset] = []
    for number in range(assets):
        like = record.assets[number % len(record.assets)]
        rows.append(replace(like, id=f"A{number:05}", name=f"{like.name}{number}"))
    return replace(record, assets=tuple(rows))


def _file(folder: Path, assets: int) -> Path:
    path = folder / f"{assets}.toml"
    path.write_bytes(write_engagement(_record(assets)))
    return path


# --- (a) From the command to the first question -----------------------------


def _start(folder: Path) -> None:
    bare, new = folder / "bare.py", folder / "new.toml"
    bare.write_text(BARE_APP, encoding="utf-8")
    new.write_text("format = 1\n", encoding="utf-8")
    question = load_catalogue().self_check_items[0].question[:4]
    ours, theirs = _in_turn(
        START_ROUNDS,
        lambda: _until_shown([KIKITORI, str(new)], question),
        lambda: _until_shown([sys.executable, str(bare)], BARE_TEXT),
    )
    _ratio("start to first question / start of a bare Textual app", ours, theirs, START_AIM)


def _until_shown(command: Sequence[str], text: str) -> float:
    """ms from starting a program in a terminal of its own until it writes `text`."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (ROWS, COLUMNS))
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    try:
        _read_until(ours, text.encode())
        return (time.perf_counter() - begun) * 1000
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _read_until(terminal: int, wanted: bytes) -> None:
    seen = b""
    while wanted not in seen:
        ready, _, _ = select.select([terminal], [], [], TIMEOUT)
        if not ready:
            raise TimeoutError(f"never shown: {wanted.decode()}\n{seen.decode(errors='replace')}")
        seen += os.read(terminal, 65536)


# --- (b) From a key in F8 to the repainted panel ----------------------------


class Watched(tui.app.KikitoriApp):
    """Remembers when a frame went out; Pilot waits for idleness and would hide it."""

    CSS_PATH = str(Path(tui.app.__file__).with_name("kikitori.tcss"))

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.last_frame = 0.0

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        update: object = renderable
        if isinstance(update, CompositorUpdate):
            # What the real driver would write; without a terminal Textual leaves it out.
            update.render_segments(self.console)
            self.last_frame = time.perf_counter()


def _keys(folder: Path) -> None:
    times: dict[int, list[float]] = {GROWTH_FROM: [], ASSETS: [], GROWTH_TO: []}
    for _ in range(KEY_ROUNDS):
        for assets, found in times.items():
            found += asyncio.run(_key_times(_file(folder, assets)))
    middle = median(times[ASSETS])
    slowest = quantiles(times[ASSETS], n=20)[-1]
    figure = f"{middle:.1f} ms  (p95 {slowest:.1f} ms)"
    _report(
        f"F8 key to panel, {ASSETS:,} assets", figure, f"<= {KEY_AIM:.0f} ms", middle <= KEY_AIM
    )
    print(f"{'  of it one durable save of that file':<52} {_save_time(folder):.1f} ms")
    few, many = median(times[GROWTH_FROM]), median(times[GROWTH_TO])
    figure = f"{many / few:.2f}  ({many:.1f} / {few:.1f} ms)"
    what = f"  growth from {GROWTH_FROM} to {GROWTH_TO:,} assets"
    _report(what, figure, f"<= {GROWTH_AIM}", many / few <= GROWTH_AIM)


async def _key_times(path: Path) -> list[float]:
    """ms from each of 55 keys, every one a changed answer, to the panel that shows it."""
    app = Watched(path)
    # As the command line leaves it; the app collects again from its first screen on.
    gc.disable()
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await pilot.press("f8")
        app.go(Place("measures", "1"))
        await pilot.pause()
        return [await _one_key(app, pilot, m.no) for m in load_catalogue().measures]


async def _one_key(app: Watched, pilot: Pilot[int], measure: int) -> float:
    answer = app.session.record.measures.get(measure)
    key = "3" if answer and answer.status == 1 else "1"
    panel = app.screen.query_one("#panel", LinesView)
    old = panel.lines
    begun = time.perf_counter()
    app.post_message(events.Key(key, key))
    while panel.lines is old or app.last_frame < begun:
        await asyncio.sleep(0.0005)
    taken = (app.last_frame - begun) * 1000
    # The next key comes when everything has come to rest, as from a person.
    await pilot.pause(0.05)
    return taken


def _save_time(folder: Path) -> float:
    path = _file(folder, ASSETS)
    content = path.read_bytes()
    return median(_timed(lambda: write_file(path, content)) for _ in range(21))


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


# --- (c) The result of a large file -----------------------------------------


def _result(folder: Path) -> None:
    path = str(_file(folder, ASSETS))
    ours, theirs = _in_turn(
        RESULT_ROUNDS,
        lambda: _timed(lambda: _run([KIKITORI, "result", path, "--json"])),
        lambda: _timed(lambda: _run([sys.executable, "-c", BARE_PARSE, path])),
    )
    what = f"result --json, {ASSETS:,} assets / python + tomllib"
    _ratio(what, ours, theirs, RESULT_AIM)


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


# --- (d) Workbooks of a large file, out and in ------------------------------


def _books(folder: Path) -> None:
    """The three books of one engagement: how long they take to write, and to read back."""
    path, out = str(_file(folder, ASSETS)), folder / "books"
    export = [KIKITORI, "export", path, "-o", str(out)]
    _run(export)
    books = sorted(map(str, out.iterdir()))
    bare = [sys.executable, "-c", BARE_EXPORT, str(_styled_cells(books)), str(folder / "bare.xlsx")]
    _pair(f"export, {ASSETS:,} assets / openpyxl, as many cells", export, bare, EXPORT_AIM)
    ours, theirs = [sys.executable, "-c", OUR_IMPORT], [sys.executable, "-c", BARE_IMPORT]
    what = f"import, {ASSETS:,} assets / openpyxl load_workbook"
    _pair(what, [*ours, *books], [*theirs, *books], IMPORT_AIM)


def _pair(what: str, ours: Sequence[str], bare: Sequence[str], aim: float) -> None:
    runs = (lambda: _timed(lambda: _run(ours))), (lambda: _timed(lambda: _run(bare)))
    _ratio(what, *_in_turn(BOOK_ROUNDS, *runs), aim)


def _styled_cells(books: Sequence[str]) -> int:
    """How many cells with a format the books have."""
    found = 0
    for path in books:
        with ZipFile(path) as book:
            sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
            found += sum(len(STYLED_CELL.findall(book.read(name))) for name in sheets)
    return found


if __name__ == "__main__":
    main()
