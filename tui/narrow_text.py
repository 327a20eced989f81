"""The ASCII look: on terminals that draw ambiguous-width characters in two cells.

Unicode leaves the width of borders, arrows, ① and Greek letters to the terminal
(East Asian Width "A"). Where it takes two cells every line would bend, so each gets
a stand-in of one ASCII cell as it is painted; data, files and fields keep theirs.
"""

from __future__ import annotations

import unicodedata

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

UNKNOWN = "?"
_LINES = {
    "-": "─━┄┅┈┉╌╍═╴╶╸╺╼╾‐‑‒–—―‾¯",
    "|": "↕│┃┆┇┊┋╎╏║╵╷╹╻╽╿‖￤¦▏▎▍▌▐▕",
    "/": "╱÷",
    "\\": "╲",
    "+": "╳±†‡",
    "#": "█▓▉▊▋■▣▩●◆",
    " ": "▁▂▃▄▅▆▇▀▔",
    "=": "≒≡≠≈≅⇔↔",
    ":": "▒∶∴∵",
    ".": "░…‥·□◇‧•",
    "^": "▲△↑⇑∧ˆ",
    "v": "▼▽↓⇓∨√",
    "<": "←◀◁⇐≤≦≪«",
    ">": "→▶▷⇒≥≧≫»",
    "*": "※★☆♪♥♡♠♣♦♤♧♩♬☎☞☜",
    "o": "○〇°º˚",
    "O": "◯⊙",
    "@": "◎",
    "x": "×✕✖",
    '"': "“”″„¨",
    "'": "‘’′´ˊ",
    "8": "∞",
    "C": "℃",
    "F": "℉",
    "K": "K",
    "t": "™",
    "R": "®",
    "E": "€",
    "s": "ß",
    "N": "№",
    "S": "§∑",
    "P": "¶",
    "!": "¡",
    "?": "¿",
    "~": "〜∼∽˜",
    ",": "¸",
}
_TABLE = {each: stand_in for stand_in, those in _LINES.items() for each in those}
# Drawing characters of which Unicode calls only some ambiguous: a frame changes as a whole.
_FRAMES = range(0x2500, 0x25A0)
_ALPHABETS = ("GREEK", "CYRILLIC")
# Ask for a wide picture of the character before.
_SELECTORS = "\ufe0e\ufe0f"


class _StandIns(dict[int, str]):
    """For `str.translate`: each character is looked up once, and most stand for themselves."""

    def __missing__(self, code: int) -> str:
        found = self[code] = stand_in(chr(code))
        return found


def stand_in(char: str) -> str:
    """What is painted instead of a character: as many cells, none of ambiguous width."""
    if char in _SELECTORS:
        return ""
    is_frame = ord(char) in _FRAMES
    # Of the ambiguous ones none is wide here, but some take no cell: combining marks.
    if not cell_len(char) or not (is_frame or unicodedata.east_asian_width(char) == "A"):
        return char
    return _TABLE.get(char) or _frame(char) or _figure(char) or _letter(char) or UNKNOWN


def _frame(char: str) -> str:
    """Corners and crossings, of which there are many."""
    return "+" if unicodedata.name(char, "").startswith("BOX DRAWINGS") else ""


def _figure(char: str) -> str:
    """①, ⑴ and Ⅳ by their figure, as long as it is one."""
    value = unicodedata.numeric(char, -1)
    if value in range(10):
        return str(int(value))
    return "#" if value > 0 else ""


def _letter(char: str) -> str:
    """The Latin letter under an accent, or the one that a Greek or Cyrillic letter sounds like."""
    bare = [c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)]
    if len(bare) != 1 or bare[0].isascii():
        return "".join(bare) if len(bare) == 1 else ""
    alphabet, _, name = unicodedata.name(bare[0], "").partition(" ")
    case, _, letter = name.partition(" LETTER ")
    if alphabet not in _ALPHABETS or not letter:
        return ""
    # The names of consonants may begin with the vowel they are called with: EL, EM, EN.
    sound = letter[1] if len(letter) == 2 and letter[0] == "E" else letter[0]
    return sound if case == "CAPITAL" else sound.lower()


_STAND_INS = _StandIns()


def narrow_text(text: str) -> str:
    """The text in as many cells, without characters of ambiguous width."""
    if text.isascii():
        return text
    narrowed = text.translate(_STAND_INS)
    if cell_len(narrowed) == cell_len(text):
        return narrowed
    # Joined to others a character may be wider than alone.
    clusters, _ = split_graphemes(text)
    return "".join(_cluster(text[start:end], cells) for start, end, cells in clusters)


def _cluster(cluster: str, cells: int) -> str:
    narrowed = cluster.translate(_STAND_INS)
    return narrowed if cell_len(narrowed) == cells else narrowed[:1].ljust(cells)[:cells]


class NarrowText(LineFilter):
    """Paints every line in the ASCII look, whichever widget painted it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if all(segment.text.isascii() for segment in segments):
            return segments
        return [
            Segment(text if control else narrow_text(text), style, control)
            for text, style, control in segments
        ]


NARROW_TEXT = NarrowText()
