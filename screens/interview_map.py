"""目次: the whole interview on one page; a letter goes to any part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content

from data.place import Place, Step
from data.place_names import STEP_TITLES
from data.result import compute_result
from data.sections import Section, sections
from data.visit_edits import VISITS_TITLE
from screens.results import SERVICE, sections_of
from tui.actions import STEP_ACTIONS, with_full_width
from tui.interview import Interview
from tui.marks import MARKED, NO_MARK
from tui.paint import Lines, clickable, fit, line, right
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView

# Without the key that closes the map again.
LABELS = "abcdefhijklmnopqrstuvwxyz1234567890"
STEP_KEYS = {action.name.split("'")[1]: action.shown for action in STEP_ACTIONS}
GAP = 2
COUNT_CELLS, MARKED_CELLS = 9, 4
# Steps of one section stand in one line.
WHOLE: tuple[Step, ...] = ("firm", "assets")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the map; a heading has no target."""

    title: str
    step: Step
    target: Place | None = None
    section: Section | None = None
    label: str = ""


class InterviewMap(Dialog[Place]):
    """Answers with the first unanswered place of the chosen section, else with its first."""

    BINDINGS = [
        ("up", "move(-1)", "前"),
        ("down", "move(1)", "次"),
        ("left,right", "turn", "隣の列"),
        ("pageup", "move(-10)", "前のページ"),
        ("pagedown", "move(10)", "次のページ"),
        ("enter", "open", "そこへ移る"),
        (with_full_width("g"), "cancel", "閉じる"),
        *[(with_full_width(label), f"jump('{label}')", "そこへ移る") for label in LABELS],
    ]
    app = getters.app(Interview)

    def __init__(self, here: Place) -> None:
        super().__init__("目次", "文字・数字 そこへ　↑ ↓ ← → Enter でも　Esc 戻る")
        self.columns = _columns(self._all())
        self.entries = [entry for column in self.columns for entry in column if entry.target]
        self.here = _entry_at(self.entries, here)
        self.cursor = self.here

    def _all(self) -> list[Entry]:
        record = self.app.session.record
        pages = sections_of(compute_result(record), self.app.today())
        # The services stand here once, where they are asked about; the visits have their own key.
        elsewhere = (SERVICE, VISITS_TITLE)
        titles = [title for title, _ in pages if not title.startswith(elsewhere)]
        return _labelled(_entries(sections(record), titles))

    def compose_dialog(self) -> ComposeResult:
        yield LinesView(self._lines, id="map")

    def on_mount(self) -> None:
        self._show()

    def _lines(self, width: int) -> Lines:
        room = (width - GAP) // 2
        left, right_side = (
            [self._line(entry, room) for entry in column] for column in self.columns
        )
        blank = Content(" " * room)
        height = max(len(left), len(right_side))
        pairs = zip(
            left + [blank] * (height - len(left)),
            right_side + [blank] * (height - len(right_side)),
            strict=True,
        )
        return [line(one, " " * GAP, other) for one, other in pairs]

    def _line(self, entry: Entry, width: int) -> Content:
        if entry.target is None:
            return Content.styled(fit(entry.title, width), "bold $text-muted")
        index = self.entries.index(entry)
        label = f"{entry.label:>2} "
        figures = _figures(entry.section)
        title = fit(entry.title, width - len(label) - cell_len(figures))
        is_step = index == self.here or entry.step in WHOLE
        style = "bold reverse" if index == self.cursor else "bold" if is_step else ""
        parts = line((label, "bold $text-accent"), title, figures)
        return clickable(parts.stylize(style) if style else parts, "entry", index)

    def _show(self) -> None:
        view = self.query_one("#map", LinesView)
        view.show(self._lines)
        entry = self.entries[self.cursor]
        (row,) = [column.index(entry) for column in self.columns if entry in column]
        view.keep_in_sight(max(row - 1, 0), row)

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.entries) - 1))
        self._show()

    def action_turn(self) -> None:
        """The entry beside this one."""
        entry = self.entries[self.cursor]
        here, there = self.columns if entry in self.columns[0] else self.columns[::-1]
        row = here.index(entry)
        targets = [each for each in there if each.target]
        beside = min(targets, key=lambda each: abs(there.index(each) - row), default=entry)
        self.cursor = self.entries.index(beside)
        self._show()

    def action_open(self) -> None:
        self.dismiss(self.entries[self.cursor].target)

    def action_jump(self, label: str) -> None:
        for entry in self.entries:
            if entry.label == label:
                self.dismiss(entry.target)

    @on(LinesView.Clicked)
    def _clicked(self, event: LinesView.Clicked) -> None:
        self.dismiss(self.entries[int(event.target[1])].target)


def _entries(found: Sequence[Section], results: Sequence[str]) -> list[Entry]:
    """The lines of the map: each step with what is under it."""
    groups = [[Entry(STEP_TITLES["firm"], "firm", Place("firm"))]]
    steps: list[Step] = ["self_check", "assets", "threats", "measures", "cloud"]
    for step in steps:
        own = [section for section in found if section.step == step]
        if step in WHOLE:
            groups += [[Entry(_heading(step), step, each.target, each)] for each in own]
        else:
            entries = [Entry(each.title, step, each.target, each) for each in own]
            groups.append(_under(step, entries))
    pages = [Entry(title, "results", Place("results", title)) for title in results]
    return [entry for group in (*groups, _under("results", pages)) for entry in group]


def _under(step: Step, entries: list[Entry]) -> list[Entry]:
    """A step's sections under its name; without any the name itself leads there."""
    if not entries:
        return [Entry(_heading(step), step, Place(step))]
    return [Entry(_heading(step), step), *entries]


def _heading(step: Step) -> str:
    return f"{STEP_KEYS[step]} {STEP_TITLES[step]}"


def _labelled(entries: list[Entry]) -> list[Entry]:
    """The entries with their letters; when those are used up the arrows lead to the rest."""
    labels = iter(LABELS)
    return [replace(each, label=next(labels, "")) if each.target else each for each in entries]


def _columns(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Two columns of the same length; a heading goes with what is under it."""
    half = (len(entries) + 1) // 2
    if not entries[half - 1].target:
        half -= 1
    return entries[:half], entries[half:]


def _entry_at(entries: Sequence[Entry], place: Place) -> int:
    """The entry whose section holds the place, else the first of its step."""
    holding = [i for i, e in enumerate(entries) if e.section and place in e.section.places]
    same = [i for i, entry in enumerate(entries) if entry.step == place.step]
    return next(iter([*holding, *same]), 0)


def _figures(section: Section | None) -> str:
    """「 12/25 ！3」, in columns."""
    if section is None:
        return ""
    marked = f"{MARKED}{section.marked}" if section.marked else NO_MARK
    count = right(f"{section.done}/{section.total}", COUNT_CELLS)
    return f"{count} {fit(marked, MARKED_CELLS)}"
