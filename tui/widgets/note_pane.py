"""A note written beside what it is about, saved while it is written: nothing to confirm."""

from __future__ import annotations

import re
from collections.abc import Callable

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import TextArea

from tui.paint import Lines, fit, line
from tui.widgets.lines_view import LinesView
from tui.widgets.text_line import TextBox

# Seconds without a key after which what is written is saved.
PAUSE = 1.0
NAME = "メモ　"
CLOSE = "　Esc 閉じる"
HINT = f"{CLOSE}　^N 次へ　F4 未回答へ"
LONGEST_LINE = 1_000
# Takes no cell and is seen nowhere: WORD JOINER.
FOLD = "\u2060"
# What the screen does with these keys goes on while a note is being written.
LEFT_TO_THE_SCREEN = frozenset({"f6", "f7", "pageup", "pagedown"})


def folded(text: str) -> str:
    """The text with a fold and a line end within every line that is too long for the box.

    The box looks at a line as a whole for every row it paints: one of a million
    characters would take seconds a key.
    """
    if len(text) <= LONGEST_LINE:
        return text
    return re.sub(f"([^\n]{{{LONGEST_LINE}}})(?=[^\n])", f"\\1{FOLD}\n", text)


class NoteBox(TextBox, inherit_bindings=False):
    """Leaves the keys of the steps to the screen."""

    BINDINGS = [
        binding
        for binding in TextArea.BINDINGS
        if isinstance(binding, Binding) and binding.key not in LEFT_TO_THE_SCREEN
    ]

    def on_paste(self, event: events.Paste) -> None:
        # Textual puts it in; a ledger would take it for rows as well.
        event.stop()


class NotePane(Vertical):
    """A few lines to write in under a title.

    Hands the text to `save` at every pause and when it is settled; emptied, it is
    no note. PgUp and PgDn scroll `above`, so that all of a question can be read.
    """

    BINDINGS = [
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    def __init__(
        self,
        title: str,
        text: str,
        save: Callable[[str], None],
        above: LinesView | None = None,
        *,
        name: str = NAME,
        hint: str = HINT,
    ) -> None:
        super().__init__()
        self.note_title = title
        self.note_name, self.hint = name, hint
        self.text = text
        self.save = save
        self.above = above
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        yield LinesView(self._title_lines, id="note-title")
        # A fold already there would be taken for one of ours.
        self._fold = "" if FOLD in self.text else FOLD
        box = NoteBox(folded(self.text) if self._fold else self.text, id="note")
        self._shown = box.text
        yield box

    def _title_lines(self, width: int) -> Lines:
        title = fit(self.note_title, width - cell_len(self.note_name + self.hint))
        return [line((self.note_name + title, "bold reverse"), (self.hint, "$text-muted"))]

    @on(TextArea.Changed)
    def _wait_for_pause(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.settle)

    def settle(self) -> None:
        """Save what was written so far."""
        if self._pause is not None:
            self._pause.stop()
        text = self.query_one(TextArea).text
        # The box knows one kind of line end: what nobody touched stays as it was.
        if text == self._shown:
            self.save(self.text)
            return
        if self._fold:
            text = text.replace(f"{FOLD}\n", "").replace(FOLD, "")
        self.save(text if text.strip() else "")

    def action_page(self, by: int) -> None:
        if self.above is not None:
            step = max(self.above.size.height - 1, 1)
            self.above.scroll_relative(y=by * step, animate=False)
