"""A file dialog to try keys on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from tui.type_ahead import TypeAhead
from tui.widgets.file_dialog import FileDialog
from tui.widgets.folder_rows import Wants
from tui.widgets.lines_view import LinesView

BOOKS = (".xlsx", ".csv")
CSS = "#place, #said { height: 1; } #files { height: 1fr; }"


class Host(TypeAhead):
    CSS = CSS

    def __init__(self, folder: Path, several: bool, wants: Wants) -> None:
        super().__init__()
        self.dialog = FileDialog("選ぶ", folder, BOOKS, several=several, wants=wants)
        self.answers: list[list[Path] | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.answers.append)


@asynccontextmanager
async def choosing(
    folder: Path,
    *,
    several: bool = False,
    wants: Wants = "file",
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[Pilot[int]]:
    app = Host(folder, several, wants)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def host(pilot: Pilot[int]) -> Host:
    assert isinstance(pilot.app, Host)
    return pilot.app


def labels(pilot: Pilot[int]) -> list[str]:
    return [row.label for row in host(pilot).dialog.rows]


def under_cursor(pilot: Pilot[int]) -> str:
    dialog = host(pilot).dialog
    return dialog.rows[dialog.cursor].label


def folder_of(pilot: Pilot[int]) -> Path:
    listing = host(pilot).dialog.listing
    assert listing
    return listing.folder


def said(pilot: Pilot[int]) -> str:
    return host(pilot).dialog.query_one("#said", LinesView).lines[0].plain.strip()


async def answers(folder: Path, *keys: str, several: bool = False, wants: Wants = "file") -> object:
    """What the keys make the dialog answer."""
    async with choosing(folder, several=several, wants=wants) as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        return host(pilot).answers
