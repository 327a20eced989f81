"""Importance, threat status, likelihood and risk: spec/calculation.md §2-5."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data.edits import AnswerMeasure, RateThreat
from data.ledger import importance
from data.record import Asset, Engagement, MeasureAnswer, ThreatRating
from data.result import compute_result, result_payload
from data.risk import (
    RiskBoard,
    ThreatState,
    likelihood,
    risk_board,
    risk_level,
    risk_value,
    threat_status,
)
from data.share import Share, share_of
from tests.data.by_hand import MATRIX, naive_share, naive_status
from tests.strategies import MEDIA, THREATS, answer_records, whole_record


def _state(board: RiskBoard, threat: str) -> ThreatState:
    return next(state for state in board.threats if state.threat.id == threat)


LIKELIHOODS = {(3, 3): 3, (3, 2): 2, (3, 1): 1, (2, 3): 2, (2, 2): 1, (2, 1): 1}
LIKELIHOODS |= {(1, 3): 1, (1, 2): 1, (1, 1): 1}


@pytest.mark.parametrize(("given_", "expected"), LIKELIHOODS.items())
def test_likelihood_table(given_: tuple[int, int], expected: int) -> None:
    assert likelihood(*given_) == expected


def test_likelihood_is_known_only_when_both_are() -> None:
    assert likelihood(None, 2) is None
    assert likelihood(2, None) is None


def test_risk_values_are_the_six_possible_ones() -> None:
    values = {risk_value(a, b) for a, b in product((1, 2, 3), repeat=2)}
    assert values == {1, 2, 3, 4, 6, 9}
    assert risk_value(None, 3) is None
    assert risk_value(3, None) is None


@pytest.mark.parametrize(
    ("risk", "level"),
    [(1, "low"), (2, "low"), (3, "low"), (4, "medium"), (6, "high"), (9, "high"), (None, None)],
)
def test_risk_levels(risk: int | None, level: str | None) -> None:
    assert risk_level(risk) == level


@pytest.mark.parametrize("levels", list(product((None, 1, 2, 3), repeat=3)))
def test_importance_is_the_highest_evaluation_entered(levels: tuple[int | None, ...]) -> None:
    entered = [level for level in levels if level is not None]
    expected = max(entered) if entered else None
    asset = Asset("A", confidentiality=levels[0], integrity=levels[1], availability=levels[2])
    assert importance(asset) == expected
    assert importance(replace(asset, personal=True)) == 3
    assert importance(replace(asset, sensitive_personal=True)) == 3
    assert importance(replace(asset, my_number=True)) == 3


@given(st.lists(st.none() | st.integers(1, 4), max_size=60))
def test_share_is_exact(statuses: list[int | None]) -> None:
    share, expected = share_of(statuses), naive_share(statuses)
    assert threat_status(share) == naive_status(expected)
    if share is None or expected is None:
        assert share is None
        assert expected is None
    else:
        assert Fraction(share.halves, 2 * share.measures) == expected
        assert share.is_full == (expected == 1)
        assert share.is_none == (expected == 0)
        assert 0 <= share.value <= 1


@given(st.integers(1, 10**30))
def test_no_float_decides(measures: int) -> None:
    """One half measure short of everything, or of nothing, however many there are."""
    almost, hardly = Share(2 * measures - 1, measures), Share(1, measures)
    assert threat_status(almost) == threat_status(hardly) == 2
    assert not almost.is_full
    assert not hardly.is_none
    assert 1 <= hardly.percent <= almost.percent <= 99


@given(st.integers(1, 60), st.data())
def test_percent_is_rounded_but_for_all_and_nothing(measures: int, data: st.DataObject) -> None:
    halves = data.draw(st.integers(0, 2 * measures))
    share, exact = Share(halves, measures), Fraction(100 * halves, 2 * measures)
    assert (share.percent == 100) == (exact == 100)
    assert (share.percent == 0) == (exact == 0)
    assert abs(share.percent - exact) <= Fraction(1, 2) or share.percent in {1, 99}
    assert abs(share.percent - exact) < 1
    assert abs(Fraction(share.value) - exact / 100) <= Fraction(1, 10**6)


@given(answer_records())
def test_threats_follow_the_matrix(record: Engagement) -> None:
    states = risk_board(record).threats
    assert [state.threat.id for state in states] == list(THREATS)
    for state in states:
        numbers = MATRIX[state.threat.id]
        statuses = [record.measures.get(no, MeasureAnswer()).status for no in numbers]
        expected = naive_status(naive_share(statuses))
        frequency = record.threats.get(state.threat.id, ThreatRating()).frequency
        assert state.status == expected
        assert state.frequency == frequency
        known = frequency is not None and expected is not None
        assert state.likelihood == (
            LIKELIHOODS[frequency, expected] if known else None  # type: ignore[index]
        )


def test_one_answer_among_many_counts_the_others_as_not_done() -> None:
    """T02 has 12 measures: one done, eleven unanswered."""
    assert len(MATRIX["T02"]) == 12
    state = _state(risk_board(Engagement(measures={1: MeasureAnswer(1)})), "T02")
    assert state.implementation == Share(2, 12)
    assert state.implementation.value == 0.083333
    assert state.status == 2


def test_what_does_not_apply_leaves_the_count() -> None:
    answers = dict.fromkeys(MATRIX["T02"], MeasureAnswer(4)) | {1: MeasureAnswer(1)}
    assert _state(risk_board(Engagement(measures=answers)), "T02").status == 1
    answers[2] = MeasureAnswer(2)
    assert _state(risk_board(Engagement(measures=answers)), "T02").implementation == Share(3, 2)


def test_threat_to_which_no_measure_applies_is_not_known() -> None:
    board = risk_board(whole_record(status=4))
    assert {(s.implementation, s.status, s.likelihood) for s in board.threats} == {(None,) * 3}
    assert all(medium.likelihood is None for medium in board.media.values())
    assert all(medium.threat == 3 for medium in board.media.values())


@pytest.mark.parametrize(("status", "expected"), [(1, 1), (2, 2), (3, 3)])
def test_same_answer_everywhere_gives_its_status(status: int, expected: int) -> None:
    board = risk_board(whole_record(status=status))
    assert {state.status for state in board.threats} == {expected}


def test_item_32_bears_on_no_threat() -> None:
    for status in (1, 2, 3, 4, None):
        record = AnswerMeasure(32, status).apply(whole_record(status=2))
        record = replace(record, assets=(Asset("A1", medium="office_pc", personal=True),))
        payload = result_payload(compute_result(record))
        untouched = whole_record(status=2)
        untouched = replace(untouched, assets=record.assets)
        expected = result_payload(compute_result(untouched))
        assert payload["threats"] == expected["threats"]
        assert payload["assets"] == expected["assets"]


@given(answer_records())
def test_asset_rows_are_the_maxima_of_their_medium(record: Engagement) -> None:
    board = risk_board(record)
    for row in board.rows():
        states = [s for s in board.threats if s.threat.medium == row.asset.medium]
        freqs = [s.frequency for s in states if s.frequency is not None]
        known = [s for s in states if s.likelihood is not None]
        assert row.medium.threat == max(freqs, default=None)
        assert row.medium.vulnerability == max(
            (s.status for s in states if s.status is not None), default=None
        )
        ranked = sorted(
            known,
            key=lambda s: (
                -(s.likelihood or 0),
                -(s.status or 0),
                -(s.frequency or 0),
                s.threat.id,
            ),
        )
        assert row.medium.deciding == (ranked[0] if ranked else None)
        assert row.medium.likelihood == (ranked[0].likelihood if ranked else None)
        assert row.risk in {None, 1, 2, 3, 4, 6, 9}
        assert (row.risk is None) == (row.importance is None or not ranked)


def _paper(frequencies: dict[str, int], measures: dict[int, int]) -> ThreatState | None:
    record = Engagement(
        threats={key: ThreatRating(frequency) for key, frequency in frequencies.items()},
        measures={no: MeasureAnswer(status) for no, status in measures.items()},
    )
    return risk_board(record).media["paper"].deciding


ALL_OF_PAPER = sorted({no for key in ("T01", "T02", "T03", "T04") for no in MATRIX[key]})
NONE_DONE = dict.fromkeys(ALL_OF_PAPER, 3)
ONE_HALF = NONE_DONE | {5: 2}  # bears on T03 alone of the four
assert [key for key in ("T01", "T02", "T03", "T04") if 5 in MATRIX[key]] == ["T03"]


@pytest.mark.parametrize(
    ("frequencies", "measures", "decides"),
    [
        ({"T01": 2, "T04": 3}, NONE_DONE, "T04"),  # likelihood 2 < 3
        ({"T01": 2, "T03": 3}, ONE_HALF, "T01"),  # both 2; status 3 before 2
        ({"T03": 3, "T04": 2}, ONE_HALF, "T04"),
        ({"T01": 1, "T02": 1, "T04": 1}, NONE_DONE, "T01"),  # equal: the lowest number
        ({"T04": 3, "T02": 3}, NONE_DONE, "T02"),
        (
            {"T01": 1, "T02": 3, "T04": 2},
            dict.fromkeys(ALL_OF_PAPER, 1),
            "T02",
        ),  # all 1 and 1; frequency 3 first
    ],
)
def test_deciding_threat(
    frequencies: dict[str, int], measures: dict[int, int], decides: str
) -> None:
    deciding = _paper(frequencies, measures)
    assert deciding is not None
    assert deciding.threat.id == decides


def test_nothing_decides_while_no_likelihood_is_known() -> None:
    assert _paper({"T01": 3}, {}) is None
    assert _paper({}, NONE_DONE) is None


def test_likelihood_is_not_computed_from_the_two_maxima() -> None:
    """脅威 3 and 脆弱性 3, yet likelihood 1: the two belong to different threats."""
    done_for_t03 = dict.fromkeys(MATRIX["T03"], 1)
    rest = {no: 3 for no in ALL_OF_PAPER if no not in done_for_t03}
    only_t01 = [no for no in MATRIX["T01"] if no in rest]
    assert only_t01
    shared = [no for no in MATRIX["T01"] if no not in rest]
    measures = dict.fromkeys(shared, 4) | dict.fromkeys(only_t01, 3)
    own = [no for no in MATRIX["T03"] if no not in shared]
    measures |= dict.fromkeys(own, 1)
    record = Engagement(
        threats={"T01": ThreatRating(1), "T03": ThreatRating(3)},
        measures={no: MeasureAnswer(status) for no, status in measures.items()},
        assets=(Asset("A001", medium="paper", confidentiality=3),),
    )
    row = risk_board(record).rows()[0]
    assert (row.medium.threat, row.medium.vulnerability, row.medium.likelihood) == (3, 3, 1)
    assert (row.risk, row.level) == (3, "low")
    assert row.medium.deciding is not None
    assert row.medium.deciding.threat.id == "T01"


@pytest.mark.parametrize(
    ("medium", "frequency", "expected"), [("office_pc", 3, (6, "high")), ("paper", 2, (3, "low"))]
)
def test_worked_example_of_the_seed(medium: str, frequency: int, expected: tuple[int, str]) -> None:
    record = replace(
        whole_record(status=2, frequency=frequency),
        assets=(Asset("A001", medium=medium, personal=True),),
    )
    row = risk_board(record).rows()[0]
    assert (row.risk, row.level) == expected


@given(answer_records(), st.data())
def test_better_answer_to_a_measure_never_raises_a_risk(
    record: Engagement, data: st.DataObject
) -> None:
    numbers = [no for no, answer in record.measures.items() if answer.status in {2, 3}]
    assume(numbers)
    no = data.draw(st.sampled_from(numbers))
    better = AnswerMeasure(no, (record.measures[no].status or 0) - 1).apply(record)
    _nothing_is_worse(risk_board(record), risk_board(better))


@given(answer_records(), st.data())
def test_lower_frequency_never_raises_a_risk(record: Engagement, data: st.DataObject) -> None:
    rated = [key for key, rating in record.threats.items() if rating.frequency in {2, 3}]
    assume(rated)
    key = data.draw(st.sampled_from(rated))
    lower = RateThreat(key, (record.threats[key].frequency or 0) - 1).apply(record)
    _nothing_is_worse(risk_board(record), risk_board(lower))


def _nothing_is_worse(before: RiskBoard, after: RiskBoard) -> None:
    pairs: list[tuple[int | None, int | None]] = []
    for old, new in zip(before.threats, after.threats, strict=True):
        pairs += [(old.status, new.status), (old.likelihood, new.likelihood)]
    pairs += [(old.risk, new.risk) for old, new in zip(before.rows(), after.rows(), strict=True)]
    for was, is_now in pairs:
        assert (was is None) == (is_now is None)
        assert is_now is None or was is None or is_now <= was


@given(answer_records(), st.integers(0, 12))
def test_largest_risks_are_those_of_a_plain_sort(record: Engagement, limit: int) -> None:
    board = risk_board(record)
    known = [row for row in board.rows() if row.risk is not None]
    expected = sorted(known, key=lambda row: -(row.risk or 0))[:limit]
    assert board.largest(limit) == expected


@pytest.mark.parametrize("limit", [0, 1, 3, 5, 8, 9])
def test_equal_risks_stand_in_the_order_of_the_ledger(limit: int) -> None:
    """Two kinds of assets of the same risk, mixed, more of each than are shown."""
    kinds = (Asset("", medium="paper", personal=True), Asset("", medium="mobile", integrity=3))
    assets = [replace(kinds[no % 3 == 0], id=f"A{no}") for no in range(8)]
    board = risk_board(replace(whole_record(), assets=tuple(assets)))
    shown = [row.asset.id for row in board.largest(limit)]
    assert shown == [f"A{no}" for no in range(8)][:limit]
    alike = replace(board.record, assets=tuple(assets[no] for no in (0, 3, 6)))
    assert [row.asset.id for row in risk_board(alike).largest(2)] == ["A0", "A3"]


@given(answer_records())
def test_levels_are_counted_as_one_by_one(record: Engagement) -> None:
    board = risk_board(record)
    counts = Counter(row.level for row in board.rows())
    assert board.level_counts() == {level: counts[level] for level in ("high", "medium", "low")}
    assert board.unknown_count() == counts[None]


@given(answer_records())
def test_each_asset_with_a_risk_is_in_one_cell(record: Engagement) -> None:
    board = risk_board(record)
    counts = board.cell_counts()
    naive = Counter((row.importance, row.medium.likelihood) for row in board.rows())
    assert counts == {(i, j): naive[i, j] for i, j in product((1, 2, 3), repeat=2)}
    assert sum(counts.values()) == len(record.assets) - board.unknown_count()
    levels = Counter(risk_level(i * j) for (i, j), n in counts.items() for _ in range(n))
    assert board.level_counts() == {level: levels[level] for level in ("high", "medium", "low")}


@given(answer_records())
def test_deciding_threats_are_counted_as_one_by_one(record: Engagement) -> None:
    board = risk_board(record)
    naive = Counter(
        (row.medium.deciding.threat.id, row.level)
        for row in board.rows()
        if row.level and row.medium.deciding
    )
    counted = board.deciding_counts()
    given_counts = {(s.threat.id, level): n for s, held in counted for level, n in held.items()}
    assert {pair: n for pair, n in given_counts.items() if n} == naive
    order = [(held["high"], held["medium"], held["low"]) for _, held in counted]
    assert order == sorted(order, reverse=True)


def test_every_medium_has_its_threats() -> None:
    board = risk_board(Engagement())
    assert list(board.media) == list(MEDIA)
