"""Books that come back, as files: what they say together, and which cannot be taken over."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from data.cloud_score import cloud_score
from data.fields import ASSET_FIELDS
from data.record import Asset, CloudService, Engagement, Firm, SelfCheck, SelfCheckAnswer
from exports import workbook_reader
from exports.book_import import BookImport, UnreadableBookError, read_books
from exports.books import BOOKS, write_books
from exports.grid import Grid
from exports.package_guard import NOT_A_BOOK, OLD_FORMAT, TOO_LARGE
from exports.readers import books
from exports.readers.books import A_FOLDER, CONTRADICTION, EXPECTED, NO_TITLES
from tests.exports import cloud_lookalikes as official
from tests.exports.records import TODAY, sample

ASSET_TITLES = [field.label for field in ASSET_FIELDS]
CLOUD_SHEETS = (official.LEDGER, official.CHECK)


def _read(folder: Path, book: Workbook, name: str = "本.xlsx") -> BookImport:
    path = folder / name
    path.write_bytes(official.content(book))
    (read,) = read_books([path])
    return read


def _refused(*paths: Path) -> UnreadableBookError:
    with pytest.raises(UnreadableBookError) as caught:
        read_books(paths)
    return caught.value


def _book(sheets: Mapping[str, Sequence[Sequence[object]]]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return book


# --- What a book says -------------------------------------------------------


def test_the_official_cloud_book(tmp_path: Path) -> None:
    read = _read(tmp_path, official.official_ledger())
    assert read.name == "本.xlsx"
    assert read.sheets == CLOUD_SHEETS
    services = read.record.cloud_services
    assert [cloud_score(each).score for each in services] == list(official.TOTALS)
    assert read.record == Engagement(cloud_services=services)
    assert read.unread == ()


def test_a_new_service_on_the_sheet_of_its_own_joins_the_ledger(tmp_path: Path) -> None:
    filled = ("新サービス", "2024/11/05", "見本 太郎", *official.ANSWERS[0])
    read = _read(tmp_path, official.official_ledger(filled))
    assert len(read.record.cloud_services) == 6
    new = read.record.cloud_services[5]
    assert (new.id, new.name, cloud_score(new).score) == ("", "新サービス", 37)


def test_the_sheet_of_one_service_only_fills_what_its_ledger_lacks(tmp_path: Path) -> None:
    name = official.SERVICES[4][1]
    filled = (name, "2024/11/05", "見本 太郎", *official.ANSWERS[0])
    without = _read(tmp_path, official.official_ledger()).record.cloud_services
    book = official.official_ledger(filled)
    book[official.LEDGER]["I11"] = None
    services = _read(tmp_path, book).record.cloud_services
    assert services[:4] == without[:4]
    assert services[4] == replace(
        without[4],
        created=date(2024, 11, 5),
        author="見本 太郎",
        checks={**without[4].checks, "purpose": 2},
    )


def test_the_card_and_the_row_made_of_it_are_one_service(tmp_path: Path) -> None:
    read = _read(tmp_path, official.card_book())
    (service,) = read.record.cloud_services
    assert (service.id, service.author) == ("S0005", "山田 一郎")
    assert cloud_score(service).score == sum(official.CARD_POINTS)
    assert read.sheets == (official.CARD, official.PASTE)
    assert read.unread == ()


def test_an_empty_card_is_a_book_that_says_nothing(tmp_path: Path) -> None:
    read = _read(tmp_path, official.card_book((), [0] * 24))
    assert (read.record, read.unread) == (Engagement(), ())
    assert read.sheets == (official.CARD, official.PASTE)


def test_the_head_and_the_answers_of_a_self_check(tmp_path: Path) -> None:
    read = _read(tmp_path, official.self_check_by_labels(["4", *[None] * 24]))
    assert read.record.firm == Firm("株式会社手書き")
    assert read.record.self_check.items == {
        1: SelfCheckAnswer("done"),
        3: SelfCheckAnswer(None, "役員だけ手動"),
    }
    assert read.sheets == (official.SELF_CHECK,)


def _without_results(folder: Path, key: str, change: Callable[[Workbook], None]) -> BookImport:
    """Our own book after a program that keeps formulas but no results."""
    (path,) = write_books(sample(), folder, [key], TODAY)
    book = load_workbook(path)
    change(book)
    return _read(folder, book)


def test_our_own_cloud_book_without_results_says_all_it_said(tmp_path: Path) -> None:
    read = _without_results(tmp_path, "cloud", lambda book: None)
    assert read.record.cloud_services == sample().cloud_services
    assert read.unread == ()
    assert read.sheets == ("説明", *CLOUD_SHEETS)


def test_our_own_check_sheet_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its results may be old: what was cleared in the ledger stays cleared."""
    (path,) = write_books(sample(), tmp_path, ["cloud"], TODAY)
    original = workbook_reader.read_workbook

    def cleared(content: bytes, name: str) -> list[Grid]:
        grids = original(content, name)
        at = [grid.title for grid in grids].index(official.LEDGER)
        row = (*grids[at].rows[3][:1], "改名", *(None,) * 60)
        grids[at] = replace(grids[at], rows={**grids[at].rows, 3: row})
        return grids

    monkeypatch.setattr(workbook_reader, "read_workbook", cleared)
    (read,) = read_books([path])
    first, *rest = sample().cloud_services
    assert read.record.cloud_services == (CloudService(id=first.id, name="改名"), *rest)


