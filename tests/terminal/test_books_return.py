"""Books go to another folder, are changed there by hand, and come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from data.catalogue import load_catalogue
from data.engagement_file import load_engagement
from data.reading import read_engagement
from tests.terminal.conftest import SIZES, Starter
from tests.terminal.harness import Terminal

NAME = "firm.toml"
FOLDER = "提出　用"
LEDGER, MEASURES = "情報資産管理台帳", "対策状況チェック"
FIRST_ROW = 4
NEW_OWNER = "社長室（兼務）"


def export_to_a_new_folder(terminal: Terminal) -> None:
    terminal.press("f10")
    terminal.until("自社診断")
    terminal.press("ｘ")
    terminal.until("別のフォルダ")
    terminal.press("６")
    terminal.until("このフォルダにする")
    terminal.type(FOLDER)
    terminal.until("新しいフォルダ「提出 用」")
    terminal.press("enter")
    terminal.until("3つとも")
    terminal.press("１")
    terminal.until("書き出しました", timeout=60)
    terminal.press("enter")
    terminal.until_gone("わかりました")


def change_by_hand(path: Path) -> None:
    """What somebody at the firm does in Excel: one owner, one answer, one slip."""
    book = load_workbook(path)
    owners = cell_with(book, LEDGER, "管理部署").column
    book[LEDGER].cell(FIRST_ROW, owners).value = NEW_OWNER
    cell_with(book, MEASURES, "2:一部実施している").value = "1"
    cell_with(book, MEASURES, "2:一部実施している").value = "たぶん"
    book.save(path)


def cell_with(book: Workbook, sheet: str, text: str) -> Cell:
    return next(cell for cell in cells(book, sheet) if cell.value == text)


def cells(book: Workbook, sheet: str) -> Iterator[Cell]:
    for row in book[sheet].iter_rows():
        yield from (cell for cell in row if isinstance(cell, Cell))


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_a_book_comes_back_with_what_was_changed_in_it(
    start: Starter, columns: int, lines: int
) -> None:
    path = start.folder / NAME
    path.write_bytes(start.sample)
    before = read_engagement(start.sample)
    terminal = start(NAME, columns=columns, lines=lines)
    terminal.until("得点")
    export_to_a_new_folder(terminal)
    (risk_book,) = (start.folder / FOLDER).glob("リスク*.xlsx")
    change_by_hand(risk_book)

    terminal.press("ｍ")
    terminal.until("取り込むファイル")
    terminal.until(FOLDER)
    terminal.type("ﾘｽｸ")
    terminal.until(lambda: "クラウドサービス台帳_" not in terminal.text)
    terminal.press("enter")
    terminal.until("違うところ 2件", timeout=60)
    terminal.press("pagedown")
    terminal.until("たぶん")
    terminal.press("２")
    terminal.until("取り込みました。^Z で戻せます")
    assert terminal.overflows == []

    taken = load_engagement(path)
    first, *others = taken.assets
    assert (first, *others) == (replace(before.assets[0], owner=NEW_OWNER), *before.assets[1:])
    moved = [no for no, each in taken.measures.items() if each != before.measures[no]]
    assert [taken.measures[no].status for no in moved] == [1]

    terminal.press("ctrl+z")
    terminal.until("元に戻しました：取り込み")
    assert load_engagement(path) == before
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0


def test_rows_pasted_from_a_spreadsheet(start: Starter) -> None:
    """Several writes, a line end as the Enter key sends it, a cell of two lines."""
    path = start.folder / NAME
    path.write_bytes(b"format = 1\n")
    terminal = start(NAME)
    terminal.until("F10")
    terminal.press("f6")
    terminal.until("まだありません")
    medium = load_catalogue().media[0]
    rows = ["業務分類\t情報資産名称\t媒体・保存先\t機密性"]
    rows += [f"営業\t見積書{number}\t{medium.label}\t３" for number in range(300)]
    rows.append(f'総務\t"契約書\r（原本）"\t{medium.label}\t2')
    sent = f"\x1b[200~{chr(13).join(rows)}\r\x1b[201~".encode()
    for cut in range(0, len(sent), 1000):
        terminal.send(sent[cut : cut + 1000])
    terminal.until("301行を追加します")
    terminal.press("enter")
    terminal.until("301行を追加しました")
    assets = load_engagement(path).assets
    assert len(assets) == 301
    assert (assets[0].id, assets[0].name, assets[0].medium) == ("A001", "見積書0", medium.key)
    assert assets[-1].name.split() == ["契約書", "（原本）"]
    assert {asset.confidentiality for asset in assets} == {2, 3}
    terminal.press("ctrl+z")
    terminal.until("まだありません")
    assert load_engagement(path).assets == ()


def test_leaving_at_once_finishes_what_is_being_written(start: Starter) -> None:
    (start.folder / NAME).write_bytes(start.sample)
    terminal = start(NAME)
    terminal.until("得点")
    terminal.press("x", "1", "ctrl+q")
    assert terminal.exit_status(60) == 0, terminal.picture
    books = sorted(start.folder.glob("*.xlsx"))
    assert [book.name.partition("_")[0] for book in books] == [
        "クラウドサービス台帳",
        "リスク分析シート",
        "自社診断",
    ]
    assert all(load_workbook(book).sheetnames for book in books)
    assert [each for each in start.folder.iterdir() if each.suffix not in (".xlsx", ".toml")] == []
