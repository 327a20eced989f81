"""Undo across sittings: what each step changed in the file, kept beside it in a journal.

A line of frames, each telling what was done and the checksum of the content that came of
it. Written before the file itself: what fits the file as it is now counts, all behind
it, whether half-written or never saved, does not. Nothing in it is ever run.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any, cast, get_args

from data.edits import Edit, ReplaceRecord
from data.generations import JOURNAL, LARGEST_CONTENT, history_folder
from data.history import Move
from data.place import Place, Step
from data.problems import EngagementFileError
from data.reading import read_engagement
from data.record import Engagement
from data.storage import append_to_file, hide, make_private_folder, write_file
from data.wrapping import OPEN, Wrapping

MOST_STEPS = 100
# Bytes on disk, above which the older half is given up.
LARGEST_JOURNAL = 2_000_000

# Bytes that are compared at once.
PIECE = 1 << 16
# Length and checksum of what follows.
_HEAD = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Splice:
    """At byte `start` of a content `new` took the place of `old`."""

    start: int
    old: bytes
    new: bytes

    def forward(self, content: bytes) -> bytes:
        return _spliced(content, self.start, self.old, self.new)

    def back(self, content: bytes) -> bytes:
        return _spliced(content, self.start, self.new, self.old)


def _spliced(content: bytes, start: int, gone: bytes, come: bytes) -> bytes:
    """Raises ValueError when it was another content."""
    end = start + len(gone)
    if content[start:end] != gone:
        raise ValueError("the content is not the one that was changed")
    return content[:start] + come + content[end:]


def splice_between(old: bytes, new: bytes) -> Splice:
    """The one piece in which two contents differ."""
    shorter = min(len(old), len(new))
    start = _same(shorter, lambda a, b: old[a:b] == new[a:b])
    ends = len(old), len(new)
    end = _same(
        shorter - start,
        lambda a, b: old[ends[0] - b : ends[0] - a] == new[ends[1] - b : ends[1] - a],
    )
    return Splice(start, old[start : len(old) - end], new[start : len(new) - end])


def _same(most: int, are_same: Callable[[int, int], bool]) -> int:
    """How many bytes, at most `most`, are the same; `are_same` compares those from a to b.

    By pieces, then by halves: that is far quicker than byte after byte.
    """
    low = 0
    while low < most and are_same(low, min(low + PIECE, most)):
        low = min(low + PIECE, most)
    high = min(low + PIECE - 1, most)
    while low < high:
        middle = (low + high + 1) // 2
        if are_same(low, middle):
            low = middle
        else:
            high = middle - 1
    return low


@dataclass(frozen=True, slots=True)
class PastStep:
    """One step of undo: what it was called, where it belongs, what it changed in turn."""

    place: Place
    label: str
    splices: tuple[Splice, ...]

    def before(self, content: bytes) -> bytes:
        for splice in reversed(self.splices):
            content = splice.back(content)
        return content

    def after(self, content: bytes) -> bytes:
        for splice in self.splices:
            content = splice.forward(content)
        return content


@dataclass(slots=True)
class PastSteps:
    """Steps that can be undone and done again, each the nearest last."""

    done: list[PastStep] = field(default_factory=list)
    undone: list[PastStep] = field(default_factory=list)

    def move(self, move: Move, step: PastStep | None) -> None:
        """Raises ValueError for a move that is not possible."""
        if move in ("undo", "redo"):
            source, target = (self.done, self.undone)[:: 1 if move == "undo" else -1]
            if not source:
                raise ValueError(f"nothing to {move}")
            target.append(source.pop())
        elif step is not None:
            self._do(step, merge=move == "merge")

    def _do(self, step: PastStep, *, merge: bool) -> None:
        self.undone.clear()
        if merge and self.done:
            step = PastStep(step.place, step.label, self.done.pop().splices + step.splices)
        self.done.append(step)


class UndoJournal:
    """The journal of one file; `begin` before the first `add` of a sitting."""

    def __init__(self, path: Path, wrapping: Wrapping = OPEN) -> None:
        self.path = history_folder(path) / JOURNAL
        self._wrapping = wrapping
        self._content = b""
        self._size = 0

    def steps(self, content: bytes) -> PastSteps:
        """What can be undone and redone from `content`; nothing if the journal is of another."""
        here = _checksum(content)
        steps, fitting = PastSteps(), 0
        frames = list(self._frames())
        for number, frame in enumerate(frames, start=1):
            if frame["at"] == here:
                fitting = number
        try:
            for frame in frames[:fitting]:
                steps.move(frame["move"], _step(frame))
        except (ValueError, KeyError, TypeError):
            return PastSteps()
        return steps

    def begin(self, content: bytes) -> None:
        """Go on from `content`; what the journal says beyond it is cut off. Raises OSError."""
        frames = [*self._frames_of(self.steps(content)), self._frame("here", at=content)]
        if not self.path.parent.is_dir():
            make_private_folder(self.path.parent)
            hide(self.path.parent)
        written = b"".join(frames)
        # After a power cut undo of earlier may be gone; waiting for the disk would hold a key back.
        write_file(self.path, written, durably=False)
        self._content, self._size = content, len(written)

    def _frames_of(self, steps: PastSteps) -> list[bytes]:
        """Everything as if it had just been done, and undone again; the oldest may be left out."""
        ahead = [self._frame("do", step) for step in steps.undone[: -MOST_STEPS - 1 : -1]]
        behind = [self._frame("do", step) for step in steps.done[-MOST_STEPS:]]
        sizes = accumulate(map(len, reversed(behind)))
        fitting = sum(size <= LARGEST_JOURNAL // 2 for size in sizes)
        undoing = [self._frame("undo")] * len(ahead)
        return behind[len(behind) - fitting :] + ahead + undoing

    def add(self, move: Move, edit: Edit, content: bytes) -> None:
        """The move by which `content` came about; raises OSError."""
        step = None
        if move in ("do", "merge"):
            splice = splice_between(self._content, content)
            step = PastStep(edit.place, edit.label, (splice,))
        frame = self._frame(move, step, at=content)
        append_to_file(self.path, frame)
        self._content, self._size = content, self._size + len(frame)
        if self._size > LARGEST_JOURNAL:
            self.begin(content)

    def wrap_anew(self, wrapping: Wrapping) -> None:
        """Put all whole entries into another wrapping, and drop what follows; raises OSError."""
        told = list(self._frames())
        self._wrapping = wrapping
        frames = b"".join(map(self._packed, told))
        if self.path.exists():
            write_file(self.path, frames)
        self._size = len(frames)

    def _frame(self, move: str, step: PastStep | None = None, at: bytes | None = None) -> bytes:
        """What is told of one move, and `at` which content it ended if that is known."""
        told: dict[str, Any] = {"move": move, "at": "" if at is None else _checksum(at)}
        if step is not None:
            told |= _told(step)
        return self._packed(told)

    def _packed(self, told: dict[str, Any]) -> bytes:
        packed = self._wrapping.wrap(zlib.compress(json.dumps(told).encode()))
        return _HEAD.pack(len(packed), zlib.crc32(packed)) + packed

    def _frames(self) -> Iterator[dict[str, Any]]:
        """All whole frames up to the first that is none."""
        try:
            rest = memoryview(self.path.read_bytes())
        except OSError:
            return
        while len(rest) >= _HEAD.size:
            length, checksum = _HEAD.unpack(rest[: _HEAD.size])
            packed = bytes(rest[_HEAD.size : _HEAD.size + length])
            if len(packed) < length or zlib.crc32(packed) != checksum:
                return
            try:
                told = json.loads(self._unpacked(packed))
            except (ValueError, zlib.error, RecursionError):
                return
            if not (isinstance(told, dict) and {"move", "at"} <= told.keys()):
                return
            yield told
            rest = rest[_HEAD.size + length :]

    def _unpacked(self, packed: bytes) -> bytes:
        return zlib.decompressobj().decompress(self._wrapping.unwrap(packed), LARGEST_CONTENT)


class EarlierSteps:
    """Walks back and forth from the content at which an engagement was opened."""

    def __init__(self, content: bytes, steps: PastSteps) -> None:
        self._steps = steps
        self._behind = self._ahead = content

    def back(self) -> tuple[Engagement, Edit] | None:
        """The record before the last step that was not yet undone, and the step."""
        if not self._steps.done:
            return None
        step = self._steps.done.pop()
        return self._taken(step, before=True)

    def forward(self) -> tuple[Engagement, Edit] | None:
        """The record after the step undone last, and the step."""
        if not self._steps.undone:
            return None
        step = self._steps.undone.pop()
        return self._taken(step, before=False)

    def _taken(self, step: PastStep, *, before: bool) -> tuple[Engagement, Edit] | None:
        try:
            content = step.before(self._behind) if before else step.after(self._ahead)
            record = read_engagement(content)
        except (ValueError, EngagementFileError):
            # Damage that no checksum showed: nothing behind it can be trusted.
            self._steps = PastSteps()
            return None
        if before:
            self._behind = content
        else:
            self._ahead = content
        return record, ReplaceRecord(record, step.place, step.label)


def _checksum(content: bytes) -> str:
    """With the length; a key waits for it, and whatever is undone is compared byte by byte."""
    return f"{len(content):x}-{zlib.crc32(content):08x}"


def _told(step: PastStep) -> dict[str, Any]:
    place = step.place
    return {
        "label": step.label,
        "place": [place.step, place.key, place.item],
        "splices": [[each.start, _text(each.old), _text(each.new)] for each in step.splices],
    }


def _step(told: dict[str, Any]) -> PastStep | None:
    """Raises ValueError, KeyError or TypeError for what no journal of ours says."""
    if "splices" not in told:
        return None
    step, key, item = map(str, told["place"])
    if step not in get_args(Step):
        raise ValueError(step)
    splices = tuple(Splice(int(at), _bytes(old), _bytes(new)) for at, old, new in told["splices"])
    return PastStep(Place(cast(Step, step), key, item), str(told["label"]), splices)


def _text(piece: bytes) -> str:
    # A piece may begin in the midst of a character.
    return piece.decode("utf-8", errors="surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogateescape")
