"""y 計画: what helps most, the best set, the treatment of risks, and all that is to be done."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from operator import is_not
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content

from data.best_set import BestSet, best_set
from data.edits import Edit
from data.effects import Effect, effects
from data.follow_ups import open_points
from data.place import Place
from data.plan_edits import PLAN_LABELS, PlanMeasure, PlanMeasures, ReportDone, plan_refusal
from data.planning import efforts_of, plan_boards
from data.record import Engagement, PlannedMeasure
from data.rows import row_of
from data.visit_edits import ReportHomeworkDone
from screens.plan_rows import (
    PlanRow,
    best_heading,
    best_rows,
    effect_heading,
    effect_rows,
    todo_heading,
    todo_rows,
    treatment_heading,
    treatment_rows,
)
from tui.actions import with_full_width
from tui.interview import Interview
from tui.paint import Lines, clickable, line
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    keys: str


RANKING, BEST, TREATMENTS, TO_DO = range(4)
SECTIONS = (
    Section("効き目の大きい順", "1 実施　2 一部　0 取り消す　e 担当・期限　Enter その対策へ"),
    Section("いちばん少ない組み合わせ", "Enter 全部を計画に入れる　0 取り消す　e 担当・期限"),
    Section("リスク対応", "Enter 対応を決める　g その資産へ"),
    Section("やることの一覧", "x 済んだ　e 担当・期限　Enter そこへ"),
)
ALWAYS = "PgDn 次の欄　^Z 戻す　Esc 閉じる"


class PlanScreen(Dialog[Place]):
    """Answers with the place to go to."""

    BINDINGS = [
        (with_full_width("up,k"), "move(-1)", "前"),
        (with_full_width("down,j"), "move(1)", "次"),
        ("home", "move(-10000)", "最初"),
        ("end", "move(10000)", "最後"),
        ("pageup,left,shift+tab", "section(-1)", "前の欄"),
        (with_full_width("pagedown,right,tab,space"), "section(1)", "次の欄"),
        ("enter", "open", "開く"),
        (with_full_width("1"), "plan(1)", "実施"),
        (with_full_width("2"), "plan(2)", "一部"),
        (with_full_width("0,delete"), "take_back", "取り消す"),
        (with_full_width("e"), "assign", "担当・期限"),
        (with_full_width("x"), "done", "済んだ"),
        (with_full_width("g"), "go", "そこへ"),
        ("ctrl+z", "undo", "戻す"),
        (with_full_width("y,q"), "cancel", "閉じる"),
    ]
    EDITING: ClassVar[frozenset[str]] = frozenset(["plan", "take_back", "assign", "done"])
    app = getters.app(Interview)

    def __init__(self, section: int = RANKING) -> None:
        super().__init__("計画", ALWAYS)
        self.section = section
        self.cursors = [0] * len(SECTIONS)
        self.said = ""
        self.steps = 0
        self.best: BestSet | None = None
        self._best_of: tuple[object, ...] | None = None
        self._effects: tuple[tuple[object, ...], Sequence[Effect]] | None = None
        self.rows: Sequence[PlanRow] = self._rows()

    @property
    def record(self) -> Engagement:
        return self.app.session.record

    @property
    def row(self) -> PlanRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    @property
    def cursor(self) -> int:
        return self.cursors[self.section]

    def compose_dialog(self) -> ComposeResult:
        yield LinesView(self._head_lines, id="plan-head")
        yield LinesView(self._lines, id="plan")
        yield LinesView(self._foot_lines, id="plan-foot")

    def on_mount(self) -> None:
        super().on_mount()
        self._refresh()

    # --- What is shown ---

    def _effects_now(self) -> Sequence[Effect]:
        """Computed anew only where an answer or an asset changed: planning changes none."""
        record = self.record
        held = (record.measures, record.threats, record.assets)
        if self._effects is None or any(map(is_not, self._effects[0], held)):
            self._effects = (held, effects(record))
        return self._effects[1]

    def _rows(self) -> Sequence[PlanRow]:
        match self.section:
            case 0:
                return effect_rows(self.record, self._effects_now())
            case 1:
                return best_rows(self.record, self.best)
            case 2:
                return treatment_rows(plan_boards(self.record), self.app.today())
            case _:
                return todo_rows(self.record, self.app.today())

    def _heading(self, width: int) -> Lines:
        match self.section:
            case 0:
                return effect_heading(self.record, self._effects_now(), width)
            case 1:
                return best_heading(self.best, width)
            case 2:
                return treatment_heading(self.rows, width)
            case _:
                return todo_heading(self.record, self.app.today(), width)

    def _head_lines(self, width: int) -> Lines:
        parts = [
            clickable(
                Content.styled(f" {each.title} ", "bold reverse" if at == self.section else ""),
                *("section", at),
            )
            for at, each in enumerate(SECTIONS)
        ]
        return [Content("").join(parts), Content("")]

    def _lines(self, width: int) -> Lines:
        lines = self._heading(width)
        for at, row in enumerate(self.rows):
            lines += [self._painted(each, at, width) for each in row.lines(width)]
        return lines

    def _painted(self, each: Content, at: int, width: int) -> Content:
        whole = line(each, " " * max(width - each.cell_length, 0))
        if at == self.cursor:
            # Colours of the pieces would hide where the cursor is.
            whole = Content.styled(whole.plain, "bold reverse")
        return clickable(whole, "row", at)

    def _foot_lines(self, width: int) -> Lines:
        return [Content.styled(self.said, "$text-accent"), Content(SECTIONS[self.section].keys)]

    def _refresh(self, _result: None = None) -> None:
        self._find_best()
        self.rows = self._rows()
        self.cursors[self.section] = max(0, min(self.cursor, len(self.rows) - 1))
        self._show()

    def _show(self) -> None:
        self.query_one("#plan-head", LinesView).show(self._head_lines)
        self.query_one("#plan-foot", LinesView).show(self._foot_lines)
        view = self.query_one("#plan", LinesView)
        view.show(self._lines)
        of_a_row = 2 if self.section in (TREATMENTS, TO_DO) else 1
        heading = len(view.lines) - of_a_row * len(self.rows)
        first = heading + self.cursor * of_a_row if self.cursor else 0
        view.keep_in_sight(first, heading + (self.cursor + 1) * of_a_row - 1)

    def _say(self, text: str) -> None:
        self.said = text
        self.query_one("#plan-foot", LinesView).show(self._foot_lines)

    # --- The best set, aside: a large ledger takes a while ---

    def _find_best(self) -> None:
        record = self.record
        efforts = efforts_of(record)
        held = (record.measures, record.threats, record.assets, efforts)
        if self.section == BEST and held != self._best_of:
            self._best_of, self.best = held, None
            self.run_worker(self._search(record), exclusive=True)

    async def _search(self, record: Engagement) -> None:
        found = await asyncio.to_thread(best_set, record, efforts_of(record))
        if self.is_mounted:
            self.best = found
            self._refresh()

    # --- Moving ---

    def action_move(self, by: int) -> None:
        self.cursors[self.section] = max(0, min(self.cursor + by, len(self.rows) - 1))
        self.said = ""
        self._show()

    def action_section(self, by: int) -> None:
        self._go_to_section(max(0, min(self.section + by, len(SECTIONS) - 1)))

    def _go_to_section(self, section: int) -> None:
        self.section, self.said = section, ""
        self._refresh()

    def action_go(self) -> None:
        if self.row and self.row.place:
            self.dismiss(self.row.place)

    def action_open(self) -> None:
        """Enter: what one most wants of a section's row."""
        if self.section == BEST:
            self._take_all()
        elif self.row and (self.section == TREATMENTS or self.row.place is None):
            self.action_assign()
        else:
            self.action_go()

    # --- Edits ---

    def _apply(self, edit: Edit, said: str) -> None:
        changed = self.app.session.apply(edit)
        self.steps += changed
        self.said = self.app.session.refusal or said
        self._refresh()

    def _take_all(self) -> None:
        if self.best and self.best.measures:
            new = self.best.measures
            self._apply(PlanMeasures(new), f"{len(new)}件を「実施」の予定にしました。^Z で戻せます")

    def action_plan(self, status: int) -> None:
        if self.row is None or self.row.measure is None:
            self._say("ここでは対策を選んでから 1・2 を押します")
        elif refusal := plan_refusal(self.record, self.row.measure, status):
            self._say(refusal)
        else:
            said = f"対策 {self.row.measure} を「{PLAN_LABELS[status]}」の予定にしました"
            self._apply(PlanMeasure(self.row.measure, status), said)

    def action_take_back(self) -> None:
        measure = self.row.measure if self.row else None
        if measure is None or not self.record.plan.get(measure, PlannedMeasure()).status:
            self._say("取り消す予定がありません")
        else:
            self._apply(PlanMeasure(measure, None), f"対策 {measure} の予定を取り消しました")

    def action_done(self) -> None:
        todo = self.row.todo if self.row else None
        if todo is None:
            self._say("済んだものは「やることの一覧」で x を押します")
        elif todo.kind == "measure":
            said = f"対策 {todo.key} を実施したと記録し、答えも変えました。^Z で戻せます"
            self._apply(ReportDone(int(todo.key), self.app.today()), said)
        elif todo.kind == "homework":
            edit = ReportHomeworkDone(todo.key, self.app.today())
            self._apply(edit, "宿題が済んだと記録しました。^Z で戻せます")
        elif todo.kind == "treatment":
            self._say("対策を実施したと記録すると、残るリスクまで下がります")
        else:
            self._say("確かめることは、答えるか、しるしを外すと済みます")

    def action_assign(self) -> None:
        row = self.row
        if row is None:
            return
        if refusal := self.app.session.refusal:
            self._say(refusal)
        elif row.measure is not None:
            from screens.plan_forms import PlannedForm

            self._open_form(PlannedForm(self.app, row.measure))
        elif row.asset:
            from screens.plan_forms import TreatmentForm

            asset = row_of(self.record.assets, row.asset)
            self._open_form(TreatmentForm(self.app, asset))
        elif row.place is not None:
            self._assign_point(row.place)
        elif row.todo:
            self._change_homework(row.todo.key)

    def _assign_point(self, place: Place) -> None:
        """Who finds out, as in the list of what is to be found out."""
        from screens.follow_ups import AssignDialog

        point = next(each for each in open_points(self.record) if each.place == place)
        self._open_form(AssignDialog(point))

    def _change_homework(self, key: str) -> None:
        from screens.homework import HomeworkDialog

        def apply(edit: Edit, merge: bool) -> bool:
            return self.app.session.apply(edit, merge=merge)

        homework = next(each for each in self.record.homework if each.id == key)
        self._open_form(HomeworkDialog(homework, apply, is_new=False))

    def _open_form(self, form: Dialog[None]) -> None:
        before = self.record

        def closed(_result: None) -> None:
            # What was written in one form is one step of undo.
            self.steps += self.record is not before
            self._refresh()

        self.said = ""
        self.app.push_screen(form, closed)

    def action_undo(self) -> None:
        """Only what was done here; the rest belongs to the screens below."""
        if not self.steps:
            self._say("ここで戻せる操作はありません")
            return
        self.steps -= 1
        edit = self.app.session.undo()
        self.said = f"元に戻しました：{edit.label}" if edit else ""
        self._refresh()

    @on(LinesView.Clicked)
    def _clicked(self, event: LinesView.Clicked) -> None:
        kind, at = event.target[0], int(event.target[1])
        if kind == "section":
            self._go_to_section(at)
        elif at == self.cursor:
            self.action_open()
        else:
            self.action_move(at - self.cursor)
