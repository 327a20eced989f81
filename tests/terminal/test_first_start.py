"""The clerk with ten minutes: the program, Enter, and answers."""

from __future__ import annotations

import pytest

from data.catalogue import load_catalogue
from data.engagement_file import load_engagement
from tests.terminal.conftest import SIZES, Starter
from tests.terminal.interview import heading
from tests.terminal.layout import check_cells


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_from_the_first_start_to_the_second_question(
    start: Starter, columns: int, lines: int
) -> None:
    terminal = start(columns=columns, lines=lines)
    terminal.until("ようこそ")
    terminal.until("Enter")
    terminal.settle()
    check_cells(terminal)
    terminal.press("enter")
    first, second, *_ = load_catalogue().self_check_items
    terminal.until(heading(("1", first.topic)))
    terminal.until("あと25問・約5分")
    terminal.until("1から4の数字キー")
    terminal.press("ｗ")
    terminal.until("ぜいじゃくせい")
    terminal.settle()
    check_cells(terminal)
    terminal.press("esc")
    terminal.until_gone("ぜいじゃくせい")
    terminal.press("１")
    terminal.until(heading(("2", second.topic)))
    terminal.until("あと24問・約5分")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    (path,) = (path for path in start.data.glob("*.toml") if not path.name.startswith("."))
    assert load_engagement(path).self_check.items[1].answer == "done"
