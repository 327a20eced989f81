"""What every step shares: its frame, the status line, the keys, undo, and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content

from data.edits import Edit, MarkPlace, WriteNote, note_at
from data.follow_ups import is_marked
from data.own_rules import OWN_RULES
from data.place import Place, Step
from data.place_names import is_there
from data.session import SAVE_WAIT
from screens.frame import WIDE, footer, top_lines
from screens.visiting import WithVisits
from tui.actions import (
    APP_ACTIONS,
    EDITING,
    GLOBAL_ACTIONS,
    SEAL_ACTIONS,
    STEP_ACTIONS,
    Action,
    actions_of_step,
    bindings,
)
from tui.paint import Lines, listed, prose
from tui.parked_cursor import park_cursor
from tui.widgets.lines_view import LinesView

if TYPE_CHECKING:
    from data.planning import PlanBoards
    from tui.widgets.note_pane import NotePane


class StepScreen(WithVisits):
    """A step; subclasses fill `compose_body` and show the record in `refresh_views`."""

    STEP: ClassVar[Step]
    OWN_ACTIONS: ClassVar[tuple[Action, ...]] = ()
    EDITING: ClassVar[frozenset[str]] = EDITING
    WITHOUT: ClassVar[frozenset[str]] = frozenset()
    READ_ON: ClassVar[tuple[str, ...]] = ("#panel",)
    # Whether the screen waits out of sight for the next visit: building it anew takes time.
    IS_KEPT: ClassVar[bool] = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(GLOBAL_ACTIONS, STEP_ACTIONS, APP_ACTIONS)]
    AUTO_FOCUS = ""

    def __init__(self, place: Place | None = None) -> None:
        super().__init__()
        # Before the first layout, which would otherwise be made twice.
        self.set_class(self.app.size.width >= WIDE, "-wide")
        self.set_class(self.app.size.width < WIDE, "-narrow")
        self._follow_panel_setting()
        self.start = place
        self.note: NotePane | None = None
        self._awaits_disk = False

    def compose(self) -> ComposeResult:
        yield LinesView(self._top_lines, id="top")
        with Horizontal(id="body"):
            yield from self.compose_body()
        yield LinesView(self._bottom_lines, id="bottom")

    def compose_body(self) -> ComposeResult:
        """The widgets between the bar of steps and the status line."""
        yield from ()

    def on_mount(self) -> None:
        # A quick key may have called the next screen before this one stood.
        if self in self.app.screen_stack:
            self.enter()

    def come_back(self, place: Place) -> None:
        """Be ready to be shown again, coming from another step."""
        self.start = place
        self._said = ""
        self._follow_panel_setting()
        if self.is_mounted:
            self.forget_changes()
            self.enter()

    def forget_changes(self) -> None:
        """What changed out of sight was not done by the last key."""

    def enter(self) -> None:
        """Show the record with the cursor at the place one came for."""
        if self.start is not None:
            self.move_to(self.start)
        self.refresh_views()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys quicker than the screen they are meant for find nothing to act on."""
        return self.is_mounted and self in self.app.screen_stack

    def refresh_views(self) -> None:
        """Show the record as it is now."""
        self.refresh_frame()

    def refresh_frame(self) -> None:
        if self._awaits_disk:
            self._awaits_disk = False
            self.app.session.wait_saved(SAVE_WAIT)
        super().refresh_frame()
        self.query_one("#top", LinesView).show(self._top_lines)
        self.query_one("#bottom", LinesView).show(self._bottom_lines)

    def trial_boards(self) -> PlanBoards | None:
        """All risks now and as planned, while the plan is tried."""
        if self.app.trial is None:
            return None
        from data.planning import plan_boards

        return plan_boards(self.app.session.record)

    def move_to(self, place: Place) -> None:
        """Put the cursor at a place of this step; one that is gone is passed over."""

    @property
    def current_place(self) -> Place:
        """Where the cursor stands."""
        return Place(self.STEP)

    @property
    def footer_hint(self) -> str:
        """What the digits do here."""
        return ""

    def on_key(self, event: events.Key) -> None:
        """A key that does nothing here says so; only then does nobody think it hangs."""
        if self.focused is None and event.is_printable and event.key not in self._known_keys:
            self.say(self.unknown_key(event.character or ""))

    @cached_property
    def _known_keys(self) -> frozenset[str]:
        """Gathered once: they are looked up for every key."""
        return frozenset(self.active_bindings)

    def unknown_key(self, character: str) -> str:
        """What to say of a character that no key of this screen is."""
        if character.isascii():
            return f"{character} のキーは、ここでは使いません。F1 でキーの説明が出ます"
        return "日本語入力がオンのようです。オフにするか、F2などのキーをお使いください"

    def say(self, text: str) -> None:
        """Tell the user something in the status line, until the next key says more."""
        self._said = text
        # A screen just switched to shows it when it is mounted.
        if self.is_mounted:
            self.query_one("#bottom", LinesView).show(self._bottom_lines)

    def apply(self, edit: Edit) -> None:
        """Make an edit, save it, and show what it changed."""
        self.close_note()
        # The disk works while the views are built; the frame, which comes last, awaits it.
        self.app.session.apply(edit, wait=False)
        self._said = self.app.session.refusal
        self._awaits_disk = True
        self.refresh_views()

    def settle(self) -> bool:
        """Save what was typed and not yet handed over; False when it cannot be read."""
        self.close_note()
        return True

    async def edit_note(self, place: Place, title: str, above: LinesView | None = None) -> None:
        """Open the note at a place, or close it again.

        Undo takes all that was written in one go back.
        """
        if self.close_note():
            return
        from tui.widgets.note_pane import NotePane

        session = self.app.session
        written = False

        def save(text: str) -> None:
            nonlocal written
            written |= session.apply(WriteNote(place, text), merge=written)
            self.refresh_frame()

        self.note = NotePane(title, note_at(session.record, place), save, above)
        park_cursor(self)
        await self.query_one("#middle").mount(self.note)
        self.set_focus(self.note.query_one("#note"))
        self.refresh_views()

    def close_note(self) -> bool:
        """Save the note being written and go back to the keys; whether there was one."""
        note, self.note = self.note, None
        if note is None:
            return False
        note.settle()
        # At once: a quick next key is meant for the question.
        self.set_focus(None)
        note.remove()
        self.refresh_views()
        return True

    def action_undo(self) -> None:
        self.close_note()
        self._walk(self.app.session.undo(), "元に戻しました", "戻せる操作はありません")

    def action_redo(self) -> None:
        self.close_note()
        self._walk(self.app.session.redo(), "やり直しました", "やり直せる操作はありません")

    def _walk(self, edit: Edit | None, done: str, nothing: str) -> None:
        if edit is None:
            self.say(nothing)
            return
        self.app.go(edit.place)
        screen = self.app.screen
        if isinstance(screen, StepScreen):
            screen.say(f"{done}：{edit.label}")

    def action_go(self, step: Step) -> None:
        if self.settle():
            self._leave_for(self.app.places.get(step, Place(step)))

    def _leave_for(self, place: Place) -> None:
        """Go elsewhere; Backspace comes back here."""
        self.app.places[self.STEP] = self.app.came_from = self.current_place
        self.app.go(place)

    def action_return(self) -> None:
        if self.app.came_from is None:
            self.say("まだほかの場所から移ってきていません")
        elif self.settle():
            self._leave_for(self.app.came_from)

    def action_back(self) -> None:
        if not self.close_note() and self.settle():
            self.app.close_engagement()

    def action_help(self) -> None:
        from screens.help import HelpScreen

        groups = (
            ("この画面のキー", self.OWN_ACTIONS),
            ("どこでも使えるキー", (*GLOBAL_ACTIONS, *APP_ACTIONS, *SEAL_ACTIONS)),
            ("画面の切り替え", STEP_ACTIONS),
        )
        self.app.push_screen(HelpScreen(self.help_lines, groups))

    def help_lines(self, width: int) -> Lines:
        """What this place means; shown above the keys."""
        return []

    def action_terms(self) -> None:
        from screens.terms import TermsScreen

        self.app.push_screen(TermsScreen(self.shown_texts()))

    def shown_texts(self) -> Iterable[str]:
        """What stands here in words that may need explaining, the most pressing first."""
        return ()

    def own_rule_lines(self, width: int) -> Lines:
        """The rules that are this project's own, for the steps whose figures rest on them."""
        title = "このツールの決めごと（公式シートにない点）"
        heading = prose(title, width, "bold $text-accent")
        return [Content(""), *heading, *listed(OWN_RULES, width)]

    def action_find(self) -> None:
        from screens.find import find_from

        find_from(self, self._go_if_chosen)

    def _go_if_chosen(self, place: Place | None) -> None:
        # Quick keys may have opened the next dialog, or left, before the answer comes.
        if place is not None and self.is_current and self.settle():
            self._leave_for(place)

    def action_map(self) -> None:
        from screens.interview_map import InterviewMap

        self.app.push_screen(InterviewMap(self.current_place), self._go_if_chosen)

    def action_plan(self) -> None:
        from screens.plan import PlanScreen

        self.app.push_screen(PlanScreen(), self._list_closed)

    def action_follow_ups(self) -> None:
        from screens.follow_ups import FollowUpsScreen

        self.app.push_screen(FollowUpsScreen(), self._list_closed)

    def _list_closed(self, place: Place | None) -> None:
        self.refresh_views()
        self._go_if_chosen(place)

    def action_mark(self) -> None:
        place, record = self.current_place, self.app.session.record
        if not is_there(record, place):
            self.say("ここにはしるしを付けられません")
            return
        marked = not is_marked(record, place)
        self.apply(MarkPlace(place, marked))
        said = "しるしを付けました。t の一覧から戻れます" if marked else "しるしを外しました"
        self.say(self._said or said)

    def commands(self) -> tuple[Action, ...]:
        return actions_of_step(self.OWN_ACTIONS)

    async def action_leave(self) -> None:
        await self.app.action_quit()

    def action_toggle_panel(self) -> None:
        if panels := self.query("#panel"):
            self.app.shows_panel = not panels.first().display
            self._follow_panel_setting()
        else:
            self.say("この画面に途中結果の欄はありません")

    def _follow_panel_setting(self) -> None:
        self.set_class(self.app.shows_panel is True, "-panel-shown")
        self.set_class(self.app.shows_panel is False, "-panel-hidden")

    def action_read_on(self) -> None:
        """The rest of what does not fit its place; the panel first where it is open."""
        for name in self.READ_ON:
            view = self.query_one(name, LinesView)
            if view.display and view.size and view.is_longer_than_shown:
                view.page_on()
                return

    async def action_note(self) -> None:
        self.say("ここにはメモを付けられません")

    def action_next_unanswered(self) -> None:
        self.say("この画面に未回答の質問はありません")

    @on(LinesView.Clicked, "#top")
    def _step_clicked(self, event: LinesView.Clicked) -> None:
        self.action_go(cast(Step, event.target[1]))

    @on(LinesView.Clicked, "#bottom")
    async def _key_clicked(self, event: LinesView.Clicked) -> None:
        await self.run_action(str(event.target[1]))

    def _top_lines(self, width: int) -> Lines:
        is_trial = self.app.trial is not None
        return top_lines(self.app.session, self.STEP, width, is_trial=is_trial)

    def _bottom_lines(self, width: int) -> Lines:
        text = self.status_text(width)
        said = Content.styled(text, "$text-accent" if text.strip() else "")
        is_typing = hasattr(self.focused, "cursor_screen_offset")
        keys = (*self.OWN_ACTIONS, *GLOBAL_ACTIONS)
        hinted = [action for action in keys if action.name not in self.WITHOUT]
        return [said, footer(hinted, self.footer_hint, is_typing, width)]
