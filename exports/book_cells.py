"""The cells of a workbook as its file gives them: each value, and whether a formula made it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from exports.book_parts import (
    NotAWorkbookError,
    Parts,
    local,
    parse,
    related,
    sheet_parts,
    workbook_part,
)
from exports.layout import column_number

# Row from 1, column from 0.
Position = tuple[int, int]
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Cell(NamedTuple):
    """`value` is None for an empty cell; `is_error` where it is the text of an error."""

    value: str | int | float | bool | None
    is_formula: bool = False
    is_error: bool = False


Cells = Mapping[Position, Cell]


def read_cells(content: bytes) -> dict[str, Cells]:
    """Every cell that the file mentions, by sheet; formulas with the value kept beside them.

    Raises `NotAWorkbookError` for what is no workbook.
    """
    parts = Parts(content)
    try:
        texts = _shared_texts(parts)
        sheets = sheet_parts(parts).items()
        return {title: dict(_cells(parse(parts[part]), texts)) for title, part in sheets}
    except (ValueError, LookupError) as error:
        raise NotAWorkbookError(str(error)) from error


def _shared_texts(parts: Parts) -> list[str]:
    targets = {kind: target for _, kind, target in related(parts, workbook_part(parts))}
    part = targets.get("sharedStrings", "")
    return [_text(each) for each in parse(parts[part])] if part in parts else []


def _text(element: Element) -> str:
    """Runs joined; the readings that Japanese Excel keeps beside a text are left out."""
    runs = (run for run in element.iter() if local(run.tag) == "t")
    readings = {id(run) for reading in element.iterfind("{*}rPh") for run in reading.iter()}
    return _unescaped("".join(run.text or "" for run in runs if id(run) not in readings))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _cells(sheet: Element, texts: list[str]) -> Iterator[tuple[Position, Cell]]:
    """Rows and cells without an address follow the one before."""
    row, column = 0, -1
    for line in sheet.iterfind("{*}sheetData/{*}row"):
        row, column = int(line.get("r", row + 1)), -1
        for each in line:
            found = position(each.get("r", ""))
            row, column = found or (row, column + 1)
            yield (row, column), _cell(each, texts)


def position(address: str) -> Position | None:
    """Row and column of `C12`; None for what is no address."""
    found = _ADDRESS.fullmatch(address)
    return (int(found[2]), column_number(found[1])) if found else None


def _cell(element: Element, texts: list[str]) -> Cell:
    kind, kept, is_formula = element.get("t", "n"), None, False
    for child in element:
        name = local(child.tag)
        is_formula = is_formula or name == "f"
        if name == "v":
            kept = child.text
        elif name == "is":
            return Cell(_text(child), is_formula)
    return Cell(_value(kind, kept, texts), is_formula, kind == "e" and kept is not None)


def _value(kind: str, kept: str | None, texts: list[str]) -> str | int | float | bool | None:
    if kind == "str":
        return _unescaped(kept or "")
    if kept is None:
        return None
    if kind == "s":
        return texts[int(kept)]
    if kind == "b":
        return kept == "1"
    return kept if kind in ("e", "d") else _number(kept)


def _number(kept: str) -> int | float:
    number = float(kept)
    return int(number) if number.is_integer() else number
