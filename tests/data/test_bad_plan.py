"""Faults in the tables of the plan and the visits are named with their place."""

from __future__ import annotations

import pytest

from tests.data.test_bad_input import problems

# As in test_bad_input: the text below "format = 1", the key path, the line.
FAULTS: dict[str, tuple[str, str, int]] = {
    "planned to be not done": ("[plan.3]\nstatus = 3", "plan.3.status", 3),
    "plan for no measure": ("[plan.56]\nstatus = 1", "plan.56", 2),
    "effort 4": ("[plan.3]\neffort = 4", "plan.3.effort", 3),
    "text for a day done": ("[plan.3]\ndone = 'yes'", "plan.3.done", 3),
    "treatment of no asset": ("[[treatments]]\nasset = 'A1'", "treatments[1].asset", 3),
    "treatment without asset": ("[[treatments]]\noption = 'avoid'", "treatments[1].asset", 2),
    "two treatments": (
        "[[assets]]\nid = 'A1'\n[[treatments]]\nasset = 'A1'\n[[treatments]]\nasset = 'A1'",
        "treatments[2].asset",
        7,
    ),
    "unknown treatment": (
        "[[assets]]\nid = 'A1'\n[[treatments]]\nasset = 'A1'\noption = 'hope'",
        "treatments[1].option",
        6,
    ),
    "treatment by no measure": (
        "[[assets]]\nid = 'A1'\n[[treatments]]\nasset = 'A1'\nmeasures = [1, 56]",
        "treatments[1].measures",
        6,
    ),
    "treatment by one measure twice": (
        "[[assets]]\nid = 'A1'\n[[treatments]]\nasset = 'A1'\nmeasures = [1, 1]",
        "treatments[1].measures",
        6,
    ),
    "priority of a threat": (
        "[[priorities]]\nstep = 'threats'\nkey = 'T01'",
        "priorities[1].step",
        3,
    ),
    "priority of no item": (
        "[[priorities]]\nstep = 'self_check'\nkey = '26'",
        "priorities[1].key",
        4,
    ),
    "urgency 4": (
        "[[priorities]]\nstep = 'measures'\nkey = '1'\nurgency = 4",
        "priorities[1].urgency",
        5,
    ),
    "fourth visit": ("[visit.4]\nagreed = 'x'", "visit.4", 2),
    "minutes as text": ("[visit.1.minutes]\nbusiness = '45'", "visit.1.minutes.business", 3),
    "number asked for": ("[visit.1]\nasked = [1]", "visit.1.asked", 3),
    "homework without id": ("[[homework]]\ntext = 'x'", "homework[1].id", 2),
    "homework of a fourth visit": ("[[homework]]\nid = 'H1'\nvisit = 4", "homework[1].visit", 4),
    "fourth baseline": ("[baselines.4]", "baselines.4", 2),
    "day of a baseline": ("[baselines.1]\ndate = '2026'", "baselines.1.date", 3),
    "answer in a baseline": (
        "[baselines.1.self_check.items.7]\nanswer = 'yes'",
        "baselines.1.self_check.items.7.answer",
        3,
    ),
    "row of a baseline": (
        "[[assets]]\nid = 'A1'\n[[baselines.2.assets]]\nid = 'A1'\nmedium = 'tablet'",
        "baselines.2.assets[1].medium",
        6,
    ),
    "id twice in a baseline": (
        "[[baselines.2.assets]]\nid = 'A1'\n[[baselines.2.assets]]\nid = 'A1'",
        "baselines.2.assets[2].id",
        5,
    ),
}


@pytest.mark.parametrize(("below", "key_path", "line"), FAULTS.values(), ids=FAULTS)
def test_fault_is_named_with_its_place(below: str, key_path: str, line: int) -> None:
    found = problems(f"format = 1\n{below}\n".encode())
    assert [(each.key_path, each.line) for each in found] == [(key_path, line)]
