"""Every line of every step, in the smallest and in a large window."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from data.catalogue import load_catalogue
from tests.terminal.conftest import SIZES, Starter
from tests.terminal.harness import Terminal
from tests.terminal.interview import heading, self_check_headings
from tests.terminal.layout import (
    FOOT,
    HEAD,
    card,
    check_box,
    check_cells,
    check_options,
    check_panes,
)

NAME = "firm.toml"
# In the sample firm.
ASSETS = 38
both_sizes = pytest.mark.parametrize(("columns", "lines"), SIZES)


def sample(start: Starter, columns: int, lines: int) -> Terminal:
    """The sample firm on F10, its interview being complete."""
    (start.folder / NAME).write_bytes(start.sample)
    terminal = start(NAME, columns=columns, lines=lines)
    terminal.until("みほん精工")
    terminal.until("得点")
    return terminal


def walk(terminal: Terminal, questions: Sequence[tuple[str, str]], texts: Sequence[str]) -> None:
    """Through all questions of a step, each checked and shown in full."""
    terminal.press("pageup", *["pageup"] * 15)
    for question, text in zip(questions, texts, strict=True):
        terminal.until(heading(question))
        terminal.until(lambda text=text: "".join(text.split()) in "".join(card(terminal).split()))  # type: ignore[misc]
        check_cells(terminal)
        check_panes(terminal)
        check_options(terminal)
        terminal.press("down")


@both_sizes
def test_self_check(start: Starter, columns: int, lines: int) -> None:
    terminal = sample(start, columns, lines)
    terminal.press("f5")
    texts = [item.question for item in load_catalogue().self_check_items]
    walk(terminal, self_check_headings(), texts)


@both_sizes
def test_threats(start: Starter, columns: int, lines: int) -> None:
    terminal = sample(start, columns, lines)
    terminal.press("f7")
    threats = load_catalogue().threats
    walk(terminal, [(each.id, each.title) for each in threats], [each.question for each in threats])


@both_sizes
def test_measures(start: Starter, columns: int, lines: int) -> None:
    terminal = sample(start, columns, lines)
    terminal.press("f8")
    measures = load_catalogue().measures
    walk(terminal, [(str(m.no), m.short_label) for m in measures], [m.question for m in measures])


@both_sizes
def test_cloud(start: Starter, columns: int, lines: int) -> None:
    terminal = sample(start, columns, lines)
    terminal.press("f9")
    items = load_catalogue().cloud_items
    walk(terminal, [(str(item.no), item.title) for item in items], [i.question for i in items])


@both_sizes
def test_assets(start: Starter, columns: int, lines: int) -> None:
    terminal = sample(start, columns, lines)
    terminal.press("f6")
    terminal.until("情報資産名称")
    media = {medium.label for medium in load_catalogue().media}
    for _ in range(2):
        terminal.settle()
        check_cells(terminal)
        check_panes(terminal)
        column, _ = terminal.find("媒体・保存先")
        rows = range(HEAD + 1, min(terminal.lines - FOOT, HEAD + 1 + ASSETS))
        assert {terminal.text_from(column, line).split()[0] for line in rows} <= media
        terminal.press(*["down"] * 40)


@both_sizes
def test_results_to_the_last_line(start: Starter, columns: int, lines: int) -> None:
    terminal = sample(start, columns, lines)
    seen: set[str] = set()
    while terminal.text not in seen:
        seen.add(terminal.text)
        check_cells(terminal)
        terminal.press(*["down"] * (lines - 5))
        terminal.settle()
    assert len(seen) > 3
    # The last service's radar is the end of the page.
    assert any("クラウド S0006" in each for each in seen)


@both_sizes
def test_firm(start: Starter, columns: int, lines: int) -> None:
    terminal = sample(start, columns, lines)
    terminal.press("i")
    terminal.until("従業員数")
    terminal.settle()
    check_cells(terminal)
    check_panes(terminal)


@both_sizes
@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (("f1",), "ヘルプ ─"),
        (("f3",), "番号やことば"),
        (("ctrl+p",), "操作の名前"),
        (("x",), "3つとも"),
        (("t",), "確かめること ─"),
        (("g",), "目次 ─"),
        (("f6", "enter"), "情報資産 A0"),
        (("f9", "e"), "クラウドサービス S0"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_dialogs(
    start: Starter, columns: int, lines: int, keys: tuple[str, ...], shown: str
) -> None:
    terminal = sample(start, columns, lines)
    for key in keys:
        terminal.settle()
        terminal.press(key)
    terminal.until(shown)
    terminal.settle()
    check_cells(terminal)
    check_box(terminal)


@both_sizes
def test_home(start: Starter, columns: int, lines: int) -> None:
    for number in range(1, 41):
        (start.data / f"株式会社その{number}_2026-11-20.toml").write_bytes(start.sample)
    terminal = start(columns=columns, lines=lines)
    terminal.until("これまでの聞き取り")
    terminal.press(*["down"] * 39)
    terminal.settle()
    check_cells(terminal)
    assert "その" in terminal.text


def test_resized_while_running(start: Starter) -> None:
    terminal = sample(start, 160, 45)
    terminal.press("f8")
    terminal.settle()
    terminal.press("pageup", *["pageup"] * 15)
    title = heading(("1", load_catalogue().measures[0].short_label))
    terminal.until(title)
    for columns, lines in ((80, 24), (40, 10), (80, 24)):
        terminal.resize(columns, lines)
        terminal.until("F1 ヘルプ")
        terminal.settle()
        check_cells(terminal)
        if columns == 80:
            assert title in terminal.text
            check_panes(terminal)
    terminal.press("2")
    terminal.until(heading(("2", load_catalogue().measures[1].short_label)))
