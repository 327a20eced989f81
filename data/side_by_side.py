"""Two values beside each other, however long they are."""

from __future__ import annotations

import re

LONGEST_VALUE = 40
# Of two long values, what is shown before they part.
LEAD = 10


def side_by_side(one: str, other: str) -> tuple[str, str]:
    """Both values, cut to what can be read at a glance but never to the same."""
    both = in_one_line(one), in_one_line(other)
    same = (mine == given for mine, given in zip(*both, strict=False))
    parting = next((at for at, is_same in enumerate(same) if not is_same), min(map(len, both)))
    start = max(parting - LEAD, 0) if max(map(len, both)) > LONGEST_VALUE else 0
    return cut(both[0], start), cut(both[1], start)


def in_one_line(text: str) -> str:
    """The text with a visible sign for each line end."""
    return re.sub(r"\r\n|\r|\n", "⏎", text)


def cut(text: str, start: int = 0) -> str:
    """At most `LONGEST_VALUE` characters of the text, with an ellipsis where it goes on."""
    end = start + LONGEST_VALUE
    return f"{'…' * (start > 0)}{text[start:end]}{'…' * (len(text) > end)}"
