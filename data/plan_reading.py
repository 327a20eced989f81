"""Reading what is to be done: follow-ups, plan, treatments, priorities, visits and homework."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from data.fields import (
    EFFORTS,
    FOLLOW_UP_FIELDS,
    HOMEWORK_FIELDS,
    PLAN_FIELDS,
    PRIORITY_FIELDS,
    TREATMENT_FIELDS,
    VISIT_FIELDS,
    Field,
    Kind,
)
from data.parsing import Table
from data.place import Place
from data.place_names import is_there
from data.record import (
    VISITS,
    Engagement,
    FollowUp,
    Homework,
    PlannedMeasure,
    Priority,
    Treatment,
    Visit,
)
from data.table_reader import KeyPath, TableReader, is_whole, kept

THREE_VISITS = "3回の訪問"
VISIT_NAMES = {str(no): no for no in VISITS}
# The tables that are read here; a baseline holds none of them.
REST_KEYS = (
    *("format", "follow_ups", "plan", "treatments", "priorities"),
    *("visit", "homework", "baselines"),
)
# What a measure can be planned to be: 実施 or 一部.
PLANNED = (1, 2)
RATED_STEPS = ("self_check", "measures")
_MINUTES = Field("minutes", "分", Kind.COUNT)

Entry = TypeVar("Entry", FollowUp, Priority)


class PlanReader(TableReader):
    """Reads the tables that stand beside the answers."""

    def rest(self, document: Table, record: Engagement) -> dict[str, Any]:
        """The fields of the record but for the answers and the baselines."""
        return {
            "follow_ups": self._follow_ups(document, record),
            "plan": self._plan(document),
            "treatments": self._treatments(document, record),
            "priorities": self._priorities(document, record),
            "visits": self._visits(document),
            "homework": self.rows(document, "homework", self._homework),
        }

    def _follow_ups(self, document: Table, record: Engagement) -> Mapping[Place, FollowUp]:
        found = {
            place: FollowUp(**self.values(table, path, FOLLOW_UP_FIELDS, PLACE_KEYS))
            for place, table, path in self._placed(document, "follow_ups", record)
        }
        return _said(found, FollowUp())

    def _priorities(self, document: Table, record: Engagement) -> Mapping[Place, Priority]:
        found: dict[Place, Priority] = {}
        for place, table, path in self._placed(document, "priorities", record):
            if place.step not in RATED_STEPS:
                self.fault((*path, "step"), _either(RATED_STEPS))
            else:
                values = self.values(table, path, PRIORITY_FIELDS, PLACE_KEYS)
                found[place] = Priority(**values)
        return _said(found, Priority())

    def _placed(
        self, document: Table, key: str, record: Engagement
    ) -> list[tuple[Place, Table, KeyPath]]:
        """The tables of an array that tell of one place each, which must be there."""
        found: dict[Place, tuple[Table, KeyPath]] = {}
        for table, path in self.tables(document, key):
            where = [table.get(each, "") for each in PLACE_KEYS]
            place = Place(*where)
            if not all(isinstance(part, str) for part in where) or not is_there(record, place):
                self.fault(
                    (*path, "key"), "step・key・item の指す場所がありません。直すか、消してください"
                )
            elif place in found:
                self.fault((*path, "key"), "同じ場所が2回書かれています。1つにまとめてください")
            else:
                found[place] = table, path
        return [(place, *found[place]) for place in found]

    def _plan(self, document: Table) -> Mapping[int, PlannedMeasure]:
        names = {str(measure.no): measure.no for measure in self.catalogue.measures}
        planned = {
            no: PlannedMeasure(
                status=self.answer("status", table, at, PLANNED),
                effort=self.answer("effort", table, at, EFFORTS),
                **self.values(table, at, PLAN_FIELDS, ("status", "effort")),
            )
            for no, (table, at) in self.closed(document, ("plan",), names, "55の対策").items()
        }
        return kept(planned, PlannedMeasure())

    def _treatments(self, document: Table, record: Engagement) -> Mapping[str, Treatment]:
        assets = {asset.id for asset in record.assets}
        found: dict[str, Treatment] = {}
        for table, path in self.tables(document, "treatments"):
            asset = table.get("asset")
            if not isinstance(asset, str) or asset not in assets:
                self.fault((*path, "asset"), "指す情報資産がありません。直すか、消してください")
            elif asset in found:
                self.fault((*path, "asset"), "2回書かれています。1つにまとめてください")
            else:
                found[asset] = self._treatment(table, path)
        return {asset: each for asset, each in found.items() if each != Treatment()}

    def _treatment(self, table: Table, path: KeyPath) -> Treatment:
        return Treatment(
            measures=self._measure_numbers(table, path),
            effort=self.answer("effort", table, path, EFFORTS),
            **self.values(table, path, TREATMENT_FIELDS, ("asset", "measures", "effort")),
        )

    def _measure_numbers(self, table: Table, path: KeyPath) -> tuple[int, ...]:
        given = table.get("measures", [])
        last = len(self.catalogue.measures)
        if isinstance(given, list) and _are_numbers(given, last):
            return tuple(given)
        why = f"1から{last}までの対策の番号を、1回ずつ [1, 2] の形で書いてください"
        self.fault((*path, "measures"), why)
        return ()

    def _visits(self, document: Table) -> Mapping[int, Visit]:
        visits = {
            no: Visit(
                asked=self._asked(table, path),
                minutes=self._minutes(table, (*path, "minutes")),
                **self.values(table, path, VISIT_FIELDS, ("asked", "minutes")),
            )
            for no, (table, path) in self.closed(
                document, ("visit",), VISIT_NAMES, THREE_VISITS
            ).items()
        }
        return kept(visits, Visit())

    def _asked(self, table: Table, path: KeyPath) -> tuple[str, ...]:
        given = table.get("asked", [])
        if isinstance(given, list) and all(isinstance(each, str) for each in given):
            return tuple(given)
        self.fault((*path, "asked"), '["…", "…"] の形で書いてください')
        return ()

    def _minutes(self, table: Table, path: KeyPath) -> Mapping[str, int]:
        given = self.table(table, path)
        minutes = {key: self.value(_MINUTES, given[key], (*path, key)) for key in given}
        return {key: value for key, value in minutes.items() if value is not None}

    def _homework(self, row_id: str, row: Table, path: KeyPath) -> Homework:
        return Homework(
            id=row_id,
            visit=self.answer("visit", row, path, VISITS),
            **self.values(row, path, HOMEWORK_FIELDS, ("id", "visit")),
        )


PLACE_KEYS = ("step", "key", "item")


def _said(entries: Mapping[Place, Entry], empty: Entry) -> Mapping[Place, Entry]:
    return {place: entry for place, entry in entries.items() if entry != empty}


def _either(allowed: Collection[str]) -> str:
    return (
        f"{'・'.join(f'{chr(34)}{each}{chr(34)}' for each in allowed)} のどちらかを書いてください"
    )


def _are_numbers(given: list[Any], last: int) -> bool:
    return all(is_whole(no) and 1 <= no <= last for no in given) and len({*given}) == len(given)
