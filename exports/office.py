"""LibreOffice, where it is installed: computes a workbook anew, for comparison."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from exports.bare_book import bare_book

# The first that is found; .com is the one that waits for its work on Windows.
NAMES = ("soffice.com", "soffice", "libreoffice")
PROGRAM_FOLDERS = ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)")
IN_PROGRAM_FOLDER = Path("LibreOffice", "program", "soffice.com")
OTHER_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("/usr/lib/libreoffice/program/soffice"),
)
SECONDS = 300.0
GRACE_SECONDS = 10.0


class OfficeError(Exception):
    """LibreOffice is missing or did not do its work; the text says so to a person."""


def find_office() -> Path | None:
    """The program, from the search path or where it is usually installed."""
    named = (Path(found) for name in NAMES if (found := shutil.which(name)))
    return next(named, None) or next((place for place in _usual_places() if place.is_file()), None)


def _usual_places() -> Iterator[Path]:
    for variable in PROGRAM_FOLDERS:
        if folder := os.environ.get(variable):
            yield Path(folder) / IN_PROGRAM_FOLDER
    yield from OTHER_PLACES


def recalculate(books: Sequence[bytes], seconds: float = SECONDS) -> list[bytes]:
    """Each workbook as LibreOffice computes it from nothing but its formulas and entries.

    Everything happens in a private folder that is gone afterwards. Raises `OfficeError`,
    `NotAWorkbookError` and `ReachesOutError`.
    """
    program = find_office()
    if program is None:
        raise OfficeError("LibreOfficeが見つかりません")
    bare = [bare_book(content) for content in books]
    with tempfile.TemporaryDirectory(prefix="kikitori-", ignore_cleanup_errors=True) as name:
        return _converted(program, bare, Path(name), seconds)


def _converted(program: Path, books: list[bytes], folder: Path, seconds: float) -> list[bytes]:
    source, target = folder / "in", folder / "out"
    source.mkdir()
    paths = [source / f"{number}.xlsx" for number in range(len(books))]
    for path, content in zip(paths, books, strict=True):
        path.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    how = [profile, "--headless", "--norestore", "--convert-to", "xlsx", "--outdir", str(target)]
    _run([str(program), *how, *map(str, paths)], folder, seconds)
    try:
        return [(target / path.name).read_bytes() for path in paths]
    except OSError as error:
        raise OfficeError("LibreOfficeがブックを計算できませんでした") from error


def _run(command: list[str], folder: Path, seconds: float) -> None:
    none = subprocess.DEVNULL
    # What it writes for itself goes with the folder too.
    own = os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    try:
        process = subprocess.Popen(
            command, cwd=folder, env=own, stdin=none, stdout=none, stderr=none
        )
    except OSError as error:
        raise OfficeError("LibreOfficeを起動できませんでした") from error
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise OfficeError("LibreOfficeの計算が終わりませんでした") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Asked first: LibreOffice is a starter and a worker, and a starter killed leaves the other."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
