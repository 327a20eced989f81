"""Earlier states of an engagement, each the whole content of its file, kept beside it.

They lie in a hidden folder `.NAME.toml.history`, numbered; the numbers give the order,
for clocks are set back. Only what bears such a name is read or ever deleted.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.storage import hide, make_private_folder, write_file
from data.thinning import Stamp, to_drop
from data.wrapping import OPEN, Wrapping

_NAME = re.compile(r"(\d{6,9})-(\d{8}T\d{6}Z)\.generation")
JOURNAL = "undo.journal"
# What a killed process left of a generation, or of the journal of undo.
_HALF_WRITTEN = re.compile(rf"\.({_NAME.pattern}|{re.escape(JOURNAL)})\.\d+\.tmp")
_TIME = "%Y%m%dT%H%M%SZ"

# Far more than any engagement; a damaged file must not fill the memory.
LARGEST_CONTENT = 500_000_000


class DamagedGenerationError(Exception):
    """What was kept cannot be read back."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One earlier state: `number` from 1, `taken` in UTC, `size` in bytes as it lies there."""

    number: int
    taken: datetime
    size: int
    path: Path


def history_folder(path: Path) -> Path:
    """Where the past of the engagement at `path` is kept; it may not exist."""
    return path.with_name(f".{path.name}.history")


class Generations:
    """The earlier states of one file; only who holds its lock may keep new ones."""

    def __init__(self, path: Path, wrapping: Wrapping = OPEN) -> None:
        self.folder = history_folder(path)
        self._wrapping = wrapping

    def all(self) -> list[Generation]:
        """From the oldest to the newest; empty without a folder, OSError if it is not readable."""
        try:
            found = [each for entry in self.folder.iterdir() if (each := _generation(entry))]
        except FileNotFoundError:
            return []
        return sorted(found, key=lambda each: (each.number, each.taken))

    def content(self, generation: Generation) -> bytes:
        """The file's content as it was; raises `DamagedGenerationError` or OSError."""
        import zlib

        try:
            packed = self._wrapping.unwrap(generation.path.read_bytes())
            unpacking = zlib.decompressobj()
            content = unpacking.decompress(packed, LARGEST_CONTENT)
        except (ValueError, zlib.error) as error:
            raise DamagedGenerationError(str(generation.path)) from error
        if not unpacking.eof:
            raise DamagedGenerationError(str(generation.path))
        return content

    def keep(self, content: bytes, now: datetime) -> Generation:
        """Keep `content` as the newest, unless the newest holds it already; raises OSError."""
        kept = self.all()
        if kept and self._holds(kept[-1], content):
            return kept[-1]
        self._make_folder()
        number = kept[-1].number + 1 if kept else 1
        made = self._write(number, content, now)
        self._thin([*kept, made], now)
        return made

    def wrap_anew(self, wrapping: Wrapping) -> list[Path]:
        """Put all states into another wrapping; those that cannot be read stay, and are named.

        Raises OSError; some are then in the new wrapping already.
        """
        left: list[Path] = []
        for generation in self.all():
            try:
                content = self.content(generation)
            except DamagedGenerationError:
                left.append(generation.path)
            else:
                write_file(generation.path, _packed(content, wrapping))
        self._wrapping = wrapping
        return left

    def _holds(self, generation: Generation, content: bytes) -> bool:
        try:
            return self.content(generation) == content
        except DamagedGenerationError:
            return False

    def _make_folder(self) -> None:
        if not self.folder.is_dir():
            make_private_folder(self.folder)
            hide(self.folder)

    def _write(self, number: int, content: bytes, now: datetime) -> Generation:
        taken = now.astimezone(UTC).replace(microsecond=0)
        packed = _packed(content, self._wrapping)
        # Python pads no year of a clock gone astray.
        named = f"{taken.year:04}{taken:%m%dT%H%M%SZ}"
        path = self.folder / f"{number:06}-{named}.generation"
        write_file(path, packed)
        return Generation(number, taken, len(packed), path)

    def _thin(self, kept: list[Generation], now: datetime) -> None:
        stamps = [Stamp(each.number, each.taken.timestamp(), each.size) for each in kept]
        dropped = to_drop(stamps, now.timestamp())
        gone = [each.path for each in kept if each.number in dropped]
        for path in (*gone, *self._half_written()):
            # One that another program holds open goes the next time.
            with contextlib.suppress(OSError):
                path.unlink()

    def _half_written(self) -> Iterator[Path]:
        return (path for path in self.folder.iterdir() if _HALF_WRITTEN.fullmatch(path.name))


def _packed(content: bytes, wrapping: Wrapping) -> bytes:
    import zlib

    return wrapping.wrap(zlib.compress(content))


def _generation(path: Path) -> Generation | None:
    """None for what is no generation, or is gone meanwhile."""
    named = _NAME.fullmatch(path.name)
    if named is None:
        return None
    try:
        taken = datetime.strptime(named[2], _TIME).replace(tzinfo=UTC)
        return Generation(int(named[1]), taken, path.stat().st_size, path)
    except (ValueError, OSError):
        return None
