"""`kikitori report`: where the files go, what is said, and what goes wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.writing import write_engagement
from tests.cli.bad_files import BAD_FILES
from tests.cli.conftest import Call
from tests.exports.stories import story

TODAY = f"{date.today():%Y%m%d}"


def test_the_report_is_written_here(call: Call, seed: Path) -> None:
    answer = call("report", seed)
    assert (answer.status, answer.err) == (0, "")
    paths = [Path(line) for line in answer.out.splitlines()]
    assert [path.suffix for path in paths] == [".docx", ".html"]
    assert all(path.name.startswith("報告書_") and TODAY in path.name for path in paths)
    assert paths[0].read_bytes().startswith(b"PK")
    assert paths[1].read_bytes().startswith(b"<!DOCTYPE html>")


def test_into_a_folder_without_names(call: Call, seed: Path) -> None:
    answer = call("report", seed, "--no-names", "-o", "a/報告")
    assert (answer.status, answer.err) == (0, "")
    names = [f"報告書_社名なし_{TODAY}{ending}" for ending in (".docx", ".html")]
    assert answer.out.splitlines() == [str(Path("a", "報告", name)) for name in names]


def test_the_report_of_a_visit(call: Call, here: Path) -> None:
    (here / "story.toml").write_bytes(write_engagement(story()))
    answer = call("report", "story.toml", "--visit", "2")
    assert (answer.status, answer.err) == (0, "")
    names = [f"訪問報告書_第2回_みほん精工株式会社_{TODAY}{each}" for each in (".docx", ".html")]
    assert answer.out.splitlines() == names


def test_a_visit_of_which_nothing_is_known(call: Call, seed: Path) -> None:
    answer = call("report", seed, "--visit", "2")
    assert (answer.status, answer.out) == (1, "")
    assert "第2回の訪問は、まだ記録がありません" in answer.err
    assert list(seed.parent.iterdir()) == [seed]


def test_nothing_takes_the_place_of_what_is_there(call: Call, seed: Path) -> None:
    first = [Path(line) for line in call("report", seed).out.splitlines()]
    first[0].write_bytes(b"written in Word")
    second = [Path(line) for line in call("report", seed).out.splitlines()]
    assert second == [first[0].with_name(f"{first[0].stem}（2）.docx"), first[1]]
    assert first[0].read_bytes() == b"written in Word"


@pytest.mark.parametrize("kind", BAD_FILES)
def test_bad_files(call: Call, here: Path, kind: str) -> None:
    content, said = BAD_FILES[kind]
    (here / "bad.toml").write_bytes(content)
    answer = call("report", "bad.toml")
    assert (answer.status, answer.out) == (1, "")
    assert said in answer.err
    assert [each.name for each in here.iterdir()] == ["bad.toml"]


def test_where_nothing_can_be_written(call: Call, seed: Path) -> None:
    answer = call("report", seed, "-o", seed)
    assert (answer.status, answer.out) == (1, "")
    assert "seed.toml：書けません" in answer.err


@pytest.mark.parametrize(
    "words", [(), ("seed.toml", "--names"), ("seed.toml", "-o"), ("seed.toml", "--visit", "4")]
)
def test_wrong_usage(call: Call, seed: Path, words: tuple[str, ...]) -> None:
    answer = call("report", *words)
    assert (answer.status, answer.out) == (2, "")
