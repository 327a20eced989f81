"""The plan as a book of ours holds it, as far as its formulas depend on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from data.catalogue import load_catalogue
from data.fields import TREATMENT_OPTIONS
from data.record import PlannedMeasure, Treatment
from exports.book_cells import Cell, Cells
from exports.layout import Table, column_number
from exports.plan_layout import PLAN, TREATMENTS, planned_labels
from exports.risk_layout import ID_FIELD

NOTHING = Cell(None)
# That something stands there is all that counts.
SOME_DAY = date(2000, 1, 1)


def treated_ids(cells: Cells) -> tuple[str, ...]:
    """The number in each row of リスク対応計画, down to the last that has a formula."""
    column = column_number(TREATMENTS.letter("position"))
    rows = [row for (row, at), each in cells.items() if at == column and each.is_formula]
    last = max(rows, default=TREATMENTS.first_row - 1)
    return tuple(
        _text(cells, TREATMENTS, ID_FIELD.key, row) for row in range(TREATMENTS.first_row, last + 1)
    )


def treatments_in(cells: Cells) -> Mapping[str, Treatment]:
    """By the number of the asset; of each only the option."""
    options = {choice.label: choice.key for choice in TREATMENT_OPTIONS}
    rows = enumerate(treated_ids(cells), start=TREATMENTS.first_row)
    said = {no: options.get(_text(cells, TREATMENTS, "option", row)) for row, no in rows}
    return {no: Treatment(option) for no, option in said.items() if option}


def plan_in(cells: Cells) -> Mapping[int, PlannedMeasure]:
    """By the number of the measure; of each only what it shall be, and whether it was done."""
    return dict(_planned(cells))


def _planned(cells: Cells) -> Iterator[tuple[int, PlannedMeasure]]:
    numbers = {str(measure.no): measure.no for measure in load_catalogue().measures}
    statuses = {label[0]: status for status, label in enumerate(planned_labels(), start=1)}
    for row in sorted({row for row, _ in cells if row >= PLAN.first_row}):
        if (number := _text(cells, PLAN, "number", row)) in numbers:
            status = statuses.get(_text(cells, PLAN, "planned", row)[:1])
            done = SOME_DAY if _text(cells, PLAN, "done", row) else None
            yield numbers[number], PlannedMeasure(status, done=done)


def _text(cells: Cells, table: Table, key: str, row: int) -> str:
    value = cells.get((row, column_number(table.letter(key))), NOTHING).value
    return "" if value is None else str(value)
