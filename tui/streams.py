"""What the command line writes: payloads to stdout, words for people to stderr."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from data.harmless import visible
from data.problems import reason_of


class WrongUsageError(Exception):
    """The call itself is wrong; the message says how to call."""


class BadInputError(Exception):
    """A file is at fault; the message names it and what to do."""


def make_streams_safe() -> None:
    """No character of a file may stop the output, whatever code page the console has."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            native = stream.isatty() and takes_japanese(stream.encoding)
            encoding = stream.encoding if native else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def takes_japanese(encoding: str) -> bool:
    """Whether a code page has the letters of our own sentences."""
    try:
        "聞き取り".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def in_terminal() -> bool:
    """Whether a person sits at both ends."""
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout))


class LastingOutput:
    """An output whose terminal may go: what writes to it goes on, and nobody hears.

    Textual's writer would die of it, and whatever waits for the writer wait for ever.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextlib.contextmanager
def lasting_outputs() -> Iterator[None]:
    """Meanwhile the outputs that Textual draws on outlast their terminal."""
    outputs = {name: getattr(sys, name) for name in ("__stdout__", "__stderr__")}
    for name, file in outputs.items():
        setattr(sys, name, file and LastingOutput(file))
    try:
        yield
    finally:
        for name, file in outputs.items():
            setattr(sys, name, file)


def when_ended(leave: Callable[..., object]) -> None:
    """Call `leave` when asked to end, also by the window that was closed.

    What whoever started the program keeps from it is left so.
    """
    import signal

    # SIGHUP is known to POSIX alone, SIGBREAK to Windows, where closing the window raises it.
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        ended = signal.Signals.__members__.get(name)
        if ended and signal.getsignal(ended) is not signal.SIG_IGN:
            signal.signal(ended, leave)


def interrupt(*_: object) -> None:
    """End as Ctrl+C does."""
    raise KeyboardInterrupt


def put(payload: str) -> None:
    """Write to stdout at once, so that a failure is met here and not at exit.

    A terminal gets nothing that could steer it; a file or a pipe gets every sign as it is.
    """
    shown = visible(payload) if sys.stdout and sys.stdout.isatty() else payload
    try:
        print(shown, flush=True)
    except OSError as error:
        _close_stdout()
        # The reader of a pipe has had enough; Windows calls it an invalid argument.
        if error.errno in (errno.EPIPE, errno.EINVAL):
            raise SystemExit(0) from None
        raise BadInputError(f"出力先に書けません（{reason_of(error)}）") from None


def _close_stdout() -> None:
    """What is still buffered would fail again, loudly, when Python shuts down."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def tell(message: str) -> None:
    """Say something to the person; nothing in it can steer the terminal."""
    print(visible(message), file=sys.stderr)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """What the system refuses to write becomes a sentence about `path`."""
    try:
        yield
    except OSError as error:
        # filename is the temporary neighbour, filename2 the file that was meant.
        where = error.filename2 or path
        why = reason_of(error)
        raise BadInputError(f"{where}：書けません（{why}）。-o で別の場所を指定できます") from None
