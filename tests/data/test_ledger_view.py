"""Which rows are in view, in which order, and that nothing is computed twice."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import ledger_view
from data.ledger_view import (
    FILTER_LABELS,
    MARKED,
    NOTED,
    NOTHING,
    ORDER_LABELS,
    FilterKey,
    LedgerView,
    Order,
    filter_labels,
    filter_values,
    rows_in_view,
)
from data.place import Place
from data.record import Asset, Engagement, FollowUp, ThreatRating
from data.risk import RiskBoard, risk_board
from tests.strategies import engagements

ROWS = (
    Asset("A1", "ＩＴ", "鍵の表", medium="paper", owner="総務", confidentiality=1),
    Asset("A2", "営業", "顧客名簿", medium="office_pc", owner="営業", personal=True, note="控え"),
    Asset("A3", "it", "名簿", medium="office_pc", owner="", confidentiality=1),
    Asset("A4", "", "図面", medium=None, owner="営業", confidentiality=3),
    Asset("A5", "営業", "ゲラ", medium="paper", owner="総務", confidentiality=2),
)
MEASURED = {"T01": ThreatRating(3), "T08": ThreatRating(2)}


def board(**changes: object) -> RiskBoard:
    record = Engagement(assets=ROWS, threats=MEASURED)
    return risk_board(replace(record, **changes))  # type: ignore[arg-type]


def ids(shown: RiskBoard, view: LedgerView, kept: frozenset[str] = frozenset()) -> list[str]:
    return [shown.record.assets[i].id for i in rows_in_view(shown, view, kept)]


def with_levels(record: Engagement | None = None) -> RiskBoard:
    """A board on which paper has likelihood 3, the office PC 1, and nothing else any."""
    plain = risk_board(record) if record else board()
    media = {
        key: state._replace(likelihood={"paper": 3, "office_pc": 1}.get(key))
        for key, state in plain.media.items()
    }
    return plain._replace(media=media)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("ledger", ["A1", "A2", "A3", "A4", "A5"]),
        # 6, then three times 3, 1 … and A4, which has no risk, at the end.
        ("risk", ["A5", "A1", "A2", "A3", "A4"]),
        ("importance", ["A2", "A4", "A5", "A1", "A3"]),
        ("medium", ["A1", "A5", "A2", "A3", "A4"]),
        ("business", ["A1", "A3", "A2", "A5", "A4"]),
        ("owner", ["A2", "A4", "A1", "A5", "A3"]),
    ],
)
def test_rows_are_sorted_and_alike_ones_stay_in_the_ledgers_order(
    order: Order, expected: list[str]
) -> None:
    assert ids(with_levels(), LedgerView(order)) == expected


def test_names_are_sorted_whatever_their_width() -> None:
    rows = (Asset("1", name="Ｂ"), Asset("2", name="a"), Asset("3"), Asset("4", name="ｱ"))
    assert ids(board(assets=rows), LedgerView("name")) == ["2", "1", "4", "3"]


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("level", "high", ["A5"]),
        ("level", "low", ["A1", "A2", "A3"]),
        ("level", NOTHING, ["A4"]),
        ("medium", "paper", ["A1", "A5"]),
        ("medium", NOTHING, ["A4"]),
        ("business", "IT", ["A1", "A3"]),
        ("business", NOTHING, ["A4"]),
        ("owner", "営業", ["A2", "A4"]),
        ("attention", MARKED, ["A3"]),
        ("attention", NOTED, ["A2"]),
    ],
)
def test_a_filter_shows_the_rows_with_its_value(
    key: FilterKey, value: str, expected: list[str]
) -> None:
    shown = with_levels()
    marks = {Place("assets", "A3"): FollowUp(marked=True), Place("assets", "A1"): FollowUp()}
    shown = shown._replace(record=replace(shown.record, follow_ups=marks))
    assert ids(shown, LedgerView().filtered(key, value)) == expected


def test_filters_add_up_and_are_taken_off_one_by_one() -> None:
    view = LedgerView("name").filtered("owner", "総務").filtered("medium", "paper")
    both = view.filtered("business", "営業")
    assert ids(board(), both) == ["A5"]
    assert ids(board(), both.filtered("business", None)) == ids(board(), view)
    assert both.unfiltered() == LedgerView("name")
    # However they were put on, the same filters are the same view.
    assert LedgerView("name").filtered("medium", "paper").filtered("owner", "総務") == view


def test_a_row_that_is_kept_stays_in_its_place() -> None:
    view = LedgerView().filtered("medium", "paper")
    assert ids(board(), view, frozenset({"A3", "gone"})) == ["A1", "A3", "A5"]


def test_values_are_counted_among_the_rows_that_the_other_filters_show() -> None:
    shown = with_levels()
    counted = [(each.value, each.rows) for each in filter_values(shown, LedgerView(), "business")]
    assert counted == [("ＩＴ", 2), ("営業", 2), (NOTHING, 1)]
    view = LedgerView().filtered("owner", "総務").filtered("business", "営業")
    assert [(v.value, v.rows) for v in filter_values(shown, view, "business")] == [
        ("ＩＴ", 1),
        ("営業", 1),
    ]
    levels = [(each.label, each.rows) for each in filter_values(shown, LedgerView(), "level")]
    assert levels == [("リスク大", 1), ("リスク小", 3), ("未定", 1)]
    media = [(each.label, each.rows) for each in filter_values(shown, LedgerView(), "medium")]
    assert media == [("書類", 2), ("事務所PC", 2), ("（未入力）", 1)]


def test_every_order_and_filter_has_its_words() -> None:
    assert set(ORDER_LABELS) == set(get_args(Order))
    assert set(FILTER_LABELS) == set(get_args(FilterKey))
    view = LedgerView().filtered("medium", "paper").filtered("level", "high").filtered("owner", "")
    assert filter_labels(view) == ["リスク大", "書類", "（未入力）"]


@settings(max_examples=30)
@given(engagements, st.sampled_from(get_args(Order)))
def test_sorting_loses_no_row_and_adds_none(record: Engagement, order: Order) -> None:
    shown = risk_board(record)
    assert sorted(rows_in_view(shown, LedgerView(order))) == list(range(len(record.assets)))
    for key in get_args(FilterKey):
        values = filter_values(shown, LedgerView(), key)
        for each in values:
            assert (
                len(rows_in_view(shown, LedgerView(order).filtered(key, each.value))) == each.rows
            )
        if key != "attention":
            assert sum(each.rows for each in values) == len(record.assets)


def test_the_same_view_of_the_same_ledger_is_computed_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    computed: list[LedgerView] = []
    filtered = ledger_view._filtered

    def counted(shown: RiskBoard, view: LedgerView, kept: frozenset[str]) -> list[int]:
        computed.append(view)
        return filtered(shown, view, kept)

    monkeypatch.setattr(ledger_view, "_filtered", counted)
    ledger_view._rows_in_view.cache_clear()
    view = LedgerView("risk")
    first = board()
    for _ in range(3):
        rows_in_view(first, view)
        # Another board of the same ledger, as after an answer that moves no likelihood.
        rows_in_view(risk_board(first.record), view)
    assert len(computed) == 1
    rows_in_view(with_levels(first.record), view)
    assert len(computed) == 2
    marked = replace(first.record, follow_ups={Place("assets", "A1"): FollowUp(marked=True)})
    rows_in_view(risk_board(marked), view)
    assert len(computed) == 3