def test_our_own_books_with_nothing_in_them_are_understood(tmp_path: Path) -> None:
    paths = write_books(Engagement(), tmp_path, list(BOOKS), TODAY)
    read = read_books(paths)
    assert [book.record for book in read] == [Engagement()] * 3
    assert [book.unread for book in read] == [()] * 3
    assert [book.name for book in read] == [path.name for path in paths]
    assert [book.sheets for book in read] == [
        ("自社診断",),
        ("利用方法", "情報資産管理台帳", "脅威の状況", "対策状況チェック"),
        ("説明", *CLOUD_SHEETS),
    ]


def test_two_ledgers_in_a_book_follow_each_other(tmp_path: Path) -> None:
    titles = [*ASSET_TITLES, "資産番号"]
    first = [None, "社員名簿", *[None] * 12, "A1"]
    second = [None, "顧客名簿", *[None] * 12, "A1"]
    read = _read(tmp_path, _book({"本社": [titles, first], "支店": [titles, second]}))
    assert read.record.assets == (Asset("A1", name="社員名簿"), Asset("", name="顧客名簿"))


def _self_check(*answers: object) -> list[list[object]]:
    padded = [*answers, *[None] * (25 - len(answers))]
    return [["No", "回答"], *([no, answer] for no, answer in enumerate(padded, 1))]


def test_sheets_that_contradict_each_other_are_named(tmp_path: Path) -> None:
    book = _book({"社長": _self_check("4", None, "4"), "部長": _self_check("4", "2", "0")})
    read = _read(tmp_path, book)
    answers = {1: SelfCheckAnswer("done"), 2: SelfCheckAnswer("partly"), 3: SelfCheckAnswer("done")}
    assert read.record.self_check == SelfCheck(items=answers)
    assert [(each.sheet, each.cell, each.reason) for each in read.unread] == [
        ("部長", "", CONTRADICTION)
    ]


def test_sheets_that_agree_are_not(tmp_path: Path) -> None:
    book = _book({"社長": _self_check("4", None), "部長": _self_check("4", "2")})
    read = _read(tmp_path, book)
    assert (len(read.record.self_check.items), read.unread) == (2, ())


def test_unread_cells_stand_in_the_order_of_the_book(tmp_path: Path) -> None:
    """Sheets of a single service are read last, heads first."""
    filled = ("新サービス", "来春", None, *["たぶん"] * 15)
    book = official.official_ledger(filled)
    book[official.LEDGER]["F7"] = "検討"
    book[official.LEDGER]["AA6"] = "たぶん"
    book[official.LEDGER]["I6"] = "たぶん"
    last = book.create_sheet("最後")
    last["B1"], last["A1"] = "多数", "従業員数："
    for row in _self_check("たぶん"):
        last.append(row)
    read = _read(tmp_path, book)
    places = [(each.sheet, each.cell) for each in read.unread]
    check = [(official.CHECK, "E4"), *((official.CHECK, f"F{row}") for row in range(8, 23))]
    expected = [(official.LEDGER, "I6"), (official.LEDGER, "F7"), *check]
    assert places == [*expected, ("最後", "B1"), ("最後", "B3")]
    assert str(read.unread[1]) == f"本.xlsx {official.LEDGER}!F7 「検討」：{read.unread[1].reason}"


def test_sheets_of_examples_are_never_read(tmp_path: Path) -> None:
    book = _book({"自社診断（記入例）": [["会社名：", "見本社"], *_self_check("4")]})
    path = tmp_path / "例.xlsx"
    path.write_bytes(official.content(book))
    assert "自社診断（記入例）" in _refused(path).reason


