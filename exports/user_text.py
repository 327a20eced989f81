"""What the user typed, made storable in a workbook without changing what it says."""

from __future__ import annotations

import re
from html import escape

# Excel's limit for the text of one cell, in UTF-16 units.
CELL_LIMIT = 32_767
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_NO_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_ESCAPE_ALIKE = re.compile(r"(_x[0-9a-fA-F]{4}_)")
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def storable(text: str) -> str:
    r"""`text` without what XML forbids, at most `CELL_LIMIT` UTF-16 units long.

    Control characters become their visible pictures (␀ for NUL), line ends \n.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = _CONTROL.sub(lambda found: chr(0x2400 + ord(found[0])), plain)
    return _limited(_NO_XML.sub("\ufffd", shown))


def utf16_length(text: str) -> int:
    """The length as Excel counts it."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _limited(text: str) -> str:
    if len(text) * 2 <= CELL_LIMIT or utf16_length(text) <= CELL_LIMIT:
        return text
    return text.encode("utf-16-le")[: 2 * CELL_LIMIT].decode("utf-16-le", errors="ignore")


def as_cell_text(text: str) -> str:
    """`storable` text in the form XlsxWriter's `write_string` keeps as it is."""
    shown = storable(text)
    if not (shown.startswith("<r>") and shown.endswith("</r>")):
        return shown
    # XlsxWriter takes such a text for ready XML and would copy it unescaped.
    fragment = f'<r><t xml:space="preserve">{escape(shown, quote=False)}</t></r>'
    return fragment if len(fragment) <= CELL_LIMIT else shown + " "


def as_cached_text(text: str) -> str:
    """`storable` text as a formula's cached value; empty where a reader would take it amiss."""
    if text in _ERRORS:
        return ""
    return _ESCAPE_ALIKE.sub(r"_x005F\1", text)
