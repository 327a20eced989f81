"""Where everything stands in the 自社診断 workbook."""

from __future__ import annotations

from dataclasses import dataclass

from data.catalogue import Band, SelfCheckItem, load_catalogue
from exports.layout import Column, Table, area, cell, on

TITLE = "自社診断"
ANSWERS_SHEET = "自社診断"
RESULT_SHEET = "診断結果"

ANSWERS = Table(
    ANSWERS_SHEET,
    "5分でできる！情報セキュリティ自社診断",
    (
        Column("no", "No", 5),
        Column("part", "診断の区分", 14),
        Column("topic", "項目", 20),
        Column("question", "診断内容", 66),
        Column("answer", "回答", 18),
        Column("points", "点数", 7),
        Column("note", "メモ", 44),
        Column("gap", " ", 3),
        Column("label", "選択肢", 18),
        Column("value", "点数", 7),
        Column("ask", "確認の順", 8),
    ),
    header_row=13,
    first_row=14,
)
HEAD_ROW = 3


def item_row(item: SelfCheckItem) -> int:
    """The row of an item in 自社診断."""
    return ANSWERS.first_row + item.no - 1


def last_row() -> int:
    return item_row(load_catalogue().self_check_items[-1])


def part_rows(part: int) -> tuple[int, int]:
    """First and last row of a part's items."""
    rows = [item_row(item) for item in load_catalogue().self_check_items if item.part == part]
    return rows[0], rows[-1]


def options_area(key: str) -> str:
    """The cells of the four labels (`label`) or their points (`value`), on their own sheet."""
    letter = ANSWERS.letter(key)
    last = ANSWERS.first_row + len(load_catalogue().self_check_options) - 1
    return area(letter, ANSWERS.first_row, letter, last)


def answers_area(key: str, rows: tuple[int, int]) -> str:
    """Some rows of a column, as seen from the other sheet."""
    letter = ANSWERS.letter(key)
    return on(ANSWERS_SHEET, area(letter, rows[0], letter, rows[1]))


def band_label(band: Band) -> str:
    """`100点満点`, `70～99点` … and `49点以下` for the lowest band."""
    bands = load_catalogue().bands
    position = bands.index(band)
    if position == 0:
        return f"{band.lowest}点満点"
    highest = bands[position - 1].lowest - 1
    return f"{highest}点以下" if band is bands[-1] else f"{band.lowest}～{highest}点"


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """診断結果: score and band, parts, what to ask, the radar."""

    score_row: int = 3
    answered_row: int = 4
    band_row: int = 5
    situation_row: int = 6
    next_row: int = 7
    parts_row: int = 9
    bands_row: int = 15
    ask_row: int = 21

    label: str = "A"
    value: str = "B"

    def part_row(self, part: int) -> int:
        return self.parts_row + part

    @property
    def score(self) -> str:
        return cell(self.value, self.score_row, fixed=True)

    @property
    def answered(self) -> str:
        return cell(self.value, self.answered_row, fixed=True)


RESULT = ResultSheet()
