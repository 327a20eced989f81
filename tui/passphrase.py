"""Asking for a passphrase in the terminal: never seen, never in the arguments."""

from __future__ import annotations

import contextlib
import io
import sys
import warnings
from pathlib import Path

from data.engagement_file import open_sealed
from data.harmless import visible
from data.problems import EngagementFileError, Problem
from data.sealing import SHORTEST, Seal, WrongPassphraseError, weakness_of
from tui.streams import BadInputError, tell

TRIES = 3
CLEAR_EXPORTS = "書き出したブックや報告書は暗号化されません"
OPENING = "開いています…"
WRONG = "パスフレーズが違います。大文字と小文字の違いも確かめてください"


def ask_unseen(prompt: str) -> str:
    """One line from the keyboard without echo, or from what stdin is connected to.

    Raises `BadInputError` where there is none.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        return _line_of_stdin()
    from getpass import GetPassWarning, getpass

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)
            return getpass(visible(prompt))
    except GetPassWarning:
        why = "この端末では、打った文字を隠せません。標準入力から1行で渡せます"
    except UnicodeDecodeError:
        why = "読めない文字が混じりました。もう一度お試しください"
    except EOFError:
        why = "パスフレーズがないので、やめました"
    raise BadInputError(why)


def _line_of_stdin() -> str:
    if isinstance(sys.stdin, io.TextIOWrapper):
        # Once a line is read the encoding stays as it is.
        with contextlib.suppress(io.UnsupportedOperation):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    line = sys.stdin.readline() if sys.stdin else ""
    if not line:
        raise BadInputError(
            "パスフレーズがありません。端末で打つか、標準入力から1行で渡してください"
        )
    return line.removeprefix("\ufeff").rstrip("\r\n")


def unlock(path: Path, content: bytes) -> Seal:
    """The seal of a file, once the passphrase is right.

    Raises `EngagementFileError` after the last try and where no passphrase helps.
    """
    is_person = sys.stdin is not None and sys.stdin.isatty()
    for _ in range(TRIES if is_person else 1):
        passphrase = ask_unseen(f"{path.name} のパスフレーズ：")
        tell(OPENING)
        try:
            return open_sealed(path, content, passphrase)
        except WrongPassphraseError:
            tell(WRONG)
    raise EngagementFileError(path, (Problem("パスフレーズが違うため、開けませんでした"),))


def new_passphrase() -> str:
    """One that is not weak, typed twice by a person; raises `BadInputError`."""
    if sys.stdin is None or not sys.stdin.isatty():
        passphrase = ask_unseen("")
        if weakness := weakness_of(passphrase):
            raise BadInputError(weakness)
        return passphrase
    for _ in range(TRIES):
        passphrase = ask_unseen(f"新しいパスフレーズ（{SHORTEST}文字以上）：")
        weakness = weakness_of(passphrase)
        if not weakness and ask_unseen("もう一度、同じパスフレーズ：") == passphrase:
            return passphrase
        tell(weakness or "2回のパスフレーズが違います。もう一度お願いします")
    raise BadInputError("パスフレーズが決まらないので、やめました。ファイルはそのままです")
