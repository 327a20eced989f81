"""Every value of a record by its table: what it is called, and how a person reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.catalogue import CloudItem, load_catalogue
from data.edits import FieldTable
from data.fields import (
    ASSET_FIELDS,
    CLOUD_SERVICE_FIELDS,
    ENGAGEMENT_FIELDS,
    FIRM_FIELDS,
    SELF_CHECK_FIELDS,
    Field,
    Value,
)
from data.place import Step


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a value stands in its table, its label, and how a person reads it."""

    key: str
    label: str
    show: Callable[[Any], str]


def _cells(fields: tuple[Field, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(field.key, field.label, field.show) for field in fields)


def _label(options: Sequence[Any], value: Value) -> str:
    """The options of a question give their value first."""
    return next(str(option.label) for option in options if option[0] == value)


@dataclass(frozen=True, slots=True)
class Questions:
    """A closed list of questions, each with an answer and a note."""

    step: Step
    title: str
    answer: Cell

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.answer, Cell("note", "メモ", str)


SELF_CHECK = Questions(
    "self_check",
    "自社診断",
    Cell("answer", "回答", lambda value: _label(load_catalogue().self_check_options, value)),
)
THREATS = Questions(
    "threats",
    "脅威",
    Cell("frequency", "頻度", lambda value: _label(load_catalogue().frequencies, value)),
)
MEASURES = Questions(
    "measures",
    "対策",
    Cell("status", "回答", lambda value: _label(load_catalogue().measure_options, value)),
)
HEADS: Mapping[FieldTable, tuple[Cell, ...]] = {
    "firm": _cells(FIRM_FIELDS),
    "info": _cells(ENGAGEMENT_FIELDS),
    "self_check": _cells(SELF_CHECK_FIELDS),
}
ASSET = _cells(ASSET_FIELDS)
SERVICE = _cells(CLOUD_SERVICE_FIELDS)


def check_cells(item: CloudItem) -> tuple[Cell, Cell]:
    """A check of a cloud service, in its `checks`, and the note on it, in its `notes`."""
    check = Cell(item.key, item.title, item.label_of)
    return check, Cell(item.key, f"{item.title}のメモ", str)
