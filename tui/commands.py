"""The commands beside the interview, each with its words and what it does.

Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data.engagement_file import load_engagement
from data.harmless import visible, visible_json
from data.problems import TAKE_OUT, DamagedFileError, EngagementFileError
from tui.passphrase import unlock
from tui.streams import BadInputError, put, tell, writing

if TYPE_CHECKING:
    from tui.arguments import Options, Parser

DONE, BAD_INPUT = 0, 1
SAMPLE_NAME = "sample.toml"


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
    with writing(options.output):
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
        load_engagement(path, unlock)
    except EngagementFileError as error:
        problems = "\n".join(f"  {problem}" for problem in error.problems)
        tell(f"{path}：直すところが{len(error.problems)}か所あります\n{problems}")
        if hint := rescue_hint(error):
            tell(hint)
        return BAD_INPUT
    put(visible(f"{path}：問題ありません"))
    return DONE


def _declare_rescue(parser: Parser) -> None:
    from tui.rescue_command import declare_rescue

    declare_rescue(parser)


def _rescue(options: Options) -> int:
    from tui.rescue_command import rescue

    return rescue(options)


def rescue_hint(error: EngagementFileError) -> str:
    """What else can be done about a file that cannot be opened; empty if nothing can."""
    if not isinstance(error, DamagedFileError) or error.path is None:
        return ""
    return f"{TAKE_OUT}こともできます：kikitori rescue {error.path}"


def _declare_result(parser: Parser) -> None:
    parser.targets.add_argument("file", metavar="FILE", type=Path, help="聞き取りのファイル")
    parser.options.add_argument("--json", action="store_true", help="JSONで出します")


def _result(options: Options) -> int:
    from data.result import compute_result, result_payload

    result = compute_result(load_engagement(options.file, unlock))
    if options.json:
        import json

        from data.summary import plain_summary

        payload = result_payload(result) | {"summary": plain_summary(result)}
        put(visible_json(json.dumps(payload, ensure_ascii=False, indent=2)))
    else:
        from data.result_text import result_text

        put(result_text(result))
    return DONE


def _declare_plan(parser: Parser) -> None:
    from tui.plan_command import declare_plan

    declare_plan(parser)


def _plan(options: Options) -> int:
    from tui.plan_command import show_plan

    return show_plan(options)


def _declare_compare(parser: Parser) -> None:
    from tui.compare_command import declare_compare

    declare_compare(parser)


def _compare(options: Options) -> int:
    from tui.compare_command import show_comparison

    return show_comparison(options)


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

    from data.sealing import is_sealed
    from data.storage import make_folder, read_head
    from exports.books import BOOKS, write_books
    from exports.user_text import not_as_typed
    from tui.passphrase import CLEAR_EXPORTS

    record = load_engagement(options.file, unlock)
    keys = list(BOOKS) if options.book == "all" else [options.book]
    with writing(options.folder):
        make_folder(options.folder)
        paths = write_books(record, options.folder, keys, date.today())
    for path in paths:
        put(str(path))
    for sentence in not_as_typed(record):
        tell(sentence)
    if is_sealed(read_head(options.file)):
        tell(CLEAR_EXPORTS)
    return DONE


def _declare_report(parser: Parser) -> None:
    from tui.report_command import declare_report

    declare_report(parser)


def _report(options: Options) -> int:
    from tui.report_command import report

    return report(options)


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


def _declare_history(parser: Parser) -> None:
    from tui.history_command import declare_history

    declare_history(parser)


def _history(options: Options) -> int:
    from tui.history_command import show_history

    return show_history(options)


def _declare_restore(parser: Parser) -> None:
    from tui.history_command import declare_restore

    declare_restore(parser)


def _restore(options: Options) -> int:
    from tui.history_command import bring_back

    return bring_back(options)


def _declare_seal(parser: Parser) -> None:
    from tui.seal_command import declare_seal

    declare_seal(parser)


def _seal(options: Options) -> int:
    from tui.seal_command import seal

    return seal(options)


def _declare_unseal(parser: Parser) -> None:
    from tui.seal_command import declare_unseal

    declare_unseal(parser)


def _unseal(options: Options) -> int:
    from tui.seal_command import unseal

    return unseal(options)


def _declare_doctor(parser: Parser) -> None:
    from tui.doctor.command import declare_doctor

    declare_doctor(parser)


def _doctor(options: Options) -> int:
    from tui.doctor.command import examine

    return examine(options)


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
    "rescue": Command(
        "壊れたファイルの読める部分を取り出します",
        "新しいファイルに書きます。",
        _declare_rescue,
        _rescue,
    ),
    "result": Command(
        "結果を表示します",
        "点数、リスク、診断を文字かJSONで出します。",
        _declare_result,
        _result,
    ),
    "plan": Command(
        "先に実施するとよい対策を出します",
        "効き目の順と、リスク大をなくす組み合わせです。",
        _declare_plan,
        _plan,
    ),
    "compare": Command(
        "前と今の聞き取りを比べます",
        "点数、リスク、答えがどう変わったかを出します。",
        _declare_compare,
        _compare,
    ),
    "export": Command(
        "Excelのブックを書き出します",
        "書き出したファイルの場所を表示します。",
        _declare_export,
        _export,
    ),
    "report": Command(
        "報告書をWordとHTMLで書き出します",
        "結果を、読む人のために文と図にまとめます。",
        _declare_report,
        _report,
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
    "history": Command(
        "残してある前の状態を並べます",
        "いつ、何が変わったかを、新しい順に出します。",
        _declare_history,
        _history,
    ),
    "restore": Command(
        "前の状態に戻します",
        "今の状態も残すので、そこへまた戻せます。",
        _declare_restore,
        _restore,
    ),
    "seal": Command(
        "ファイルをパスフレーズで暗号化します",
        "暗号化済みなら、パスフレーズを変えます。",
        _declare_seal,
        _seal,
    ),
    "unseal": Command(
        "ファイルの暗号化をやめます",
        "パスフレーズをうかがい、読めるファイルに戻します。",
        _declare_unseal,
        _unseal,
    ),
    "doctor": Command(
        "端末を調べて、直すとよい所を言います",
        "大きさ、文字の幅、色、キーなどを見ます。",
        _declare_doctor,
        _doctor,
    ),
}
