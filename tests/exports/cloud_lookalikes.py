"""Books as others fill them in: the official cloud ledger, the 個票, and two self-checks."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

LEDGER = "クラウドサービス台帳兼チェックリスト"
CHECK = "クラウドサービス安全利用チェックシート"
POINTS = "ポイント計算シート"
OPTIONS = "チェック選択肢"
CARD = f"{CHECK}｜個票"
PASTE = "貼り付けデータ生成"

HEADS = (
    *("管理番号 カンリバンゴウ", "サービス名 メイ", "所管部署 ショカン ブショ", "サービスの\n概要"),
    *("ステータス", "サービス利用開始日 リヨウ カイシ ビ", "サービス利用終了\n（予定）日"),
)
CHECKS = (
    *("利用業務の明\n確化ステータス", "他社との比較 タシャ ヒカク", "取り扱う情報の重要度"),
    *("社内ポリシとの整合性チェック", "クラウド事業者の信頼性\nチェック"),
    *("サービスの安全性・信頼性チェック アンゼンセイ シンライセイ", "管理担当者氏名"),
    *("利用範囲チェック", "利用者認証チェック", "データバックアップ状況"),
    *("サービス付帯のセキュリティ対策", "利用者サポート体制", "利用終了時のデータの取り扱い"),
    *("法令確認、契約条項確認", "データの地理的保存先チェック"),
)
GROUPS = {
    0: "Ⅰ．サービス選択時のポイント",
    6: "Ⅱ．サービス運用時のポイント",
    10: "Ⅲ．セキュリティ管理のポイント",
}

_UNDECIDED = "未定"
# As in the official sample, days in the forms people write them.
SERVICES: tuple[tuple[Any, ...], ...] = (
    (
        *("S0001", "○○オンラインストレージサービス", "営業部", "書類受け渡し用"),
        *("利用中", 45383, "未定 ミテイ"),
    ),
    (
        *("S0002", "△△クラウド財務会計v2", "財務部", "財務会計"),
        *("利用中", datetime(2023, 4, 1), "－"),
    ),
    ("S0003", "××勤怠管理WEBシステム", "総務部", "労務管理", "利用中", "2023/4/1", _UNDECIDED),
    ("S0004", "□□ECプラットフォーム", "営業部", "通販", "調査中", _UNDECIDED, _UNDECIDED),
    (
        *("S0005", "△△クラウド財務会計v1", "財務部", "財務会計"),
        *("利用終了", "令和2年4月1日", "２０２４年３月３１日"),
    ),
)
_PARTLY, _UNKNOWN, _OPEN, _MANAGED = (
    "一部明確化できている",
    "わからない",
    "未確認",
    "すべて管理できている",
)
_NO_WAY, _SOME = "問題があるが対処方法なし", "一部管理できている"
ANSWERS: tuple[tuple[str, ...], ...] = (
    (
        *(_PARTLY, "確認中 カクニンチュウ", "確認した", _NO_WAY, "確認中"),
        "すべて確認済（約款添付）",
        *("担当者アサイン済", _MANAGED, _MANAGED, _SOME),
        *("すべて具体的に公開されている", "ヘルプデスクあり", "確認した", "確認した", _OPEN),
    ),
    (
        *(_PARTLY, "確認中", "確認した", _NO_WAY, _UNKNOWN, _UNKNOWN),
        *("担当者アサイン済", _MANAGED, _MANAGED, _SOME),
        *(_UNKNOWN, "ヘルプデスクあり", "確認した", _UNKNOWN, "まだ確認していない"),
    ),
    (
        *(_PARTLY, "確認中", "確認した", _NO_WAY, _UNKNOWN, _UNKNOWN),
        *("担当者アサイン済", _MANAGED, _MANAGED, _SOME),
        *(_UNKNOWN, "ヘルプデスクあり", "確認した", "確認した", _OPEN),
    ),
    (
        *(_PARTLY, "確認中", "確認した", _NO_WAY, _UNKNOWN, _UNKNOWN),
        *("担当者アサイン済", _SOME, _SOME, _OPEN),
        *(_UNKNOWN, _UNKNOWN, _UNKNOWN, _UNKNOWN, _OPEN),
    ),
    (
        *(_PARTLY, "確認中", "確認した", _UNKNOWN, _UNKNOWN, _UNKNOWN),
        *("未了", _OPEN, _OPEN, _OPEN),
        *(_UNKNOWN, _UNKNOWN, _UNKNOWN, _UNKNOWN, _UNKNOWN),
    ),
)
TOTALS = (37, 26, 29, 17, 11)
SAMPLE_POINTS = (2, 2, 3, 1, 2, 3, 3, 3, 3, 2, 3, 3, 3, 3, 1)


def content(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _new(title: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    return book, sheet


def _put(sheet: Worksheet, row: int, column: int, values: Sequence[Any]) -> None:
    """Values side by side; `column` is 1 for A."""
    for number, value in enumerate(values, column):
        sheet.cell(row, number, value)


def official_ledger(check: Sequence[Any] = ()) -> Workbook:
    """All sheets of the official book; `check` fills in the sheet of a single service."""
    book, guide = _new("説明")
    guide["B2"] = "「クラウドサービス台帳兼チェックリスト」の利用方法"
    _ledger(book.create_sheet(LEDGER))
    _check_sheet(book.create_sheet(CHECK), check)
    example = ("○○オンラインストレージサービス", "2024/11/05", "営業部　見本 太郎", *ANSWERS[0])
    _check_sheet(book.create_sheet(f"記入例｜{CHECK}"), example)
    _points(book.create_sheet(POINTS))
    options = book.create_sheet(OPTIONS)
    _put(options, 1, 2, [*CHECKS, "ポイント"])
    _put(options, 2, 2, [*ANSWERS[0], 3])
    return book


def _titles(sheet: Worksheet, row: int, column: int, heads: Sequence[str]) -> None:
    """Two rows of titles, as merged as the official ones."""
    for number, title in enumerate(heads, column):
        sheet.cell(row, number, title)
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=number, end_column=number)
    first = column + len(heads)
    _put(sheet, row + 1, first, CHECKS)
    ends = {0: 5, 6: 9, 10: 14}
    for number, title in GROUPS.items():
        sheet.cell(row, first + number, title)
        sheet.merge_cells(
            start_row=row, end_row=row, start_column=first + number, end_column=first + ends[number]
        )
    sheet.cell(row, first + len(CHECKS), "総合評価 ソウゴウヒョウカ")


def _ledger(sheet: Worksheet) -> None:
    """From column B and row 4 on, a blank row in the middle, totals, prepared rows below."""
    sheet["B2"] = "＜クラウドサービス台帳兼チェックリスト＞"
    _titles(sheet, 4, 2, HEADS)
    rows = [6, 7, 9, 10, 11]
    for row, service, answers, total in zip(rows, SERVICES, ANSWERS, TOTALS, strict=True):
        _put(sheet, row, 2, [*service, *answers, total, "社内メモ"])
    for row in range(12, 20):
        sheet.cell(row, 2, f"S{row - 6:04}")
        sheet.cell(row, 24, 0)


def _points(sheet: Worksheet) -> None:
    _titles(sheet, 2, 2, HEADS)
    _put(sheet, 4, 2, [*SERVICES[0], *SAMPLE_POINTS, 37])
    _put(sheet, 5, 2, [0] * 7)


def _check_sheet(sheet: Worksheet, filled: Sequence[Any]) -> None:
    """Labels in D3:D5, the table from row 7; axis and points beside the answers."""
    sheet["C2"] = f"{CHECK}（Excel版） アンゼン リヨウ バン"
    labels = (
        "対象サービス名： タイショウ メイ",
        "作成日：",
        "記入担当者氏名： キニュウタントウシャ シメイ",
    )
    _labels(sheet, 3, labels, filled[:3])
    _items(sheet, 7, filled[3:])


def _labels(sheet: Worksheet, row: int, labels: Sequence[str], values: Sequence[Any]) -> None:
    for number, label in enumerate(labels):
        sheet.cell(row + number, 4, label)
        if number < len(values):
            sheet.cell(row + number, 5, values[number])


def _items(sheet: Worksheet, row: int, answers: Sequence[Any]) -> None:
    _put(sheet, row, 2, ["分類", "No", "チェック項目 コウモク", "ポイント", "チェック"])
    for number, title in enumerate(CHECKS, 1):
        answer = answers[number - 1] if answers else None
        points = 0 if answer is None else 2
        words = ["Ⅰ．選択するときのポイント", number, f"項目{number}", "確認しましたか？"]
        _put(sheet, row + number, 2, [*words, answer, title, points])
    sheet.merge_cells(start_row=row + 1, end_row=row + 6, start_column=2, end_column=2)


CARD_ANSWERS: tuple[str, ...] = (
    *("明確化できていない", "確認中", "確認中", _NO_WAY, "確認した", "一部確認済（約款添付）"),
    *("担当者アサイン中", _SOME, _OPEN, _SOME),
    *("一部公開されている", "ヘルプデスクなし", "確認中", "確認中", _OPEN),
)
CARD_POINTS = (1, 2, 2, 1, 3, 2, 2, 2, 1, 2, 2, 2, 2, 2, 1)
CARD_HEAD = (
    *("S0005", "WEBメール「Aメール」", "2024/11/07", "山田 一郎", "営業部"),
    *("■■プロジェクト関係者間共通メール", "調査中", _UNDECIDED, _UNDECIDED),
)


def card_book(
    card: Sequence[Any] = (*CARD_HEAD, *CARD_ANSWERS), paste: Sequence[Any] | None = None
) -> Workbook:
    """The book for one service: a sheet to fill in, and one row made of it by formulas."""
    book, sheet = _new(CARD)
    labels = (
        *("管理番号：", "対象サービス名：", "作成日：", "記入担当者氏名：", "所管部署："),
        *("サービスの概要：", "ステータス：", "サービス利用開始（予定）日："),
        "サービス利用終了（予定）日：",
    )
    _labels(sheet, 3, labels, card[:9])
    _items(sheet, 14, card[9:])
    example = book.create_sheet(f"記入例｜{CARD}")
    _labels(example, 3, labels, ("記入例01", "見本のサービス"))
    _items(example, 14, ANSWERS[0])
    row = book.create_sheet(PASTE)
    titles = [*(label.rstrip("：").replace("対象", "") for label in labels), *CHECKS[:13]]
    _put(row, 1, 1, [*titles, "法令確認_契\n約条項確認", CHECKS[14]])
    created = 45603
    pasted = [*card[:2], created, *card[3:]] if paste is None else paste
    _put(row, 2, 1, pasted)
    return book


SELF_CHECK = "自社診断シート"
OPTION_TITLES = ("実施している", "一部\n実施している", "実施していない", "わからない")
PARTS = {1: "Part 1 基本的対策", 6: "Part 2 従業員としての対策", 19: "Part 3 組織としての対策"}


def self_check_by_labels(answers: Sequence[Any]) -> Workbook:
    """One answer column, a part title above each part, sums below it, numbers as No.1."""
    book, sheet = _new(SELF_CHECK)
    sheet["B1"] = "5分でできる！情報セキュリティ自社診断"
    sheet["B2"], sheet["C2"] = "会社名：", "株式会社手書き"
    sheet["B3"], sheet["C3"] = "実施日：", "2026/10/01"
    _put(sheet, 5, 2, ["Ｎｏ．", "診断内容", "回答欄（選んでください）", "点　数", "備考"])
    row = 6
    for number in range(1, 26):
        if number in PARTS:
            sheet.cell(row, 2, PARTS[number])
            sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=6)
            row += 1
        note = "役員だけ手動" if number == 3 else None
        question = f"対策{number}をしていますか？"
        _put(sheet, row, 2, [f"No.{number}", question, answers[number - 1], 99, note])
        row += 1
        if number + 1 in PARTS or number == 25:
            _put(sheet, row, 2, ["小計", None, None, 12])
            row += 2
    _put(sheet, row, 2, ["合計", None, None, 78])
    return book


def self_check_by_marks(cells: Sequence[Sequence[Any]]) -> Workbook:
    """A column for each option, its points in its title; numbers full-width, merged parts."""
    book, sheet = _new(SELF_CHECK)
    sheet["A1"] = "情報セキュリティ自社診断"
    _put(sheet, 3, 1, ["診断項目", "番号", "診断内容", "チェック"])
    sheet.merge_cells("D3:G3")
    for letter in "ABC":
        sheet.merge_cells(f"{letter}3:{letter}4")
    points = ("（4点）", "（2点）", "（0点）", "（－1点）")
    _put(sheet, 4, 4, [title + worth for title, worth in zip(OPTION_TITLES, points, strict=True)])
    for number in range(1, 26):
        wide = "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))
        _put(sheet, 4 + number, 1, [PARTS.get(number), wide, f"対策{number}", *cells[number - 1]])
    sheet.merge_cells("A5:A9")
    _put(sheet, 30, 1, ["合計", None, None, 60, 12, 0, -2])
    return book
