"""訪問: the three visits with agenda, requests, what was agreed, and homework."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import ClassVar, Literal

from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content

from data.agenda_clock import AgendaClock
from data.edits import Edit
from data.place import Place
from data.record import VISITS, Homework
from data.rows import next_homework_id
from data.text import parse_time_of_day
from data.visit_edits import (
    DeleteHomework,
    FreezeBaseline,
    ReportHomeworkDone,
    SetAgendaMinutes,
    SettleRequest,
    SetVisitField,
)
from data.visits import AgendaEntry, adjusted, agenda, current_visit, visit_of, visit_title
from screens.homework import HomeworkDialog
from screens.visit_day import VisitDay
from screens.visit_rows import (
    KEYS_OF_ALL,
    KEYS_OF_ROW,
    RowKind,
    VisitRow,
    VisitView,
    head_lines,
    painted,
    rows_of,
    theme_words,
)
from tui.actions import with_full_width
from tui.interview import Interview
from tui.paint import Lines, prose, titled_rule
from tui.widgets.dialog import Choice, Dialog
from tui.widgets.lines_view import LinesView
from tui.widgets.note_pane import CLOSE, NotePane
from tui.widgets.prompt import Prompt

LONGER, SHORTER = "plus,equals_sign,fullwidth_plus_sign", "minus,fullwidth_hyphen_minus,ー"
TITLE = "訪問"


class VisitsScreen(Dialog[Place]):
    """Answers with the place to go to."""

    BINDINGS = [
        (with_full_width("up,k"), "move(-1)", "前"),
        (with_full_width("down,j"), "move(1)", "次"),
        ("pageup", "move(-10)", "前のページ"),
        ("pagedown", "move(10)", "次のページ"),
        ("home", "move(-1000)", "最初"),
        ("end", "move(1000)", "最後"),
        ("left", "turn(-1)", "前の回"),
        ("right,tab", "turn(1)", "次の回"),
        *[(with_full_width(str(visit)), f"visit({visit})", visit_title(visit)) for visit in VISITS],
        ("enter", "open", "開く"),
        (with_full_width("space"), "settle_request", "済み"),
        (LONGER, "change_minutes(1)", "長く"),
        (SHORTER, "change_minutes(-1)", "短く"),
        (with_full_width("0"), "standard_minutes", "標準の時間"),
        (with_full_width("a"), "add_homework", "宿題を足す"),
        (with_full_width("x"), "report", "終えた"),
        (with_full_width("d,delete"), "delete_homework", "消す"),
        (with_full_width("s"), "ask_begin", "はじめる時刻"),
        (with_full_width("c"), "clock", "時計"),
        ("ctrl+z", "undo", "戻す"),
        (with_full_width("h,q"), "cancel", "閉じる"),
    ]
    EDITING: ClassVar[frozenset[str]] = frozenset(
        [
            *("settle_request", "change_minutes", "standard_minutes", "add_homework"),
            *("report", "delete_homework", "edit", "close_visit"),
        ]
    )
    app = getters.app(Interview)

    def __init__(self) -> None:
        super().__init__(f"{TITLE}　{theme_words(self.app.session.record)}")
        self.visit = current_visit(self.app.session.record)
        self.cursor = 0
        self.note: NotePane | None = None
        self.said = ""
        # How many edits made here can be undone here.
        self.made = 0
        self.rows = rows_of(self.view)
        # First and last line of each row, in the width at hand.
        self.starts: list[tuple[int, int]] = []

    @property
    def view(self) -> VisitView:
        app = self.app
        record, today = app.session.record, app.today()
        return VisitView(record, self.visit, today, app.visit_begins, app.clock, app.now())

    @property
    def row(self) -> VisitRow:
        return self.rows[self.cursor]

    @property
    def entry(self) -> AgendaEntry | None:
        """The item of the agenda on which the cursor stands, or to which its point belongs."""
        if self.row.kind not in ("agenda", "point"):
            return None
        entries = agenda(self.app.session.record, self.visit, self.app.today())
        return next(entry for entry in entries if entry.key == self.row.key)

    def compose_dialog(self) -> ComposeResult:
        yield LinesView(self._head, id="visit-head")
        yield LinesView(self._lines, id="visit")
        yield LinesView(self._hint_lines, id="visit-hint")

    def on_resize(self) -> None:
        """The rows take another number of lines."""
        self.call_after_refresh(self._show)

    def _head(self, width: int) -> Lines:
        return head_lines(self.view, width)

    def _lines(self, width: int) -> Lines:
        lines: Lines = []
        self.starts = []
        for at, row in enumerate(self.rows):
            if row.heading:
                lines += [*([Content("")] if lines else []), titled_rule(row.heading, width)]
            shown = painted(row, at == self.cursor, at, width)
            self.starts.append((len(lines), len(lines) + len(shown) - 1))
            lines += shown
        return lines

    def _hint_lines(self, width: int) -> Lines:
        return prose(self.said or self.row.hint, width, "$text-accent" if self.said else "")

    def _show(self) -> None:
        keys = f"{KEYS_OF_ROW[self.row.kind]}　{KEYS_OF_ALL}"
        if self.note is not None:
            keys = "Esc 書き終える"
        self.query_one("#dialog").border_subtitle = Content(keys)
        self.query_one("#visit-head", LinesView).show(self._head)
        view = self.query_one("#visit", LinesView)
        view.show(self._lines)
        if self.starts:
            first, last = self.starts[self.cursor]
            # With the heading above it.
            view.keep_in_sight(max(first - bool(self.row.heading), 0), last)
        self.query_one("#visit-hint", LinesView).show(self._hint_lines)

    def refresh_visit(self, _result: object = None) -> None:
        """Show the record as it is now, with the cursor where it was."""
        kind, key = self.row.kind, self.row.key
        self.rows = rows_of(self.view)
        same = [at for at, row in enumerate(self.rows) if (row.kind, row.key) == (kind, key)]
        if same and self.cursor not in same:
            self.cursor = same[0]
        self.cursor = max(0, min(self.cursor, len(self.rows) - 1))
        self._show()

    def say(self, text: str) -> None:
        self.said = text
        self.query_one("#visit-hint", LinesView).show(self._hint_lines)

    def _apply(self, edit: Edit, merge: bool = False) -> bool:
        changed = self.app.session.apply(edit, merge=merge)
        self.made += changed and not merge
        return changed

    def _make(self, edit: Edit) -> None:
        self.said = ""
        self._apply(edit)
        self.refresh_visit()

    def action_move(self, by: int) -> None:
        if self.note is None:
            self.said = ""
            self.cursor = max(0, min(self.cursor + by, len(self.rows) - 1))
            self._show()

    def action_turn(self, by: int) -> None:
        self.action_visit(max(VISITS[0], min(self.visit + by, VISITS[-1])))

    def action_visit(self, visit: int) -> None:
        if visit != self.visit:
            self.visit, self.cursor, self.said = visit, 0, ""
            self.rows = rows_of(self.view)
            self._show()

    async def action_open(self) -> None:
        """What Enter does depends on the row; what it changes is not even begun in vain."""
        row = self.row
        match row.kind:
            case "agenda" | "point" if row.place:
                self.dismiss(row.place)
            case "point" if row.homework:
                self._to_homework(self._homework(row.homework))
            case "agenda" | "point":
                self.say(row.hint)
            case "request":
                await self.run_action("settle_request")
            case "suggestion":
                await self.run_action("add_homework(True)")
            case "close":
                await self.run_action("close_visit")
            case _:
                await self.run_action("edit")

    def _to_homework(self, homework: Homework) -> None:
        self.action_visit(homework.visit or VISITS[0])
        self._move_to("homework", homework.id)

    def _move_to(self, kind: RowKind, key: str) -> None:
        found = [at for at, row in enumerate(self.rows) if (row.kind, row.key) == (kind, key)]
        if found:
            self.cursor = found[0]
            self._show()

    async def action_edit(self) -> None:
        match self.row.kind:
            case "date":
                self._ask_day(self.visit)
            case "next":
                self._ask_day(self.visit + 1)
            case "homework":
                self._edit_homework(self._homework(self.row.key), is_new=False)
            case "agreed" | "note" as kind:
                await self._write(kind)

    def _ask_day(self, visit: int) -> None:
        day = visit_of(self.app.session.record, visit).date
        self.app.push_screen(VisitDay(visit, day, self._apply), self.refresh_visit)

    def _homework(self, key: str) -> Homework:
        return next(each for each in self.app.session.record.homework if each.id == key)

    def _edit_homework(self, homework: Homework, *, is_new: bool) -> None:
        dialog = HomeworkDialog(homework, self._apply, is_new=is_new)
        self.app.push_screen(dialog, lambda _: self._homework_written(homework))

    def _homework_written(self, homework: Homework) -> None:
        self.refresh_visit()
        self._move_to("homework", homework.id)

    def action_add_homework(self, suggested: bool = False) -> None:
        text = self.row.key if suggested else ""
        new = Homework(next_homework_id(self.app.session.record), self.visit, text)
        self._edit_homework(new, is_new=True)

    def action_report(self) -> None:
        if self.row.kind == "homework":
            done = self._homework(self.row.key).done
            self._make(ReportHomeworkDone(self.row.key, None if done else self.app.today()))

    def action_delete_homework(self) -> None:
        if self.row.kind == "homework":
            self._make(DeleteHomework(self.row.key))
            self.say("宿題を消しました。^Z で戻せます")

    def action_settle_request(self) -> None:
        if self.row.kind == "request":
            settled = visit_of(self.app.session.record, self.visit).asked
            is_settled = self.row.key not in settled
            self._make(SettleRequest(self.visit, self.row.key, is_settled))

    def action_change_minutes(self, by: int) -> None:
        if entry := self.entry:
            minutes = adjusted(entry, by)
            self._set_minutes(entry, None if minutes == entry.standard else minutes)

    def action_standard_minutes(self) -> None:
        if entry := self.entry:
            self._set_minutes(entry, None)

    def _set_minutes(self, entry: AgendaEntry, minutes: int | None) -> None:
        self._make(SetAgendaMinutes(self.visit, entry.key, minutes))
        clock, now = self.app.clock, self.entry
        if now and clock and clock.is_at(self.visit, entry.key):
            self.app.clock = replace(clock, minutes=now.minutes)
            self.refresh_visit()

    def action_clock(self) -> None:
        """Start the clock for the item at hand; stop it where it runs already."""
        entry, app = self.entry, self.app
        if entry is None:
            self.say("進め方の項目の上で c を押すと、その項目の時計が動きます")
            return
        is_on = app.clock is not None and app.clock.is_at(self.visit, entry.key)
        app.clock = (
            None
            if is_on
            else AgendaClock(self.visit, entry.key, entry.title, entry.minutes, app.now())
        )
        self.said = (
            "時計を消しました" if is_on else "時計を始めました。下の行に、たった時間が出ます"
        )
        self.refresh_visit()

    def action_ask_begin(self) -> None:
        prompt = Prompt(
            "はじめる時刻", "書くと、進め方に時刻が付きます。空欄＝付けない", "例：13:30"
        )
        self.app.push_screen(prompt, self._begin_at)

    def _begin_at(self, text: str | None) -> None:
        if text is None:
            return
        try:
            begins: time | None = parse_time_of_day(text) if text.strip() else None
        except ValueError as error:
            self.say(str(error))
            return
        self.app.visit_begins = begins
        self.refresh_visit()

    async def _write(self, kind: Literal["agreed", "note"]) -> None:
        """Open the editor of a text; undo takes all that was written in one go back."""
        visit, written = self.visit, False

        def save(text: str) -> None:
            nonlocal written
            written |= self._apply(SetVisitField(visit, kind, text), written)

        names = {"agreed": "決めたこと", "note": "メモ"}
        text = getattr(visit_of(self.app.session.record, visit), kind)
        self.note = NotePane(visit_title(visit), text, save, name=f"{names[kind]}　", hint=CLOSE)
        await self.query_one("#dialog").mount(self.note, before="#visit-hint")
        self.set_focus(self.note.query_one("#note"))
        self._show()

    def action_close_visit(self) -> None:
        frozen = self.app.session.record.baselines.get(self.visit)
        text = (
            f"{visit_title(self.visit)}を締めて、今の答えを記録に残しますか？"
            "次の回の進め方と、前回との比較に使います。"
        )
        if frozen:
            text += "前に残した記録は、今の答えに置き換わります。"
        options = {"yes": "締める", "no": "まだ締めない"}
        self.app.push_screen(Choice("この回を締める", text, options), self._closing_chosen)

    def _closing_chosen(self, answer: str | None) -> None:
        if answer != "yes":
            return
        self._make(FreezeBaseline(self.visit, self.app.today()))
        self.say(f"{visit_title(self.visit)}を締めました。お疲れさまでした。^Z で取り消せます")

    def action_undo(self) -> None:
        """Only what was done here; the rest belongs to the screens below."""
        if not self.made:
            self.say("ここで戻せる操作はありません")
            return
        self.made -= 1
        edit = self.app.session.undo()
        self.refresh_visit()
        self.say(f"元に戻しました：{edit.label}" if edit else "")

    def settle(self) -> None:
        if self.note is not None:
            self.note.settle()

    def action_cancel(self) -> None:
        """Esc leaves the text being written first."""
        note, self.note = self.note, None
        if note is None:
            self.dismiss(None)
            return
        note.settle()
        self.set_focus(None)
        note.remove()
        self.refresh_visit()

    @on(LinesView.Clicked, "#visit-head")
    def _visit_clicked(self, event: LinesView.Clicked) -> None:
        self.action_visit(int(event.target[1]))

    @on(LinesView.Clicked, "#visit")
    async def _row_clicked(self, event: LinesView.Clicked) -> None:
        chosen = int(event.target[1])
        if chosen == self.cursor:
            await self.action_open()
            return
        self.cursor = chosen
        self._show()
