"""The risks: how many of each level, where they stand, the largest with their working."""

from __future__ import annotations

from data.catalogue import load_catalogue
from data.result_text import asset_words, deciding_words
from data.risk import (
    HIGH_FROM,
    LEVEL_LABELS,
    LEVELS,
    MEDIUM_FROM,
    SCALE,
    AssetRisk,
    RiskBoard,
    RiskLevel,
    ThreatState,
    risk_level,
    risk_value,
)
from exports.report.document import (
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Section,
    Table,
    row,
    table,
)
from exports.report.source import Source

SHOWN = 20
RULE = f"リスク値＝重要度×可能性。{HIGH_FROM}から大、{MEDIUM_FROM}から中です。"


def risk_section(source: Source) -> Section:
    board = source.result.board
    if not board.record.assets:
        return Section("リスク", (Paragraph("情報資産はまだありません。", "muted"),))
    blocks: list[Block] = [
        Paragraph(_counts(board), "strong"),
        Heading("重要度 × 可能性（件数）"),
        _heat_map(board),
        Paragraph(
            f"リスク値＝重要度×可能性。{HIGH_FROM}から大、{MEDIUM_FROM}から中です。", "muted"
        ),
    ]
    if deciding := board.deciding_counts():
        blocks += [Heading("リスクを決めている脅威"), _deciding(deciding)]
    if largest := board.largest(SHOWN):
        blocks += [Heading("大きいリスクから"), _largest(largest), *_rest(board, len(largest))]
    return Section("リスク", tuple(blocks))


def _counts(board: RiskBoard) -> str:
    counts = [f"{LEVEL_LABELS[level]} {n}件" for level, n in board.level_counts().items()]
    if unknown := board.unknown_count():
        counts.append(f"未確定 {unknown}件")
    return f"{'　'.join(counts)}（全{len(board.record.assets)}件）"


def _heat_map(board: RiskBoard) -> Table:
    counts = board.cell_counts()
    columns = [Column("", 16)] + [Column(f"可能性{each}", 20, "center") for each in SCALE]
    rows = [
        row(Cell(f"重要度{i}", "strong"), *(_heat_cell(i, j, counts[i, j]) for j in SCALE))
        for i in reversed(SCALE)
    ]
    return Table(tuple(columns), tuple(rows), is_compact=True)


def _heat_cell(importance: int, likelihood: int, count: int) -> Cell:
    value = risk_value(importance, likelihood)
    level = risk_level(value)
    assert level is not None
    return Cell(f"{LEVEL_LABELS[level]}{value}　{count}件", level if count else "muted")


def _deciding(deciding: list[tuple[ThreatState, dict[RiskLevel, int]]]) -> Table:
    columns = (
        Column("脅威", 50),
        Column("頻度", 10, "center"),
        Column("対策状況", 13, "center"),
        *(Column(LEVEL_LABELS[level], 9, "right") for level in LEVELS),
    )
    return table(columns, [_deciding_row(*each) for each in deciding])


def _deciding_row(state: ThreatState, counts: dict[RiskLevel, int]) -> tuple[Cell, ...]:
    medium = load_catalogue().medium(state.threat.medium).label
    return row(
        f"{state.threat.id} {state.threat.title}（{medium}）",
        str(state.frequency),
        str(state.status),
        *(f"{counts[level]}件" for level in LEVELS),
    )


def _largest(rows: list[AssetRisk]) -> Table:
    columns = (
        Column("リスク値", 12, "center"),
        Column("情報資産", 30),
        Column("重要度×可能性", 12, "center"),
        Column("決めている脅威", 46),
    )
    return table(columns, [_risk(each) for each in rows])


def _risk(each: AssetRisk) -> tuple[Cell, ...]:
    assert each.level is not None
    return row(
        Cell(f"{each.risk} {LEVEL_LABELS[each.level]}", each.level),
        asset_words(each.asset),
        f"{each.importance} × {each.medium.likelihood}",
        deciding_words(each),
    )


def _rest(board: RiskBoard, shown: int) -> list[Paragraph]:
    """Where the others are, if any."""
    left = len(board.record.assets) - board.unknown_count() - shown
    return (
        [Paragraph(f"ほか{left}件。すべてはExcelの台帳でご覧ください。", "muted")] if left else []
    )
