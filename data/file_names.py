"""Parts of file names that Windows, macOS and Linux all take."""

from __future__ import annotations

import unicodedata

# File systems take 255 bytes; title, date, number and the .lock, .tmp and .bak
# names beside the file need their share, and a Japanese letter is three bytes.
LONGEST_PART = 120
FORBIDDEN = frozenset('<>:"/\\|?*')
_PORTS = [f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³"]
# "Naming Files, Paths, and Namespaces" in the documentation of Windows.
_DEVICES = frozenset(["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *_PORTS])


def safe_part(text: str) -> str:
    """`text` as a part of a file name, at most 120 bytes; empty when nothing usable is left.

    It is meant to stand beside other parts: a leading dot, which hides a file, and
    a name that Windows keeps for a device are the business of whoever puts it first.
    """
    plain = unicodedata.normalize("NFC", text)
    kept = (char if char.isprintable() and char not in FORBIDDEN else " " for char in plain)
    words = "_".join("".join(kept).split())
    cut = words.encode("utf-8", errors="ignore")[:LONGEST_PART].decode("utf-8", errors="ignore")
    return cut.strip(" ._")


def is_device(name: str) -> bool:
    """Whether Windows keeps a name for a device, whatever follows the first dot."""
    return name.partition(".")[0].rstrip().upper() in _DEVICES
