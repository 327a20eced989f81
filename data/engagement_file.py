"""An engagement file, read for whoever only looks: results, checks, exports."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from data.problems import DamagedFileError, EngagementFileError
from data.reading import read_engagement
from data.record import Engagement
from data.sealing import NO_SEAL, Seal, SealedError, check_parts, is_sealed, open_seal
from data.storage import read_file

# Opens the seal of a sealed file, given its path and content, or raises `EngagementFileError`.
Unlock = Callable[[Path, bytes], Seal]


def refuse(path: Path, content: bytes) -> Seal:
    """Opens no sealed file; raises `SealedError`."""
    raise SealedError(path)


def load_engagement(path: Path, unlock: Unlock = refuse) -> Engagement:
    """The record in a file; raises `EngagementFileError` naming the file and every problem."""
    content = read_file(path)
    return parse_engagement(path, clear_content(path, content, seal_of(path, content, unlock)))


def seal_of(path: Path, content: bytes, unlock: Unlock) -> Seal:
    """What stands between an engagement and its disk; raises `EngagementFileError`.

    Nobody is asked for the passphrase of a file that no passphrase opens.
    """
    if not is_sealed(content):
        return NO_SEAL
    with _named(path):
        check_parts(content)
    return unlock(path, content)


def open_sealed(path: Path, content: bytes, passphrase: str) -> Seal:
    """The seal of what was read from `path`; takes about a second.

    Raises `WrongPassphraseError`, and `EngagementFileError` where no passphrase helps.
    """
    with _named(path):
        return open_seal(content, passphrase)


def clear_content(path: Path, content: bytes, seal: Seal) -> bytes:
    """The TOML in what was read from `path`; raises `EngagementFileError`."""
    with _named(path):
        return seal.unwrap(content)


def parse_engagement(path: Path, content: bytes) -> Engagement:
    """The record that `content`, read from `path`, holds; raises `EngagementFileError`."""
    with _named(path):
        return _read(content)


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """What is wrong with a content is told of its file."""
    try:
        yield
    except DamagedFileError as error:
        raise DamagedFileError(path, error.problems) from None
    except EngagementFileError as error:
        raise EngagementFileError(path, error.problems) from None


# The command line reads a file before the screen opens it: ten thousand rows are read once.
@lru_cache(maxsize=1)
def _read(content: bytes) -> Engagement:
    return read_engagement(content)
