"""What is still to be found out, by whom and by when."""

from __future__ import annotations

from data.follow_ups import TO_FIND_OUT, OpenPoint, open_points
from data.place_names import STEP_TITLES, question_at
from exports.report.document import Cell, Column, Section, row, table
from exports.report.source import Source, day_cell, person_cell


def to_find_out_section(source: Source) -> Section | None:
    points = open_points(source.record)
    if not points:
        return None
    columns = (
        Column("項目", 28),
        Column("理由", 14),
        Column("確かめる人", 16),
        Column("期限", 19),
        Column("質問", 42),
    )
    rows = [_point(point, source) for point in points]
    return Section(f"{TO_FIND_OUT}（{len(points)}）", (table(columns, rows),))


def _point(point: OpenPoint, source: Source) -> tuple[Cell, ...]:
    return row(
        f"{STEP_TITLES[point.place.step]} {point.name}",
        point.reason,
        person_cell(point.person),
        day_cell(point.due, source.today),
        question_at(point.place),
    )
