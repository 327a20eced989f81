"""What stands around every step: the firm, the bar of steps, and the keys of the footer."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from data.follow_ups import open_count
from data.place import Step
from data.place_names import STEP_TITLES
from data.progress import progress, what_is_left
from data.record import Engagement
from data.session import Session
from screens.saving import SAVE_SIGNS
from tui.actions import Action, key_hint
from tui.marks import MARKED, SEALED
from tui.paint import Lines, clickable, fit, line

_KEYS: tuple[tuple[Step, str, str], ...] = (
    ("self_check", "F5", "診断"),
    ("assets", "F6", "資産"),
    ("threats", "F7", "脅威"),
    ("measures", "F8", "対策"),
    ("cloud", "F9", "クラウド"),
    ("results", "F10", "結果"),
)
# Step, key, title, and what it is called where there is little room.
STEP_NAMES = tuple((step, key, STEP_TITLES[step], short) for step, key, short in _KEYS)
WIDE = 110
# Cells that the firm's name keeps beside what is left to do; in less the latter goes.
SHORTEST_NAME = 16


# What stands at the top as long as digits on F8 plan and do not answer.
TRYING = " 試算中 "


def top_lines(session: Session, here: Step, width: int, *, is_trial: bool = False) -> Lines:
    """Whose interview this is, how much is left of the step, and whether all is saved.

    During a trial that is said before all else.
    """
    name = session.record.firm.name or "（会社名 未記入）"
    if session.seal.is_sealed:
        name = f"{SEALED} {name}"
    sign, style = SAVE_SIGNS[session.save_state]
    left = f" {what_is_left(session.record, here)}"
    trying = TRYING if is_trial else ""
    room = width - 13 - cell_len(sign) - cell_len(trying)
    if room - cell_len(left) < SHORTEST_NAME:
        left = ""
    shown = fit(name, room - cell_len(left))
    begin = line((" 聞き取り ", "bold reverse"), (trying, "bold $text-warning"), " ")
    title = line(begin, shown, left, " ", (sign, style))
    return [clickable(title, "go", "firm"), _step_bar(session.record, here, width)]


def _step_bar(record: Engagement, here: Step, width: int) -> Content:
    counts = {step: str(count) for step, count in progress(record).items()}
    if to_find_out := open_count(record):
        counts["results"] = f"{MARKED}{to_find_out}"
    pieces: list[Content] = []
    for step, key, name, short in STEP_NAMES:
        count = counts.get(step, "")
        text = f" {key} {name} {count} " if width >= WIDE else f"{key}{short}{count}"
        style = "bold reverse" if step == here else ""
        pieces.append(clickable(Content.styled(text, style), "go", step))
    return Content(" ").join(pieces)


def footer(actions: Sequence[Action], digits: str, is_typing: bool, width: int) -> Content:
    """As many keys as fit, the most needed first; the palette lists them all.

    `digits` says what the digits do, if anything.
    """
    hinted = [action for action in actions if action.short]
    if is_typing:
        # Letters, digits and Enter belong to the text.
        hinted = [action for action in hinted if action.shown[0] in "^F"]
    first = [action for action in hinted if action.name in ("help", "commands")]
    rest = [action for action in hinted if action not in first]
    hints = [key_hint(action) for action in (*first, *rest)]
    if not is_typing and digits:
        hints.insert(2, Content(digits))
    while sum(hint.cell_length + 2 for hint in hints) > width + 2:
        hints.pop()
    return Content("  ").join(hints)
