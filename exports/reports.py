"""The reports a firm takes away: which there are, how their files are called, writing them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from data.record import Engagement
from data.storage import make_folder
from exports.books import write_beside
from exports.file_names import dated_name, name_head

if TYPE_CHECKING:
    from exports.book_import import Progress
    from exports.report.document import Document

TITLE = "報告書"
# In the names of files that say nothing of the firm.
WITHOUT_NAME = "社名なし"


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One report: `with_names` False leaves out whatever names somebody or something."""

    with_names: bool = True

    @property
    def title(self) -> str:
        return TITLE if self.with_names else f"{TITLE}（名前を伏せる）"

    def path(self, folder: Path, firm: str, today: date, ending: str) -> Path:
        """`folder/報告書_FIRM_20261120.docx`, for one."""
        return folder / dated_name(TITLE, firm if self.with_names else WITHOUT_NAME, today, ending)

    def document(self, record: Engagement, today: date) -> Document:
        """What it says, for either writer."""
        from exports.report.content import final_report
        from exports.report.without_names import without_names

        return final_report(record if self.with_names else without_names(record), today)


def reports_of(record: Engagement) -> tuple[ReportKind, ...]:
    """Those that can be written now."""
    return ReportKind(), ReportKind(with_names=False)


# python-docx costs more than a tenth of a second to import: only those who export pay.
def _word(document: Document, today: date) -> bytes:
    from exports.report.word_file import word_file

    return word_file(document, today)


def _page(document: Document, today: date) -> bytes:
    from exports.report.html_page import html_page

    return html_page(document)


WRITERS: dict[str, tuple[str, Callable[[Document, date], bytes]]] = {
    ".docx": ("Word", _word),
    ".html": ("HTML", _page),
}


def write_report(
    record: Engagement,
    folder: Path,
    kind: ReportKind,
    today: date,
    progress: Progress = lambda done, total, name: None,
) -> list[Path]:
    """Write one report in each of its forms into `folder` (made if need be) and give their paths.

    `progress` hears of each form before it is made. Files appear as `write_beside` says;
    raises OSError when one cannot be written.
    """
    document = kind.document(record, today)
    contents: dict[str, bytes] = {}
    for done, (ending, (name, write)) in enumerate(WRITERS.items()):
        progress(done, len(WRITERS), name)
        contents[ending] = write(document, today)
    make_folder(folder)
    return [
        write_beside(kind.path(folder, record.firm.name, today, ending), content)
        for ending, content in contents.items()
    ]


def written_reports(folders: Iterable[Path], firm: str) -> list[Path]:
    """The reports of a firm, of any day, that lie in these folders and name it."""
    head = name_head(TITLE, firm)
    found: list[Path] = []
    for folder in folders:
        with contextlib.suppress(OSError):
            named = (path for path in folder.iterdir() if path.suffix in WRITERS)
            found += sorted(path for path in named if path.name.startswith(head))
    return found
