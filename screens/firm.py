"""The firm, the visit, and the head of the self-check."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from data.edits import FieldTable, SetField
from data.fields import ENGAGEMENT_FIELDS, FIRM_FIELDS, SELF_CHECK_FIELDS, Field, Kind, Value
from data.place import Place, Step
from data.terms import terms_in
from screens.forms import form_item, values_of
from screens.frame import WIDE
from screens.step import StepScreen
from screens.term_lines import explained
from tui.paint import Lines, prose
from tui.parked_cursor import park_cursor
from tui.widgets.lines_view import LinesView
from tui.widgets.record_form import BESIDE_FROM, FormItem, RecordForm, option_lines

TABLES: dict[FieldTable, tuple[Field, ...]] = {
    "firm": FIRM_FIELDS,
    "info": ENGAGEMENT_FIELDS,
    "self_check": SELF_CHECK_FIELDS,
}


class FirmScreen(StepScreen):
    """Everything here may stay empty; F5 begins the questions."""

    STEP: ClassVar[Step] = "firm"
    IS_KEPT = False
    HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (BESIDE_FROM, "-narrow"), (WIDE, "-wide")]
    WITHOUT = frozenset({"note", "next_unanswered", "toggle_panel"})
    READ_ON = ("#firm-help",)
    BINDINGS: ClassVar[list[BindingType]] = [("pagedown", "read_on", "説明の続き")]

    def compose_body(self) -> ComposeResult:
        items = [form_item(f, f"{table}-") for table, fields in TABLES.items() for f in fields]
        yield RecordForm(items, self._values(), id="firm-form")
        yield LinesView(self._about_lines, id="firm-help")

    def on_mount(self) -> None:
        park_cursor(self)
        self.query_one(RecordForm).focus_first()

    def _values(self) -> dict[str, object]:
        record = self.app.session.record
        values: dict[str, object] = {}
        for table, fields in TABLES.items():
            values |= values_of(getattr(record, table), fields, f"{table}-")
        return values

    def move_to(self, place: Place) -> None:
        """After undo the form shows the values as they are again."""
        if self.is_mounted and place.key:
            self.query_one(RecordForm).show(self._values(), place.key.replace(".", "-"))

    @on(RecordForm.Changed)
    def _set(self, event: RecordForm.Changed) -> None:
        self._set_field(event.key, event.value)

    def _set_field(self, name: str, value: Value) -> None:
        table, key = name.split("-", 1)
        self.apply(SetField(cast(FieldTable, table), key, value))
        if self.app.session.refusal:
            self.query_one(RecordForm).show(self._values(), name)

    @on(RecordForm.Refused)
    def _refused(self, event: RecordForm.Refused) -> None:
        # A field that can be read takes nothing back of what else is said.
        if event.text or not self.app.session.refusal:
            self.say(event.text)

    @on(RecordForm.Entered)
    def _explain(self, event: RecordForm.Entered) -> None:
        item = event.item
        self.query_one("#firm-help", LinesView).show(lambda width: self._help(item, width))

    @on(RecordForm.Finished)
    def _finished(self) -> None:
        self.action_go("self_check")

    def settle(self) -> bool:
        """What cannot be read keeps the user here once; then it is given up."""
        if not self.is_mounted:
            return True
        form = self.query_one(RecordForm)
        for key, value in form.take().items():
            self._set_field(key, value)
        try:
            form.insist()
        except ValueError as error:
            self.say(f"{error}（もう一度で、元のままにします）")
            return False
        return True

    def action_back(self) -> None:
        if self.focused is not None and self.settle():
            self.set_focus(None)
        elif self.focused is None:
            super().action_back()

    def _help(self, item: FormItem, width: int) -> Lines:
        return [
            *prose(item.label, width, "bold $text-accent"),
            *option_lines(item, width),
            Content(""),
            *self._about_lines(width),
            Content(""),
            *explained(terms_in([item.label, *(o.label for o in item.options)]), width),
        ]

    def _about_lines(self, width: int) -> Lines:
        return [
            *prose("空欄でもかまいません。あとからいつでも書けます。", width),
            Content(""),
            *prose("Enter 次の空欄へ", width, "$text-muted"),
            *prose("↑ ↓ 上下の欄へ", width, "$text-muted"),
            *prose("PgDn 説明の続き", width, "$text-muted"),
            *prose("F5 自社診断を始める", width, "bold"),
        ]

    def shown_texts(self) -> Iterable[str]:
        for field in (field for fields in TABLES.values() for field in fields):
            labels = [choice.label for choice in field.choices] if field.kind is Kind.CHOICE else []
            yield from (field.label, *labels)

    def help_lines(self, width: int) -> Lines:
        return prose(
            "会社と訪問の情報です。書き出すExcelの表題や、ファイルの名前に使います。", width
        )
