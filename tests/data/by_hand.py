"""The official tables as handed over, and the arithmetic word for word, to check ours by."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

_REFERENCE = Path(__file__).parents[1] / "reference"


def _rows(name: str) -> list[dict[str, str]]:
    with (_REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# Numbers of the measures that bear on each threat, and of those in each category.
MATRIX = {
    row["threat"]: [no for no in range(1, 56) if row[f"m{no}"] == "1"]
    for row in _rows("threat_measure_matrix")
}
CATEGORIES = {
    category: [int(r["measure"]) for r in _rows("measures") if r["category"] == str(category)]
    for category in range(1, 12)
}
_VALUES = {1: Fraction(1), 2: Fraction(1, 2), 3: Fraction(0)}


def naive_share(statuses: list[int | None]) -> Fraction | None:
    """Implementation by spec/calculation.md §3, in fractions."""
    if all(status is None for status in statuses):
        return None
    counted = [status for status in statuses if status != 4]
    if not counted:
        return None
    return sum((_VALUES[s] for s in counted if s is not None), Fraction(0)) / len(counted)


def naive_status(share: Fraction | None) -> int | None:
    if share is None:
        return None
    return 1 if share == 1 else 3 if share == 0 else 2
