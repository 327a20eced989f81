"""The installed program in a real pseudo-terminal, and its screen as a person sees it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import time
import unicodedata
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pexpect
import pyte
import pytest
from pyte import modes
from wcwidth import wcswidth, wcwidth

from tests.terminal.keys import bytes_of

PROGRAM = Path(sys.executable).with_name("kikitori")
PATIENCE = 20.0
# Nothing more is coming when the program has been silent for so long.
SILENCE = 0.15

# Textual asks whether the terminal can hold a frame back until it is complete. pyte would
# print the question, and knows none of the codes with a mark behind the bracket.
SYNC_QUESTION = b"\x1b[?2026$p"
SYNC_ANSWER = b"\x1b[?2026;2$y"
FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[(?:\?\d+\$p|[<>=]\d*u)")
# pyte has one screen only: what the other one held is gone.
_SCREEN_SWITCH = re.compile(rb"\x1b\[\?1049[hl]")
_CUT_OFF = re.compile(rb"\x1b(?:\[[<>=?]?[\d;]*\$?)?\Z")

# What would ask the terminal for the Kitty keyboard protocol.
KITTY_PUSH = re.compile(rb"\x1b\[>\d+u")

Wanted = str | Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; the right half of a wide character is empty."""

    text: str
    bold: bool
    reverse: bool
    fg: str
    bg: str


def wide_wcwidth(char: str) -> int:
    """Cells of a character where the terminal is set to draw the ambiguous ones wide."""
    width: int = wcwidth(char)
    return 2 if width == 1 and unicodedata.east_asian_width(char) == "A" else width


class _Screen(pyte.Screen):
    """A screen that remembers what was written beyond its right edge, and answers questions."""

    def __init__(self, columns: int, lines: int, answer: Callable[[bytes], object]) -> None:
        super().__init__(columns, lines)
        self.overflows: list[str] = []
        self._answer = answer

    def draw(self, data: str) -> None:
        if self.cursor.x + self.cells(data) > self.columns:
            self.overflows.append(f"line {self.cursor.y}, column {self.cursor.x}: {data!r}")
        super().draw(data)

    def cells(self, data: str) -> int:
        return wcswidth(data)

    def write_process_input(self, data: str) -> None:
        self._answer(data.encode())


class _WideScreen(_Screen):
    """Draws characters of ambiguous width in two cells."""

    def draw(self, data: str) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pyte.screens, "wcwidth", wide_wcwidth)
            super().draw(data)

    def cells(self, data: str) -> int:
        return sum(map(wide_wcwidth, data))


