"""The plan line by line: planned, reported done, treated, taken as a set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.best_set import best_set
from data.effects import effects
from data.record import Asset, Engagement, Homework, MeasureAnswer, PlannedMeasure, Treatment
from data.writing import write_engagement
from tests.strategies import whole_record
from tests.tui.plain.talking import TODAY, Conversation, record

OPEN = (1, 2, 8)


def risky() -> Engagement:
    """One risk 大 on paper, which goes when the three open measures are carried out."""
    whole = whole_record(status=1)
    measures = {**whole.measures, **{no: MeasureAnswer(3) for no in OPEN}}
    asset = Asset("A001", name="名簿", medium="paper", personal=True)
    return replace(whole, assets=(asset,), measures=measures)


def held(tmp_path: Path, *lines: str, start: Engagement | None = None) -> Conversation:
    path = tmp_path / "firm.toml"
    path.write_bytes(write_engagement(start or risky()))
    return Conversation(["", *lines], path)


@pytest.mark.parametrize("way", [("計画",), ("m", "9")])
def test_the_plan_is_in_the_menu_and_a_word_away(tmp_path: Path, way: tuple[str, ...]) -> None:
    talk = held(tmp_path, *way)
    assert talk.turns[-2][-5:-1] == [
        "1. 効き目の大きい順",
        "2. いちばん少ない組み合わせ",
        "3. リスク対応",
        "4. やることの一覧",
    ]


def test_a_measure_is_planned_and_no_answer_changes(tmp_path: Path) -> None:
    first = effects(risky())[0].measure.no
    talk = held(tmp_path, "計画", "1", "1", "1")
    assert record(tmp_path).plan == {first: PlannedMeasure(1)}
    assert record(tmp_path).measures == risky().measures
    assert any(line.endswith("、予定は実施") for line in talk.turns[-2])


def test_its_person_day_and_effort_are_asked(tmp_path: Path) -> None:
    first = effects(risky())[0].measure.no
    held(tmp_path, "計画", "1", "1", "1", "1", "4", "佐藤", "12月4日", "棚を買う", "3")
    due = date(2026, 12, 4)
    assert record(tmp_path).plan == {first: PlannedMeasure(1, "佐藤", due, 3, "棚を買う")}


def test_what_cannot_be_planned_is_said_kindly(tmp_path: Path) -> None:
    start = replace(risky(), measures={**risky().measures, 2: MeasureAnswer(2)})
    place = [effect.measure.no for effect in effects(start)].index(2) + 1
    talk = held(tmp_path, "計画", "1", str(place), "2", start=start)
    assert "もう一部は実施しています。予定にするなら 1 実施 です。" in talk.said
    assert record(tmp_path) == start


def test_the_best_set_is_taken_whole(tmp_path: Path) -> None:
    best = best_set(risky(), {})
    talk = held(tmp_path, "計画", "2", "1")
    said = (
        f"次の{len(best.measures)}件（手間の合計{best.effort}）を実施すると、リスク大が1件から0件"
    )
    assert any(line.startswith(said) for line in talk.said)
    assert record(tmp_path).plan == {no: PlannedMeasure(1) for no in best.measures}


def test_what_is_done_becomes_the_answer(tmp_path: Path) -> None:
    start = replace(risky(), plan={no: PlannedMeasure(1, due=TODAY) for no in OPEN})
    talk = held(tmp_path, "計画", "4", "1", "5", "1", "5", "1", "5", start=start)
    assert all(record(tmp_path).measures[no].status == 1 for no in OPEN)
    assert all(record(tmp_path).plan[no].done == TODAY for no in OPEN)
    assert any("大が1件減って0件" in line for line in talk.said)
    assert "することは、まだありません。" in talk.said


def test_a_risk_is_treated(tmp_path: Path) -> None:
    lines = ("1", "1、2、8", "佐藤", "12月4日", "2", "鍵を替える", "社長")
    talk = held(tmp_path, "計画", "3", "1", *lines)
    due = date(2026, 12, 4)
    said = Treatment("reduce", OPEN, "佐藤", due, 2, "鍵を替える", "社長")
    assert record(tmp_path).treatments == {"A001": said}
    assert record(tmp_path).plan == {no: PlannedMeasure(1) for no in OPEN}
    # The residual risk stands beside the present one.
    assert any("計画どおりなら3 小" in line for line in talk.turns[-2])


def test_a_risk_retained_asks_for_its_reason_once_more(tmp_path: Path) -> None:
    talk = held(tmp_path, "計画", "3", "1", "2", ".", "古い機械")
    assert "保有にするときは、理由も書いてください。" in talk.said
    assert record(tmp_path).treatments == {"A001": Treatment("retain", reason="古い機械")}


def test_the_list_tells_what_is_late_and_leads_on(tmp_path: Path) -> None:
    start = replace(
        risky(),
        plan={2: PlannedMeasure(1, "佐藤", date(2026, 11, 13))},
        homework=(Homework("H001", text="数える"),),
    )
    talk = held(tmp_path, "計画", "4", "2", "1", start=start)
    assert "2件。期限を過ぎたもの1件、担当が決まっていないもの1件。" in talk.said
    assert any("佐藤、11月13日（7日過ぎています）" in line for line in talk.said)
    assert record(tmp_path).homework == (Homework("H001", text="数える", done=TODAY),)
