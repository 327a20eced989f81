"""Where everything stands in the クラウドサービス台帳: the official sheets and columns."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.catalogue import CloudItem, load_catalogue
from data.fields import CLOUD_SERVICE_FIELDS, Field
from exports.layout import Column, Table, area, cell, column_letter, on

TITLE = "クラウドサービス台帳"
GUIDE_SHEET = "説明"
LEDGER_SHEET = "クラウドサービス台帳兼チェックリスト"
CHECK_SHEET = "クラウドサービス安全利用チェックシート"
POINTS_SHEET = "ポイント計算シート"
OPTIONS_SHEET = "チェック選択肢"

SPARE_ROWS = 50
UNDECIDED = "未定"
ID_FIELD = Field("id", "管理番号")
NOTES_GROUP = "メモ"
# Only our own check sheet has this column: it shows what the ledger says.
AXIS_TITLE = "グラフの軸"

_WIDTHS = {
    "name": 20,
    "department": 10,
    "summary": 24,
    "status": 9,
    "starts": 10.5,
    "ends": 10.5,
    "created": 10.5,
    "author": 16,
}
CHECK_WIDTH, NOTE_WIDTH = 10, 24
HEAD_FIELDS = tuple(
    field for field in CLOUD_SERVICE_FIELDS if field.key not in ("created", "author")
)
TAIL_FIELDS = tuple(field for field in CLOUD_SERVICE_FIELDS if field not in HEAD_FIELDS)


def _titled(field: Field) -> str:
    """The official ledger says サービス before its two days."""
    return f"サービス{field.label}" if field.key in ("starts", "ends") else field.label


def _of_field(field: Field) -> Column:
    return Column(field.key, _titled(field), _WIDTHS[field.key])


def _group_title(item: CloudItem) -> str:
    groups = load_catalogue().cloud_groups
    return next(group.sheet_title for group in groups if group.key == item.group)


def note_key(item: CloudItem) -> str:
    """The column key of an item's note."""
    return f"note_{item.key}"


_ITEMS = load_catalogue().cloud_items
_OFFICIAL = (
    Column(ID_FIELD.key, ID_FIELD.label, 9),
    *(_of_field(field) for field in HEAD_FIELDS),
    *(Column(item.key, item.title, CHECK_WIDTH, _group_title(item)) for item in _ITEMS),
    Column("score", "総合評価", 7),
)
_OWN = (
    *(_of_field(field) for field in TAIL_FIELDS),
    *(Column(note_key(item), item.title, NOTE_WIDTH, NOTES_GROUP) for item in _ITEMS),
)
LEDGER = Table(LEDGER_SHEET, LEDGER_SHEET, (*_OFFICIAL, *_OWN), header_row=2, first_row=3)
POINTS = Table(
    POINTS_SHEET,
    POINTS_SHEET,
    (*_OFFICIAL, Column("choice", "一覧に出す名前", 30)),
    header_row=2,
    first_row=3,
)
OPTIONS = Table(
    OPTIONS_SHEET,
    OPTIONS_SHEET,
    (
        *(replace(_OFFICIAL[len(HEAD_FIELDS) + item.no], width=20, group="") for item in _ITEMS),
        Column("points", "ポイント", 10),
    ),
    header_row=1,
    first_row=2,
)


def options_area(key: str, *, from_elsewhere: bool = True) -> str:
    """The option cells of an item, or with `points` their points, best first."""
    last = OPTIONS.first_row + len(_ITEMS[0].options) - 1
    cells = area(OPTIONS.letter(key), OPTIONS.first_row, OPTIONS.letter(key), last)
    return on(OPTIONS_SHEET, cells) if from_elsewhere else cells


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """クラウドサービス安全利用チェックシート: one service and its radar."""

    service_row: int = 3
    created_row: int = 4
    author_row: int = 5
    header_row: int = 7
    first_row: int = 8

    group: str = "A"
    no: str = "B"
    title: str = "C"
    question: str = "D"
    answer: str = "E"
    axis: str = "F"
    points: str = "G"
    note: str = "H"
    position: str = "J"

    @property
    def last_row(self) -> int:
        return self.first_row + len(_ITEMS) - 1

    @property
    def service(self) -> str:
        return cell(self.question, self.service_row, fixed=True)

    @property
    def position_cell(self) -> str:
        return cell(self.position, self.service_row, fixed=True)

    def items_of(self, group: str) -> tuple[int, int]:
        """First and last row of a group's items."""
        rows = [self.first_row + item.no - 1 for item in _ITEMS if item.group == group]
        return rows[0], rows[-1]


CHECK = CheckSheet()


def last_row(services: int) -> int:
    """The last row with formulas, for that many services."""
    return LEDGER.first_row + services + SPARE_ROWS - 1


def last_official_letter() -> str:
    return column_letter(len(_OFFICIAL) - 1)
