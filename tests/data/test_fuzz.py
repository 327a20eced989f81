"""Whatever a file holds, reading it gives a record that can be written, or a refusal."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from data.problems import EngagementFileError
from data.reading import read_engagement
from data.writing import write_engagement
from tests.data.japanese import is_japanese
from tests.fuzzing import ENGAGEMENTS, budget, mutated

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


@budget(500)
@given(st.binary(max_size=60))
def test_random_bytes(content: bytes) -> None:
    _reads_or_refuses(content)


@budget(500)
@given(st.text(alphabet="[]{}=.\"'#\\\n\r ,-+:_aT01xe\u3042", max_size=40))
def test_random_toml_like_text(text: str) -> None:
    _reads_or_refuses(b"format = 1\n" + text.encode())


@budget(450)
@given(mutated(SMALL))
def test_mutated_small_file(content: bytes) -> None:
    _reads_or_refuses(content)


@budget(150)
@given(st.sampled_from(ENGAGEMENTS).flatmap(mutated))
def test_mutated_files_of_all_kinds(content: bytes) -> None:
    _reads_or_refuses(content)


@budget(60)
@given(mutated(SAMPLE))
def test_mutated_sample(content: bytes) -> None:
    _reads_or_refuses(content)


@budget(60)
@given(st.integers(0, len(SAMPLE)))
@example(0)
def test_cut_off_sample(length: int) -> None:
    _reads_or_refuses(SAMPLE[:length])


def test_small_file_is_valid_to_begin_with() -> None:
    record = read_engagement(SMALL)
    assert record.assets
    assert record.threats
    assert record.cloud_services[0].checks
