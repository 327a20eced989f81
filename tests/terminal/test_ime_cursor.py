"""The hidden cursor stands where the next character comes: there an input method opens."""

from __future__ import annotations

import pytest

from tests.terminal.conftest import SIZES, Starter
from tests.terminal.fields import FIELDS
from tests.terminal.harness import Terminal
from tests.terminal.interview import create

NAME = "firm.toml"


def begin(start: Starter, columns: int, lines: int) -> Terminal:
    terminal = start(NAME, columns=columns, lines=lines)
    create(terminal)
    return terminal


def expect_cursor(terminal: Terminal, text: str) -> None:
    terminal.until(lambda: text in terminal.text and terminal.cursor == terminal.after(text))
    terminal.settle()
    assert terminal.cursor == terminal.after(text)
    assert terminal.cursor_hidden


def in_field(terminal: Terminal, label: str) -> bool:
    """Whether the cursor stands in the first cell of a field, behind one of the labels shown."""
    starts = [(column + 1 + 21, line) for column, line in terminal.find_all(f" {label} ")]
    return terminal.cursor in starts


def expect_in_field(terminal: Terminal, label: str) -> None:
    """The cursor waits in an empty field before anything is typed."""
    terminal.until(lambda: in_field(terminal, label))
    terminal.settle()
    assert in_field(terminal, label)


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_in_the_asset_form(start: Starter, columns: int, lines: int) -> None:
    terminal = begin(start, columns, lines)
    terminal.press("f6")
    terminal.until("情報資産名称")
    terminal.press("a")
    expect_in_field(terminal, "業務分類")
    terminal.type("人事と給与")
    expect_cursor(terminal, "人事と給与")
    terminal.press("enter")
    expect_in_field(terminal, "情報資産名称")
    terminal.type("社員名簿")
    expect_cursor(terminal, "社員名簿")
    terminal.press("left", "left")
    terminal.until(lambda: terminal.cursor == terminal.after("社員"))


def test_after_the_outcome_line_changed(start: Starter) -> None:
    terminal = begin(start, 80, 24)
    terminal.press("f6")
    terminal.until("情報資産名称")
    terminal.press("a")
    expect_in_field(terminal, "業務分類")
    terminal.press("up")
    terminal.settle()
    terminal.press("ctrl+u")
    terminal.settle()
    terminal.type("来年の春ごろ")
    expect_cursor(terminal, "来年の春ごろ")
    terminal.press("esc")
    terminal.until("もう一度 Esc で")
    expect_cursor(terminal, "来年の春ごろ")


def test_after_the_status_line_changed(start: Starter) -> None:
    terminal = begin(start, 80, 24)
    terminal.press("down", "down")
    terminal.settle()
    terminal.type("三十人くらい")
    expect_cursor(terminal, "三十人くらい")
    terminal.press("enter")
    terminal.until("0以上の整数で")
    expect_cursor(terminal, "三十人くらい")


@pytest.mark.parametrize("field", FIELDS)
def test_after_the_window_changed(start: Starter, field: str) -> None:
    """The layout moves the field; the cursor goes along without a key."""
    terminal = start(columns=160, lines=45)
    FIELDS[field](terminal)
    terminal.settle()
    terminal.press("end", "ctrl+u")
    terminal.settle()
    terminal.type("曙光の国")
    expect_cursor(terminal, "曙光の国")
    places = {terminal.cursor}
    for size in ((80, 24), (100, 30)):
        terminal.resize(*size)
        expect_cursor(terminal, "曙光の国")
        places.add(terminal.cursor)
    # The form of the firm stands at the left edge of every window.
    assert len(places) > 1 or field == "firm form"


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_in_the_note_editor(start: Starter, columns: int, lines: int) -> None:
    terminal = begin(start, columns, lines)
    terminal.press("f5")
    terminal.until("1　")
    terminal.press("f2")
    terminal.until("メモ　1")
    terminal.type("更新は総務が毎月みる")
    expect_cursor(terminal, "更新は総務が毎月みる")
    terminal.press("enter")
    terminal.type("自宅の機器は　まだ")
    expect_cursor(terminal, "自宅の機器は　まだ")


def test_in_the_search_field(start: Starter) -> None:
    terminal = begin(start, 80, 24)
    terminal.press("f5")
    terminal.until("1　")
    terminal.press("f3")
    terminal.until("番号やことば")
    terminal.type("合言葉")
    terminal.until("見つかりません")
    expect_cursor(terminal, "合言葉")
