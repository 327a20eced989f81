"""Where the keys and tables of TOML text stand, for messages about them.

The parser tells no lines of what it could read. All of it is a best effort for
people, made when something is at fault and never on the way to a good file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_PART = r"""(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(#.*)?$")
KEY = re.compile(rf"\s*({_DOTTED})\s*=")
_LONG = r"""("{3}(?:\\.|[^\\])*?"{3}|'{3}.*?'{3})"""
_SHORT = r""""(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*"""
_STRINGS = re.compile(f"{_LONG}|{_SHORT}", re.DOTALL)
_UNCLOSED = re.compile(f"{_LONG}|(\"{{3}}|'{{3}})|{_SHORT}", re.DOTALL)

KeyPath = tuple[str | int, ...]
# baselines.1.self_check.items.7.answer
DEEPEST_KNOWN = 6


def dotted(path: KeyPath) -> str:
    """`("assets", 2, "medium")` as people count: `assets[3].medium`."""
    shown = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in path)
    return shown.removeprefix(".")


def find_line(text: str, parts: KeyPath) -> int | None:
    """The line (from 1) on which the value at `parts` stands, as near as it can be told.

    `parts` are keys and, for arrays of tables, positions from 0. Inside inline
    tables the line of the table is given.
    """
    located = _located_tables(text)
    while parts:
        if parts in located:
            return located[parts]
        parts = parts[:-1]
    return None


def find_key_path(text: str, line: int) -> KeyPath:
    """The key that begins on a line (from 1), or in whose value the line stands.

    Empty for a header that cannot be read: whose keys follow is not known then.
    """
    wanted = text.split("\n")[line - 1 : line]
    is_header = "".join(wanted).lstrip().startswith("[")
    found: KeyPath = ()
    for number, path in _keys_by_line(text):
        if number == line or (number < line and not is_header):
            found = path
    return found[:DEEPEST_KNOWN]


def find_unclosed(text: str) -> int | None:
    """The line (from 1) on which a text of several lines begins that ends nowhere."""
    found = next((m for m in _UNCLOSED.finditer(text) if m[2]), None)
    return text.count("\n", 0, found.start()) + 1 if found else None


@lru_cache(maxsize=1)
def _located_tables(text: str) -> dict[KeyPath, int]:
    """Cached, for a file with one fault may have thousands."""
    located: dict[KeyPath, int] = {}
    for number, path in _keys_by_line(text):
        for length in range(1, min(len(path), DEEPEST_KNOWN) + 1):
            located.setdefault(path[:length], number)
    return located


def _keys_by_line(text: str) -> Iterator[tuple[int, KeyPath]]:
    """Each line on which a table or a key begins, with its path."""
    counts: dict[KeyPath, int] = {}
    current: KeyPath = ()
    for number, line in enumerate(without_long_strings(text).split("\n"), start=1):
        if header := HEADER.match(line):
            current = _header_parts(header, counts)
            yield number, current
        elif key := KEY.match(line):
            yield number, (*current, *keys_of(key[1]))


def without_long_strings(text: str) -> str:
    """What looks like a header or a key inside a note of several lines is none."""
    return _STRINGS.sub(lambda m: "\n" * m[0].count("\n") if m[1] else m[0], text)


def _header_parts(header: re.Match[str], counts: dict[KeyPath, int]) -> KeyPath:
    """The path of a header, with the position in every array of tables on the way."""
    *before, last = keys_of(header[2])
    holder: KeyPath = ()
    for key in before:
        holder = _last_row((*holder, key), counts)
    path = (*holder, last)
    if header[1] == "[[":
        counts[path] = counts.get(path, -1) + 1
    return _last_row(path, counts)


def _last_row(path: KeyPath, counts: dict[KeyPath, int]) -> KeyPath:
    return (*path, counts[path]) if path in counts else path


def keys_of(dotted_key: str) -> tuple[str, ...]:
    """The parts of a dotted key, without their quotes."""
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted_key))
