"""A form filled with as few keys as its content has characters."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.widgets import Input

from data.text import parse_count
from tui.widgets.record_form import ChoiceField, FormItem, FormOption, RecordForm, option_lines


def _count(text: str) -> int | None:
    return parse_count(text) if text.strip() else None


ITEMS = (
    FormItem("name", "名前", "例：みほん", absent=""),
    FormItem("size", "人数", "例：25", parse=_count),
    FormItem("kind", "種類", options=tuple(FormOption(key, key) for key in ("紙", "電子", "両方"))),
    FormItem("owner", "担当", absent=""),
)


class Host(App[None]):
    def __init__(self, values: dict[str, Any]) -> None:
        super().__init__()
        self.values = values
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield RecordForm(ITEMS, self.values, id="form")

    def on_mount(self) -> None:
        self.form.focus_first()

    @property
    def form(self) -> RecordForm:
        return self.query_one(RecordForm)

    @property
    def here(self) -> str:
        return str(self.focused and self.focused.id)

    def on_record_form_changed(self, event: RecordForm.Changed) -> None:
        self.heard.append(event)

    def on_record_form_refused(self, event: RecordForm.Refused) -> None:
        self.heard.append(event)

    def on_record_form_finished(self, event: RecordForm.Finished) -> None:
        self.heard.append(event)

    @property
    def changes(self) -> list[tuple[str, Any]]:
        changed = [each for each in self.heard if isinstance(each, RecordForm.Changed)]
        return [(each.key, each.value) for each in changed]

    @property
    def is_finished(self) -> bool:
        return any(isinstance(each, RecordForm.Finished) for each in self.heard)


async def test_enter_hands_over_and_goes_to_the_next_empty_field() -> None:
    app = Host({"size": 5})
    async with app.run_test() as pilot:
        await pilot.press(*"みほん", "enter")
        await pilot.pause()
        assert app.changes == [("name", "みほん")]
        assert app.here == "field-kind"


async def test_a_digit_answers_and_goes_on_and_the_last_field_finishes() -> None:
    app = Host({"name": "あ", "size": 5})
    async with app.run_test() as pilot:
        await pilot.press("２")
        await pilot.pause()
        assert app.here == "field-owner"
        await pilot.press("x", "enter")
        await pilot.pause()
        assert app.changes == [("kind", "電子"), ("owner", "x")]
        assert app.is_finished


async def test_the_form_begins_in_the_first_empty_field() -> None:
    app = Host({"name": "あ"})
    async with app.run_test():
        assert app.here == "field-size"
    full = Host({"name": "あ", "size": 1, "kind": "紙", "owner": "い"})
    async with full.run_test():
        assert full.here == "field-name"


@pytest.mark.parametrize("leave", ["enter", "down", "up", "tab"])
async def test_what_cannot_be_read_is_refused_and_stays(leave: str) -> None:
    app = Host({"name": "あ"})
    async with app.run_test() as pilot:
        await pilot.press(*"ひとり", leave)
        await pilot.pause()
        refused = [each for each in app.heard if isinstance(each, RecordForm.Refused) and each.text]
        assert refused[0].text.startswith("人数：")
        assert app.query_one("#field-size", Input).value == "ひとり"
        assert app.changes == []
        assert (app.here == "field-size") == (leave == "enter")


async def test_leaving_a_field_hands_its_value_over() -> None:
    app = Host({})
    async with app.run_test() as pilot:
        await pilot.press(*"みほん", "down", *"１２人", "up")
        await pilot.pause()
        assert app.changes == [("name", "みほん"), ("size", 12)]


async def test_a_value_left_as_it_was_is_no_change() -> None:
    app = Host({"name": "あ"})
    async with app.run_test() as pilot:
        await pilot.press("up", "down", "down", "down", "down")
        await pilot.pause()
        assert app.changes == []


async def test_a_choice_beyond_the_options_is_none() -> None:
    app = Host({"name": "あ", "size": 1})
    async with app.run_test() as pilot:
        await pilot.press("4", "9")
        await pilot.pause()
        assert app.changes == []
        assert app.here == "field-kind"


@pytest.mark.parametrize("key", ["0", "０", "delete", "backspace"])
async def test_a_choice_is_cleared_and_stays_in_place(key: str) -> None:
    app = Host({"name": "あ", "size": 1, "kind": "紙"})
    async with app.run_test() as pilot:
        app.query_one("#field-kind").focus()
        await pilot.press(key)
        await pilot.pause()
        assert app.changes == [("kind", None)]
        assert app.here == "field-kind"


async def test_a_choice_is_walked_within_its_ends() -> None:
    app = Host({"name": "あ", "size": 1})
    async with app.run_test() as pilot:
        field = app.query_one("#field-kind", ChoiceField)
        seen = []
        for key in ("right", "right", "space", "right", "left", "left", "left"):
            await pilot.press(key)
            seen.append(field.value)
        assert seen == ["紙", "電子", "両方", "両方", "電子", "紙", "紙"]


async def test_taking_gives_what_is_typed_and_not_yet_handed_over() -> None:
    app = Host({})
    async with app.run_test() as pilot:
        await pilot.press(*"みほん")
        assert app.form.take() == {"name": "みほん"}
        assert app.form.take() == {}


async def test_what_cannot_be_read_is_insisted_on_once_with_the_cursor_there() -> None:
    app = Host({"name": "あ"})
    async with app.run_test() as pilot:
        await pilot.press(*"ひとり", "down", "down", *"い")
        assert app.form.take() == {"owner": "い"}
        with pytest.raises(ValueError, match="人数："):
            app.form.insist()
        assert app.here == "field-size"
        app.form.insist()
        # Typing begins anew.
        await pilot.press("x")
        app.form.take()
        with pytest.raises(ValueError, match="人数："):
            app.form.insist()


async def test_a_refusal_stands_until_that_very_field_is_mended() -> None:
    app = Host({"name": "あ"})
    async with app.run_test() as pilot:
        await pilot.press(*"ひとり", "down", "down", *"い", "down")
        await pilot.pause()
        said = [each.text for each in app.heard if isinstance(each, RecordForm.Refused)]
        assert said
        assert all(text.startswith("人数：") for text in said)
        app.query_one("#field-size", Input).clear()
        await pilot.press("down", *"3", "up")
        await pilot.pause()
        last = [each for each in app.heard if isinstance(each, RecordForm.Refused)][-1]
        assert last.text == ""
        app.form.take()
        app.form.insist()


async def test_a_long_value_shows_its_beginning_when_it_is_left_and_its_end_when_entered() -> None:
    long = "長い名前の書類" * 30
    app = Host({"name": long, "size": 1, "kind": "紙", "owner": "い"})
    async with app.run_test() as pilot:
        field = app.query_one("#field-name", Input)

        def text() -> str:
            return field.render_line(0).text.strip()

        await pilot.press("終")
        await pilot.pause()
        assert text().endswith("終")
        await pilot.press("down")
        await pilot.pause()
        assert text().startswith("長い名前")
        await pilot.press("up")
        await pilot.pause()
        assert text().endswith("終")
        await pilot.press("down")
        app.form.show({"name": f"別の{long}別の{long}"}, "owner")
        await pilot.pause()
        assert text().startswith("別の長い名前")


async def test_typing_into_a_filled_field_adds_to_it() -> None:
    app = Host({"name": "みほん"})
    async with app.run_test() as pilot:
        app.query_one("#field-name").focus()
        await pilot.press(*"精工", "enter")
        await pilot.pause()
        assert app.changes == [("name", "みほん精工")]


def test_the_options_of_a_choice_are_listed_with_their_digits() -> None:
    assert [line.plain for line in option_lines(ITEMS[2], 20)] == ["1  紙", "2  電子", "3  両方"]
    assert [line.plain for line in option_lines(ITEMS[1], 20)] == ["例：25"]
