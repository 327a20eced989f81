"""The command line: spec/command-line.md.

The payload goes to stdout, whatever is said to a person to stderr. Nothing heavy
is imported before a command needs it: textual with the interview, workbooks with
the export.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from data.engagement_file import load_engagement
from data.problems import DamagedFileError, EngagementFileError
from data.sealing import SealedError
from tui.commands import BAD_INPUT, COMMANDS, DONE, rescue_hint
from tui.opening import PLAIN, is_missing, read_opening
from tui.streams import (
    BadInputError,
    WrongUsageError,
    in_terminal,
    make_streams_safe,
    put,
    tell,
)

WRONG_USAGE, INTERRUPTED = 2, 130
DEBUG_VARIABLE = "KIKITORI_DEBUG"

HELP = """\
使い方: kikitori [--plain] [FILE.toml]
        kikitori COMMAND …

小さな会社の情報セキュリティを、画面の問いに答えながら聞き取ります。

  kikitori            はじめの画面を開きます
  kikitori FILE.toml  聞き取りを開きます（なければ、確かめてから作ります）
  kikitori --plain    画面を使わず、1行ずつ文字だけで聞き取ります

コマンド:
{commands}

オプション:
  -h, --help          この説明を表示します（COMMAND --help でくわしく）
  --version           版を表示します

終了コード: 0 できました　1 ファイルに問題があります　2 使い方が違います
コマンドと同じ名前のファイルは ./check のように指定します。"""


# --- The interview ----------------------------------------------------------


def _interview(path: Path | None, plain: bool = False) -> int:
    if path and not is_missing(path):
        _refuse_unless_it_opens(path)
    if plain:
        from tui.plain.interview import run_plain

        return run_plain(path)
    if not in_terminal():
        raise WrongUsageError(
            "聞き取りの画面は、端末（ターミナル）の中でだけ開けます。\n"
            "結果を見るには kikitori result FILE、"
            "Excelに書き出すには kikitori export FILE を、"
            "1行ずつ聞き取るには kikitori --plain FILE をお使いください"
        )
    # Nothing of a start is garbage; the app collects again once its first screen stands.
    gc.disable()
    try:
        from tui.app import run_interview

        return run_interview(path)
    finally:
        gc.enable()


def _refuse_unless_it_opens(path: Path) -> None:
    """Before any screen; for a passphrase, and whether to rescue, the interview asks a person."""
    try:
        load_engagement(path)
    except SealedError:
        return
    except DamagedFileError:
        from data.salvage.rescue import can_be_rescued

        if not (in_terminal() and can_be_rescued(path)):
            raise


# --- One call ---------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what `arguments` (sys.argv's by default) ask for; the exit status."""
    make_streams_safe()
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        return _start(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else DONE
    except Exception as error:
        return _explain(error)


def _start(words: list[str]) -> int:
    if not words:
        return _interview(None)
    first, *rest = words
    if first in COMMANDS:
        return _run(first, rest)
    if first == "--version":
        return _show_version()
    if {"-h", "--help"} & set(words):
        return _show_plain_help() if PLAIN in words else _show_help()
    return _interview(*read_opening(words, COMMANDS))


def _run(name: str, words: list[str]) -> int:
    command = COMMANDS[name]
    # Short lives, in which nearly nothing is thrown away: collecting only costs,
    # now and when Python shuts down (a tenth of `result` on 1,000 assets).
    gc.disable()
    try:
        from tui.arguments import Parser

        parser = Parser(f"kikitori {name}", f"{command.summary}。{command.details}")
        command.declare(parser)
        return command.run(parser.parse_args(words))
    finally:
        gc.freeze()
        gc.enable()


def _show_version() -> int:
    from importlib.metadata import version

    put(f"kikitori {version('kikitori')}")
    return DONE


def _show_help() -> int:
    lines = (f"  {name:<18}  {command.summary}" for name, command in COMMANDS.items())
    put(HELP.format(commands="\n".join(lines)))
    return DONE


def _show_plain_help() -> int:
    from tui.plain.commands import help_text

    put(help_text())
    return DONE


def _explain(error: Exception) -> int:
    if isinstance(error, WrongUsageError):
        tell(f"kikitori: {error}")
        return WRONG_USAGE
    if isinstance(error, (BadInputError, EngagementFileError)):
        tell(str(error))
        if isinstance(error, EngagementFileError) and (hint := rescue_hint(error)):
            tell(hint)
        return BAD_INPUT
    tell(
        f"思わぬ誤りで止まりました（{type(error).__name__}）。環境変数 {DEBUG_VARIABLE}=1 を"
        "付けてもう一度実行すると、くわしい記録が出ます。"
    )
    if os.environ.get(DEBUG_VARIABLE) == "1":
        import traceback

        tell("".join(traceback.format_exception(error)).rstrip())
    return BAD_INPUT
