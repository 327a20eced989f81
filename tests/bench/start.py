"""From the command to the first question."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from data.catalogue import load_catalogue
from tests.bench.measuring import in_turn, ratio

KIKITORI = str(Path(sys.executable).with_name("kikitori"))
COLUMNS, ROWS = 120, 40
START_ROUNDS = 15
START_AIM = 1.3
TIMEOUT = 60.0

BARE_TEXT = "最初の画面"
BARE_APP = f"""
from textual.app import App, ComposeResult
from textual.widgets import Static

class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("{BARE_TEXT}")

Bare().run()
"""


def measure(folder: Path) -> None:
    bare, new = folder / "bare.py", folder / "new.toml"
    bare.write_text(BARE_APP, encoding="utf-8")
    new.write_text("format = 1\n", encoding="utf-8")
    question = load_catalogue().self_check_items[0].question[:4]
    ours, theirs = in_turn(
        START_ROUNDS,
        lambda: _until_shown([KIKITORI, str(new)], question),
        lambda: _until_shown([sys.executable, str(bare)], BARE_TEXT),
    )
    ratio("start to first question / start of a bare Textual app", ours, theirs, START_AIM)


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
