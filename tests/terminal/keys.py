"""What a terminal sends for each key."""

from __future__ import annotations

from data.text import narrow

_NAMED = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
}
_TO_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def bytes_of(key: str) -> bytes:
    """A named key such as `f5`, `ctrl+q`, or the characters themselves."""
    if key in _NAMED:
        return _NAMED[key].encode()
    if key.startswith("ctrl+") and len(key) == 6:
        return bytes([ord(key[-1]) & 0x1F])
    if len(key) > 1:
        raise ValueError(f"no key is called {key!r}; use `type` for texts")
    return key.encode()


def full_width(text: str) -> str:
    """The text as typed with the input method on."""
    wide = text.translate(_TO_FULL_WIDTH)
    assert narrow(wide) == text
    return wide
