from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tui.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples"
SEED = EXAMPLES / "seed.toml"


@dataclass(frozen=True)
class Answer:
    """What one call gave back."""

    status: int
    out: str
    err: str


Call = Callable[..., Answer]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    """`kikitori` with these words, in this process."""

    def run(*words: str | Path) -> Answer:
        status = main([str(word) for word in words])
        said = capsys.readouterr()
        return Answer(status, said.out, said.err)

    yield run
    gc.unfreeze()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def seed(here: Path) -> Path:
    """The seed's engagement, as seed.toml in the current folder."""
    copy = here / "seed.toml"
    copy.write_bytes(SEED.read_bytes())
    return copy
