"""The lower half of 診断結果: how many assets per medium, kind, importance and risk."""

from __future__ import annotations

from dataclasses import dataclass

from data.catalogue import load_catalogue
from data.result import Result
from data.risk import LEVELS
from exports.layout import cell
from exports.risk_layout import DIAGNOSIS, IMPORTANCE_LEVELS, LEDGER, level_label
from exports.risk_sheets.ledger import PRESENT
from exports.workbook import Sheet

TITLE = "情報資産管理台帳に基づく管理すべき情報資産の状況"


@dataclass(frozen=True, slots=True)
class Count:
    """One counted thing: what the ledger's column `column` must hold."""

    key: str
    label: str
    column: str
    criterion: str


@dataclass(frozen=True, slots=True)
class CountBlock:
    title: str
    heading: str
    counts: tuple[Count, ...]


def count_blocks() -> tuple[CountBlock, ...]:
    catalogue = load_catalogue()
    media = [Count(m.key, m.label, "medium", f'"{m.label}"') for m in catalogue.media]
    kinds = [
        Count(kind.key, kind.count_label, kind.key, f'"{PRESENT}"')
        for kind in catalogue.personal_kinds
    ]
    levels = [
        Count(str(level), f"重要度：{level}", "importance", str(level))
        for level in IMPORTANCE_LEVELS
    ]
    risks = [Count(x, level_label(x), "level", f'"{level_label(x)}"') for x in LEVELS]
    return (
        CountBlock("媒体・保存先\nごとの件数", "情報資産の件数", tuple(media)),
        CountBlock("個人情報の\n種類別件数", "個人情報の件数", tuple(kinds)),
        CountBlock("情報資産の\n重要度", "情報資産の件数", tuple(levels)),
        CountBlock("リスクの\n大きさ", "情報資産の件数", tuple(risks)),
    )


def _first_rows() -> list[int]:
    """The heading row of each block; an empty row stands between two."""
    rows, row = [], DIAGNOSIS.counts_row
    for block in count_blocks():
        rows.append(row)
        row += len(block.counts) + 2
    return rows


def count_cells() -> dict[str, str]:
    """Where each count stands, by key of the medium, kind, importance or risk level."""
    return {
        count.key: cell(DIAGNOSIS.count, row + 1 + position)
        for row, block in zip(_first_rows(), count_blocks(), strict=True)
        for position, count in enumerate(block.counts)
    }


def write_counts(sheet: Sheet, result: Result, end: int) -> int:
    """Write all blocks; `end` is the ledger's last row. Gives the last row used."""
    counts = result.counts
    values: dict[str, int] = {**counts.media, **counts.personal}
    values |= {str(level): number for level, number in counts.importance.items()}
    values |= {str(level): number for level, number in result.board.level_counts().items()}
    for letter in "ABCDEF":
        title = TITLE if letter == "A" else ""
        sheet.text(DIAGNOSIS.counts_row - 1, letter, title, "heading")
    row = DIAGNOSIS.counts_row
    for row, block in zip(_first_rows(), count_blocks(), strict=True):
        _write_block(sheet, row, block, values, end)
    return row + len(count_blocks()[-1].counts)


def _write_block(
    sheet: Sheet, row: int, block: CountBlock, values: dict[str, int], end: int
) -> None:
    sheet.text(row, DIAGNOSIS.count, block.heading, "header")
    last = row + len(block.counts)
    sheet.merged("A", row + 1, DIAGNOSIS.name, last, block.title, "fixed_bold")
    for position, count in enumerate(block.counts, row + 1):
        sheet.text(position, DIAGNOSIS.name_end, count.label, "fixed")
        formula = f"COUNTIF({LEDGER.span(count.column, end)},{count.criterion})"
        sheet.formula(position, DIAGNOSIS.count, formula, values[count.key], "auto_count")
