"""Bringing an earlier state back into its file, or into another one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.file_lock import lock_file
from data.generations import DamagedGenerationError, Generation, Generations
from data.problems import EngagementFileError, Problem, reason_of
from data.storage import make_folder, read_file, write_file
from data.timeline import DAMAGED, with_number
from data.wrapping import OPEN, Wrapping


@dataclass(frozen=True, slots=True)
class Restored:
    """`generation` is in the file again; `before` holds what was there, None without a file.

    `is_same`: the file held it already, and nothing was done.
    """

    generation: Generation
    before: Generation | None = None
    is_same: bool = False


def restore(path: Path, number: int, wrapping: Wrapping = OPEN) -> Restored:
    """Bring state `number` back into the file; what was there becomes the newest state.

    Raises `EngagementFileError` when there is no such state, it is damaged, or the file is
    open in another window, OSError when the present state cannot be kept or the file not
    written; the file is then as it was.
    """
    path = path.resolve() if path.is_symlink() else path
    kept = Generations(path, wrapping)
    generation, content = _found(path, kept, number)
    lock = lock_file(path)
    try:
        present = present_content(path, wrapping)
        if present == content:
            return Restored(generation, is_same=True)
        before = None if present is None else kept.keep(present, datetime.now(UTC))
        write_file(path, wrapping.wrap(content))
    finally:
        lock.release()
    return Restored(generation, before)


def take_out(path: Path, number: int, target: Path, wrapping: Wrapping = OPEN) -> Generation:
    """Write state `number` to another file, which must not exist; `path` stays as it is.

    Raises `EngagementFileError` as `restore` does, or when there is such a file, OSError
    when it cannot be written.
    """
    path = path.resolve() if path.is_symlink() else path
    generation, content = _found(path, Generations(path, wrapping), number)
    if os.path.lexists(target):
        raise _refusal(target, "すでにあります。-o で別の名前を指定してください")
    make_folder(target.parent)
    write_file(target, wrapping.wrap(content))
    return generation


def _found(path: Path, kept: Generations, number: int) -> tuple[Generation, bytes]:
    try:
        generation = with_number(kept.all(), number)
        if generation is not None:
            return generation, kept.content(generation)
    except DamagedGenerationError:
        raise _refusal(path, f"{number}番の状態は{DAMAGED}。ほかの番号を選んでください") from None
    except OSError as error:
        raise _refusal(kept.folder, f"読めません（{reason_of(error)}）") from None
    raise _refusal(path, f"{number}番の状態はありません。kikitori history で番号を確かめてください")


def present_content(path: Path, wrapping: Wrapping) -> bytes | None:
    """What the file holds, as it lies there if it is damaged; None when there is none."""
    if not path.exists():
        return None
    content = read_file(path)
    try:
        return wrapping.unwrap(content)
    except ValueError:
        return content


def _refusal(path: Path, why: str) -> EngagementFileError:
    return EngagementFileError(path, (Problem(why),))
