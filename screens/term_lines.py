"""Technical terms as lines: explained, and named in one line on a card."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from data.terms import Term, terms_in
from tui.paint import ELLIPSIS, Lines, clickable, line, prose


def explained(terms: Iterable[Term], width: int) -> Lines:
    """Each term with its reading, and what it means below."""
    lines: Lines = []
    for term in terms:
        lines += [*prose(term.title, width, "bold"), *prose(term.meaning, width, indent=2)]
    return lines


def words_line(texts: Iterable[str], width: int) -> Lines:
    """「w ことば：脆弱性、OS …」: as many terms as fit in one line; none without a term."""
    names = [term.term for term in terms_in(texts)]
    if not names:
        return []
    head, shown = "w", f" ことば：{names[0]}"
    for name in names[1:]:
        if cell_len(f"{head}{shown}、{name} {ELLIPSIS}") > width:
            shown += f" {ELLIPSIS}"
            break
        shown += f"、{name}"
    return [clickable(line((head, "bold"), (shown, "$text-muted")), "run", "terms")]
