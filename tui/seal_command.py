"""`kikitori seal FILE` and `kikitori unseal FILE`: a file behind a passphrase, and back."""

from __future__ import annotations

from pathlib import Path

from data.folder import data_folder
from data.sealed_copies import clear_copies, seal_copies
from data.sealing import ADVICE, NO_SEAL, PassphraseSeal, Seal, new_seal
from data.session import Session
from tui.arguments import Options, Parser
from tui.passphrase import CLEAR_EXPORTS, new_passphrase, unlock
from tui.streams import BadInputError, put, tell

BEFORE = f"""\
パスフレーズを忘れると、誰にも開けません。元に戻す方法はありません。
{ADVICE}。紙に書き、鍵のかかる所にしまっておきましょう。"""
SEALING = "暗号化しています…"
SEALED = "暗号化しました。開くときにパスフレーズをうかがいます"
CHANGED = "パスフレーズを変えました。前に写したファイルは、前のパスフレーズで開きます"
UNSEALED = "暗号化をやめました。ファイルは、そのまま読める文字に戻りました"
NOT_SEALED = "暗号化してありません。暗号化するには kikitori seal FILE です"
CLEAR_COPIES = "暗号化していない控えが残っています。--with-copies を付けると暗号化します"
MIND_THE_EXPORTS = f"{CLEAR_EXPORTS}。要らなくなったら、ご自分で消してください"


def declare_seal(parser: Parser) -> None:
    parser.targets.add_argument("file", metavar="FILE", type=Path, help="聞き取りのファイル")
    parser.options.add_argument(
        "--with-copies",
        action="store_true",
        help="kikitoriが横に残した控え（.bak）も暗号化します",
    )


def declare_unseal(parser: Parser) -> None:
    parser.targets.add_argument("file", metavar="FILE", type=Path, help="聞き取りのファイル")


def seal(options: Options) -> int:
    """Seal the file, or put another passphrase to a sealed one; 0.

    Raises `BadInputError` and `EngagementFileError`; the file is then as it was.
    """
    session = Session.open(options.file, unlock)
    try:
        was_sealed = session.seal.is_sealed
        tell(BEFORE)
        _change(session, _another_seal(session.seal))
    finally:
        session.close()
    tell(CHANGED if was_sealed else SEALED)
    put(str(options.file))
    _tell_of_copies(session, with_copies=options.with_copies)
    return 0


def _another_seal(present: Seal) -> Seal:
    passphrase = new_passphrase()
    tell(SEALING)
    if isinstance(present, PassphraseSeal):
        return present.with_passphrase(passphrase)
    return new_seal(passphrase)


def unseal(options: Options) -> int:
    """Write the file as clear text again; 0.

    Raises `BadInputError` and `EngagementFileError`; the file is then as it was.
    """
    session = Session.open(options.file, unlock)
    try:
        if not session.seal.is_sealed:
            raise BadInputError(f"{options.file}：{NOT_SEALED}")
        _change(session, NO_SEAL)
    finally:
        session.close()
    tell(UNSEALED)
    put(str(options.file))
    return 0


def _change(session: Session, seal: Seal) -> None:
    if not session.change_seal(seal):
        raise BadInputError(f"{session.path}：{session.save_message}")
    if message := session.save_message:
        tell(message)


def _tell_of_copies(session: Session, *, with_copies: bool) -> None:
    # Only who seals pays for the books.
    from exports.books import written_books
    from exports.reports import written_reports

    copies = clear_copies(session.path)
    if with_copies:
        copies = seal_copies(copies, session.seal)
    if copies:
        tell("\n".join([f"{CLEAR_COPIES}：", *(f"  {copy}" for copy in copies)]))
    folders = dict.fromkeys((session.path.absolute().parent, data_folder(), Path.cwd()))
    firm = session.record.firm.name
    if written := written_books(folders, firm) + written_reports(folders, firm):
        tell("\n".join([f"{MIND_THE_EXPORTS}：", *(f"  {path}" for path in written)]))
