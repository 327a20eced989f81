"""よくある情報資産から選ぶ: pick what applies, by department, and adjust the rest in the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input

from data.asset_names import AssetName, asset_name
from data.catalogue import load_catalogue
from data.ledger import importance
from data.record import Asset
from data.text import fold, narrow
from data.usual_assets import load_usual_assets
from tui.marks import NO_MARK, SELECTED
from tui.paint import Lines, clickable, fit, line, slot
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView
from tui.widgets.text_line import TextLine

HELD = NO_MARK


@dataclass(frozen=True, eq=False)
class Usual:
    """One line: the row it would become, of department `number` counted from 1."""

    number: int
    row: Asset
    is_held: bool
    words: str


class PickLine(TextLine):
    """What is typed filters; digits and the space pick."""

    BINDINGS = [Binding("ctrl+a", "screen.toggle_shown", show=False)]

    def on_key(self, event: events.Key) -> None:
        digit = narrow(event.character or "")
        if event.key in ("space", "ideographic_space"):
            self._run("pick", event)
        elif digit.isdecimal():
            self._run(f"toggle_department({digit})", event)

    def _run(self, action: str, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self.call_later(self.screen.run_action, action)


class UsualAssets(Dialog[tuple[Asset, ...]]):
    """Answers with the rows picked, or the one under the cursor; those in the ledger stay out."""

    AWAITS_FOCUS = True
    BINDINGS = [
        ("up", "move(-1)", "前"),
        ("down", "move(1)", "次"),
        ("pageup", "move_department(-1)", "前の部署"),
        ("pagedown", "move_department(1)", "次の部署"),
    ]

    def __init__(self, held: frozenset[AssetName]) -> None:
        super().__init__(
            "よくある情報資産",
            "Space 選ぶ　数字 部署ごと　^A 見えている全部　Enter 追加　Esc やめる",
        )
        self.all = tuple(_usual(held))
        self.shown = self.all
        self.picked: set[Usual] = set()
        self.cursor = 0

    def compose_dialog(self) -> ComposeResult:
        yield PickLine(hint="文字を打つと絞り込めます（例：名簿、契約）", id="usual-words")
        yield LinesView(self._said, id="usual-said")
        yield LinesView(self._lines, id="usual")

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        words = fold(event.value).split()
        self.shown = tuple(u for u in self.all if all(word in u.words for word in words))
        self.cursor = 0
        self._show()

    def _show(self) -> None:
        self.query_one("#usual-said", LinesView).show(self._said)
        view = self.query_one("#usual", LinesView)
        view.show(self._lines)
        at = self._line_of(self.cursor)
        # With the first of a department its heading stays in sight.
        view.keep_in_sight(max(at - 1, 0), at)

    def _said(self, width: int) -> Lines:
        if self.picked:
            return [Content.styled(fit(f"{len(self.picked)}件を選びました", width), "bold")]
        return [Content.styled(fit("あてはまるものを選んでください", width), "$text-muted")]

    def _line_of(self, position: int) -> int:
        return position + len({usual.number for usual in self.shown[: position + 1]})

    def _lines(self, width: int) -> Lines:
        lines: Lines = []
        number = 0
        for at, usual in enumerate(self.shown):
            if usual.number != number:
                number = usual.number
                lines.append(self._heading(usual, width))
            lines.append(self._line(at, usual, width))
        return lines or [line(("見つかりません。ことばを変えてみてください", "$text-muted"))]

    def _heading(self, usual: Usual, width: int) -> Content:
        text = fit(f"{usual.number}  {usual.row.business}", width)
        return clickable(Content.styled(text, "bold $text-accent"), "department", usual.number)

    def _line(self, at: int, usual: Usual, width: int) -> Content:
        mark = HELD if usual.is_held else SELECTED if usual in self.picked else "・"
        text = f" {slot(mark)} {_described(usual, width - 4)}"
        style = "bold reverse" if at == self.cursor else "$text-muted" if usual.is_held else ""
        return clickable(Content.styled(text, style), "usual", at)

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.shown) - 1))
        self._show()

    def action_move_department(self, by: int) -> None:
        numbers = sorted({usual.number for usual in self.shown})
        if numbers:
            here = numbers.index(self.shown[self.cursor].number) + by
            self._go_to_department(numbers[max(0, min(here, len(numbers) - 1))])
            self._show()

    def _go_to_department(self, number: int) -> None:
        self.cursor = [usual.number for usual in self.shown].index(number)

    def action_pick(self) -> None:
        if self.shown:
            self._toggle([self.shown[self.cursor]])
            self.action_move(1)

    def action_toggle_department(self, number: int) -> None:
        if group := [usual for usual in self.shown if usual.number == number]:
            self._toggle(group)
            self._go_to_department(number)
            self._show()

    def action_toggle_shown(self) -> None:
        self._toggle(self.shown)
        self._show()

    def _toggle(self, group: Iterable[Usual]) -> None:
        """Pick them all; none if all of them are picked."""
        free = {usual for usual in group if not usual.is_held}
        self.picked = self.picked - free if free <= self.picked else self.picked | free

    @on(Input.Submitted)
    def _choose(self) -> None:
        under = {self.shown[self.cursor]} if self.shown else set()
        chosen = self.picked or {usual for usual in under if not usual.is_held}
        self.dismiss(tuple(usual.row for usual in self.all if usual in chosen) or None)

    @on(LinesView.Clicked)
    def _clicked(self, event: LinesView.Clicked) -> None:
        kind, number = event.target
        if kind == "department":
            self.action_toggle_department(int(number))
        else:
            self.cursor = int(number)
            self._toggle([self.shown[self.cursor]])
            self._show()


def _usual(held: frozenset[AssetName]) -> Iterable[Usual]:
    for number, department in enumerate(load_usual_assets(), start=1):
        for usual in department.assets:
            row = department.row_of(usual)
            words = fold(f"{row.business} {row.name} {_medium(row)}")
            yield Usual(number, row, asset_name(row) in held, words)


def _medium(row: Asset) -> str:
    return load_catalogue().medium(str(row.medium)).label


def _described(usual: Usual, width: int) -> str:
    """Name, medium, 個人情報, importance and retention, as far as there is room."""
    row = usual.row
    personal = "個人" if row.personal or row.sensitive_personal or row.my_number else ""
    tail = f"{fit(_medium(row), 13)} {fit(personal, 4)} 重要度{importance(row)}"
    last = "台帳にあります" if usual.is_held else row.retention and f"保存 {row.retention}"
    tail += f" {fit(last, 15)}"
    return f"{fit(row.name, max(width - 43, 8))} {tail}" if width >= 60 else fit(row.name, width)
