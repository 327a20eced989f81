"""The command line: spec/command-line.md.

The payload goes to stdout, whatever is said to a person to stderr. Nothing heavy
is imported before a command needs it: textual with the interview, workbooks with
the export.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data.engagement_file import load_engagement
from data.problems import EngagementFileError, reason_of
from tui.opening import PLAIN, is_missing, read_opening
from tui.streams import BadInputError, WrongUsageError, make_streams_safe, put, tell

if TYPE_CHECKING:
    from tui.arguments import Options, Parser

DONE, BAD_INPUT, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
DEBUG_VARIABLE = "KIKITORI_DEBUG"
SAMPLE_NAME = "sample.toml"

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


# --- The commands -----------------------------------------------------------


class Command(NamedTuple):
    """What the first word after `kikitori` may be."""

    summary: str
    details: str
    declare: Callable[[Parser], None]
    run: Callable[[Options], int]


def _declare_sample(parser: Parser) -> None:
    parser.options.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        type=Path,
        default=Path(SAMPLE_NAME),
        help=f"書き出す先（指定がなければ {SAMPLE_NAME}）",
    )


def _sample(options: Options) -> int:
    from data.folder import sample_content
    from data.storage import make_folder, write_file

    if os.path.lexists(options.output):
        raise BadInputError(f"{options.output}：すでにあります。-o で別の名前を指定してください")
    with _writing(options.output):
        make_folder(options.output.parent)
        write_file(options.output, sample_content())
    put(str(options.output))
    return DONE


def _declare_check(parser: Parser) -> None:
    parser.targets.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help="聞き取りのファイル"
    )


def _check(options: Options) -> int:
    return max(_check_file(path) for path in options.files)


def _check_file(path: Path) -> int:
    try:
        load_engagement(path)
    except EngagementFileError as error:
        problems = "\n".join(f"  {problem}" for problem in error.problems)
        tell(f"{path}：直すところが{len(error.problems)}か所あります\n{problems}")
        return BAD_INPUT
    put(f"{path}：問題ありません")
    return DONE


def _declare_result(parser: Parser) -> None:
    parser.targets.add_argument("file", metavar="FILE", type=Path, help="聞き取りのファイル")
    parser.options.add_argument("--json", action="store_true", help="JSONで出します")


def _result(options: Options) -> int:
    from data.result import compute_result, result_payload

    result = compute_result(load_engagement(options.file))
    if options.json:
        import json

        put(json.dumps(result_payload(result), ensure_ascii=False, indent=2))
    else:
        from data.result_text import result_text

        put(result_text(result))
    return DONE


def _declare_export(parser: Parser) -> None:
    from exports.books import BOOKS

    keys = [*BOOKS, "all"]
    titles = "、".join(f"{book.key} {book.title}" for book in BOOKS.values())
    parser.targets.add_argument("file", metavar="FILE", type=Path, help="聞き取りのファイル")
    parser.options.add_argument(
        "-o",
        dest="folder",
        metavar="FOLDER",
        type=Path,
        default=Path(),
        help="書き出すフォルダ（なければ作ります）",
    )
    parser.options.add_argument(
        "--book",
        choices=keys,
        default="all",
        metavar="|".join(keys),
        help=f"書き出すブック（{titles}、all すべて）",
    )


def _export(options: Options) -> int:
    from datetime import date

    from data.storage import make_folder
    from exports.books import BOOKS, write_books
    from exports.user_text import too_long

    record = load_engagement(options.file)
    keys = list(BOOKS) if options.book == "all" else [options.book]
    with _writing(options.folder):
        make_folder(options.folder)
        paths = write_books(record, options.folder, keys, date.today())
    for path in paths:
        put(str(path))
    for sentence in too_long(record):
        tell(sentence)
    return DONE


def _declare_import(parser: Parser) -> None:
    from tui.import_command import declare_import

    declare_import(parser)


def _import(options: Options) -> int:
    from tui.import_command import import_books

    return import_books(options)


def _declare_verify(parser: Parser) -> None:
    parser.targets.add_argument(
        "books", metavar="BOOK", nargs="+", type=Path, help="書き出したExcelのブック"
    )


def _verify(options: Options) -> int:
    from tui.verify_command import verify_books

    return verify_books(options.books)


COMMANDS = {
    "sample": Command(
        "見本の聞き取りを書き出します",
        "架空の会社の、ひととおり終えた聞き取りです。",
        _declare_sample,
        _sample,
    ),
    "check": Command(
        "ファイルに誤りがないか調べます",
        "どこをどう直すかを、すべて表示します。",
        _declare_check,
        _check,
    ),
    "result": Command(
        "結果を表示します",
        "点数、リスク、診断を文字かJSONで出します。",
        _declare_result,
        _result,
    ),
    "export": Command(
        "Excelのブックを書き出します",
        "書き出したファイルの場所を表示します。",
        _declare_export,
        _export,
    ),
    "import": Command(
        "記入したブックを取り込みます",
        "複数のブックを1つの聞き取りにまとめられます。",
        _declare_import,
        _import,
    ),
    "verify": Command(
        "ブックの数をLibreOfficeで照合します",
        "計算する全部のセルを確かめます。",
        _declare_verify,
        _verify,
    ),
}


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    """What the system refuses to write becomes a sentence about `path`."""
    try:
        yield
    except OSError as error:
        # filename is the temporary neighbour, filename2 the file that was meant.
        where = error.filename2 or path
        why = reason_of(error)
        raise BadInputError(f"{where}：書けません（{why}）。-o で別の場所を指定できます") from None


# --- The interview ----------------------------------------------------------


def _interview(path: Path | None, plain: bool = False) -> int:
    if path and not is_missing(path):
        load_engagement(path)
    if plain:
        from tui.plain.interview import run_plain

        return run_plain(path)
    if not _in_terminal():
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


def _in_terminal() -> bool:
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout))


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
        return BAD_INPUT
    tell(
        f"思わぬ誤りで止まりました（{type(error).__name__}）。環境変数 {DEBUG_VARIABLE}=1 を"
        "付けてもう一度実行すると、くわしい記録が出ます。"
    )
    if os.environ.get(DEBUG_VARIABLE) == "1":
        import traceback

        traceback.print_exception(error)
    return BAD_INPUT
