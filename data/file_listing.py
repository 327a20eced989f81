"""What stands in a folder, and which files a typed or dropped text means."""

from __future__ import annotations

import os
import re
import shlex
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from errno import ENOENT
from pathlib import Path
from threading import Thread

from data.file_names import FORBIDDEN, is_device
from data.harmless import STEERING
from data.text import fold

# What Office programs lay beside a book that is open.
_OPEN_BOOK = "~$"
_TYPED_PATH = re.compile(r"""["']?(?:[\\/~]|[A-Za-z]:|file:)""", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]+)"')
_DRIVE_OF_ADDRESS = re.compile(r"/[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """A folder or a file; `name` can be shown, `searched` is its folded form, `size` in bytes."""

    path: Path
    name: str
    searched: str
    is_folder: bool
    changed: datetime | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """Folders by name, then files, newest first. Hidden ones are left out."""

    folder: Path
    entries: tuple[FolderEntry, ...]


class LookingAt:
    """Looks at a path aside: a network drive that does not answer must stop no key."""

    def __init__(self, path: Path, endings: Sequence[str]) -> None:
        self.path = path
        self._seen: Path | Listing | OSError | None = None
        # Nobody waits for it when the program ends.
        self._thread = Thread(target=self._look, args=(endings,), daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Whether the answer is there, after that time at most."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    @property
    def seen(self) -> Path | Listing:
        """A folder's listing, or the path of a file; raises OSError when it is neither."""
        if isinstance(self._seen, Path | Listing):
            return self._seen
        raise self._seen or OSError(str(self.path))

    def _look(self, endings: Sequence[str]) -> None:
        try:
            self._seen = look_at(self.path, endings)
        except OSError as error:
            self._seen = error
        except (RuntimeError, ValueError):
            # A home folder of nobody, a text that no system takes for a name.
            self._seen = FileNotFoundError(ENOENT, "no such place", str(self.path))


def look_at(path: Path, endings: Sequence[str]) -> Path | Listing:
    """The listing of a folder, or the path of a file; raises OSError when it is neither."""
    place = Path(os.path.normpath(path.expanduser().absolute()))
    return list_folder(place, endings) if stat.S_ISDIR(place.stat().st_mode) else place


def list_folder(folder: Path, endings: Sequence[str]) -> Listing:
    """Its folders, and its files with one of `endings` (as `.xlsx`); raises OSError."""
    with os.scandir(folder) as found:
        entries = [each for entry in found if (each := _entry(entry, endings))]
    folders = sorted((e for e in entries if e.is_folder), key=lambda e: e.searched)
    files = sorted((e for e in entries if not e.is_folder), key=_newest_first)
    return Listing(folder, (*folders, *files))


def _newest_first(entry: FolderEntry) -> tuple[float, str]:
    return (-entry.changed.timestamp() if entry.changed else 0.0), entry.searched


def _entry(entry: os.DirEntry[str], endings: Sequence[str]) -> FolderEntry | None:
    """None for what is not to be shown, or is gone meanwhile."""
    try:
        is_folder = entry.is_dir()
        wanted = is_folder or entry.name.lower().endswith(tuple(endings))
        if entry.name.startswith((".", _OPEN_BOOK)) or not wanted:
            return None
        status = entry.stat()
    except OSError:
        return None
    if getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN:
        return None
    name, path = shown_name(entry.name), Path(entry.path)
    if is_folder:
        return FolderEntry(path, name, fold(name), True)
    return FolderEntry(path, name, fold(name), False, _time(status), status.st_size)


def _time(status: os.stat_result) -> datetime | None:
    """None for a time beyond what the calendar holds."""
    try:
        return datetime.fromtimestamp(status.st_mtime)
    except (OverflowError, OSError, ValueError):
        return None


def shown_name(name: str) -> str:
    """A name as it can be shown: letters and their marks in one, no broken code."""
    whole = name.encode("utf-8", errors="replace").decode("utf-8")
    return unicodedata.normalize("NFC", whole)


def drives() -> list[Path]:
    """The drives of a Windows computer; empty elsewhere and before Python 3.12."""
    listed = getattr(os, "listdrives", None)
    try:
        return [Path(drive) for drive in listed()] if listed else []
    except OSError:
        return []


def is_new_name(text: str) -> bool:
    """Whether a folder could be called so, on any system."""
    if not text.strip(" .") or text.endswith((" ", ".")) or is_device(text):
        return False
    return not STEERING.search(text) and not FORBIDDEN.intersection(text)


def looks_like_path(text: str) -> bool:
    """Whether a text names a place from the root, from the home folder, or as an address."""
    return bool(_TYPED_PATH.match(text.strip()))


def typed_paths(text: str) -> list[Path]:
    """The paths a text means: typed, or as terminals paste files that are dropped on them.

    Quoted with " or ', with spaces behind a backslash, as `file://` addresses; several
    beside each other. A path that holds bare spaces counts as one path.
    """
    plain = text.strip()
    quoted = _QUOTED.findall(plain)
    if quoted and not _QUOTED.sub("", plain).strip():
        return [_path(each) for each in quoted]
    pieces = list(_pieces(plain))
    if pieces and all(looks_like_path(piece) for piece in pieces):
        return [_path(piece) for piece in pieces]
    whole = plain.strip("\"'")
    return [_path(whole)] if whole else []


def _pieces(text: str) -> Iterator[str]:
    """As a Unix shell would take it apart; on Windows a backslash is no escape."""
    if re.match(r"[\\\"]|[A-Za-z]:", text):
        yield from (quoted or bare for quoted, bare in re.findall(r'"([^"]+)"|([^\s"]+)', text))
        return
    try:
        yield from shlex.split(text)
    except ValueError:
        yield text


def _path(text: str) -> Path:
    if not text.lower().startswith("file:"):
        return Path(text)
    # Only who drops an address pays for it.
    from urllib.parse import unquote, urlsplit

    address = urlsplit(text)
    place = unquote(address.path)
    if address.netloc not in ("", "localhost"):
        return Path(f"//{address.netloc}{place}")
    return Path(place[1:] if _DRIVE_OF_ADDRESS.match(place) else place)
