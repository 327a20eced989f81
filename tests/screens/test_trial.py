"""What-if on F8: digits plan, every panel shows now → planned, and no answer changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data import ledger as ledger_module
from data.engagement_file import load_engagement
from data.planning import plan_boards
from data.record import Asset, Engagement, MeasureAnswer, PlannedMeasure, Treatment
from data.risk import LEVEL_LABELS, LEVELS, risk_board
from tests.screens.runs import (
    NARROW,
    WIDE,
    app_of,
    interview,
    ledger,
    on_disk,
    press,
    record_of,
    screen_of,
    screen_text,
    shown,
    status,
)
from tests.strategies import whole_record
from tui.widgets.dialog import Choice


def risky() -> Engagement:
    """Every measure open, every threat frequent: planning moves what is to be seen."""
    return replace(whole_record(status=3), assets=ledger(12))


# Those that bear on the threats of paper, which leave 大 with all of them.
def bearing(medium: str) -> list[int]:
    states = risk_board(risky()).threats
    return sorted({no for s in states if s.threat.medium == medium for no in s.threat.measures})


def planned(record: Engagement, numbers: list[int], to: int = 1) -> Engagement:
    return replace(record, plan={no: PlannedMeasure(to) for no in numbers})


def figures(record: Engagement) -> list[str]:
    """「大4→2」 of each level, worked out from the boards."""
    boards = plan_boards(record)
    now, then = boards.now.level_counts(), boards.planned.level_counts()
    return [f"{LEVEL_LABELS[level]}{now[level]}→{then[level]}" for level in LEVELS]


def squeezed(text: str) -> str:
    return re.sub(r"[\s　]", "", text)


async def test_digits_plan_and_answer_nothing(tmp_path: Path) -> None:
    record = risky()
    async with interview(record, tmp_path, "measures") as pilot:
        app_of(pilot).session.wait_saved(10)
        await press(pilot, "home", "s", "1", "２", "up", "0")
        assert on_disk(pilot).plan == {1: PlannedMeasure(1)}
        assert on_disk(pilot).measures == record.measures
        assert "予定を取り消しました" in status(pilot)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_trial_is_told_from_answering(tmp_path: Path, size: tuple[int, int]) -> None:
    async with interview(risky(), tmp_path, "measures", size) as pilot:
        await press(pilot, "home")
        assert "試算中" not in screen_text(pilot)
        await press(pilot, "s", "1", "up")
        assert "試算中" in shown(pilot, "#top")
        assert "1-2 予定" in shown(pilot, "#bottom")
        card = squeezed(shown(pilot, "#card"))
        assert "試算中：1・2で予定を選びます（答えは変わりません）" in card
        assert "＞1実施している（予定）" in card
        assert "わからない（今の答え）" in card
        assert shown(pilot, "#outline").split("\n")[1].rstrip().endswith("計")
        await press(pilot, "f5")
        assert "試算中" in shown(pilot, "#top")


@pytest.mark.parametrize("step", ["assets", "threats", "measures", "results"])
async def test_every_panel_shows_now_and_planned(tmp_path: Path, step: str) -> None:
    record = planned(risky(), bearing("paper"))
    async with interview(record, tmp_path, "measures", WIDE) as pilot:
        await press(pilot, "s", {"assets": "f6", "threats": "f7", "results": "f10"}.get(step, "f8"))
        text = squeezed(shown(pilot, "#page" if step == "results" else "#panel"))
        for each in figures(record):
            assert each in text
        assert re.search(r"[▲▼]\d+件", text)
        assert "計画" in text


@pytest.mark.parametrize("step", ["assets", "threats", "measures"])
async def test_the_folded_panel_shows_now_and_planned(tmp_path: Path, step: str) -> None:
    record = planned(risky(), bearing("paper"))
    async with interview(record, tmp_path, "measures", NARROW) as pilot:
        await press(pilot, "s", {"assets": "f6", "threats": "f7"}.get(step, "f8"))
        text = squeezed(shown(pilot, "#folded"))
        assert text.startswith("試算")
        for each in figures(record):
            now, then = each.split("→")
            assert (each if now[1:] != then else now) in text
        assert "▼" in text


async def test_a_threat_and_a_row_show_what_the_plan_makes_of_them(tmp_path: Path) -> None:
    record = planned(risky(), bearing("paper"))
    paper = next(a for a in record.assets if a.medium == "paper")
    residual = plan_boards(record).of(paper)
    assert residual.residual
    async with interview(record, tmp_path, "measures", WIDE) as pilot:
        await press(pilot, "s", "f7")
        assert "3→ 1" in shown(pilot, "#panel")
        await press(pilot, "f6", "home", *["down"] * record.assets.index(paper))
        row = squeezed(shown(pilot, "#panel"))
        now, then = residual.now, residual.residual
        assert now.level
        assert then.level
        seen = f"{now.risk}{LEVEL_LABELS[now.level]}→{then.risk}{LEVEL_LABELS[then.level]}"
        assert f"計画どおりなら{seen}▼" in row


async def test_three_and_four_are_no_plan(tmp_path: Path) -> None:
    record = replace(risky(), measures={1: MeasureAnswer(1), 2: MeasureAnswer(4)})
    async with interview(record, tmp_path, "measures") as pilot:
        await press(pilot, "home", "s", "1")
        assert "もう実施している" in status(pilot)
        await press(pilot, "down", "1")
        assert "該当しない" in status(pilot)
        await press(pilot, "down", "3")
        assert "1 実施 か 2 一部" in status(pilot)
        await press(pilot, "0")
        assert "予定はありません" in status(pilot)
        await press(pilot, "9")
        assert "試算中です" in status(pilot)
        assert record_of(pilot) == record


async def test_nothing_tried_nothing_asked(tmp_path: Path) -> None:
    async with interview(risky(), tmp_path, "measures") as pilot:
        await press(pilot, "ｓ", "ｓ")
        assert app_of(pilot).trial is None
        assert "試算を終わりました" in status(pilot)
        assert "試算中" not in screen_text(pilot)
        await press(pilot, "home", "1")
        assert record_of(pilot).measures[1].status == 1


async def test_giving_up_restores_the_plan_in_one_undo(tmp_path: Path) -> None:
    record = planned(risky(), [3], to=2)
    async with interview(record, tmp_path, "measures") as pilot:
        await press(pilot, "home", "s", "1", "1", "1", "s")
        assert "3件" in shown(pilot, "#choice")
        await press(pilot, "2")
        assert on_disk(pilot) == record
        assert "やめました" in status(pilot)
        assert app_of(pilot).trial is None
        await press(pilot, "ctrl+z")
        assert sorted(record_of(pilot).plan) == [1, 2, 3]
        assert record_of(pilot).measures == record.measures


@pytest.mark.parametrize("keys", [("3",), ("escape",)])
async def test_going_on_changes_nothing(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with interview(risky(), tmp_path, "measures") as pilot:
        await press(pilot, "home", "s", "1", "s", *keys)
        assert app_of(pilot).trial
        await press(pilot, "2")
        assert {no: each.status for no, each in on_disk(pilot).plan.items()} == {1: 1, 2: 2}


async def test_what_is_kept_is_the_plan(tmp_path: Path) -> None:
    async with interview(risky(), tmp_path, "measures") as pilot:
        await press(pilot, "home", "s", "1", "s", "1")
        assert app_of(pilot).trial is None
        assert on_disk(pilot).plan == {1: PlannedMeasure(1)}
        assert "計画として残しました" in status(pilot)


async def test_leaving_keeps_the_plan_and_says_so(tmp_path: Path) -> None:
    async with interview(risky(), tmp_path, "measures") as pilot:
        path = app_of(pilot).session.path
        await press(pilot, "home", "s", "1", "1", "escape")
        screen_of(pilot, Choice)
        assert "2件は、計画に残してあります" in shown(pilot, "#choice")
        assert sorted(load_engagement(path).plan) == [1, 2]
        assert app_of(pilot).trial is None
        await press(pilot, "enter")
        app_of(pilot).open_file(path)
        await press(pilot, "f8", "home", "3")
        # Nothing is tried any more, and nothing said twice.
        assert record_of(pilot).measures[1].status == 3
        assert app_of(pilot).last_word == ""


async def test_one_key_computes_the_planned_board_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Engagement] = []

    def counted(function: Callable[[Engagement], Any]) -> Callable[[Engagement], Any]:
        def count(record: Engagement) -> Any:
            calls.append(record)
            return function(record)

        return count

    record = replace(risky(), assets=ledger(1000))
    async with interview(record, tmp_path, "measures", WIDE) as pilot:
        await press(pilot, "home", "s")
        monkeypatch.setattr("data.planning.risk_board", counted(risk_board))
        monkeypatch.setattr("screens.measures.risk_board", counted(risk_board))
        await pilot.press("1")
        await pilot.pause()
        # As it is, and as planned.
        assert len(calls) == 2


async def test_a_key_while_trying_reads_no_row_of_the_ledger_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assets = ledger(1000)
    record = replace(risky(), assets=assets, treatments={assets[0].id: Treatment("avoid")})
    async with interview(record, tmp_path, "measures", WIDE) as pilot:
        await press(pilot, "home", "s")
        read = ledger_module._summarise.cache_info().misses
        await pilot.press("1", "2")
        await pilot.pause()
        assert len(record_of(pilot).plan) == 2
        assert ledger_module._summarise.cache_info().misses == read


async def test_the_asset_to_be_avoided_goes(tmp_path: Path) -> None:
    asset = Asset("A001", name="台帳", medium="paper", personal=True)
    record = replace(risky(), assets=(asset,), treatments={"A001": Treatment("avoid")})
    async with interview(record, tmp_path, "measures", WIDE) as pilot:
        await press(pilot, "s")
        assert "9大→なくなる台帳" in squeezed(shown(pilot, "#panel"))
