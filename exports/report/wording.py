"""Texts as a report may hold them, whatever was typed."""

from __future__ import annotations

import re

from data.harmless import visible

# No character of XML, nor of a page that is to be valid.
_NO_CHARACTER = re.compile(r"[\ufffe\uffff]")


def harmless(text: str) -> str:
    r"""The text with codes like \x1b for what steers; its line ends are \n."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _NO_CHARACTER.sub("\ufffd", visible(lines))


def one_line(text: str) -> str:
    """The same without line ends."""
    return " ".join(harmless(text).split())
