"""Taking workbooks over: which, what they say, and what is to become of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from data.comparison import Take
from data.edits import ImportBooks
from data.file_listing import FolderEntry, list_folder, typed_paths
from data.problems import reason_of
from tui.plain.commands import Reply
from tui.plain.desk import PAGE, Desk, JumpError, Spot, numbered
from tui.plain.several_rows import several

if TYPE_CHECKING:
    from exports.book_import import BookImport
    from exports.merged_books import MergedBooks

FAILED = "取り込めませんでした："
STOPPED = "取り込みをやめました。何も変えていません。"
HOW = "番号か、ファイルの場所を書いてください。空の行でやめます。"


def import_books(desk: Desk, reply: Reply, spot: Spot) -> None:
    """Ask for files, say what is in them, and take it over in one edit."""
    # Only who imports pays for the books.
    from exports.merged_books import merge_books

    desk.say("Excelから取り込みます。")
    paths = _files(desk, spot)
    books = _read(desk, paths) if paths else []
    if not paths or not books:
        desk.say(STOPPED)
        return
    desk.books_folder = paths[0].parent
    merged = merge_books(desk.record, books, "ours")
    take = _take(desk, merged, spot)
    if take is None:
        desk.say(STOPPED)
        return
    # Merged anew: a note may have been written since.
    edit = ImportBooks(merge_books(desk.record, books, take).record)
    desk.apply(edit)
    desk.say("取り込みました。u で元に戻せます。")
    raise JumpError(edit.place)


def _files(desk: Desk, spot: Spot) -> Sequence[Path]:
    """Some files of the folder by number, or any by where they are; empty to go back."""
    folder = desk.books_folder or desk.session.path.absolute().parent
    files = _listed(folder)
    desk.say(
        f"{folder} のファイルです。" if files else f"{folder} に取り込めるファイルはありません。"
    )
    desk.say(*numbered([entry.name for entry in files]))
    while True:
        reply = desk.ask_entry(HOW, spot)
        if reply.command not in ("", "literal"):
            return ()
        if paths := _meant(reply.text, files):
            return paths
        desk.say(f"「{reply.text}」というファイルは見つかりませんでした。")


def _listed(folder: Path) -> list[FolderEntry]:
    """The newest ones; any other is reached by its path."""
    from exports.readers.books import BOOK_ENDINGS

    try:
        entries = list_folder(folder, BOOK_ENDINGS).entries
    except OSError:
        return []
    return [entry for entry in entries if not entry.is_folder][:PAGE]


def _meant(text: str, files: Sequence[FolderEntry]) -> Sequence[Path]:
    positions = {str(number): number - 1 for number in range(1, len(files) + 1)}
    if chosen := several(text, positions.get, len(files)):
        return [files[position].path for position in chosen]
    try:
        paths = [path.expanduser() for path in typed_paths(text)]
        return paths if all(path.is_file() for path in paths) else ()
    except (OSError, RuntimeError, ValueError):
        return ()


def _read(desk: Desk, paths: Sequence[Path]) -> Sequence[BookImport]:
    """What the files say; empty, and told why, when one of them cannot be taken over."""
    from exports.book_import import UnreadableBookError, read_books

    desk.say("読んでいます。")
    try:
        return read_books(paths)
    except UnreadableBookError as error:
        desk.say(FAILED + str(error))
    except OSError as error:
        desk.say(FAILED + reason_of(error))
    except Exception as error:  # a book that fails must not end the interview
        desk.say(f"{FAILED}思わぬ誤りです（{type(error).__name__}）。")
    return ()


def _take(desk: Desk, merged: MergedBooks, spot: Spot) -> Take | None:
    """Say what came in, and ask what is to become of it; None for nothing."""
    from exports.merged_books import TAKE_LABELS
    from tui.import_command import report_lines

    told = "\n".join(report_lines(merged, None, "今"))
    desk.read_out([line.strip() for line in told.splitlines()], spot)
    options = dict(TAKE_LABELS) if merged.is_undecided else {}
    if not options and merged.record != desk.record:
        options["ours"] = "取り込む"
    if not options:
        return None
    chosen = desk.choose("番号でどうぞ。", [*options.values(), "やめる"], spot)
    return None if chosen is None or chosen == len(options) else list(options)[chosen]
