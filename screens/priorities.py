"""緊急度・重要度・難易度: how pressing one question's subject is, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.content import Content

from data.fields import PRIORITY_FIELDS, Field, Kind
from data.place import Place
from data.place_names import place_name, question_at
from data.plan_edits import RatePriority
from data.priorities import PRIORITIES, PRIORITY_HELP, SCALES, deep_dive, priority_at
from data.record import Engagement
from screens.forms import form_item, values_of
from screens.small_form import SmallForm
from tui.paint import Lines, listed, prose
from tui.widgets.record_form import FormItem, FormOption


class PriorityDialog(SmallForm):
    """The three ratings with reason and exceptions, under the questions that lead to them."""

    def __init__(self, place: Place, values: dict[str, Any], name: str) -> None:
        items = [_item(field) for field in PRIORITY_FIELDS]
        super().__init__(f"{PRIORITIES}　{name}", items, values)
        self.place = place
        self.written = False

    def lines_above(self, width: int) -> Lines:
        asked = prose(question_at(self.place), width, "bold")
        return [*asked, *listed(deep_dive(self.place), width), Content("")]

    def about(self, item: FormItem, width: int) -> Lines:
        lines = prose(PRIORITY_HELP[item.key], width)
        if item.options:
            shown = "　".join(option.label for option in item.options)
            lines += prose(shown, width, "$text-muted")
        return lines

    def save(self, values: dict[str, Any]) -> None:
        now = priority_at(self.app.session.record, self.place)
        edit = RatePriority(self.place, replace(now, **values))
        self.written |= self.app.session.apply(edit, merge=self.written)


def priority_dialog(place: Place, record: Engagement) -> PriorityDialog:
    """The dialog for a self-check item or a measure of the record."""
    values = values_of(priority_at(record, place), PRIORITY_FIELDS)
    return PriorityDialog(place, values, place_name(record, place))


def _item(field: Field) -> FormItem:
    """A rating says what its figures mean."""
    item = form_item(field)
    if field.kind is not Kind.LEVEL:
        return item
    options = tuple(
        FormOption(level, f"{level} {word}") for level, word in enumerate(SCALES[field.key], 1)
    )
    return FormItem(item.key, item.label, item.hint, options, item.parse, item.absent)
