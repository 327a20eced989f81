"""The ASCII look: as many cells, nothing of ambiguous width, and only on the screen."""

from __future__ import annotations

from pathlib import Path
from unicodedata import east_asian_width

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color

from data.record import Engagement
from tests.screens.runs import app_of, interview, press, record_of, screen_text, status, type_text
from tui import look
from tui.look import PROBE_LINE, WIDE, InTurn
from tui.narrow_text import NARROW_TEXT, narrow_text, stand_in
from tui.visible_text import VisibleText

EVERY_AMBIGUOUS = [chr(code) for code in range(0x110000) if east_asian_width(chr(code)) == "A"]


@pytest.mark.parametrize(
    ("painted", "instead"),
    [
        ("╭─報告─╮", "+-報告-+"),
        ("│├┼┤┃═║", "|+++|-|"),
        ("╰──────╯", "+------+"),
        ("██░░▁▄▇▌", "##..   |"),
        ("▲ 3 ▼ 2", "^ 3 v 2"),
        ("← ↑ → ↓", "< ^ > v"),
        ("①②⑨", "129"),
        ("Ⅰ Ⅳ ⑴ ⑩ ㉑", "1 4 1 # ㉑"),
        ("○◎△×※★", "o@^x**"),
        ("“あ” ‘い’", "\"あ\" 'い'"),
        ("続く… 第1—第2", "続く. 第1-第2"),
        ("αβΩ ДЭл é", "abO DEl e"),
        ("25℃ ±3° §4", "25C +3o S4"),
        ("☎️ です", "*  です"),
    ],
)
def test_a_stand_in_reads_like_the_character(painted: str, instead: str) -> None:
    assert narrow_text(painted) == instead


@pytest.mark.parametrize(
    "text", ["聞き取り ～、。「」ー", "ﾊﾝｶｸ １．５ 済半未？＊！＞", "㈱髙橋", "⣿⠿", "cafe\u0301"]
)
def test_what_is_wide_or_narrow_everywhere_stays(text: str) -> None:
    assert narrow_text(text) == text


def test_no_stand_in_is_ambiguous_itself() -> None:
    left = {char for char in EVERY_AMBIGUOUS if cell_len(char)} & set(
        "".join(map(stand_in, EVERY_AMBIGUOUS))
    )
    assert left == set()
    assert len(EVERY_AMBIGUOUS) > 100_000


@given(st.text(st.characters() | st.sampled_from("あ①─é\u0301☎\ufe0f👩\u200d🔧か\u3099")))
@example("1\ufe0f\u20e3")
@example("☎\ufe0f①")
def test_a_line_stays_as_wide_as_it_was(text: str) -> None:
    assert cell_len(narrow_text(text)) == cell_len(text)


def test_styles_and_control_codes_stay() -> None:
    bold = Style(bold=True)
    control = Segment.line()
    segments = [Segment("①│", bold), control, Segment("あ")]
    assert NARROW_TEXT.apply(segments, Color(0, 0, 0)) == [
        Segment("1|", bold),
        control,
        Segment("あ"),
    ]


def test_ascii_lines_are_handed_on_as_they_are() -> None:
    segments = [Segment("abc"), Segment("  ")]
    assert NARROW_TEXT.apply(segments, Color(0, 0, 0)) is segments


async def test_the_usual_look_pays_nothing(tmp_path: Path, sample_record: Engagement) -> None:
    async with interview(sample_record, tmp_path, "measures") as pilot:
        (in_turn,) = pilot.app.get_line_filters()
        assert isinstance(in_turn, InTurn)
        ours = [each for each in in_turn.filters if each.__module__[:4] == "tui."]
        assert list(map(type, ours)) == [VisibleText]


async def test_only_what_is_painted_changes(tmp_path: Path) -> None:
    async with interview(Engagement(), tmp_path, "firm") as pilot:
        app_of(pilot).choose_look("ascii")
        await type_text(pilot, "㈱①─αβ")
        assert "㈱1-ab" in screen_text(pilot)
        await press(pilot, "enter")
        assert record_of(pilot).firm.name == "㈱①─αβ"


async def test_every_line_is_painted_anew(tmp_path: Path, sample_record: Engagement) -> None:
    """Also what lies under a dialog, and the scroll bars."""
    async with interview(sample_record, tmp_path, "measures", (120, 30)) as pilot:
        await press(pilot, "f1")
        before = screen_text(pilot)
        app_of(pilot).choose_look("ascii")
        await press(pilot)
        await pilot.pause()
        shown = screen_text(pilot)
        assert {char for char in shown if east_asian_width(char) == "A"} == set()
        app_of(pilot).choose_look("lines")
        await pilot.pause()
        assert screen_text(pilot) == before


@pytest.mark.parametrize(
    ("column", "line", "switches"),
    [
        (2, PROBE_LINE, True),
        (1, PROBE_LINE, False),
        (3, PROBE_LINE, False),
        # Shift+F3, as some terminals send it.
        (1, 0, False),
        (2, 0, False),
    ],
)
async def test_only_the_answer_wide_changes_the_look(
    tmp_path: Path, sample_record: Engagement, column: int, line: int, switches: bool
) -> None:
    async with interview(sample_record, tmp_path, "measures") as pilot:
        app_of(pilot).choose_look("")
        await pilot.app.on_event(events.CursorPosition(column, line))
        await pilot.pause()
        assert ("│" not in screen_text(pilot)) is switches
        assert (status(pilot) == WIDE) is switches


async def test_an_answer_nobody_asked_for_changes_nothing(
    tmp_path: Path, sample_record: Engagement
) -> None:
    async with interview(sample_record, tmp_path, "measures") as pilot:
        app_of(pilot).choose_look("lines")
        await pilot.app.on_event(events.CursorPosition(2, PROBE_LINE))
        await pilot.pause()
        assert "│" in screen_text(pilot)


def test_what_is_said_fits_the_smallest_window() -> None:
    assert cell_len(look.WIDE) <= 79
