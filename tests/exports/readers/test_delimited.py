"""Assets from CSV files in whatever form Excel writes them, and from pasted rows."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.record import Asset
from exports.book_import import UnreadableBookError
from exports.grid import Grid
from exports.readers import delimited
from exports.readers.delimited import csv_grid, pasted_assets
from exports.readers.ledger import read_ledger
from exports.readers.tables import UnreadLog

TABLE = (
    "業務分類,情報資産名称,備考\r\n"
    '人事,社員名簿,"改行と\r\n""引用符"", コンマ"\r\n'
    "経理,髙橋商店の①請求書,\r\n"
)
CELLS = {
    1: ("業務分類", "情報資産名称", "備考"),
    2: ("人事", "社員名簿", '改行と\n"引用符", コンマ'),
    3: ("経理", "髙橋商店の①請求書", None),
}


# --- Files ------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_files_in_every_encoding_excel_writes(encoding: str) -> None:
    assert csv_grid(TABLE.encode(encoding), "台帳.csv") == Grid("表", CELLS)


def test_a_file_that_might_be_either_is_utf_8() -> None:
    content = "名簿".encode()
    assert content.decode("cp932") != "名簿"
    assert csv_grid(content, "台帳.csv").rows == {1: ("名簿",)}


def test_utf_16_in_the_other_order() -> None:
    content = b"\xfe\xff" + TABLE.encode("utf-16-be")
    assert csv_grid(content, "台帳.csv").rows == CELLS


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_files_with_every_delimiter(delimiter: str) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(
        [[cell or "" for cell in row] for row in CELLS.values()]
    )
    assert csv_grid(file.getvalue().encode(), "台帳.csv").rows == CELLS


def test_commas_in_the_cells_of_a_tab_file_do_not_split_them() -> None:
    content = "台帳\n業務分類\t情報資産名称\t備考\n人事\t名簿\ta,b,c\n経理\t帳簿\td,e\n".encode()
    assert csv_grid(content, "台帳.tsv").rows[3] == ("人事", "名簿", "a,b,c")


def test_commas_inside_quotes_do_not_make_a_file_comma_separated() -> None:
    content = '情報資産名称;備考\n名簿;"a,b,c,d"\n'.encode()
    assert csv_grid(content, "台帳.csv").rows[2] == ("名簿", "a,b,c,d")


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_line_end_ends_a_row_and_empty_rows_are_absent(end: str) -> None:
    content = end.join(["情報資産名称,備考", "", ",", "名簿,甲", ""]).encode()
    assert csv_grid(content, "台帳.csv").rows == {1: ("情報資産名称", "備考"), 4: ("名簿", "甲")}


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('24" モニター,"引用"の後,"', ('24" モニター', '"引用"の後', '"')),
        ('"",""""," 空き "', (None, '"', " 空き ")),
        ("甲,,乙,", ("甲", None, "乙", None)),
    ],
)
def test_quotes_that_quote_nothing_stay(line: str, cells: tuple[str | None, ...]) -> None:
    assert csv_grid(f"{line}\n次,の,行,\n".encode(), "台帳.csv").rows[1] == cells


@given(
    st.lists(
        st.tuples(
            *[st.text(st.characters(exclude_categories=["C"], include_characters='\n\t,;"'))] * 3
        ),
        max_size=5,
    ),
    st.sampled_from([",", "\t", ";"]),
)
def test_whatever_csv_writes_is_read(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([("見出し",) * 40, *rows])
    read = csv_grid(file.getvalue().encode("utf-8-sig"), "台帳.csv")
    wanted = [tuple(cell or None for cell in row) for row in rows if any(row)]
    assert [cells for row, cells in read.rows.items() if row > 1] == wanted


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04rest of a workbook", "文字だけ"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "文字だけ"),
        (b"%PDF-1.7 text", "文字だけ"),
        ("名称\0備考".encode(), "文字だけ"),
        ("名称,a".encode("utf-16-le"), "文字だけ"),
        (b"\x01\x02\x03\x04" * 10, "文字だけ"),
        (b"a,b\n" * 1000 + b"\0", "文字だけ"),
        (b"\xff\xfea", "文字コード"),
        (b"\xef\xbb\xbf\xff\xff", "文字コード"),
        (b"\x81\xff\xfd\xfe", "文字コード"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableBookError, match=reason) as refused:
        csv_grid(content, "台帳.csv")
    assert refused.value.name == "台帳.csv"


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "LARGEST_BYTES", 30)
    assert csv_grid(b"a" * 30, "台帳.csv").rows == {1: ("a" * 30,)}
    with pytest.raises(UnreadableBookError, match="読み込めません"):
        csv_grid(b"a" * 31, "台帳.csv")


def test_a_stray_control_sign_and_the_mark_of_dos_do_no_harm() -> None:
    content = ("情報資産名称\n" + "名簿\n" * 50 + "台\x1b帳\n\x1a").encode("cp932")
    assert csv_grid(content, "台帳.csv").rows[52] == ("台\x1b帳",)
    assert len(csv_grid(content, "台帳.csv").rows) == 52


def test_an_empty_file_has_no_rows() -> None:
    assert csv_grid(b"", "台帳.csv").rows == {}


