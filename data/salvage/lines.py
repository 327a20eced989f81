"""The lines of a damaged file that can be read, whatever it was written in."""

from __future__ import annotations

import contextlib
import re
from codecs import BOM_UTF8
from typing import NamedTuple

from data.parsing import BEGINS_CONFLICT, ENDS_CONFLICT, PARTS_CONFLICT
from data.salvage.findings import Findings, quoted

# What Japanese editors and tools of other days write.
OTHER_ENCODINGS = (("cp932", "Shift_JIS（CP932）"), ("euc_jp", "EUC-JP"))
# One byte of two taken for a letter of its own: rare in what people write today.
_HALF_WIDTH = re.compile("[｡-ﾟ]")
_UNREADABLE = "\ufffd"
# TOML takes none of them; zeros stand where a disk never got the rest of a file.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
BASE_OF_CONFLICT = "|||||||"


class Line(NamedTuple):
    """`number` counts from 1 in the file as it is."""

    number: int
    text: str


def readable_lines(content: bytes, findings: Findings) -> list[Line]:
    """Every line, without its end, but for those that only one version of a merge has."""
    decoded = _decoded(content, findings)
    if "\r" in decoded and "\n" not in decoded:
        findings.changed.append((0, "改行を今の書き方に直しました"))
        decoded = decoded.replace("\r", "\n")
    numbered = enumerate(decoded.split("\n"), start=1)
    lines = [Line(no, _without_control(no, text, findings)) for no, text in numbered]
    return _without_conflicts(lines, findings)


# --- Bytes to text ----------------------------------------------------------


def _decoded(content: bytes, findings: Findings) -> str:
    if wide := _wide_encoding(content):
        findings.changed.append((0, "UTF-16の文字として読みました"))
        return content.decode(wide, errors="replace").removeprefix("\ufeff")
    rows = content.removeprefix(BOM_UTF8).split(b"\n")
    text = content.decode("utf-8-sig", errors="replace")
    if _is_mostly_unreadable(text) and not any(map(_is_japanese_utf_8, rows)):
        text, name = _in_other_encoding(content)
        findings.changed.append((0, f"{name}の文字として読みました"))
        return text
    return "\n".join(_row(no, row, findings) for no, row in enumerate(rows, start=1))


def _is_japanese_utf_8(row: bytes) -> bool:
    try:
        return not row.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _is_mostly_unreadable(text: str) -> bool:
    """A flipped byte costs a letter or two; another encoding nearly all of them."""
    letters = sum(char != _UNREADABLE for char in text if not char.isascii())
    return text.count(_UNREADABLE) > letters + 1


def _in_other_encoding(content: bytes) -> tuple[str, str]:
    """The text as it was most likely written, and in what."""
    readings = ((content.decode(each, errors="replace"), name) for each, name in OTHER_ENCODINGS)
    return min(readings, key=lambda reading: _badness(reading[0]))


def _wide_encoding(content: bytes) -> str:
    """UTF-16 by its mark, or by a zero beside nearly every letter of our keys."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    half = len(content) // 2
    zeros = content[0::2].count(0), content[1::2].count(0)
    if not max(zeros) or max(zeros) * 4 < half or min(zeros) * 4 > max(zeros):
        return ""
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _row(number: int, row: bytes, findings: Findings) -> str:
    """One line of a file that is UTF-8 but for some of its lines."""
    with contextlib.suppress(UnicodeDecodeError):
        return row.decode("utf-8")
    text = row.decode("utf-8", errors="replace")
    other, name = _in_other_encoding(row)
    if _is_mostly_unreadable(text) and _badness(other) < text.count(_UNREADABLE):
        findings.changed.append((number, f"この行は{name}の文字として読みました"))
        return other
    findings.changed.append((number, f"読めない文字を {_UNREADABLE} にしました"))
    return text


def _badness(text: str) -> int:
    return 2 * text.count(_UNREADABLE) + len(_HALF_WIDTH.findall(text))


def _without_control(number: int, text: str, findings: Findings) -> str:
    plain = _CONTROL.sub("", text.removesuffix("\r"))
    if plain != text.removesuffix("\r"):
        findings.changed.append((number, "文字ではないデータを除きました"))
    return plain


# --- Two versions in one file ------------------------------------------------


def _without_conflicts(lines: list[Line], findings: Findings) -> list[Line]:
    """Of what a merge left undecided the first version; the other's lines are lost.

    Where the end of the other version is missing both stay.
    """
    kept: list[Line] = []
    conflict: _Conflict | None = None
    for line in lines:
        if line.text.startswith(BEGINS_CONFLICT):
            kept += conflict.given_up() if conflict else []
            conflict = _Conflict(line.number)
        elif conflict and line.text.startswith(ENDS_CONFLICT):
            kept += conflict.decided(findings)
            conflict = None
        elif conflict:
            conflict.add(line)
        else:
            kept.append(line)
    return kept + (conflict.given_up() if conflict else [])


class _Conflict:
    def __init__(self, number: int) -> None:
        self.number = number
        self._parts: dict[str, list[Line]] = {BEGINS_CONFLICT: []}

    def add(self, line: Line) -> None:
        marks = (BASE_OF_CONFLICT, PARTS_CONFLICT)
        if mark := next((mark for mark in marks if line.text.startswith(mark)), ""):
            self._parts.setdefault(mark, [])
        else:
            list(self._parts.values())[-1].append(line)

    def decided(self, findings: Findings) -> list[Line]:
        ours, theirs = self._parts[BEGINS_CONFLICT], self._parts.get(PARTS_CONFLICT, [])
        why = "2つの版がまざっています。先に書かれた版を取り出します"
        findings.changed.append((self.number, why))
        known = {line.text for line in ours}
        for line in theirs:
            if line.text.strip() and line.text not in known:
                findings.lost.append((line.number, f"あとに書かれた版の {quoted(line.text)}"))
        return ours

    def given_up(self) -> list[Line]:
        return [line for part in self._parts.values() for line in part]
