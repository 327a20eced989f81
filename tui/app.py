"""The app: opens engagements and shows their screens."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType
from textual.actions import ActionParseResult
from textual.dom import DOMNode
from textual.screen import Screen

from data.folder import free_path
from data.last_places import last_place, remember_place
from data.opening import create_session, finish, open_sample
from data.place import Place, Step
from data.preferences import load_preferences
from data.problems import DamagedFileError, EngagementFileError
from data.progress import first_open_step
from data.record import Engagement
from data.sealing import Seal, SealedError
from data.session import Session
from tui.interview import NOT_OPENED
from tui.look import LookedAfter
from tui.streams import in_terminal, lasting_outputs, tell, when_ended
from tui.widgets.dialog import Choice

if TYPE_CHECKING:
    from screens.step import StepScreen


# Seconds between two looks whether the terminal is still there.
TERMINAL_LOOKED_AT = 1.0


class KikitoriApp(LookedAfter):
    """One window of the interview; `start` is the file named on the command line."""

    CSS_PATH = "kikitori.tcss"
    TITLE = "聞き取り"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, start: Path | None = None) -> None:
        super().__init__()
        self.start_path = start
        self.farewell = ""
        # What is good to know once the engagement is closed.
        self.last_word = ""
        # Why the file named at the start did not open, as long as nothing else is opened.
        self.refusal: DamagedFileError | None = None
        self._session: Session | None = None
        self._kept: dict[Step, StepScreen] = {}

    @property
    def session(self) -> Session:
        if self._session is None:
            raise RuntimeError("no engagement is open")
        return self._session

    def on_mount(self) -> None:
        if not self.is_headless:
            self._leave_when_ended()
        self.choose_look(load_preferences().look)
        if self.start_path is not None and self.start_path.exists():
            self.open_file(self.start_path)
            return
        self._show_home()
        self.call_after_refresh(_begin_collecting)
        if self.start_path is not None:
            self._ask_to_create(self.start_path)

    def _leave_when_ended(self) -> None:
        """Whoever ends the program from outside loses nothing that was being typed."""
        loop = asyncio.get_running_loop()

        def leave(*_: object) -> None:
            loop.call_soon_threadsafe(self.call_later, self.action_quit)

        when_ended(leave)
        self.set_interval(TERMINAL_LOOKED_AT, self._leave_without_terminal)

    def _leave_without_terminal(self) -> None:
        """A window that was closed need not send a signal, and its keyboard is read for ever."""
        if not in_terminal():
            self.call_later(self.action_quit)

    def on_unmount(self) -> None:
        self._finish()

    def go(self, place: Place) -> None:
        from screens.step import StepScreen

        screen = self.screen
        if isinstance(screen, StepScreen) and place.step == screen.STEP:
            if not screen.is_mounted:
                # A second key was quicker than the screen that the first one called.
                screen.start = place
                return
            screen.move_to(place)
            screen.refresh_views()
        else:
            self._show(self._step_at(place))

    def _step_at(self, place: Place) -> StepScreen:
        """The step's screen with its cursor there, the one that was kept if there is one."""
        if kept := self._kept.get(place.step):
            kept.come_back(place)
            return kept
        screen = step_screen(place)
        if screen.IS_KEPT:
            self._kept[place.step] = screen
            # A closed engagement's screen may still bear the name of the step.
            self.install_screen(screen, f"{place.step} {id(screen)}")
        return screen

    async def _let_go(self, screens: list[StepScreen]) -> None:
        """Nothing of a closed engagement stays on a screen out of sight."""
        for screen in screens:
            self.uninstall_screen(screen)
            await screen.remove()

    def open_file(self, path: Path) -> None:
        self._open(lambda: Session.open_or_view(path))

    def reopen(self, place: Place, *, take_over: bool = False) -> bool:
        path, seal = self.session.path, self.session.seal
        return self._open(
            lambda: Session.open_or_view(path, lambda *_: seal, take_over=take_over), place
        )

    def begin_with(self, path: Path, record: Engagement) -> None:
        self._open(lambda: Session.create(path, record))

    def open_sample(self) -> None:
        self._open(open_sample)

    def start_new(
        self, firm_name: str, start: Place | None = None, *, may_choose_folder: bool = False
    ) -> bool:
        def ask_elsewhere(why: str) -> None:
            self._ask_elsewhere(why, firm_name, start)

        path = free_path(firm_name, self.today())
        return self._create(path, firm_name, start, ask_elsewhere if may_choose_folder else None)

    def _create(
        self,
        path: Path,
        firm_name: str = "",
        start: Place | None = None,
        refused: Callable[[str], object] | None = None,
    ) -> bool:
        today = self.today()
        return self._open(
            lambda: create_session(path, firm_name, today), start or Place("firm"), refused
        )

    def _ask_elsewhere(self, why: str, firm_name: str, start: Place | None) -> None:
        """The data folder takes no file: another folder, or none."""
        from tui.widgets.file_dialog import FileDialog

        def create(folders: list[Path] | None) -> None:
            if folders:
                self._create(free_path(firm_name, self.today(), folders[0]), firm_name, start)

        def choose(answer: str | None) -> None:
            if answer == "folder":
                self.push_screen(FileDialog("保存先", Path.home(), wants="folder"), create)

        options = {"folder": "保存先を選ぶ（次からは o で開きます）", "no": "やめる"}
        self.push_screen(Choice(NOT_OPENED, why, options), choose)

    def _open(
        self,
        opener: Callable[[], Session],
        start: Place | None = None,
        refused: Callable[[str], object] | None = None,
    ) -> bool:
        try:
            session = opener()
        except EngagementFileError as error:
            if len(self.screen_stack) == 1:
                self.refusal = error if isinstance(error, DamagedFileError) else None
                self._show_home()
            self._refuse(error, refused)
            return False
        self._finish()
        self._session, self.places, self.books_folder = session, {}, None
        self.refusal = None
        self.came_from, self.last_word = None, ""
        self.call_after_refresh(_begin_collecting)
        last = last_place(session.path, session.record)
        self._show(self._step_at(start or last or Place(first_open_step(session.record))))
        return True

    def _ask_passphrase(self, path: Path) -> None:
        from screens.sealing import SealedOpening

        def open_with(seal: Seal) -> None:
            self._open(lambda: Session.open_or_view(path, lambda *_: seal))

        SealedOpening(self, path, open_with).ask()

    def _refuse(self, error: EngagementFileError, refused: Callable[[str], object] | None) -> None:
        """Say why nothing was opened; of a damaged file offer what can be read."""
        if isinstance(error, SealedError):
            self._ask_passphrase(error.sealed_path)
        elif isinstance(error, DamagedFileError) and error.path is not None:
            from screens.rescue import Rescue

            Rescue(self, error.path).offer(error)
        else:
            (refused or partial(self.tell, NOT_OPENED))(error.summary)

    def _show(self, screen: Screen[None]) -> None:
        """One screen at a time lies over Textual's empty default screen."""
        if len(self.screen_stack) == 1:
            self.push_screen(screen)
        else:
            self.switch_screen(screen)
        self.pass_on_news(screen)

    def tell(self, title: str, text: str) -> None:
        self.say("")
        self.push_screen(Choice(title, text, {"ok": "わかりました"}))

    def _ask_to_create(self, path: Path) -> None:
        def create(answer: str | None) -> None:
            if answer == "yes":
                self._create(path)

        text = f"{path} はまだありません。新しく作りますか？"
        self.push_screen(Choice("新しい聞き取り", text, {"yes": "作る", "no": "作らない"}), create)

    def _remember_place(self) -> None:
        """Where one goes on when this engagement is opened again."""
        from screens.step import StepScreen

        for screen in self.screen_stack:
            if isinstance(screen, StepScreen) and (session := self._session) is not None:
                place, is_sealed = screen.current_place, session.seal.is_sealed
                remember_place(session.path, place, is_sealed=is_sealed)

    def close_engagement(self) -> None:
        self._remember_place()
        self._finish()
        self.clock = self.visit_begins = None
        self._show_home()
        if self.farewell:
            self.tell("保存できませんでした", self.farewell)
        elif self.last_word:
            self.tell("試算", self.last_word)

    def _finish(self) -> None:
        """Close the open engagement; what cannot be saved in its place goes to another."""
        session, self._session = self._session, None
        self.last_word = self._end_trial(session) if session else self.last_word
        kept, self._kept = list(self._kept.values()), {}
        self.call_later(self._let_go, kept)
        if session is not None and (unsaved := finish(session)):
            self.farewell = unsaved

    def _end_trial(self, session: Session) -> str:
        """What was tried stays in the plan; how to say so, empty where nothing was tried."""
        trial, self.trial = self.trial, None
        tried = trial.tried(session.record) if trial else ()
        return f"試算で予定にした{len(tried)}件は、計画に残してあります" if tried else ""

    def _show_home(self) -> None:
        from screens.home import HomeScreen

        home = HomeScreen()
        if not home.files:
            from screens.welcome import WelcomeScreen

            home = WelcomeScreen()
        self._show(home)

    def export_books(self) -> None:
        from screens.export import Export

        Export(self).ask()

    def import_books(self, *, into_new: bool = False) -> None:
        from screens.import_books import BookImporting

        BookImporting(self, into_new).ask()

    def seal_engagement(self, what: str) -> None:
        from screens.sealing import Sealing

        Sealing(self).ask(what)

    def say(self, text: str) -> None:
        from screens.step import StepScreen

        if isinstance(self.screen, StepScreen):
            self.screen.say(text)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """No edit even begins while somebody else writes the engagement."""
        session = self._session
        edits: frozenset[str] = getattr(default_namespace, "EDITING", frozenset())
        if session is None or session.may_write or name_of(action) not in edits:
            return await super().run_action(action, default_namespace, namespaces)
        if len(self.screen_stack) == 2:
            self.say(session.refusal)
        else:
            self.tell("閲覧のみ", f"{session.refusal}。{session.view_message}。")
        return True

    def _fatal_error(self) -> None:
        """End without Textual's traceback: it shows values, and those are the firm's."""
        self._save_what_is_typed(Exception)
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """End with what is being typed saved: so ends who reads the keyboard of a lost terminal."""
        self._save_what_is_typed(Exception)
        super().panic(*renderables)

    def _save_what_is_typed(self, tolerated: type[Exception]) -> None:
        for screen in reversed(self.screen_stack):
            with contextlib.suppress(tolerated):
                getattr(screen, "settle", lambda: None)()

    async def action_quit(self) -> None:
        """Leave from anywhere: whatever is being typed is saved first."""
        self._save_what_is_typed(ValueError)
        self._remember_place()
        self.exit(0)

    def action_help_quit(self) -> None:
        """Ctrl+C copies elsewhere; here it tells how to leave, in our own words."""
        self.say("終わるときは Ctrl+Q です。答えはすべて保存してあります")


def _begin_collecting() -> None:
    """What stands now stays: passing over ten thousand rows again would hold a key back.

    The command line starts without collecting. Where nobody stopped it, as when
    another program holds the app, it is left alone.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    elif gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
        gc.freeze()


def name_of(action: str | ActionParseResult) -> str:
    """「choose」 of `choose(1)`."""
    return (action if isinstance(action, str) else action[1]).partition("(")[0]


def step_screen(place: Place) -> StepScreen:
    """The screen of a step, imported when it is first needed."""
    name = f"{place.step.title().replace('_', '')}Screen"
    module = import_module(f"screens.{place.step}")
    screen: StepScreen = getattr(module, name)(place)
    return screen


def run_interview(path: Path | None) -> int:
    """Run the interview until the user leaves; 0 unless something could not be saved.

    Raises `DamagedFileError` when the file named was left damaged and no other one opened.
    """
    app = KikitoriApp(path)
    with lasting_outputs():
        app.run()
    if app._exception is not None:
        raise app._exception
    if app.farewell:
        tell(app.farewell)
        return 1
    if app.refusal is not None:
        raise app.refusal
    if app.last_word:
        tell(app.last_word)
    return app.return_value or 0
