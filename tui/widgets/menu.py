"""One of a list by one key: digits, then letters; the arrows reach every line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content

from tui.actions import with_full_width
from tui.paint import Lines, clickable, fit, line, prose, right, slot
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView

# Without j and k, which move.
ITEM_KEYS = "123456789abcdefghilmnopqrstuvwxyz"
ZERO = "0"
CURRENT = "＞"


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One line: `detail` stands at the right; the key `zero` is for what takes all back."""

    value: str
    label: str
    detail: str = ""
    is_current: bool = False
    is_zero: bool = False


class Menu(Dialog[str]):
    """Answers with the chosen value; the cursor begins at the present one, or `at` another."""

    BINDINGS = [
        (with_full_width("up,k"), "move(-1)", "前"),
        (with_full_width("down,j"), "move(1)", "次"),
        ("pageup", "move(-10)", "前のページ"),
        ("pagedown", "move(10)", "次のページ"),
        ("enter", "choose", "決める"),
        *[(with_full_width(key), f"pick('{key}')", "選ぶ") for key in ZERO + ITEM_KEYS],
    ]

    def __init__(self, title: str, text: str, items: Sequence[MenuItem], at: str = "") -> None:
        super().__init__(title, "左の数字や文字、↑ ↓ と Enter で選ぶ　Esc やめる")
        self.text = text
        self.items = items
        self.keys = _keys(items)
        begin = [no for no, item in enumerate(items) if item.value == at or item.is_current]
        self.cursor = begin[0] if begin else 0

    def compose_dialog(self) -> ComposeResult:
        if self.text:
            yield LinesView(lambda width: prose(self.text, width), id="menu-text")
        yield LinesView(self._lines, id="menu")

    def on_mount(self) -> None:
        super().on_mount()
        self._show()

    def _show(self) -> None:
        view = self.query_one("#menu", LinesView)
        view.show(self._lines)
        view.keep_in_sight(self.cursor, self.cursor)

    def _lines(self, width: int) -> Lines:
        return [self._line(at, item, width) for at, item in enumerate(self.items)]

    def _line(self, at: int, item: MenuItem, width: int) -> Content:
        detail = right(item.detail, cell_len(item.detail) + 1) if item.detail else ""
        mark = slot(CURRENT if item.is_current else " ")
        label = fit(item.label, width - 6 - cell_len(detail))
        style = "reverse" if at == self.cursor else ""
        text = line((f"{mark} {self.keys[at]:1} ", f"bold {style}"), (f" {label}{detail}", style))
        return clickable(text, "item", at)

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.items) - 1))
        self._show()

    def action_choose(self) -> None:
        self.dismiss(self.items[self.cursor].value)

    def action_pick(self, key: str) -> None:
        if key in self.keys:
            self.dismiss(self.items[self.keys.index(key)].value)

    def on_lines_view_clicked(self, event: LinesView.Clicked) -> None:
        self.dismiss(self.items[int(event.target[1])].value)


def _keys(items: Sequence[MenuItem]) -> list[str]:
    """One key for each line; those beyond the letters have none."""
    free = iter(ITEM_KEYS)
    return [ZERO if item.is_zero else next(free, "") for item in items]
