"""Whatever happened to a file: salvage never fails, and loses only what is broken."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from data.parsing import parse
from data.problems import DamagedFileError, EngagementFileError
from data.reading import read_engagement
from data.record import Engagement
from data.salvage.rescue import Salvage, salvage
from data.writing import write_engagement
from tests.data.japanese import is_japanese
from tests.data.test_fuzz import SAMPLE, SMALL
from tests.fuzzing import ENGAGEMENTS, budget, mutated
from tests.strategies import engagements

LINES = SAMPLE.decode().split("\n")
# What names a row, a place or the format itself is not lost alone.
NAMES = ("format", "id", "step", "key", "item")


def _salvaged(content: bytes) -> Salvage | None:
    """Checked for what always holds; None for a newer format."""
    try:
        found = salvage(content)
    except DamagedFileError:
        raise
    except EngagementFileError:
        return None
    assert read_engagement(write_engagement(found.record)) == found.record
    lines = content.count(b"\n") + content.count(b"\r") + 1
    for problem in found.lost + found.changed:
        assert is_japanese(problem.message)
        assert problem.line is None or 1 <= problem.line <= lines
    return found


@budget(30)
@given(engagements)
def test_of_an_undamaged_file_nothing_is_lost(record: Engagement) -> None:
    assert salvage(write_engagement(record)) == Salvage(record, is_whole=True)


@budget(300)
@given(st.binary(max_size=60) | st.text(max_size=40).map(str.encode))
def test_random_bytes(content: bytes) -> None:
    _salvaged(content)
    _salvaged(b"format = 1\n" + content)


@budget(175)
@given(mutated(SMALL))
def test_mutated_small_file(content: bytes) -> None:
    _salvaged(content)


@budget(75)
@given(st.sampled_from(ENGAGEMENTS).flatmap(mutated))
def test_mutated_files_of_all_kinds(content: bytes) -> None:
    _salvaged(content)


@budget(25)
@given(mutated(SAMPLE))
def test_mutated_sample(content: bytes) -> None:
    _salvaged(content)


@budget(30)
@given(engagements.map(write_engagement), st.data())
def test_mutated_files_with_nasty_texts(content: bytes, data: st.DataObject) -> None:
    _salvaged(data.draw(mutated(content)))


def _lines_that_can_go() -> list[int]:
    """Lines with a value of their own, without which the file is as good."""
    whole = [re.fullmatch(r'([a-z_]+) = (?:"[^"\\]*"|[a-z0-9-]+)', line) for line in LINES]
    return [at for at, found in enumerate(whole) if found and found[1] not in NAMES]


@budget(30)
@given(
    st.sampled_from(_lines_that_can_go()), st.sampled_from(["@@@", "note = ", '"', "= 1", "x y"])
)
def test_a_broken_line_loses_only_itself(at: int, broken: str) -> None:
    damaged = "\n".join([*LINES[:at], broken, *LINES[at + 1 :]]).encode()
    without = "\n".join([*LINES[:at], "", *LINES[at + 1 :]]).encode()
    found = _salvaged(damaged)
    assert found
    assert found.record == read_engagement(without)
    assert [problem.line for problem in found.lost + found.changed] == [at + 1]


HEADERS = [at for at, line in enumerate(LINES) if re.match(r"\[(self|thr|meas)[a-z_]+\.", line)]


@budget(10)
@given(st.sampled_from(HEADERS))
def test_a_broken_header_loses_only_its_table(at: int) -> None:
    end = next(no for no in range(at + 1, len(LINES)) if LINES[no].startswith("["))
    damaged = "\n".join([*LINES[:at], "[@]", *LINES[at + 1 :]]).encode()
    without = "\n".join([*LINES[:at], *LINES[end:]]).encode()
    found = _salvaged(damaged)
    assert found
    assert found.record == read_engagement(without)
    said = [no + 1 for no in range(at, end) if LINES[no].strip()]
    assert [problem.line for problem in found.lost] == said


@budget(20)
@given(st.integers(1, len(SAMPLE)))
@example(len(SAMPLE) - 1)
def test_of_a_cut_off_file_all_tables_before_the_cut_stay(length: int) -> None:
    content = SAMPLE[:length]
    found = _salvaged(content)
    assert found
    complete = content[: content.rfind(b"\n\n[") + 1]
    salvaged = parse(write_engagement(found.record).decode())
    assert _holds(salvaged, parse(complete.decode()))


def _holds(whole: Any, part: Any) -> bool:
    """Whether all of a table or of the first rows is there."""
    if isinstance(part, dict):
        return all(key in whole and _holds(whole[key], value) for key, value in part.items())
    if isinstance(part, list):
        return len(whole) >= len(part) and all(map(_holds, whole, part))
    return bool(whole == part)
