"""Where engagements live, and what their files are called."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from data.file_names import is_device, safe_part
from data.sealing import is_sealed
from data.storage import read_head

HOME_VARIABLE = "KIKITORI_HOME"
NAMELESS = "聞き取り"


def data_folder() -> Path:
    """The folder the home screen lists; it may not exist yet.

    `KIKITORI_HOME` if set, else `kikitori` in the user's documents, where a
    person finds it without a terminal.
    """
    if home := os.environ.get(HOME_VARIABLE):
        return Path(home)
    # Only the home screen asks, and the commands shall not pay for it.
    from platformdirs import user_documents_path

    return user_documents_path() / "kikitori"


def engagement_files() -> list[Path]:
    """The engagements in the data folder, newest first; empty when there is no such folder."""
    found = sorted(_engagements(data_folder()), key=lambda file: (-file[0], file[1].name))
    return [path for _, path in found]


def _engagements(folder: Path) -> Iterator[tuple[int, Path]]:
    """Time of the last change in ns, and path."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        hidden = entry.name.startswith(".")
        if not hidden and entry.name.lower().endswith(".toml") and entry.is_file():
            try:
                yield entry.stat().st_mtime_ns, Path(entry.path)
            except OSError:
                continue


def sealed_among(paths: Iterable[Path]) -> frozenset[Path]:
    """Those that ask for a passphrase, as far as it can be told without fetching them."""
    return frozenset(path for path in paths if is_sealed(read_head(path)))


def free_path(firm_name: str, today: date, folder: Path | None = None) -> Path:
    """A path that no file has: `FIRM_2026-11-20.toml`, numbered when taken.

    It lies in `folder`, or else in the data folder.
    """
    stem = f"{_first_part(firm_name) or NAMELESS}_{today.isoformat()}"
    path = (data_folder() if folder is None else folder) / f"{stem}.toml"
    number = 1
    while os.path.lexists(path):
        number += 1
        path = path.with_name(f"{stem}_{number}.toml")
    return path


def _first_part(firm_name: str) -> str:
    """Nothing that Windows takes for a device, a shell for an option, or Office for its own."""
    safe = safe_part(firm_name).lstrip("-~ ._")
    return f"_{safe}" if is_device(safe) else safe


def sample_content() -> bytes:
    """The bundled sample firm, as a file's content."""
    from importlib import resources

    return (resources.files("data") / "sample.toml").read_bytes()


def sample_path() -> Path:
    """Where the interview keeps its copy of the sample firm."""
    return data_folder() / "見本の会社.toml"
