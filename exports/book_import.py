"""Books that come back: what they say, as a record, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from data.record import Engagement

# done, of how many, what is being read now
Progress = Callable[[int, int, str], None]


class UnreadableBookError(Exception):
    """A book that cannot be taken over at all; its text says which and why, to a person."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{name}：{reason}")


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that could not be read; the rest came in. `cell` is empty for a whole sheet."""

    book: str
    sheet: str
    cell: str
    text: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        shown = f" 「{self.text}」" if self.text else ""
        return f"{self.book} {place}{shown}：{self.reason}"


@dataclass(frozen=True, slots=True)
class BookImport:
    """What one book says; fields it does not speak of are absent in `record`.

    Assets and services whose book gives no number have the id "".
    `sheets` are the sheets that were understood.
    """

    name: str
    record: Engagement
    sheets: tuple[str, ...]
    unread: tuple[Unread, ...]


def read_books(
    paths: Sequence[Path], progress: Progress = lambda done, total, name: None
) -> list[BookImport]:
    """What each file (.xlsx, .xlsm, .csv, .tsv, .txt) says, in the order given.

    Raises `UnreadableBookError` for the first that cannot be taken over, so that
    nothing of a call is taken over by halves. Nothing is written anywhere.
    """
    # What reads workbooks costs more to import than a result to compute.
    from exports.readers.books import read_book

    return [read_book(path, partial(progress, done, len(paths))) for done, path in enumerate(paths)]
