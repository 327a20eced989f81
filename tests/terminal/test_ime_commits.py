"""Texts as an input method hands them over: every character arrives, in order, in every field."""

from __future__ import annotations

import pytest
from wcwidth import wcswidth

from tests.terminal.conftest import Starter
from tests.terminal.fields import FIELDS
from tests.terminal.harness import Terminal

# No character twice, so that none can take another's place.
POOL = "情報資産台帳管理責任者機密完全可用性脅威脆弱対策実施率診断結果書類搬電子媒体事務所Ｐ"
LENGTHS = (1, 2, 4, 5, 8, 13, 25, 40)
PASTE = b"\x1b[200~", b"\x1b[201~"


# As many wide characters as stand in the field at once.
SHORT = {"asset form": 25, "note box": 25}


def expect(terminal: Terminal, start: tuple[int, int], text: str) -> None:
    """The field holds the text and nothing else, and the cursor stands behind it."""
    column, line = start
    behind = column + wcswidth(text), line
    terminal.until(
        lambda: terminal.text_from(*start).startswith(text) and terminal.cursor == behind
    )


@pytest.mark.parametrize("field", FIELDS)
def test_every_commit_arrives_whole(start: Starter, field: str) -> None:
    most = SHORT.get(field, max(LENGTHS))
    terminal = start(columns=160, lines=45)
    FIELDS[field](terminal)
    terminal.settle()
    terminal.press("end", "ctrl+u")
    terminal.settle()
    at = terminal.cursor

    def then_empty(text: str) -> None:
        expect(terminal, at, text)
        terminal.press("ctrl+u")
        terminal.until(lambda: terminal.cursor == at)

    for length in (length for length in LENGTHS if length <= most):
        terminal.type(POOL[-length:])
        then_empty(POOL[-length:])
    text = POOL[:most]
    # Two reads, with the cut inside a character.
    for cut in (1, 2, 3 * (most // 2) + 1):
        terminal.send(text.encode()[:cut])
        terminal.settle()
        terminal.send(text.encode()[cut:])
        then_empty(text)
    for length in (1, 5, most):
        terminal.send(POOL[:length].encode().join(PASTE))
        then_empty(POOL[:length])
    assert not terminal.overflows


def test_the_pool_would_show_a_change_of_order() -> None:
    assert len(set(POOL)) == len(POOL) >= max(LENGTHS)
