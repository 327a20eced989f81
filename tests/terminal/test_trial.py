"""What-if in a real terminal: killed while trying, given up, kept."""

from __future__ import annotations

import pytest

from data.catalogue import load_catalogue
from data.engagement_file import load_engagement
from data.record import Engagement
from tests.terminal.conftest import Starter
from tests.terminal.harness import Terminal

NAME = "firm.toml"


def begun(start: Starter) -> tuple[Terminal, Engagement]:
    """The sample on F8 with the trial on, and what the file holds."""
    (start.folder / NAME).write_bytes(start.sample)
    terminal = start(NAME)
    terminal.until("保存済み")
    terminal.press("f8", "home")
    terminal.until("1　方針提示")
    terminal.press("s")
    terminal.until("試算中")
    return terminal, load_engagement(start.folder / NAME)


def unplanned(record: Engagement) -> list[int]:
    """Measures that are not done, and not planned."""
    return [no for no, m in record.measures.items() if m.status == 3 and no not in record.plan]


def plan(terminal: Terminal, measure: int, key: str, label: str) -> None:
    """Go to a measure from the first one on, and plan it."""
    title = load_catalogue().measure(measure).short_label
    terminal.press("home", *["down"] * (measure - 1))
    terminal.until(f"{measure}　{title}")
    terminal.press(key)
    terminal.until(f"対策 {measure} を「{label}」の予定にしました")


def test_killed_while_trying(start: Starter) -> None:
    terminal, before = begun(start)
    numbers = unplanned(before)[:2]
    for no in numbers:
        plan(terminal, no, "1", "実施")
    terminal.kill()
    after = load_engagement(start.folder / NAME)
    assert [after.plan[no].status for no in numbers] == [1, 1]
    assert after.measures == before.measures


def test_given_up_the_file_is_as_it_was(start: Starter) -> None:
    terminal, before = begun(start)
    plan(terminal, unplanned(before)[0], "1", "実施")
    terminal.press("s")
    terminal.until("どうしますか")
    terminal.press("2")
    terminal.until("試した分をやめました")
    terminal.until_gone("試算中")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert load_engagement(start.folder / NAME) == before
    assert terminal.overflows == []


@pytest.mark.parametrize("key", ["esc", "ctrl+q"])
def test_leaving_while_trying_says_what_was_kept(start: Starter, key: str) -> None:
    terminal, before = begun(start)
    number = unplanned(before)[0]
    plan(terminal, number, "2", "一部")
    terminal.press(key)
    terminal.until("1件は、計画に残してあります")
    if key == "esc":
        terminal.press("enter", "ctrl+q")
    assert terminal.exit_status() == 0
    after = load_engagement(start.folder / NAME)
    assert after.measures == before.measures
    assert after.plan[number].status == 2
