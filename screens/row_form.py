"""The entry form of a ledger row: every field is saved as soon as it is left."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal

from data.record import Asset, CloudService
from data.row_edits import AddRow, ReplaceRow
from data.terms import terms_in
from screens.term_lines import explained
from tui.interview import Interview
from tui.paint import Lines, Target, prose
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView
from tui.widgets.record_form import (
    BESIDE_FROM,
    ChoiceField,
    FormItem,
    RecordForm,
    option_lines,
)

Row = TypeVar("Row", Asset, CloudService)


@dataclass(frozen=True, slots=True)
class RowEntered:
    """The form was left at this row; `wants_next` when a new row was filled to the end."""

    row_id: str
    wants_next: bool


class RowForm(Dialog[RowEntered], Generic[Row]):
    """Fields at the left, what the present field means at the right, the outcome below.

    In a small terminal the explanation stands below the fields.
    A new row joins the record with its first entry.
    """

    BINDINGS = [("pagedown", "read_on", "説明の続き")]
    AWAITS_FOCUS = True
    HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (BESIDE_FROM, "-beside")]
    app = getters.app(Interview)

    def __init__(self, title: str, row: Row, is_new: bool) -> None:
        super().__init__(
            title, "Enter 次へ　↑ ↓ 上下　PgDn 説明の続き　Esc 閉じる（書いたものは残ります）"
        )
        self.row = row
        self.is_new = is_new
        self.is_added = not is_new
        self.refused = ""
        self.item: FormItem | None = None

    row: Row

    @abstractmethod
    def items(self) -> list[FormItem]:
        """The fields, in the ledger's order."""

    @abstractmethod
    def values(self) -> dict[str, Any]:
        """The row's values by item key."""

    @abstractmethod
    def changed(self, key: str, value: Any) -> Row:
        """The row with another value at an item."""

    @abstractmethod
    def outcome_lines(self, width: int) -> Lines:
        """What the row comes to as it stands."""

    def about(self, item: FormItem, width: int) -> Lines:
        """What the present field means."""
        return option_lines(item, width)

    def words(self, item: FormItem, width: int) -> Lines:
        """What the field's own name means; letters are text here, so no key can ask for it."""
        return explained(terms_in([item.label]), width)

    def compose_dialog(self) -> ComposeResult:
        with Horizontal(id="row-form-body"):
            yield RecordForm(self.items(), self.values(), id="row-form")
            yield LinesView(id="row-form-help")
        yield LinesView(self._outcome, id="row-form-outcome")

    def on_mount(self) -> None:
        self.query_one(RecordForm).focus_first()

    def _outcome(self, width: int) -> Lines:
        if self.refused:
            return prose(self.refused, width, "bold $text-error")
        return self.outcome_lines(width)

    @on(RecordForm.Changed)
    def _field_changed(self, event: RecordForm.Changed) -> None:
        self._save(event.key, event.value)

    def _save(self, key: str, value: Any) -> None:
        if refusal := self.app.session.refusal:
            self.refused = refusal
            self.query_one(RecordForm).show(self.values(), key)
            self._show_outcome()
            return
        self.row = self.changed(key, value)
        edit = ReplaceRow(self.row) if self.is_added else AddRow(self.row)
        self.app.session.apply(edit)
        self.is_added = True
        self._show_outcome()

    @on(RecordForm.Refused)
    def _refuse(self, event: RecordForm.Refused) -> None:
        # A field that can be read does not take back that nothing can be changed.
        if event.text or self.refused != self.app.session.refusal:
            self.refused = event.text
        self._show_outcome()

    def _show_outcome(self) -> None:
        self.query_one("#row-form-outcome", LinesView).show(self._outcome)

    @on(RecordForm.Entered)
    def _explain(self, event: RecordForm.Entered) -> None:
        self.item = event.item
        self.explain_again()

    def explain_again(self) -> None:
        """What the present field means, as it stands now."""
        if item := self.item:
            view = self.query_one("#row-form-help", LinesView)
            view.show(lambda width: self._about_lines(item, width))
            view.keep_in_sight(0, 0)

    def _about_lines(self, item: FormItem, width: int) -> Lines:
        return [
            *prose(item.label, width, "bold $text-accent"),
            *self.about(item, width),
            *self.words(item, width),
        ]

    def action_read_on(self) -> None:
        self.query_one("#row-form-help", LinesView).page_on()

    @on(LinesView.Clicked, "#row-form-help")
    def _option_clicked(self, event: LinesView.Clicked) -> None:
        self.option_clicked(event.target)

    def option_clicked(self, target: Target) -> None:
        """A part of the explanation was clicked."""
        if isinstance(self.focused, ChoiceField):
            self.focused.action_choose(int(target[1]))

    @on(RecordForm.Finished)
    def _finished(self) -> None:
        self.dismiss(RowEntered(self.row.id, wants_next=self.is_new and self.is_added))

    def settle(self) -> None:
        """Raises ValueError once when a field cannot be read."""
        form = self.query_one(RecordForm)
        for key, value in form.take().items():
            self._save(key, value)
        form.insist()

    def action_cancel(self) -> None:
        """Keep what was typed; what cannot be read holds the form open once."""
        try:
            self.settle()
        except ValueError as error:
            self.refused = f"{error}（もう一度 Esc で、この欄を元のままにして閉じます）"
            self._show_outcome()
            return
        self.dismiss(RowEntered(self.row.id, wants_next=False))


def with_value(row: Row, key: str, value: Any) -> Row:
    """The row with one field changed."""
    changes: dict[str, Any] = {key: value}
    return replace(row, **changes)
