"""Where an engagement goes on being saved when its own file cannot be written, or may not be."""

from __future__ import annotations

import errno
from pathlib import Path

from data.storage import device_of, fingerprint

CONTINUED = "（この画面の続き）"


def path_beside(path: Path) -> Path:
    """A name that no file has, beside a file which another program changed."""
    number = 1
    while True:
        name = f"{path.stem}{CONTINUED}{'' if number == 1 else number}{path.suffix}"
        beside = path.with_name(name)
        if fingerprint(beside) is None:
            return beside
        number += 1


def path_in(folder: Path, path: Path) -> Path:
    """The file's name in another folder, numbered where one has it already."""
    number, found = 1, folder / path.name
    while fingerprint(found) is not None:
        number += 1
        found = folder / f"{path.stem}_{number}{path.suffix}"
    return found


def need_folder(path: Path, device: int | None) -> None:
    """Raises OSError when the folder is gone, or when a disk is no longer where it was.

    `device` is what the folder was on: where a memory stick was pulled out, an empty folder may
    still stand in its place, and nothing shall be written there.
    """
    now = device_of(path.parent)
    if now is None or (now != device and fingerprint(path) is None):
        raise OSError(errno.ENOENT, "保存先が見つかりません（USBメモリなど）")
