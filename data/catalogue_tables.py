"""The files of `catalogues/` as typed entries; what does not fit is refused with its place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

# Not importlib.resources: its import alone costs as much as reading all five tables.
CATALOGUES = Path(__file__).with_name("catalogues")

Table = Mapping[str, Any]
Entry = TypeVar("Entry")


class CatalogueError(Exception):
    """A catalogue contradicts itself; the message names the file and the entry."""


def read_table(name: str) -> dict[str, Any]:
    """One file of `catalogues/`, as plain values."""
    return tomllib.loads((CATALOGUES / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _declared(cls: type) -> dict[str, Any]:
    """The fields of an entry and their types, evaluated once and not for each of the rows."""
    return get_type_hints(cls)


def entry_of(cls: type[Entry], table: Table, where: str) -> Entry:
    """Build one entry; a field with a default may be missing.

    Raises `CatalogueError` for unknown, missing, mistyped or empty values.
    """
    if not isinstance(table, Mapping):
        raise CatalogueError(f"{where}: a table is needed")
    row_type: type = cls
    declared = _declared(row_type)
    if unknown := sorted(set(table) - set(declared)):
        raise CatalogueError(f"{where}: unknown key {unknown[0]}")
    needed = set(declared) - set(getattr(cls, "_field_defaults", {}))
    if missing := sorted(needed - set(table)):
        raise CatalogueError(f"{where}: {missing[0]} is missing")
    values = {key: checked_value(declared[key], table[key], f"{where}.{key}") for key in table}
    return cls(**values)


def checked_value(kind: Any, value: Any, where: str) -> Any:
    """`value` as the `kind` a field declares; raises `CatalogueError` naming `where` it is not."""
    if kind in (str, int):
        if type(value) is not kind or not str(value).strip():
            raise CatalogueError(f"{where}: {value!r} is not a usable {kind.__name__}")
        return value
    (inner, _) = get_args(kind)
    if hasattr(inner, "_fields"):
        return entries_of(inner, value, where)
    if not isinstance(value, list) or not value:
        raise CatalogueError(f"{where}: an array is needed")
    return tuple(checked_value(inner, each, where) for each in value)


def entries_of(cls: type[Entry], rows: Any, where: str) -> tuple[Entry, ...]:
    """An array of tables as entries; raises `CatalogueError` naming `where` it is wrong."""
    if not isinstance(rows, list) or not rows:
        raise CatalogueError(f"{where}: an array of tables is needed")
    return tuple(entry_of(cls, row, f"{where}[{i}]") for i, row in enumerate(rows))
