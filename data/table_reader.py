"""Reading TOML tables into values: strict about what is known, keeping what is not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from data.catalogue import load_catalogue
from data.fields import Field
from data.parsing import DEEPEST, Table
from data.text import LARGEST_INTEGER

KeyPath = tuple[str | int, ...]
Made = TypeVar("Made")
Key = TypeVar("Key", str, int)


class TableReader:
    """Reads tables into values and collects every fault on the way, reading on without it.

    Paths begin at the record being read; `within` is where that stands in the file.
    """

    def __init__(self) -> None:
        self.faults: list[tuple[KeyPath, str]] = []
        self.within: KeyPath = ()
        self.catalogue = load_catalogue()

    def fault(self, path: KeyPath, message: str) -> None:
        self.faults.append(((*self.within, *path), message))

    def table(self, holder: Table, path: KeyPath) -> Table:
        value = holder.get(str(path[-1]), {})
        if isinstance(value, dict):
            return value
        self.fault(path, "[表] の形で書いてください")
        return {}

    def fields(
        self, holder: Table, path: KeyPath, fields: tuple[Field, ...], also: Collection[str] = ()
    ) -> dict[str, Any]:
        return self.values(self.table(holder, path), path, fields, also)

    def values(
        self, table: Table, path: KeyPath, fields: tuple[Field, ...], also: Collection[str] = ()
    ) -> dict[str, Any]:
        """Keyword arguments for a record class; `also` are keys read elsewhere."""
        known = {field.key for field in fields} | {*also}
        values: dict[str, Any] = {"extra": self.extra(table, known, path)}
        for field in fields:
            if field.key in table:
                values[field.key] = self.value(field, table[field.key], (*path, field.key))
        return values

    def extra(self, table: Table, known: Collection[str], path: KeyPath) -> dict[str, Any]:
        """The keys this version does not know, if they can be written back."""
        extra = {key: value for key, value in table.items() if key not in known}
        for key in extra:
            if not can_be_kept(extra[key]):
                self.fault(
                    (*path, key), "数が大きすぎるか、入れ子が深すぎます。直すか、消してください"
                )
        return extra

    def value(self, field: Field, value: Any, path: KeyPath) -> Any:
        try:
            return field.check(value)
        except ValueError as error:
            self.fault(path, str(error))
            return field.absent

    def closed(
        self, holder: Table, path: KeyPath, names: Mapping[str, Key], what: str
    ) -> dict[Key, tuple[Table, KeyPath]]:
        """The sub-tables of a table whose names are closed, by catalogue key."""
        found: dict[Key, tuple[Table, KeyPath]] = {}
        for name in (table := self.table(holder, path)):
            if name not in names:
                self.fault((*path, name), f"{what}にない番号です。番号を直すか、消してください")
            else:
                found[names[name]] = (self.table(table, (*path, name)), (*path, name))
        return found

    def answer(self, key: str, table: Table, path: KeyPath, allowed: Collection[Any]) -> Any:
        """The answer at `key`, one of `allowed`, or None when absent."""
        if key not in table:
            return None
        value = table[key]
        if isinstance(value, bool) or not isinstance(value, (int, str)) or value not in allowed:
            shown = "・".join(f'"{a}"' if isinstance(a, str) else str(a) for a in allowed)
            self.fault((*path, key), f"{shown} のどれかを書いてください")
            return None
        return value

    def rows(
        self, document: Table, key: str, make: Callable[[str, Table, KeyPath], Made]
    ) -> tuple[Made, ...]:
        seen: set[str] = set()
        return tuple(
            make(self.row_id(row, path, seen), row, path)
            for row, path in self.tables(document, key)
        )

    def tables(self, document: Table, key: str) -> list[tuple[Table, KeyPath]]:
        """The tables of an array, each with its path."""
        rows = document.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.fault((key,), f"[[{key}]] の形で書いてください")
            return []
        return [(row, (key, position)) for position, row in enumerate(rows)]

    def row_id(self, row: Table, path: KeyPath, seen: set[str]) -> str:
        row_id = row.get("id")
        if not isinstance(row_id, str) or not row_id:
            self.fault(
                (*path, "id"), 'ありません。id = "…" と、ほかと重ならない番号を書いてください'
            )
            return ""
        if row_id in seen:
            self.fault(
                (*path, "id"), f'"{row_id}" が2回使われています。片方を別の番号にしてください'
            )
        seen.add(row_id)
        return row_id


def is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def can_be_kept(value: Any, depth: int = DEEPEST) -> bool:
    """Whether a value of an unknown key can be written as it was read."""
    if isinstance(value, int):
        return abs(value) <= LARGEST_INTEGER + 1
    if not isinstance(value, (dict, list)):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return depth > 0 and all(can_be_kept(each, depth - 1) for each in inner)


def kept(entries: dict[Key, Made], empty: Made) -> dict[Key, Made]:
    """In catalogue order, without tables that say nothing."""
    return {key: entry for key, entry in sorted(entries.items()) if entry != empty}
