"""情報資産管理台帳: the assets as typed, importance and risk by formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.catalogue import load_catalogue
from data.fields import ASSET_FIELDS, Kind
from data.ledger import TOP_IMPORTANCE
from data.record import Asset, Treatment
from data.risk import HIGH_FROM, LEVELS, MEDIUM_FROM, AssetRisk, RiskBoard
from exports.arrangement import used_rows
from exports.layout import Table, area, on
from exports.plan_words import treatment_text
from exports.risk_layout import (
    ID_FIELD,
    LEDGER,
    LIKELIHOOD_LABELS,
    SPARE_ROWS,
    THREATS,
    THREATS_SHEET,
    frequency_labels,
    level_label,
    status_labels,
)
from exports.styles import LEVEL_LOOKS, WARNING_LOOK
from exports.workbook import Book, Cached, Sheet, write_headers

# Rows of the printed page that stay free for a pencil.
PRINTED_SPARE = 5
PRESENT = "有"
HEADER_HEIGHT = 54.0
BELOW_PRINTED = (
    "はじめの印刷範囲は{row}行目までです。"
    "印刷の前に［ページレイアウト］の［印刷範囲］を設定し直してください。"
)

STYLES = {
    "threat": "auto",
    "vulnerability": "auto",
    "treatment": "entry",
    "deciding_threat": "auto",
}
FIGURES = (
    "importance",
    "threat",
    "vulnerability",
    "likelihood",
    "likelihood_label",
    "risk",
    "level",
    "treatment",
    "deciding_threat",
)
_NO_ASSET = Asset(id="")


def last_row(rows: Sequence[int]) -> int:
    """The last row with formulas, for a ledger with assets in these rows."""
    return LEDGER.first_row + used_rows(LEDGER, rows) + SPARE_ROWS - 1


def write_ledger(book: Book, board: RiskBoard, rows: Sequence[int]) -> None:
    """The assets, each in its row, and what is done about their risks."""
    sheet = book.sheet(LEDGER.sheet)
    sheet.text(1, "A", LEDGER.title, "title")
    write_ledger_headers(sheet, LEDGER)
    placed = dict(zip(rows, board.rows(), strict=True))
    end = last_row(rows)
    formulas = _formulas()
    for row in range(LEDGER.first_row, end + 1):
        risk = placed.get(row)
        _write_row(sheet, row, risk, formulas)
        _write_treatment(sheet, row, board.record.treatments.get(risk.asset.id) if risk else None)
    _choices(sheet, end)
    colour_levels(sheet, LEDGER, end)
    sheet.freeze(LEDGER.first_row, LEDGER.letter("note"))
    printed = LEDGER.first_row + used_rows(LEDGER, rows) + PRINTED_SPARE - 1
    _warn_of_rows_below(sheet, printed, end)
    sheet.page(LEDGER.letter("treatment"), printed, (LEDGER.header_row - 1, LEDGER.header_row))


def _warn_of_rows_below(sheet: Sheet, printed: int, end: int) -> None:
    """Shown once something stands below the rows that print: no print area grows by itself."""
    letter = LEDGER.letter("users")
    sheet.text(1, letter, BELOW_PRINTED.format(row=printed), "unseen")
    keys = ("business", "availability"), ("retention", "registered")
    below = [area(LEDGER.letter(a), printed + 1, LEDGER.letter(z), end) for a, z in keys]
    sheet.colour(letter, 1, letter, 1, f"COUNTA({','.join(below)})>0", WARNING_LOOK)


def write_ledger_headers(sheet: Sheet, table: Table) -> None:
    sheet.height(table.header_row, HEADER_HEIGHT)
    write_headers(sheet, table, dict.fromkeys(FIGURES, "header_auto"))


def _write_row(sheet: Sheet, row: int, risk: AssetRisk | None, formulas: Mapping[str, str]) -> None:
    asset = risk.asset if risk else _NO_ASSET
    write_asset(sheet, row, asset)
    sheet.entry(row, LEDGER.letter(ID_FIELD.key), ID_FIELD, asset.id)
    values = figures(risk) if risk else {}
    for key, formula in formulas.items():
        style = STYLES.get(key, "auto_middle")
        sheet.formula(row, LEDGER.letter(key), formula.format(row=row), values.get(key), style)


def _write_treatment(sheet: Sheet, row: int, treatment: Treatment | None) -> None:
    text = treatment_text(treatment) if treatment else ""
    sheet.text(row, LEDGER.letter("treatment"), text, STYLES["treatment"])


def write_asset(sheet: Sheet, row: int, asset: Asset) -> None:
    """The columns a person fills in."""
    for field in ASSET_FIELDS:
        sheet.entry(row, LEDGER.letter(field.key), field, getattr(asset, field.key))


def figures(risk: AssetRisk) -> dict[str, Cached]:
    """What the sheet shows for an asset, by column key; None is not known."""
    state = risk.medium
    return {
        "importance": risk.importance,
        "threat": frequency_labels()[state.threat - 1] if state.threat else None,
        "vulnerability": status_labels()[state.vulnerability - 1] if state.vulnerability else None,
        "likelihood": state.likelihood,
        "likelihood_label": LIKELIHOOD_LABELS[state.likelihood] if state.likelihood else None,
        "risk": risk.risk,
        "level": level_label(risk.level) if risk.level else None,
        "deciding_threat": state.deciding.threat.title if state.deciding else None,
    }


def _formulas() -> dict[str, str]:
    """By column key, with `{row}` for the row."""
    at = {column.key: f"{LEDGER.letter(column.key)}{{row}}" for column in LEDGER.columns}
    return {
        "importance": _importance(at),
        "threat": _label_of(at, THREATS.medium_frequency, THREATS.frequency_cells()),
        "vulnerability": _label_of(at, THREATS.medium_status, THREATS.status_cells()),
        "likelihood": _of_medium(at, THREATS.medium_likelihood),
        "likelihood_label": _likelihood_label(at),
        "risk": f'IF(OR({at["importance"]}="",{at["likelihood"]}=""),"",'
        f"{at['importance']}*{at['likelihood']})",
        "level": by_level(at["risk"], [level_label(level) for level in LEVELS]),
        "deciding_threat": _of_medium(at, THREATS.medium_deciding),
    }


def _importance(at: Mapping[str, str]) -> str:
    kinds = [kind.key for kind in load_catalogue().personal_kinds]
    personal = f"{at[kinds[0]]}:{at[kinds[-1]]}"
    criteria = [criterion.key for criterion in load_catalogue().criteria]
    levels = f"{at[criteria[0]]}:{at[criteria[-1]]}"
    return (
        f'IF(COUNTIF({personal},"{PRESENT}")>0,{TOP_IMPORTANCE},'
        f'IF(COUNT({levels})=0,"",MAX({levels})))'
    )


def _found(at: Mapping[str, str], letter: str) -> str:
    place = f"MATCH({at['medium']},{THREATS.column(THREATS.medium)},0)"
    return f"INDEX({THREATS.column(letter)},{place})"


def _of_medium(at: Mapping[str, str], letter: str) -> str:
    return f'IFERROR({_found(at, letter)},"")'


def _label_of(at: Mapping[str, str], letter: str, labels: list[str]) -> str:
    cells = ",".join(on(THREATS_SHEET, label) for label in labels)
    return f'IFERROR(CHOOSE({_found(at, letter)},{cells}),"")'


def _likelihood_label(at: Mapping[str, str]) -> str:
    labels = ",".join(f'"{label}"' for _, label in sorted(LIKELIHOOD_LABELS.items()))
    return f'IF({at["likelihood"]}="","",CHOOSE({at["likelihood"]},{labels}))'


def by_level(risk: str, texts: list[str]) -> str:
    """A formula for the text of a risk value's level; `texts` in the order of `LEVELS`."""
    high, medium, low = texts
    return (
        f'IF({risk}="","",IF({risk}>={HIGH_FROM},"{high}",'
        f'IF({risk}>={MEDIUM_FROM},"{medium}","{low}")))'
    )


def _choices(sheet: Sheet, end: int) -> None:
    levels = [str(level) for level in range(1, TOP_IMPORTANCE + 1)]
    for field in ASSET_FIELDS:
        letter = LEDGER.letter(field.key)
        if field.kind is Kind.CHOICE:
            labels = [choice.label for choice in field.choices]
            sheet.choice(letter, LEDGER.first_row, end, labels, "6つの保存先から選びます")
        elif field.kind is Kind.FLAG:
            hint = f"あてはまるときは{PRESENT}、そうでなければ空欄にします"
            sheet.choice(letter, LEDGER.first_row, end, [PRESENT], hint)
        elif field.kind is Kind.LEVEL:
            sheet.choice(letter, LEDGER.first_row, end, levels, "1から3で選びます")


def colour_levels(
    sheet: Sheet, table: Table, end: int, columns: tuple[str, str] = ("risk", "level")
) -> None:
    """Risk value and its label, the columns of these keys, coloured by level."""
    first, last = (table.letter(key) for key in columns)
    for level in LEVELS:
        rule = f'${last}{table.first_row}="{level_label(level)}"'
        sheet.colour(first, table.first_row, last, end, rule, LEVEL_LOOKS[level])
