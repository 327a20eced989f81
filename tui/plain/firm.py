"""The firm, the visit, and the head of the self-check."""

from __future__ import annotations

from typing import Any

from data.edits import FieldTable, SetField
from data.fields import ENGAGEMENT_FIELDS, FIRM_FIELDS, SELF_CHECK_FIELDS, Field
from data.place import Place
from tui.plain.desk import Desk, Spot
from tui.plain.form import Entry, fill_in
from tui.plain.steps import next_step

TABLES: tuple[tuple[FieldTable, tuple[Field, ...]], ...] = (
    ("firm", FIRM_FIELDS),
    ("info", ENGAGEMENT_FIELDS),
    ("self_check", SELF_CHECK_FIELDS),
)
ABOUT = "書き出すExcelの表題や、ファイルの名前に使います。"


class FirmStep:
    """Everything here may stay empty."""

    def __init__(self, desk: Desk, place: Place) -> None:
        self.desk = desk
        self.entries = [self._entry(table, field) for table, fields in TABLES for field in fields]
        keys = [entry.place.key for entry in self.entries]
        self.first = keys.index(place.key) if place.key in keys else 0

    def run(self) -> Place:
        self.desk.say("会社の情報。空欄のままでもかまいません。")
        if not fill_in(self.desk, self.entries, self.first):
            reply = self.desk.ask(
                "空の行で自社診断へ、b で会社の情報へ戻ります。", Spot(Place("firm"))
            )
            if reply.command == "back":
                return Place("firm")
        return Place(next_step("firm"))

    def _entry(self, table: FieldTable, field: Field) -> Entry:
        def keep(value: Any) -> None:
            self.desk.apply(SetField(table, field.key, value))

        place = Place("firm", f"{table}.{field.key}")
        return Entry(
            field,
            place,
            lambda: getattr(getattr(self.desk.record, table), field.key),
            keep,
            lambda: [ABOUT],
        )
