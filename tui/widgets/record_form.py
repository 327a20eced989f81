"""A form of one-line fields that is filled with as few keys as the content has characters.

Enter goes to the next empty field and finishes when none is left; a digit
answers a choice and goes on. Every field hands its value over when it is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Label

from tui.actions import with_full_width
from tui.paint import Lines, clickable, fit, line
from tui.phrases import wrap
from tui.widgets.suggested_line import Suggest, SuggestedLine
from tui.widgets.text_line import TextLine

NOT_ENTERED = "（未入力）"
# Cells of the terminal below which an explanation beside the fields leaves them no room.
BESIDE_FROM = 72


@dataclass(frozen=True)
class FormOption:
    value: Any
    label: str


@dataclass(frozen=True)
class FormItem:
    """One field: free text through `parse` (raises ValueError), or one of `options`.

    `suggest` gives what may be meant by the text typed so far, best first.
    """

    key: str
    label: str
    hint: str = ""
    options: tuple[FormOption, ...] = ()
    parse: Callable[[str], Any] = str
    absent: Any = None
    suggest: Suggest | None = None
    unset: str = NOT_ENTERED


class ChoiceField(Widget, can_focus=True):
    """One of a few options by digit; ← → walk through them, 0 or Delete clears."""

    BINDINGS = [
        *[Binding(with_full_width(str(n)), f"choose({n})", show=False) for n in range(1, 10)],
        Binding(with_full_width("0,delete,backspace"), "clear", show=False),
        Binding("left", "walk(-1)", show=False),
        Binding("right,space", "walk(1)", show=False),
        Binding("enter", "submit", show=False),
    ]

    value: reactive[Any] = reactive(None)

    @dataclass
    class Chosen(Message):
        """`by_digit`: an answer was meant, so the form may go on."""

        field: ChoiceField
        value: Any
        by_digit: bool

    @dataclass
    class Submitted(Message):
        field: ChoiceField

    def __init__(self, item: FormItem, value: Any) -> None:
        super().__init__(id=f"field-{item.key}")
        self.item = item
        self.set_reactive(ChoiceField.value, value)

    def render(self) -> Content:
        shown = (option.label for option in self.item.options if option.value == self.value)
        label = next(shown, "")
        style = "" if label else "$text-muted"
        return Content.styled(fit(label or self.item.unset, self.size.width), style)

    def _take(self, value: Any, by_digit: bool) -> None:
        self.value = value
        self.post_message(self.Chosen(self, value, by_digit))

    def action_choose(self, number: int) -> None:
        if number <= len(self.item.options):
            self._take(self.item.options[number - 1].value, by_digit=True)

    def action_clear(self) -> None:
        self._take(self.item.absent, by_digit=False)

    def action_walk(self, by: int) -> None:
        values = [option.value for option in self.item.options]
        here = values.index(self.value) + by if self.value in values else 0
        self._take(values[max(0, min(here, len(values) - 1))], by_digit=False)

    def action_submit(self) -> None:
        self.post_message(self.Submitted(self))

    def on_click(self) -> None:
        self.focus()


class RecordForm(Vertical):
    """Fields with their labels. Posts `Changed`, `Entered`, `Refused` and `Finished`."""

    BINDINGS = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
    ]

    @dataclass
    class Changed(Message):
        """A field was left, or chosen, with another value than before."""

        key: str
        value: Any

    @dataclass
    class Entered(Message):
        """A field has the focus now."""

        item: FormItem

    @dataclass
    class Refused(Message):
        """What was typed cannot be read; it stays in the field. Empty text: all fields can be."""

        text: str

    class Finished(Message):
        """Enter was pressed and no empty field is left after this one."""

    def __init__(self, items: Sequence[FormItem], values: dict[str, Any], *, id: str) -> None:
        super().__init__(id=id)
        self.items = {item.key: item for item in items}
        self.values = dict(values)
        self._shown: dict[str, str] = {}
        # Why a field cannot be read, by its key, until that field is mended.
        self._refused: dict[str, str] = {}
        # What stood in the fields when `insist` raised.
        self._insisted_on: dict[str, str] | None = None

    def compose(self) -> ComposeResult:
        for item in self.items.values():
            with Horizontal(classes="form-row"):
                yield Label(Content(fit(item.label, 20)), classes="form-label")
                yield self._editor(item)

    def _editor(self, item: FormItem) -> Widget:
        if item.options:
            return ChoiceField(item, self._held(item.key))
        text, name = self._text(item.key), f"field-{item.key}"
        if item.suggest:
            return SuggestedLine(text, hint=item.hint, suggest=item.suggest, id=name)
        return TextLine(text, hint=item.hint, id=name)

    def _text(self, key: str) -> str:
        """What a field of text shows, remembered to be told from what is typed."""
        value = self._held(key)
        self._shown[key] = "" if value is None else " ".join(str(value).splitlines())
        return self._shown[key]

    def show(self, values: dict[str, Any], key: str) -> None:
        """Other values, as after undo, with the cursor in the field of `key`."""
        self.values = dict(values)
        self._refused.clear()
        for each in self.items:
            editor = self.query_one(f"#field-{each}")
            if isinstance(editor, ChoiceField):
                editor.value = self._held(each)
            elif isinstance(editor, TextLine):
                editor.show_text(self._text(each))
        self._focus(key)

    def focus_first(self) -> None:
        """Put the cursor in the first empty field, or in the first one."""
        empty = [key for key in self.items if self._is_empty(key)]
        self._focus((empty or list(self.items))[0])

    def take(self) -> dict[str, Any]:
        """What was typed, can be read and is not yet handed over: values by key.

        For a form about to close, where no message would arrive in time.
        """
        taken: dict[str, Any] = {}
        for key in self.items:
            value = self._readable(key)
            if value != self._held(key):
                self._accept(key, value)
                taken[key] = value
        return taken

    def insist(self) -> None:
        """Raises ValueError, with the cursor there, when a field cannot be read.

        To be called after `take`. Once only as long as nothing else is typed: the
        second time the field is given up.
        """
        first = next((key for key in self.items if key in self._refused), None)
        if first is None or self._texts() == self._insisted_on:
            return
        self._insisted_on = self._texts()
        self._focus(first)
        raise ValueError(self._refused[first])

    def _texts(self) -> dict[str, str]:
        return {str(each.id): each.value for each in self.query(TextLine)}

    def _focus(self, key: str) -> None:
        # At once: `focus()` waits its turn, and a quick second key would meet the old field.
        self.screen.set_focus(self.query_one(f"#field-{key}"))

    def _focused_key(self) -> str | None:
        focused = self.screen.focused
        if focused is None or focused.id is None or self not in focused.ancestors:
            return None
        return focused.id.removeprefix("field-")

    def _held(self, key: str) -> Any:
        return self.values.get(key, self.items[key].absent)

    def _is_empty(self, key: str) -> bool:
        return bool(self._held(key) == self.items[key].absent)

    def _typed(self, key: str) -> Any:
        """The value in the field now; raises ValueError naming the field."""
        item, editor = self.items[key], self.query_one(f"#field-{key}")
        # One line cannot show every text: what nobody touched stays as it was.
        if not isinstance(editor, Input) or editor.value == self._shown[key]:
            return self._held(key)
        try:
            return item.parse(editor.value)
        except ValueError as error:
            raise ValueError(f"{item.label}：{error}") from None

    def _commit(self, key: str) -> bool:
        """Hand the field's value over; whether it could be read."""
        was_refused = key in self._refused
        value = self._readable(key)
        if key in self._refused:
            self.post_message(self.Refused(self._refused[key]))
            return False
        if was_refused or not self._refused:
            self.post_message(self.Refused(next(iter(self._refused.values()), "")))
        self._store(key, value)
        return True

    def _readable(self, key: str) -> Any:
        """The value in the field now; the one held, and the field is refused, when unreadable."""
        try:
            value = self._typed(key)
        except ValueError as error:
            self._refused[key] = str(error)
            return self._held(key)
        self._refused.pop(key, None)
        return value

    def _store(self, key: str, value: Any) -> None:
        if value != self._held(key):
            self._accept(key, value)
            self.post_message(self.Changed(key, value))

    def _accept(self, key: str, value: Any) -> None:
        self.values[key] = value
        editor = self.query_one(f"#field-{key}")
        if isinstance(editor, Input):
            self._shown[key] = editor.value

    def _advance(self, key: str) -> None:
        keys = list(self.items)
        later = [other for other in keys[keys.index(key) + 1 :] if self._is_empty(other)]
        if later:
            self._focus(later[0])
        else:
            self.post_message(self.Finished())

    def action_step(self, by: int) -> None:
        key, keys = self._focused_key(), list(self.items)
        if key is not None:
            self._focus(keys[(keys.index(key) + by) % len(keys)])

    @on(Input.Submitted)
    def _field_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        key = str(event.input.id).removeprefix("field-")
        if self._commit(key):
            self._advance(key)

    @on(Input.Blurred)
    def _field_left(self, event: Input.Blurred) -> None:
        event.stop()
        self._commit(str(event.input.id).removeprefix("field-"))

    @on(ChoiceField.Chosen)
    def _chosen(self, event: ChoiceField.Chosen) -> None:
        event.stop()
        self._store(event.field.item.key, event.value)
        if event.by_digit:
            self._advance(event.field.item.key)

    @on(ChoiceField.Submitted)
    def _choice_submitted(self, event: ChoiceField.Submitted) -> None:
        event.stop()
        self._advance(event.field.item.key)

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        key = self._focused_key()
        if key is not None:
            self.post_message(self.Entered(self.items[key]))


def option_lines(item: FormItem, width: int) -> Lines:
    """The options of a choice with their digits, or how to fill in a text field."""
    if not item.options:
        return [Content(each) for each in wrap(item.hint, width)]
    lines: Lines = []
    for number, option in enumerate(item.options, start=1):
        first, *rest = wrap(option.label, width - 3)
        lines.append(clickable(line((f"{number}  ", "bold"), first), "value", number))
        lines += [Content("   " + each) for each in rest]
    return lines
