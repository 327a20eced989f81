"""What a file dialog lists for a folder, and how a line of it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rich.cells import cell_len, set_cell_size

from data.file_listing import FolderEntry, Listing, drives, is_new_name, shown_name
from data.text import fold
from tui.paint import ELLIPSIS

Wants = Literal["file", "folder"]
Kind = Literal["this", "up", "drive", "folder", "file", "new"]

KILO = 1024


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A line of the list: what it is called, and what it leads to."""

    kind: Kind
    path: Path
    label: str
    changed: str = ""
    size: str = ""


def folder_rows(listing: Listing, typed: str, wants: Wants) -> list[FolderRow]:
    """The lines for what is typed: the ways out while nothing is, else what holds every word."""
    words = fold(typed).split()
    entries = [e for e in listing.entries if all(word in e.searched for word in words)]
    if wants == "file":
        return [*([] if words else _ways_out(listing.folder)), *map(_row, entries)]
    folders = [_row(entry) for entry in entries if entry.is_folder]
    if words:
        return [*folders, *_new_folder(listing, typed.strip())]
    this = FolderRow("this", listing.folder, "このフォルダにする")
    return [this, *_ways_out(listing.folder), *folders]


def first_choice(rows: Sequence[FolderRow]) -> int:
    """Where the cursor begins: on the newest file, else at the top."""
    return next((index for index, row in enumerate(rows) if row.kind == "file"), 0)


def _ways_out(folder: Path) -> list[FolderRow]:
    if folder.parent != folder:
        return [FolderRow("up", folder.parent, ".. 上のフォルダ")]
    return [FolderRow("drive", drive, str(drive)) for drive in drives() if drive != folder]


def _new_folder(listing: Listing, name: str) -> list[FolderRow]:
    taken = any(entry.searched == fold(name) for entry in listing.entries)
    if taken or not is_new_name(name):
        return []
    return [FolderRow("new", listing.folder / name, f"新しいフォルダ「{name}」にする")]


def _row(entry: FolderEntry) -> FolderRow:
    if entry.is_folder:
        return FolderRow("folder", entry.path, entry.name, size="フォルダ")
    changed = f"{entry.changed:%Y-%m-%d %H:%M}" if entry.changed else ""
    return FolderRow("file", entry.path, entry.name, changed, size_shown(entry.size))


def size_shown(size: int) -> str:
    """Bytes as people compare them: `1 KB`, `12.3 MB`."""
    kilobytes = -(-size // KILO)
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{size / KILO / KILO:.1f} MB"


def path_shown(path: Path, width: int) -> str:
    """At most `width` cells; a long path is cut in the middle, where it says least."""
    text = shown_name(str(path))
    if cell_len(text) <= width:
        return text
    room = max(width - len(ELLIPSIS), 0)
    head = set_cell_size(text, room // 3).rstrip()
    tail = text
    while cell_len(tail) > room - cell_len(head):
        tail = tail[1:]
    return head + ELLIPSIS + tail
