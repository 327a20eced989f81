"""What the terminal says of itself when it is asked."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from data.folder import data_folder
from data.storage import WINDOWS, why_not_writable

if TYPE_CHECKING:
    from blessed import Terminal

Colours = Literal["none", "16", "256", "truecolor"]
Around = Literal[
    "tmux", "screen", "vscode", "conhost", "windows_terminal", "apple_terminal", "iterm2", "linux"
]
# Three bytes in UTF-8 and two cells everywhere; a terminal of another encoding shows others.
WIDE_CHARACTER = "あ"
AMBIGUOUS_CHARACTER = "①"
# Seconds to wait for an answer; a terminal beside the program takes some milliseconds.
PATIENCE = 1.0
_RICH_COLOURS: Mapping[str | None, Colours] = {
    "standard": "16",
    "windows": "16",
    "256": "256",
    "truecolor": "truecolor",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """`*_cells` are None where the terminal does not say how wide it draws.

    `keyboard_encoding` is what the system takes the terminal's text for;
    `no_write` says why nothing can be kept in `folder`, empty when it can.
    """

    columns: int
    lines: int
    answers: bool
    wide_cells: int | None
    ambiguous_cells: int | None
    keyboard_encoding: str
    colours: Colours
    no_color: bool
    term: str
    around: frozenset[Around]
    folder: str
    no_write: str


@contextmanager
def open_terminal() -> Iterator[Terminal]:
    """The terminal, handing on each key at once.

    Without styling: blessed would ask for capabilities that some terminals print,
    and wait five seconds for those that never answer.
    """
    from blessed import Terminal

    if WINDOWS:
        import_module("jinxed.win32").enable_vt_mode()
    terminal = Terminal(force_styling=None)
    with terminal.cbreak():
        yield terminal


def gather(terminal: Terminal) -> Facts:
    """Everything that can be learnt without a person; at most a second on a mute terminal."""
    answers = terminal.get_location(timeout=PATIENCE) != (-1, -1)
    folder = data_folder()
    return Facts(
        columns=terminal.width,
        lines=terminal.height,
        answers=answers,
        wide_cells=_cells(terminal, WIDE_CHARACTER) if answers else None,
        ambiguous_cells=_cells(terminal, AMBIGUOUS_CHARACTER) if answers else None,
        keyboard_encoding=locale.getpreferredencoding(False),
        colours=_colours(),
        no_color="NO_COLOR" in os.environ,
        term=os.environ.get("TERM", ""),
        around=around(os.environ),
        folder=str(folder),
        no_write=why_not_writable(folder),
    )


def _cells(terminal: Terminal, text: str) -> int | None:
    """How many cells a text takes, wiped as soon as the terminal has answered."""
    terminal.stream.write(f"\r{text}")
    terminal.stream.flush()
    _, column = terminal.get_location(timeout=PATIENCE)
    terminal.stream.write("\r\x1b[K")
    terminal.stream.flush()
    return column if column > 0 else None


def _colours() -> Colours:
    """The colours that the interview will use here: Textual goes by what Rich finds."""
    from rich.console import Console

    return _RICH_COLOURS.get(Console(file=sys.__stdout__).color_system, "none")


def around(environment: Mapping[str, str]) -> frozenset[Around]:
    """The programs around this one that are known to need advice, by what they leave behind."""
    program = environment.get("TERM_PROGRAM", "")
    on_windows = environment.get("OS") == "Windows_NT"
    found: dict[Around, bool] = {
        "tmux": "TMUX" in environment,
        "screen": "STY" in environment,
        "vscode": program == "vscode",
        "windows_terminal": "WT_SESSION" in environment and program != "vscode",
        "conhost": on_windows and not program and not {"WT_SESSION", "TERM"} & set(environment),
        "apple_terminal": program == "Apple_Terminal",
        "iterm2": program == "iTerm.app",
        "linux": environment.get("TERM") == "linux",
    }
    return frozenset(name for name, is_there in found.items() if is_there)
