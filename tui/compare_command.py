"""`kikitori compare THEN NOW`: two engagements side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data.engagement_file import load_engagement
from data.harmless import visible_json
from data.then_and_now import Pair, ThenAndNow, compare, comparison_payload
from tui.passphrase import unlock
from tui.streams import put, tell

if TYPE_CHECKING:
    from tui.arguments import Options, Parser

DONE = 0


def declare_compare(parser: Parser) -> None:
    parser.targets.add_argument("then", metavar="THEN", type=Path, help="前の聞き取りのファイル")
    parser.targets.add_argument("now", metavar="NOW", type=Path, help="今の聞き取りのファイル")
    parser.options.add_argument("--json", action="store_true", help="JSONで出します")


def show_comparison(options: Options) -> int:
    """Only reads; asks for the passphrase of each sealed file. Raises `EngagementFileError`."""
    paths = Pair[Path](options.then, options.now)
    compared = compare(*paths.of(lambda path: load_engagement(path, unlock)))
    _put(compared, paths.of(str), is_json=options.json)
    return DONE


def _put(compared: ThenAndNow, names: Pair[str], *, is_json: bool) -> None:
    from data.then_and_now_text import comparison_text, two_firms

    if is_json:
        import json

        payload = comparison_payload(compared)
        put(visible_json(json.dumps(payload, ensure_ascii=False, indent=2)))
    else:
        put(comparison_text(compared, names))
    if warning := two_firms(compared):
        tell(warning)
