"""Hostile files: refused, or read within 500 MB, with a reason for a person and no trace."""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from exports import package_guard, sheet_reader, workbook_reader
from exports.book_import import UnreadableBookError
from exports.grid import Grid
from exports.layout import column_letter
from exports.package_guard import (
    BINARY_FORMAT,
    DAMAGED,
    LOCKED,
    NOT_A_BOOK,
    OLD_FORMAT,
    TOO_LARGE,
    UNUSUAL,
)
from exports.workbook_reader import read_workbook
from tests.exports import hostile
from tests.exports.hostile import MILLION, ROOTS, SHEET, STRINGS, STYLES, WORKBOOK, cells, sheet

ROOT = Path(__file__).parents[2]


def _reason(content: bytes) -> str:
    """Why the file is refused."""
    with pytest.raises(UnreadableBookError) as caught:
        read_workbook(content, "届いた本.xlsx")
    assert str(caught.value) == f"届いた本.xlsx：{caught.value.reason}"
    return caught.value.reason


def _grid(content: bytes) -> Grid:
    (grid,) = read_workbook(content, "book.xlsx")
    return grid


# --- Not a workbook, or not one of this kind ---------------------------------

OTHER_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", NOT_A_BOOK),
    "text": (lambda: "業務分類,情報資産名称\n".encode("cp932"), NOT_A_BOOK),
    "a web page called .xls": (lambda: b"<html><table></table></html>", NOT_A_BOOK),
    "old": (lambda: hostile.ole("Workbook", "SummaryInformation"), OLD_FORMAT),
    "very old": (lambda: hostile.ole("Book"), OLD_FORMAT),
    "locked": (lambda: hostile.ole("EncryptionInfo", "EncryptedPackage"), LOCKED),
    "old letter": (lambda: hostile.ole("WordDocument"), NOT_A_BOOK),
    "locked zip": (hostile.with_encrypted_parts, LOCKED),
    "binary": (hostile.binary_book, BINARY_FORMAT),
    "letter": (hostile.letter, NOT_A_BOOK),
    "other zip": (lambda: hostile.zipped({"mimetype": "application/x"}), NOT_A_BOOK),
    "without workbook": (lambda: hostile.without(WORKBOOK), NOT_A_BOOK),
    "without sheet": (lambda: hostile.without(SHEET), DAMAGED),
    "truncated": (hostile.truncated, DAMAGED),
    "only a beginning": (lambda: b"PK\x03\x04", DAMAGED),
    "sheet elsewhere": (hostile.sheet_elsewhere, DAMAGED),
    "another root": (lambda: hostile.book("<worksheet/>"), NOT_A_BOOK),
    "not closed": (lambda: hostile.book(sheet()[:-3]), DAMAGED),
    "no XML": (lambda: hostile.book(b"\x00\x01\x02"), DAMAGED),
    "another packing": (lambda: hostile.zipped(hostile.parts(), zipfile.ZIP_LZMA), UNUSUAL),
    "a string that is not there": (
        lambda: hostile.book(sheet(cells(1, '<c r="A1" t="s"><v>1</v></c>'))),
        DAMAGED,
    ),
    "no number of a string": (
        lambda: hostile.book(sheet(cells(1, '<c r="A1" t="s"><v>x</v></c>'))),
        DAMAGED,
    ),
    "below the last row": (
        lambda: hostile.book(sheet(cells(1, '<c r="A1048577"><v>1</v></c>'))),
        DAMAGED,
    ),
    "beyond the last column": (
        lambda: hostile.book(sheet(cells(1, '<c r="XFE1"><f>A1</f></c>'))),
        DAMAGED,
    ),
    "no place": (lambda: hostile.book(sheet(cells(1, '<c r="?"><v>1</v></c>'))), DAMAGED),
    "no row": (lambda: hostile.book(sheet('<row r="x"/>')), DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER_FILES)
def test_files_that_are_no_readable_workbook(name: str) -> None:
    make, reason = OTHER_FILES[name]
    assert _reason(make()) == reason


