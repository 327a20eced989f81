"""From a key to what it paints: on every step, between the steps, and held down."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from rich.console import RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.pilot import Pilot
from textual.screen import Screen

import tui.app
from data.catalogue import load_catalogue
from data.place import Place
from data.storage import write_file
from data.writing import write_engagement
from tests.bench.engagements import ASSETS, SERVICES, crowded, file_of
from tests.bench.measuring import report, timed
from tests.bench.start import COLUMNS, ROWS
from tui.widgets.lines_view import LinesView

KEY_ROUNDS, STEP_ROUNDS = 3, 25
KEY_AIM, GROWTH_AIM, SWITCH_AIM = 16.0, 1.5, 50.0
GROWTH_FROM, GROWTH_TO = 10, 10_000
# Keys a second of a key held down, and how many of them.
REPEAT, HELD = 30, 60
WAITING_AIM = 1
# What is pressed again and again on each step.
STEP_KEYS = {"f5": "12", "f6": ("down",), "f7": "12", "f8": "12", "f9": "12", "f10": ("down",)}


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


Work = Callable[[Watched, Pilot[int]], Awaitable[list[float]]]


def measure(folder: Path) -> None:
    _growth(folder)
    path = folder / "crowded.toml"
    path.write_bytes(write_engagement(crowded()))
    size = f"{ASSETS:,} assets, {SERVICES} services"
    for step, keys in STEP_KEYS.items():
        times = _run(path, partial(_pressed, step=step, keys=keys))
        _milliseconds(f"{step.upper()} key to frame, {size}", times, KEY_AIM)
    _milliseconds(f"from step to step, {size}", _run(path, _switched), SWITCH_AIM)
    for step in STEP_KEYS:
        (waiting,) = _run(path, partial(_held, step=step))
        what = f"{step.upper()} ↓ held down, keys waiting at most"
        report(what, f"{waiting:.0f}", f"<= {WAITING_AIM}", waiting <= WAITING_AIM)


def _milliseconds(what: str, times: list[float], aim: float) -> None:
    middle, slowest = median(times), quantiles(times, n=20)[-1]
    report(what, f"{middle:.1f} ms  (p95 {slowest:.1f} ms)", f"<= {aim:.0f} ms", middle <= aim)


def _run(path: Path, work: Work) -> list[float]:
    """The times that `work` takes in an app with this file."""

    async def run() -> list[float]:
        app = Watched(path)
        # As the command line leaves it; the app collects again from its first screen on.
        gc.disable()
        async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
            await pilot.pause()
            return await work(app, pilot)

    return asyncio.run(run())


# --- F8 with more and more assets -------------------------------------------


def _growth(folder: Path) -> None:
    times: dict[int, list[float]] = {GROWTH_FROM: [], ASSETS: [], GROWTH_TO: []}
    for _ in range(KEY_ROUNDS):
        for assets, found in times.items():
            found += _run(file_of(folder, assets), _all_measures)
    _milliseconds(f"F8 key to panel, {ASSETS:,} assets", times[ASSETS], KEY_AIM)
    print(f"{'  of it one durable save of that file':<52} {_save_time(folder):.1f} ms")
    few, many = median(times[GROWTH_FROM]), median(times[GROWTH_TO])
    figure = f"{many / few:.2f}  ({many:.1f} / {few:.1f} ms)"
    what = f"  growth from {GROWTH_FROM} to {GROWTH_TO:,} assets"
    report(what, figure, f"<= {GROWTH_AIM}", many / few <= GROWTH_AIM)


async def _all_measures(app: Watched, pilot: Pilot[int]) -> list[float]:
    """ms from each of 55 keys, every one a changed answer, to the panel that shows it."""
    await pilot.press("f8")
    app.go(Place("measures", "1"))
    await pilot.pause()
    return [await _one_measure(app, pilot, m.no) for m in load_catalogue().measures]


async def _one_measure(app: Watched, pilot: Pilot[int], measure: int) -> float:
    answer = app.session.record.measures.get(measure)
    panel = app.screen.query_one("#panel", LinesView)
    old = panel.lines
    key = "3" if answer and answer.status == 1 else "1"
    return await _painted(app, pilot, key, lambda: panel.lines is not old)


def _save_time(folder: Path) -> float:
    path = file_of(folder, ASSETS)
    content = path.read_bytes()
    return median(timed(lambda: write_file(path, content)) for _ in range(21))


# --- Every step, crowded -----------------------------------------------------


async def _painted(
    app: Watched, pilot: Pilot[int], key: str, is_shown: Callable[[], bool] = lambda: True
) -> float:
    """ms from a key to the first frame in which it is shown."""
    begun = time.perf_counter()
    app.post_message(events.Key(key, key if len(key) == 1 else None))
    while app.last_frame < begun or not is_shown():
        await asyncio.sleep(0.0005)
    taken = (app.last_frame - begun) * 1000
    # The next key comes when everything has come to rest, as from a person.
    await pilot.pause(0.05)
    return taken


async def _pressed(app: Watched, pilot: Pilot[int], step: str, keys: Sequence[str]) -> list[float]:
    await pilot.press(step)
    await pilot.pause(0.3)
    return [await _painted(app, pilot, keys[n % len(keys)]) for n in range(STEP_ROUNDS)]


async def _switched(app: Watched, pilot: Pilot[int]) -> list[float]:
    times: list[float] = []
    for _ in range(STEP_ROUNDS // len(STEP_KEYS) + 1):
        for step in STEP_KEYS:
            is_left = partial(_is_left, app, app.screen)
            times.append(await _painted(app, pilot, step, is_left))
    return times


def _is_left(app: Watched, screen: Screen[object]) -> bool:
    return app.screen is not screen


async def _held(app: Watched, pilot: Pilot[int], step: str) -> list[float]:
    """How many keys at most wait to be handled when the next one comes."""
    await pilot.press(step)
    await pilot.pause(0.3)
    waiting = 0
    for _ in range(HELD):
        waiting = max(waiting, app.waiting_keys)
        app.post_message(events.Key("down", None))
        await asyncio.sleep(1 / REPEAT)
    return [float(waiting)]
