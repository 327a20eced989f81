"""Risk as lines: counts, the largest risks with their working, category rates."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from data.catalogue import load_catalogue
from data.diagnosis import CategoryDiagnosis
from data.risk import LEVEL_LABELS, LEVELS, AssetRisk, RiskBoard
from tui.marks import LEVEL_STYLES
from tui.paint import Lines, bar, beside_or_below, change, fit, line, prose, right
from tui.widgets.heat_map import heat_lines

WITH_TITLE = 96


def level_line(now: RiskBoard, before: RiskBoard) -> Content:
    """「リスク 大 13 中 8 小 17」 with what the last key changed, in one line."""
    counts, old = now.level_counts(), before.level_counts()
    parts: list[Content] = [Content.styled("リスク", "bold")]
    for level in LEVELS:
        figure = f" {LEVEL_LABELS[level]} {counts[level]}"
        parts.append(line((figure, LEVEL_STYLES[level]), change(counts[level], old[level])))
    if unknown := now.unknown_count():
        parts.append(Content.styled(f" 未定 {unknown}", "$text-muted"))
    return Content("").join(parts)


def count_lines(now: RiskBoard, before: RiskBoard, width: int) -> Lines:
    """One bar per level, and how many assets have no risk value yet."""
    counts, old = now.level_counts(), before.level_counts()
    total = len(now.record.assets)
    lines: Lines = [Content.styled(f"リスク（情報資産 {total}件）", "bold")]
    for level in LEVELS:
        label = (f"{LEVEL_LABELS[level]} {right(str(counts[level]), 4)} ", LEVEL_STYLES[level])
        drawn = bar(counts[level], total, min(max(width - 18, 4), 60))
        lines.append(line(label, drawn, change(counts[level], old[level], "件")))
    if unknown := now.unknown_count():
        reason = "評価値・媒体・脅威・対策のどれかが未入力"
        lines += prose(f"未定 {unknown}件（{reason}）", width, "$text-muted")
    return lines


def heat_map_lines(board: RiskBoard, width: int) -> Lines:
    """Where the assets of this record stand in importance × likelihood; nothing without any."""
    if not board.record.assets:
        return []
    return heat_lines(board.cell_counts(), len(board.record.assets), width)


def with_heat_map(above: Lines, below: Lines, board: RiskBoard, width: int, height: int) -> Lines:
    """A panel with the heat map between the two parts, where `height` lines hold all three."""
    map_lines = heat_map_lines(board, width)
    heat = [Content(""), *map_lines] if map_lines else []
    fits = len(above) + len(heat) + len(below) <= height
    return [*above, *(heat if fits else []), *below]


def largest_lines(board: RiskBoard, limit: int, width: int) -> Lines:
    """The largest risks, each with its working."""
    rows = board.largest(limit)
    title = Content.styled("大きいリスクから", "bold")
    if not rows:
        return [title, *prose("情報資産・脅威・対策がそろうと、ここに出ます", width, "$text-muted")]
    return [title, *(each for row in rows for each in risk_row_lines(row, width))]


def risk_row_lines(row: AssetRisk, width: int) -> Lines:
    """「6 大 社員名簿（事務所PC）」 and under it how the value comes about."""
    if row.risk is None or row.level is None:
        return []
    medium = load_catalogue().medium(str(row.asset.medium)).label
    name = fit(f"{row.asset.name or row.asset.id}（{medium}）", width - 5)
    head = line((f"{row.risk} {LEVEL_LABELS[row.level]} ", LEVEL_STYLES[row.level]), name)
    return [head, *prose(working(row, width), width, "$text-muted", indent=5)]


def working(row: AssetRisk, width: int = 0) -> str:
    """「重要度3 × 可能性2　T09 頻度3・対策状況2」: where a risk value comes from.

    From `WITH_TITLE` cells on the threat is named as well.
    """
    deciding = row.medium.deciding
    if deciding is None:
        return "まだ計算できません"
    threat = deciding.threat
    name = f"{threat.id} {threat.title}" if width >= WITH_TITLE else threat.id
    return (
        f"重要度{row.importance} × 可能性{deciding.likelihood}"
        f"　{name} 頻度{deciding.frequency}・対策状況{deciding.status}"
    )


def deciding_lines(board: RiskBoard, width: int) -> Lines:
    """The threats to begin with: those that decide the risks, and how many."""
    counted = board.deciding_counts()
    if not counted:
        return []
    lines: Lines = [
        Content.styled("リスクを決めている脅威（ここから手を付けると効きます）", "bold")
    ]
    for state, counts in counted:
        figures = " ".join(f"{LEVEL_LABELS[x]}{counts[x]}" for x in LEVELS if counts[x])
        text = f"{state.threat.id} {state.threat.title}"
        room = width - cell_len(figures) - 1
        lines += [line(fit(text, room), " ", (figures, "bold"))]
    return lines


# Cells of a rate without its bar: number, name, percent, answered; and of what moved it.
WITHOUT_BAR, MOVED = 29, 8
SHORTEST_BAR = 4


def rate_lines(
    now: Sequence[CategoryDiagnosis], before: Sequence[CategoryDiagnosis], width: int
) -> Lines:
    """Implementation rate of every category, with the number answered beside it."""
    lines: Lines = [Content.styled("対策の実施率（回答数）", "bold")]
    for row, old in zip(now, before, strict=True):
        percent = row.rate.percent if row.rate else None
        before_percent = old.rate.percent if old.rate else None
        moved = change(percent, before_percent, "%")
        lines += beside_or_below(Content(_rate_text(row, percent, width)), moved, width)
    return lines


def _rate_text(row: CategoryDiagnosis, percent: int | None, width: int) -> str:
    shown = "  －" if percent is None else f"{percent:3d}%"
    room = width - WITHOUT_BAR - MOVED
    drawn = f"{bar(percent or 0, 100, room)} " if room >= SHORTEST_BAR else ""
    name, answered = fit(row.category.short_name, 12), f"{row.answered}/{row.total}"
    return f"{row.category.category:2d} {name} {drawn}{shown} {fit(answered, 6)}"
