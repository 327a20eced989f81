"""The visits from every step, and the clock of the agenda in the status line."""

from __future__ import annotations

from abc import abstractmethod

from rich.cells import cell_len
from textual.timer import Timer

from data.place import Place
from screens.saving import ShowsSaving
from screens.with_files import WithFiles
from tui.paint import fit, right

# Of a clock's words, beside which the status line still tells something.
LONGEST_CLOCK = 44


class WithVisits(ShowsSaving, WithFiles):
    """A screen from which the visits are looked at."""

    _clock_look: Timer | None = None

    @abstractmethod
    def refresh_views(self) -> None:
        """Show the record as it is now."""

    @abstractmethod
    def _go_if_chosen(self, place: Place | None) -> None:
        """Go to a place chosen in a dialog, if one was."""

    def action_visits(self) -> None:
        from screens.visits import VisitsScreen

        self._when_settled(lambda: self.app.push_screen(VisitsScreen(), self._visits_closed))

    def _visits_closed(self, place: Place | None) -> None:
        self.refresh_views()
        self._go_if_chosen(place)

    def action_clock(self) -> None:
        """Start with the first item of the visit at hand, or stop the clock."""
        app = self.app
        if app.clock is not None:
            app.clock = None
            self.say("時計を消しました")
            return
        from data.agenda_clock import AgendaClock
        from data.visits import agenda, current_visit

        visit = current_visit(app.session.record)
        first, *_ = agenda(app.session.record, visit, app.today())
        app.clock = AgendaClock(visit, first.key, first.title, first.minutes, app.now())
        self.refresh_frame()
        self.say("時計を始めました。項目は h の画面の c で変わります")

    def refresh_frame(self) -> None:
        super().refresh_frame()
        self._look_at_clock()

    def _look_at_clock(self) -> None:
        """Once a minute, when the words change; it paints nothing but the status line."""
        if self._clock_look is None and (clock := self.app.clock):
            seconds = clock.until_next_minute(self.app.now())
            self._clock_look = self.set_timer(seconds, self._minute_passed)

    def _minute_passed(self) -> None:
        self._clock_look = None
        # Screens out of sight look again when they are shown.
        if self in self.app.screen_stack and self.app.clock:
            self.say(self._said)
            self._look_at_clock()

    def status_text(self, width: int) -> str:
        if not (clock := self.app.clock):
            return super().status_text(width)
        words = clock.words(self.app.now())
        title = fit(clock.title, min(cell_len(clock.title), LONGEST_CLOCK - cell_len(words)))
        shown = f"　{title} {words}"
        text = super().status_text(width - cell_len(shown))
        return fit(text, width - cell_len(shown)) + right(shown, cell_len(shown))