class Terminal:
    """`with Terminal(command, env, cwd) as terminal:` runs it, and kills it at the end."""

    def __init__(
        self,
        command: Sequence[str | Path],
        env: Mapping[str, str],
        cwd: Path,
        *,
        columns: int = 80,
        lines: int = 24,
        syncs: bool = True,
        ambiguous_wide: bool = False,
        answers: bool = True,
        utf8: bool = True,
    ) -> None:
        self.command = [str(word) for word in command]
        self.env = dict(env)
        self.cwd = cwd
        self.columns, self.lines = columns, lines
        self.syncs = syncs
        self.output = b""
        self.ended = False
        self._unread = b""
        self.answers = answers
        screen = _WideScreen if ambiguous_wide else _Screen
        self._screen = screen(columns, lines, self._answer)
        self._stream = pyte.ByteStream(self._screen)
        self._stream.use_utf8 = utf8

    def __enter__(self) -> Terminal:
        with warnings.catch_warnings():
            # Python 3.12 warns of forks beside threads; this child becomes another program at once.
            warnings.simplefilter("ignore", DeprecationWarning)
            # A command without arguments pexpect would split at the spaces of its path.
            self._process = pexpect.spawn(
                "/usr/bin/env",
                list(self.command),
                env=self.env,
                cwd=str(self.cwd),
                dimensions=(self.lines, self.columns),
                timeout=PATIENCE,
            )
        self._process.delaybeforesend = None
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.kill()

    def kill(self) -> None:
        """End the program as a power cut would."""
        if self._process.isalive():
            self._process.kill(signal.SIGKILL)
            self._process.wait()
        with contextlib.suppress(OSError):
            self._process.close(force=True)

    def end(self) -> None:
        """Ask the program to end, as the system does before it goes down."""
        self._process.kill(signal.SIGTERM)

    def close_window(self) -> None:
        """Take the terminal away, and wait until the program has ended of itself.

        What it answers then nobody hears: it may be that it could not write its last words.
        """
        self.ended = True
        os.close(self._process.child_fd)
        deadline = time.monotonic() + PATIENCE
        while True:
            ended, status = os.waitpid(self._process.pid, os.WNOHANG)
            if ended:
                self._process.ptyproc.terminated = self._process.terminated = True
                assert os.WIFEXITED(status), f"ended by signal {os.WTERMSIG(status)}"
                return
            if time.monotonic() > deadline:
                os.kill(self._process.pid, signal.SIGKILL)
                raise AssertionError("still running without a terminal")
            time.sleep(0.02)

    # --- Typing ---

    def press(self, *keys: str) -> None:
        """Keys by name (`f5`, `ctrl+q`, `down`) or as single characters, each in a write."""
        for key in keys:
            self._process.send(bytes_of(key))

    def type(self, text: str) -> None:
        """A text in one write, as an input method hands over what was composed."""
        self._process.send(text.encode())

    def send(self, data: bytes) -> None:
        """Bytes as they are, in one write."""
        self._process.send(data)

    def resize(self, columns: int, lines: int) -> None:
        """Another window size; whatever is not painted anew is gone."""
        self.settle()
        self.columns, self.lines = columns, lines
        self._screen.resize(lines, columns)
        self._screen.erase_in_display(2)
        self._process.setwinsize(lines, columns)

    def _answer(self, data: bytes) -> None:
        if self.answers:
            self._process.send(data)

    # --- Waiting ---

    def until(self, wanted: Wanted, timeout: float = PATIENCE) -> None:
        """Read until a text is on the screen or a condition holds; else fail, with the screen."""
        deadline = time.monotonic() + timeout
        while not self._holds(wanted):
            left = deadline - time.monotonic()
            if left <= 0 or self.ended:
                why = "the program ended" if self.ended else f"{timeout} s passed"
                raise AssertionError(f"{why}, still waiting for {wanted!r}\n{self.picture}")
            self._read(min(left, SILENCE))

    def until_gone(self, text: str) -> None:
        self.until(lambda: text not in self.text)

    def settle(self) -> None:
        """Read until the program has nothing more to say."""
        while self._read(SILENCE):
            pass

    def exit_status(self, timeout: float = PATIENCE) -> int:
        """Wait for the program's end; negative when a signal ended it."""
        deadline = time.monotonic() + timeout
        while not self.ended:
            if time.monotonic() > deadline:
                raise AssertionError(f"still running after {timeout} s\n{self.picture}")
            self._read(SILENCE)
        self._process.wait()
        status: int | None = self._process.exitstatus
        return -int(self._process.signalstatus) if status is None else status

    def _holds(self, wanted: Wanted) -> bool:
        if self.output.rfind(FRAME_BEGINS) > self.output.rfind(FRAME_ENDS):
            return False
        return wanted in self.text if isinstance(wanted, str) else wanted()

    def _read(self, timeout: float) -> bool:
        """Whether something came within `timeout`."""
        try:
            chunk: bytes = self._process.read_nonblocking(65536, timeout)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            self.ended = True
            return False
        self.output += chunk
        if self.syncs and SYNC_QUESTION in self.output[-len(chunk) - len(SYNC_QUESTION) :]:
            self._process.send(SYNC_ANSWER)
        self._feed(chunk)
        return True

    def _feed(self, chunk: bytes) -> None:
        data = self._unread + chunk
        cut = _CUT_OFF.search(data)
        self._unread = data[cut.start() :] if cut else b""
        whole = data[: cut.start()] if cut else data
        self._stream.feed(
            _SCREEN_SWITCH.sub(b"\\g<0>\x1b[2J\x1b[H", _UNKNOWN_TO_PYTE.sub(b"", whole))
        )

    # --- Looking ---

    @property
    def display(self) -> list[str]:
        """The lines, each as many cells wide as the terminal."""
        return [self._shown(line) for line in range(self.lines)]

    def _shown(self, line: int) -> str:
        """A half that its other half was taken from is shown as a blank."""
        cells = self._screen.buffer[line]
        texts = [str(cells[column].data) for column in range(self.columns)]
        lefts = [" ", *texts]
        pairs = zip(lefts, texts, strict=False)
        return "".join(text or ("" if wcswidth(left) == 2 else " ") for left, text in pairs)

    @property
    def text(self) -> str:
        return "\n".join(self.display)

    @property
    def picture(self) -> str:
        """The screen for a failing test's message."""
        edge = "-" * self.columns
        return "\n".join([edge, *self.display, edge, f"cursor {self.cursor}"])

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and line of the terminal's cursor, where an input method opens its window."""
        return min(self._screen.cursor.x, self.columns - 1), self._screen.cursor.y

    @property
    def cursor_hidden(self) -> bool:
        return modes.DECTCEM not in self._screen.mode

    @property
    def overflows(self) -> list[str]:
        """What was written beyond the right edge so far."""
        return self._screen.overflows

    def cell(self, column: int, line: int) -> Cell:
        found = self._screen.buffer[line][column]
        return Cell(found.data, found.bold, found.reverse, found.fg, found.bg)

    def row(self, line: int) -> list[Cell]:
        return [self.cell(column, line) for column in range(self.columns)]

    def text_from(self, column: int, line: int) -> str:
        """What stands in a line from a column of cells on."""
        return "".join(cell.text for cell in self.row(line)[column:])

    def find_all(self, text: str) -> list[tuple[int, int]]:
        """Column and line of the first cell of a text, counted in cells, once a line."""
        parts = [(shown.partition(text), line) for line, shown in enumerate(self.display)]
        return [(wcswidth(before), line) for (before, found, _), line in parts if found]

    def find(self, text: str) -> tuple[int, int]:
        """The first place of a text."""
        places = self.find_all(text)
        assert places, f"{text!r} is not on the screen\n{self.picture}"
        return places[0]

    def after(self, text: str) -> tuple[int, int]:
        """The cell behind a text."""
        column, line = self.find(text)
        return column + wcswidth(text), line
