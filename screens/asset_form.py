"""The entry form of an asset."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual import on
from textual.content import Content

from data.catalogue import Criterion, load_catalogue
from data.fields import ASSET_FIELDS, Kind
from data.record import Asset
from data.risk import LEVEL_LABELS, risk_board
from data.suggestions import SUGGESTED_FIELDS, Suggestions
from screens.forms import PERSONAL, form_item, personal_item, values_of
from screens.risk_lines import working
from screens.row_form import RowForm, with_value
from tui.marks import CHOSEN, LEVEL_STYLES, NO_MARK
from tui.paint import Lines, Target, clickable, fit, line, listed, prose
from tui.phrases import wrap
from tui.widgets.record_form import FormItem, RecordForm, option_lines
from tui.widgets.suggested_line import SuggestedLine

CANDIDATES_SHOWN = 9
FLAGS = tuple(field.key for field in ASSET_FIELDS if field.kind is Kind.FLAG)


class AssetForm(RowForm[Asset]):
    """One row of the ledger, with its importance and risk as they come about."""

    def __init__(self, asset: Asset, is_new: bool) -> None:
        super().__init__(f"情報資産 {asset.id}", asset, is_new)
        others = [each for each in self.app.session.record.assets if each.id != asset.id]
        self.suggestions = Suggestions(others)

    def items(self) -> list[FormItem]:
        return [self._suggesting(item) for item in asset_items()]

    def _suggesting(self, item: FormItem) -> FormItem:
        if item.key not in SUGGESTED_FIELDS:
            return item

        def suggest(typed: str) -> tuple[str, ...]:
            return self.suggestions.matching(item.key, self._row_in_form(), typed)

        return replace(item, suggest=suggest)

    def _row_in_form(self) -> Asset:
        """Business and name as they stand, before the form has handed them over."""
        values = self.query_one(RecordForm).values
        return replace(self.row, business=values["business"], name=values["name"])

    def values(self) -> dict[str, Any]:
        values = asset_values(self.row)
        # None of the kinds is an answer of its own once the row has been through the form.
        return values if any(values[PERSONAL]) or not self.is_new else values | {PERSONAL: None}

    def changed(self, key: str, value: Any) -> Asset:
        return with_item(self.row, key, value)

    def outcome_lines(self, width: int) -> Lines:
        risk = risk_board(self.app.session.record).of(self.row)
        importance = "－" if risk.importance is None else str(risk.importance)
        value, why = ("リスク値 －", ""), "（媒体・評価値・脅威・対策から出ます）"
        if risk.risk is not None and risk.level is not None:
            value = (f"リスク値 {risk.risk} {LEVEL_LABELS[risk.level]}", LEVEL_STYLES[risk.level])
            why = f"　{working(risk)}"
        figures = line(("重要度 ", "bold"), importance, "　", value)
        whole = line(figures, why)
        return [whole] if whole.cell_length <= width else [figures, *prose(why.strip(), width)]

    def about(self, item: FormItem, width: int) -> Lines:
        if item.suggest and isinstance(self.focused, SuggestedLine):
            return [*prose(item.hint, width), *candidate_lines(self.focused, width)]
        return about_item(item, width)

    @on(SuggestedLine.Offered)
    def _candidates_changed(self) -> None:
        self.explain_again()

    def option_clicked(self, target: Target) -> None:
        if target[0] == "candidate" and isinstance(self.focused, SuggestedLine):
            self.focused.take(int(target[1]))
        else:
            super().option_clicked(target)


def asset_items() -> list[FormItem]:
    """A form item for every field, the three kinds of personal information in one."""
    items: list[FormItem] = []
    for field in ASSET_FIELDS:
        if field.key == FLAGS[0]:
            items.append(personal_item())
        elif field.key not in FLAGS:
            items.append(form_item(field))
    return items


def asset_values(asset: Asset) -> dict[str, Any]:
    """The row's values by item key."""
    values = values_of(asset, ASSET_FIELDS)
    flags = tuple(values.pop(flag) for flag in FLAGS)
    return values | {PERSONAL: flags}


def with_item(asset: Asset, key: str, value: Any) -> Asset:
    """The row with another value at a form item."""
    if key != PERSONAL:
        return with_value(asset, key, value)
    for flag, held in zip(FLAGS, value or (False,) * len(FLAGS), strict=True):
        asset = with_value(asset, flag, held)
    return asset


def about_item(item: FormItem, width: int) -> Lines:
    """What a field means: for a level what one asks oneself and what each level stands for."""
    for criterion in load_catalogue().criteria:
        if criterion.key == item.key:
            return _criterion_lines(criterion, width)
    lines = option_lines(item, width)
    return lines + _kind_lines(width) if item.key == PERSONAL else lines


def candidate_lines(field: SuggestedLine, width: int) -> Lines:
    """The candidates with the keys that take them; ＞ is the one that stands in the field."""
    if not field.candidates:
        return []
    first = max(0, field.walked - CANDIDATES_SHOWN + 1)
    shown = list(enumerate(field.candidates))[first : first + CANDIDATES_SHOWN]
    lines = [Content(""), *prose("候補（→ で1つめ、^N で順に入ります）", width, "$text-muted")]
    for at, text in shown:
        mark = CHOSEN if at == field.walked else NO_MARK
        lines.append(clickable(f"{mark}{fit(text, width - 2)}", "candidate", at))
    more = len(field.candidates) - first - len(shown)
    return [*lines, *(prose(f"ほか{more}件", width, "$text-muted", 2) if more > 0 else [])]


def _criterion_lines(criterion: Criterion, width: int) -> Lines:
    """What one asks, then each level by digit with an example, and last all other examples."""
    lines = prose(criterion.question, width)
    for level in reversed(criterion.levels):
        first, *rest = wrap(level.meaning, width - 2)
        lines.append(clickable(line((f"{level.level} ", "bold"), first), "value", level.level))
        lines += [Content(f"  {each}") for each in rest]
        lines += listed(level.examples[:1], width, style="$text-muted")
    lines += [Content(""), Content.styled("ほかの例", "bold")]
    for level in reversed(criterion.levels):
        others = level.examples[1:]
        lines += listed(others, width, bullet=f"{level.level} ", style="$text-muted")
    return lines


def _kind_lines(width: int) -> Lines:
    lines: Lines = []
    for kind in load_catalogue().personal_kinds:
        meaning = f"{kind.label}：{kind.meaning}"
        lines += [Content(""), *prose(meaning, width, "$text-muted")]
    return lines
