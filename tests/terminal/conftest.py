from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from data.folder import sample_content
from tests.terminal.harness import PROGRAM, Terminal

HERE = Path(__file__).parent
SIZES = ((80, 24), (100, 30), (160, 45))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if sys.platform == "win32":
        no_pty = pytest.mark.skip(reason="Windows has no pseudo-terminals for Python")
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(no_pty)


class Starter:
    """Starts programs in terminals of their own, all in one folder with one home."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder / "仕事"
        self.home = folder / "home"
        self.data = folder / "聞き取り"
        self.guard = folder / "guard"
        for each in (self.folder, self.home, self.data, self.guard):
            each.mkdir()
        self._stack = stack
        self._marker = self.guard / "network-used"

    def __call__(
        self,
        *words: str | Path,
        columns: int = 80,
        lines: int = 24,
        command: tuple[str | Path, ...] = (PROGRAM,),
        syncs: bool = True,
        ambiguous_wide: bool = False,
        answers: bool = True,
        utf8: bool = True,
        env: Mapping[str, str] | None = None,
    ) -> Terminal:
        terminal = Terminal(
            [*command, *words],
            self.environment | dict(env or {}),
            self.folder,
            columns=columns,
            lines=lines,
            syncs=syncs,
            ambiguous_wide=ambiguous_wide,
            answers=answers,
            utf8=utf8,
        )
        return self._stack.enter_context(terminal)

    @property
    def environment(self) -> dict[str, str]:
        """Nothing but this: what the program needs, it must set itself."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "KIKITORI_HOME": str(self.data),
            "LANG": "ja_JP.UTF-8",
            "TERM": "xterm-256color",
            "PYTHONPATH": str(HERE / "offline"),
            "KIKITORI_GUARD": str(self.guard),
        }

    @property
    def sample(self) -> bytes:
        """The bundled sample firm: a complete interview."""
        return sample_content()

    @property
    def network_used(self) -> str:
        """What a program tried to reach, empty as it should be."""
        return self._marker.read_text(encoding="utf-8") if self._marker.exists() else ""

    def forget_network(self) -> None:
        """For the tests of the guard itself."""
        self._marker.unlink()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Starter]:
    """A `Starter`; at the end its programs are killed and must not have used the network."""
    with ExitStack() as stack:
        starter = Starter(tmp_path, stack)
        yield starter
    assert (starter.guard / "guarded").exists()
    assert starter.network_used == ""
