"""リスク対応計画: what is done about each risk, the risk now and what remains by formula."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.fields import ASSET_FIELDS, EFFORT_LABELS, TREATMENT_OPTIONS
from data.planning import PlanBoards, ResidualRisk
from data.record import Engagement, Treatment
from data.risk import LEVELS, AssetRisk, RiskLevel
from exports.layout import written_list
from exports.plan_layout import (
    AVOIDED,
    NOTHING_REMAINS,
    PLANNED_THREATS,
    TREATMENTS,
    WORDS_ROW,
    planned_span,
)
from exports.plan_words import measure_names, option_label, treatment_attention
from exports.risk_layout import ID_FIELD, LEDGER, level_label
from exports.risk_sheets.ledger import by_level, colour_levels
from exports.risk_sheets.planned_measures import warn_in_words
from exports.user_text import storable
from exports.workbook import Book, Cached, Sheet, write_headers

WORDS = (
    "「今のリスク値」と「残るリスク」は式です。台帳、対策状況チェック、対策の計画を直すと変わります。"
    "対応を「回避」にすると、残るリスクは「なし」になります。"
    "「気をつけること」は{today:%Y/%m/%d}に書き出したときのものです。"
)
NOTHING_TO_TREAT = "対応を決めた情報資産も、リスク大の情報資産もありません。"
_MEDIUM = next(field for field in ASSET_FIELDS if field.key == "medium")
STYLES = {"medium": "auto", "position": "helper"}
MIDDLE = ("option", "effort")
LEVEL_COLUMNS = (("risk", "level"), ("residual", "residual_level"))


@dataclass(frozen=True, slots=True)
class TreatedAsset:
    """One row; `position` 1… in the ledger. A number that the ledger does not have is alone."""

    id: str
    position: int | None = None
    risk: ResidualRisk | None = None
    treatment: Treatment | None = None

    @property
    def level(self) -> RiskLevel | None:
        return self.risk.now.level if self.risk else None


def treated_assets(
    record: Engagement, boards: PlanBoards, rows: Sequence[int], ids: Sequence[str] | None
) -> list[TreatedAsset]:
    """Assets that are treated or whose risk is 大, the largest risk first; or these very ids.

    `rows` are the ledger's rows, one per asset.
    """
    found: dict[str, TreatedAsset] = {}
    for row, asset in zip(rows, record.assets, strict=True):
        treatment, position = record.treatments.get(asset.id), row - LEDGER.first_row + 1
        each = TreatedAsset(asset.id, position, boards.of(asset), treatment)
        # The ledger's first of equal numbers is the one that a formula finds.
        found.setdefault(storable(asset.id), each)
    if ids is not None:
        return [found.get(each, TreatedAsset(each)) if each else TreatedAsset("") for each in ids]
    listed = [each for each in found.values() if each.treatment or each.level == "high"]
    return sorted(listed, key=lambda each: -((each.risk and each.risk.now.risk) or 0))


def write_treatments(
    book: Book, record: Engagement, rows: Sequence[TreatedAsset], today: date, end: int
) -> None:
    """`end` is the ledger's last row."""
    sheet = book.sheet(TREATMENTS.sheet)
    formulas = _formulas(end)
    _write_head(sheet, formulas, WORDS.format(today=today) if rows else NOTHING_TO_TREAT)
    for row, each in enumerate(rows, start=TREATMENTS.first_row):
        attention = treatment_attention(record, each.treatment, each.level, today)
        name = each.risk.now.asset.name if each.risk else ""
        sheet.text(row, TREATMENTS.letter(ID_FIELD.key), each.id, "entry")
        sheet.text(row, TREATMENTS.letter("name"), name, "entry")
        _write_row(sheet, row, each.treatment or Treatment())
        sheet.text(row, TREATMENTS.letter("attention"), attention, "fixed_bold")
        _write_figures(sheet, row, each, formulas)
    _finish(sheet, TREATMENTS.first_row + max(len(rows), 1) - 1)


def _write_head(sheet: Sheet, computed: Collection[str], words: str) -> None:
    sheet.text(1, "A", TREATMENTS.title, "title")
    looks = {**dict.fromkeys(computed, "header_auto"), "position": "header_small"}
    write_headers(sheet, TREATMENTS, looks)
    sheet.merged("A", WORDS_ROW, TREATMENTS.letter("attention"), WORDS_ROW, words, "words")


