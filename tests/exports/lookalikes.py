"""Risk workbooks that look like the official one filled in by hand, made with openpyxl.

Titles and option labels are the official ones; sentences are stand-ins. A book has no
column of ours: no 資産番号, no メモ, no numbers before the questions.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.catalogue import Measure, load_catalogue
from data.record import Asset, Engagement, MeasureAnswer, ThreatRating
from exports.grid import CellValue, Grid

# The official titles with the reading that some programs put behind them.
LEDGER_TITLES = (
    ("", "業務\n分類", "ギョウム ブンルイ"),
    ("", "情報資産名称", "ジョウホウ シサン メイショウ"),
    ("", "備考", "ビコウ"),
    ("", "利用者\n範囲", "リヨウシャ ハンイ"),
    ("", "管理\n部署", "カンリ ブショ"),
    ("", "媒体・保存先", "バイタイ ホゾン サキ"),
    ("個人情報の種類", "個人\n情報", "コジン ジョウホウ"),
    ("個人情報の種類", "要配慮\n個人\n情報", "ヨウ ハイリョ コジン ジョウホウ"),
    ("個人情報の種類", "特定\n個人\n情報", "トクテイ コジン ジョウホウ"),
    ("評価値", "機密性", "キミツセイ"),
    ("評価値", "完全性", "カンゼン セイ"),
    ("評価値", "可用性", "カヨウセイ"),
    ("", "重要度", "ジュウヨウド"),
    ("", "保存\n期限", "ホゾン キゲン"),
    ("", "登録日", "トウロクビ"),
    ("現状から想定されるリスク（入力不要・自動表示）", "脅威の発生頻度", "キョウイ"),
    ("現状から想定されるリスク（入力不要・自動表示）", "脆弱性", "ゼイジャクセイ"),
)
CATEGORY_TITLES = (
    "1 組織的対策",
    "2 人的対策",
    "3 情報資産管理",
    "4 アクセス制御及び認証",
    "5 物理的対策",
    "6 IT機器利用",
    "7 IT基盤運用管理",
    "8 システム開発及び保守",
    "9 委託管理",
    "10 情報セキュリティインシデント対応ならびに事業継続管理",
    "11 個人番号及び特定個人情報の取り扱い",
)
FOOTER = "ガイドライン 第3版 付録7"
PERSONAL = ("personal", "sensitive_personal", "my_number")
EXAMPLE = Asset(id="", business="見本", name="見本の名簿", medium="paper", confidentiality=2)


def with_number(number: int, label: str) -> str:
    return f"{number}:{label}"


def as_it_is(day: date) -> CellValue:
    return day


@dataclass(frozen=True)
class Look:
    """How a book differs from the plainest one.

    `left`: empty columns before the ledger. `loose`: blank rows in between, words below
    the tables. `extra`: columns and sheets that nobody asked for.
    """

    reading: bool = False
    left: int = 0
    loose: bool = False
    extra: bool = False
    day: Callable[[date], CellValue] = as_it_is
    option: Callable[[int, str], CellValue] = with_number

    def title(self, text: str, reading: str) -> str:
        return f"{text} {reading}" if self.reading else text


def risk_book(
    record: Engagement, look: Look | None = None, scale: Sequence[int] = (3, 2, 1)
) -> bytes:
    """The seven sheets; notes and ids of the record have no place in them."""
    chosen = look or Look()
    book = Workbook()
    book.remove(book.worksheets[0])
    _guide(book.create_sheet("利用方法"))
    _importance(book.create_sheet("重要度定義"), scale)
    _ledger(book.create_sheet("台帳記入例"), [EXAMPLE], chosen)
    if chosen.extra:
        book.create_sheet("作業メモ").append(["次回までに台帳を見直す"])
    _ledger(book.create_sheet("情報資産管理台帳"), record.assets, chosen)
    _threats(book.create_sheet("脅威の状況"), record.threats, chosen)
    _measures(book.create_sheet("対策状況チェック"), record.measures, chosen)
    _diagnosis(book.create_sheet("診断結果"))
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def official(record: Engagement) -> Engagement:
    """What of a record the official sheets have a place for."""
    return Engagement(
        assets=tuple(_without_id(asset) for asset in record.assets),
        threats={
            key: ThreatRating(each.frequency)
            for key, each in record.threats.items()
            if each.frequency
        },
        measures={
            no: MeasureAnswer(each.status) for no, each in record.measures.items() if each.status
        },
    )


# --- The sheets -------------------------------------------------------------


def _guide(sheet: Worksheet) -> None:
    sheet["B2"] = "「リスク分析シート」の利用方法"
    sheet["B4"], sheet["D4"] = "台帳記入欄", "記入内容解説"
    for row, (_, title, _) in enumerate(LEDGER_TITLES[:6], 5):
        sheet[f"B{row}"] = f"{chr(ord('①') + row - 5)}{title}"
        sheet[f"D{row}"] = "書き方の説明です。"


def _importance(sheet: Worksheet, scale: Sequence[int]) -> None:
    sheet["C2"] = "【表12】重要度の定義"
    sheet["C3"], sheet["E3"], sheet["F3"] = "評価値", "評価基準", "該当する情報の例"
    sheet.merge_cells("C3:D3")
    for position, criterion in enumerate(("機密性", "完全性", "可用性")):
        row = 4 + len(scale) * position
        sheet[f"C{row}"] = criterion
        sheet.merge_cells(f"C{row}:C{row + len(scale) - 1}")
        for step, level in enumerate(scale):
            sheet[f"D{row + step}"] = level


def _ledger(sheet: Worksheet, assets: Sequence[Asset], look: Look) -> None:
    _put(
        sheet,
        2,
        1 + look.left,
        look.title("情報資産管理台帳", "ジョウホウ シサン カンリ ダイチョウ"),
    )
    _ledger_titles(sheet, look)
    row = 5
    for asset in assets:
        _ledger_row(sheet, row, asset, look)
        row += 3 if look.loose else 1
    if not look.loose:
        _merge_business(sheet, assets, 1 + look.left)
    else:
        _put(sheet, row, 1, FOOTER)
        _put(sheet, row + 1, 1 + look.left, "※ 行が足りないときは足してください。")
        sheet.merge_cells(
            start_row=row + 1, end_row=row + 1, start_column=1 + look.left, end_column=15
        )


def _put(sheet: Worksheet, row: int, column: int, value: CellValue) -> None:
    sheet.cell(row, column).value = value


def _ledger_titles(sheet: Worksheet, look: Look) -> None:
    for column, (group, title, reading) in enumerate(LEDGER_TITLES, 1 + look.left):
        shown = look.title(title, reading)
        if not group:
            _put(sheet, 3, column, shown)
            sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
        else:
            _put(sheet, 4, column, shown)
    groups = [group for group, _, _ in LEDGER_TITLES]
    for group in dict.fromkeys(filter(None, groups)):
        first = groups.index(group) + 1 + look.left
        last = first + groups.count(group) - 1
        _put(sheet, 3, first, group)
        sheet.merge_cells(start_row=3, end_row=3, start_column=first, end_column=last)
    if look.extra:
        _put(sheet, 4, 1 + look.left + len(LEDGER_TITLES), "個人情報の件数")


def _ledger_row(sheet: Worksheet, row: int, asset: Asset, look: Look) -> None:
    media = {medium.key: medium.label for medium in load_catalogue().media}
    values: tuple[CellValue, ...] = (
        asset.business, asset.name, asset.note, asset.users, asset.owner,
        media.get(asset.medium or ""),
        *("有" if getattr(asset, key) else None for key in PERSONAL),
        asset.confidentiality, asset.integrity, asset.availability,
        "=MAX(1,2)",
        asset.retention,
        look.day(asset.registered) if asset.registered else None,
    )  # fmt: skip
    for column, value in enumerate(values, 1 + look.left):
        _put(sheet, row, column, None if value == "" else value)
    if look.extra:
        _put(sheet, row, 1 + look.left + len(LEDGER_TITLES), 120)


def _merge_business(sheet: Worksheet, assets: Sequence[Asset], column: int) -> None:
    """One cell for assets of one 業務分類, and two empty rows below the last."""
    start = 0
    for position in range(1, len(assets) + 1):
        is_last = position == len(assets)
        if is_last or assets[position].business != assets[start].business:
            end = 5 + position - 1 + 2 * is_last
            sheet.merge_cells(
                start_row=5 + start, end_row=end, start_column=column, end_column=column
            )
            start = position


def _threats(sheet: Worksheet, ratings: Mapping[str, ThreatRating], look: Look) -> None:
    sheet["A1"] = "脅威の状況シート"
    sheet["O2"] = "(1) 組織的対策"
    sheet["A4"] = look.title("媒体・保存先", "バイタイ ホゾン サキ")
    sheet["B4"] = look.title("想定される脅威\n（考えられる典型的な脅威）", "ソウテイ キョウイ")
    sheet["C4"] = look.title(
        "対策を講じない場合の脅威の発生頻度\n（1～3から選択）", "ヒンド センタク"
    )
    sheet["D4"] = "対策状況\n（対策状況チェックシートに入力すると自動で表示）"
    sheet["F4"] = "① 「対策状況チェック」55項目回答番号→"
    labels = {each.frequency: each.label for each in load_catalogue().frequencies}
    row = 5
    for threat in load_catalogue().threats:
        frequency = ratings.get(threat.id, ThreatRating()).frequency
        _put(sheet, row, 2, look.title(threat.title, "ヒミツ ショルイ"))
        _put(sheet, row, 3, look.option(frequency, labels[frequency]) if frequency else None)
        _put(sheet, row, 6, 0)
        row += 2 if look.loose else 1
    for position, label in enumerate(labels.values()):
        _put(sheet, row + 4 + position, 3, with_number(position + 1, label))
    _put(sheet, row + 4, 6, "② ①を変換→")


def _measures(sheet: Worksheet, answers: Mapping[int, MeasureAnswer], look: Look) -> None:
    sheet["A1"] = "対策状況チェックシート"
    sheet["A2"] = look.title("情報セキュリティ対策の種類", "ジョウホウ タイサク シュルイ")
    sheet["B2"] = look.title("情報セキュリティ診断項目", "ジョウホウ シンダン コウモク")
    sheet.merge_cells("B2:C2")
    sheet["D2"] = look.title("実施状況", "ジッシ ジョウキョウ")
    row = 3
    for title, category in zip(CATEGORY_TITLES, load_catalogue().categories, strict=True):
        measures = load_catalogue().measures_of(category.category)
        end = row + len(measures) * (2 if look.loose else 1) - 1
        _put(sheet, row, 1, title)
        sheet.merge_cells(start_row=row, end_row=end, start_column=1, end_column=1)
        for measure in measures:
            _measure_row(sheet, row, measure, answers.get(measure.no, MeasureAnswer()), look)
            row += 2 if look.loose else 1
    _put(sheet, row + 10, 1, FOOTER)


def _measure_row(
    sheet: Worksheet, row: int, measure: Measure, answer: MeasureAnswer, look: Look
) -> None:
    labels = {each.status: each.label for each in load_catalogue().measure_options}
    _put(sheet, row, 2, f"{measure.short_label}についての設問ですか？")
    _put(sheet, row, 3, answer.status or 0)
    _put(
        sheet, row, 4, look.option(answer.status, labels[answer.status]) if answer.status else None
    )


def _diagnosis(sheet: Worksheet) -> None:
    sheet["A1"] = "診断結果"
    sheet["A3"] = "情報セキュリティ対策の種類\n（付録5 情報セキュリティ関連規程名称）"
    sheet["D3"] = "対策検討・実施の要否"
    for row, title in enumerate(CATEGORY_TITLES, 4):
        sheet[f"A{row}"] = title


def _without_id(asset: Asset) -> Asset:
    return replace(asset, id="", extra={})


# --- Sheets in memory -------------------------------------------------------


def grid(title: str, *rows: Sequence[CellValue], first: int = 1, **settings: Any) -> Grid:
    """A sheet in memory; empty rows are absent, as in one that was read."""
    filled = {
        first + i: tuple(row) for i, row in enumerate(rows) if any(cell is not None for cell in row)
    }
    return Grid(title, filled, **settings)
