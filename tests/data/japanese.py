"""Whether a message is for the people who use the program."""

from __future__ import annotations

import re


def is_japanese(text: str) -> bool:
    """Kana in it, and none of Python's or TOML's own English."""
    return bool(re.search("[ぁ-ん]", text)) and not re.search(
        r"[Ee]rror|invalid|expected|literal|recursion|limit", text
    )
