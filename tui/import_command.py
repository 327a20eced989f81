"""`kikitori import BOOK…`: what filled workbooks say, as an engagement file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

from data.comparison import Take
from data.edits import ImportBooks
from data.fields import ENGAGEMENT_FIELDS, FIRM_FIELDS, SELF_CHECK_FIELDS
from data.folder import free_path
from data.place import Step
from data.progress import progress
from data.record import Engagement
from data.session import Session
from data.side_by_side import cut, in_one_line, side_by_side
from exports.book_import import BookImport, Unread, UnreadableBookError, read_books
from exports.merged_books import MergedBooks, merge_books
from tui.arguments import Options, Parser
from tui.passphrase import unlock
from tui.streams import BadInputError, put, tell

TAKES: tuple[Take, ...] = get_args(Take)
OUTCOMES: dict[Take, str] = {
    "ours": "今のままにします",
    "theirs": "取り込み元の値にします",
}
COUNTED: dict[Step, str] = {
    "self_check": "自社診断{}問",
    "assets": "情報資産{}件",
    "threats": "脅威{}件",
    "measures": "対策{}件",
    "cloud": "クラウド{}件",
}
NOTHING_READ = "読める答えや行はありません"
NOTHING_NEW = "新しく入るものはありません"
BLANKS = "空欄は今の値を消しません"
UNDECIDED = (
    "違うところがあるので、何も書いていません。"
    "取り込み元の値にするなら --take theirs、今のままにするなら --take ours を付けてください"
)


def declare_import(parser: Parser) -> None:
    parser.targets.add_argument(
        "books", metavar="BOOK", nargs="+", type=Path, help="記入したExcelのブックかCSV"
    )
    parser.options.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        type=Path,
        help="聞き取りのファイル（あれば書き足し、なければ作ります）",
    )
    parser.options.add_argument(
        "--take",
        choices=TAKES,
        metavar="|".join(TAKES),
        help="違うところに使う値（ours 今の値、theirs 取り込み元の値）",
    )


def import_books(options: Options) -> int:
    """Read all books, then write them into one engagement, or nothing at all; 0.

    Raises `BadInputError` for a book that cannot be taken over and for differences
    that `--take` does not decide, `EngagementFileError` for the engagement.
    """
    books = _read(options.books)
    if options.output is not None and os.path.lexists(options.output):
        path = _add_to(options.output, books, options.take)
    else:
        path = _create(options.output, books, options.take)
    put(str(path))
    return 0


def _read(paths: Sequence[Path]) -> list[BookImport]:
    for path in paths:
        if path.suffix.lower() == ".toml":
            raise BadInputError(f"{path}：聞き取りのファイルです。kikitori {path} で開きます")
    try:
        return read_books(paths)
    except UnreadableBookError as error:
        raise BadInputError(str(error)) from None


def _create(output: Path | None, books: Sequence[BookImport], take: Take | None) -> Path:
    merged = merge_books(Engagement(), books, take or "ours")
    _report(merged, take, ours="先のブック")
    path = output or free_path(merged.record.firm.name, date.today(), Path())
    Session.create(path, merged.record).close()
    return path


def _add_to(path: Path, books: Sequence[BookImport], take: Take | None) -> Path:
    session = Session.open(path, unlock)
    try:
        merged = merge_books(session.record, books, take or "ours")
        _report(merged, take, ours="今", closing=BLANKS)
        session.apply(ImportBooks(merged.record))
    finally:
        is_saved = session.close()
    if not is_saved:
        raise BadInputError(f"{path}：{session.save_message}")
    if message := session.save_message:
        tell(message)
    return path


# --- What is said -----------------------------------------------------------


def _report(merged: MergedBooks, take: Take | None, ours: str, closing: str = "") -> None:
    """Tell what came in and what did not; raises `BadInputError` where `take` is needed."""
    tell("\n".join(filter(None, (*report_lines(merged, take, ours), closing))))
    if merged.is_undecided and take is None:
        raise BadInputError(UNDECIDED)


def report_lines(merged: MergedBooks, take: Take | None, ours: str) -> Iterator[str]:
    """What came in, could not be read, or differs, where `ours` names the present values."""
    for book, _ in merged.steps:
        yield f"{in_one_line(book.name)}：{'、'.join(_contents(book.record)) or NOTHING_READ}"
    yield "、".join(_coming_in(merged)) or NOTHING_NEW
    unread = [_unread(each) for book, _ in merged.steps for each in book.unread]
    yield from _section("読めなかったところ", unread)
    outcome = f"（{OUTCOMES[take]}）" if take else ""
    yield from _section(f"違うところ{outcome}", list(_differences(merged, ours)))
    yield from _section("今の聞き取りだけにある行（残ります）", merged.only_ours)


def _section(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"{title} {len(items)}件"
        yield from (f"  {item}" for item in items)


def _contents(record: Engagement) -> Iterator[str]:
    """What a book gives: 自社診断25問, 情報資産34件 …."""
    for step, count in progress(record).items():
        if count.done:
            yield COUNTED[step].format(count.done)
    heads = (record.firm, FIRM_FIELDS), (record.info, ENGAGEMENT_FIELDS)
    given = [
        field
        for head, fields in (*heads, (record.self_check, SELF_CHECK_FIELDS))
        for field in fields
        if getattr(head, field.key) != field.absent
    ]
    if given:
        yield f"会社の情報{len(given)}件"
    if notes := _notes(record):
        yield f"メモ{notes}件"


def _notes(record: Engagement) -> int:
    answers = (record.self_check.items, record.threats, record.measures)
    beside_answers = [entry.note for entries in answers for entry in entries.values()]
    beside_checks = [note for each in record.cloud_services for note in each.notes.values()]
    return sum(bool(note) for note in (*beside_answers, *beside_checks))


def _coming_in(merged: MergedBooks) -> Iterator[str]:
    counts = (
        ("新しい情報資産", sum(step.new_assets for _, step in merged.steps)),
        ("新しいクラウドサービス", sum(step.new_services for _, step in merged.steps)),
        ("空いていたところに入る値", sum(step.filled for _, step in merged.steps)),
    )
    return (f"{what} {count}件" for what, count in counts if count)


def _unread(unread: Unread) -> str:
    place = replace(unread, book=in_one_line(unread.book), sheet=in_one_line(unread.sheet))
    return in_one_line(str(replace(place, text=cut(in_one_line(unread.text)))))


def _differences(merged: MergedBooks, ours: str) -> Iterator[str]:
    for book, step in merged.steps:
        name = in_one_line(book.name)
        for each in step.differences:
            mine, given = side_by_side(each.ours, each.theirs)
            yield f"{name} {each.what}\n    {ours}：{mine}\n    取り込み元：{given}"
