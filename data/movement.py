"""How a figure moved, in the same few signs everywhere."""

from __future__ import annotations

UP, DOWN = "▲", "▼"


def movement(now: int | None, before: int | None, unit: str = "") -> str:
    """`▲ 4点` or `▼ 4点`; empty when the figure stayed or either is not known."""
    if now is None or before is None or now == before:
        return ""
    return f"{UP if now > before else DOWN} {abs(now - before)}{unit}"
