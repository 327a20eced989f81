"""A form of a few fields in a dialog: saved as it is written, undone in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.widgets import Input

from data.due_list import persons_named
from data.text import parse_due
from tui.interview import Interview
from tui.paint import Lines, prose
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView
from tui.widgets.record_form import FormItem, RecordForm, option_lines

AGAIN = "もう一度 Esc で閉じます"
HOW_TO_WRITE_A_DAY = "「12月4日」「令和8年12月4日」のようにも書けます。空欄＝未定"


class SmallForm(Dialog[None]):
    """Subclasses say which fields, what stands above them, and what to save."""

    AWAITS_FOCUS = True
    app = getters.app(Interview)

    def __init__(self, title: str, items: Sequence[FormItem], values: dict[str, Any]) -> None:
        super().__init__(title, "Enter 次へ　↑ ↓ 上下の欄　Esc 閉じる（書いたものは残ります）")
        self.items = items
        self.values = values
        self.refused = ""
        self.item: FormItem | None = None

    def lines_above(self, width: int) -> Lines:
        """What the fields are about."""
        return []

    def about(self, item: FormItem, width: int) -> Lines:
        """What the field is for."""
        return option_lines(item, width)

    def save(self, values: dict[str, Any]) -> None:
        """Take the values over; called whenever one may have changed."""

    def persons(self) -> Sequence[str]:
        """Who is suggested in the field of a person, if there is one."""
        return ()

    def compose_dialog(self) -> ComposeResult:
        yield LinesView(self.lines_above, id="small-form-above")
        yield RecordForm(self.items, self.values, id="small-form")
        yield LinesView(id="small-form-help")

    def on_mount(self) -> None:
        form = self.query_one(RecordForm)
        if persons := self.persons():
            from textual.suggester import SuggestFromList

            form.query_one("#field-person", Input).suggester = SuggestFromList(persons)
        form.focus_first()

    @on(RecordForm.Entered)
    def _explain(self, event: RecordForm.Entered) -> None:
        self.item = event.item
        self._explain_again()

    def _explain_again(self) -> None:
        if item := self.item:
            view = self.query_one("#small-form-help", LinesView)
            view.show(lambda width: self._help_lines(item, width))

    def _help_lines(self, item: FormItem, width: int) -> Lines:
        if self.refused:
            return prose(self.refused, width, "bold $text-error")
        return self.about(item, width)

    @on(RecordForm.Refused)
    def _refuse(self, event: RecordForm.Refused) -> None:
        self.refused = event.text
        self._explain_again()

    @on(RecordForm.Changed)
    def _save(self) -> None:
        self.save(self.query_one(RecordForm).values)

    @on(RecordForm.Finished)
    def _finished(self) -> None:
        self.dismiss(None)

    def settle(self) -> None:
        """Raises ValueError once when a field cannot be read."""
        form = self.query_one(RecordForm)
        form.take()
        self._save()
        form.insist()

    def action_cancel(self) -> None:
        """What cannot be read holds the dialog open once."""
        try:
            self.settle()
        except ValueError as error:
            self._refuse(RecordForm.Refused(f"{error}（{AGAIN}）"))
            return
        self.dismiss(None)


class AssignmentForm(SmallForm):
    """Among the fields are who does something, and by when.

    `written`: whether something was saved, so that what follows is the same undo.
    """

    # What the field of the person is for, while nobody was named yet.
    NOBODY: ClassVar[str] = "する人の名前です。"

    def __init__(self, title: str, items: Sequence[FormItem], values: dict[str, Any]) -> None:
        items = [replace(i, parse=self._day) if i.key == "due" else i for i in items]
        super().__init__(title, items, values)
        self.written = False

    def _day(self, text: str) -> date | None:
        """Raises ValueError when the text is no day."""
        return parse_due(text, self.app.today()) if text.strip() else None

    def persons(self) -> Sequence[str]:
        return persons_named(self.app.session.record)

    def about(self, item: FormItem, width: int) -> Lines:
        match item.key:
            case "due":
                return prose(HOW_TO_WRITE_A_DAY, width)
            case "person":
                return self._about_person(width)
            case _:
                return super().about(item, width)

    def _about_person(self, width: int) -> Lines:
        if persons := self.persons():
            return prose(f"これまでの人（最初の字を打って →）：{'、'.join(persons)}", width)
        return prose(self.NOBODY, width)
