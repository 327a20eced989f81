"""自社診断: the 25 answers, from our own sheet or one filled in by hand."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from data.catalogue import load_catalogue
from data.record import Engagement, SelfCheck, SelfCheckAnswer
from data.text import narrow
from exports.grid import CellValue, Grid
from exports.readers.marks import MarkError, marked
from exports.readers.tables import UnreadLog, is_example
from exports.readers.values import (
    LONGEST_ENTRY,
    Option,
    is_blank,
    is_dash,
    option_of,
    text_of,
    title_key,
)

# A column with fewer of the 25 numbers, or with many above, is something else.
FEWEST_ITEMS = 20
MOST_OTHERS = 5
# Answers stand under the first of these that a sheet has: points are often but their echo.
ANSWER_TITLES = (
    *("回答", "ご回答", "答え", "実施状況", "チェック", "選択", "評価", "自己評価", "判定"),
    *("診断", "診断結果", "結果", "状況", "点数", "得点", "採点", "評価点", "ポイント", "点"),
)
NOTE_TITLES = ("メモ", "備考", "コメント")
NUMBER_TITLES = ("no", "no.", "#", "番号", "項番", "設問", "設問番号", "項目番号", "問")
# The 25 items stand near the top left of their sheet.
LOOKED_AT_ROWS, LOOKED_AT_COLUMNS = 500, 40
LONGEST_NUMBER = 20
# Rows above the first item that are looked at where its number has no title of its own.
UNTITLED_HEAD = 3

_OPTIONS = load_catalogue().self_check_options
_ANSWERS = tuple(Option(each.key, (each.label,)) for each in _OPTIONS)
_NUMBER = re.compile(r"\(?(?P<prefix>no|問|q|第)?[.:]?\s*(?P<number>\d{1,2})\)?\s*[.:、)番問]?")
_POINTS = re.compile(r"(?P<minus>[-−▲△]?)\s*(?P<points>\d)(?:\.0+)?\s*点?")
_ASIDE = re.compile(r"\(.*?\)|※.*|[-−▲△]?\d点?|[:/]")

UNREADABLE = (
    f"{''.join(f'「{each.label}」' for each in _OPTIONS)}か、"
    f"点数（{'・'.join(str(each.points) for each in _OPTIONS)}）にしてください"
)
OTHER_ANSWER = "同じ番号の項目に、上の行と違う回答があります。上の行の回答を使いました"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Rows by item number, and the columns: `answer`, or one for each option in `marks`."""

    rows: Mapping[int, Sequence[int]]
    answer: int | None
    marks: Sequence[int]
    note: int | None


def read_self_check(grid: Grid, log: UnreadLog) -> Engagement | None:
    """The answers and notes by item number; None when the sheet is no self-check."""
    layout = None if is_example(grid) else _find_layout(grid)
    if layout is None:
        return None
    read = {no: _read_item(grid, layout, rows, log) for no, rows in layout.rows.items()}
    items = {no: answer for no, answer in sorted(read.items()) if answer != SelfCheckAnswer()}
    return Engagement(self_check=SelfCheck(items=items))


def _find_layout(grid: Grid) -> _Layout | None:
    width = max((len(cells) for cells in grid.rows.values()), default=0)
    for column in range(min(width, LOOKED_AT_COLUMNS)):
        rows = _item_rows(grid, column)
        titles = _titles(grid, column, rows) if rows else {}
        marks = _mark_columns(titles)
        answer = None if marks else _first_titled(titles, ANSWER_TITLES)
        if marks or answer is not None:
            return _Layout(rows, answer, marks, _first_titled(titles, NOTE_TITLES))
    return None


def _item_rows(grid: Grid, column: int) -> dict[int, list[int]]:
    """The rows of each item by the numbers in a column; empty where those are none."""
    rows: dict[int, list[int]] = {}
    for row in sorted(grid.rows)[:LOOKED_AT_ROWS]:
        if number := _number_of(grid.value(row, column)):
            rows.setdefault(number, []).append(row)
    numbers = {item.no for item in load_catalogue().self_check_items}
    items = {number: found for number, found in rows.items() if number in numbers}
    others = len(rows) - len(items)
    return items if len(items) >= FEWEST_ITEMS and others < MOST_OTHERS else {}


