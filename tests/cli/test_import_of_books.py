"""`kikitori import` with books that were really written, and in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from data.engagement_file import load_engagement
from exports.books import BOOKS, write_books
from tests.cli.conftest import EXAMPLES, Call
from tests.cli.test_process import HEAVY, REPORT


@pytest.fixture
def books(seed: Path) -> list[Path]:
    """The books of the seed's engagement, which itself is gone."""
    record = load_engagement(seed)
    seed.unlink()
    return write_books(record, Path("books"), list(BOOKS), date(2026, 11, 20))


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_what_was_exported_comes_back(call: Call, here: Path, example: Path) -> None:
    exported = call("export", example, "-o", "books").out.splitlines()
    answer = call("import", *exported, "-o", "back.toml")
    assert (answer.status, answer.out) == (0, "back.toml\n")
    assert load_engagement(here / "back.toml") == load_engagement(example)


def test_books_twice_are_books_once(call: Call, here: Path, books: list[Path]) -> None:
    assert call("import", *books, *books, "-o", "twice.toml").status == 0
    assert call("import", *reversed(books), "-o", "once.toml").status == 0
    assert Path("twice.toml").read_bytes() == Path("once.toml").read_bytes()


@pytest.mark.parametrize("name", ["none.xlsx", ".", "no.xlsx"])
def test_books_that_are_none(call: Call, here: Path, books: list[Path], name: str) -> None:
    Path("no.xlsx").write_bytes(b"no workbook")
    answer = call("import", *books, name, "-o", "new.toml")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err
    assert not Path("new.toml").exists()


# openpyxl looks whether lxml is there, which python-docx brings, and then does not use it.
WORKBOOKS = {"openpyxl", "lxml"}


@pytest.mark.parametrize(("ending", "needed"), [("xlsx", WORKBOOKS), ("csv", set())])
def test_no_more_is_loaded_than_the_file_needs(
    here: Path, books: list[Path], ending: str, needed: set[str]
) -> None:
    Path("a.csv").write_text("業務分類,情報資産名称\n人事,社員名簿\n", encoding="utf-8")
    book = {"xlsx": books[0], "csv": Path("a.csv")}[ending]
    done = subprocess.run(
        [sys.executable, "-c", REPORT, "import", str(book)],
        capture_output=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    loaded = {name.partition(".")[0] for name in done.stderr.decode().splitlines()[-1].split()}
    # Who saves locks the file and says who holds it.
    assert loaded & set(HEAVY) == needed | {"filelock", "getpass"}
    assert Path(done.stdout.decode().strip()).exists()
