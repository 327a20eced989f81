"""Workbooks and reports, written where the user wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from data.file_listing import typed_paths
from data.problems import reason_of
from tui.passphrase import CLEAR_EXPORTS
from tui.plain.commands import Reply
from tui.plain.desk import Desk, Spot

FAILED = "書き出せませんでした："


def export(desk: Desk, reply: Reply, spot: Spot) -> None:
    """Ask what to write and where, write it, and say where it is."""
    desk.say("Excelのブックか、報告書を書き出します。")
    if desk.session.seal.is_sealed:
        desk.say(f"{CLEAR_EXPORTS}。")
    chosen = _chosen(desk, spot)
    folder = _folder(desk, spot) if chosen else None
    if chosen is None or folder is None:
        desk.say("書き出しをやめました。")
        return
    desk.books_folder = folder
    _write(desk, chosen, folder)


class _Chosen(NamedTuple):
    """What writes the files into a folder, and what is to be said about their content."""

    write: Callable[[Path], list[Path]]
    remarks: Sequence[str] = ()


def _chosen(desk: Desk, spot: Spot) -> _Chosen | None:
    """None when the user goes back."""
    # Only who exports pays for the books.
    from exports.books import BOOKS, write_books
    from exports.user_text import not_as_typed

    titles = [book.title for book in BOOKS.values()]
    options = ["Excelのブック3つとも", *titles, "報告書（WordとHTML）"]
    position = desk.choose("番号でどうぞ。b もどる。", options, spot)
    if position is None:
        return None
    if position > len(BOOKS):
        return _chosen_report(desk, spot)
    keys = list(BOOKS)[position - 1 : position] if position else list(BOOKS)
    record, today = desk.record, desk.today
    return _Chosen(lambda folder: write_books(record, folder, keys, today), not_as_typed(record))


def _chosen_report(desk: Desk, spot: Spot) -> _Chosen | None:
    from exports.reports import reports_of, write_report

    record, today = desk.record, desk.today
    titles = [kind.title for kind in reports_of(record)]
    which = desk.choose("どの報告書ですか。", titles, spot) if len(titles) > 1 else 0
    if which is None:
        return None
    desk.say("名前を伏せると、会社・人・情報資産などの名前も、メモも出ません。")
    hidden = desk.choose("番号でどうぞ。", ["名前を載せる", "名前を伏せる"], spot)
    if hidden is None:
        return None
    kind = reports_of(record, with_names=hidden == 0)[which]
    return _Chosen(lambda folder: write_report(record, folder, kind, today))


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


def _write(desk: Desk, chosen: _Chosen, folder: Path) -> None:
    desk.say("書き出しています。")
    try:
        paths = chosen.write(folder)
    except OSError as error:
        desk.say(FAILED + reason_of(error))
    except Exception as error:  # what fails here must not end the interview
        desk.say(f"{FAILED}思わぬ誤りです（{type(error).__name__}）。")
    else:
        desk.say(f"書き出しました：{folder}", *(path.name for path in paths))
        desk.say(*chosen.remarks)
