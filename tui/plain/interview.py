"""The whole interview line by line: opens engagements, holds their steps, closes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

from data.last_places import last_place, remember_place
from data.opening import create_session, finish
from data.place import Place, Step
from data.place_names import STEP_TITLES, place_name
from data.problems import DamagedFileError, EngagementFileError
from data.progress import first_open_step, progress
from data.session import Session
from tui.plain import (
    earlier_states,
    export,
    finding,
    follow_ups,
    import_books,
    menu,
    notes,
    plan,
    priorities,
    saving,
    terms,
    visits,
)
from tui.plain.cloud import CloudStep
from tui.plain.commands import read_reply
from tui.plain.desk import (
    Desk,
    Handler,
    JumpError,
    LeaveError,
    RefusedError,
    ReopenError,
    Spot,
    SwitchError,
    in_one_line,
)
from tui.plain.firm import FirmStep
from tui.plain.home import Home
from tui.plain.ledger import LedgerStep
from tui.plain.passphrase import open_session
from tui.plain.questions import QuestionStep
from tui.plain.results import ResultStep
from tui.plain.talk import EndOfInputError, Talk, terminal_talk
from tui.streams import interrupt, tell, when_ended

DONE, BAD, INTERRUPTED = 0, 1, 130
WELCOME = ("聞き取り。1行ずつの聞き取りです。", "? で説明、?? で操作の一覧、q でおわります。")

HANDLERS: Mapping[str, Handler] = {
    "help": menu.show_help,
    "commands": menu.show_commands,
    "terms": terms.explain,
    "progress": menu.show_progress,
    "go": menu.go,
    "leave": menu.leave,
    "switch": menu.switch,
    "undo": menu.undo,
    "redo": menu.redo,
    "mark": notes.toggle_mark,
}
DIALOGS: Mapping[str, Handler] = {
    "menu": menu.show_menu,
    "note": notes.write_note,
    "find": finding.find,
    "follow_ups": follow_ups.show_follow_ups,
    "visits": visits.show_visits,
    "priority": priorities.rate,
    "plan": plan.show_plan,
    "export": export.export,
    "import": import_books.import_books,
    "restore": earlier_states.restore,
    "choose_save_place": saving.choose_save_place,
    "start_writing": saving.start_writing,
}


class StepTalk(Protocol):
    """A step as it is held: made at a place, it answers where to go next."""

    def __init__(self, desk: Desk, place: Place) -> None: ...

    def run(self) -> Place: ...


STEP_TALKS: Mapping[Step, type[StepTalk]] = {
    "firm": FirmStep,
    "self_check": QuestionStep,
    "assets": LedgerStep,
    "threats": QuestionStep,
    "measures": QuestionStep,
    "cloud": CloudStep,
    "results": ResultStep,
}


class PlainInterview:
    """One run of the program."""

    def __init__(self, talk: Talk, today: date) -> None:
        self.talk = talk
        self.today = today
        self.desk: Desk | None = None
        self.unsaved = ""
        # The file named in the call is damaged, and nothing else was opened since.
        self.is_refused = False

    def run(self, path: Path | None) -> int:
        """Until the user leaves; 0, or 130 when interrupted.

        1 when something could not be saved, or the file named was left damaged and no other
        one opened. Raises `EngagementFileError` when nothing at all can be done about that file.
        """
        status = DONE
        try:
            self._hold(path)
        except (LeaveError, EndOfInputError):
            pass
        except KeyboardInterrupt:
            status = INTERRUPTED
        finally:
            self._close()
        return BAD if self.unsaved or (self.is_refused and status == DONE) else status

    def _hold(self, path: Path | None) -> None:
        self.talk.say(*WELCOME)
        session = self._named(path) if path else None
        while True:
            try:
                self._hold_engagement(session or Home(self.talk, self.today).open())
            except SwitchError:
                self._close()
                session = None
            except ReopenError as again:
                session = self._reopened(again.take_over)

    def _reopened(self, take_over: bool) -> Session | None:
        """The same engagement, read anew; None where it cannot be read any more."""
        if self.desk is None:
            return None
        path, seal = self.desk.session.path, self.desk.session.seal
        self._close()
        try:
            session = Session.open_or_view(path, lambda *_: seal, take_over=take_over)
        except EngagementFileError as error:
            self.talk.say(f"開けませんでした。{error.summary}")
            return None
        self.talk.say("書き込めます。" if session.may_write else "まだ書き込めません。")
        return session

    def _named(self, path: Path) -> Session | None:
        """The engagement named in the call; None when it is not to be made."""
        if path.exists():
            return self._opened_or_rescued(path)
        self.talk.say(f"{path} はまだありません。新しく作りますか。")
        while True:
            reply = read_reply(self.talk.ask(in_one_line(["作る", "作らない"])))
            if reply.number in (1, 2):
                return create_session(path, "", self.today) if reply.number == 1 else None
            if reply.command == "leave":
                raise LeaveError
            self.talk.say("1 か 2 をどうぞ。")

    def _opened_or_rescued(self, path: Path) -> Session | None:
        try:
            return open_session(self.talk, path)
        except DamagedFileError as error:
            from tui.plain.rescue import offer_rescue

            self.is_refused = True
            return offer_rescue(self.talk, error)

    def _hold_engagement(self, session: Session) -> None:
        self.is_refused = False
        self.desk = desk = Desk(self.talk, session, self.today, HANDLERS, DIALOGS)
        record = session.record
        self.talk.say(
            f"{record.firm.name or '会社名は未記入'}。ファイルは {session.path.name} です。"
        )
        self._tell_viewing(session)
        place = self._begin(desk)
        while True:
            try:
                place = STEP_TALKS[place.step](desk, place).run()
            except JumpError as jump:
                place = jump.place
            except RefusedError:
                place = desk.place
                self.talk.say(f"{session.refusal}。")

    def _tell_viewing(self, session: Session) -> None:
        if not session.may_write:
            self.talk.say(
                f"閲覧のみです。{session.view_message}。",
                "読むことと書き出すことはできます。「書き込む」と書くと、もう一度試します。",
            )

    def _begin(self, desk: Desk) -> Place:
        """A new engagement begins with the firm, another one where it was left."""
        record = desk.record
        if not any(step.done for step in progress(record).values()):
            return Place("firm")
        place = last_place(desk.session.path, record) or Place(first_open_step(record))
        name = f"{STEP_TITLES[place.step]} {place_name(record, place)}".strip()
        try:
            while desk.ask(f"空の行で続きへ：{name}。m 目次。", Spot(place)).command != "next":
                desk.say("空の行で続きへ進みます。m で目次、q でおわります。")
        except JumpError as jump:
            return jump.place
        return place

    def _close(self) -> None:
        """Finish saving, and say where everything is."""
        desk, self.desk = self.desk, None
        if desk is None:
            return
        remember_place(desk.session.path, desk.place, is_sealed=desk.session.seal.is_sealed)
        may_write = desk.session.may_write
        if unsaved := finish(desk.session):
            self.unsaved = unsaved
            tell(unsaved)
        elif may_write:
            self.talk.say(f"答えは {desk.session.path} に保存してあります。")


def run_plain(path: Path | None) -> int:
    """Hold the interview over stdin and stdout; the exit status."""
    when_ended(interrupt)
    return PlainInterview(terminal_talk(), date.today()).run(path)
