"""What is given up of the earlier states, whatever the clock says."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from data.thinning import DAY, HOUR, MOST, MOST_BYTES, WEEK, Stamp, to_drop

NOW = 1_795_600_000.0
# From the first day of computers' time to a clock set decades ahead.
TIMES = st.floats(0, 2 * NOW) | st.floats(NOW - 2 * WEEK, NOW + DAY)
SIZES = st.integers(0, 10_000) | st.integers(0, MOST_BYTES)


@st.composite
def histories(draw: st.DrawFn) -> list[Stamp]:
    taken = draw(st.lists(st.tuples(TIMES, SIZES), max_size=2 * MOST))
    return [Stamp(number, time, size) for number, (time, size) in enumerate(taken, start=1)]


def _steady(step: float, span: float) -> list[Stamp]:
    """A state every `step` seconds, up to now."""
    count = int(span // step)
    return [Stamp(n, NOW - (count - n) * step, 1000) for n in range(1, count + 1)]


def _kept(stamps: list[Stamp], now: float = NOW) -> list[Stamp]:
    dropped = to_drop(stamps, now)
    return [stamp for stamp in stamps if stamp.number not in dropped]


@given(histories(), TIMES)
def test_the_newest_two_stay_and_the_bounds_hold(stamps: list[Stamp], now: float) -> None:
    kept = _kept(stamps, now)
    assert kept[-2:] == stamps[-2:]
    assert len(kept) <= MOST
    assert len(kept) <= 2 or sum(stamp.size for stamp in kept) <= MOST_BYTES


@given(histories(), TIMES)
def test_thinning_again_at_once_drops_nothing_more(stamps: list[Stamp], now: float) -> None:
    assert to_drop(_kept(stamps, now), now) == set()


@given(histories(), TIMES, st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_listed_does_not_matter(
    stamps: list[Stamp], now: float, random: Random
) -> None:
    shuffled = [*stamps]
    random.shuffle(shuffled)
    assert to_drop(shuffled, now) == to_drop(stamps, now)


@given(histories())
def test_only_small_old_ones_are_given_up_for_room(stamps: list[Stamp]) -> None:
    """What is given up for the bounds is older than all that is kept for its age."""
    small = [Stamp(each.number, each.taken, 1) for each in stamps[:MOST]]
    dropped_for_age = to_drop(small, NOW)
    sized = stamps[:MOST]
    for_room = to_drop(sized, NOW) - dropped_for_age
    kept = {stamp.number for stamp in _kept(sized)}
    assert not for_room or max(for_room) < max(kept)


@given(st.floats(NOW, NOW + 100 * WEEK), st.lists(st.floats(60, 3 * DAY), max_size=120))
def test_every_day_of_five_weeks_keeps_its_last_state_however_often_one_thins(
    now: float, pauses: list[float]
) -> None:
    """Thinned after each new state, as the program does it."""
    kept: list[Stamp] = []
    last_of_day: dict[int, int] = {}
    for number, pause in enumerate(pauses, start=1):
        now += pause
        kept = _kept([*kept, Stamp(number, now, 100)], now)
        last_of_day[int(now // DAY)] = number
    recent = {number for day, number in last_of_day.items() if now - (day + 1) * DAY < 4 * WEEK}
    assert recent <= {stamp.number for stamp in kept}


def test_a_handful_a_day_then_one_a_day_then_one_a_week_then_one_a_month() -> None:
    kept = _kept(_steady(HOUR / 2, 60 * WEEK))
    ages = [NOW - stamp.taken for stamp in kept]
    by_day = Counter(int(stamp.taken // DAY) for stamp in kept)
    assert max(by_day.values()) <= 24
    older = [int(stamp.taken // DAY) for stamp in kept if DAY < NOW - stamp.taken < WEEK]
    assert max(Counter(older).values()) <= 6
    days = [int(stamp.taken // DAY) for stamp in kept if WEEK < NOW - stamp.taken < 5 * WEEK]
    assert len(days) == len(set(days)) >= 27
    weeks = [int(stamp.taken // WEEK) for stamp in kept if NOW - stamp.taken > 5 * WEEK]
    assert len(weeks) == len(set(weeks))
    assert max(ages) > 10 * WEEK


def test_a_clock_set_back_for_an_hour_costs_nothing_of_the_last_work() -> None:
    """Fourteen years back, with a dead battery, and right again."""
    steady = _steady(HOUR, DAY)
    astray = [Stamp(25, 1_300_000_000, 10), Stamp(26, 1_300_000_600, 10)]
    right = [Stamp(27, NOW + 60, 10)]
    kept = {stamp.number for stamp in _kept([*steady, *astray, *right], NOW + 60)}
    assert {24, 25, 26, 27} <= kept
    assert kept >= {stamp.number for stamp in steady}


def test_states_from_the_future_are_no_reason_to_give_up_todays() -> None:
    future = [Stamp(n, NOW + 10 * WEEK + n, 10) for n in range(1, 8)]
    today = [Stamp(7 + n, NOW - (8 - n) * HOUR, 10) for n in range(1, 8)]
    kept = {stamp.number for stamp in _kept([*future, *today])}
    assert {stamp.number for stamp in today} <= kept
    assert 7 in kept


def test_two_huge_states_stay_though_they_are_beyond_the_bound() -> None:
    stamps = [Stamp(n, NOW - (10 - n) * DAY, MOST_BYTES) for n in range(1, 10)]
    assert [stamp.number for stamp in _kept(stamps)] == [8, 9]
