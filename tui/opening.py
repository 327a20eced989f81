"""The words of a call that opens the interview: which file, and in which form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from tui.streams import WrongUsageError

PLAIN = "--plain"
SEE_HELP = "使い方は kikitori --help をご覧ください"


class Opening(NamedTuple):
    """The file to open, None for the list of engagements; `plain` holds it line by line."""

    path: Path | None = None
    plain: bool = False


def read_opening(words: Sequence[str], commands: Collection[str]) -> Opening:
    """What a call without a command means; raises `WrongUsageError`."""
    ends = words.index("--") if "--" in words else len(words)
    options, files = words[:ends], list(words[ends + 1 :])
    names = [word for word in options if word != PLAIN] + files
    plain = PLAIN in options
    if wrong := [word for word in options if word.startswith("-") and word != PLAIN]:
        raise WrongUsageError(f"{wrong[0]} は使えません。{SEE_HELP}")
    if not names:
        return Opening(None, plain)
    first, *others = names
    path = Path(first)
    # What follows -- is a file, whatever it is called.
    is_word = path.name == first and not path.suffix and first not in files
    if is_word and is_missing(path):
        _refuse_typo(first, others, commands, plain)
    if others:
        raise WrongUsageError(f"一度に開けるファイルは1つです。{SEE_HELP}")
    return Opening(path, plain)


def is_missing(path: Path) -> bool:
    """Whether there is surely no such file; one that cannot be looked at is not missing."""
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False
    return False


def _refuse_typo(word: str, others: list[str], commands: Collection[str], plain: bool) -> None:
    """A word that is no file may be a misspelt command, and is one if others follow."""
    from difflib import get_close_matches

    if plain and word in commands:
        raise WrongUsageError(f"{PLAIN} と {word} は一緒に使えません。{SEE_HELP}")
    known = [*commands, "--help", "--version"]
    if near := get_close_matches(word.lower(), known, n=1, cutoff=0.7):
        raise WrongUsageError(f"{word} というコマンドはありません。{near[0]} のことですか？")
    if others:
        raise WrongUsageError(f"{word} というコマンドはありません。{SEE_HELP}")
