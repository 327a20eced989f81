"""確かめること: what is still to be found out, by whom and by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content

from data.edits import AssignFollowUp, MarkPlace
from data.fields import FOLLOW_UP_FIELDS
from data.follow_ups import OpenPoint, due_words, open_points
from data.place import Place
from data.place_names import STEP_TITLES, question_at
from screens.forms import form_item
from screens.small_form import AssignmentForm
from tui.actions import with_full_width
from tui.interview import Interview
from tui.paint import Lines, clickable, fit, prose
from tui.widgets.dialog import Dialog
from tui.widgets.lines_view import LinesView

LINES_OF_A_POINT = 2
INDENT, PERSON_CELLS = 10, 24
KEYS = "Enter そこへ　e 人と期限　b しるし　^Z 戻す　Esc 閉じる"
HOW = (
    "確かめることは、まだありません。",
    "自社診断で「わからない」を選ぶか、b でしるしを付けると、ここに並びます。",
    "確かめる人と期限を書いておけば、あとで一人ずつ聞いて回れます。",
)


class FollowUpsScreen(Dialog[Place]):
    """Answers with the place to go to."""

    BINDINGS = [
        (with_full_width("up,k"), "move(-1)", "前"),
        (with_full_width("down,j"), "move(1)", "次"),
        ("pageup", "move(-8)", "前のページ"),
        ("pagedown", "move(8)", "次のページ"),
        ("enter", "open", "そこへ移る"),
        (with_full_width("e"), "assign", "人と期限"),
        (with_full_width("b"), "mark", "しるし"),
        ("ctrl+z", "undo", "戻す"),
        (with_full_width("t,q"), "cancel", "閉じる"),
    ]
    EDITING: ClassVar[frozenset[str]] = frozenset(["assign", "mark"])
    app = getters.app(Interview)

    def __init__(self) -> None:
        super().__init__("確かめること", KEYS)
        self.points: Sequence[OpenPoint] = open_points(self.app.session.record)
        self.cursor = 0
        self.marked = 0

    @property
    def point(self) -> OpenPoint | None:
        return self.points[self.cursor] if self.points else None

    def compose_dialog(self) -> ComposeResult:
        yield LinesView(self._lines, id="points")

    def _lines(self, width: int) -> Lines:
        if not self.points:
            return [each for text in HOW for each in (*prose(text, width), Content(""))]
        today = self.app.today()
        return [
            clickable(Content.styled(fit_line, style), "point", index)
            for index, point in enumerate(self.points)
            for fit_line, style in _point_lines(point, today, index == self.cursor, width)
        ]

    def _refresh(self, _result: None = None) -> None:
        self.points = open_points(self.app.session.record)
        self.cursor = max(0, min(self.cursor, len(self.points) - 1))
        self._show()

    def _show(self) -> None:
        view = self.query_one("#points", LinesView)
        view.show(self._lines)
        first = self.cursor * LINES_OF_A_POINT
        view.keep_in_sight(first, first + LINES_OF_A_POINT - 1)

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.points) - 1))
        self._show()

    def action_open(self) -> None:
        if point := self.point:
            self.dismiss(point.place)

    def action_mark(self) -> None:
        if point := self.point:
            self.marked += self.app.session.apply(MarkPlace(point.place, not point.marked))
            self._refresh()

    def action_undo(self) -> None:
        """Only what `b` did here; the rest belongs to the screens below."""
        if self.marked:
            self.marked -= 1
            self.app.session.undo()
            self._refresh()

    def action_assign(self) -> None:
        if point := self.point:
            self.marked = 0
            self.app.push_screen(AssignDialog(point), self._refresh)

    @on(LinesView.Clicked)
    def _clicked(self, event: LinesView.Clicked) -> None:
        chosen = int(event.target[1])
        if chosen == self.cursor:
            self.action_open()
        self.cursor = chosen
        self._show()


def _point_lines(point: OpenPoint, today: date, current: bool, width: int) -> list[tuple[str, str]]:
    """The place and why it is here; below it who finds out, and by when."""
    step = fit(STEP_TITLES[point.place.step], 9)
    reason = fit(point.reason, 18)
    place = f"{step} {fit(point.name, width - 29)} {reason}"
    due = due_words(point.due, today) if point.due else "期限は未定"
    person = fit(point.person or "確かめる人は未定", PERSON_CELLS)
    asked = f"{person} {fit(due, width - INDENT - PERSON_CELLS - 1)}"
    late = "bold $text-error" if point.is_overdue(today) else "$text-muted"
    return [
        (place, "bold reverse" if current else ""),
        (" " * INDENT + asked, "reverse" if current else late),
    ]


class AssignDialog(AssignmentForm):
    """Who finds out about a place, and by when."""

    NOBODY = "聞く相手や、調べる人の名前です。"

    def __init__(self, point: OpenPoint) -> None:
        values: dict[str, Any] = {"person": point.person, "due": point.due}
        items = [form_item(field) for field in FOLLOW_UP_FIELDS if field.key in values]
        super().__init__(f"確かめること　{point.name}", items, values)
        self.point = point

    def lines_above(self, width: int) -> Lines:
        return prose(question_at(self.point.place), width, "bold")

    def save(self, values: dict[str, Any]) -> None:
        typed = values["person"]
        # What nobody touched stays as it was.
        person = typed if typed == self.point.person else typed.strip()
        edit = AssignFollowUp(self.point.place, person, values["due"])
        self.written |= self.app.session.apply(edit, merge=self.written)
