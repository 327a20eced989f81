"""Speed by counts, which no busy machine can blur."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from data import engagement_file, ledger_view
from data import ledger as ledger_module
from data.catalogue import load_catalogue
from data.engagement_file import load_engagement
from data.ledger import importance
from data.questions import _checks_of
from data.reading import read_engagement
from data.record import CloudService, Engagement, Firm
from data.risk import RiskBoard, risk_board
from data.rows import row_place
from data.session import Session
from data.writing import write_engagement
from screens.assets import AssetsScreen
from screens.results import SERVICES_AT_ONCE, ResultsScreen
from tests.screens.runs import (
    WIDE,
    app_of,
    interview,
    ledger,
    new_record,
    press,
    record_of,
    screen_of,
    shown,
    until,
)
from tests.strategies import whole_record
from tui.widgets.lines_view import LinesView
from tui.widgets.question import _outline_line
from tui.widgets.radar import radar_lines
from tui.widgets.record_form import RecordForm
from tui.widgets.row_table import RowTable

ROWS = 1000
SERVICES = 100
# Bar of steps, body, status, outline, middle, card or table, panel: nothing per question.
WIDGETS_OF_A_STEP = 7
# A dozen fields with their labels and rows, the box, the help and the outcome.
WIDGETS_OF_A_FORM = 3 * 13 + 7


class Counter:
    """Counts the calls of a function that goes on working."""

    def __init__(self, wrapped: Callable[..., Any]) -> None:
        self.wrapped = wrapped
        self.calls = 0

    def __call__(self, *args: Any, **named: Any) -> Any:
        self.calls += 1
        return self.wrapped(*args, **named)


def services_like(sample: Engagement, count: int) -> tuple[CloudService, ...]:
    like = sample.cloud_services[0]
    return tuple(replace(like, id=f"S{number:04}") for number in range(1, count + 1))


def displayed(screen: Screen[Any]) -> int:
    return sum(widget.display for widget in screen.walk_children())


@pytest.mark.parametrize(
    "step", ["self_check", "assets", "threats", "measures", "cloud", "results"]
)
async def test_a_step_is_made_of_a_handful_of_widgets(
    tmp_path: Path, sample: Engagement, step: str
) -> None:
    record = replace(sample, assets=ledger(ROWS))
    async with interview(record, tmp_path, step, WIDE) as pilot:
        assert displayed(pilot.app.screen) <= WIDGETS_OF_A_STEP


async def test_a_form_is_made_of_its_fields_and_little_else(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "assets") as pilot:
        await pilot.press("a")
        await pilot.pause()
        assert displayed(pilot.app.screen) <= WIDGETS_OF_A_FORM
        # Every key in a field lays the screen out again: research/terminal-ui.md, finding 4.
        assert len(pilot.app.screen.query_one(RecordForm).items) <= 15


async def test_an_answer_reads_no_row_of_the_ledger_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = replace(whole_record(status=3), assets=ledger(ROWS))
    async with interview(record, tmp_path, "measures", WIDE) as pilot:
        rated = Counter(importance)
        monkeypatch.setattr(ledger_module, "importance", rated)
        summaries = ledger_module._summarise.cache_info().misses
        await pilot.press("1")
        assert rated.calls == 0
        assert ledger_module._summarise.cache_info().misses == summaries


async def test_an_answer_rates_groups_and_not_assets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    for rows in (ROWS // 10, ROWS):
        record = replace(whole_record(status=3), assets=ledger(rows))
        async with interview(record, tmp_path / str(rows), "measures", WIDE) as pilot:
            rated = Counter(importance)
            with monkeypatch.context() as patch:
                patch.setattr("data.risk.importance", rated)
                await pilot.press("1")
            calls.append(rated.calls)
    few, many = calls
    assert many == few < ROWS // 2


async def test_an_answer_computes_its_panel_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = replace(whole_record(status=3), assets=ledger(ROWS))
    async with interview(record, tmp_path, "measures") as pilot:
        boards = Counter(risk_board)
        monkeypatch.setattr("screens.measures.risk_board", boards)
        await pilot.press("1")
        assert boards.calls == 1


async def test_a_key_lays_a_step_out_once_at_most(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "measures", WIDE) as pilot:
        screen = pilot.app.screen
        laid_out = Counter(screen._refresh_layout)
        screen._refresh_layout = laid_out  # type: ignore[method-assign]
        keys = ["2", "3", "down", "ctrl+z"]
        await pilot.press(*keys)
        # Not at all unless a view gets more or fewer lines: Textual takes that for a new layout.
        assert laid_out.calls <= len(keys)


async def test_only_the_rows_in_sight_are_painted(
    tmp_path: Path, sample: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = replace(sample, assets=ledger(ROWS))
    async with interview(record, tmp_path, "assets") as pilot:
        table = pilot.app.screen.query_one(RowTable)
        screen = screen_of(pilot, AssetsScreen)
        painted = Counter(screen._row)
        table.show(ROWS, painted, 0)
        await pilot.pause()
        assert 0 < painted.calls <= table.size.height


async def test_walking_the_ledger_computes_nothing_for_rows_out_of_sight(
    tmp_path: Path, sample: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = replace(sample, assets=ledger(ROWS))
    async with interview(record, tmp_path, "assets", WIDE) as pilot:
        await pilot.press("o", "2", "f", "1", "3")
        await pilot.pause()
        counters = {
            name: Counter(function)
            for name, function in (
                ("data.risk.importance", importance),
                ("data.ledger_view._filtered", ledger_view._filtered),
                ("data.ledger_view._sorted", ledger_view._sorted),
                ("data.risk.RiskBoard.largest", RiskBoard.largest),
                ("screens.assets.risk_board", risk_board),
            )
        }
        in_sight = pilot.app.screen.query_one(RowTable).size.height
        for name, counter in counters.items():
            monkeypatch.setattr(name, counter)
        keys = ["down", "j", "pagedown", "space", "up", "r"]
        await pilot.press(*keys)
        await pilot.pause()
        calls = {name: counter.calls for name, counter in counters.items()}
        # A key paints the rows in sight and the panel's row, twice where it also scrolls.
        assert 0 < calls.pop("data.risk.importance") <= 2 * len(keys) * (in_sight + 9)
        assert set(calls.values()) == {0}


async def test_half_of_a_long_ledger_is_deleted_in_one_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with interview(new_record(assets=ledger(ROWS)), tmp_path, "assets") as pilot:
        screen = screen_of(pilot, AssetsScreen)
        screen.rows.selected = {f"A{number:04}" for number in range(1, ROWS // 2 + 1)}
        places = Counter(row_place)
        edits = Counter(app_of(pilot).session.history.apply)
        monkeypatch.setattr("data.row_edits.row_place", places)
        monkeypatch.setattr(app_of(pilot).session.history, "apply", edits)
        await pilot.press("d")
        assert len(record_of(pilot).assets) == ROWS // 2
        assert edits.calls == 1
        assert places.calls <= ROWS // 2 + ROWS + 1


PRINT_MODULES = """
import asyncio, sys
from pathlib import Path
from tui.app import KikitoriApp

