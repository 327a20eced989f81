"""`kikitori compare THEN NOW` and `kikitori compare FILE --visit N`: then and now side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data.engagement_file import load_engagement
from data.harmless import visible_json
from data.record import VISITS
from data.then_and_now import Pair, ThenAndNow, compare, comparison_payload, since_visit
from data.then_and_now_text import comparison_text, two_firms, visit_name
from tui.passphrase import unlock
from tui.streams import BadInputError, WrongUsageError, put, tell

if TYPE_CHECKING:
    from tui.arguments import Options, Parser

DONE = 0
WHAT = "前と今の2つのファイルか、1つのファイルと --visit を指定してください"


def declare_compare(parser: Parser) -> None:
    parser.targets.add_argument(
        "then", metavar="FILE", type=Path, help="前の聞き取りのファイル（--visit なら今の）"
    )
    parser.targets.add_argument(
        "now", metavar="FILE", type=Path, nargs="?", help="今の聞き取りのファイル"
    )
    parser.options.add_argument(
        "--visit",
        type=int,
        choices=VISITS,
        metavar="|".join(map(str, VISITS)),
        help="この回の訪問の終わりの記録を、今と比べます",
    )
    parser.options.add_argument("--json", action="store_true", help="JSONで出します")


def show_comparison(options: Options) -> int:
    """Only reads; asks for the passphrase of each sealed file.

    Raises `WrongUsageError`, `BadInputError` for a visit without a record and
    `EngagementFileError`.
    """
    if (options.now is None) == (options.visit is None):
        raise WrongUsageError(WHAT)
    if options.visit is None:
        paths = Pair[Path](options.then, options.now)
        compared = compare(*paths.of(lambda path: load_engagement(path, unlock)))
        _put(compared, paths.of(str), is_json=options.json)
    else:
        _put_since_visit(options.then, options.visit, is_json=options.json)
    return DONE


def _put_since_visit(path: Path, visit: int, *, is_json: bool) -> None:
    record = load_engagement(path, unlock)
    if visit not in record.baselines:
        kept = "・".join(f"第{each}回" for each in sorted(record.baselines)) or "まだありません"
        raise BadInputError(f"{path}：第{visit}回訪問の記録がありません（残っている記録：{kept}）")
    names = Pair(visit_name(record, visit), str(path))
    _put(since_visit(record, visit), names, is_json=is_json)


def _put(compared: ThenAndNow, names: Pair[str], *, is_json: bool) -> None:
    if is_json:
        import json

        payload = comparison_payload(compared)
        put(visible_json(json.dumps(payload, ensure_ascii=False, indent=2)))
    else:
        put(comparison_text(compared, names))
    if warning := two_firms(compared):
        tell(warning)
