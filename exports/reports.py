"""The reports a firm takes away: which there are, how their files are called, writing them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from data.record import VISITS, Engagement
from data.storage import make_folder
from exports.books import write_beside
from exports.file_names import dated_name, name_head

if TYPE_CHECKING:
    from exports.book_import import Progress
    from exports.report.document import Document

TITLE = "報告書"
VISIT_TITLE = "訪問報告書"
# In the names of files that say nothing of the firm.
WITHOUT_NAME = "社名なし"


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One report: of everything, or of one visit (1..3).

    `with_names` False leaves out whatever names somebody or something.
    """

    visit: int | None = None
    with_names: bool = True

    @property
    def title(self) -> str:
        return _title(self.visit, " ")

    def path(self, folder: Path, firm: str, today: date, ending: str) -> Path:
        """`folder/訪問報告書_第1回_FIRM_20261120.docx`, for one."""
        named = firm if self.with_names else WITHOUT_NAME
        return folder / dated_name(_title(self.visit, "_"), named, today, ending)

    def document(self, record: Engagement, today: date) -> Document:
        """What it says, for either writer."""
        from exports.report.content import final_report, visit_report
        from exports.report.without_names import without_names

        shown = record if self.with_names else without_names(record)
        return visit_report(shown, self.visit, today) if self.visit else final_report(shown, today)


def _title(visit: int | None, between: str) -> str:
    """「報告書」「訪問報告書_第1回」."""
    from data.visits import visit_title

    return f"{VISIT_TITLE}{between}{visit_title(visit)}" if visit else TITLE


def visits_to_report(record: Engagement) -> tuple[int, ...]:
    """The visits of which something is known."""
    given = {each.visit for each in record.homework}
    known = (record.visits, record.baselines, given)
    return tuple(visit for visit in VISITS if any(visit in each for each in known))


def reports_of(record: Engagement, with_names: bool = True) -> tuple[ReportKind, ...]:
    """Those that can be written now."""
    visits = (None, *visits_to_report(record))
    return tuple(ReportKind(visit, with_names) for visit in visits)


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
    heads = tuple(name_head(_title(visit, "_"), firm) for visit in (None, *VISITS))
    found: list[Path] = []
    for folder in folders:
        with contextlib.suppress(OSError):
            named = (path for path in folder.iterdir() if path.suffix in WRITERS)
            found += sorted(path for path in named if path.name.startswith(heads))
    return found
