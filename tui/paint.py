"""Pieces of painted text: cell-exact columns, marks, bars, and parts that can be clicked."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.style import Style

from data.movement import movement
from tui.phrases import shown, wrap

Lines = list[Content]
Target = tuple[str | int, ...]

FULL, EMPTY = "█", "░"
RULE = "─"
# In a slot of two cells like every mark that some terminals draw wide.
ELLIPSIS = "… "
# Characters of a text that are looked at for one line: more than any terminal has cells.
LONGEST_LINE = 2_000


def fit(text: str, width: int) -> str:
    """Exactly `width` cells: padded, or cut with an ellipsis and never inside a character."""
    plain = shown(" ".join(_beginning(text).split()))
    if cell_len(plain) <= width:
        return plain + " " * (width - cell_len(plain))
    return set_cell_size(plain, max(width - 2, 0)) + ELLIPSIS[: max(width, 0)]


def _beginning(text: str) -> str:
    """All that a line can show of a text, which may be a million characters long."""
    return text if len(text) <= LONGEST_LINE else text[:LONGEST_LINE] + ELLIPSIS


def around(text: str, at: int, width: int) -> str:
    """Exactly `width` cells of a text in which the character at `at` is in sight."""
    before = text[max(at - LONGEST_LINE, 0) : at]
    lead, rest = shown(" ".join(before.split())), text[at:]
    gap = " " if before[-1:].isspace() or rest[:1].isspace() else ""
    if cell_len(lead + gap) > width // 3:
        while lead and cell_len(ELLIPSIS + lead + gap) > width // 3:
            lead = lead[1:]
        lead = ELLIPSIS + lead
    return fit_left(lead + gap + rest, width)


def fit_left(text: str, width: int) -> str:
    """Padded to the width on the right; leading spaces stay."""
    lead = len(text) - len(text.lstrip(" "))
    return " " * lead + fit(text[lead:], width - lead)


def right(text: str, width: int) -> str:
    """The text at the right edge of `width` cells."""
    return " " * max(width - cell_len(text), 0) + text


def slot(mark: str) -> str:
    """An ambiguous-width mark in a slot of two cells, so that it never covers its neighbour."""
    return mark + " " * (2 - cell_len(mark))


def line(*parts: str | Content | tuple[str, str]) -> Content:
    """One line from plain texts, painted pieces and (text, style) pairs; never markup."""
    return Content.assemble(*parts)


def clickable(content: Content | str, *target: str | int) -> Content:
    """The content, answering a click with `target` (see `LinesView.Clicked`)."""
    piece = content if isinstance(content, Content) else Content(content)
    return piece.stylize(_leading_to(target))


@lru_cache(maxsize=4096)
def _leading_to(target: Target) -> Style:
    return Style.from_meta({"target": target})


def prose(text: str, width: int, style: str = "", indent: int = 0) -> Lines:
    """A text in phrases, every line indented."""
    margin = " " * indent
    return [Content.styled(margin + each, style) for each in wrap(text, width - indent)]


def listed(texts: Iterable[str], width: int, bullet: str = "・", style: str = "") -> Lines:
    """Texts with a bullet each, continued under the text and not under the bullet."""
    lines: Lines = []
    hang = cell_len(bullet)
    for text in texts:
        first, *rest = wrap(text, width - hang)
        lines.append(Content.styled(bullet + first, style))
        lines += [Content.styled(" " * hang + each, style) for each in rest]
    return lines


def flow(items: Iterable[str], width: int, gap: str = "　") -> Lines:
    """Items one after the other, a line ending only between two of them."""
    rows: list[str] = []
    for item in map(shown, items):
        if rows and cell_len(rows[-1] + gap + item) <= width:
            rows[-1] += gap + item
        else:
            rows.append(item)
    return [Content(row) for row in rows]


def bar(part: int, whole: int, width: int) -> str:
    """A bar of `width` cells; it is full or empty only when the part is all or nothing."""
    if whole <= 0:
        return EMPTY * width
    filled = max(0, min(width, round(width * part / whole)))
    if part < whole:
        filled = min(filled, width - 1)
    if part > 0:
        filled = max(filled, 1)
    return FULL * filled + EMPTY * (width - filled)


def change(now: int | None, before: int | None, unit: str = "") -> Content:
    """▲ or ▼ with the figure when a value moved, nothing when it stayed."""
    moved = movement(now, before, unit)
    return Content.styled(f" {moved}", "bold $accent") if moved else Content("")


def titled_rule(title: str, width: int) -> Content:
    """The title of a part of a page, on a rule; reversed it would look like a cursor."""
    name = fit(title, min(cell_len(title), width - 5)).rstrip()
    text = f"{RULE * 2} {name} "
    return Content.styled(text + RULE * (width - cell_len(text)), "bold $text-accent")


def beside_or_below(text: Content, moved: Content, width: int) -> Lines:
    """A figure and what moved it; the latter on a line of its own where it would be cut off."""
    if text.cell_length + moved.cell_length <= width:
        return [line(text, moved)]
    return [text, Content(" " * max(width - moved.cell_length, 0)) + moved]
