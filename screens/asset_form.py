"""The entry form of an asset."""

from __future__ import annotations

from typing import Any

from textual.content import Content

from data.catalogue import Criterion, load_catalogue
from data.fields import ASSET_FIELDS, Kind
from data.record import Asset
from data.risk import LEVEL_LABELS, risk_board
from screens.forms import PERSONAL, form_item, personal_item, values_of
from screens.risk_lines import LEVEL_STYLES, working
from screens.row_form import RowForm, with_value
from tui.paint import Lines, line, listed, prose
from tui.widgets.record_form import FormItem, option_lines

FLAGS = tuple(field.key for field in ASSET_FIELDS if field.kind is Kind.FLAG)


class AssetForm(RowForm[Asset]):
    """One row of the ledger, with its importance and risk as they come about."""

    def __init__(self, asset: Asset, is_new: bool) -> None:
        super().__init__(f"情報資産 {asset.id}", asset, is_new)

    def items(self) -> list[FormItem]:
        items: list[FormItem] = []
        for field in ASSET_FIELDS:
            if field.key == FLAGS[0]:
                items.append(personal_item())
            elif field.key not in FLAGS:
                items.append(form_item(field))
        return items

    def values(self) -> dict[str, Any]:
        values = values_of(self.row, ASSET_FIELDS)
        flags = tuple(values.pop(flag) for flag in FLAGS)
        # None of the kinds is an answer of its own once the row has been through the form.
        return values | {PERSONAL: flags if any(flags) or not self.is_new else None}

    def changed(self, key: str, value: Any) -> Asset:
        if key != PERSONAL:
            return with_value(self.row, key, value)
        row = self.row
        for flag, held in zip(FLAGS, value or (False,) * len(FLAGS), strict=True):
            row = with_value(row, flag, held)
        return row

    def outcome_lines(self, width: int) -> Lines:
        risk = risk_board(self.app.session.record).of(self.row)
        importance = "－" if risk.importance is None else str(risk.importance)
        if risk.risk is None or risk.level is None:
            return [
                line(
                    ("重要度 ", "bold"),
                    importance,
                    "　リスク値 －（媒体・評価値・脅威・対策から出ます）",
                )
            ]
        value = (f"リスク値 {risk.risk} {LEVEL_LABELS[risk.level]}", LEVEL_STYLES[risk.level])
        return [line(("重要度 ", "bold"), importance, "　", value, f"　{working(risk)}")]

    def about(self, item: FormItem, width: int) -> Lines:
        for criterion in load_catalogue().criteria:
            if criterion.key == item.key:
                return _criterion_lines(criterion, width)
        lines = option_lines(item, width)
        return lines + _kind_lines(width) if item.key == PERSONAL else lines


def _criterion_lines(criterion: Criterion, width: int) -> Lines:
    """What one asks, then each level with its meaning and examples, by digit."""
    lines = prose(criterion.question, width)
    for level in reversed(criterion.levels):
        lines += [Content.styled(f"{level.level}", "bold"), *prose(level.meaning, width)]
        lines += listed(level.examples, width, style="$text-muted")
    return lines


def _kind_lines(width: int) -> Lines:
    lines: Lines = []
    for kind in load_catalogue().personal_kinds:
        meaning = f"{kind.label}：{kind.meaning}"
        lines += [Content(""), *prose(meaning, width, "$text-muted")]
    return lines
