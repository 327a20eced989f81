"""Files changed at random, and for how long: `make fuzz` goes on for longer than the tests."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

# How many times as long as in the tests, and then with other examples each time.
LONGER = int(os.environ.get("KIKITORI_FUZZ", "1"))

FORMATS = Path(__file__).parent / "formats"
# Of every kind that a file may be.
ENGAGEMENTS = tuple(path.read_bytes() for path in sorted(FORMATS.glob("*/*.toml")))
TOML_TOKENS = (
    *rb"""= " ' [ ] [[ ]] { } . , # \ \u0000 0 9 - true 1e9 inf nan [] {} " assets""".split(),
    *b"threats items checks id format 2026-11-20 07:30:00".split(),
    *(b"\n", b"\r", b'"""', b"'''", b"\x00", b"\x85", b"\xe3", b"\xff", b"\xef\xbb\xbf"),
    *(b"\n<<<<<<< a\n", b"\n=======\n", b"\n>>>>>>> b\n", "聞取".encode("cp932")),
)


def budget(examples: int) -> settings:
    """So many examples in the tests, always the same."""
    return settings(max_examples=examples * LONGER, derandomize=LONGER == 1)


def mutated(seed: bytes, tokens: Sequence[bytes] = TOML_TOKENS) -> SearchStrategy[bytes]:
    """`seed` with up to four places changed: bytes taken out, others put in, cut, or repeated."""
    place = st.floats(0, 1)
    mutations = st.one_of(
        st.tuples(place, st.integers(0, 12), st.sampled_from(tokens) | st.binary(max_size=3)),
        st.tuples(place, st.integers(0, 600), st.just(b"")),
        st.tuples(place, st.just(0), place.map(lambda at: seed[int(at * len(seed)) :][:300])),
        st.tuples(place, st.just(len(seed)), st.just(b"")),
    )
    return st.lists(mutations, min_size=1, max_size=4).map(lambda made: _changed(seed, made))


def _changed(content: bytes, mutations: Sequence[tuple[float, int, bytes]]) -> bytes:
    for where, removed, added in mutations:
        at = int(where * len(content))
        content = content[:at] + added + content[at + removed :]
    return content
