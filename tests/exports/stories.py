"""An engagement with a plan and three visits behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data.place import Place
from data.record import (
    Baseline,
    Engagement,
    Homework,
    MeasureAnswer,
    PlannedMeasure,
    Priority,
    SelfCheckAnswer,
    Treatment,
    Visit,
)
from tests.exports.records import sample

FIRST, SECOND = date(2026, 10, 6), date(2026, 11, 10)


def before_visits() -> Engagement:
    """The sample firm with its answers, and nothing planned."""
    nothing = Engagement()
    return replace(
        sample(),
        plan=nothing.plan,
        treatments=nothing.treatments,
        visits=nothing.visits,
        homework=nothing.homework,
        baselines=nothing.baselines,
        priorities=nothing.priorities,
    )


def story() -> Engagement:
    """The sample firm between its second and its third visit, on 2026-11-20."""
    first = before_visits()
    second = replace(
        first,
        self_check=replace(
            first.self_check,
            items={**first.self_check.items, 4: SelfCheckAnswer("done", "部署ごとに分けた")},
        ),
        measures={**first.measures, 13: MeasureAnswer(1, "毎晩、知らせも届く")},
        assets=first.assets[1:],
    )
    return replace(
        second,
        cloud_services=second.cloud_services[:-1],
        plan={
            13: PlannedMeasure(1, "総務課 例田", SECOND, 1, "", done=SECOND),
            15: PlannedMeasure(1, "", date(2026, 11, 13), 2, "まず総務と品質から"),
            39: PlannedMeasure(2, "専務", date(2027, 1, 29)),
            47: PlannedMeasure(effort=1),
        },
        treatments={
            first.assets[1].id: Treatment("reduce", (13, 15), "総務課 例田", date(2026, 12, 18)),
            first.assets[2].id: Treatment("retain", reason="代わりがない", accepted_by="社長"),
            first.assets[3].id: Treatment("avoid", person="営業課 試山"),
            first.assets[4].id: Treatment(effort=2),
        },
        visits={
            1: Visit(FIRST, "名簿は鍵のかかる棚へ\n責任者は総務部長", note="専務は反対"),
            2: Visit(SECOND, "控えの練習を月1回", asked=("no_such_request",)),
            3: Visit(date(2026, 12, 15)),
        },
        priorities={
            Place("measures", "15"): Priority(2, 3, 1, "誰でも開ける", "社長のPC"),
            Place("self_check", "4"): Priority(3, 2, None, reason="退職者が出る"),
        },
        homework=(
            Homework("H001", 1, "契約書を探す", "総務課 例田", date(2026, 10, 20), done=SECOND),
            Homework("H002", 2, "入館の決まりを書く", "", date(2026, 11, 16)),
            Homework("H003", 2, "控えから1件戻してみる", "設計課 仮野", date(2026, 12, 1)),
        ),
        baselines={1: _kept(FIRST, first), 2: _kept(SECOND, second)},
    )


def _kept(day: date, record: Engagement) -> Baseline:
    return Baseline(day, replace(record, follow_ups={}, priorities={}))
