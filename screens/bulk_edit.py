"""選んだ行をまとめて変える: one field, one value, all the rows chosen, one edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from data.record import Asset
from data.row_edits import ReplaceRows
from data.suggestions import SUGGESTED_FIELDS, Suggestions
from screens.asset_form import about_item, asset_items, asset_values, candidate_lines, with_item
from screens.ledger_menus import field_menu
from tui.interview import Interview
from tui.paint import Lines, clickable, line, prose
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView
from tui.widgets.record_form import ChoiceField, FormItem, RecordForm
from tui.widgets.suggested_line import SuggestedLine

VARIOUS = "いろいろ"


class Untouched:
    """The value of a field in which nothing has been entered yet; shown as an empty text."""

    def __str__(self) -> str:
        return ""


UNTOUCHED = Untouched()
Change = tuple[str, Any]
Changed = Callable[[ReplaceRows, str], None]


class ValueForm(Dialog[Change]):
    """One field of the asset form; answers with its key and the value entered."""

    BINDINGS = [("ctrl+l", "empty", "空欄にする")]
    AWAITS_FOCUS = True

    def __init__(self, item: FormItem, count: int, held: str) -> None:
        super().__init__(
            f"{count}行の「{item.label}」を変える", "Enter 決める　Esc 何も変えずに欄を選び直す"
        )
        self.item = item
        self.held = held
        self.change: Change = (item.key, UNTOUCHED)
        self.refused = ""

    def compose_dialog(self) -> ComposeResult:
        yield RecordForm([self.item], {self.item.key: UNTOUCHED}, id="value-form")
        yield LinesView(self._about, id="value-help")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(RecordForm).focus_first()

    def _about(self, width: int) -> Lines:
        lines = prose(self.refused, width, "bold $text-error") if self.refused else []
        lines += prose(f"今の値：{self.held}", width, "$text-muted")
        if self.item.options:
            return [*lines, *self._emptying(), Content(""), *about_item(self.item, width)]
        lines += self._emptying()
        lines += prose(self.item.hint, width, "$text-muted")
        field = self.focused
        return lines + candidate_lines(field, width) if isinstance(field, SuggestedLine) else lines

    def _emptying(self) -> Lines:
        return [clickable(line(("^L", "bold"), " 空欄にする"), "empty")]

    def _show(self) -> None:
        self.query_one("#value-help", LinesView).show(self._about)

    @on(RecordForm.Entered)
    @on(SuggestedLine.Offered)
    def _explain(self) -> None:
        self._show()

    @on(RecordForm.Refused)
    def _refuse(self, event: RecordForm.Refused) -> None:
        self.refused = event.text
        self._show()

    @on(RecordForm.Changed)
    def _keep(self, event: RecordForm.Changed) -> None:
        # Blanks in a field of text are no order to empty the rows.
        typed_nothing = event.value == self.item.absent and not self.item.options
        self.change = (event.key, UNTOUCHED if typed_nothing else event.value)

    @on(RecordForm.Finished)
    def _finished(self) -> None:
        self.dismiss(self.change)

    def action_empty(self) -> None:
        self.dismiss((self.item.key, self.item.absent))

    @on(LinesView.Clicked, "#value-help")
    def _clicked(self, event: LinesView.Clicked) -> None:
        kind, *number = event.target
        if kind == "empty":
            self.action_empty()
        elif isinstance(self.focused, ChoiceField):
            self.focused.action_choose(int(*number))
        elif isinstance(self.focused, SuggestedLine):
            self.focused.take(int(*number))


def ask_change(
    app: Interview, rows: Sequence[Asset], then: Changed, nothing: Callable[[], None]
) -> None:
    """Ask for a field and a value; `then` gets the edit and what it does, in words.

    `nothing` is called when Enter left every row as it was.
    """
    items = {item.key: item for item in asset_items()}
    held = {key: _held(item, rows) for key, item in items.items()}
    fields = [(key, item.label, held[key]) for key, item in items.items()]

    def ask_field(at: str = "") -> None:
        app.push_screen(field_menu(len(rows), fields, at), ask_value)

    def ask_value(key: str | None) -> None:
        if key is not None:
            item = _suggesting(items[key], rows[0], app.session.record.assets)
            if held[key]:
                item = replace(item, unset=f"（今は {held[key]}）")
            app.push_screen(ValueForm(item, len(rows), held[key]), partial(make_edit, key))

    def make_edit(key: str, change: Change | None) -> None:
        if change is None:
            ask_field(key)
            return
        _, value = change
        changed = rows if value is UNTOUCHED else [with_item(row, key, value) for row in rows]
        if tuple(changed) == tuple(rows):
            nothing()
            return
        shown = _shown(items[key], value) or "空欄"
        then(ReplaceRows(tuple(changed)), f"{len(rows)}行の「{items[key].label}」を「{shown}」に")

    ask_field()


def _suggesting(item: FormItem, row: Asset, assets: Sequence[Asset]) -> FormItem:
    if item.key not in SUGGESTED_FIELDS:
        return item
    suggestions = Suggestions(assets)
    return replace(item, suggest=lambda typed: suggestions.matching(item.key, row, typed))


def _held(item: FormItem, rows: Sequence[Asset]) -> str:
    """The value that all the rows have, or that they differ."""
    values = {asset_values(row)[item.key] for row in rows}
    return VARIOUS if len(values) > 1 else _shown(item, values.pop())


def _shown(item: FormItem, value: Any) -> str:
    labels = [option.label for option in item.options if option.value == value]
    return labels[0] if labels else "" if value is None else str(value)
