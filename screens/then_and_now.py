"""前回との比較: an earlier state, or another engagement, beside the present one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from rich.cells import cell_len
from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content

from data.engagement_file import load_engagement
from data.generations import Generation
from data.place import Place, Step
from data.problems import EngagementFileError
from data.record import Engagement
from data.sealing import Seal, SealedError
from data.side_by_side import side_by_side
from data.then_and_now import ThenAndNow, compare, last_baseline, since_visit
from data.then_and_now_text import (
    ARROW,
    TITLE,
    Line,
    Section,
    headline,
    sections,
    two_firms,
    visit_name,
)
from data.timeline import Moment, when
from screens.earlier_states import kept_states, record_of_state
from screens.sealing import SealedOpening
from screens.step import StepScreen
from tui.actions import with_full_width
from tui.interview import Interview
from tui.paint import Lines, clickable, fit, line, listed, prose, right, titled_rule
from tui.phrases import shown
from tui.slow_work import begin_aside, done_aside
from tui.widgets.dialog import Dialog
from tui.widgets.file_dialog import FileDialog
from tui.widgets.lines_view import LinesView
from tui.widgets.menu import Menu, MenuItem

HOW = "今の状態と、どれを比べますか。前の状態の右は、その1つ前から変わったところです。"
NOT_COMPARED = "比べられませんでした"
OTHER_FILE = "file"
# Before the number of a visit.
VISIT = "visit "
ENDING = ".toml"
# Cells of a value that still stands in a column: as long as the longest answer of F8.
WIDEST_VALUE = 26
# Cells of the gaps and the arrow between the columns.
BETWEEN = 7
INDENT = 4
# Characters of a name that are read: more than any row of a firm needs.
LONGEST_NAME = 200


class ThenAndNowScreen(Dialog[Place]):
    """All that is otherwise now; answers with a place to go to."""

    BINDINGS = [
        (with_full_width("up,k"), "scroll(-1)", "上へ"),
        (with_full_width("down,j"), "scroll(1)", "下へ"),
        ("pageup", "section(-1)", "前のまとまり"),
        ("pagedown,space", "section(1)", "次のまとまり"),
        (with_full_width("c"), "other", "比べる相手"),
        (with_full_width("q,enter"), "cancel", "閉じる"),
    ]
    app = getters.app(Interview)

    def __init__(
        self, compared: ThenAndNow, then_name: str, choose_other: Callable[[], object]
    ) -> None:
        super().__init__(TITLE, "↑ ↓ 読む　PgDn 次のまとまり　c 比べる相手を選ぶ　Esc 閉じる")
        self.compared, self.then_name = compared, then_name
        self.choose_other = choose_other
        self.starts: list[int] = []

    def compose_dialog(self) -> ComposeResult:
        yield LinesView(self._lines, id="comparison")

    def show(self, compared: ThenAndNow, then_name: str) -> None:
        """Compare with something else."""
        self.compared, self.then_name = compared, then_name
        view = self.query_one("#comparison", LinesView)
        view.show(self._lines)
        view.scroll_home(animate=False)

    def _lines(self, width: int) -> Lines:
        parts = [self._head(width)]
        parts += [section_lines(section, width) for section in sections(self.compared)]
        lines: Lines = []
        self.starts = []
        for part in parts:
            self.starts.append(len(lines))
            lines += [*part, Content("")]
        return lines

    def _head(self, width: int) -> Lines:
        lines = prose(f"{self.then_name} {ARROW} 今", width, "bold")
        if warning := two_firms(self.compared):
            lines += prose(warning, width, "bold $text-error")
        return [*lines, *listed(headline(self.compared), width)]

    def action_scroll(self, by: int) -> None:
        self.query_one("#comparison", LinesView).scroll_relative(y=by, animate=False)

    def action_section(self, by: int) -> None:
        self.query_one("#comparison", LinesView).move_to_start(self.starts, by)

    def action_other(self) -> None:
        self.choose_other()

    @on(LinesView.Clicked)
    def _clicked(self, event: LinesView.Clicked) -> None:
        _, step, key, item = event.target
        self.dismiss(Place(cast(Step, step), str(key), str(item)))


def section_lines(section: Section, width: int) -> Lines:
    """Values in columns; where they or the name are too long for it, one below the other."""
    readable = [_readable(each) for each in section.lines]
    columns = _columns([each for each in readable if _has_short_values(each)], width)
    lines: Lines = [titled_rule(section.title, width)]
    for each in readable:
        in_columns = _has_short_values(each) and cell_len(each.name) <= columns[0]
        made = [_in_columns(each, columns)] if in_columns else _stacked(each, width)
        lines += [_leading_there(content, each.place) for content in made]
    return lines


def _readable(each: Line) -> Line:
    then, now = side_by_side(each.then, each.now)
    name = " ".join(each.name[:LONGEST_NAME].split())
    return each._replace(name=shown(name), then=shown(then), now=shown(now))


def _has_short_values(each: Line) -> bool:
    return max(cell_len(each.then), cell_len(each.now)) <= WIDEST_VALUE


def _columns(rows: Sequence[Line], width: int) -> tuple[int, int, int]:
    """Cells of the names, of the values then and of those now."""
    values = [(row.then, row.now, row.moved) for row in rows]
    then, now, moved = (max((cell_len(row[at]) for row in values), default=0) for at in range(3))
    room = width - then - now - moved - BETWEEN
    fitting = (cell_len(row.name) for row in rows if cell_len(row.name) <= room)
    return max(fitting, default=0), then, now


def _in_columns(each: Line, columns: tuple[int, int, int]) -> Content:
    name, then, now = columns
    values = f"  {right(each.then, then)} {ARROW} {fit(each.now, now)}"
    moved = (f"  {each.moved}", "bold $accent") if each.moved else ""
    return line(fit(each.name, name), values, moved)


def _stacked(each: Line, width: int) -> Lines:
    values = [f"前：{each.then}", f"今：{each.now}  {each.moved}".rstrip()]
    told = [row for value in values for row in prose(value, width, indent=INDENT)]
    return [*prose(each.name, width), *told]


def _leading_there(content: Content, place: Place | None) -> Content:
    if place is None:
        return content
    return clickable(content, "place", place.step, place.key, place.item)


class Comparing:
    """Chooses what the present state is compared with; `go` gets the place to go to."""

    def __init__(self, app: Interview, go: Callable[[Place | None], None]) -> None:
        self.app = app
        self.go = go
        self.kept: dict[str, Generation] = {}

    def ask(self) -> None:
        """Show what became of the last visit; offer what else there is where none was kept."""
        visit = last_baseline(self.app.session.record)
        if visit is None:
            self.choose()
        else:
            self._compare_visit(visit)

    def choose(self) -> None:
        """Offer all that there is to compare with."""
        begin_aside(self.app, self._list)

    async def _list(self) -> None:
        found = await kept_states(self.app, TITLE)
        if found is not None:
            self.app.push_screen(Menu(TITLE, HOW, list(self._items(found))), self._chosen)

    def _items(self, found: Sequence[Moment]) -> Iterator[MenuItem]:
        record, today = self.app.session.record, self.app.today()
        for visit in sorted(record.baselines, reverse=True):
            yield MenuItem(f"{VISIT}{visit}", visit_name(record, visit))
        yield MenuItem(OTHER_FILE, "ほかのファイル")
        for moment in found:
            kept = moment.generation
            if kept is not None and not moment.is_present:
                self.kept[str(kept.number)] = kept
                yield MenuItem(str(kept.number), f"{when(kept, today)}  {moment.said}")

    def _chosen(self, value: str | None) -> None:
        # Quick keys may have opened the next dialog, or left, before the answer comes.
        if value is None or not isinstance(self.app.screen, (StepScreen, ThenAndNowScreen)):
            return
        if value == OTHER_FILE:
            self._ask_file()
        elif value.startswith(VISIT):
            self._compare_visit(int(value.removeprefix(VISIT)))
        else:
            self._compare_state(self.kept[value])

    def _compare_visit(self, visit: int) -> None:
        record = self.app.session.record
        self._show(since_visit(record, visit), visit_name(record, visit))

    def _compare_state(self, kept: Generation) -> None:
        record = record_of_state(self.app, kept, TITLE)
        if record is not None:
            taken = when(kept, self.app.today()).strip()
            compared = compare(record, self.app.session.record, of_one_file=True)
            self._show(compared, f"{taken} の状態")

    def _ask_file(self) -> None:
        folder = self.app.session.path.absolute().parent
        self.app.push_screen(FileDialog("比べるファイル", folder, (ENDING,)), self._file_chosen)

    def _file_chosen(self, paths: list[Path] | None) -> None:
        if paths:
            begin_aside(self.app, partial(self._read, paths[0]))

    async def _read(self, path: Path) -> None:
        try:
            record = await done_aside(self.app, "読んでいます", partial(_read, path), may_stop=True)
        except SealedError:
            SealedOpening(self.app, path, partial(self._read_sealed, path)).ask()
        except EngagementFileError as error:
            self.app.tell(NOT_COMPARED, error.summary)
        else:
            if record is not None:
                self._show_file(path, record)

    def _read_sealed(self, path: Path, seal: Seal) -> None:
        try:
            record = load_engagement(path, lambda *_: seal)
        except EngagementFileError as error:
            self.app.tell(NOT_COMPARED, error.summary)
        else:
            self._show_file(path, record)

    def _show_file(self, path: Path, record: Engagement) -> None:
        self._show(compare(record, self.app.session.record), path.name)

    def _show(self, compared: ThenAndNow, name: str) -> None:
        screen = self.app.screen
        if isinstance(screen, ThenAndNowScreen):
            screen.show(compared, name)
        else:
            self.app.push_screen(ThenAndNowScreen(compared, name, self.choose), self.go)


def _read(path: Path, _how_far: object) -> Engagement:
    return load_engagement(path)
