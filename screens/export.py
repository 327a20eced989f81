"""Writing workbooks and reports: which, where, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from data.problems import reason_of
from exports import books, reports
from exports.book_import import Progress
from exports.books import BOOKS
from exports.reports import ReportKind
from exports.user_text import not_as_typed
from screens.report_lines import heading
from tui.interview import Interview
from tui.paint import Lines, listed, prose
from tui.passphrase import CLEAR_EXPORTS
from tui.slow_work import begin_aside, done_aside
from tui.widgets.dialog import Choice
from tui.widgets.file_dialog import FileDialog
from tui.widgets.report import UNDERSTOOD, Report

ALL = "all"
REPORT = "report"
NAMES = "names"
OTHER_FOLDER = "other folder"
FAILED = "書き出せませんでした"


class Export:
    """One export, from the question what to write to the list of what was written."""

    def __init__(self, app: Interview) -> None:
        self.app = app
        self.folder = app.books_folder or app.session.path.absolute().parent
        self.with_names = True

    def ask(self) -> None:
        dialog = export_dialog(str(self.folder), is_sealed=self.app.session.seal.is_sealed)
        self.app.push_screen(dialog, self._chosen)

    def _chosen(self, answer: str | None) -> None:
        if answer == OTHER_FOLDER:
            dialog = FileDialog("書き出すフォルダ", self.folder, wants="folder")
            self.app.push_screen(dialog, self._folder_chosen)
        elif answer == REPORT:
            self._ask_which_report()
        elif answer:
            record, keys = self.app.session.record, chosen_keys(answer)
            write = partial(books.write_books, record, self.folder, keys, self.app.today())
            begin_aside(self.app, partial(self._write, write, not_as_typed(record)))

    def _ask_which_report(self) -> None:
        dialog = report_dialog(self._reports(), self.with_names)
        self.app.push_screen(dialog, self._report_chosen)

    def _reports(self) -> tuple[ReportKind, ...]:
        return reports.reports_of(self.app.session.record, self.with_names)

    def _report_chosen(self, answer: str | None) -> None:
        if answer is None:
            self.ask()
        elif answer == NAMES:
            self.with_names = not self.with_names
            self._ask_which_report()
        else:
            self._write_report(self._reports()[int(answer)])

    def _write_report(self, kind: ReportKind) -> None:
        record = self.app.session.record
        write = partial(reports.write_report, record, self.folder, kind, self.app.today())
        begin_aside(self.app, partial(self._write, write, ()))

    def _folder_chosen(self, folders: list[Path] | None) -> None:
        if folders:
            self.folder = self.app.books_folder = folders[0]
        self.ask()

    async def _write(self, write: Callable[[Progress], list[Path]], changed: Sequence[str]) -> None:
        try:
            paths = await done_aside(self.app, "書き出しています", write, may_stop=False)
        except OSError as error:
            self.app.tell(FAILED, reason_of(error))
        except Exception as error:  # what fails here must not end the interview
            text = f"思わぬ誤りです（{type(error).__name__}）。ほかの本は書けるかもしれません。"
            self.app.tell(FAILED, text)
        else:
            self.app.push_screen(written_report(self.folder, paths or [], changed))


def export_dialog(folder: str, *, is_sealed: bool = False) -> Choice:
    """What to write; answers with a book key, `all`, `report` or `other folder`."""
    warning = f"\n{CLEAR_EXPORTS}。" if is_sealed else ""
    options = {ALL: "Excelのブック3つとも"} | {book.key: book.title for book in BOOKS.values()}
    options |= {REPORT: "報告書（WordとHTML）", OTHER_FOLDER: "別のフォルダにする"}
    return Choice("書き出す", f"書き出す先：{folder}{warning}", options)


def report_dialog(kinds: Sequence[ReportKind], with_names: bool) -> Choice:
    """Which report; answers with its position, or `names` to show or hide them."""
    text = "WordとHTML（ブラウザで見て、印刷できます）の両方に書き出します。"
    if not with_names:
        text += "会社・人・情報資産などの名前も、メモも出ません。"
    options = {str(position): kind.title for position, kind in enumerate(kinds)}
    options[NAMES] = f"名前を伏せる：{'いいえ' if with_names else 'はい'}"
    return Choice("報告書を書き出す", text, options)


def chosen_keys(answer: str) -> list[str]:
    """The book keys meant by an answer."""
    return [key for key in BOOKS if answer in (ALL, key)]


def written_report(folder: Path, paths: list[Path], changed: Sequence[str]) -> Report:
    """Where the files are, and what of the record they hold otherwise."""

    def build(width: int) -> Lines:
        lines = [*prose(str(folder), width), *listed((path.name for path in paths), width)]
        if changed:
            lines += [*heading("そのままでは書き出せなかった文", width), *listed(changed, width)]
        return lines

    return Report("書き出しました", build, UNDERSTOOD)
