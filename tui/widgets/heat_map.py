"""Importance × likelihood: how many assets stand at each risk value."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest

from textual.content import Content

from data.risk import LEVEL_LABELS, LEVELS, SCALE, RiskLevel, risk_level, risk_value
from tui.marks import LEVEL_STYLES
from tui.paint import Lines, fit, fit_left, line, right

CellCounts = Mapping[tuple[int, int], int]

ROW_LABEL = 8
# A cell holds 「大9 1000件」; wider than the widest it would come apart.
NARROWEST, WIDEST = 10, 16
GAP = 1
TOTALS, TOTALS_GAP = 10, 4


def heat_lines(counts: CellCounts, total: int, width: int) -> Lines:
    """Importance downwards from 3, likelihood to the right from 1; from 40 cells on.

    `counts` holds the assets by (importance, likelihood), `total` all assets. The
    sums stand beside the map where there is room, else in one line below.
    """
    beside = width >= ROW_LABEL + 3 * NARROWEST + 2 * GAP + TOTALS_GAP + TOTALS
    room = width - (TOTALS_GAP + TOTALS if beside else 0) - ROW_LABEL - 2 * GAP
    cell = max(NARROWEST, min(room // 3, WIDEST))
    map_lines = [
        Content.styled(fit("重要度 × 可能性（件数）", ROW_LABEL + 3 * cell + 2 * GAP), "bold"),
        _heading(cell),
        *(_row(importance, counts, cell) for importance in reversed(SCALE)),
    ]
    totals = _totals(counts, total)
    if not beside:
        return [*map_lines, Content(" ").join(Content.styled(*each) for each in totals)]
    gap = " " * TOTALS_GAP
    pairs = zip_longest(map_lines, totals, fillvalue=None)
    return [line(row or "", gap, each or ("", "")) for row, each in pairs]


def _heading(cell: int) -> Content:
    margin = " " if cell >= NARROWEST + 2 else ""
    labels = [fit_left(f"{margin}可能性{likelihood}", cell) for likelihood in SCALE]
    return Content.styled(" " * ROW_LABEL + (" " * GAP).join(labels), "$text-muted")


def _row(importance: int, counts: CellCounts, cell: int) -> Content:
    cells = [_cell(importance, likelihood, counts, cell) for likelihood in SCALE]
    label = Content.styled(fit(f"重要度{importance}", ROW_LABEL), "$text-muted")
    return line(label, Content(" " * GAP).join(cells))


def _cell(importance: int, likelihood: int, counts: CellCounts, cell: int) -> Content:
    """「大9  12件」; reversed where assets are, the more urgent the bolder."""
    value = importance * likelihood
    level = _level(importance, likelihood)
    count = counts[importance, likelihood]
    margin = " " if cell >= NARROWEST + 2 else ""
    figure = right(f"{count}件", cell - 3 - 2 * len(margin))
    text = f"{margin}{LEVEL_LABELS[level]}{value}{figure}{margin}"
    style = f"{LEVEL_STYLES[level]} reverse" if count else "$text-muted"
    return Content.styled(text, style)


def _level(importance: int, likelihood: int) -> RiskLevel:
    level = risk_level(risk_value(importance, likelihood))
    assert level is not None
    return level


def _totals(counts: CellCounts, total: int) -> list[tuple[str, str]]:
    """By level, and what is in no cell yet."""
    sums = dict.fromkeys(LEVELS, 0)
    for (importance, likelihood), count in counts.items():
        sums[_level(importance, likelihood)] += count
    figures = [(LEVEL_LABELS[level], sums[level], LEVEL_STYLES[level]) for level in LEVELS]
    figures = [("計", total, "bold"), *figures, ("未定", total - sum(sums.values()), "$text-muted")]
    return [(f"{name} {number}", style) for name, number, style in figures]
