"""`kikitori report`: where the files go, what is said, and what goes wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.bad_files import BAD_FILES
from tests.cli.conftest import Call

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


@pytest.mark.parametrize("words", [(), ("seed.toml", "--names"), ("seed.toml", "-o")])
def test_wrong_usage(call: Call, seed: Path, words: tuple[str, ...]) -> None:
    answer = call("report", *words)
    assert (answer.status, answer.out) == (2, "")
