"""What of an engagement may still lie in clear text once its file is sealed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from data.folder import data_folder
from data.sealing import Seal, is_sealed
from data.storage import read_head, write_file


def clear_copies(path: Path) -> list[Path]:
    """The copies of the file that kikitori kept and nobody sealed, wherever it keeps some."""
    # As Session.rescue has it.
    from tempfile import gettempdir

    folders = dict.fromkeys(
        folder.absolute() for folder in (path.parent, data_folder(), Path(gettempdir()))
    )
    copies = (copy for folder in folders for copy in _copies(folder, path.name))
    return [copy for copy in copies if not is_sealed(read_head(copy))]


def _copies(folder: Path, name: str) -> Iterator[Path]:
    kept = re.compile(rf"{re.escape(name)}(\.\d+)?\.bak|\.{re.escape(name)}\.\d+\.tmp")
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return
    yield from (each for each in found if kept.fullmatch(each.name))


def seal_copies(copies: Iterable[Path], seal: Seal) -> list[Path]:
    """Seal each where it lies; those that could not be."""
    return [copy for copy in copies if not _seal_copy(copy, seal)]


def _seal_copy(copy: Path, seal: Seal) -> bool:
    try:
        write_file(copy, seal.wrap(copy.read_bytes()))
    except OSError:
        return False
    return True
