"""Text of users and names of files, shown so that they steer nothing and hide nothing."""

from __future__ import annotations

import re

# What turns the direction of text, or did in older Unicode (UAX #9), by itself or around others.
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
# Line and paragraph separators, annotations, halves of characters.
_BREAKING = "\u2028\u2029\ufff9-\ufffb\ud800-\udfff"
STEERING = re.compile(f"[\x00-\x1f\x7f-\x9f{_TURNING}{_BREAKING}]")
_BUT_LINE_ENDS = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f{_TURNING}{_BREAKING}]")


def visible(text: str) -> str:
    r"""The text with a code like \x1b or \u202e for each sign that steers; \n stays.

    Zero-width signs and private characters (外字) stay too: they steer nothing.
    """
    return text if text.isprintable() else _BUT_LINE_ENDS.sub(_code, text)


def _code(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def visible_json(document: str) -> str:
    """A JSON document that says the same, with what steers as the escapes of JSON."""
    return _BUT_LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", document)
