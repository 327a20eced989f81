"""前の状態に戻す: which states are kept, what changed in each, and back to one of them."""

from __future__ import annotations

from collections.abc import Sequence

from data.generations import Generation
from data.place import Place
from data.problems import reason_of
from data.record import Engagement
from data.timeline import (
    NONE_YET,
    NOTHING_CHANGED,
    Moment,
    UnusableStateError,
    moments,
    record_in,
    when,
)
from data.writing import write_engagement
from screens.step import StepScreen
from tui.interview import Interview
from tui.slow_work import begin_aside, done_aside
from tui.widgets.menu import Menu, MenuItem
from tui.widgets.progress_dialog import HowFar

TITLE = "前の状態に戻す"
HOW = (
    "どの時点に戻すかを選んでください。右は、その1つ前から変わったところです。"
    "今の状態も残るので、あとから戻ってこられます。"
)


class Restoring:
    """One going back, from the list to the record; `place` is where one is."""

    def __init__(self, app: Interview, place: Place) -> None:
        self.app = app
        self.place = place
        self.kept: dict[str, Generation] = {}

    def ask(self) -> None:
        begin_aside(self.app, self._list)

    async def _list(self) -> None:
        found = await kept_states(self.app, TITLE)
        if found is not None:
            self._offer(found)

    def _offer(self, found: Sequence[Moment]) -> None:
        shown = [(each, each.generation) for each in found if each.generation]
        if not shown:
            self.app.say(NONE_YET)
            return
        self.kept = {str(kept.number): kept for _, kept in shown}
        today = self.app.today()
        items = [
            MenuItem(
                str(kept.number),
                f"{when(kept, today)}  {moment.said}",
                is_current=moment.is_present,
            )
            for moment, kept in shown
        ]
        self.app.push_screen(Menu(TITLE, HOW, items), self._chosen)

    def _chosen(self, number: str | None) -> None:
        screen = self.app.screen
        # Quick keys may have opened the next dialog, or left, before the answer comes.
        if number is None or not isinstance(screen, StepScreen):
            return
        kept = self.kept[number]
        record = record_of_state(self.app, kept, TITLE)
        if record is not None:
            session, taken = self.app.session, when(kept, self.app.today()).strip()
            has_changed = session.restore(record, self.place, f"{taken} の状態に戻す操作")
            self.app.go(self.place)
            done = f"{taken} の状態に戻しました。^Z で取り消せます"
            self.app.say(session.save_message or (done if has_changed else NOTHING_CHANGED))


async def kept_states(app: Interview, title: str) -> list[Moment] | None:
    """The earlier states, newest first; None when they cannot be read, which is told."""
    session = app.session

    def read(how_far: HowFar) -> list[Moment]:
        return moments(session.past.generations, write_engagement(session.record), how_far)

    try:
        return await done_aside(app, "読んでいます", read, may_stop=True)
    except OSError as error:
        app.tell(title, f"前の状態を読めません（{reason_of(error)}）。")
        return None


def record_of_state(app: Interview, kept: Generation, title: str) -> Engagement | None:
    """The record of a kept state; None when it cannot be read, which is told."""
    try:
        return record_in(app.session.past.generations, kept)
    except UnusableStateError as error:
        app.tell(title, str(error))
        return None
