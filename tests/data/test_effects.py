"""What one measure would change: the same as answering it and computing everything anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings

from data.catalogue import load_catalogue
from data.effects import Effect, effects
from data.planning import with_statuses
from data.record import Asset, Engagement, MeasureAnswer, ThreatRating
from data.result import Result, compute_result
from tests.data.by_hand import MATRIX
from tests.plan_strategies import nearly_done
from tests.strategies import answer_records, whole_record

Figures = tuple[int, int, int, int, Fraction]


def figures_of(effect: Effect) -> Figures:
    gained = Fraction(effect.rate_gain.halves, 2 * effect.rate_gain.measures)
    counts = effect.left_high, effect.risk_sum, effect.threats_done, effect.needed_by
    return (*counts, gained)


def by_brute_force(record: Engagement) -> dict[int, Figures]:
    before = compute_result(record)
    still_open = [no for no in range(1, 56) if status_of(record, no) not in {1, 4}]
    found: dict[int, Figures] = {}
    for no in still_open:
        falls = figures_between(before, compute_result(with_answer(record, no)), no)
        others = record
        for other in still_open:
            others = with_answer(others, other) if other != no else others
        stay = high_ones(before) & high_ones(compute_result(others))
        found[no] = (*falls[:3], len(stay), falls[3])
    return found


def status_of(record: Engagement, no: int) -> int | None:
    return record.measures.get(no, MeasureAnswer()).status


def high_ones(result: Result) -> set[str]:
    return {row.asset.id for row in result.board.rows() if row.level == "high"}


def with_answer(record: Engagement, no: int) -> Engagement:
    return replace(record, measures={**record.measures, no: MeasureAnswer(1)})


def figures_between(before: Result, after: Result, no: int) -> tuple[int, int, int, Fraction]:
    high = [high_ones(x) for x in (before, after)]
    risks = [{r.asset.id: r.risk for r in x.board.rows()} for x in (before, after)]
    falls = [old - (risks[1][key] or 0) for key, old in risks[0].items() if old is not None]
    done = [{s.threat.id for s in x.board.threats if s.status == 1} for x in (before, after)]
    return len(high[0] - high[1]), sum(falls), len(done[1] - done[0]), gain(before, after, no)


def gain(before: Result, after: Result, no: int) -> Fraction:
    rates = [category_rates(x) for x in (before, after)]
    category = next(c for c, (numbers, _) in rates[0].items() if no in numbers)
    return rates[1][category][1] - rates[0][category][1]


def category_rates(result: Result) -> dict[int, tuple[set[int], Fraction]]:
    """Numbers and rate (0 while not known) by category."""
    return {
        row.category.category: (
            {m.no for m in load_catalogue().measures_of(row.category.category)},
            Fraction(row.rate.halves, 2 * row.rate.measures) if row.rate else Fraction(0),
        )
        for row in result.diagnosis
    }


def order(found: dict[int, Figures]) -> list[int]:
    return sorted(found, key=lambda no: (*(-figure for figure in found[no]), no))


@settings(max_examples=60)
@given(answer_records() | nearly_done())
def test_the_ranking_is_that_of_brute_force(record: Engagement) -> None:
    found, expected = effects(record), by_brute_force(record)
    assert {each.measure.no: figures_of(each) for each in found} == expected
    assert [each.measure.no for each in found] == order(expected)


def firm_on(medium: str, statuses: dict[int, int], frequencies: dict[str, int]) -> Engagement:
    """Two assets of top importance on one medium."""
    return Engagement(
        assets=tuple(Asset(f"A{n}", medium=medium, personal=True) for n in (1, 2)),
        threats={key: ThreatRating(frequency) for key, frequency in frequencies.items()},
        measures={no: MeasureAnswer(status) for no, status in statuses.items()},
    )


def first(found: Iterable[Effect]) -> tuple[int, *Figures]:
    effect = next(iter(found))
    return (effect.measure.no, *figures_of(effect))


def test_the_last_measure_of_a_threat_that_makes_risks_high() -> None:
    """T02 wants only 47, half done: two assets fall from 6 to 3."""
    statuses = dict.fromkeys(MATRIX["T02"], 1) | {47: 2}
    found = effects(firm_on("paper", statuses, {"T02": 3}))
    # Half of one of the three measures of its category.
    assert first(found) == (47, 2, 6, 1, 2, Fraction(1, 6))


def test_a_threat_that_becomes_known_counts_against_the_measure() -> None:
    """Of T04 nothing is answered; 12 makes it known, and each of two risks 6 instead of 3."""
    statuses = dict.fromkeys(set(MATRIX["T02"]) - set(MATRIX["T04"]), 1)
    record = firm_on("paper", statuses, {"T02": 1, "T04": 3})
    found = {each.measure.no: each for each in effects(record)}
    assert found[12].risk_sum == -2 * (6 - 3)
    assert found[12].left_high == 0
    assert found[5].risk_sum == 0


def test_one_risk_less_that_is_high_comes_before_a_greater_fall() -> None:
    """11 takes 大 off one asset (6 to 3), 13 only 中 off three (4 to 2)."""
    record = whole_record()
    papers = (Asset("A1", medium="paper", confidentiality=3),)
    computers = tuple(Asset(f"A{n}", medium="office_pc", confidentiality=2) for n in (2, 3, 4))
    statuses = {11: MeasureAnswer(3), 13: MeasureAnswer(3)}
    record = replace(record, assets=papers + computers, measures={**record.measures, **statuses})
    figures = [(each.measure.no, each.left_high, each.risk_sum) for each in effects(record)]
    assert figures == [(11, 1, 3), (13, 0, 6)]


def test_what_is_done_or_does_not_apply_is_not_ranked() -> None:
    assert effects(whole_record(status=1)) == ()
    assert effects(whole_record(status=4)) == ()
    assert len(effects(whole_record(status=2))) == 55


def test_nothing_answered_ranks_by_the_rate_alone() -> None:
    found = effects(Engagement())
    assert len(found) == 55
    assert {figures_of(each)[:3] for each in found} == {(0, 0, 0)}
    gains = [figures_of(each)[3] for each in found]
    assert gains == sorted(gains, reverse=True)


def test_other_answers_and_notes_stay_as_they_are() -> None:
    record = Engagement(measures={1: MeasureAnswer(3, note="来月から"), 2: MeasureAnswer(2)})
    planned = with_statuses(record, {1: 1, 3: 2})
    assert planned.measures == {
        1: MeasureAnswer(1, note="来月から"),
        2: MeasureAnswer(2),
        3: MeasureAnswer(2),
    }
    assert record.measures[1].status == 3


def test_what_a_risk_cannot_do_without_comes_before_what_it_can() -> None:
    """T02 makes two assets 大 and lacks 8 and 47; 5 bears on nothing of theirs."""
    statuses = dict.fromkeys(MATRIX["T02"], 1) | {8: 2, 47: 3, 5: 3}
    found = effects(firm_on("paper", statuses, {"T02": 3}))
    needed = {each.measure.no: each.needed_by for each in found}
    assert (needed[8], needed[47], needed[5]) == (2, 2, 0)
    assert {found[0].measure.no, found[1].measure.no} == {8, 47}
