"""An engagement file, read for whoever only looks: results, checks, exports."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from data.problems import DamagedFileError, EngagementFileError
from data.reading import read_engagement
from data.record import Engagement
from data.storage import read_file


def load_engagement(path: Path) -> Engagement:
    """The record in a file; raises `EngagementFileError` naming the file and every problem."""
    return parse_engagement(path, read_file(path))


def parse_engagement(path: Path, content: bytes) -> Engagement:
    """The record that `content`, read from `path`, holds; raises `EngagementFileError`."""
    try:
        return _read(content)
    except DamagedFileError as error:
        raise DamagedFileError(path, error.problems) from None
    except EngagementFileError as error:
        raise EngagementFileError(path, error.problems) from None


# The command line reads a file before the screen opens it: ten thousand rows are read once.
@lru_cache(maxsize=1)
def _read(content: bytes) -> Engagement:
    return read_engagement(content)
