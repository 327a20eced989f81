"""Made-up engagements in which a measure or two decide what is 大."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from data.record import Asset, Engagement, MeasureAnswer, ThreatRating
from tests.data.by_hand import MATRIX
from tests.strategies import MEDIA, THREATS

ledgers = st.lists(
    st.builds(
        Asset,
        id=st.just("A"),
        medium=st.none() | st.sampled_from(MEDIA),
        confidentiality=st.sampled_from((None, 1, 2, 3, 3)),
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def nearly_done(draw: DrawFn) -> Engagement:
    """Few measures open, often the very ones of a threat that is not known for it."""
    numbers = st.permutations(range(1, 56)).map(lambda order: order[:8])
    chosen = draw(numbers | st.sampled_from([MATRIX["T11"], MATRIX["T19"]]))
    unanswered = draw(st.booleans())
    statuses = {no: draw(st.sampled_from((1, 1, 4))) for no in range(1, 56)}
    for no in chosen:
        statuses[no] = draw(st.sampled_from((3, 3, 2))) if not unanswered else 0
    return Engagement(
        assets=tuple(replace(a, id=f"A{n}") for n, a in enumerate(draw(ledgers), start=1)),
        threats={key: ThreatRating(draw(st.integers(1, 3))) for key in THREATS},
        measures={no: MeasureAnswer(status or None) for no, status in statuses.items()},
    )
