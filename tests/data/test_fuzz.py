"""Whatever a file holds, reading it gives a record that can be written, or a refusal."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.problems import EngagementFileError
from data.reading import read_engagement
from data.writing import write_engagement
from tests.data.japanese import is_japanese

SAMPLE = (Path(__file__).parents[2] / "data" / "sample.toml").read_bytes()
_FIRSTS = (
    *(b"format", b"[firm]", b"[self_check]", b"[self_check.items.1]", b"[[assets]]"),
    *(b"[threats", b"[measures", b"[[cloud_services]]", b"[cloud_services.checks]"),
)
# One of each table: mutations of the whole sample would mostly hit notes.
SMALL = b"\n\n".join(
    SAMPLE[start : SAMPLE.index(b"\n\n", start)] for start in map(SAMPLE.index, _FIRSTS)
)


def _reads_or_refuses(content: bytes) -> None:
    try:
        record = read_engagement(content)
    except EngagementFileError as error:
        problems = error.problems
    else:
        problems = ()
        assert read_engagement(write_engagement(record)) == record
    lines = content.count(b"\n") + 1
    assert all(is_japanese(problem.message) for problem in problems)
    assert all(problem.line is None or 1 <= problem.line <= lines for problem in problems)


@settings(max_examples=500)
@given(st.binary(max_size=60))
def test_random_bytes(content: bytes) -> None:
    _reads_or_refuses(content)


@settings(max_examples=500)
@given(st.text(alphabet="[]{}=.\"'#\\\n\r ,-+:_aT01xe\u3042", max_size=40))
def test_random_toml_like_text(text: str) -> None:
    _reads_or_refuses(b"format = 1\n" + text.encode())


_TOKENS = st.sampled_from(
    [
        *rb"""= " ' [ ] [[ ]] { } . , # \ \u0000 0 9 - true 1e9 inf nan [] {} " assets""".split(),
        *b"threats items checks id format 2026-11-20 07:30:00".split(),
        *(b"\n", b"\r", b'"""', b"'''", b"\x00", b"\x85", b"\xe3", b"\xff", b"\xef\xbb\xbf"),
    ]
)
_mutations = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), _TOKENS | st.binary(max_size=3)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=1000)
@given(_mutations)
def test_mutated_small_file(mutations: list[tuple[float, int, bytes]]) -> None:
    content = SMALL
    for where, removed, added in mutations:
        at = int(where * len(content))
        content = content[:at] + added + content[at + removed :]
    _reads_or_refuses(content)


@settings(max_examples=60)
@given(_mutations)
def test_mutated_sample(mutations: list[tuple[float, int, bytes]]) -> None:
    content = SAMPLE
    for where, removed, added in mutations:
        at = int(where * len(content))
        content = content[:at] + added + content[at + removed :]
    _reads_or_refuses(content)


@settings(max_examples=60)
@given(st.integers(0, len(SAMPLE)))
@example(0)
def test_cut_off_sample(length: int) -> None:
    _reads_or_refuses(SAMPLE[:length])


def test_small_file_is_valid_to_begin_with() -> None:
    record = read_engagement(SMALL)
    assert record.assets
    assert record.threats
    assert record.cloud_services[0].checks
