"""What a workbook shows, in the form of the JSON result; cells by the official addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from data.catalogue import load_catalogue
from data.diagnosis import ACTION_LABELS
from data.risk import LEVEL_LABELS
from exports.self_check_layout import band_label

LEVELS = {f"リスク{label}": level for level, label in LEVEL_LABELS.items()}
ACTIONS = {label: action for action, label in ACTION_LABELS.items()}
CATEGORY_STARTS = ["O", "S", "V", "AF", "AK", "AO", "AY", "BI", "BL", "BO", "AC"]


class Sheet(Protocol):
    """Of openpyxl, or anything else that gives cells with a value by address."""

    def __getitem__(self, address: str, /) -> Any: ...


class Book(Protocol):
    def __getitem__(self, title: str, /) -> Any: ...


def value(sheet: Sheet, address: str) -> Any:
    """The cell's value; an empty text is None."""
    found = sheet[address].value
    return None if found == "" else found


def number(sheet: Sheet, address: str) -> int | None:
    """A whole number, or the one a label such as `3:…` begins with."""
    found = value(sheet, address)
    return None if found is None else int(str(found).partition(":")[0])


def rate(sheet: Sheet, address: str) -> float | None:
    found = value(sheet, address)
    return None if found is None else round(float(found), 6)


def risk(book: Book, assets: int, rows: Sequence[int] = ()) -> dict[str, Any]:
    """Assets from the ledger's `rows`; without them so many from the first row on."""
    places = rows or range(4, 4 + assets)
    return {
        "assets": [_asset(book["情報資産管理台帳"], row) for row in places],
        "threats": [_threat(book["脅威の状況"], 5 + i) for i in range(21)],
        "diagnosis": [_category(book, i) for i in range(11)],
        "counts": _counts(book["診断結果"]),
    }


def _asset(sheet: Sheet, row: int) -> dict[str, Any]:
    deciding = value(sheet, f"W{row}")
    level = value(sheet, f"U{row}")
    ids = {threat.title: threat.id for threat in load_catalogue().threats}
    return {
        "id": str(value(sheet, f"X{row}")),
        "importance": number(sheet, f"M{row}"),
        "threat": number(sheet, f"P{row}"),
        "vulnerability": number(sheet, f"Q{row}"),
        "likelihood": number(sheet, f"R{row}"),
        "risk": number(sheet, f"T{row}"),
        "level": LEVELS[level] if level else None,
        "deciding_threat": ids[deciding] if deciding else None,
    }


def _threat(sheet: Sheet, row: int) -> dict[str, Any]:
    threat = load_catalogue().threats[row - 5]
    assert sheet[f"B{row}"].value == threat.title
    assert number(sheet, f"D{row}") == number(sheet, f"I{row}")
    return {
        "id": threat.id,
        "medium": threat.medium,
        "frequency": number(sheet, f"F{row}"),
        "implementation": rate(sheet, f"N{row}"),
        "status": number(sheet, f"I{row}"),
        "likelihood": number(sheet, f"L{row}"),
    }


def _category(book: Book, position: int) -> dict[str, Any]:
    category = load_catalogue().categories[position]
    row = 4 + position + (position >= 10)
    sheet, threats = book["診断結果"], book["脅威の状況"]
    assert sheet[f"B{row}"].value == category.name
    start = CATEGORY_STARTS[position]
    assert rate(threats, f"{start}32") == rate(sheet, f"E{row}") == rate(sheet, f"I{row}")
    rows = [2 + measure.no for measure in load_catalogue().measures_of(position + 1)]
    answers = [number(book["対策状況チェック"], f"C{row}") for row in rows]
    label = value(sheet, f"F{row}")
    return {
        "category": position + 1,
        "need": value(sheet, f"D{row}"),
        "rate": rate(sheet, f"E{row}"),
        "answered": sum(answer is not None for answer in answers),
        "total": len(answers),
        "action": ACTIONS[label] if label else None,
    }


def _counts(sheet: Sheet) -> dict[str, Any]:
    rows = {sheet[f"C{row}"].value: row for row in range(24, 50)}

    def count(label: str) -> int | None:
        return number(sheet, f"D{rows[label]}")

    catalogue = load_catalogue()
    return {
        "media": {medium.key: count(medium.label) for medium in catalogue.media},
        "personal": {kind.key: count(kind.count_label) for kind in catalogue.personal_kinds},
        "importance": {str(level): count(f"重要度：{level}") for level in (3, 2, 1)},
        "level": {level: count(label) for label, level in LEVELS.items()},
    }


def cloud(book: Book, services: int, rows: Sequence[int] = ()) -> list[dict[str, Any]]:
    """Per service; the total from both sheets, group sums from the points."""
    points, ledger = book["ポイント計算シート"], book["クラウドサービス台帳兼チェックリスト"]
    shown = []
    for row in rows or range(3, 3 + services):
        assert number(ledger, f"W{row}") == number(points, f"W{row}")
        each = [number(points, f"{letter}{row}") for letter in "HIJKLMNOPQRSTUV"]
        known = [point if point is not None else 0 for point in each]
        groups = {"selection": sum(known[:6]), "operation": sum(known[6:10])}
        shown.append({
            "id": str(value(points, f"A{row}")),
            "score": number(points, f"W{row}"),
            "max": 45,
            "answered": sum(point is not None for point in each),
            "total": 15,
            "groups": groups | {"security": sum(known[10:])},
        })  # fmt: skip
    return shown


def self_check(book: Book) -> dict[str, Any]:
    answers, result = book["自社診断"], book["診断結果"]
    first = next(row for row in range(1, 60) if answers[f"A{row}"].value == 1)
    given = [number(answers, f"F{first + i}") for i in range(25)]
    label = value(result, "B5")
    bands = {band_label(band): band.key for band in load_catalogue().bands}
    asked = [number(result, f"A{row}") for row in range(22, 47)]
    assert [i for i, point in enumerate(given, 1) if point == -1] == [i for i in asked if i]
    return {
        "score": number(result, "B3"),
        "max": 100,
        "answered": number(result, "B4"),
        "total": len(given),
        "band": bands[label] if label else None,
        "unknown": [item for item in asked if item],
        "parts": [_part(result, part) for part in (1, 2, 3)],
    }


def _part(sheet: Sheet, part: int) -> dict[str, Any]:
    row = 9 + part
    return {
        "part": part,
        "score": number(sheet, f"B{row}"),
        "max": number(sheet, f"C{row}"),
        "answered": number(sheet, f"D{row}"),
        "total": number(sheet, f"E{row}"),
    }