def _number_of(value: CellValue) -> int | None:
    found = None if isinstance(value, bool) else _numbered(value)
    return int(found["number"]) if found else None


def _numbered(value: CellValue) -> re.Match[str] | None:
    text = text_of(value)
    return _NUMBER.fullmatch(narrow(text).casefold()) if len(text) <= LONGEST_NUMBER else None


def _titles(grid: Grid, column: int, rows: Mapping[int, Sequence[int]]) -> dict[int, set[str]]:
    """The titles over each column, from the row of the numbers' title to the first item.

    Empty where bare numbers have no title.
    """
    first = min(row for found in rows.values() for row in found)
    above = [row for row in sorted(grid.rows) if row < first]
    titled = [row for row in above if title_key(grid.value(row, column)) in NUMBER_TITLES]
    if not titled and not _is_prefixed(grid.value(first, column)):
        return {}
    head = above[above.index(titled[0]) :] if titled else above[-UNTITLED_HEAD:]
    width = max((len(grid.rows[row]) for row in head), default=0)
    return {at: {_bare(grid.value(row, at)) for row in head} for at in range(width)}


def _is_prefixed(value: CellValue) -> bool:
    found = _numbered(value)
    return bool(found and found["prefix"])


def _bare(value: CellValue) -> str:
    """A title or answer without the points and remarks around it."""
    if not isinstance(value, str) or len(value) > LONGEST_ENTRY:
        return ""
    return _ASIDE.sub("", title_key(value)).removesuffix("欄")


def _first_titled(titles: Mapping[int, Collection[str]], wanted: Sequence[str]) -> int | None:
    found = (column for title in wanted for column, given in titles.items() if title in given)
    return next(found, None)


def _mark_columns(titles: Mapping[int, Collection[str]]) -> list[int]:
    """The columns of the four options, in their order; empty where one has no column."""
    columns = [_first_titled(titles, [title_key(each.label)]) for each in _OPTIONS]
    found = [column for column in columns if column is not None]
    return found if len(set(found)) == len(_OPTIONS) else []


def _read_item(grid: Grid, layout: _Layout, rows: Sequence[int], log: UnreadLog) -> SelfCheckAnswer:
    """The answer in the rows of an item: more than one where its number is merged over them."""
    answer, note = None, ""
    for row in rows:
        found = _read_answer(grid, layout, row, log)
        if found and answer and found != answer:
            log.add(grid, row, (layout.marks or [layout.answer or 0])[0], OTHER_ANSWER)
        answer = answer or found
        if layout.note is not None:
            note = note or log.read(grid, row, layout.note, text_of) or ""
    return SelfCheckAnswer(answer, note)


def _read_answer(grid: Grid, layout: _Layout, row: int, log: UnreadLog) -> str | None:
    if layout.answer is not None:
        return log.read(grid, row, layout.answer, _answer_of)
    cells = [log.read(grid, row, column, _as_it_is) for column in layout.marks]
    try:
        position = marked(cells, [option.points for option in _OPTIONS])
    except MarkError as error:
        log.add(grid, row, layout.marks[error.position], str(error))
        return None
    return None if position is None else _OPTIONS[position].key


def _as_it_is(value: CellValue) -> CellValue:
    return value


def _answer_of(value: CellValue) -> str | None:
    """An option by its label or its points; None for a blank cell; raises ValueError."""
    if is_blank(value) or is_dash(value):
        return None
    if points := _POINTS.fullmatch(narrow(text_of(value))):
        return _with_points(int(points["points"]) * (-1 if points["minus"] else 1))
    try:
        found = option_of(_bare(text_of(value)), _ANSWERS)
    except ValueError:
        found = None
    if found is None:
        raise ValueError(UNREADABLE)
    return found


def _with_points(points: int) -> str:
    found = [option.key for option in _OPTIONS if option.points == points]
    if not found:
        raise ValueError(UNREADABLE)
    return found[0]
