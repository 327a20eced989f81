"""The workbooks a firm takes away: which there are, how their files are called, writing them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, cast

from data.record import Engagement
from data.storage import make_folder, write_new_file
from exports.arrangement import AS_WRITTEN, Arrangement
from exports.file_names import dated_name, name_head

if TYPE_CHECKING:
    from exports.book_import import Progress

ENDING = ".xlsx"


@dataclass(frozen=True, slots=True)
class BookKind:
    """One workbook; its writer is imported only when it is called."""

    key: str
    title: str
    writer: str

    def content(
        self, record: Engagement, today: date, arrangement: Arrangement = AS_WRITTEN
    ) -> bytes:
        """The workbook's bytes, with the entries of its ledger where `arrangement` has them."""
        # XlsxWriter costs a tenth of a second to import: only those who export pay.
        module, _, name = self.writer.partition(":")
        return cast(bytes, getattr(import_module(module), name)(record, today, arrangement))


BOOKS: Mapping[str, BookKind] = {
    kind.key: kind
    for kind in (
        BookKind("self-check", "自社診断", "exports.self_check_book:self_check_book"),
        BookKind("risk", "リスク分析シート", "exports.risk_book:risk_book"),
        BookKind("cloud", "クラウドサービス台帳", "exports.cloud_book:cloud_book"),
    )
}


def book_path(folder: Path, key: str, firm: str, today: date) -> Path:
    """`folder/リスク分析シート_FIRM_20261120.xlsx`; KeyError for a book that does not exist."""
    return folder / dated_name(BOOKS[key].title, firm, today, ENDING)


def written_books(folders: Iterable[Path], firm: str) -> list[Path]:
    """The books of a firm, of any day, that lie in these folders."""
    heads = tuple(name_head(kind.title, firm) for kind in BOOKS.values())
    found: list[Path] = []
    for folder in folders:
        with contextlib.suppress(OSError):
            found += sorted(p for p in folder.glob(f"*{ENDING}") if p.name.startswith(heads))
    return found


def write_books(
    record: Engagement,
    folder: Path,
    keys: Sequence[str],
    today: date,
    progress: Progress = lambda done, total, name: None,
) -> list[Path]:
    """Write the books of `keys` into `folder` (made if need be) and give their paths.

    `progress` hears of each book before it is made.
    Each file appears whole or not at all, and never in the place of another one: what
    holds the same already is left as it is, beside anything else a book gets a number,
    `リスク分析シート_FIRM_20261120（2）.xlsx`. Raises KeyError for an unknown key, before
    anything is written, and OSError when a file cannot be written.
    """
    paths = {key: book_path(folder, key, record.firm.name, today) for key in keys}
    contents: dict[str, bytes] = {}
    for done, key in enumerate(keys):
        progress(done, len(keys), BOOKS[key].title)
        contents[key] = BOOKS[key].content(record, today)
    make_folder(folder)
    return [write_beside(path, contents[key]) for key, path in paths.items()]


def write_beside(path: Path, content: bytes) -> Path:
    """Where the content lies now: at `path`, or under a number beside what is there."""
    return next(
        book for book in numbered(path) if _holds(book, content) or write_new_file(book, content)
    )


def numbered(path: Path) -> Iterator[Path]:
    """The names a book may have, one after the other."""
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem}（{number}）{path.suffix}")


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file has that content; one that cannot be read is taken for another."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False
