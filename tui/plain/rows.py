"""Which row of a ledger a word means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from data.record import Asset, CloudService
from data.text import fold

Row = TypeVar("Row", Asset, CloudService)
_ID = re.compile(r"([a-z]*)0*(\d+)")


def row_named(rows: Sequence[Row], text: str) -> int | None:
    """The position of the row with this id: 「A003」「a3」「3」; None when no one row is meant."""
    wanted = fold(text)
    ids = [fold(row.id) for row in rows]
    if wanted in ids:
        return ids.index(wanted)
    found = [i for i, each in enumerate(ids) if _means(wanted, each)]
    return found[0] if len(found) == 1 else None


def _means(wanted: str, row_id: str) -> bool:
    asked, held = _ID.fullmatch(wanted), _ID.fullmatch(row_id)
    if not asked or not held:
        return False
    return asked[2] == held[2] and asked[1] in ("", held[1])


def rows_with(rows: Sequence[Asset], text: str) -> list[int]:
    """The positions of the assets in whose name, business, note or owner all words stand."""
    words = fold(text).split()
    return [
        i
        for i, row in enumerate(rows)
        if all(w in fold(f"{row.name} {row.business} {row.note} {row.owner}") for w in words)
    ]
