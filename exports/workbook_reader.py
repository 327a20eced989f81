"""Workbook files that come back, as values: safely, whatever the file holds.

openpyxl says what a cell's value is, but is not given the file: `load_workbook` reads
parts nobody asks for and stops at what it does not know in them, drops `x005F_` from
texts, and keeps neither merged cells nor missing results in its fast mode.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format

from exports.book_import import UnreadableBookError
from exports.grid import Grid
from exports.package_guard import (
    BINARY_FORMAT,
    DAMAGED,
    LARGEST_LIST,
    NOT_A_BOOK,
    TOO_LARGE,
    Allowance,
    Handlers,
    Package,
    RefusedError,
    Related,
    related,
)
from exports.sheet_reader import Allowances, BookSettings, SheetReader, TextReader, unescaped

# Nobody finds the way through more.
MOST_SHEETS = 1_000
# Excel allows 65,490 cell formats, and some two hundred codes of number formats…
MOST_FORMATS = 100_000
MOST_CODES = 5_000
# …of this many letters: longer ones are not looked into.
LONGEST_CODE = 255
# Dates and times of Japanese Excel, which the file names by number only (ECMA-376 part 1,
# 18.8.30, ja-jp).
JAPANESE_DATE_FORMATS = frozenset([*range(27, 37), *range(50, 59)])


def read_workbook(content: bytes, name: str) -> list[Grid]:
    """The worksheets of an .xlsx or .xlsm file in their order, hidden ones too.

    Formulas count as the result kept with them. Raises `UnreadableBookError` with a
    reason for a person; macros and links are never followed, nothing is written.
    """
    try:
        return _grids(Package(content))
    except RefusedError as refused:
        raise UnreadableBookError(name, refused.reason) from None
    except Exception as error:
        # Whatever a library says of a file that is not as it should be.
        raise UnreadableBookError(name, DAMAGED) from error


def _grids(package: Package) -> list[Grid]:
    outline = _outline(package)
    allowances = Allowances()
    settings = _settings(package, outline, allowances)
    readers = ((SheetReader(settings, allowances), *sheet) for sheet in outline.worksheets())
    return [reader.read(package, part, title) for reader, title, part in readers]


# --- What the book consists of ----------------------------------------------


@dataclass(slots=True)
class _Outline:
    related: dict[str, Related]
    starts_1904: bool = False
    # Title and id of each sheet, of whatever kind.
    sheets: list[tuple[str, str]] = field(default_factory=list)

    def note_settings(self, attributes: dict[str, str]) -> None:
        self.starts_1904 = attributes.get("date1904") in ("1", "true")

    def note_sheet(self, attributes: dict[str, str]) -> None:
        if len(self.sheets) == MOST_SHEETS:
            raise RefusedError(TOO_LARGE)
        # Old books list sheets of theirs without an id: there is nothing behind them.
        for key, value in attributes.items():
            if key.endswith(" id") and value:
                self.sheets.append((attributes["name"], value))

    def worksheets(self) -> list[tuple[str, str]]:
        """Title and part of each; sheets of other kinds hold no cells, or macros."""
        found = [(title, self.related[each]) for title, each in self.sheets]
        return [(title, sheet.part) for title, sheet in found if sheet.kind == "worksheet"]

    def parts(self, kind: str) -> list[str]:
        return [each.part for each in self.related.values() if each.kind == kind]


def _outline(package: Package) -> _Outline:
    part = _book_part(package)
    if part.endswith(".bin"):
        raise RefusedError(BINARY_FORMAT)
    outline = _Outline(related(package, part))
    begins = {"sheet": outline.note_sheet, "workbookPr": outline.note_settings}
    package.walk(part, Handlers("workbook", begins), LARGEST_LIST)
    return outline


def _book_part(package: Package) -> str:
    try:
        parts = related(package, "")
    except KeyError:
        raise RefusedError(NOT_A_BOOK) from None
    books = [each.part for each in parts.values() if each.kind == "officeDocument"]
    if not books or books[0] not in package:
        raise RefusedError(NOT_A_BOOK)
    return books[0]


# --- What its sheets share --------------------------------------------------


def _settings(package: Package, outline: _Outline, allowances: Allowances) -> BookSettings:
    formats = _Formats()
    for part in filter(package.__contains__, outline.parts("styles")[:1]):
        package.walk(part, formats.handlers())
    return BookSettings(
        strings=_strings(package, outline, allowances),
        date_styles=frozenset(formats.dates),
        duration_styles=frozenset(formats.durations),
        starts_1904=outline.starts_1904,
    )


def _strings(package: Package, outline: _Outline, allowances: Allowances) -> list[str]:
    found: list[str] = []
    text = TextReader(allowances.letters)
    begins = {"t": text.begin, "rPh": text.begin_furigana}
    ends = {
        "t": text.end,
        "rPh": text.end_furigana,
        "si": lambda: found.append(unescaped(text.take())),
    }
    for part in filter(package.__contains__, outline.parts("sharedStrings")[:1]):
        package.walk(part, Handlers("sst", begins, ends, text.text))
    return found


class _Formats:
    """Which cell formats show days, times or durations, by their number."""

    def __init__(self) -> None:
        self.dates: set[int] = set()
        self.durations: set[int] = set()
        self._formats_left = Allowance(MOST_FORMATS)
        self._codes_left = Allowance(MOST_CODES)
        self._codes: dict[int, str] = {}
        self._looked_into: dict[int, tuple[bool, bool]] = {}
        self._number = -1
        self._in_cell_formats = False

    def handlers(self) -> Handlers:
        begins = {
            "numFmt": self._note_code,
            "cellXfs": lambda _: self._enter(True),
            "xf": self._note_format,
        }
        return Handlers("styleSheet", begins, {"cellXfs": lambda: self._enter(False)})

    def _enter(self, inside: bool) -> None:
        self._in_cell_formats = inside

    def _note_code(self, attributes: dict[str, str]) -> None:
        self._codes_left.take()
        code = attributes.get("formatCode", "")
        self._codes[_number(attributes)] = code if len(code) <= LONGEST_CODE else ""

    def _note_format(self, attributes: dict[str, str]) -> None:
        if not self._in_cell_formats:
            return
        self._formats_left.take()
        self._number += 1
        is_date, is_duration = self._kind(_number(attributes))
        if is_date:
            self.dates.add(self._number)
        if is_duration:
            self.durations.add(self._number)

    def _kind(self, number: int) -> tuple[bool, bool]:
        """Whether a number format shows a date, and a duration."""
        if number not in self._looked_into:
            code = self._code(number)
            self._looked_into[number] = is_date_format(code), is_timedelta_format(code)
        return self._looked_into[number]

    def _code(self, number: int) -> str | None:
        if number in JAPANESE_DATE_FORMATS and number not in self._codes:
            return "yyyy/m/d"
        return self._codes.get(number) or builtin_format_code(number)


def _number(attributes: dict[str, str]) -> int:
    """Of a number format; one that cannot be read shows plain numbers."""
    text = attributes.get("numFmtId", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
