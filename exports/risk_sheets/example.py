"""台帳記入例: a few rows of a made-up firm, filled in to the end."""

from __future__ import annotations

from datetime import date

from data.ledger import importance
from data.record import Asset, Treatment
from data.risk import AssetRisk, MediumState, likelihood
from exports.plan_words import treatment_text
from exports.risk_layout import EXAMPLE, LEDGER
from exports.risk_sheets.ledger import (
    STYLES,
    colour_levels,
    figures,
    write_asset,
    write_ledger_headers,
)
from exports.workbook import Book, Sheet

_DAY = date(2026, 4, 1)
# Each asset with the frequency and the status taken for its medium.
EXAMPLES: tuple[tuple[Asset, int, int], ...] = (
    (
        Asset(
            id="1", business="人事", name="社員名簿", note="社員の基本情報", users="人事部",
            owner="人事部", medium="office_pc", personal=True, confidentiality=3, integrity=1,
            availability=1, registered=_DAY,
        ),
        3, 2,
    ),
    (
        Asset(
            id="2", business="人事", name="社員名簿", note="同じ名簿を印刷したもの", users="人事部",
            owner="人事部", medium="paper", personal=True, confidentiality=3, integrity=3,
            availability=3, registered=_DAY,
        ),
        2, 2,
    ),
    (
        Asset(
            id="3", business="人事", name="健康診断の結果", note="入社時と毎年の分",
            users="人事部", owner="人事部", medium="paper", personal=True, sensitive_personal=True,
            confidentiality=3, integrity=3, availability=2, retention="5年", registered=_DAY,
        ),
        2, 2,
    ),
    (
        Asset(
            id="4", business="経理", name="給与システムのデータ", note="マイナンバーを含む",
            users="経理担当", owner="経理部", medium="internal_server", personal=True,
            my_number=True, confidentiality=3, integrity=3, availability=2, retention="7年",
            registered=_DAY,
        ),
        3, 3,
    ),
    (
        Asset(
            id="5", business="営業", name="見積書", note="取引先ごとのフォルダ", users="営業部",
            owner="営業部", medium="external_server", confidentiality=2, integrity=2,
            availability=2, retention="10年", registered=_DAY,
        ),
        3, 2,
    ),
    (
        Asset(
            id="6", business="営業", name="製品カタログ", note="展示会で配るもの", users="全員",
            owner="営業部", medium="mobile", confidentiality=1, integrity=1, availability=1,
            registered=_DAY,
        ),
        2, 3,
    ),
)  # fmt: skip
TREATMENTS = {
    "1": Treatment("reduce", (9, 25), "人事部 例田", date(2026, 9, 30)),
    "4": Treatment("transfer", (), "社長", date(2026, 12, 25), reason="社労士に任せる"),
    "6": Treatment("retain", reason="公開している情報のため"),
}
REMARK = (
    "架空の会社の例です。右側の「現状から想定されるリスク」は、"
    "情報資産管理台帳では式が自動で表示します。"
)


def write_example(book: Book) -> None:
    sheet = book.sheet(EXAMPLE.sheet)
    sheet.text(1, "A", EXAMPLE.title, "title")
    sheet.text(1, "D", REMARK, "helper_note")
    write_ledger_headers(sheet, EXAMPLE)
    for row, (asset, frequency, status) in enumerate(EXAMPLES, EXAMPLE.first_row):
        _write_row(sheet, row, asset, MediumState(frequency, status, likelihood(frequency, status)))
    end = EXAMPLE.first_row + len(EXAMPLES) - 1
    colour_levels(sheet, EXAMPLE, end)
    sheet.freeze(EXAMPLE.first_row)
    sheet.page(EXAMPLE.last_letter, end, (EXAMPLE.header_row - 1, EXAMPLE.header_row))


def _write_row(sheet: Sheet, row: int, asset: Asset, state: MediumState) -> None:
    write_asset(sheet, row, asset)
    known = figures(AssetRisk(asset, importance(asset), state))
    treatment = TREATMENTS.get(asset.id)
    known["treatment"] = treatment_text(treatment) if treatment else ""
    for column in EXAMPLE.columns:
        value = known.get(column.key)
        style = STYLES.get(column.key, "auto_middle")
        if isinstance(value, int):
            sheet.number(row, LEDGER.letter(column.key), value, style)
        elif isinstance(value, str):
            sheet.text(row, LEDGER.letter(column.key), value, style)
