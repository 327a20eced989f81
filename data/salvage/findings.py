"""What is found out about a damaged file while it is read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from data.key_lines import KeyPath, dotted
from data.problems import Problem

# What of a line is shown to recognise it by.
LONGEST_SHOWN = 60


class Findings:
    """`lost` is what cannot be taken out; `changed` is taken out in another form."""

    def __init__(self) -> None:
        self.lost: list[tuple[int, str]] = []
        self.changed: list[tuple[int, str]] = []
        self._lines: list[int] = []
        self._paths: list[KeyPath] = []
        self._first: dict[KeyPath, int] = {}

    def note_place(self, line: int, path: KeyPath) -> None:
        """A key or table begins on a line; to be told in the order of the file."""
        self._lines.append(line)
        self._paths.append(path)
        for length in range(1, len(path) + 1):
            self._first.setdefault(path[:length], line)

    def line_of(self, path: KeyPath) -> int | None:
        """Where the value at `path` stands, or else what holds it."""
        above = (path[:length] for length in range(len(path), 0, -1))
        return next((self._first[each] for each in above if each in self._first), None)

    def problems(self, found: Iterable[tuple[int, str]]) -> tuple[Problem, ...]:
        """In the order of the file, each with the key in whose value or table it stands."""
        ordered = sorted(found, key=lambda each: each[0])
        return tuple(Problem(why, self._key_path(line), line or None) for line, why in ordered)

    def _key_path(self, line: int) -> str:
        at = bisect_right(self._lines, line)
        return dotted(self._paths[at - 1]) if line and at else ""


def quoted(text: str) -> str:
    """A line of the file, as short as is needed to recognise it."""
    shown = text.strip()
    return f"「{shown[:LONGEST_SHOWN]}{'…' * (len(shown) > LONGEST_SHOWN)}」"
