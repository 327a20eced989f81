"""Engagements with a plan, and the workbooks that hold them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook, load_workbook

from data.record import Asset, Engagement, MeasureAnswer, PlannedMeasure, ThreatRating, Treatment
from exports.book_import import BookImport, read_books
from exports.books import BOOKS
from tests.exports.made import realistic
from tests.exports.records import TODAY, awkward, sample
from tests.hostile_text import HOSTILE, hostile_engagement
from tests.strategies import THREATS, TREATMENTS


def planned_by_chance(seed: int, assets: int) -> Engagement:
    """Every option, every status, some of it done, due or not."""
    random = Random(seed)
    record = realistic(seed, assets, 0)
    return replace(
        record,
        plan={no: _planned(random) for no in random.sample(range(1, 56), 35)},
        treatments={
            asset.id: Treatment(
                option=random.choice((*TREATMENTS, None)),
                measures=tuple(random.sample(range(1, 56), random.randint(0, 3))),
                person=random.choice(("総務", "")),
                due=_day(random),
                effort=random.choice((None, 1, 2, 3)),
                reason=random.choice(("理由", "")),
            )
            for asset in record.assets
            if random.random() < 0.6
        },
    )


def everything_planned(seed: int, assets: int) -> Engagement:
    """Where nearly nothing is done, and all of it shall be, once or by and by."""
    record = planned_by_chance(seed, assets)
    return replace(
        record,
        threats={key: ThreatRating(3) for key in THREATS},
        measures={no: MeasureAnswer(2 if no % 7 else 3) for no in range(1, 56)},
        plan={no: PlannedMeasure(2 if no in (20, 21) else 1) for no in range(1, 56)},
    )


def _planned(random: Random) -> PlannedMeasure:
    return PlannedMeasure(
        status=random.choice((1, 1, 1, 2, None)),
        person=random.choice(("経理", "")),
        due=_day(random),
        effort=random.choice((None, 1, 2, 3)),
        done=random.choice((None, None, TODAY)),
    )


def _day(random: Random) -> date | None:
    return random.choice((None, TODAY + timedelta(random.randint(-30, 30))))


def with_texts(record: Engagement, texts: Iterable[str]) -> Engagement:
    """Every text of a plan holds one of these, taken in turn."""
    given, options = cycle(texts), cycle(TREATMENTS)
    return replace(
        record,
        plan={no: PlannedMeasure(1, next(given), note=next(given)) for no in range(1, 30)},
        treatments={
            asset.id: Treatment(
                next(options),
                (9, 13),
                person=next(given),
                reason=next(given),
                accepted_by=next(given),
            )
            for asset in record.assets
        },
    )


def hostile_plan() -> Engagement:
    return with_texts(hostile_engagement(), HOSTILE.values())


def awkward_plan() -> Engagement:
    record = awkward()
    return with_texts(record, [asset.name for asset in record.assets])


RECORDS: Mapping[str, Callable[[], Engagement]] = {
    "sample": sample,
    **{f"chance-{seed}": partial(planned_by_chance, seed, 30) for seed in (1, 2)},
    "everything planned": lambda: everything_planned(7, 30),
    "hostile": hostile_plan,
    "awkward": awkward_plan,
    "only a treatment": lambda: Engagement(
        assets=(Asset("A1", name="図面", medium="paper", integrity=3),),
        treatments={"A1": Treatment("retain", reason="少ない")},
    ),
    "only a plan": lambda: Engagement(plan={13: PlannedMeasure(1)}),
    "like a pattern": lambda: Engagement(
        assets=(Asset("A*", medium="paper", integrity=1), Asset("A?", medium="paper")),
        threats={"T01": ThreatRating(3)},
        measures={9: MeasureAnswer(2)},
        treatments={"A?": Treatment("reduce"), "A*": Treatment("avoid")},
    ),
}


@cache
def made_book(name: str) -> bytes:
    return risk_book(RECORDS[name]())


@cache
def made_without_plan(name: str) -> bytes:
    return risk_book(replace(RECORDS[name](), plan={}, treatments={}))


def risk_book(record: Engagement) -> bytes:
    return BOOKS["risk"].content(record, TODAY)


def opened(content: bytes, *, values: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(content), data_only=values)


def table_rows(book: Workbook, title: str) -> list[list[Any]]:
    """What stands from row 5 on, empty texts as None."""
    rows = book[title].iter_rows(min_row=5, values_only=True)
    return [[value if value != "" else None for value in row] for row in rows]


def read_back(folder: Path, content: bytes) -> BookImport:
    path = folder / "本.xlsx"
    path.write_bytes(content)
    (read,) = read_books([path])
    return read
