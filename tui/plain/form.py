"""Fields asked one by one, each saved as soon as it is entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Generic, NamedTuple, TypeVar

from data.fields import Field, Kind, Value
from data.place import Place
from data.record import Asset, CloudService
from data.row_edits import AddRow, ReplaceRow
from data.rows import row_of, row_place, table_of
from data.text import fold
from tui.plain.commands import (
    LITERAL,
    Reply,
    as_text,
    is_command_word,
    read_entry,
    read_reply,
    refusal,
)
from tui.plain.desk import Desk, Spot, in_one_line, no_help, numbered

LEVELS = (1, 2, 3)
LONGEST_IN_ONE_LINE = 45
HOW_TO = "空の行はそのまま次の欄へ、b で前の欄へ、. でおわります。"
Option = tuple[Value, str]


class Entry(NamedTuple):
    """One field to be asked: how to read its value now, and how to keep another.

    `parse` reads what is typed where the field alone does not know how.
    """

    field: Field
    place: Place
    value: Callable[[], Value]
    keep: Callable[[Value], None]
    help: Callable[[], Sequence[str]] = no_help
    parse: Callable[[str], Value] | None = None


def fill_in(desk: Desk, entries: Sequence[Entry], first: int = 0) -> bool:
    """Ask the fields from `first` on; False when the user left before the last one."""
    desk.say(HOW_TO)
    at = first
    while at < len(entries):
        by = _Asking(desk, entries[at]).ask()
        if by is None or at + by < 0:
            return False
        at += by
    return True


def ask_value(desk: Desk, entry: Entry) -> None:
    """Ask one field on its own; an empty line leaves it as it is."""
    desk.say("空の行か b で、何も変えずにもどります。")
    _Asking(desk, entry).ask()


def options_of(field: Field) -> list[Option]:
    """The values a field may have, where they are few."""
    match field.kind:
        case Kind.CHOICE:
            return [(choice.key, choice.label) for choice in field.choices]
        case Kind.LEVEL:
            return [(level, str(level)) for level in LEVELS]
        case Kind.FLAG:
            return [(True, "有"), (False, "無")]
        case _:
            return []


class _Asking:
    """One field until it is entered or left."""

    def __init__(self, desk: Desk, entry: Entry) -> None:
        self.desk = desk
        self.entry = entry
        self.field = entry.field
        self.options = options_of(entry.field)

    def ask(self) -> int | None:
        """How many fields to go on, −1 for one back; None to leave the form."""
        self._read_out()
        spot = Spot(self.entry.place, self._help_lines)
        read = read_reply if self.options else read_entry
        while True:
            reply = self.desk.ask(self._prompt(), spot, read)
            match reply.command:
                case "next":
                    return 1
                case "back":
                    return -1
                case "end":
                    return None
                case "again":
                    self._read_out()
                case _ if self._enter(reply):
                    return 1

    def _read_out(self) -> None:
        labels = [label for _, label in self.options]
        if self.field.kind is Kind.CHOICE and sum(map(len, labels)) > LONGEST_IN_ONE_LINE:
            self.desk.say(f"{self.field.label}を選びます。", *numbered(labels))

    def _prompt(self) -> str:
        field = self.field
        labels = [label for _, label in self.options]
        if field.kind is Kind.LEVEL:
            how = "1から3の番号で、? で目安"
        elif labels:
            is_short = sum(map(len, labels)) <= LONGEST_IN_ONE_LINE
            how = in_one_line(labels) if is_short else "番号で"
        else:
            how = field.hint
        now = field.show(self.entry.value())
        return (
            field.label + f"（{how}）" * bool(how) + (f"、今は「{now}」。" if now else "をどうぞ。")
        )

    def _enter(self, reply: Reply) -> bool:
        """Keep what was entered, and say it; False when it cannot be understood."""
        try:
            value = self._value(reply)
        except ValueError as error:
            self.desk.say(str(error))
            return False
        self.entry.keep(value)
        shown = self.field.show(value) or ("無" if value is False else "空にしました")
        self.desk.say(f"{self.field.label}：{shown}")
        return True

    def _value(self, reply: Reply) -> Value:
        """Raises ValueError with a sentence for the user."""
        if self.options:
            return self._option(reply)
        if reply.command and reply.command != "literal":
            raise ValueError(f"その操作は欄では使えません。{as_text(reply.text)}")
        if not reply.command and is_command_word(reply.text):
            raise ValueError(refusal(reply.text))
        parse = self.entry.parse or self.field.parse
        return parse(reply.text) if reply.text else self.field.absent

    def _option(self, reply: Reply) -> Value:
        if reply.command == "take_back" or fold(reply.text) == LITERAL:
            return self.field.absent
        if reply.number and reply.number <= len(self.options):
            return self.options[reply.number - 1][0]
        for value, label in self.options:
            if fold(label) == fold(reply.text):
                return value
        raise ValueError(f"1から{len(self.options)}の番号でどうぞ。0 で空にします。")

    def _help_lines(self) -> Sequence[str]:
        hint = [self.field.hint] if self.field.hint else []
        return [self.field.label, *hint, *self.entry.help(), HOW_TO]


Row = TypeVar("Row", Asset, CloudService)


class RowForm(Generic[Row]):
    """The fields of one row; a new row joins the record with its first entry."""

    def __init__(self, desk: Desk, row: Row, *, is_added: bool) -> None:
        self.desk = desk
        self.draft = row
        self.is_added = is_added

    draft: Row

    @property
    def row(self) -> Row:
        """The row as it is now: a note may have been written to it meanwhile."""
        if not self.is_added:
            return self.draft
        rows: tuple[Row, ...] = getattr(self.desk.record, table_of(self.draft))
        return row_of(rows, self.draft.id)

    def keep(self, key: str, value: Value) -> None:
        changes: dict[str, Any] = {key: value}
        row = replace(self.row, **changes)
        self.desk.apply(ReplaceRow(row) if self.is_added else AddRow(row))
        self.draft, self.is_added = row, True

    def fill_in(self, fields: Sequence[Field], help_of: Callable[[Field], Sequence[str]]) -> bool:
        """Ask all fields; whether the user came to the end."""
        return fill_in(self.desk, [self._entry(field, help_of) for field in fields])

    def _entry(self, field: Field, help_of: Callable[[Field], Sequence[str]]) -> Entry:
        return Entry(
            field,
            row_place(self.draft),
            lambda: getattr(self.row, field.key),
            lambda value: self.keep(field.key, value),
            lambda: help_of(field),
        )
