"""The few words that tell one state from another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from data.changes import NOTHING, changes_between
from data.edits import (
    AnswerMeasure,
    AnswerSelfCheck,
    CheckCloudService,
    Edit,
    MarkPlace,
    RateThreat,
    SetField,
    WriteNote,
)
from data.place import Place
from data.plan_edits import PlanMeasure, TreatRisk
from data.record import (
    Asset,
    Baseline,
    CloudService,
    Engagement,
    Homework,
    Treatment,
    Visit,
)
from data.row_edits import AddRow, DeleteRow, ReplaceRow
from tests.edit_strategies import edited_records

ASSETS = (Asset("A001", name="名簿"), Asset("A002", name="図面"))
RECORD = Engagement(assets=ASSETS, cloud_services=(CloudService("S0001"),))

EDITS: list[tuple[list[Edit], dict[str, int], str]] = [
    ([], {}, NOTHING),
    ([AnswerSelfCheck(1, "done"), AnswerSelfCheck(9, "partly")], {"self_check": 2}, "自社診断 2問"),
    ([AnswerSelfCheck(1, "done"), AnswerSelfCheck(1, None)], {}, NOTHING),
    ([WriteNote(Place("measures", "3"), "控え")], {"measures": 1}, "対策 1問"),
    ([RateThreat("T01", 3)], {"threats": 1}, "脅威 1問"),
    (
        [AddRow(Asset("A003")), DeleteRow(ASSETS[0]), ReplaceRow(replace(ASSETS[1], name="絵"))],
        {"assets": 3},
        "情報資産 3件",
    ),
    (
        [CheckCloudService("S0001", "law", 2), CheckCloudService("S0001", "backup", 1)],
        {"cloud": 1},
        "クラウド 1件",
    ),
    (
        [
            SetField("firm", "name", "みほん"),
            SetField("info", "started", date(2026, 11, 20)),
            SetField("self_check", "respondent", "部長"),
        ],
        {"firm": 3},
        "会社の情報 3か所",
    ),
    ([MarkPlace(Place("assets", "A001"), True)], {"follow_ups": 1}, "確かめること 1件"),
    (
        [PlanMeasure(3, 1), TreatRisk("A001", Treatment("avoid"))],
        {"plan": 2},
        "計画 2件",
    ),
    (
        [AnswerMeasure(1, 1), AnswerSelfCheck(1, "done")],
        {"self_check": 1, "measures": 1},
        "自社診断 1問、対策 1問",
    ),
]


@pytest.mark.parametrize(("edits", "counts", "said"), EDITS, ids=[case[2] for case in EDITS])
def test_what_changed_is_counted(edits: list[Edit], counts: dict[str, int], said: str) -> None:
    changed = RECORD
    for edit in edits:
        changed = edit.apply(changed)
    changes = changes_between(RECORD, changed)
    assert changes.counts == counts
    assert str(changes) == said
    assert changes_between(changed, RECORD).counts == counts


def test_visits_homework_and_baselines_are_counted_together() -> None:
    changed = replace(
        RECORD,
        visits={1: Visit(agreed="棚を買う")},
        homework=(Homework("H001"), Homework("H002")),
        baselines={1: Baseline(date(2026, 11, 20), RECORD)},
    )
    assert changes_between(RECORD, changed).counts == {"visits": 4}


def test_another_order_and_unknown_keys_are_the_rest() -> None:
    turned = replace(RECORD, assets=ASSETS[::-1])
    unknown = replace(RECORD, extra={"later": 1})
    for record in (turned, unknown):
        assert str(changes_between(RECORD, record)) == "そのほか"
    both = AnswerMeasure(1, 1).apply(unknown)
    assert str(changes_between(RECORD, both)) == "対策 1問、そのほか"


@given(edited_records(most=6))
def test_nothing_is_said_of_equal_records_only(made: tuple[Engagement, list[Edit]]) -> None:
    start, edits = made
    record = start
    for edit in edits:
        record = edit.apply(record)
    assert (changes_between(start, record).counts == {}) == (start == record)
