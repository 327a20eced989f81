"""`kikitori report FILE`: the report, for Word and as a page for the browser."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.engagement_file import load_engagement
from data.record import VISITS
from data.sealing import is_sealed
from data.storage import make_folder, read_head
from data.visits import visit_title
from tui.arguments import Options, Parser
from tui.passphrase import CLEAR_EXPORTS, unlock
from tui.streams import BadInputError, put, tell, writing


def declare_report(parser: Parser) -> None:
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
        "--visit",
        type=int,
        choices=VISITS,
        metavar="N",
        help="その回の訪問報告書にします（1から3）",
    )
    parser.options.add_argument(
        "--no-names",
        action="store_true",
        help="会社、人、情報資産などの名前とメモを伏せます",
    )


def report(options: Options) -> int:
    """Write the report and print each path; 0.

    Raises `EngagementFileError` for a file that cannot be read, `BadInputError` for a visit
    of which nothing is known and a folder that cannot be written.
    """
    from exports.reports import ReportKind, visits_to_report, write_report

    record = load_engagement(options.file, unlock)
    if options.visit and options.visit not in visits_to_report(record):
        raise BadInputError(
            f"{options.file}：{visit_title(options.visit)}の訪問は、まだ記録がありません"
        )
    with writing(options.folder):
        make_folder(options.folder)
        kind = ReportKind(options.visit, with_names=not options.no_names)
        paths = write_report(record, options.folder, kind, date.today())
    for path in paths:
        put(str(path))
    if is_sealed(read_head(options.file)):
        tell(CLEAR_EXPORTS)
    return 0
