"""Writing the workbooks: which, where, and what came of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from data.problems import reason_of
from data.record import Engagement
from exports import books
from exports.books import BOOKS
from exports.user_text import not_as_typed
from screens.report_lines import heading
from tui.interview import Interview
from tui.paint import Lines, listed, prose
from tui.passphrase import CLEAR_BOOKS
from tui.slow_work import begin_aside, done_aside
from tui.widgets.dialog import Choice
from tui.widgets.file_dialog import FileDialog
from tui.widgets.report import UNDERSTOOD, Report

ALL = "all"
OTHER_FOLDER = "other folder"
FAILED = "書き出せませんでした"


class Export:
    """One export, from the question which books to the list of what was written."""

    def __init__(self, app: Interview) -> None:
        self.app = app
        self.folder = app.books_folder or app.session.path.absolute().parent

    def ask(self) -> None:
        dialog = export_dialog(str(self.folder), is_sealed=self.app.session.seal.is_sealed)
        self.app.push_screen(dialog, self._chosen)

    def _chosen(self, answer: str | None) -> None:
        if answer == OTHER_FOLDER:
            dialog = FileDialog("書き出すフォルダ", self.folder, wants="folder")
            self.app.push_screen(dialog, self._folder_chosen)
        elif answer:
            begin_aside(self.app, partial(self._write, self.app.session.record, answer))

    def _folder_chosen(self, folders: list[Path] | None) -> None:
        if folders:
            self.folder = self.app.books_folder = folders[0]
        self.ask()

    async def _write(self, record: Engagement, answer: str) -> None:
        today, keys = self.app.today(), chosen_keys(answer)
        write = partial(books.write_books, record, self.folder, keys, today)
        try:
            paths = await done_aside(self.app, "書き出しています", write, may_stop=False)
        except OSError as error:
            self.app.tell(FAILED, reason_of(error))
        except Exception as error:  # a book that fails must not end the interview
            text = f"思わぬ誤りです（{type(error).__name__}）。ほかの本は書けるかもしれません。"
            self.app.tell(FAILED, text)
        else:
            self.app.push_screen(written_report(self.folder, paths or [], record))


def export_dialog(folder: str, *, is_sealed: bool = False) -> Choice:
    """Which book to write; answers with a book key, `all` or `other folder`."""
    warning = f"\n{CLEAR_BOOKS}。" if is_sealed else ""
    options = {ALL: "3つとも"} | {book.key: book.title for book in BOOKS.values()}
    options[OTHER_FOLDER] = "別のフォルダにする"
    return Choice("Excelに書き出す", f"書き出す先：{folder}{warning}", options)


def chosen_keys(answer: str) -> list[str]:
    """The book keys meant by an answer."""
    return [key for key in BOOKS if answer in (ALL, key)]


def written_report(folder: Path, paths: list[Path], record: Engagement) -> Report:
    """Where the books are, and what of the record they hold otherwise."""
    changed = not_as_typed(record)

    def build(width: int) -> Lines:
        lines = [*prose(str(folder), width), *listed((path.name for path in paths), width)]
        if changed:
            lines += [*heading("そのままでは書き出せなかった文", width), *listed(changed, width)]
        return lines

    return Report("書き出しました", build, UNDERSTOOD)
