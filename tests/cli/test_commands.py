"""check, result, sample and export, in this process."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from data.engagement_file import load_engagement
from data.record import Engagement
from tests.cli.bad_files import BAD_FILES
from tests.cli.conftest import EXAMPLES, Call

as_root = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_result_json_is_the_example_s(call: Call, example: Path) -> None:
    expected = json.loads(example.with_suffix(".result.json").read_text(encoding="utf-8"))
    answer = call("result", example, "--json")
    assert (answer.status, answer.err) == (0, "")
    payload = json.loads(answer.out)
    summary, _ = payload.pop("summary"), payload.pop("follow_ups")
    assert payload == expected
    assert [type(sentence) for sentence in summary] == [str, str, str]


def test_result_json_is_readable(call: Call, seed: Path) -> None:
    answer = call("result", "--json", seed)
    assert answer.out == json.dumps(json.loads(answer.out), ensure_ascii=False, indent=2) + "\n"
    assert "◎" in answer.out


def test_result_text(call: Call, seed: Path) -> None:
    answer = call("result", seed)
    assert (answer.status, answer.err) == (0, "")
    assert "社員名簿（事務所PC）" in answer.out
    assert "重要度3 × 可能性2 ← T09" in answer.out


@pytest.mark.parametrize("command", ["result", "check", "export"])
@pytest.mark.parametrize("kind", BAD_FILES)
def test_bad_files(call: Call, here: Path, books: Books, command: str, kind: str) -> None:
    content, said = BAD_FILES[kind]
    bad = here / "bad.toml"
    bad.write_bytes(content)
    answer = call(command, bad)
    assert (answer.status, answer.out) == (1, "")
    assert "bad.toml：" in answer.err
    assert said in answer.err
    assert bad.read_bytes() == content
    assert list(here.iterdir()) == [bad]


@pytest.mark.parametrize("command", ["result", "check", "export"])
@pytest.mark.parametrize("name", ["none.toml", "none/none.toml", ".", "\0", "x" * 300])
def test_files_that_cannot_be_read(call: Call, here: Path, command: str, name: str) -> None:
    answer = call(command, name)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err


@pytest.mark.skipif(as_root, reason="root may read everything")
def test_a_file_without_permission(call: Call, seed: Path) -> None:
    seed.chmod(0)
    answer = call("result", seed)
    assert (answer.status, answer.out) == (1, "")
    assert "権限" in answer.err


def test_check_names_every_problem_of_every_file(call: Call, seed: Path) -> None:
    Path("a.toml").write_bytes(b"format = 1\n[threats.T99]\n[measures.1]\nstatus = 9\n")
    Path("b.toml").write_bytes(b"")
    answer = call("check", "a.toml", seed, "b.toml")
    assert answer.status == 1
    assert answer.out == f"{seed}：問題ありません\n"
    for said in ("a.toml：直すところが2か所", "2行目 threats.T99：", "4行目 measures.1.status："):
        assert said in answer.err
    assert "b.toml：直すところが1か所" in answer.err


def test_check_of_good_files(call: Call, seed: Path) -> None:
    answer = call("check", seed, *EXAMPLES.glob("*.toml"))
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.count("問題ありません") == 6


def test_the_sample_is_valid(call: Call, here: Path) -> None:
    answer = call("sample")
    assert (answer.status, answer.out, answer.err) == (0, "sample.toml\n", "")
    assert load_engagement(here / "sample.toml").firm.name
    assert call("check", "sample.toml").status == 0


def test_the_sample_makes_folders(call: Call, here: Path) -> None:
    assert call("sample", "-o", "a/b/見本.toml").status == 0
    assert load_engagement(here / "a" / "b" / "見本.toml").assets


@pytest.mark.parametrize("words", [(), ("-o", "sample.toml"), ("-o", "link.toml"), ("-o", ".")])
def test_the_sample_overwrites_nothing(call: Call, here: Path, words: tuple[str, ...]) -> None:
    (here / "sample.toml").write_bytes(b"mine")
    (here / "link.toml").symlink_to("nowhere")
    answer = call("sample", *words)
    assert (answer.status, answer.out) == (1, "")
    assert "すでにあります" in answer.err
    assert (here / "sample.toml").read_bytes() == b"mine"
    assert (here / "link.toml").is_symlink()


def test_the_sample_below_a_file(call: Call, seed: Path) -> None:
    before = seed.read_bytes()
    answer = call("sample", "-o", seed / "sample.toml")
    assert (answer.status, answer.out) == (1, "")
    assert "書けません" in answer.err
    assert seed.read_bytes() == before


@dataclass(frozen=True)
class Book:
    key: str
    title: str


class Books(ModuleType):
    """Stands in for exports.books: each workbook is a file named after its key."""

    BOOKS = {
        book.key: book
        for book in (
            Book("self-check", "自社診断"),
            Book("risk", "リスク"),
            Book("cloud", "クラウド"),
        )
    }

    def __init__(self) -> None:
        super().__init__("exports.books")
        self.failure: OSError | None = None

    def write_books(
        self, record: Engagement, folder: Path, keys: Sequence[str], today: date
    ) -> list[Path]:
        assert today == date.today()
        if self.failure:
            raise self.failure
        paths = [folder / f"{key}.xlsx" for key in keys]
        for path in paths:
            path.write_text(record.firm.name, encoding="utf-8")
        return paths


@pytest.fixture
def books(monkeypatch: pytest.MonkeyPatch) -> Books:
    stand_in = Books()
    monkeypatch.setitem(sys.modules, "exports.books", stand_in)
    return stand_in


def test_export_writes_every_book_here(call: Call, seed: Path, books: Books) -> None:
    answer = call("export", seed)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.split() == ["self-check.xlsx", "risk.xlsx", "cloud.xlsx"]
    assert all(Path(name).exists() for name in answer.out.split())
    assert call("export", seed, "--book", "all").out == answer.out


@pytest.mark.parametrize("key", ["self-check", "risk", "cloud"])
def test_export_of_one_book(call: Call, seed: Path, books: Books, key: str) -> None:
    answer = call("export", seed, "--book", key, "-o", "a/帳票")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.splitlines() == [str(Path("a", "帳票", f"{key}.xlsx"))]


def test_export_where_nothing_can_be_written(call: Call, seed: Path, books: Books) -> None:
    answer = call("export", seed, "-o", seed)
    assert (answer.status, answer.out) == (1, "")
    assert "seed.toml：書けません" in answer.err
    assert "-o" in answer.err


def test_export_of_a_book_open_elsewhere(call: Call, seed: Path, books: Books) -> None:
    books.failure = PermissionError(13, "Permission denied", ".risk.tmp", None, "risk.xlsx")
    answer = call("export", seed)
    assert (answer.status, answer.out) == (1, "")
    assert "risk.xlsx：書けません" in answer.err
    assert "ほかのプログラムで開いています" in answer.err


def test_export_for_real(call: Call, seed: Path) -> None:
    real = pytest.importorskip("exports.books", exc_type=ModuleNotFoundError)
    assert set(real.BOOKS) == {"self-check", "risk", "cloud"}
    answer = call("export", seed, "-o", "out")
    assert (answer.status, answer.err) == (0, "")
    paths = [Path(line) for line in answer.out.splitlines()]
    assert sorted(paths) == sorted(Path("out").iterdir())
    # Every workbook is a zip.
    assert all(path.read_bytes().startswith(b"PK") for path in paths)


def test_a_book_written_beside_another_is_called_by_its_own_name(call: Call, seed: Path) -> None:
    risk, cloud = (Path(call("export", seed, "--book", key).out[:-1]) for key in ("risk", "cloud"))
    risk.write_bytes(b"typed in Excel")
    said = call("export", seed).out.splitlines()
    assert said[1:] == [f"{risk.stem}（2）.xlsx", cloud.name]
    assert risk.read_bytes() == b"typed in Excel"
    assert call("import", *said, "-o", "back.toml").status == 0
    assert load_engagement(Path("back.toml")) == load_engagement(seed)
