"""One key with its value, however many lines it takes."""

from __future__ import annotations

import re
from collections import deque
from typing import NamedTuple

from data.salvage.lines import Line

_TOKEN = re.compile(
    r"""(?P<long>"{3}|'{3})|"(?:\\.|[^"\\])*"|'[^']*'|(?P<rest>["'#].*)|(?P<bracket>[\[\]{}])"""
)
# Up to two quotes may stand before the three that end a text.
_ENDS = {'"""': re.compile(r'(?:\\.|[^"\\]|"(?!""))*"{3,5}'), "'''": re.compile(r".*?'{3,5}")}


# Lines. Nobody writes longer lists by hand, and looking for an end that is not there takes time.
LONGEST_LIST = 200


class _Open(NamedTuple):
    """What a value still lacks: the quotes of its text, and how many brackets."""

    quotes: str = ""
    brackets: int = 0


def take_statement(lines: deque[Line]) -> list[Line]:
    """The first line and all that its value goes on in, taken off `lines`.

    A text that ends nowhere takes everything, a list at most `LONGEST_LIST` lines.
    """
    first = lines.popleft()
    statement = [first]
    if first.text.lstrip().startswith("["):
        return statement
    still = _after(first.text, _Open())
    while lines and still != _Open() and (still.quotes or len(statement) < LONGEST_LIST):
        statement.append(lines.popleft())
        still = _after(statement[-1].text, still)
    return statement


def _after(text: str, still: _Open) -> _Open:
    """What is open after one more line."""
    quotes, brackets, at = still.quotes, still.brackets, 0
    while True:
        if quotes:
            end = _ENDS[quotes].match(text, at)
            if not end:
                return _Open(quotes, brackets)
            quotes, at = "", end.end()
        token = _TOKEN.search(text, at)
        if not token or token["rest"]:
            return _Open("", max(brackets, 0))
        at = token.end()
        quotes = token["long"] or ""
        if bracket := token["bracket"]:
            brackets += 1 if bracket in "[{" else -1
