"""Interviews in a pseudo-terminal, each killed at a random moment: `COUNT SEED FOLDER`.

A process of its own, which has the whole program imported and forks each interview: so a thousand
of them take minutes. It says what went wrong, a line for each, and at the end how many it killed
and when.
"""

from __future__ import annotations

import fcntl
import gc
import importlib
import os
import pkgutil
import pty
import random
import re
import select
import signal
import struct
import sys
import termios
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import screens
from data.catalogue import load_catalogue, load_guidance
from data.edits import AnswerSelfCheck
from data.engagement_file import load_engagement
from data.record import Engagement
from data.session import Session
from data.storage import write_file
from data.writing import write_engagement
from tui import cli, widgets

NAME = "株式会社 サンプル.toml"
ANSWERS = ("done", "partly", "not_done", "unknown")
QUESTIONS = 25
PATIENCE = 30.0
# Seconds after the start, and after a key, within which the power is cut.
WHILE_STARTING, AFTER_KEY = 0.25, 0.12
MOST_KEYS = 5
_CODES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()].|[=>])")


@dataclass
class Cut:
    """One interview: how far it was when the power went, and what is wrong then."""

    folder: Path
    dice: random.Random
    before: int = 0
    sent: int = 0
    acknowledged: int = 0
    given: list[str] = field(default_factory=list)
    output: bytes = b""

    @property
    def path(self) -> Path:
        return self.folder / NAME

    def run(self) -> list[str]:
        self.before = self.dice.randrange(QUESTIONS - MOST_KEYS)
        self.given = [self.dice.choice(ANSWERS) for _ in range(self.before)]
        write_file(self.path, write_engagement(_record(self.given)))
        process, terminal = _interview(self.folder)
        try:
            self._type(terminal)
        finally:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            os.close(terminal)
        return [*self._losses(), *self._leftovers()]

    def _type(self, terminal: int) -> None:
        keys = self.dice.randint(0, MOST_KEYS)
        if keys == 0:
            self._read_for(terminal, self.dice.uniform(0, WHILE_STARTING))
            return
        self._read_until(terminal, lambda: self._shows(self.before))
        if self.before:
            os.write(terminal, b"\x1bOS")
        for _ in range(keys):
            answer = self.dice.choice(ANSWERS)
            self.given.append(answer)
            self.sent += 1
            os.write(terminal, str(ANSWERS.index(answer) + 1).encode())
            if self.sent < keys:
                self._read_until(terminal, lambda: self._shows(self.before + self.sent))
                self.acknowledged = self.sent
        self._read_for(terminal, self.dice.uniform(0, AFTER_KEY))
        if self._shows(self.before + self.sent):
            self.acknowledged = self.sent

    @property
    def seen(self) -> str:
        """All that was painted, one after the other."""
        return _CODES.sub(b"", self.output).decode("utf-8", "replace")

    def _shows(self, count: int) -> bool:
        """Whether the number answered is on the screen, and no sign of a save under way."""
        seen = self.seen
        is_saved = seen.rfind("保存済み") >= seen.rfind("保存中")
        return f"診断{count}/{QUESTIONS}" in seen and is_saved

    def _read_until(self, terminal: int, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                raise TimeoutError(self.seen)
            self._read(terminal, 0.5)

    def _read_for(self, terminal: int, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(terminal, left)

    def _read(self, terminal: int, timeout: float) -> None:
        if select.select([terminal], [], [], timeout)[0]:
            try:
                self.output += os.read(terminal, 65536)
            except OSError:
                raise EOFError(self.seen) from None

    def _losses(self) -> list[str]:
        """The file opens, and holds what was acknowledged; of what was sent no more than sent."""
        items = load_engagement(self.path).self_check.items
        held = [str(items[number].answer) for number in items]
        count = len(held) - self.before
        if held == self.given[: len(held)] and self.acknowledged <= count <= self.sent:
            return []
        return [f"acknowledged {self.acknowledged} of {self.sent}: {held}, given {self.given}"]

    def _leftovers(self) -> list[str]:
        """The next one may write at once, and leaves nothing of the cut behind."""
        session = Session.open_or_view(self.path)
        wrong = [] if session.may_write else [f"held by {session.view_message}"]
        session.close()
        left = sorted(each.name for each in self.folder.iterdir() if each.is_file())
        return wrong if left == [NAME] else [*wrong, f"left {left}"]


def _record(answers: list[str]) -> Engagement:
    record = Engagement()
    for number, answer in enumerate(answers, start=1):
        record = AnswerSelfCheck(number, answer).apply(record)
    return record


def _interview(folder: Path) -> tuple[int, int]:
    """The program on its file: its process, and the other end of its terminal."""
    process, terminal = pty.fork()
    if process:
        return process, terminal
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        os.chdir(folder)
        # What the parent's streams were, file or pipe, is not what these are.
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            stream = open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        cli.main([NAME])
    finally:
        os._exit(0)


def _import_everything() -> None:
    """What a start would import, read once for all."""
    for package in (screens, widgets):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    importlib.import_module("textual.drivers.linux_driver")
    importlib.import_module("filelock")
    importlib.import_module("tui.app")
    load_catalogue()
    load_guidance("self_check")
    gc.freeze()


def main(count: int, seed: int, folder: Path) -> int:
    """Kill `count` interviews; the number of those in which something was lost."""
    os.environ.update(
        {"TERM": "xterm-256color", "LANG": "ja_JP.UTF-8", "KIKITORI_HOME": str(folder / "home")}
    )
    _import_everything()
    moments: Counter[str] = Counter()
    failures = 0
    for number in range(seed, seed + count):
        (place := folder / str(number)).mkdir(parents=True)
        cut = Cut(place, random.Random(number))
        try:
            wrong = cut.run()
        except (EOFError, TimeoutError) as error:
            wrong = [f"{type(error).__name__} {error}"]
        failures += bool(wrong)
        for each in wrong:
            print(f"seed {number}: {each}", flush=True)
        moments[f"{cut.sent} sent, {cut.acknowledged} acknowledged"] += 1
    print(f"{failures} of {count} lost something; {dict(sorted(moments.items()))}", flush=True)
    return failures


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))))
