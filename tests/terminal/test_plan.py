"""The plan in a real terminal: a risk is treated, a measure reported done, and all is on disk."""

from __future__ import annotations

from data.due_list import due_list
from data.engagement_file import load_engagement
from data.planning import plan_boards
from data.record import Treatment
from data.treatments import risks_to_treat
from tests.terminal.conftest import Starter
from tests.terminal.harness import Terminal

NAME = "firm.toml"


def opened(start: Starter, section: str, heading: str, keys: int) -> Terminal:
    (start.folder / NAME).write_bytes(start.sample)
    terminal = start(NAME)
    terminal.until("保存済み")
    terminal.press("y")
    terminal.until("効き目の大きい順")
    terminal.press(*["pagedown"] * keys)
    terminal.until(heading)
    terminal.until(section)
    return terminal


def test_a_risk_is_treated_and_killed_it_is_on_disk(start: Starter) -> None:
    terminal = opened(start, "リスク対応", "残るリスク", 2)
    before = load_engagement(start.folder / NAME)
    rows = risks_to_treat(plan_boards(before))
    at = next(i for i, row in enumerate(rows) if row.treatment == Treatment())
    asset = rows[at].risk.now.asset
    terminal.press(*["down"] * at, "enter")
    terminal.until(f"リスク対応　{asset.id}")
    terminal.press("２")
    terminal.until("保有 ")
    terminal.press("esc")
    terminal.until("理由も書いてください")
    terminal.type("古い機械で動かせない")
    terminal.until("古い機械で動かせない")
    terminal.press("esc")
    terminal.until_gone(f"リスク対応　{asset.id}")
    terminal.kill()
    after = load_engagement(start.folder / NAME)
    expected = Treatment("retain", reason="古い機械で動かせない")
    assert after.treatments == {**before.treatments, asset.id: expected}
    assert after.measures == before.measures
    assert terminal.overflows == []


def test_a_measure_reported_done_is_the_answer_on_disk(start: Starter) -> None:
    terminal = opened(start, "やることの一覧", "期限を過ぎたもの", 3)
    before = load_engagement(start.folder / NAME)
    todos = due_list(before)
    at = next(i for i, todo in enumerate(todos) if todo.kind == "measure")
    number = int(todos[at].key)
    terminal.press(*["down"] * at)
    terminal.press("x")
    terminal.until(f"対策 {number} を実施したと記録")
    terminal.kill()
    after = load_engagement(start.folder / NAME)
    assert after.measures[number].status == before.plan[number].status
    assert after.plan[number].done is not None
    assert {no: a for no, a in after.measures.items() if no != number} == {
        no: a for no, a in before.measures.items() if no != number
    }
