"""What is wrong with a file, said so that its owner can mend it."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: `key_path` inside the file (may be empty), `line` from 1 if known."""

    message: str
    key_path: str = ""
    line: int | None = None

    def __str__(self) -> str:
        where = f"{self.line}行目 " if self.line else ""
        return f"{where}{self.key_path}：{self.message}" if self.key_path else where + self.message


class EngagementFileError(Exception):
    """The file cannot be opened as an engagement; it was left as it is."""

    def __init__(self, path: Path | None, problems: tuple[Problem, ...]) -> None:
        self.path = path
        self.problems = problems
        super().__init__(self.summary)

    @property
    def summary(self) -> str:
        """The first problem, and how many more there are."""
        more = len(self.problems) - 1
        rest = f"（ほかに{more}か所。kikitori check で一覧できます）" if more else ""
        name = f"{self.path}：" if self.path else ""
        return f"{name}{self.problems[0]}{rest}"


_PART = r"""(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")
_STRINGS = re.compile(
    r"""("{3}(?:\\.|[^\\])*?"{3}|'{3}.*?'{3})|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*""", re.DOTALL
)

KeyPath = tuple[str | int, ...]
DEEPEST_KNOWN = 4


def find_line(text: str, parts: KeyPath) -> int | None:
    """The line (from 1) on which the value at `parts` stands, as near as it can be told.

    `parts` are keys and, for arrays of tables, positions from 0. A best effort
    for people: inside inline tables the line of the table is given.
    """
    located = _located_tables(text)
    while parts:
        if parts in located:
            return located[parts]
        parts = parts[:-1]
    return None


@lru_cache(maxsize=1)
def _located_tables(text: str) -> dict[KeyPath, int]:
    """Cached, for a file with one fault may have thousands."""
    located: dict[KeyPath, int] = {}
    counts: dict[str, int] = {}
    current: KeyPath = ()
    for number, line in enumerate(_without_long_strings(text).split("\n"), start=1):
        path: KeyPath = ()
        if header := _HEADER.match(line):
            path = current = _header_parts(header, counts)
        elif key := _KEY.match(line):
            path = (*current, *_keys(key[1]))
        for length in range(1, min(len(path), DEEPEST_KNOWN) + 1):
            located.setdefault(path[:length], number)
    return located


def _without_long_strings(text: str) -> str:
    """What looks like a header or a key inside a note of several lines is none."""
    return _STRINGS.sub(lambda m: "\n" * m[0].count("\n") if m[1] else m[0], text)


def _header_parts(header: re.Match[str], counts: dict[str, int]) -> KeyPath:
    first, *rest = _keys(header[2])
    if header[1] == "[[" and not rest:
        counts[first] = counts.get(first, -1) + 1
    return (first, counts[first], *rest) if first in counts else (first, *rest)


def _keys(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


_REASONS = {
    errno.EACCES: "書く権限がないか、ほかのプログラムで開いています",
    errno.EPERM: "書く権限がありません",
    errno.EROFS: "書き込みのできない場所です",
    errno.ENOSPC: "空き容量が足りません",
    errno.EEXIST: "同じ名前のファイルがあります",
    errno.ENOENT: "ファイルかフォルダがありません",
    errno.EISDIR: "ファイルではなくフォルダです",
    errno.EIO: "ディスクの読み書きがうまくいきません",
    errno.EBUSY: "ほかのプログラムが使っています",
    errno.EINVAL: "この場所や名前では使えません",
    errno.ELOOP: "リンクが堂々めぐりになっています",
    errno.ENOTDIR: "途中にフォルダではないものがあります",
    errno.ENAMETOOLONG: "名前が長すぎます",
}


def reason_of(error: OSError) -> str:
    """Why the system refused, for the person at the keyboard."""
    said = error.strerror or str(error)
    # What is not plain English was written by this program and says more than the number.
    if not said.isascii():
        return said
    return _REASONS.get(error.errno or 0) or f"システムの誤り {error.errno or said}".rstrip()
