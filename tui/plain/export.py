"""Workbooks and reports, written where the user wants them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from data.file_listing import typed_paths
from data.problems import reason_of
from tui.passphrase import CLEAR_EXPORTS
from tui.plain.commands import Reply
from tui.plain.desk import Desk, Spot

FAILED = "書き出せませんでした："


def export(desk: Desk, reply: Reply, spot: Spot) -> None:
    """Ask what to write and where, write it, and say where it is."""
    # Only who exports pays for the books.
    from exports.books import BOOKS, write_books
    from exports.reports import reports_of, write_report
    from exports.user_text import not_as_typed

    books = [book.title for book in BOOKS.values()]
    kinds = reports_of(desk.record)
    titles = [f"{kind.title}（WordとHTML）" for kind in kinds]
    desk.say("Excelのブックか、報告書を書き出します。")
    if desk.session.seal.is_sealed:
        desk.say(f"{CLEAR_EXPORTS}。")
    chosen = desk.choose(
        "番号でどうぞ。b もどる。", ["Excelのブック3つとも", *books, *titles], spot
    )
    folder = _folder(desk, spot) if chosen is not None else None
    if chosen is None or folder is None:
        desk.say("書き出しをやめました。")
        return
    desk.books_folder = folder
    if chosen > len(BOOKS):
        _write(desk, partial(write_report, desk.record, folder, kinds[chosen - len(BOOKS) - 1]))
        return
    keys = list(BOOKS)[chosen - 1 : chosen] if chosen else list(BOOKS)
    if _write(desk, partial(write_books, desk.record, folder, keys)):
        desk.say(*not_as_typed(desk.record))


def _folder(desk: Desk, spot: Spot) -> Path | None:
    """None when the user goes back."""
    usual = desk.books_folder or desk.session.path.absolute().parent
    desk.say(f"書き出す先：{usual}")
    reply = desk.ask_entry(
        "空の行でここに書きます。別のフォルダは、その場所を書いてください。", spot
    )
    if reply.command == "next":
        return usual
    if reply.command not in ("", "literal"):
        return None
    try:
        folder = typed_paths(reply.text)[0].expanduser()
        is_there = folder.is_dir()
    except (IndexError, OSError, RuntimeError, ValueError):
        desk.say("フォルダの名前として読めませんでした。")
        return None
    return folder if is_there or _is_to_be_made(desk, folder, spot) else None


def _is_to_be_made(desk: Desk, folder: Path, spot: Spot) -> bool:
    desk.say(f"{folder} というフォルダはありません。")
    return desk.choose("番号でどうぞ。", ["作る", "やめる"], spot) == 0


def _write(desk: Desk, write: Callable[[date], list[Path]]) -> bool:
    """Whether it could be written."""
    desk.say("書き出しています。")
    try:
        paths = write(desk.today)
    except OSError as error:
        desk.say(FAILED + reason_of(error))
    except Exception as error:  # what fails here must not end the interview
        desk.say(f"{FAILED}思わぬ誤りです（{type(error).__name__}）。")
    else:
        desk.say(f"書き出しました：{desk.books_folder}", *(path.name for path in paths))
        return True
    return False
