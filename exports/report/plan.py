"""The plan: how risks are treated, which measures are to be carried out, and what then remains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from data.catalogue import load_catalogue
from data.fields import EFFORT_LABELS, TREATMENT_OPTIONS
from data.planning import PlanBoards, plan_boards
from data.record import Asset, MeasureAnswer, PlannedMeasure, Treatment
from data.result_text import NOT_ANSWERED, asset_words
from data.risk import LEVEL_LABELS, LEVELS, AssetRisk, RiskBoard
from exports.report.document import Block, Cell, Column, Heading, Paragraph, Section, Table, row
from exports.report.document import table as table_of
from exports.report.source import UNDECIDED, Source, day_cell, day_words, person_cell

TITLE = "計画"
NOTHING_LEFT = "なし"
NOT_KNOWN = "未確定"


def plan_section(source: Source) -> Section | None:
    """Nothing while nothing is planned."""
    record = source.record
    if not record.plan and not record.treatments:
        return None
    boards = plan_boards(record)
    blocks: list[Block] = [Heading("計画どおりに進んだときのリスク"), _levels(boards)]
    if rows := list(_treatments(source, boards)):
        blocks += [Heading(f"リスク対応（{len(rows)}）"), _treatment_table(rows)]
    if left := _untreated(boards):
        blocks.append(Paragraph(f"リスク大で、対応がまだ決まっていない情報資産：{left}件", "late"))
    if rows := [_measure(no, source) for no in _by_day(record.plan)]:
        blocks += [Heading(f"対策の予定（{len(rows)}）"), _measure_table(rows)]
    return Section(TITLE, tuple(blocks), on_new_page=True)


# --- What remains -------------------------------------------------------------


def _levels(boards: PlanBoards) -> Table:
    columns = (
        Column("", 30),
        *(Column(LEVEL_LABELS[level], 14, "right") for level in LEVELS),
        Column(NOT_KNOWN, 14, "right"),
    )
    rows = (_counts("今", boards.now), _counts("計画どおりなら", boards.planned))
    return Table(columns, rows, is_compact=True)


def _counts(name: str, board: RiskBoard) -> tuple[Cell, ...]:
    counts = board.level_counts()
    levels = (Cell(f"{counts[each]}件", each if counts[each] else "") for each in LEVELS)
    return row(Cell(name, "strong"), *levels, f"{board.unknown_count()}件")


def _untreated(boards: PlanBoards) -> int:
    """High risks about which nothing is decided."""
    record = boards.now.record
    rows = (boards.now.of(a) for a in record.assets if not _option(record.treatments.get(a.id)))
    return sum(each.level == "high" for each in rows)


# --- Treatments -----------------------------------------------------------------


def _treatment_table(rows: list[tuple[Cell, ...]]) -> Table:
    columns = (
        Column("情報資産", 24),
        Column("今のリスク", 10, "center"),
        Column("対応", 9, "center"),
        Column("対策と理由", 31),
        Column("担当", 13),
        Column("期限", 14),
        Column("残るリスク", 10, "center"),
    )
    return table_of(columns, rows)


def _treatments(source: Source, boards: PlanBoards) -> Iterator[tuple[Cell, ...]]:
    """In the ledger's order."""
    for asset in source.record.assets:
        if treatment := source.record.treatments.get(asset.id):
            yield _treatment(asset, treatment, boards, source.today)


def _treatment(
    asset: Asset, treatment: Treatment, boards: PlanBoards, today: date
) -> tuple[Cell, ...]:
    risk = boards.of(asset)
    return row(
        asset_words(asset),
        _risk(risk.now),
        _option(treatment) or Cell(UNDECIDED, "late"),
        _how(treatment),
        person_cell(treatment.person),
        day_cell(treatment.due, today),
        _risk(risk.residual) if risk.residual else NOTHING_LEFT,
    )


def _option(treatment: Treatment | None) -> str:
    return next((c.label for c in TREATMENT_OPTIONS if treatment and c.key == treatment.option), "")


def _how(treatment: Treatment) -> str:
    """The measures, why, and who agreed."""
    labels = (f"{no} {load_catalogue().measure(no).short_label}" for no in treatment.measures)
    accepted = f"承認：{treatment.accepted_by.strip()}" if treatment.accepted_by.strip() else ""
    return "\n".join(filter(None, ["、".join(labels), treatment.reason.strip(), accepted]))


def _risk(each: AssetRisk) -> Cell:
    if each.level is None:
        return Cell(NOT_KNOWN, "muted")
    return Cell(f"{each.risk} {LEVEL_LABELS[each.level]}", each.level)


# --- Measures -------------------------------------------------------------------


def _by_day(plan: Mapping[int, PlannedMeasure]) -> list[int]:
    """What is to be done first comes first, what is done last."""

    def order(no: int) -> tuple[bool, date, int]:
        return plan[no].done is not None, plan[no].due or date.max, no

    return sorted(plan, key=order)


def _measure_table(rows: list[tuple[Cell, ...]]) -> Table:
    columns = (
        Column("対策", 24),
        Column("今", 15),
        Column("予定", 15),
        Column("担当", 13),
        Column("期限", 15),
        Column("手間", 7, "center"),
        Column("メモ", 22),
    )
    return table_of(columns, rows)


def _measure(no: int, source: Source) -> tuple[Cell, ...]:
    planned = source.record.plan[no]
    now = source.record.measures.get(no, MeasureAnswer()).status
    done = f"{day_words(planned.done)}に実施" if planned.done else ""
    return row(
        f"{no} {load_catalogue().measure(no).short_label}",
        _status(now) or NOT_ANSWERED,
        done or _status(planned.status) or UNDECIDED,
        planned.person if done else person_cell(planned.person),
        day_cell(planned.due, None if done else source.today),
        EFFORT_LABELS.get(planned.effort or 0, ""),
        planned.note,
    )


def _status(status: int | None) -> str:
    options = load_catalogue().measure_options
    return next((option.label for option in options if option.status == status), "")
