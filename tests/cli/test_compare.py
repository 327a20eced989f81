"""`kikitori compare`: then and now, as text and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.edits import AnswerMeasure, AnswerSelfCheck, SetField
from data.engagement_file import load_engagement
from data.reading import read_engagement
from data.record import Baseline, Engagement
from data.then_and_now import compare, comparison_payload
from data.writing import write_engagement
from tests.cli.conftest import SEED, Call
from tests.cli.test_hostile_text import harmless
from tests.cli.test_seal import Keyboard
from tests.hostile_text import hostile_engagement
from tests.quick_seals import PASSPHRASE

THEN = load_engagement(SEED)


@pytest.fixture
def later(here: Path, seed: Path) -> Path:
    """The seed's engagement, some answers on."""
    record: Engagement = AnswerSelfCheck(1, "unknown").apply(THEN)
    record = AnswerMeasure(1, 4).apply(record)
    path = here / "later.toml"
    path.write_bytes(write_engagement(record))
    return path


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch, quick_seals: None) -> Keyboard:
    return Keyboard(monkeypatch)


def test_as_text(call: Call, seed: Path, later: Path) -> None:
    answer = call("compare", seed, later)
    assert (answer.status, answer.err) == (0, "")
    assert f"前：{seed}\n  今：{later}\n" in answer.out
    assert "答えや記入の変わったところは2か所です。" in answer.out
    assert "■ 変わったところ：対策\n  1 方針提示  " in answer.out


def test_as_json(call: Call, seed: Path, later: Path) -> None:
    answer = call("compare", "--json", seed, later)
    assert (answer.status, answer.err) == (0, "")
    now = read_engagement(later.read_bytes())
    expected = json.loads(json.dumps(comparison_payload(compare(THEN, now))))
    assert json.loads(answer.out) == expected
    assert [each["key"] for each in expected["answers"]] == ["1", "1"]


@pytest.fixture
def visited(here: Path) -> Path:
    """The seed's engagement after the first visit, with a service under another name."""
    service, *others = THEN.cloud_services
    now: Engagement = AnswerSelfCheck(1, "unknown").apply(THEN)
    now = replace(now, cloud_services=(replace(service, name="新しい名前"), *others))
    now = replace(now, baselines={1: Baseline(date(2026, 10, 6), THEN)})
    path = here / "visited.toml"
    path.write_bytes(write_engagement(now))
    return path


def test_since_a_visit(call: Call, visited: Path) -> None:
    answer = call("compare", visited, "--visit", "1")
    assert (answer.status, answer.err) == (0, "")
    assert f"前：第1回訪問（2026-10-06）\n  今：{visited}\n" in answer.out
    assert "変わったところは2か所です。" in answer.out
    payload = json.loads(call("compare", "--visit", "1", "--json", visited).out)
    assert [each["field"] for each in payload["answers"]] == ["answer", "name"]
    # It is one file: the id says that it is the same service.
    assert (payload["cloud"]["new"], payload["cloud"]["gone"]) == ([], [])
    now = load_engagement(visited)
    expected = comparison_payload(compare(THEN, now, of_one_file=True))
    assert payload == json.loads(json.dumps(expected))


def test_the_same_twice(call: Call, seed: Path) -> None:
    answer = call("compare", seed, seed)
    assert (answer.status, answer.err) == (0, "")
    assert "変わったところはありません" in answer.out


def test_it_only_reads(call: Call, here: Path, seed: Path, later: Path) -> None:
    before = {path: path.read_bytes() for path in here.iterdir()}
    call("compare", seed, later)
    assert {path: path.read_bytes() for path in here.iterdir()} == before


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_two_firms_are_told(call: Call, here: Path, seed: Path, words: tuple[str, ...]) -> None:
    other = here / "other.toml"
    other.write_bytes(write_engagement(SetField("firm", "name", "よその会社").apply(THEN)))
    answer = call("compare", *words, seed, other)
    assert answer.status == 0
    assert answer.err.startswith("会社名が違います。前は「")
    assert "今は「よその会社」です。" in answer.err


def test_sealed_files_ask_for_their_passphrases(
    call: Call, seed: Path, later: Path, keyboard: Keyboard
) -> None:
    for path in (seed, later):
        keyboard.pipes(PASSPHRASE)
        assert call("seal", path).status == 0
    keyboard.types(PASSPHRASE, PASSPHRASE)
    answer = call("compare", seed, later)
    assert answer.status == 0
    assert [asked.split()[0] for asked in keyboard.asked] == ["seed.toml", "later.toml"]
    assert "変わったところは2か所" in answer.out
    keyboard.pipes(PASSPHRASE, PASSPHRASE)
    assert call("compare", seed, later).out == answer.out


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("compare",), 2, "FILE を指定してください"),
        (("compare", "seed.toml"), 2, "--visit を指定してください"),
        (("compare", "seed.toml", "seed.toml", "--visit", "1"), 2, "--visit を指定してください"),
        (("compare", "seed.toml", "--visit", "4"), 2, "4 は使えません"),
        (("compare", "seed.toml", "--visit", "一"), 2, "数字で書いてください"),
        (("compare", "seed.toml", "--visit", "1"), 1, "（残っている記録：まだありません）"),
        (("compare", "visited.toml", "--visit", "2"), 1, "（残っている記録：第1回・第3回）"),
        (("compare", "seed.toml", "missing.toml"), 1, "missing.toml"),
        (("compare", "bad.toml", "seed.toml"), 1, "bad.toml"),
    ],
)
def test_what_cannot_be_compared(
    call: Call, here: Path, seed: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    (here / "bad.toml").write_bytes(b"format = 1\nmeasures = 3\n")
    baselines = {no: Baseline(None, Engagement()) for no in (1, 3)}
    (here / "visited.toml").write_bytes(write_engagement(replace(THEN, baselines=baselines)))
    answer = call(*words)
    assert (answer.status, answer.out) == (status, "")
    assert said in answer.err


def test_what_is_said_is_harmless(call: Call, here: Path) -> None:
    record = hostile_engagement()
    changed = SetField("firm", "name", record.firm.name + "\x1b[2J\u202e").apply(record)
    for name, each in (("a.toml", record), ("b.toml", changed), ("c.toml", Engagement())):
        (here / name).write_bytes(write_engagement(each))
    for pair in (("a.toml", "b.toml"), ("c.toml", "a.toml"), ("a.toml", "c.toml")):
        for words in ((), ("--json",)):
            answer = call("compare", *words, *pair)
            assert answer.status == 0
            assert harmless(answer.out, answer.err)
