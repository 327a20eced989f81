"""How pressing things are, in the order in which they are taken up, and why."""

from __future__ import annotations

from data.fields import PRIORITY_FIELDS
from data.place_names import STEP_TITLES
from data.priorities import PRIORITIES, SCALES, Rated, in_order_of_priority
from exports.report.document import Cell, Column, Section, row, table
from exports.report.source import Source

LABELS = {each.key: each.label for each in PRIORITY_FIELDS}


def priority_section(source: Source) -> Section | None:
    """Nothing while nothing is rated."""
    rated = in_order_of_priority(source.record)
    if not rated:
        return None
    columns = (
        Column("項目", 25),
        *(Column(LABELS[scale], 13) for scale in SCALES),
        Column("理由と例外", 36),
    )
    return Section(f"{PRIORITIES}（{len(rated)}）", (table(columns, [_row(e) for e in rated]),))


def _row(each: Rated) -> tuple[Cell, ...]:
    priority = each.priority
    exceptions = priority.exceptions.strip()
    told = (priority.reason.strip(), f"{LABELS['exceptions']}：{exceptions}" if exceptions else "")
    return row(
        f"{STEP_TITLES[each.place.step]} {each.name}",
        *(_rating(scale, getattr(priority, scale)) for scale in SCALES),
        "\n".join(filter(None, told)),
    )


def _rating(scale: str, value: int | None) -> str:
    """「3 すぐに」."""
    return f"{value} {SCALES[scale][value - 1]}" if value else ""
