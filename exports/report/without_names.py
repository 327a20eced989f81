"""A record for sharing: every figure as it was, nothing that names anybody or anything.

What a person typed is left out unless it is listed here as one of the catalogues' own words,
so a text that a later version adds is left out as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from data.place import Place
from data.record import Engagement

HIDDEN = "（伏せました）"
# Words and keys of the catalogues, by class and field.
KEPT = frozenset(
    [
        ("EngagementInfo", "theme"),
        ("SelfCheckAnswer", "answer"),
        ("Asset", "medium"),
        ("CloudService", "status"),
        ("Treatment", "option"),
        ("Visit", "asked"),
    ]
)
# The number stands for these names.
NUMBERED = frozenset([("Asset", "name"), ("CloudService", "name")])
# Left out without a word; as are keys that this version does not know.
LEFT_OUT = frozenset(["note", "notes", "extra"])
# A number as the program gives it; any other could be a name.
OWN_NUMBER = re.compile(r"[A-Z]\d{1,6}", re.ASCII)
# The steps whose keys are numbers of rows, with the letter of their numbers.
LETTERS = {"assets": "A", "cloud": "S"}

Numbers = Mapping[tuple[str, str], str]


def without_names(record: Engagement) -> Engagement:
    """The same record with `HIDDEN` for every text, rows by their numbers, no unknown keys."""
    hidden = _Hiding(_numbers(record)).entry(record)
    assert isinstance(hidden, Engagement)
    return hidden


def _numbers(record: Engagement) -> Numbers:
    """What each row's id becomes: itself where it is a number, else by its position."""
    numbers: dict[tuple[str, str], str] = {}
    for step, row_id in _ids(record):
        free = f"{LETTERS[step]}※{len(numbers) + 1}"
        numbers.setdefault((step, row_id), row_id if OWN_NUMBER.fullmatch(row_id) else free)
    return numbers


def _ids(record: Engagement) -> Iterator[tuple[str, str]]:
    """Of the rows that there are, by step."""
    for state in (record, *(kept.record for kept in record.baselines.values())):
        yield from (("assets", asset.id) for asset in state.assets)
        yield from (("cloud", service.id) for service in state.cloud_services)


class _Hiding:
    """Walks through a record and makes its copy."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers

    def entry(self, entry: Any) -> Any:
        kind = type(entry).__name__
        names = (each.name for each in fields(entry))
        return replace(
            entry, **{name: self._field(kind, name, getattr(entry, name)) for name in names}
        )

    def _field(self, kind: str, name: str, value: Any) -> Any:
        if (kind, name) in KEPT:
            return value
        if name in LEFT_OUT or (kind, name) in NUMBERED:
            return type(value)()
        if name == "treatments":
            return {self._number("assets", key): self.entry(each) for key, each in value.items()}
        if name == "id":
            return self._number("cloud" if kind == "CloudService" else "assets", value)
        return self._value(value)

    def _number(self, step: str, id: str) -> str:
        own = id if OWN_NUMBER.fullmatch(id) else HIDDEN
        return self.numbers.get((step, id), own)

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return HIDDEN if value.strip() else ""
        if isinstance(value, Mapping):
            return {self._key(key): self._value(each) for key, each in value.items()}
        if isinstance(value, tuple):
            return tuple(map(self._value, value))
        return self.entry(value) if is_dataclass(value) else value

    def _key(self, key: Any) -> Any:
        """Of other entries keys are numbers and names of the catalogues."""
        if isinstance(key, Place) and key.step in LETTERS:
            return replace(key, key=self._number(key.step, key.key))
        return key