def test_a_ledger_as_csv_may_lack_columns() -> None:
    content = (
        "情報資産名称（正式名）,保存期限,登録日\n名簿,5年,令和6年4月1日\n,,\n帳簿,,45383\n".encode()
    )
    log = UnreadLog("台帳.csv")
    record = read_ledger(csv_grid(content, "台帳.csv"), log, fewest=1)
    assert record
    assert record.assets == (
        Asset(id="", name="名簿", retention="5年", registered=date(2024, 4, 1)),
        Asset(id="", name="帳簿", registered=date(2024, 4, 1)),
    )
    assert log.entries == ()


# --- Pasted rows ------------------------------------------------------------

# As Excel copies A4:X4 of the ledger.
WHOLE_ROW = (
    '人事\t社員名簿\t"一行目\n二行目"\t人事部\t総務部\t事務所PC\t有\t\t有\t3\t2\t1\t3\t5年\t2024/4/1'
    "\t3:通常の状況で\t2:部分的に\t2\t可能性：中\t6\tリスク大\tまず対策を決める\t不正送金\tA001"
)
WHOLE_ASSET = Asset(
    id="",
    business="人事",
    name="社員名簿",
    note="一行目\n二行目",
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
TITLE_ROW = (
    "業務分類\t情報資産名称\t備考\t利用者範囲\t管理部署\t媒体・保存先\t個人情報\t要配慮個人情報\t特定個人情報"
    "\t機密性\t完全性\t可用性\t重要度\t保存期限\t登録日"
)


def _named(*names: str) -> tuple[Asset, ...]:
    return tuple(Asset(id="", name=name) for name in names)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_without_titles_go_by_the_order_of_the_ledger(end: str) -> None:
    text = (WHOLE_ROW + "\n\t\n経理\t請求書\t\t\t\t書類\n").replace("\n", end)
    assert pasted_assets(text) == (
        (WHOLE_ASSET, Asset(id="", business="経理", name="請求書", medium="paper")),
        (),
    )


def test_rows_with_titles_go_by_them() -> None:
    assert pasted_assets(f"{TITLE_ROW}\n{WHOLE_ROW}\n") == ((WHOLE_ASSET,), ())
    text = "媒体・保存先\t情報資産\n名称\n書類\t名簿"
    assert pasted_assets(text.replace("情報資産\n名称", '"情報資産\n名称"')) == (
        (Asset(id="", name="名簿", medium="paper"),),
        (),
    )


def test_titles_over_two_rows_below_the_sheets_title() -> None:
    groups = "業務分類\t情報資産名称\t個人情報の種類\t\t評価値"
    text = f"情報資産管理台帳\n{groups}\n\t\t個人情報\t要配慮個人情報\t機密性\n人事\t名簿\t有\t\t3"
    assert pasted_assets(text) == (
        (Asset(id="", business="人事", name="名簿", personal=True, confidentiality=3),),
        (),
    )


def test_the_ledger_copied_with_its_empty_first_column() -> None:
    text = "".join(
        f"\t{line}\n" for line in ("人事\t名簿\t\t\t\t書類", "経理\t帳簿\t\t\t\t事務所PC")
    )
    assets, unread = pasted_assets(text)
    assert ([asset.name for asset in assets], unread) == (["名簿", "帳簿"], ())


def test_rows_without_a_business_stay_where_they_are() -> None:
    assets, unread = pasted_assets("\t名簿\t社員の\t\t\t書類\n")
    assert assets == (Asset(id="", name="名簿", note="社員の", medium="paper"),)
    assert unread == ()


def test_one_column_is_the_names() -> None:
    assert pasted_assets("社員名簿\n請求書\n\n 契約書 ") == (
        _named("社員名簿", "請求書", " 契約書 "),
        (),
    )
    assert pasted_assets("情報資産名称\n社員名簿") == (_named("社員名簿"), ())


def test_a_name_may_begin_like_the_title() -> None:
    text = "情報資産名称一覧\n請求書"
    assert pasted_assets(text) == (_named("情報資産名称一覧", "請求書"), ())


def test_titles_far_below_are_names() -> None:
    names = ["名簿", "帳簿", "図面", "契約書", "情報資産名称"]
    assert pasted_assets("\n".join(names)) == (_named(*names), ())


def test_two_columns_are_business_and_name() -> None:
    assert pasted_assets("人事\t社員名簿\n\t請求書") == (
        (Asset(id="", business="人事", name="社員名簿"), Asset(id="", name="請求書")),
        (),
    )


def test_what_cannot_be_read_of_a_paste_is_named_by_its_place() -> None:
    assets, unread = pasted_assets("人事\t名簿\t\t\t\t棚\n")
    assert assets == (Asset(id="", business="人事", name="名簿"),)
    assert [(each.book, each.sheet, each.cell, each.text) for each in unread] == [
        ("貼り付け", "表", "F1", "棚")
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\n", " "])
def test_a_paste_of_nothing_gives_nothing(text: str) -> None:
    assert pasted_assets(text) == ((), ())


@pytest.mark.parametrize("title", ["", TITLE_ROW + "\n"])
def test_levels_of_the_third_edition_are_refused_in_a_paste_too(title: str) -> None:
    with pytest.raises(UnreadableBookError, match="第3版"):
        pasted_assets(f"{title}人事\t名簿\t\t\t\t書類\t\t\t\t2\t1\t0")
