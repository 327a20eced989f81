"""Risk as lines while the plan is tried: now → once it is carried out, with the difference."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from data.catalogue import load_catalogue
from data.diagnosis import CategoryDiagnosis
from data.planning import PlanBoards, ResidualRisk
from data.risk import LEVEL_LABELS, LEVELS, AssetRisk
from screens.risk_lines import heat_map_lines
from tui.marks import LEVEL_STYLES
from tui.paint import Lines, change, fit, line, prose, right, slot

TRYING = "試算：今 → 計画どおりなら"
TO = slot("→")
GOES = "なくなる"
# Cells of 「9 大→ 6 大 ▼ 3」 and a gap.
FIGURES = 16
# Cells of a rate: its name, and number, now, planned and difference beside it.
NAME, BESIDE_NAME = 12, 24


def trial_level_line(boards: PlanBoards) -> Content:
    """「試算 大 13→ 9 ▼ 4 中 8→ 10 ▲ 2」: the panel in one line."""
    now, planned = boards.now.level_counts(), boards.planned.level_counts()
    parts: list[Content] = [Content.styled("試算", "bold $text-warning")]
    for level in LEVELS:
        figure = f" {LEVEL_LABELS[level]} {_figures(now[level], planned[level])}"
        parts.append(line((figure, LEVEL_STYLES[level]), change(planned[level], now[level])))
    return Content("").join(parts)


def trial_count_lines(boards: PlanBoards, width: int) -> Lines:
    """How many assets stand at each level, now and as planned."""
    now, planned = boards.now.level_counts(), boards.planned.level_counts()
    total = len(boards.now.record.assets)
    lines = prose(TRYING, width, "bold $text-warning")
    lines.append(Content.styled(f"リスク（情報資産 {total}件）", "bold"))
    for level in LEVELS:
        figures = f"{right(str(now[level]), 4)} {TO}{right(str(planned[level]), 4)}"
        text = (f"{LEVEL_LABELS[level]} {figures} ", LEVEL_STYLES[level])
        lines.append(line(text, change(planned[level], now[level], "件")))
    unknown = (boards.now.unknown_count(), boards.planned.unknown_count())
    if any(unknown):
        lines += prose(f"未定 {_figures(*unknown)}件", width, "$text-muted")
    return lines


def trial_heat_map_lines(boards: PlanBoards, width: int) -> Lines:
    """Where the assets would stand once the plan is carried out."""
    map_lines = heat_map_lines(boards.planned, width)
    return [*prose("計画どおりなら", width, "bold $text-warning"), *map_lines] if map_lines else []


def trial_largest_lines(boards: PlanBoards, limit: int, width: int) -> Lines:
    """The largest risks, each with what remains of it."""
    rows = boards.now.largest(limit)
    title = prose("大きいリスクから（今 → 計画）", width, "bold")
    return [*title, *(trial_row_line(boards.of(row.asset), width) for row in rows)]


def trial_row_line(row: ResidualRisk, width: int) -> Content:
    """「9 大→ 6 大 ▼ 3 社員名簿（事務所PC）」."""
    figures = residual_figures(row)
    asset = row.now.asset
    medium = load_catalogue().medium(asset.medium).label if asset.medium else "－"
    margin = " " * (FIGURES - figures.cell_length)
    name = fit(f"{asset.name or asset.id}（{medium}）", width - FIGURES)
    return line(figures, margin, name)


def residual_figures(row: ResidualRisk) -> Content:
    """「9 大→ 6 大 ▼ 3」; an asset to be avoided goes with its risk."""
    if row.residual is None:
        return line(_figure(row.now), TO, (GOES, "bold $text-success"))
    moved = change(row.residual.risk, row.now.risk)
    return line(_figure(row.now), TO, _figure(row.residual), moved)


def _figure(row: AssetRisk) -> tuple[str, str]:
    if row.level is None:
        return "－", "$text-muted"
    return f"{row.risk} {LEVEL_LABELS[row.level]}", LEVEL_STYLES[row.level]


def trial_rate_lines(
    now: Sequence[CategoryDiagnosis], planned: Sequence[CategoryDiagnosis], width: int
) -> Lines:
    """Implementation rate of every category, now and as planned."""
    lines: Lines = [Content.styled("対策の実施率（今 → 計画）", "bold")]
    for row, then in zip(now, planned, strict=True):
        percent, later = (each.rate.percent if each.rate else None for each in (row, then))
        moved = change(later, percent or 0, "%")
        figures = f"{_percent(percent)} {TO}{_percent(later)}"
        if width < BESIDE_NAME + NAME:
            # In columns little would be left of the name.
            figures = f"{_percent(percent).strip()}{TO}{_percent(later).strip()}"
        room = width - cell_len(figures) - moved.cell_length - 4
        name = fit(row.category.short_name, max(min(NAME, room), 1))
        lines.append(line(f"{row.category.category:2d} {name} {figures}", moved))
    return lines


def _percent(percent: int | None) -> str:
    return "  －" if percent is None else f"{percent:3d}%"


def _figures(now: int, planned: int) -> str:
    return str(now) if now == planned else f"{now}{TO}{planned}"
