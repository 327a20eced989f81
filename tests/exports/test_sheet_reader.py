"""One worksheet read as values: kinds of values, places, merged cells, formulas."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from exports import sheet_reader
from exports.grid import CellValue, Grid
from exports.workbook_reader import read_workbook
from tests.exports import hostile
from tests.exports.hostile import STYLES, WORKBOOK, cells

NEW_YEAR_2024 = 45292


def _grid(content: bytes) -> Grid:
    (grid,) = read_workbook(content, "book.xlsx")
    return grid


def _rows(*rows: str, after: str = "", before: str = "") -> Grid:
    """The grid of a sheet with these rows."""
    return _grid(hostile.book(hostile.sheet("".join(rows), after, before)))


def _value(cell: str) -> CellValue:
    """What a ready cell A1 holds."""
    return _rows(cells(1, cell)).value(1, 0)


# --- Numbers, days and the rest --------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<c><v>3</v></c>", 3),
        ("<c><v>0.25</v></c>", 0.25),
        ("<c><v>1E3</v></c>", 1000.0),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="b"><v>0</v></c>', False),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="d"><v>2024-01-01T00:00:00</v></c>', date(2024, 1, 1)),
        ('<c t="d"><v>2024-01-01T12:30:00</v></c>', datetime(2024, 1, 1, 12, 30)),
        # Not what they say they are: nothing is lost, and nothing else is.
        ('<c t="d"><v>昨日</v></c>', "昨日"),
        ('<c t="b"><v>はい</v></c>', "はい"),
        ("<c><v>３個</v></c>", "３個"),
        ("<c><v>1E999</v></c>", "1E999"),
        ("<c><v>nan</v></c>", "nan"),
        ('<c t="str"><v></v></c>', None),
        ('<c t="inlineStr"><is><t></t></is><v>7</v></c>', None),
    ],
)
def test_kinds_of_values(cell: str, value: CellValue) -> None:
    found = _value(cell.replace("<c", '<c r="A1"', 1))
    assert (found, type(found)) == (value, type(value))


def _shown(number: str, code: str = "", id: int = 176, settings: str = "") -> CellValue:
    """A number in a cell of this format."""
    style = hostile.styles({id: code} if code else {}, [0, id])
    parts = hostile.parts() | {
        STYLES: style,
        hostile.SHEET: hostile.sheet(cells(1, f'<c r="A1" s="1"><v>{number}</v></c>')),
    }
    parts[WORKBOOK] = str(parts[WORKBOOK]).replace("<sheets>", f"{settings}<sheets>")
    return _grid(hostile.zipped(parts)).value(1, 0)


@pytest.mark.parametrize(
    "code",
    [
        "yyyy/m/d",
        "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@",
        "[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;",
        "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
    ],
)
def test_formats_that_show_days(code: str) -> None:
    assert _shown(str(NEW_YEAR_2024), code) == date(2024, 1, 1)


# By number only, as Japanese Excel keeps its own formats: 27-36 and 50-58 are not openpyxl's.
@pytest.mark.parametrize("id", [14, 15, 22, 27, 28, 30, 31, 36, 50, 55, 57, 58])
def test_formats_that_every_excel_knows(id: int) -> None:
    assert _shown(str(NEW_YEAR_2024), id=id) == date(2024, 1, 1)


@pytest.mark.parametrize("id", [0, 1, 26, 37, 49, 59, 99])
def test_formats_that_show_numbers(id: int) -> None:
    assert _shown(str(NEW_YEAR_2024), id=id) == NEW_YEAR_2024


@pytest.mark.parametrize(
    "code",
    ["0.00", "#,##0&quot;day&quot;", "[Red]0", "\\d0", "@", "[[[[", "&quot;", "d" * 300],
)
def test_formats_of_ones_own_that_show_numbers(code: str) -> None:
    assert _shown(str(NEW_YEAR_2024), code) == NEW_YEAR_2024
    assert _shown(str(NEW_YEAR_2024), code, id=31) == NEW_YEAR_2024


def test_times_and_durations() -> None:
    assert _shown(f"{NEW_YEAR_2024}.5", "yyyy/m/d h:mm") == datetime(2024, 1, 1, 12)
    assert _shown("0.75", "h:mm") == time(18)
    assert _shown("1.5", "[h]:mm") == timedelta(hours=36)


# Typed as 20261120 into a cell for days, Excel shows it as #####.
@pytest.mark.parametrize("number", ["20261120", "-1", "1E300"])
def test_numbers_that_are_no_days_stay_numbers(number: str) -> None:
    assert _shown(number, "yyyy/m/d") == float(number)
    assert _shown(number, "[h]:mm") == float(number) or number == "20261120"


def test_books_that_count_from_1904() -> None:
    settings = '<workbookPr date1904="1"/>'
    assert _shown(str(NEW_YEAR_2024 - 1462), "yyyy/m/d", settings=settings) == date(2024, 1, 1)
    parts = hostile.parts()
    assert not _grid(hostile.zipped(parts)).starts_1904
    parts[WORKBOOK] = str(parts[WORKBOOK]).replace("<sheets>", f"{settings}<sheets>")
    assert _grid(hostile.zipped(parts)).starts_1904


def test_formats_that_are_broken_or_unknown() -> None:
    style = hostile.styles({176: "d"}, [0]).replace(
        "<cellXfs>", '<cellXfs><xf numFmtId="x"/><xf/><xf numFmtId="999"/><xf numFmtId="176"/>'
    )
    numbers = [f'<c s="{no}"><v>{NEW_YEAR_2024}</v></c>' for no in (0, 1, 2, 3, 77)]
    grid = _grid(hostile.book(hostile.sheet(cells(1, *numbers)), {STYLES: style}))
    plain = NEW_YEAR_2024
    assert grid.rows == {1: (plain, plain, plain, date(2024, 1, 1), plain)}
    assert _grid(hostile.without(STYLES)).value(1, 0) == 1


# --- Where cells stand -----------------------------------------------------------


def test_rows_are_read_whatever_the_sheet_says_of_its_size() -> None:
    one, far = '<c r="A1"><v>1</v></c>', '<c r="C5000"><v>2</v></c>'
    for size in ('<dimension ref="A1"/>', '<dimension ref="A1:ZZ9"/>', '<dimension ref="?"/>', ""):
        blank = cells(2, '<c r="A2" s="0"/>') + cells(3) + cells(4, '<c r="A4" t="str"><v/></c>')
        grid = _rows(cells(1, one), blank, cells(5000, far), before=size)
        assert grid.rows == {1: (1,), 5000: (None, None, 2)}


def test_places_that_are_left_out_follow_the_one_before() -> None:
    first = '<row><c><v>1</v></c><c/><c><v>3</v></c><c r="E1"><v>5</v></c></row>'
    fourth = '<row r="4"><c r="B4" s="0"/><c><v>4</v></c></row>'
    assert _rows(first, fourth, "<row><c><v>5</v></c></row>").rows == {
        1: (1, None, 3, None, 5),
        4: (None, None, 4),
        5: (5,),
    }


def test_rows_out_of_order_and_twice() -> None:
    rows = _rows(
        cells(9, '<c r="A9"><v>9</v></c>'),
        cells(2, '<c r="B2"><v>2</v></c>'),
        cells(9, '<c r="C9"><v>3</v></c>'),
    ).rows
    assert list(rows.items()) == [(2, (None, 2)), (9, (9, None, 3))]


def test_the_last_cell_of_a_sheet() -> None:
    grid = _rows(cells(1048576, '<c r="XFD1048576"><v>1</v></c>'))
    assert list(grid.rows) == [1048576]
    assert grid.value(1048576, 16383) == 1


def _merged(*rows: str, areas: tuple[str, ...]) -> Grid:
    listed = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return _rows(*rows, after=f"<mergeCells>{listed}</mergeCells>")


def _column(*values: int | None) -> list[str]:
    """Rows from 1 on with these numbers in A; a row without a number is not there."""
    pairs = enumerate(values, 1)
    return [cells(no, f'<c r="A{no}"><v>{v}</v></c>') for no, v in pairs if v is not None]


def test_a_merged_cell_stands_in_each_row_that_exists() -> None:
    rows = _column(7, None, 3, 4)
    assert _merged(*rows, areas=("A1:B3",)).rows == {1: (7, 7), 3: (7, 7), 4: (4,)}


def test_a_merged_cell_shows_its_corner_only() -> None:
    rows = cells(1, '<c r="B1"><v>2</v></c><c r="C1"><v>3</v></c>')
    assert _merged(rows, areas=("A1:B1",)).rows == {1: (None, None, 3)}
    assert _merged(rows, areas=("A1:C1",)).rows == {}


def test_merged_columns_and_rows() -> None:
    assert _merged(*_column(1, 2), areas=("A1:A2",)).rows == {1: (1,), 2: (1,)}
    assert _merged(*_column(1, 2), areas=("A:A",)).rows == {1: (1,), 2: (1,)}
    assert _merged(*_column(1), areas=("A1",)).rows == {1: (1,)}


def test_a_sheet_merged_into_one_cell() -> None:
    wide = cells(2, '<c r="ZZ2"><v>2</v></c>')
    for rows, width in ((_column(1, 2), sheet_reader.WIDEST_MERGED), ([*_column(1), wide], 702)):
        grid = _merged(*rows, areas=("A1:XFD1048576",))
        assert grid.rows == {1: (1,) * width, 2: (1,) * width}


# --- Formulas ----------------------------------------------------------------------


def test_formulas_count_as_what_they_show() -> None:
    grid = _rows(
        cells(
            1,
            '<c r="A1"><f>1+1</f><v>2</v></c>',
            '<c r="B1"><f t="shared" ref="B1:B2" si="0">A1</f><v>2</v></c>',
            '<c r="C1"><f t="array" ref="C1:C2">A1:A2</f><v>4</v></c>',
            '<c r="D1" t="str"><f>""</f><v></v></c>',
            '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        ),
        cells(2, '<c r="B2"><f t="shared" si="0"/><v>3</v></c>', '<c r="C2"><v>5</v></c>'),
    )
    assert grid.rows == {1: (2, 2, 4, None, "#DIV/0!"), 2: (None, 3, 5)}
    assert grid.unsaved == frozenset()


def test_formulas_without_a_kept_result() -> None:
    """As openpyxl writes them, which does not calculate."""
    file = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"], sheet["B1"], sheet["C3"] = 1, "=A1+1", "=B1"
    book.save(file)
    grid = _grid(file.getvalue())
    assert grid.rows == {1: (1,)}
    assert grid.unsaved == {(1, 1), (3, 2)}
    shared = _rows(cells(1, '<c t="str"><f t="shared" si="0"/></c>', "<c><f/></c>", "<c/>"))
    assert shared.unsaved == {(1, 0), (1, 1)}


def test_a_merged_formula_without_a_result() -> None:
    rows = (
        cells(1, '<c r="A1"><f>X1</f></c><c r="C1"><v>3</v></c>'),
        cells(2, '<c r="C2"><v>4</v></c>'),
    )
    grid = _merged(*rows, areas=("A1:B2",))
    assert grid.unsaved == {(1, 0), (1, 1), (2, 0), (2, 1)}
    assert grid.rows == {1: (None, None, 3), 2: (None, None, 4)}
