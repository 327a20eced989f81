"""A file that cannot be opened: what can be read of it, as a new engagement."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from data.problems import TAKE_OUT, DamagedFileError, EngagementFileError
from data.salvage.rescue import Salvage, load_salvage, rescued_path
from data.salvage.telling import KEPT_AS_IT_IS, NOTHING_LOST, NOTHING_READABLE, sections
from screens.report_lines import heading
from tui.interview import NOT_OPENED, Interview
from tui.paint import Lines, listed, prose
from tui.slow_work import begin_aside, done_aside
from tui.widgets.dialog import Choice
from tui.widgets.report import UNDERSTOOD, Report

TITLE = "読める部分の取り出し"
RESCUE = "rescue"


class Rescue:
    """One rescue, from the offer to the new engagement; nothing is written before it is asked."""

    def __init__(self, app: Interview, path: Path) -> None:
        self.app = app
        self.path = path

    def offer(self, refusal: DamagedFileError) -> None:
        """Say why the file cannot be opened, and what can be done."""
        options = {RESCUE: TAKE_OUT, "no": "やめる"}
        self.app.push_screen(Choice(NOT_OPENED, refusal.summary, options), self._offered)

    def _offered(self, answer: str | None) -> None:
        if answer == RESCUE:
            begin_aside(self.app, self._look)

    async def _look(self) -> None:
        look = partial(_salvage, self.path)
        try:
            found = await done_aside(self.app, "読める部分を探しています", look, may_stop=True)
        except EngagementFileError as error:
            self.app.tell(NOT_OPENED, error.summary)
        except Exception as error:  # a file that no rescue foresaw must not end the program
            self.app.tell(NOT_OPENED, f"思わぬ誤りです（{type(error).__name__}）。{KEPT_AS_IT_IS}")
        else:
            if found:
                self.app.push_screen(rescue_report(found), partial(self._take_out, found))

    def _take_out(self, found: Salvage, answer: str | None) -> None:
        if answer == RESCUE:
            self.app.begin_with(rescued_path(self.path), found.record)


def _salvage(path: Path, _how_far: object) -> Salvage:
    return load_salvage(path)


def rescue_report(found: Salvage) -> Report:
    """What would be in the new file and what would not; answers `rescue` or something else."""

    def build(width: int) -> Lines:
        return report_lines(found, width)

    if found.is_empty:
        return Report(TITLE, build, UNDERSTOOD)
    return Report(TITLE, build, {RESCUE: "新しいファイルに取り出して開く", "no": "やめる"})


def report_lines(found: Salvage, width: int) -> Lines:
    """The report's text: first of all that nothing happens to the file."""
    if found.is_empty:
        return prose(f"{NOTHING_READABLE}。{KEPT_AS_IT_IS}", width)
    lines = prose(KEPT_AS_IT_IS if found.lost else f"{NOTHING_LOST}。{KEPT_AS_IT_IS}", width)
    for title, said in sections(found):
        lines += [*heading(title, width), *listed(said, width)]
    return lines