def test_links_are_not_followed_and_what_they_showed_is_read() -> None:
    assert _grid(hostile.linked()).rows == {1: (7,)}


# --- Document types and entities: none of them is ever resolved -----------------


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "US-ASCII"])
@pytest.mark.parametrize("part", ROOTS)
@pytest.mark.parametrize("make", [hostile.entities, hostile.outside_entity, hostile.document_type])
def test_no_part_may_have_a_document_type(
    make: Callable[[str, str], bytes], part: str, encoding: str
) -> None:
    document = make(ROOTS[part], encoding)
    assert _reason(hostile.book(others={part: document})) == UNUSUAL


@pytest.mark.parametrize("part", ["_rels/.rels", hostile.WORKBOOK_RELS])
def test_neither_may_the_parts_that_list_parts(part: str) -> None:
    document = hostile.entities("Relationships")
    assert _reason(hostile.book(others={part: document})) == UNUSUAL


@pytest.mark.parametrize("encoding", ["cp037", "shift_jis", "latin-1", "utf-7", "none-such"])
def test_encodings_that_no_package_has(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    document = sheet().replace(hostile.HEAD, declared)
    assert _reason(hostile.book(document)) == UNUSUAL


# --- Limits: as many is read, one more is refused --------------------------------


def _rows(*rows: str) -> bytes:
    return hostile.book(sheet("".join(rows)))


def _strings(each: str, number: int = 1) -> bytes:
    return hostile.book(others={STRINGS: hostile.strings(f"<si><t>{each}</t></si>" * number)})


def _letters_of_strings(number: int) -> bytes:
    """With the one digit in the sheet."""
    return _strings("あ", number - 1)


def _sheets(number: int) -> bytes:
    return hostile.zipped(hostile.parts(f"S{no}" for no in range(number)))


def _formats(number: int) -> bytes:
    return hostile.book(others={STYLES: hostile.styles({}, [0] * number)})


def _codes(number: int) -> bytes:
    return hostile.book(others={STYLES: hostile.styles(dict.fromkeys(range(number), "d"), [0])})


def _width(number: int) -> bytes:
    return _rows(cells(1, f'<c r="{column_letter(number - 1)}1"><v>1</v></c>'))


def _letters(number: int) -> bytes:
    """With the two of the shared string."""
    return _rows(cells(1, f'<c t="str"><v>{"あ" * (number - 2)}</v></c>'))


def _covered(number: int) -> bytes:
    """Five rows, two ranges of ten cells and more of one cell."""
    return hostile.book(hostile.merged(["A1:B5", "A1:B5", *["A1:A1"] * (number - 25)], 5))


def _parts(number: int) -> bytes:
    more = number - len(hostile.parts())
    return hostile.book(others={f"media/{no}": "" for no in range(more)})


# Where the limit stands, what it is lowered to, and a book that takes as many of it.
Limit = tuple[object, str, int, Callable[[int], bytes], str]
LIMITS: dict[str, Limit] = {
    "sheets": (workbook_reader, "MOST_SHEETS", 3, _sheets, TOO_LARGE),
    "formats": (workbook_reader, "MOST_FORMATS", 30, _formats, TOO_LARGE),
    "codes of formats": (workbook_reader, "MOST_CODES", 30, _codes, TOO_LARGE),
    "values": (
        sheet_reader, "MOST_CELLS", 20,
        lambda number: hostile.book(hostile.filled_rows(number)), TOO_LARGE,
    ),
    "formulas": (
        sheet_reader, "MOST_CELLS", 20,
        lambda number: _rows(cells(1, "<c><f/></c>" * number)), TOO_LARGE,
    ),
    "merged ranges": (
        sheet_reader, "MOST_CELLS", 20,
        lambda number: hostile.book(hostile.merged(["A1:A2"] * (number - 1))), TOO_LARGE,
    ),
    "places": (sheet_reader, "MOST_PLACES", 26, _width, TOO_LARGE),
    "places of merged cells": (sheet_reader, "MOST_PLACES", 26, _covered, TOO_LARGE),
    "letters of strings": (sheet_reader, "MOST_LETTERS", 500, _letters_of_strings, TOO_LARGE),
    "letters in cells": (sheet_reader, "MOST_LETTERS", 500, _letters, TOO_LARGE),
    "tags in tags": (
        package_guard, "DEEPEST", 20,
        lambda number: hostile.book(hostile.nested(number - 1)), UNUSUAL,
    ),
    "parts": (package_guard, "MOST_PARTS", 40, _parts, TOO_LARGE),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITS)
def test_what_a_book_may_hold(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, limit, most, make, reason = LIMITS[name]
    monkeypatch.setattr(module, limit, most)
    assert read_workbook(make(most), "book.xlsx")
    assert _reason(make(most + 1)) == reason


def test_all_sheets_of_a_book_share_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_reader, "MOST_CELLS", 3)
    assert len(read_workbook(_sheets(3), "book.xlsx")) == 3
    assert _reason(_sheets(4)) == TOO_LARGE


@pytest.mark.parametrize("limit", ["LARGEST_CONTENT", "MOST_TAGS"])
def test_all_parts_of_a_book_share_its_limits(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = hostile.parts()
    texts = [str(part) for part in parts.values()][1:]
    measure: Callable[[str], int] = (
        (lambda text: text.count("<"))
        if limit == "MOST_TAGS"
        else (lambda text: len(text.encode()))
    )
    needed = sum(map(measure, texts))
    monkeypatch.setattr(package_guard, limit, needed)
    assert read_workbook(hostile.zipped(parts), "book.xlsx")
    monkeypatch.setattr(package_guard, limit, needed - 1)
    assert _reason(hostile.zipped(parts)) == TOO_LARGE


def test_a_file_may_not_be_larger_than_a_book_with_pictures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = hostile.book()
    monkeypatch.setattr(package_guard, "LARGEST_FILE", len(content))
    assert read_workbook(content, "book.xlsx")
    monkeypatch.setattr(package_guard, "LARGEST_FILE", len(content) - 1)
    assert _reason(content) == TOO_LARGE


# --- Large ones, in a process of their own ----------------------------------------

Expected = str | list[list[int]]
# A book, and why it is refused or the numbers of the rows that are read.
HUGE: dict[str, tuple[Callable[[], bytes], Expected]] = {
    "a million formatted rows": (
        lambda: hostile.book(hostile.blank_rows(MILLION, 1)), [[1, MILLION + 1]],
    ),
    "a million formatted rows of 20": (
        lambda: hostile.book(hostile.blank_rows(MILLION, 20)), TOO_LARGE,
    ),
    "too many values": (lambda: hostile.book(hostile.filled_rows(400_000)), TOO_LARGE),
    "a sheet merged into one cell": (
        lambda: hostile.book(hostile.merged(["A1:XFD1048576"], 1000)), [list(range(1, 1001))],
    ),
    "one sheet merged again and again": (
        lambda: hostile.book(hostile.merged(["A1:XFD1048576"] * 200_000, 1000)), TOO_LARGE,
    ),
    "the last cell": (
        lambda: _rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), [[1048576]],
    ),
    "the last column in many rows": (
        lambda: hostile.book(hostile.filled_rows(100_000, "XFD")), TOO_LARGE,
    ),
    "ten thousand sheets": (lambda: _sheets(10_000), TOO_LARGE),
    "a huge string": (lambda: _strings("あ" * 30 * MILLION), TOO_LARGE),
    "many wide strings": (lambda: _strings("😀" + "a" * 999, 25_000), TOO_LARGE),
    "a bomb": (lambda: hostile.book(hostile.spaces(90 * MILLION)), UNUSUAL),
    "a larger bomb": (lambda: hostile.book(hostile.spaces(150 * MILLION)), TOO_LARGE),
    "a bomb that says it is small": (
        lambda: hostile.forged_sizes(hostile.book(hostile.spaces(90 * MILLION)), 1000), DAMAGED,
    ),
    "a sheet that says it is large": (
        lambda: hostile.forged_sizes(hostile.book(), 2**32 - 2), TOO_LARGE,
    ),
    "sheets that overlap": (hostile.overlapping, DAMAGED),
    "entities": (lambda: hostile.book(hostile.entities("worksheet")), UNUSUAL),
    "tags in tags": (lambda: hostile.book(hostile.nested(MILLION)), UNUSUAL),
    "a million names": (lambda: hostile.book(hostile.many_names(MILLION)), UNUSUAL),
    "a million prefixes": (lambda: hostile.book(hostile.many_prefixes(MILLION)), UNUSUAL),
    "a long namespace": (lambda: hostile.book(hostile.long_namespace(900_000, MILLION)), UNUSUAL),
    "a tag of five million letters": (
        lambda: hostile.book(hostile.long_tag(5 * MILLION)), UNUSUAL,
    ),
    "a list of parts without end": (
        lambda: hostile.book(others={hostile.WORKBOOK_RELS: b" " * 5 * MILLION}), TOO_LARGE,
    ),
}  # fmt: skip


def _confined(paths: list[Path]) -> dict[str, Expected]:
    """What comes of each file, by its name, in a process with little memory that may not write."""
    command = [sys.executable, "-B", "-m", "tests.exports.confined", *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300, check=False)
    read = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0, f"after {len(read)} files: {done.stderr.decode()}"
    return {each["name"]: each.get("reason") or each["rows"] for each in read}


def test_huge_files_take_little(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in HUGE]
    for path in paths:
        path.write_bytes(HUGE[path.name][0]())
    assert _confined(paths) == {name: expected for name, (_, expected) in HUGE.items()}


# --- Anything at all --------------------------------------------------------------

FUZZED = 1_000


def _real_book() -> bytes:
    """Texts, days, formulas, merged cells, two sheets: small, so that each change tells."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy/m/d"})
        for title in ("台帳", "診断"):
            written = book.add_worksheet(title)
            written.merge_range("A1:C2", "見出し")
            written.write_row(2, 0, ["顧客名簿", 3, True, "_x0041_"])
            written.write_number(3, 0, 45292, day)
            written.write_formula(3, 1, "=B3*2", None, 6)
    return file.getvalue()


def _check(content: bytes) -> bool:
    """Whether the file is read; then all that is in it is values in places that exist."""
    try:
        grids = read_workbook(content, "book.xlsx")
    except UnreadableBookError:
        return False
    for grid in grids:
        assert all(1 <= row <= 1_048_576 and len(each) <= 16_384 for row, each in grid.rows.items())
        for value in (value for each in grid.rows.values() for value in each):
            assert isinstance(value, str | int | float | date | time | timedelta | None)
    return True


def _damaged(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, or a piece left out, repeated or moved."""
    broken = bytearray(content)
    if chance.random() < 0.6:
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        return bytes(broken)
    start, length = chance.randrange(len(broken)), chance.randint(1, 60)
    piece = bytes(broken[start : start + length]) * chance.choice([0, 2, 2])
    return content[:start] + piece + content[start + length :]


def test_no_changed_file_ends_in_another_error() -> None:
    content, chance = _real_book(), random.Random(3)
    assert _check(content)
    assert {_check(_damaged(content, chance)) for _ in range(FUZZED)} == {True, False}


def test_no_changed_part_ends_in_another_error() -> None:
    """The zip is whole: what is changed reaches the parts' readers."""
    chance = random.Random(4)
    with zipfile.ZipFile(io.BytesIO(_real_book())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    read = [name for name in parts if re.search(r"workbook|sheet|sharedStrings|styles|rels", name)]
    seen = set()
    for _ in range(FUZZED):
        name = chance.choice(read)
        seen.add(_check(hostile.zipped(parts | {name: _damaged(parts[name], chance)})))
    assert seen == {True, False}
