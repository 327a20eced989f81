"""Running the interview in tests: starting it, typing, and reading what the screen shows."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from textual._xterm_parser import XTermParser
from textual.pilot import Pilot
from textual.screen import Screen

from data.engagement_file import load_engagement
from data.folder import sample_content
from data.place import Place
from data.reading import read_engagement
from data.record import Asset, CloudService, Engagement, EngagementInfo, SelfCheck
from data.writing import write_engagement
from screens.step import StepScreen
from tui.app import KikitoriApp
from tui.widgets.lines_view import LinesView

TODAY = date(2026, 11, 20)
NARROW, WIDE = (80, 24), (160, 45)
STEP_KEYS = {
    "firm": "i",
    "self_check": "f5",
    "assets": "f6",
    "threats": "f7",
    "measures": "f8",
    "cloud": "f9",
    "results": "f10",
}
_TO_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}

AnyScreen = TypeVar("AnyScreen", bound=Screen[Any])


def full_width(text: str) -> str:
    return text.translate(_TO_FULL_WIDTH)


def sample() -> Engagement:
    """The bundled sample firm."""
    return read_engagement(sample_content())


def new_record(**changes: object) -> Engagement:
    """What a new file holds, with some changes."""
    record = Engagement(info=EngagementInfo(started=TODAY), self_check=SelfCheck(date=TODAY))
    return replace(record, **changes)  # type: ignore[arg-type]


def ledger(count: int) -> tuple[Asset, ...]:
    """Assets over all media and all evaluations."""
    media = ("paper", "removable", "office_pc", "mobile", "internal_server", "external_server")
    return tuple(
        Asset(
            id=f"A{number:04}",
            business="総務",
            name=f"書類{number}",
            medium=media[number % 6],
            confidentiality=number % 3 + 1,
            registered=TODAY,
        )
        for number in range(1, count + 1)
    )


def with_service(record: Engagement | None = None) -> Engagement:
    """A record with one cloud service about which nothing is known."""
    service = CloudService(id="S0001", name="メール", created=TODAY)
    return replace(record or new_record(), cloud_services=(service,))


def write(path: Path, record: Engagement) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_engagement(record))
    return path


@asynccontextmanager
async def interview(
    record: Engagement,
    folder: Path,
    step: str = "",
    size: tuple[int, int] = NARROW,
) -> AsyncIterator[Pilot[int]]:
    """The app with a file that holds `record`, at a step."""
    app = KikitoriApp(write(folder / "会社.toml", record))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if step:
            await go(pilot, step)
        yield pilot


async def go(pilot: Pilot[int], step: str) -> None:
    """Show a step; from the firm's form the key `i` would be typed, so it is left first."""
    await pilot.press(STEP_KEYS[step])
    await pilot.pause()


async def type_text(pilot: Pilot[int], text: str) -> None:
    """Let the characters come in as from the terminal; Pilot knows no full-width space."""
    driver = pilot.app._driver
    assert driver is not None
    for part in re.split("(\r)", text):
        for event in XTermParser().feed(part):
            driver.send_message(event)
        await pilot.pause()


async def settle(pilot: Pilot[int]) -> None:
    """Wait until the work that goes on aside is done and shown."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait for what takes its time, at most some seconds."""
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
        await pilot.pause()
    raise AssertionError(screen_text(pilot))


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Keys, each after everything that the one before it has set going."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def paste(pilot: Pilot[int], text: str) -> None:
    """Paste a text as a terminal does: in brackets, with the line ends of the Enter key."""
    driver = pilot.app._driver
    assert driver is not None
    for event in XTermParser().feed(f"\x1b[200~{text}\x1b[201~"):
        driver.send_message(event)
    await settle(pilot)


def app_of(pilot: Pilot[int]) -> KikitoriApp:
    app = pilot.app
    assert isinstance(app, KikitoriApp)
    return app


def record_of(pilot: Pilot[int]) -> Engagement:
    return app_of(pilot).session.record


def on_disk(pilot: Pilot[int]) -> Engagement:
    """What another program would read now."""
    return load_engagement(app_of(pilot).session.path)


def screen_of(pilot: Pilot[int], kind: type[AnyScreen]) -> AnyScreen:
    """The screen shown, which must be of this kind."""
    screen = pilot.app.screen
    assert isinstance(screen, kind), f"{screen} is shown"
    return screen


def place_of(pilot: Pilot[int]) -> Place:
    """Where the cursor stands."""
    screen = pilot.app.screen
    assert isinstance(screen, StepScreen), f"{screen} is shown"
    return screen.current_place


def screen_lines(pilot: Pilot[int]) -> list[str]:
    """The text of every line of the terminal."""
    return [strip.text for strip in pilot.app.screen._compositor.render_strips()]


def screen_text(pilot: Pilot[int]) -> str:
    return "\n".join(screen_lines(pilot))


def shown(pilot: Pilot[int], selector: str) -> str:
    """All lines of a view, also those out of sight."""
    view = pilot.app.screen.query_one(selector, LinesView)
    return "\n".join(content.plain for content in view.lines)


def status(pilot: Pilot[int]) -> str:
    """The status line."""
    return shown(pilot, "#bottom").split("\n")[0].strip()


async def click_target(
    pilot: Pilot[int], selector: str, wanted: Callable[[tuple[object, ...]], bool]
) -> None:
    """Click the first cell in sight whose target is the wanted one."""
    view = pilot.app.screen.query_one(selector, LinesView)
    for y in range(view.size.height):
        x = 0
        for segment in view.render_line(y):
            target = segment.style.meta.get("target") if segment.style else None
            if target is not None and wanted(tuple(target)):
                await pilot.click(view, offset=(view.gutter.left + x, view.gutter.top + y))
                await pilot.pause()
                return
            x += segment.cell_length
    raise AssertionError(f"nothing to click in {selector}")
