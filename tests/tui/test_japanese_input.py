"""Known traps of Japanese terminals: research/terminal-ui.md, §0 and §2."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Input, Select, TextArea
from textual.widgets._toast import Toast

import screens
import tui
from data.record import Engagement
from tests.screens.runs import full_width, interview
from tui.widgets.text_line import TextBox, TextLine

ROOT = Path(__file__).parents[2]
LONG = "情報セキュリティ基本方針"


def modules() -> list[Any]:
    """Every module of the two rooms that draw."""
    found = [tui, screens]
    for package in (tui, screens):
        for info in walk_packages(package.__path__, f"{package.__name__}."):
            if not info.name.endswith("__main__"):
                found.append(import_module(info.name))
    return found


def own_nodes() -> set[type[DOMNode]]:
    """Every app, screen and widget class of the program."""
    names = {module.__name__ for module in modules()}
    return {
        value
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, DOMNode) and value.__module__ in names
    }


def python(code: str, **environment: str) -> str:
    cleared = {k: v for k, v in os.environ.items() if k != "TEXTUAL_DISABLE_KITTY_KEY"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=cleared | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("entry", ["tui", "tui.app", "tui.cli, tui.app", "screens.home"])
def test_the_keyboard_protocol_that_garbles_commits_is_off_from_the_start(entry: str) -> None:
    code = f"import {entry}; from textual import constants; print(constants.DISABLE_KITTY_KEY)"
    if entry.startswith("screens"):
        code = f"import tui; {code}"
    assert python(code) == "True"


def test_a_user_may_turn_the_protocol_on_again() -> None:
    code = "import tui; from textual import constants; print(constants.DISABLE_KITTY_KEY)"
    assert python(code, TEXTUAL_DISABLE_KITTY_KEY="0") == "False"


def test_the_terminal_is_not_asked_for_the_protocol() -> None:
    from textual.drivers import linux_driver

    source = Path(linux_driver.__file__).read_text(encoding="utf-8")
    assert "if not constants.DISABLE_KITTY_KEY" in source


@pytest.mark.parametrize("text", ["聞", "聞き取り", "情報資産管理", LONG, "１２　ａｂ？／（株）"])
def test_a_commit_of_any_length_arrives_as_its_characters(text: str) -> None:
    came = [event for event in XTermParser().feed(text) if isinstance(event, events.Key)]
    assert [event.character for event in came] == list(text)


def test_a_commit_in_a_bracketed_paste_arrives_whole() -> None:
    (came,) = [
        event
        for event in XTermParser().feed(f"\x1b[200~{LONG}\x1b[201~")
        if isinstance(event, events.Paste)
    ]
    assert came.text == LONG


def test_full_width_keys_have_the_names_that_are_bound() -> None:
    for key in "1234567890njkacdpx?/":
        (event,) = XTermParser().feed(full_width(key))
        assert isinstance(event, events.Key)
        bound = Binding.make_bindings([Binding(full_width(key), "x")])
        assert [binding.key for binding in bound] == [event.key]


class Field(App[None]):
    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget

    def compose(self) -> ComposeResult:
        yield self.widget


@pytest.mark.parametrize("kind", [TextLine, TextBox])
@pytest.mark.parametrize("text", [LONG, "株式会社　みほん", "㈱髙橋①", "１．５", "👩‍🔧が"])
async def test_a_field_takes_a_commit_as_it_is(kind: type[Widget], text: str) -> None:
    widget = TextLine(hint="") if kind is TextLine else TextBox("", id="box")
    async with Field(widget).run_test() as pilot:
        widget.focus()
        assert pilot.app._driver is not None
        for event in XTermParser().feed(text):
            pilot.app._driver.send_message(event)
        await pilot.pause()
        assert (widget.value if isinstance(widget, Input) else widget.text) == text


async def test_enter_that_confirms_a_conversion_only_enters_its_text() -> None:
    widget = TextLine(hint="")
    async with Field(widget).run_test() as pilot:
        widget.focus()
        assert pilot.app._driver is not None
        pilot.app._driver.send_message(events.Key("enter", "日"))
        await pilot.pause()
        assert widget.value == "日"


@pytest.mark.parametrize("kind", [TextLine, TextBox])
async def test_fields_do_not_blink(kind: type[Widget]) -> None:
    widget = TextLine(hint="") if kind is TextLine else TextBox("", id="box")
    async with Field(widget).run_test():
        assert isinstance(widget, (Input, TextArea))
        assert widget.cursor_blink is False


def test_no_priority_binding_on_enter() -> None:
    from tui.app import KikitoriApp

    for node in {*own_nodes(), KikitoriApp}:
        for binding in Binding.make_bindings(vars(node).get("BINDINGS", [])):
            assert not binding.priority, (node, binding)
    inherited = [b for b in Binding.make_bindings(App.BINDINGS) if b.priority]
    assert [binding.key for binding in inherited] == ["ctrl+q"]


def test_no_widget_of_ours_is_an_overlay_that_swallows_characters() -> None:
    assert len(own_nodes()) > 15
    for node in own_nodes():
        assert not issubclass(node, (Select, Toast)), node
    for module in modules():
        assert not {Select, Toast} & {v for v in vars(module).values() if isinstance(v, type)}


def sources() -> list[tuple[Path, str]]:
    paths = [path for room in ("tui", "screens") for path in (ROOT / room).rglob("*.py")]
    return [(path, path.read_text(encoding="utf-8")) for path in paths]


@pytest.mark.parametrize(
    "trap",
    [
        '.notify(', 'type="number"', 'type="integer"', "type='number'", "type='integer'",
        "Toast(", "Select(", "Tooltip", ".tooltip =", "CommandPalette(",
    ],
)  # fmt: skip
def test_no_source_uses_what_loses_characters(trap: str) -> None:
    users = [path.name for path, text in sources() if trap in text]
    assert users == []


async def test_every_field_on_the_screens_takes_plain_text(
    tmp_path: Path, sample_record: Engagement
) -> None:
    openers = {"firm": [], "assets": ["a"], "cloud": ["a"], "measures": ["f3"], "results": []}
    for step, keys in openers.items():
        async with interview(sample_record, tmp_path / step, step) as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            for field in pilot.app.screen.query(Input):
                assert field.type == "text"
                assert not field.validators
                assert not field.restrict
                assert field.select_on_focus is False


async def test_the_palette_of_textual_in_english_is_never_shown(tmp_path: Path) -> None:
    async with interview(Engagement(), tmp_path, "measures") as pilot:
        assert pilot.app.ENABLE_COMMAND_PALETTE is False
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert type(pilot.app.screen).__module__.startswith("tui.")
