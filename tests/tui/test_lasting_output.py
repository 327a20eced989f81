"""A terminal that goes while it is written to."""

from __future__ import annotations

import io
import sys

import pytest

from tui.streams import LastingOutput, lasting_outputs


class Gone(io.StringIO):
    """A terminal that was closed."""

    def write(self, text: str) -> int:
        raise OSError(5, "Input/output error")

    def flush(self) -> None:
        raise OSError(5, "Input/output error")


def test_nothing_that_is_written_to_a_closed_terminal_is_an_error() -> None:
    output = LastingOutput(Gone())
    output.write("誰も見ない")
    output.flush()


def test_what_textual_draws_on_outlasts_its_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    file: object = Gone()
    monkeypatch.setattr(sys, "__stderr__", file)
    with lasting_outputs():
        assert sys.__stderr__ is not None
        sys.__stderr__.write("誰も見ない")
        assert not sys.__stderr__.isatty()
    assert sys.__stderr__ is file
