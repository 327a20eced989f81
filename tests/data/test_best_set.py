"""The least measures against all risks 大: compared with trying every set there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from data.best_set import BestSet, best_set
from data.catalogue import Catalogue, load_catalogue
from data.planning import with_statuses
from data.record import Asset, Engagement, MeasureAnswer, ThreatRating
from data.risk import risk_board
from tests.data.by_hand import MATRIX
from tests.plan_strategies import nearly_done
from tests.strategies import MEDIA

OPEN = (None, 2, 3)
efforts = st.dictionaries(st.integers(1, 55), st.integers(1, 3)) | st.fixed_dictionaries(
    {no: st.integers(1, 3) for no in range(1, 8)}
)


def high_of(record: Engagement) -> int:
    return risk_board(record).level_counts()["high"]


def open_numbers(record: Engagement, numbers: int) -> list[int]:
    given_ = record.measures
    return [n for n in range(1, numbers + 1) if given_.get(n, MeasureAnswer()).status in OPEN]


def every_set(numbers: list[int]) -> Iterator[tuple[int, ...]]:
    for size in range(len(numbers) + 1):
        yield from combinations(numbers, size)


def least_by_trying(
    record: Engagement, weights: Mapping[int, int], numbers: int
) -> tuple[int, int, tuple[int, ...]]:
    """Effort, number and measures of the least set, out of all that leave no 大."""
    return min(
        (sum(weights.get(no, 2) for no in chosen), len(chosen), chosen)
        for chosen in every_set(open_numbers(record, numbers))
        if high_of(with_statuses(record, dict.fromkeys(chosen, 1))) == 0
    )


def assert_least(found: BestSet, record: Engagement, expected: tuple[int, int, object]) -> None:
    assert (found.effort, len(found.measures), found.measures) == expected
    assert (found.exact, found.bound) == (True, found.effort)
    assert (found.high_now, found.high_after) == (high_of(record), 0)


# --- The official tables, a few measures open --------------------------------


@settings(max_examples=12)
@given(nearly_done(), efforts)
def test_the_official_tables(record: Engagement, weights: Mapping[int, int]) -> None:
    expected = least_by_trying(record, weights, 55)
    assert_least(best_set(record, weights), record, expected)


# --- Small made tables, everything possible in them --------------------------

MADE_MEASURES = 7
Made = tuple[Catalogue, Engagement]


@st.composite
def made_tables(draw: DrawFn) -> Made:
    """Up to eight threats on two media, on which any of seven measures bear."""
    real = load_catalogue()
    threats = draw(st.integers(1, 8))
    bearing = st.sets(st.integers(1, MADE_MEASURES), min_size=1, max_size=4)
    made = [
        each._replace(
            medium=draw(st.sampled_from(MEDIA[:2])), measures=tuple(sorted(draw(bearing)))
        )
        for each in real.threats[:threats]
    ]
    gaps = draw(st.sampled_from(((3,), (3, 2, 1), (3, 4), (None, None, 3), (None, 3, 2, 4))))
    statuses = {no: draw(st.sampled_from(gaps)) for no in range(1, MADE_MEASURES + 1)}
    frequencies = draw(st.sampled_from(((2,), (3,), (3, 2), (None, 1, 2, 3))))
    record = Engagement(
        assets=draw(made_ledgers),
        threats={each.id: ThreatRating(draw(st.sampled_from(frequencies))) for each in made},
        measures={no: MeasureAnswer(status) for no, status in statuses.items()},
    )
    measures = real.measures[:MADE_MEASURES]
    return real._replace(threats=tuple(made), measures=measures), record


@st.composite
def linked_tables(draw: DrawFn) -> Made:
    """Each known threat needs one measure; each one not known wants all of its own or none."""
    real = load_catalogue()
    unanswered, answered = st.integers(1, 4), st.integers(5, MADE_MEASURES)
    known = st.tuples(st.sets(unanswered, min_size=1, max_size=2), answered)
    needing = [{*few, one} for few, one in draw(st.lists(known, min_size=1, max_size=4))]
    unknown = draw(st.lists(st.sets(unanswered, min_size=2, max_size=3), max_size=2))
    bearing = [*needing, *unknown]
    made = [
        each._replace(medium="paper", measures=tuple(sorted(numbers)))
        for each, numbers in zip(real.threats, bearing, strict=False)
    ]
    record = Engagement(
        assets=(Asset("A001", medium="paper", personal=True),),
        threats={
            t.id: ThreatRating(2 if place < len(needing) else 3) for place, t in enumerate(made)
        },
        measures={no: MeasureAnswer(3) for no in range(5, MADE_MEASURES + 1)},
    )
    measures = real.measures[:MADE_MEASURES]
    return real._replace(threats=tuple(made), measures=measures), record


made_ledgers = st.lists(
    st.builds(
        Asset,
        id=st.just("A"),
        medium=st.sampled_from(MEDIA[:2]),
        confidentiality=st.sampled_from((3, 3, 3, 2, 2, 1, None)),
    ),
    min_size=1,
    max_size=4,
).map(tuple)


def use(catalogue: Catalogue, patch: pytest.MonkeyPatch) -> None:
    for module in ("risk", "effects"):
        patch.setattr(f"data.{module}.load_catalogue", lambda: catalogue)


@settings(max_examples=200)
@given(made_tables() | linked_tables(), efforts)
def test_any_tables(made: Made, weights: Mapping[int, int]) -> None:
    catalogue, record = made
    with pytest.MonkeyPatch.context() as patch:
        use(catalogue, patch)
        expected = least_by_trying(record, weights, MADE_MEASURES)
        assert_least(best_set(record, weights), record, expected)


@settings(max_examples=100)
@given(made_tables() | linked_tables(), efforts, st.integers(0, 3))
def test_a_search_cut_short_has_a_bound(
    made: Made, weights: Mapping[int, int], most_states: int
) -> None:
    catalogue, record = made
    with pytest.MonkeyPatch.context() as patch:
        use(catalogue, patch)
        effort, _, measures = least_by_trying(record, weights, MADE_MEASURES)
        found = best_set(record, weights, most_states)
        assert found.bound <= effort <= found.effort
        assert found.high_after == 0
        if found.exact:
            assert (found.bound, found.measures) == (effort, measures)


def test_of_equal_sets_the_one_of_lowest_numbers_is_taken() -> None:
    """Three threats: 1 and 5 meet all of them, and so do 2 and 3, or 3 and 5."""
    catalogue = load_catalogue()
    bearing = ((2, 5), (3, 5), (1, 3))
    threats = tuple(
        each._replace(medium="paper", measures=numbers)
        for each, numbers in zip(catalogue.threats, bearing, strict=False)
    )
    record = Engagement(
        assets=(Asset("A001", medium="paper", personal=True),),
        threats={each.id: ThreatRating(2) for each in threats},
        measures={no: MeasureAnswer(3) for no in range(1, 6)},
    )
    with pytest.MonkeyPatch.context() as patch:
        use(catalogue._replace(threats=threats, measures=catalogue.measures[:5]), patch)
        assert best_set(record, {}).measures == (1, 5)


# --- Cases to read -----------------------------------------------------------


def office(statuses: Mapping[int, int], frequency: int, importance: int) -> Engagement:
    """One asset on an office PC, of whose threats T11 (breaks down) is rated."""
    return Engagement(
        assets=(Asset("A001", medium="office_pc", availability=importance),),
        threats={"T11": ThreatRating(frequency)},
        measures={no: MeasureAnswer(status) for no, status in statuses.items()},
    )


def test_everything_that_bears_on_a_threat_may_be_needed() -> None:
    found = best_set(office(dict.fromkeys(MATRIX["T11"], 3) | {13: 4, 50: 1}, 3, 3), {1: 3})
    left = tuple(no for no in MATRIX["T11"] if no not in {13, 50})
    assert found == BestSet(left, 2 * len(left) + 1, True, 2 * len(left) + 1, 1, 0)


def test_one_may_do_and_the_least_effort_is_taken() -> None:
    record = office(dict.fromkeys(MATRIX["T11"], 3), 2, 3)
    assert best_set(record, {}).measures == (1,)
    assert best_set(record, {13: 1}) == BestSet((13,), 1, True, 1, 1, 0)
    assert best_set(office({1: 3, 2: 2}, 2, 3), {}).measures == ()


def test_two_easy_measures_may_be_better_than_a_hard_one() -> None:
    """T11 and T16 need one measure each; 13 bears on T11 alone, 11 on T16 alone."""
    common = set(MATRIX["T11"]) & set(MATRIX["T16"])
    statuses = dict.fromkeys({*MATRIX["T11"], *MATRIX["T16"]}, 3)
    record = office(statuses, 2, 3)
    record = Engagement(
        assets=(*record.assets, Asset("A002", medium="mobile", personal=True)),
        threats={"T11": ThreatRating(2), "T16": ThreatRating(2)},
        measures=record.measures,
    )
    hard = dict.fromkeys(common, 3)
    assert best_set(record, {}).measures == (1,)
    assert best_set(record, hard | {11: 1, 13: 1}).measures == (11, 13)
    assert best_set(record, hard | {11: 1, 13: 2}).measures == (1,)


def test_what_would_make_an_unknown_threat_known_takes_all_of_it_along() -> None:
    """On the mobile, T15 needs one measure; all but 24, 25, 26 and 51 would open T16."""
    known = dict.fromkeys(set(MATRIX["T15"]) - set(MATRIX["T16"]), 3)
    record = Engagement(
        assets=(Asset("A001", medium="mobile", personal=True),),
        threats={"T15": ThreatRating(2), "T16": ThreatRating(3)},
        measures={no: MeasureAnswer(status) for no, status in known.items()},
    )
    cheap = dict.fromkeys(MATRIX["T16"], 1) | dict.fromkeys(known, 3)
    found = best_set(record, cheap)
    assert found == BestSet((min(known),), 3, True, 3, 1, 0)


@pytest.mark.parametrize("record", [Engagement(), office({}, 3, 3), office({1: 1}, 1, 3)])
def test_nothing_is_needed_where_no_risk_is_high(record: Engagement) -> None:
    assert best_set(record, {}) == BestSet((), 0, True, 0, 0, 0)
