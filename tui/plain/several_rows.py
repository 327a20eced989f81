"""Several rows of the ledger at once: which are meant, one value for all, usual ones added."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from data.asset_names import asset_name, asset_names
from data.catalogue import load_catalogue
from data.fields import ASSET_FIELDS, Field, Value
from data.record import Asset
from data.row_edits import AddRows, ReplaceRows
from data.text import fold
from data.usual_assets import load_usual_assets, usual_rows
from tui.plain.desk import Desk, Spot, numbered
from tui.plain.figures import moved_risks
from tui.plain.form import Entry, ask_value
from tui.plain.rows import row_named

ALL = frozenset(map(fold, ("全部", "ぜんぶ", "すべて", "全て")))
VARIOUS = "いろいろ"
HOW = "1 3 5-8 のように並べるか、全部。b もどる。"
_GAP = re.compile(r"[\s、,]+")
_RANGE = re.compile(r"(.+?)(?:-|~|〜|から)(.+)")

Named = Callable[[str], "int | None"]


def several(text: str, named: Named, count: int) -> list[int] | None:
    """The positions that 「1 3 5-8」 or 「全部」 means; None when a part of it means none."""
    plain = fold(text).strip()
    if plain in ALL:
        return list(range(count))
    found: list[int] = []
    for part in _GAP.split(plain):
        ends = _RANGE.fullmatch(part) if named(part) is None else None
        first, last = (named(end) for end in (ends.groups() if ends else (part, part)))
        if first is None or last is None or first > last:
            return None
        found += range(first, last + 1)
    return list(dict.fromkeys(found))


def ask_several(
    desk: Desk, prompt: str, named: Named, count: int, spot: Spot
) -> Sequence[int] | None:
    """Ask until the line means some of the `count`; None when the user goes back."""
    while True:
        reply = desk.ask(prompt + HOW, spot)
        if reply.command in ("back", "end", "next"):
            return None
        found = None if reply.command else several(reply.text, named, count)
        if found:
            return found
        desk.say(f"「{reply.text}」ではどれのことか、わかりませんでした。")


def change_several(desk: Desk, rows: Sequence[Asset], spot: Spot) -> Sequence[str]:
    """Ask for rows, a field and a value, one edit for all; the ids of the rows that were meant."""
    prompt = f"どの行を変えますか。今は{len(rows)}行を見ています。A001 A003 や "
    chosen = ask_several(desk, prompt, lambda word: row_named(rows, word), len(rows), spot)
    if chosen is None:
        return ()
    ids = [rows[position].id for position in chosen]
    shown = [f"{field.label}、今は{_held(desk, ids, field)}" for field in ASSET_FIELDS]
    at = desk.choose(f"{len(ids)}行の、どの欄を変えますか。番号で。b もどる。", shown, spot)
    if at is not None:
        _ask_value(desk, ids, ASSET_FIELDS[at], spot)
    return ids


def _rows(desk: Desk, ids: Sequence[str]) -> list[Asset]:
    return [asset for asset in desk.record.assets if asset.id in set(ids)]


def _held(desk: Desk, ids: Sequence[str], field: Field) -> str:
    """The value that all the rows have, or that they differ."""
    values = {getattr(row, field.key) for row in _rows(desk, ids)}
    return VARIOUS if len(values) > 1 else field.show(values.pop()) or "空"


def _ask_value(desk: Desk, ids: Sequence[str], field: Field, spot: Spot) -> None:
    before = desk.record

    def value() -> Value:
        values = {getattr(row, field.key) for row in _rows(desk, ids)}
        return field.absent if len(values) > 1 else values.pop()

    def keep(value: Value) -> None:
        changes: dict[str, Any] = {field.key: value}
        rows = tuple(replace(row, **changes) for row in _rows(desk, ids))
        if desk.apply(ReplaceRows(rows)):
            desk.say(f"{len(rows)}行を変えました。u で元に戻せます。")

    ask_value(desk, Entry(field, spot.place, value, keep))
    if desk.record is before:
        desk.say("何も変えていません。")
    desk.say(*moved_risks(desk.record, before))


def add_usual(desk: Desk, spot: Spot) -> Sequence[Asset]:
    """Ask for a department and what of its usual assets applies; the rows added."""
    departments = load_usual_assets()
    names = [f"{each.name}、{len(each.assets)}件" for each in departments]
    at = desk.choose("よくある情報資産です。部署を番号で。b もどる。", names, spot)
    if at is None:
        return ()
    held = asset_names(desk.record.assets)
    rows = [departments[at].row_of(usual) for usual in departments[at].assets]
    free = [row for row in rows if asset_name(row) not in held]
    if not free:
        desk.say(f"{departments[at].name}のよくあるものは、もうすべて台帳にあります。")
        return ()
    return _add(desk, free, spot)


def _add(desk: Desk, free: Sequence[Asset], spot: Spot) -> Sequence[Asset]:
    desk.say(*numbered([_described(row) for row in free]))
    positions = {str(number): number - 1 for number in range(1, len(free) + 1)}
    chosen = ask_several(desk, "追加するものの番号を ", positions.get, len(free), spot)
    before = desk.record
    rows = usual_rows(before, [free[position] for position in chosen or ()], desk.today)
    if rows:
        desk.apply(AddRows(rows))
        desk.say(f"{len(rows)}行を追加しました。e で直せます。u で元に戻せます。")
        desk.say(*moved_risks(desk.record, before))
    return rows


def _described(row: Asset) -> str:
    medium = load_catalogue().medium(str(row.medium)).label
    return f"{row.name}、{medium}"
