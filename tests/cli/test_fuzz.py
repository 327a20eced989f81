"""Whatever is typed after `kikitori`: done, bad input or wrong usage, and never a traceback."""

from __future__ import annotations

import contextlib
import gc
import io
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from data.folder import sample_content
from tests.data.japanese import is_japanese
from tests.exports.test_fuzz import LIST
from tests.fuzzing import budget, mutated
from tui.cli import main
from tui.commands import COMMANDS

# LibreOffice is started by one, and the other looks at the terminal.
OTHERS = ("verify", "doctor")
FILES = ("good.toml", "bad.toml", "list.csv", "folder", "none.toml", "新しい.toml")
OPTIONS = (
    *("-o", "--json", "--book", "--take", "-h", "--help", "--version", "--", "-", "--x", "-o="),
    *("--book=risk", "--take=theirs", "self-check", "all", "ours", "out", "", " ", "～", "\0"),
    *("-ox.toml", "\udc80", "a" * 300, "検査", "chekc", "--plain"),
)
# Nothing is written outside the folder of the call.
texts = st.text(max_size=6).filter(lambda text: not set(text) & set("/\\:~"))
words = st.lists(st.sampled_from(FILES) | st.sampled_from(OPTIONS) | texts, max_size=5)
calls = st.tuples(st.sampled_from([name for name in COMMANDS if name not in OTHERS]), words).map(
    lambda call: [call[0], *call[1]]
)


def _call(arguments: list[str], bad: bytes) -> tuple[int, str]:
    """Status and messages of a call in a folder of its own, with all kinds of files."""
    said, before = io.StringIO(), Path.cwd()
    with TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        os.chdir(folder)
        try:
            Path("good.toml").write_bytes(sample_content())
            Path("bad.toml").write_bytes(bad)
            Path("list.csv").write_bytes(LIST)
            Path("folder").mkdir()
            with contextlib.redirect_stderr(said):
                status = main(arguments)
            assert Path("bad.toml").read_bytes() == bad
        finally:
            os.chdir(before)
            gc.unfreeze()
    return status, said.getvalue()


@budget(60)
@given(calls | words, mutated(sample_content()))
def test_any_words(arguments: list[str], bad: bytes) -> None:
    status, said = _call(arguments, bad)
    assert status in (0, 1, 2), said
    assert "思わぬ誤り" not in said
    assert "Traceback" not in said
    assert status == 0 or said.strip()


@budget(20)
@given(st.sampled_from(["check", "result", "rescue"]), mutated(sample_content()))
def test_any_damage(command: str, bad: bytes) -> None:
    status, said = _call([command, "bad.toml"], bad)
    assert status in (0, 1), said
    assert status == 0 or is_japanese(said.replace("kikitori", "").replace("bad.toml", ""))