@pytest.mark.parametrize("ending", [".csv", ".CSV", ".txt"])
def test_a_csv_file(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"台帳{ending}"
    path.write_bytes("情報資産名称,管理部署\n社員名簿,総務部\n".encode("cp932"))
    (read,) = read_books([path])
    assert read.record == Engagement(assets=(Asset("", name="社員名簿", owner="総務部"),))


def test_a_csv_file_of_our_cloud_ledger(tmp_path: Path) -> None:
    """As text, a merged title stands in its first cell only."""
    (book,) = write_books(sample(), tmp_path, ["cloud"], TODAY)
    sheet = load_workbook(book, data_only=True)[official.LEDGER]
    path = tmp_path / "台帳.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(sheet.iter_rows(values_only=True))
    (read,) = read_books([path])
    assert read.record == Engagement(cloud_services=sample().cloud_services)
    assert read.unread == ()


# --- What cannot be taken over ----------------------------------------------


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    missing = _refused(tmp_path / "ない.xlsx")
    assert (missing.name, "ファイルがありません" in missing.reason) == ("ない.xlsx", True)
    folder = tmp_path / "フォルダ.xlsx"
    folder.mkdir()
    assert _refused(folder).reason == A_FOLDER
    assert str(_refused(folder)) == f"フォルダ.xlsx：{A_FOLDER}"


def test_a_name_no_file_can_have(tmp_path: Path) -> None:
    assert _refused(tmp_path / "a\0b.xlsx").name == "a\0b.xlsx"


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "本.xlsx"
    path.write_bytes(b"")

    def refuse(self: Path, mode: str) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "権限" in _refused(path).reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("本.xlsx", b"text", NOT_A_BOOK),
        ("本.xlsx", b"", NOT_A_BOOK),
        (
            "本.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"),
            OLD_FORMAT,
        ),
        ("本.csv", "氏名,年齢\n山田,3\n".encode(), NO_TITLES),
    ],
)
def test_other_files(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert _refused(path).reason == reason


def test_a_file_too_large_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "本.csv"
    path.write_bytes("情報資産名称\n社員名簿\n".encode())
    monkeypatch.setattr(books, "LARGEST_FILE", path.stat().st_size)
    assert len(read_books([path])) == 1
    monkeypatch.setattr(books, "LARGEST_FILE", path.stat().st_size - 1)
    assert _refused(path).reason == TOO_LARGE


def test_a_book_of_other_sheets_names_what_is_wanted_and_what_was_found(tmp_path: Path) -> None:
    path = tmp_path / "売上.xlsx"
    rows: list[list[object]] = [["会社名：", "A社"], ["日", "売上"], [1, 2]]
    sheets = {f"{month}月": rows for month in range(1, 13)}
    path.write_bytes(official.content(_book(sheets)))
    reason = _refused(path).reason
    assert all(f"「{title}」" in reason for title in EXPECTED)
    assert "「1月」" in reason
    assert "「10月」" in reason
    assert "「11月」" not in reason
    assert "ほか2枚" in reason


def test_one_bad_book_stops_all(tmp_path: Path) -> None:
    (good,) = write_books(sample(), tmp_path, ["self-check"], TODAY)
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"x")
    assert _refused(good, bad).name == "bad.xlsx"


# --- While it is read -------------------------------------------------------


def test_progress_names_books_and_sheets(tmp_path: Path) -> None:
    paths = write_books(Engagement(), tmp_path, ["self-check", "cloud"], TODAY)
    told: list[tuple[int, int, str]] = []
    read_books(paths, lambda *how_far: told.append(how_far))
    assert told[0] == (0, 2, paths[0].name)
    assert [each[:2] for each in told] == [(0, 2)] * 3 + [(1, 2)] * 6
    assert all(each[2].startswith(paths[each[0]].name) for each in told)
    assert any(official.LEDGER in each[2] for each in told)


def _loaded(code: str) -> str:
    libraries = "{'openpyxl', 'xlsxwriter'}"
    script = f"import sys\n{code}\nprint(sorted({libraries} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_libraries_are_loaded_by_whom_they_serve(tmp_path: Path) -> None:
    csv = tmp_path / "a.csv"
    csv.write_text("情報資産名称\n社員名簿\n", encoding="utf-8")
    (book,) = write_books(Engagement(), tmp_path, ["cloud"], TODAY)
    reading = (
        "from pathlib import Path\nimport exports.book_import as b\nb.read_books([Path({!r})])"
    )
    assert _loaded("import exports.book_import") == "[]"
    assert _loaded(reading.format(str(csv))) == "[]"
    assert _loaded(reading.format(str(book))) == "['openpyxl']"


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    paths = write_books(sample(), tmp_path, list(BOOKS), TODAY)
    before = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*"))}
    read_books(paths)
    assert {path: path.read_bytes() for path in sorted(tmp_path.rglob("*"))} == before
