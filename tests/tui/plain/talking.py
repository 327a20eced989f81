"""The plain interview in tests: lines in, lines out, and the file looked at before every line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from data.engagement_file import load_engagement
from data.folder import sample_content
from data.record import Engagement
from tui.plain.interview import PlainInterview
from tui.plain.talk import Talk

TODAY = date(2026, 11, 20)


class Conversation:
    """One run of the plain mode.

    `turns` are the lines said before each line read, and after the last one.
    """

    def __init__(self, lines: Iterable[str], path: Path | None) -> None:
        self.turns: list[list[str]] = [[]]
        self._lines: Iterator[str] = iter(lines)
        self._seen_on_disk: Engagement | None = None
        self._interview = PlainInterview(Talk(self._read, self._write), TODAY)
        self.status = self._interview.run(path)

    def _write(self, line: str) -> None:
        assert "\x1b" not in line
        assert line == line.rstrip()
        assert "\n" not in line
        self.turns[-1].append(line)

    def _read(self) -> str:
        desk = self._interview.desk
        if desk and desk.record is not self._seen_on_disk:
            # What was answered is there before the next line is read.
            assert load_engagement(desk.session.path) == desk.record
            self._seen_on_disk = desk.record
        self.turns.append([])
        line = next(self._lines, None)
        return "" if line is None else f"{line}\n"

    @property
    def said(self) -> list[str]:
        return [line for turn in self.turns for line in turn]

    @property
    def prompt(self) -> str:
        """What was asked when the lines came to an end."""
        return self.turns[-2][-1]


def new_file(tmp_path: Path, *lines: str) -> Conversation:
    """A new engagement, past the fields of the firm, at the first question."""
    return Conversation(["1", ".", "", *lines], tmp_path / "firm.toml")


def sample_file(tmp_path: Path, *lines: str) -> Conversation:
    """The sample firm, where it was left."""
    path = tmp_path / "firm.toml"
    if not path.exists():
        path.write_bytes(sample_content())
    return Conversation(lines, path)


def record(tmp_path: Path) -> Engagement:
    return load_engagement(tmp_path / "firm.toml")