def _write_row(sheet: Sheet, row: int, treatment: Treatment) -> None:
    """The columns a person fills in."""
    texts = {
        "option": option_label(treatment.option),
        "measures": measure_names(treatment.measures),
        "person": treatment.person,
        "effort": EFFORT_LABELS[treatment.effort] if treatment.effort else "",
        "reason": treatment.reason,
        "accepted_by": treatment.accepted_by,
    }
    for key, text in texts.items():
        style = "entry_middle" if key in MIDDLE else "entry"
        sheet.text(row, TREATMENTS.letter(key), text, style)
    sheet.day(row, TREATMENTS.letter("due"), treatment.due, "entry_date")


def _write_figures(sheet: Sheet, row: int, each: TreatedAsset, formulas: Mapping[str, str]) -> None:
    figures = _figures(each)
    for key, formula in formulas.items():
        style = STYLES.get(key, "auto_middle")
        letter = TREATMENTS.letter(key)
        sheet.formula(row, letter, formula.format(row=row), figures.get(key), style)


def _figures(each: TreatedAsset) -> dict[str, Cached]:
    """What the formulas show, by column key; None is not known."""
    if each.risk is None:
        return {}
    now, residual = each.risk
    return {
        "position": each.position,
        "medium": _MEDIUM.show(now.asset.medium),
        "risk": now.risk,
        "level": _label(now),
        "residual": residual.risk if residual else None,
        "residual_level": _label(residual) if residual else NOTHING_REMAINS,
    }


def _label(risk: AssetRisk) -> str | None:
    return level_label(risk.level) if risk.level else None


def _formulas(end: int) -> dict[str, str]:
    """By column key, with `{row}` for the row."""
    at = {each.key: f"{TREATMENTS.letter(each.key)}{{row}}" for each in TREATMENTS.columns}
    of_ledger = {key: _of_ledger(at, key, end) for key in ("medium", "importance", "risk")}
    labels = [level_label(level) for level in LEVELS]
    is_avoided = f'{at["option"]}="{AVOIDED}"'
    remaining = f"{of_ledger['importance']}*{_planned_likelihood(of_ledger['medium'])}"
    return {
        "position": _position(at, end),
        "medium": f'IFERROR({of_ledger["medium"]}&"","")',
        "risk": f'IFERROR({of_ledger["risk"]},"")',
        "level": by_level(at["risk"], labels),
        # A text among the factors makes an error, and an error is not known.
        "residual": f'IF({is_avoided},"",IFERROR({remaining},""))',
        "residual_level": _if_there(
            at, f'IF({is_avoided},"{NOTHING_REMAINS}",{by_level(at["residual"], labels)})'
        ),
    }


def _position(at: Mapping[str, str], end: int) -> str:
    """Which row of the ledger has the number, found wherever it was sorted to."""
    ids, number = LEDGER.span(ID_FIELD.key, end), at[ID_FIELD.key]
    # EXACT, because MATCH would read * and ? as wildcards.
    place = f"SUMPRODUCT(MAX(EXACT({ids},{number})*({end + 1}-ROW({ids}))))"
    found = f'IF({place}=0,"",{end + 2 - LEDGER.first_row}-{place})'
    return f'IF({number}="","",{found})'


def _of_ledger(at: Mapping[str, str], key: str, end: int) -> str:
    return f"INDEX({LEDGER.span(key, end)},{at['position']})"


def _if_there(at: Mapping[str, str], formula: str) -> str:
    return f'IF({at["position"]}="","",{formula})'


def _planned_likelihood(medium: str) -> str:
    media, known = (
        planned_span(PLANNED_THREATS.letter(key)) for key in ("medium", "medium_likelihood")
    )
    return f"INDEX({known},MATCH({medium},{media},0))"


def _finish(sheet: Sheet, end: int) -> None:
    first = TREATMENTS.first_row
    labels = written_list(choice.label for choice in TREATMENT_OPTIONS)
    hint = "低減、保有、回避、移転のどれかを選びます"
    sheet.choice(TREATMENTS.letter("option"), first, end, labels, hint)
    efforts = written_list(EFFORT_LABELS.values())
    sheet.choice(TREATMENTS.letter("effort"), first, end, efforts, "小、中、大のどれかを選びます")
    for columns in LEVEL_COLUMNS:
        colour_levels(sheet, TREATMENTS, end, columns)
    warn_in_words(sheet, TREATMENTS, end)
    sheet.freeze(first, TREATMENTS.letter("medium"))
    sheet.page(TREATMENTS.letter("attention"), end, (TREATMENTS.header_row, TREATMENTS.header_row))
