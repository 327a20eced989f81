"""Lines written and lines read."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable

from data.harmless import visible
from tui.streams import put, takes_japanese

# An arrow key pressed in a terminal arrives as these inside the line.
_KEY_CODES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.)?")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\ufeff]")


class EndOfInputError(Exception):
    """Nothing more will be read: Ctrl+D, or the other end of a pipe is gone."""


class Talk:
    """One conversation; `read` gives a line with its end, or "" at the end of all."""

    def __init__(
        self,
        read: Callable[[], str],
        write: Callable[[str], None],
        ask_unseen: Callable[[str], str] | None = None,
    ) -> None:
        self._read = read
        self._write = write
        self._ask_unseen = ask_unseen or self.ask

    def say(self, *texts: str) -> None:
        """Each text as one line or more; nothing in it can steer the terminal."""
        for text in texts:
            for line in text.splitlines():
                self._write(visible(line).rstrip())

    def ask(self, prompt: str) -> str:
        """Say the prompt on a line of its own, for a bridge hands on whole lines only."""
        self.say(prompt)
        return self.read()

    def ask_unseen(self, prompt: str) -> str:
        """As `ask`, but nothing of the line is shown, and it may hold any character."""
        return self._ask_unseen(prompt)

    def read(self) -> str:
        """The next line without its end and without key codes; raises `EndOfInputError`."""
        line = self._read()
        if not line:
            raise EndOfInputError
        return _CONTROL.sub("", _KEY_CODES.sub("", line))


def terminal_talk() -> Talk:
    """The conversation over stdin and stdout."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        native = sys.stdin.isatty() and takes_japanese(sys.stdin.encoding)
        encoding = sys.stdin.encoding if native else "utf-8"
        sys.stdin.reconfigure(encoding=encoding, errors="replace")
    return Talk(_read_stdin, put, _ask_unseen)


def _read_stdin() -> str:
    """A line; a terminal that went away or was never there has none."""
    try:
        return sys.stdin.readline() if sys.stdin else ""
    except (OSError, ValueError):
        return ""


def _ask_unseen(prompt: str) -> str:
    # Only who opens a sealed engagement pays for it.
    from tui.passphrase import ask_unseen

    if sys.stdin and sys.stdin.isatty():
        # The echo is off before the prompt is seen, so that nothing typed at once shows.
        return ask_unseen(f"{prompt}\n")
    put(prompt)
    return ask_unseen("")
