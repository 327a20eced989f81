"""Every kind of field a person types Japanese into, and the keys that lead there."""

from __future__ import annotations

from collections.abc import Callable

from tests.terminal.harness import Terminal


def home(terminal: Terminal) -> None:
    terminal.until("ようこそ")


def prompt(terminal: Terminal) -> None:
    home(terminal)
    terminal.press("a")
    terminal.until("会社名（あとでも")


def file_dialog(terminal: Terminal) -> None:
    home(terminal)
    terminal.press("o")
    terminal.until("上のフォルダへ")


def sample(terminal: Terminal) -> None:
    home(terminal)
    terminal.press("s")
    terminal.until("みほん精工")


def note_box(terminal: Terminal) -> None:
    sample(terminal)
    terminal.press("f5", "f2")
    terminal.until("Esc 閉じる")


def search_field(terminal: Terminal) -> None:
    sample(terminal)
    terminal.press("f3")
    terminal.until("番号やことば")


def palette(terminal: Terminal) -> None:
    sample(terminal)
    terminal.press("ctrl+p")
    terminal.until("操作の名前")


def firm_form(terminal: Terminal) -> None:
    sample(terminal)
    terminal.press("i")
    terminal.until("従業員数")


def asset_form(terminal: Terminal) -> None:
    sample(terminal)
    terminal.press("f6", "a")
    terminal.until("業務分類")


FIELDS: dict[str, Callable[[Terminal], None]] = {
    "asset form": asset_form,
    "firm form": firm_form,
    "note box": note_box,
    "search": search_field,
    "palette": palette,
    "prompt": prompt,
    "file dialog": file_dialog,
}
