"""Names of the files that leave: usable on Windows, macOS and Linux alike."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

NAMELESS_FIRM = "会社名未記入"
# File systems count bytes (255) or UTF-16 units (255); a Japanese letter is three bytes.
FIRM_BYTES = 120
_RESERVED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def safe_name(text: str) -> str:
    """`text` as a part of a file name; empty when nothing usable is left.

    Reserved names such as CON need no care: the part never stands alone.
    """
    plain = unicodedata.normalize("NFC", text)
    seen = "".join(" " if unicodedata.category(c) in _UNSEEN else c for c in plain)
    words = " ".join(_RESERVED.sub("_", seen).split())
    return _shortened(words).strip(" .")


def _shortened(text: str) -> str:
    return text.encode()[:FIRM_BYTES].decode(errors="ignore")


def dated_name(title: str, firm: str, today: date, ending: str) -> str:
    """`自社診断_FIRM_20261120.xlsx`."""
    return f"{title}_{safe_name(firm) or NAMELESS_FIRM}_{today:%Y%m%d}{ending}"
