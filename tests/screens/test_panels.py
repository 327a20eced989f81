"""The live panels: what they show is computed from this record, and they say what moved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from data.record import Engagement
from data.result import Result, compute_result
from data.risk import LEVEL_LABELS
from screens.frame import WIDE as WIDE_FROM
from tests.screens.runs import (
    NARROW,
    TODAY,
    WIDE,
    interview,
    ledger,
    new_record,
    press,
    record_of,
    screen_text,
    shown,
    status,
    with_service,
)
from tests.strategies import whole_record
from tui.widgets.lines_view import LinesView

MOVED = re.compile(r"[▲▼] \d+")
STEPS_WITH_PANEL = ("self_check", "assets", "threats", "measures", "cloud")


def squeezed(text: str) -> str:
    return "".join(text.split())


def self_check_figures(result: Result) -> Iterable[str]:
    score = result.self_check
    yield f"得点{'－' if score.score is None else score.score}/{score.max}"
    yield f"（回答{score.answered}/{score.total}）"
    for part in score.parts:
        yield f"{part.score}/{part.max}（回答{part.answered}/{part.total}）"


def risk_figures(result: Result) -> Iterable[str]:
    for level, count in result.board.level_counts().items():
        yield f"{LEVEL_LABELS[level]}{count}"


def measure_figures(result: Result) -> Iterable[str]:
    yield from risk_figures(result)
    for row in result.diagnosis:
        rate = "－" if row.rate is None else f"{row.rate.percent}%"
        yield f"{rate}{row.answered}/{row.total}"


def cloud_figures(result: Result) -> Iterable[str]:
    score = result.cloud[0]
    yield f"{score.score}/{score.max}点（回答{score.answered}/{score.total}）"


FIGURES = {
    "self_check": self_check_figures,
    "assets": risk_figures,
    "threats": risk_figures,
    "measures": measure_figures,
    "cloud": cloud_figures,
}


@pytest.mark.parametrize("step", STEPS_WITH_PANEL)
async def test_a_panel_shows_what_is_computed_from_the_record_now(
    tmp_path: Path, sample: Engagement, step: str
) -> None:
    async with interview(sample, tmp_path, step, WIDE) as pilot:
        if step == "cloud":
            await pilot.press(*["pageup"] * 5)
        for key in ("j", "2", "ctrl+z", "1", "0", "d"):
            if step == "cloud" and key == "d":
                continue
            await pilot.press(key)
            panel = squeezed(shown(pilot, "#panel"))
            for figure in FIGURES[step](compute_result(record_of(pilot))):
                assert figure in panel, key


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize(
    ("step", "key", "figure"),
    [
        ("self_check", "3", "▼ 4点"),
        ("threats", "3", "▲ 1"),
        ("measures", "1", "▲ 25%"),
        ("cloud", "1", "▲ 3点"),
    ],
)
async def test_what_the_last_key_moved_is_shown_until_the_next_key(
    tmp_path: Path, size: tuple[int, int], step: str, key: str, figure: str
) -> None:
    paper = replace(ledger(1)[0], medium="paper")
    record = with_service(replace(whole_record(status=3, frequency=1), assets=(paper,)))
    view = "#panel" if size == WIDE else "#folded"
    async with interview(record, tmp_path, step, size) as pilot:
        assert not MOVED.search(shown(pilot, view))
        await pilot.press(key)
        assert figure in shown(pilot, view)
        await pilot.press("down")
        assert not MOVED.search(shown(pilot, view))


async def test_a_key_that_moves_nothing_leaves_the_panel_quiet(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "self_check", WIDE) as pilot:
        await pilot.press("1", "up", "1")
        assert not MOVED.search(shown(pilot, "#panel"))
        assert not MOVED.search(shown(pilot, "#folded"))


async def test_a_panel_tells_what_this_key_moved_and_not_the_keys_before(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "self_check", WIDE) as pilot:
        await pilot.press("1", "1", "1")
        assert "▲ 4点" in shown(pilot, "#panel")
        assert "▲ 12点" not in shown(pilot, "#panel")


async def test_undo_shows_what_it_moved(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "self_check", WIDE) as pilot:
        await pilot.press("1", "down", "ctrl+z")
        assert "▼ 4点" in shown(pilot, "#panel")


async def test_deleting_a_row_shows_what_it_moved(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "assets", WIDE) as pilot:
        await pilot.press("d")
        assert "▼ 1件" in shown(pilot, "#panel")


async def test_the_form_of_a_row_leaves_what_it_moved_in_the_panel(
    tmp_path: Path, sample: Engagement
) -> None:
    whole = replace(sample, assets=())
    async with interview(whole, tmp_path, "assets", WIDE) as pilot:
        await pilot.press("a", "x", *["enter"] * 5, "3", "2", "escape")
        await pilot.pause()
        assert "▲ 1件" in shown(pilot, "#panel")


def test_a_count_of_answers_stands_beside_every_score_and_rate(sample: Engagement) -> None:
    # Checked where the figures are made, so that no panel can leave it out.
    from screens.cloud_lines import cloud_lines
    from screens.results import sections_of
    from screens.risk_lines import rate_lines
    from screens.self_check import self_check_lines

    result = compute_result(sample)
    scores = {score.service.id: score for score in result.cloud}
    lines = [
        *self_check_lines(result.self_check, result.self_check, 60),
        *rate_lines(result.diagnosis, result.diagnosis, 60),
        *cloud_lines(sample.cloud_services[0], scores, scores, 60, 20),
        # The first section is prose, and says it in its own words: tests/data/test_summary.py.
        *(line for _, build in sections_of(result, TODAY)[1:] for line in build(100)),
    ]
    texts = [content.plain for content in lines]
    scored = [text for text in texts if re.search(r"得点|\d+/(20|100|40)\b|\d%|\d+/45", text)]
    assert len(scored) > 20
    for text in scored:
        assert re.search(r"回答 \d+/\d+|\d% +\d+/\d+", text), text


@pytest.mark.parametrize("step", STEPS_WITH_PANEL)
@pytest.mark.parametrize("columns", [80, WIDE_FROM - 1, WIDE_FROM])
async def test_the_panel_stands_at_the_right_from_110_columns_and_is_one_line_below(
    tmp_path: Path, sample: Engagement, step: str, columns: int
) -> None:
    assert WIDE_FROM == 110
    async with interview(sample, tmp_path, step, (columns, 24)) as pilot:
        panel = pilot.app.screen.query_one("#panel", LinesView)
        folded = pilot.app.screen.query_one("#folded", LinesView)
        if columns >= WIDE_FROM:
            assert panel.region.right == columns
            assert panel.region.height == 20
            assert not folded.display
        else:
            assert not panel.display
            assert folded.region.height == 1
            assert folded.region.width == columns


@pytest.mark.parametrize("key", ["p", "ｐ"])
async def test_p_opens_the_folded_panel_and_folds_it_again(
    tmp_path: Path, sample: Engagement, key: str
) -> None:
    async with interview(sample, tmp_path, "measures", NARROW) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert "対策の実施率" in screen_text(pilot)
        await pilot.press("1")
        assert "大きいリスクから" in shown(pilot, "#panel")
        await pilot.press(key)
        await pilot.pause()
        assert "対策の実施率" not in screen_text(pilot)


async def test_p_hides_the_panel_at_the_right(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "measures", WIDE) as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert "対策の実施率" not in screen_text(pilot)


@pytest.mark.parametrize(("size", "shown_at_first"), [(NARROW, False), (WIDE, True)])
async def test_p_holds_on_every_step_also_where_one_was_before(
    tmp_path: Path, sample: Engagement, size: tuple[int, int], shown_at_first: bool
) -> None:
    async with interview(sample, tmp_path, "self_check", size) as pilot:
        await press(pilot, "f8", "p")
        for key in ("f5", "f6", "f7", "f8", "f9"):
            await press(pilot, key)
            assert pilot.app.screen.query_one("#panel").display is not shown_at_first, key
        await press(pilot, "p", "f5")
        assert pilot.app.screen.query_one("#panel").display is shown_at_first


async def test_a_panel_asked_for_stays_when_the_window_grows_and_shrinks(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "measures", NARROW) as pilot:
        await press(pilot, "p")
        for size in (WIDE, NARROW):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert pilot.app.screen.query_one("#panel").display


async def test_where_there_is_no_panel_p_says_so(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "results") as pilot:
        await press(pilot, "p")
        assert "途中結果の欄はありません" in status(pilot)


# Twice twenty characters and some: less breaks every question into scraps.
READABLE = 44


@pytest.mark.parametrize("size", [NARROW, (100, 30)])
@pytest.mark.parametrize("step", [step for step in STEPS_WITH_PANEL if step != "assets"])
async def test_the_open_panel_does_not_squeeze_the_question_nor_is_cut_itself(
    tmp_path: Path, sample: Engagement, step: str, size: tuple[int, int]
) -> None:
    async with interview(sample, tmp_path, step, size) as pilot:
        await press(pilot, "p", "home", "3")
        card = pilot.app.screen.query_one("#card", LinesView)
        panel = pilot.app.screen.query_one("#panel", LinesView)
        assert card.scrollable_content_region.width >= READABLE
        assert panel.region.right == size[0]
        room = panel.scrollable_content_region.width
        assert [each.plain for each in panel.lines if each.cell_length > room] == []


async def test_a_rate_that_moved_is_told_in_the_small_panel_too(tmp_path: Path) -> None:
    async with interview(whole_record(status=3), tmp_path, "measures", NARROW) as pilot:
        await press(pilot, "p", "1")
        assert "▲ 25%" in screen_text(pilot)
        assert re.search(r"組織 +25% 4/4 ", screen_text(pilot))


async def test_the_bar_of_steps_counts_along(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "self_check") as pilot:
        await pilot.press("1", "1", "1")
        assert "3/25" in shown(pilot, "#top")


async def test_the_results_page_shows_every_section_of_the_record(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "results", WIDE) as pilot:
        page = squeezed(shown(pilot, "#page"))
        result = compute_result(sample)
        for figures in (self_check_figures, risk_figures, cloud_figures):
            for figure in figures(result):
                assert figure in page
        for asset in sample.assets[:3]:
            assert squeezed(asset.name) in page
        for service in sample.cloud_services:
            assert service.id in page


async def test_a_title_in_the_results_cannot_be_taken_for_a_cursor(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "results") as pilot:
        page = pilot.app.screen.query_one("#page", LinesView)
        starts: list[int] = pilot.app.screen.sections  # type: ignore[attr-defined]
        assert len(starts) > 5
        for title in (page.lines[start] for start in starts):
            assert re.fullmatch(r"── .+ ─+", title.plain)
            assert title.cell_length == page.scrollable_content_region.width
            assert all("reverse" not in str(span.style) for span in title.spans)


@pytest.mark.parametrize(("on", "back"), [("pagedown", "pageup"), ("space", "pageup")])
async def test_results_are_walked_by_section_and_line(
    tmp_path: Path, sample: Engagement, on: str, back: str
) -> None:
    async with interview(sample, tmp_path, "results") as pilot:
        page = pilot.app.screen.query_one("#page", LinesView)
        starts: list[int] = pilot.app.screen.sections  # type: ignore[attr-defined]
        await pilot.press(on)
        assert page.scroll_offset.y == starts[1]
        await pilot.press(on, back)
        assert page.scroll_offset.y == starts[1]
        await pilot.press("j", "down", "k")
        assert page.scroll_offset.y == starts[1] + 1


@pytest.mark.parametrize("key", ["space", "ideographic_space"])
async def test_space_reads_on_in_a_small_terminal_and_returns_to_the_top(
    tmp_path: Path, sample: Engagement, key: str
) -> None:
    async with interview(sample, tmp_path, "measures", NARROW) as pilot:
        card, panel = (pilot.app.screen.query_one(name, LinesView) for name in ("#card", "#panel"))
        await pilot.press(key)
        assert (card.scroll_offset.y > 0, panel.scroll_offset.y) == (True, 0)
        await pilot.press("p")
        seen = set(range(panel.size.height))
        for _ in range(10):
            await pilot.press(key)
            top = panel.scroll_offset.y
            seen |= set(range(top, top + panel.size.height))
            if top == 0:
                break
        assert panel.scroll_offset.y == 0
        assert seen >= set(range(len(panel.lines)))


async def test_r_reads_on_in_the_panel_beside_the_ledger(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "assets", NARROW) as pilot:
        panel = pilot.app.screen.query_one("#panel", LinesView)
        await pilot.press("p", "r")
        assert panel.scroll_offset.y > 0


async def test_beside_the_open_panel_the_ledger_keeps_name_and_risk(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "assets", NARROW) as pilot:
        await pilot.press("p")
        first = next(row for row in screen_text(pilot).splitlines() if "社員名簿" in row)
        assert re.match(r"  ＊   社員名簿 +6 大 ", first)
