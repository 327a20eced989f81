"""The ledger is read, ours or the official one; ledgers of the third edition are refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from data.fields import ASSET_FIELDS
from data.record import Asset, Engagement
from exports.book_import import UnreadableBookError
from exports.books import BOOKS
from exports.grid import CellValue, Grid
from exports.readers.ledger import (
    ONLY_A_NOTE,
    ONLY_BUSINESS,
    read_ledger,
    refuse_third_edition,
)
from exports.readers.tables import UNSAVED, UnreadLog
from exports.user_text import storable
from exports.workbook_reader import read_workbook
from tests.exports.lookalikes import FOOTER, Look, grid, risk_book
from tests.exports.records import TODAY, all_records, sample

TITLES = (*(field.label for field in ASSET_FIELDS), "資産番号")
Row = tuple[CellValue, ...]
FULL: Row = (
    *("人事", "社員名簿", "基本情報", "人事部", "総務部", "事務所PC"),
    *("有", None, "有", 3, "2", "１", "5年", "R6.4.1", "A001"),
)
FULL_ASSET = Asset(
    id="A001",
    business="人事",
    name="社員名簿",
    note="基本情報",
    users="人事部",
    owner="総務部",
    medium="office_pc",
    personal=True,
    my_number=True,
    confidentiality=3,
    integrity=2,
    availability=1,
    retention="5年",
    registered=date(2024, 4, 1),
)


def _row(**values: CellValue) -> Row:
    """A row by field key; `id` is 資産番号."""
    return tuple(values.get(key) for key in (*(field.key for field in ASSET_FIELDS), "id"))


def _read(*rows: Row, titles: Row = TITLES) -> tuple[tuple[Asset, ...], UnreadLog]:
    return _read_grid(grid("台帳", titles, *rows))


def _read_grid(sheet: Grid) -> tuple[tuple[Asset, ...], UnreadLog]:
    log = UnreadLog("台帳.xlsx")
    record = read_ledger(sheet, log)
    assert record
    assert record == Engagement(assets=record.assets)
    return record.assets, log


def _cells(log: UnreadLog) -> list[tuple[str, str, str]]:
    return [(each.cell, each.text, each.reason) for each in log.entries]


# --- Rows in memory ---------------------------------------------------------


def test_every_field_has_its_column() -> None:
    assert len(FULL) == len(TITLES)
    assets, log = _read(FULL)
    assert (assets, log.entries) == ((FULL_ASSET,), ())


def test_columns_go_by_their_titles_and_others_are_left_alone() -> None:
    assets, log = _read(
        ("書類", 9, "契約書", None, "経理"),
        titles=("媒体・保存先", "重要度", "情報資産名称", "決裁者", "業務分類"),
    )
    assert assets == (Asset(id="", business="経理", name="契約書", medium="paper"),)
    assert log.entries == ()


@pytest.mark.parametrize(
    "titles", [("情報資産名称", "重要度"), ("業務分類", "備考", "登録日"), ("名称", "備考")]
)
def test_other_sheets_are_not_taken_for_a_ledger(titles: Row) -> None:
    log = UnreadLog("台帳.xlsx")
    assert read_ledger(grid("一覧", titles, ("人事", "社員名簿")), log) is None
    assert log.entries == ()


def test_an_empty_ledger_is_a_ledger_without_assets() -> None:
    assert _read()[0] == ()


def test_a_cell_that_cannot_be_understood_is_named_and_the_rest_comes_in() -> None:
    row = _row(name="名簿", medium="棚", personal="一部", confidentiality=5, registered="来春")
    assets, log = _read(row)
    assert assets == (Asset(id="", name="名簿"),)
    assert [(cell, text) for cell, text, _ in _cells(log)] == [
        ("F2", "棚"),
        ("G2", "一部"),
        ("J2", "5"),
        ("N2", "来春"),
    ]


def test_an_undecided_cell_is_a_cell_left_empty() -> None:
    assets, log = _read(_row(name="名簿", medium="－", registered="未定", confidentiality="-"))
    assert (assets, log.entries) == ((Asset(id="", name="名簿"),), ())


@pytest.mark.parametrize(
    ("row", "asset"),
    [
        (_row(note="だけ"), Asset(id="", note="だけ")),
        (_row(medium="書類"), Asset(id="", medium="paper")),
        (_row(personal="有"), Asset(id="", personal=True)),
        (_row(availability=2), Asset(id="", availability=2)),
        (_row(id="A1"), Asset(id="A1")),
    ],
)
def test_whatever_a_row_says_makes_an_asset(row: Row, asset: Asset) -> None:
    assert _read(row)[0] == (asset,)


def test_rows_that_say_nothing_make_none() -> None:
    nothing = _row(name=" ", personal=False, my_number="無", retention="　")
    assets, log = _read(nothing, FULL, _row(), nothing)
    assert (assets, log.entries) == ((FULL_ASSET,), ())


def test_text_stays_as_typed() -> None:
    assets, _ = _read(_row(name=" =1+1 ", note="一行目\r\n二行目", retention=5.0, id=12))
    assert assets == (Asset(id="12", name=" =1+1 ", note="一行目\n二行目", retention="5"),)


def test_numbers_used_twice_or_blank_are_left_to_whoever_takes_the_assets_in() -> None:
    rows = [
        _row(name=name, id=number)
        for name, number in zip("甲乙丙丁", ("A1", " ", "A1", "A2"), strict=True)
    ]
    assert [asset.id for asset in _read(*rows)[0]] == ["A1", "", "", "A2"]


def test_a_business_over_several_rows_makes_no_assets_of_its_own() -> None:
    rows = [_row(business="人事", name="名簿"), _row(business="人事"), _row(business="人事")]
    assets, log = _read(*rows)
    assert (assets, log.entries) == ((Asset(id="", business="人事", name="名簿"),), ())


def test_words_below_the_ledger_are_no_assets_but_are_named() -> None:
    assets, log = _read(FULL, _row(), _row(business=FOOTER), _row(name="※ 行は足せます"))
    assert assets == (FULL_ASSET,)
    assert _cells(log) == [("A4", FOOTER, ONLY_BUSINESS), ("B5", "※ 行は足せます", ONLY_A_NOTE)]


def test_formulas_without_results_are_told_once_a_column_and_only_where_they_matter() -> None:
    titles = (*TITLES, "重要度")
    rows = [_row(business="人事"), _row(business="人事")]
    unsaved = frozenset((row, column) for row in (2, 3) for column in (1, 15))
    sheet = grid("台帳", titles, *rows, unsaved=unsaved)
    assets, log = _read_grid(sheet)
    assert assets == ()
    assert [each for each in _cells(log) if each[2] == UNSAVED] == [("B2", "", UNSAVED)]


def test_serial_days_count_from_the_books_own_start() -> None:
    row = _row(name="名簿", registered=45383 - 1462)
    assets, _ = _read_grid(grid("台帳", TITLES, row, starts_1904=True))
    assert assets[0].registered == date(2024, 4, 1)


# --- Through files ----------------------------------------------------------


def _import(content: bytes) -> tuple[dict[str, tuple[Asset, ...]], UnreadLog]:
    """The assets of each sheet that was taken for a ledger."""
    log = UnreadLog("本.xlsx")
    grids = read_workbook(content, "本.xlsx")
    refuse_third_edition(grids, "本.xlsx")
    read = {sheet.title: read_ledger(sheet, log) for sheet in grids}
    return {title: record.assets for title, record in read.items() if record}, log


EXPORTED = {key: record for key, record in all_records().items() if key != "awkward"}


@pytest.mark.parametrize("key", EXPORTED)
def test_our_own_ledger_gives_the_same_assets(key: str) -> None:
    ledgers, log = _import(BOOKS["risk"].content(EXPORTED[key], TODAY))
    assert ledgers == {"情報資産管理台帳": EXPORTED[key].assets}
    assert log.entries == ()


def test_our_own_ledger_gives_awkward_texts_as_far_as_a_workbook_can_hold_them() -> None:
    record = all_records()["awkward"]
    texts = ("id", *(field.key for field in ASSET_FIELDS if field.kind.value == "text"))

    def stored(asset: Asset) -> Asset:
        shown: dict[str, Any] = {key: storable(getattr(asset, key)) for key in texts}
        return replace(asset, **shown)

    ledgers, log = _import(BOOKS["risk"].content(record, TODAY))
    assert ledgers["情報資産管理台帳"] == tuple(map(stored, record.assets))
    assert log.entries == ()


def _era(day: date) -> str:
    return f"令和{day.year - 2018}年{day.month}月{day.day}日"


DAYS: dict[str, Callable[[date], CellValue]] = {
    "date": lambda day: day,
    "serial": lambda day: (day - date(1899, 12, 30)) // timedelta(days=1),
    "serial as text": lambda day: str((day - date(1899, 12, 30)).days),
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "era": _era,
    "short era": lambda day: f"R{day.year - 2018}.{day.month}.{day.day}",
    "words": lambda day: f"{day.year}年{day.month}月{day.day}日",
}


def _official_assets(record: Engagement) -> tuple[Asset, ...]:
    return tuple(replace(asset, id="") for asset in record.assets)


@pytest.mark.parametrize("day", DAYS)
def test_the_official_ledger_with_days_in_any_form(day: str) -> None:
    ledgers, log = _import(risk_book(sample(), Look(day=DAYS[day])))
    assert ledgers == {"情報資産管理台帳": _official_assets(sample())}
    assert log.entries == ()


@pytest.mark.parametrize("left", [0, 1])
@pytest.mark.parametrize("reading", [False, True])
def test_the_official_ledger_with_gaps_footers_and_more(left: int, reading: bool) -> None:
    look = Look(left=left, reading=reading, loose=True, extra=True)
    ledgers, log = _import(risk_book(sample(), look))
    assert ledgers == {"情報資産管理台帳": _official_assets(sample())}
    # From column A the footer stands where 業務分類 does.
    assert [each.text for each in log.entries] == ([] if left else [FOOTER])


# --- The third edition ------------------------------------------------------

LEVELS = ("機密性", "完全性", "可用性")


def _ledger(*levels: Sequence[CellValue], name: str | None = "名簿") -> Grid:
    rows = [(name, *each) for each in levels]
    return grid("情報資産管理台帳", ("情報資産名称", *LEVELS), *rows)


def _scale(*levels: CellValue) -> Grid:
    return grid("重要度定義", ("評価値", "評価基準"), *[(level, "影響") for level in levels])


@pytest.mark.parametrize(
    "grids",
    [
        [_ledger((2, 1, 0))],
        [_ledger(("２", None, "０"))],
        [_ledger((1, None, None), (0, None, None))],
        [_scale(2, 1, 0), _ledger((2, 2, 1))],
        [_scale("2", "1", "0")],
        [grid("台帳", ("情報資産名称", "機密性"), ("名簿", 2), ("帳簿", 0))],
        [grid("利用方法", ("評価値は2～0で記入します。",)), _ledger((2, 1, 1))],
        [
            grid(
                "情報資産管理台帳",
                ("評価値（2・1・0）",),
                ("情報資産名称", *LEVELS),
                ("名簿", 2, 1, 1),
            )
        ],
        [
            grid(
                "台帳",
                ("情報資産名称", "個人情報", *LEVELS, "重要度"),
                ("名簿", "有", 2, 1, 1, 2),
            )
        ],
    ],
)
def test_a_book_of_the_third_edition_is_refused(grids: list[Grid]) -> None:
    with pytest.raises(UnreadableBookError, match=r"第3版.*3・2・1で付け直して") as refused:
        refuse_third_edition(grids, "旧.xlsx")
    assert refused.value.name == "旧.xlsx"


@pytest.mark.parametrize(
    "grids",
    [
        [_scale(3, 2, 1), _ledger((2, 1, 0))],
        [_ledger((3, 1, 0))],
        [_ledger((0, 0, 0))],
        [_ledger((2, 1, 1), (0, 0, 0), name=None)],
        [_ledger((2, 1, 1))],
        [grid("台帳記入例", ("情報資産名称", *LEVELS), ("見本", 2, 1, 0)), _ledger((2, 1, 1))],
        [grid("利用方法", ("評価値は3～1で記入します。2024-01-01 版",)), _ledger((2, 1, 1))],
        [grid("利用方法", ("問い合わせの内線は2～0です。",)), _ledger((2, 1, 1))],
        [
            grid(
                "台帳", ("情報資産名称", *LEVELS, "備考"), ("名簿", 2, 1, 1, "評価値2～0から直した")
            )
        ],
        [
            grid(
                "台帳",
                ("情報資産名称", "個人情報", *LEVELS, "重要度"),
                ("名簿", None, 2, 1, 1, 2),
                ("名簿", "要確認", 2, 1, 1, 2),
            )
        ],
        [],
    ],
)
def test_a_book_of_today_is_not(grids: list[Grid]) -> None:
    refuse_third_edition(grids, "新.xlsx")


def test_an_old_book_is_refused_as_a_file() -> None:
    old = tuple(replace(each, confidentiality=2) for each in sample().assets)
    old = tuple(replace(each, integrity=1, availability=None) for each in old)
    content = risk_book(Engagement(assets=old), scale=(2, 1, 0))
    with pytest.raises(UnreadableBookError, match="第3版"):
        _import(content)


def test_a_zero_in_todays_book_is_just_a_cell_that_cannot_be_read() -> None:
    asset = Asset(id="", name="名簿", confidentiality=2, integrity=0)
    ledgers, log = _import(risk_book(Engagement(assets=(asset,))))
    assert ledgers["情報資産管理台帳"] == (Asset(id="", name="名簿", confidentiality=2),)
    assert _cells(log) == [("K5", "0", "1・2・3 のどれかにしてください")]