async def start():
    path = Path(sys.argv[1]) if sys.argv[1:] else None
    async with KikitoriApp(path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        print(*sorted(sys.modules))

asyncio.run(start())
"""


def modules_of_a_start(*words: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PRINT_MODULES, *words],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return set(done.stdout.split())


def test_the_first_question_needs_no_field_and_no_dialog(tmp_path: Path) -> None:
    (tmp_path / "新.toml").write_text("format = 1\n", encoding="utf-8")
    modules = modules_of_a_start(str(tmp_path / "新.toml"))
    assert "screens.self_check" in modules
    heavy = {"textual.widgets._text_area", "tui.widgets.text_line", "screens.terms"}
    assert modules & heavy == set()


def test_the_start_imports_neither_workbooks_nor_every_screen() -> None:
    modules = modules_of_a_start()
    assert "screens.home" in modules
    heavy = {"openpyxl", "xlsxwriter", "numpy", "budoux.train", "exports", "blessed"}
    heavy |= {"tui.narrow_text", "tui.doctor", "data.terms"}
    heavy |= {"pyrage", "data.passphrase_lock", "screens.sealing"}
    assert modules & heavy == set()
    steps = {f"screens.{step}" for step in ("assets", "threats", "measures", "cloud", "results")}
    assert modules & steps == set()


async def test_of_a_hundred_services_only_the_present_one_lists_its_checks(
    tmp_path: Path, sample: Engagement
) -> None:
    record = replace(sample, cloud_services=services_like(sample, SERVICES))
    async with interview(record, tmp_path, "cloud") as pilot:
        outline = pilot.app.screen.query_one("#outline", LinesView)
        assert len(outline.lines) == SERVICES + len(load_catalogue().cloud_items)
        made = _checks_of.cache_info().misses
        await pilot.press("1", "down", "pagedown", "2")
        assert _checks_of.cache_info().misses == made
        assert len(outline.lines) == SERVICES + len(load_catalogue().cloud_items)


async def test_an_answer_makes_two_or_three_lines_of_an_outline_anew(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "measures", WIDE) as pilot:
        made = _outline_line.cache_info().misses
        await press(pilot, "1")
        # The one answered and the one gone to.
        assert 0 < _outline_line.cache_info().misses - made <= 4


def test_a_file_that_is_checked_and_then_opened_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "firm.toml"
    path.write_bytes(write_engagement(Engagement(firm=Firm(name="一度だけ"))))
    read = Counter(read_engagement)
    monkeypatch.setattr(engagement_file, "read_engagement", read)
    load_engagement(path)
    Session.open(path).close()
    assert read.calls == 1


async def test_a_step_is_built_once(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "measures") as pilot:
        screen = pilot.app.screen
        await pilot.press("f7", "f8")
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_the_results_draw_a_few_charts_at_once_and_none_twice(
    tmp_path: Path, sample: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = replace(sample, cloud_services=services_like(sample, SERVICES))
    drawn = Counter(radar_lines)
    monkeypatch.setattr("screens.cloud_lines.radar_lines", drawn)
    at_once: list[int] = []
    show = ResultsScreen._show_page

    def counted(screen: ResultsScreen) -> None:
        before = drawn.calls
        show(screen)
        at_once.append(drawn.calls - before)

    monkeypatch.setattr(ResultsScreen, "_show_page", counted)
    async with interview(record, tmp_path, "measures") as pilot:
        await press(pilot, "f10")
        await until(pilot, lambda: f"クラウド S{SERVICES:04}" in shown(pilot, "#page"))
        assert max(at_once) <= SERVICES_AT_ONCE
        assert drawn.calls == SERVICES
        await press(pilot, "f5", "f10")
        assert drawn.calls == SERVICES
