"""Taking workbooks over: which, what they say, and what is to become of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from textual.content import Content

from data.comparison import Difference, Take
from data.edits import ImportBooks
from data.folder import data_folder
from data.place_names import STEP_TITLES
from data.problems import reason_of
from data.progress import progress
from data.record import Engagement, EngagementInfo, Firm, SelfCheck
from exports import book_import
from exports.book_import import BookImport, UnreadableBookError
from exports.merged_books import TAKE_LABELS, MergedBooks, merge_books
from exports.readers.books import BOOK_ENDINGS
from screens.report_lines import heading, indented_flow, unread_lines
from screens.step import StepScreen
from tui.interview import Interview
from tui.paint import Lines, flow, listed, prose
from tui.slow_work import begin_aside, done_aside
from tui.widgets.file_dialog import FileDialog
from tui.widgets.report import UNDERSTOOD, Report

FAILED = "取り込めませんでした"
TAKEN_OVER = "取り込みました。^Z で戻せます"
UNCHANGED = "変わったところはありません"
OURS: Take = "ours"
THEIRS: Take = "theirs"


class BookImporting:
    """One import, from the question which files to the record made of both.

    `into_new`: what the files say begins an engagement of its own.
    """

    def __init__(self, app: Interview, into_new: bool) -> None:
        self.app = app
        self.into_new = into_new

    @property
    def _ours(self) -> Engagement:
        return Engagement() if self.into_new else self.app.session.record

    def ask(self) -> None:
        beside = data_folder() if self.into_new else self.app.session.path.absolute().parent
        folder = self.app.books_folder or beside
        dialog = FileDialog("取り込むファイル", folder, BOOK_ENDINGS, several=True)
        self.app.push_screen(dialog, self._chosen)

    def _chosen(self, paths: list[Path] | None) -> None:
        if paths:
            self.app.books_folder = paths[0].parent
            begin_aside(self.app, partial(self._read, paths))

    async def _read(self, paths: Sequence[Path]) -> None:
        read = partial(book_import.read_books, paths)
        try:
            books = await done_aside(self.app, "読んでいます", read, may_stop=True)
            merged = merge_books(self._ours, books, OURS) if books else None
        except UnreadableBookError as error:
            self.app.tell(FAILED, str(error))
        except OSError as error:
            self.app.tell(FAILED, reason_of(error))
        except Exception as error:  # a book that fails must not end the interview
            self.app.tell(FAILED, f"思わぬ誤りです（{type(error).__name__}）。何も変えていません。")
        else:
            if books and merged:
                report = import_report(merged, self._ours, into_new=self.into_new)
                self.app.push_screen(report, partial(self._take_over, books))

    def _take_over(self, books: Sequence[BookImport], answer: str | None) -> None:
        """Merged anew: an answer may have come in since the books were read."""
        if answer not in (OURS, THEIRS):
            return
        if self.into_new and not self.app.start_new(_firm_name(books)):
            return
        session = self.app.session
        edit = ImportBooks(merge_books(session.record, books, answer).record)
        has_changed = session.apply(edit)
        screen = self.app.screen
        if isinstance(screen, StepScreen) and not self.into_new:
            screen.action_go(edit.place.step)
        self.app.say(TAKEN_OVER if has_changed else UNCHANGED)


def _firm_name(books: Sequence[BookImport]) -> str:
    return next((book.record.firm.name for book in books if book.record.firm.name), "")


def import_report(merged: MergedBooks, ours: Engagement, *, into_new: bool) -> Report:
    """Everything that came in, differs or could not be read; answers `ours` or `theirs`."""

    def build(width: int) -> Lines:
        return report_lines(merged, ours, width, now="先のブック" if into_new else "今")

    options: dict[str, str]
    if into_new:
        options = {THEIRS: "新しい聞き取りとして始める"}
    elif merged.is_undecided:
        options = {take: TAKE_LABELS[take] for take in (OURS, THEIRS)}
    elif merged.record == ours:
        options = UNDERSTOOD
    else:
        options = {OURS: "取り込む"}
    return Report("取り込み", build, options)


def report_lines(merged: MergedBooks, ours: Engagement, width: int, now: str) -> Lines:
    """The report's text: per book, then together, then cell by cell."""
    books = [book for book, _ in merged.steps]
    differences = [each for _, step in merged.steps for each in step.differences]
    differing = [each for d in differences for each in _difference_lines(d, now, width)]
    unread = [each for book in books for each in _unread_lines(book, width)]
    only_ours = listed(merged.only_ours, width)
    return [
        *(each for book in books for each in _book_lines(book, width)),
        *_coming_in(merged, ours, width),
        *_part("違うところ", len(differences), differing, width),
        *_part("読めなかったところ", sum(len(book.unread) for book in books), unread, width),
        *_part("今の聞き取りだけにある行（残ります）", len(merged.only_ours), only_ours, width),
    ]


def _part(title: str, count: int, lines: Lines, width: int) -> Lines:
    return [*heading(f"{title} {count}件", width), *lines] if count else []


def _book_lines(book: BookImport, width: int) -> Lines:
    counts = progress(book.record)
    said = [f"{STEP_TITLES[step]} {count}" for step, count in counts.items() if count.done]
    if _has_head(book.record):
        said.insert(0, "会社の情報")
    return [
        *prose(book.name, width, "bold"),
        *indented_flow(said or ["読める答えや行はありません"], width, 2),
    ]


def _has_head(record: Engagement) -> bool:
    head = replace(record.self_check, items={})
    return (record.firm, record.info, head) != (Firm(), EngagementInfo(), SelfCheck())


def _unread_lines(book: BookImport, width: int) -> Lines:
    """The book is named once above its cells."""
    if not book.unread:
        return []
    return [*prose(book.name, width, "bold"), *unread_lines(book.unread, width)]


def _coming_in(merged: MergedBooks, ours: Engagement, width: int) -> Lines:
    if merged.record == ours:
        text = "新しく入るものはありません。"
        return [Content(""), *prose(text, width, "bold")]
    steps = [step for _, step in merged.steps]
    counts = (
        ("新しい情報資産", sum(step.new_assets for step in steps)),
        ("新しいクラウドサービス", sum(step.new_services for step in steps)),
        ("空いていたところに入る値", sum(step.filled for step in steps)),
    )
    said = [f"{what} {count}件" for what, count in counts if count]
    return [*heading("新しく入るもの", width), *flow(said, width)]


def _difference_lines(difference: Difference, now: str, width: int) -> Lines:
    values = [f"{now}：{difference.ours}", f"取り込み元：{difference.theirs}"]
    return [*listed([difference.what], width), *indented_flow(values, width, 4)]
