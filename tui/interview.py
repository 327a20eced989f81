"""The interview as the screens see it: one open engagement and the way between places."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from data.place import Place, Step
from data.record import Engagement
from data.session import Session
from tui.type_ahead import TypeAhead

if TYPE_CHECKING:
    from data.agenda_clock import AgendaClock
    from data.trial import Trial

NOT_OPENED = "開けませんでした"


class Interview(TypeAhead):
    """What every screen may ask of the app; `tui.app` fills it in."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[Step, Place] = {}
        # Where one was before the last jump.
        self.came_from: Place | None = None
        # On every step alike, until the program ends; None is as the width has room.
        self.shows_panel: bool | None = None
        # While digits on F8 plan and do not answer, and all risks are shown as planned too.
        self.trial: Trial | None = None
        # Where workbooks last went to or came from; at first they stand beside the file.
        self.books_folder: Path | None = None
        # Of the agenda, while it is wanted, and when the visit begins.
        self.clock: AgendaClock | None = None
        self.visit_begins: time | None = None

    @property
    @abstractmethod
    def session(self) -> Session:
        """The open engagement."""

    def today(self) -> date:
        """The day that new engagements, rows and file names bear."""
        return date.today()

    def now(self) -> datetime:
        """What the clock of the agenda goes by."""
        return datetime.now()

    @abstractmethod
    def go(self, place: Place) -> None:
        """Show the step of `place` with the cursor there."""

    @abstractmethod
    def open_file(self, path: Path) -> None:
        """Open an engagement, or say why that is not possible."""

    @abstractmethod
    def reopen(self, place: Place, *, take_over: bool = False) -> bool:
        """Read the open engagement's file anew and try to be the one who writes it.

        Whether it is open again, at `place`; with `take_over` it is taken from one who has not
        been heard of for minutes.
        """

    @abstractmethod
    def start_new(
        self, firm_name: str, start: Place | None = None, *, may_choose_folder: bool = False
    ) -> bool:
        """Make a new engagement in the data folder; whether it is open.

        It opens at `start`, by default the firm's form. With `may_choose_folder` the user is
        asked for another folder where the data folder cannot be written.
        """

    @abstractmethod
    def begin_with(self, path: Path, record: Engagement) -> None:
        """Make a new engagement at `path` that already says something, and open it."""

    @abstractmethod
    def open_sample(self) -> None:
        """Open the sample firm."""

    @abstractmethod
    def close_engagement(self) -> None:
        """Finish saving and show the home screen."""

    @abstractmethod
    def choose_look(self, look: str) -> None:
        """Paint with `lines`, in `ascii`, or (empty) as the terminal can."""

    @abstractmethod
    def say(self, text: str) -> None:
        """Tell something in the status line of the step shown."""

    @abstractmethod
    def tell(self, title: str, text: str) -> None:
        """Tell something that must be read, in a dialog."""

    @abstractmethod
    def export_books(self) -> None:
        """Ask which workbooks to write and where, write them, and say where they are."""

    @abstractmethod
    def import_books(self, *, into_new: bool = False) -> None:
        """Ask for workbooks, read them, show what came in, and take it over."""

    @abstractmethod
    def seal_engagement(self, what: str) -> None:
        """Ask about the open engagement's passphrase: `seal`, `unseal` or `change_passphrase`."""
