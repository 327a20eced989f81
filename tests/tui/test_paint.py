"""Pieces of painted text fill their cells exactly."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from rich.cells import cell_len

from tests.tui.test_phrases import japanese
from tui.paint import (
    bar,
    beside_or_below,
    change,
    clickable,
    fit,
    flow,
    line,
    listed,
    prose,
    right,
    slot,
    titled_rule,
)

any_text: SearchStrategy[str] = japanese | st.text(max_size=30)
widths = st.integers(0, 60)


@given(any_text, widths)
@example("情報資産", 7)
@example("情報資産", 3)
@example("情報", 1)
@example("a情報", 2)
@example("か\u3099か\u3099か\u3099", 4)
@example("👩‍🔧👩‍🔧👩‍🔧", 5)
def test_fit_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(japanese, widths)
def test_fit_cuts_only_what_does_not_fit_and_says_so(text: str, width: int) -> None:
    plain = " ".join(text.split())
    fitted = fit(text, width)
    if cell_len(plain) <= width:
        assert fitted == plain + " " * (width - cell_len(plain))
    elif width > 3:
        kept, mark, rest = fitted.rpartition("…")
        assert (mark, rest) == ("…", " ")
        assert plain.startswith(kept.rstrip())


@given(any_text)
def test_fit_never_breaks_the_line(text: str) -> None:
    assert not set(fit(text, 30)) & set("\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029")


@given(any_text, st.integers(8, 100))
def test_a_title_stands_on_a_rule_of_the_whole_width(text: str, width: int) -> None:
    painted = titled_rule(text, width)
    assert painted.cell_length == width
    assert re.fullmatch("── .*─", painted.plain)


def test_what_moved_stands_beside_its_figure_or_below() -> None:
    text, moved = line("得点 52/100"), change(52, 48, "点")
    assert [each.plain for each in beside_or_below(text, moved, 17)] == ["得点 52/100 ▲ 4点"]
    assert [each.plain for each in beside_or_below(text, moved, 16)] == [
        "得点 52/100",
        " " * 11 + "▲ 4点",
    ]
    assert [each.plain for each in beside_or_below(text, change(1, 1), 11)] == ["得点 52/100"]


@given(st.integers(0, 10**9), st.integers(0, 12))
def test_right_stands_at_the_right_edge(number: int, width: int) -> None:
    text = right(str(number), width)
    assert text.endswith(str(number))
    assert cell_len(text) == max(width, len(str(number)))


def test_every_mark_has_a_slot_of_two_cells() -> None:
    for mark in ("◎", "〇", "△", "－", "・", "＊", "＞", "済", "①", "1", ""):
        assert cell_len(slot(mark)) == 2, mark


@given(st.integers(-5, 200), st.integers(0, 200), st.integers(2, 60))
@example(1, 1000, 10)
@example(999, 1000, 10)
@example(0, 0, 10)
def test_a_bar_is_full_or_empty_only_for_all_or_nothing(part: int, whole: int, width: int) -> None:
    drawn = bar(part, whole, width)
    assert cell_len(drawn) == len(drawn) == width
    assert re.fullmatch("█*░*", drawn)
    if whole > 0:
        assert (drawn == "░" * width) == (part <= 0)
        assert (drawn == "█" * width) == (part >= whole)


def test_a_bar_grows_with_its_part() -> None:
    lengths = [bar(part, 55, 14).count("█") for part in range(56)]
    assert lengths == sorted(lengths)


known = st.none() | st.integers(-50, 500)


@given(known, known)
def test_a_change_is_told_with_its_direction_and_figure(
    now: int | None, before: int | None
) -> None:
    text = change(now, before, "点").plain.strip()
    if now is None or before is None or now == before:
        assert text == ""
    else:
        assert text == f"{'▲' if now > before else '▼'} {abs(now - before)}点"


@given(any_text, st.integers(12, 50))
def test_listed_texts_hang_under_their_text_and_not_under_the_bullet(text: str, width: int) -> None:
    lines = [content.plain for content in listed([text], width)]
    assert lines[0].startswith("・")
    assert all(each.startswith("  ") for each in lines[1:])
    assert all(cell_len(each) <= width for each in lines)


@given(st.lists(japanese.filter(lambda text: bool(text.strip())), max_size=8), st.integers(20, 60))
def test_flowing_items_are_never_broken(items: list[str], width: int) -> None:
    short = [item for item in items if cell_len(item) <= width]
    lines = [content.plain for content in flow(short, width)]
    assert all(cell_len(each) <= width for each in lines)
    assert "　".join(lines) == "　".join(short)


@given(japanese, st.integers(12, 50), st.integers(0, 5))
def test_prose_is_indented_on_every_line(text: str, width: int, indent: int) -> None:
    for content in prose(text, width, indent=indent):
        assert content.plain.startswith(" " * indent)
        assert content.cell_length <= width


def test_what_a_user_wrote_is_never_markup() -> None:
    nasty = "[bold]社外秘[/bold] [@click=app.exit]"
    assert line(nasty, (nasty, "bold")).plain == nasty * 2
    assert clickable(nasty, "go", 1).plain == nasty
    assert prose("[red]あ[/]", 40)[0].plain == "[red]あ[/]"
