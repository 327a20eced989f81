"""Japanese lines that break between phrases and never begin with 、 or 」."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells

from data.harmless import visible

if TYPE_CHECKING:
    from budoux import Parser

NOT_AT_LINE_START = (
    "、。，．,.・：；:;？！?!」』）)］]｝}〉》】〕ー/／々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％%"
)
_AFTER_SLASH = re.compile("(?<=[/／：])")
NOT_AT_LINE_END = "「『（(［[｛{〈《【〔"
# More of one text takes a field to read; every key would pay for painting it.
LONGEST = 4_000
_JOINERS = re.compile("[\u200d\ufe0e\ufe0f]")


@cache
def _parser() -> Parser:
    import budoux

    return budoux.load_default_japanese_parser()


@lru_cache(maxsize=2048)
def phrases(text: str) -> tuple[str, ...]:
    """The text cut where a reader would pause; joined again it is the same text."""
    parts: list[str] = []
    for part in _parser().parse(text) if text else []:
        if parts and (part[0] in NOT_AT_LINE_START or parts[-1][-1] in NOT_AT_LINE_END):
            parts[-1] += part
        else:
            parts.append(part)
    return tuple(piece for part in parts for piece in _AFTER_SLASH.split(part) if piece)


def shown(text: str) -> str:
    """One line of a text as it is painted, `visible` and as wide in every terminal.

    Some terminals draw what is joined as one picture, some do not.
    """
    return text if text.isascii() and text.isprintable() else _JOINERS.sub("", visible(text))


@lru_cache(maxsize=2048)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """Lines of at most `width` cells; own line breaks stay, an empty text is one empty line.

    Of a text beyond `LONGEST` characters only the beginning, and how much follows.
    """
    more = len(text) - LONGEST
    text = f"{text[:LONGEST]}…（ほか{more:,}文字）" if more > 0 else text
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines += _wrap_paragraph(shown(paragraph.expandtabs(4)), max(width, 4))
    return tuple(lines)


def _wrap_paragraph(paragraph: str, width: int) -> list[str]:
    if cell_len(paragraph) <= width:
        return [paragraph]
    lines = [""]
    for phrase in phrases(paragraph):
        if cell_len(lines[-1] + phrase.rstrip()) <= width:
            lines[-1] += phrase
        else:
            lines += _chop(phrase.lstrip() if lines[-1] else phrase, width)
    return [line.rstrip() for line in lines if line]


def _chop(phrase: str, width: int) -> list[str]:
    """A phrase longer than a line, cut at the edge but not before a closing mark."""
    pieces: list[str] = []
    rest = phrase
    while cell_len(rest.rstrip()) > width:
        head = chop_cells(rest, width)[0]
        cut = len(head)
        while cut > 1 and (rest[cut] in NOT_AT_LINE_START or rest[cut - 1] in NOT_AT_LINE_END):
            cut -= 1
        pieces.append(rest[:cut])
        rest = rest[cut:]
    return [*pieces, rest]
