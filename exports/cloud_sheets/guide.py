"""説明: what the ledger of cloud services is for, in this project's own words."""

from __future__ import annotations

from datetime import date

from data.catalogue import load_catalogue
from data.cloud_score import MAX_POINTS, group_max
from data.record import Engagement
from exports.cloud_layout import (
    CHECK_SHEET,
    GUIDE_SHEET,
    LEDGER,
    LEDGER_SHEET,
    OPTIONS_SHEET,
    POINTS_SHEET,
    SPARE_ROWS,
)
from exports.engagement_head import firm_rows, write_head
from exports.guide_page import GuidePage
from exports.workbook import Book

SHEETS = (
    (LEDGER_SHEET, "サービスを1行に1つずつ書き、15のチェックを一覧から選びます。"),
    (CHECK_SHEET, "サービスを1つ選ぶと、答えとレーダーチャートが出ます。"),
    (POINTS_SHEET, "台帳の答えを点数にしたものです。見るだけのシートです。"),
    (OPTIONS_SHEET, "チェックの答えと点数の一覧です。書き換えないでください。"),
)
STEPS = (
    (
        "ステップ1　書き出す",
        f"使っているサービスと、これから使いたいサービスを「{LEDGER_SHEET}」のA列からG列に書きます。"
        "日がまだ決まっていなければ「未定」とします。",
    ),
    (
        "ステップ2　チェックする",
        "選ぶとき・使うとき・守るときの15項目を、サービスごとに一覧から選びます。"
        "知らないことは「わからない」でかまいません。",
    ),
    (
        "ステップ3　専門家と見る",
        "右端の総合評価は、自社のサービスどうしを比べるための数です。合格点はありません。"
        "点の低い項目から、専門家といっしょに直し方を考えます。",
    ),
    (
        "ステップ4　新しいサービスに使う",
        f"使い始める前に台帳へ1行足し、「{CHECK_SHEET}」で選びます。"
        "レーダーチャートのへこんだところを先に確かめてください。",
    ),
)


def write_guide(book: Book, record: Engagement, today: date) -> None:
    sheet = book.sheet(GUIDE_SHEET)
    page = GuidePage(sheet, f"「{LEDGER_SHEET}」の利用方法")
    page.heading("この控えについて")
    page.row = write_head(sheet, page.row, ("A", "B", "C"), firm_rows(record)) + 1
    page.words(
        f"聞き取り（kikitori）が{today:%Y/%m/%d}に書き出しました。このあとはExcelで続けられます。"
    )
    page.gap()
    page.heading("シートの顔ぶれ")
    page.words("書き込むのは白い欄だけです。灰色の欄は式で、自動で表示します。")
    page.table(("シート名", "使い方"), SHEETS)
    page.heading("使い方", new_page=True)
    page.table(("手順", "すること"), STEPS)
    page.heading("点数")
    page.table(("分類", "点数"), _point_rows())
    page.words(
        f"最後の行の下にも{SPARE_ROWS}行まで、一覧と式が入っています。"
        "行を足したら、印刷の前に印刷範囲を広げてください。"
    )
    first, last = LEDGER.letter("created"), LEDGER.last_letter
    page.words(
        f"台帳の{first}列から{last}列は、作成日と記入担当者、聞き取りのメモです。印刷には出ません。"
    )
    page.finish()


def _point_rows() -> list[tuple[str, str]]:
    groups = load_catalogue().cloud_groups
    rows = [(group.sheet_title, f"{group_max(group)}点満点") for group in groups]
    full = sum(group_max(group) for group in groups)
    each = f"1項目{MAX_POINTS}点、答えの一覧の上から{MAX_POINTS}・2・1・0点です。"
    return [*rows, ("総合評価", f"{full}点満点。{each}")]
