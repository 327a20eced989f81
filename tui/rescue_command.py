"""`kikitori rescue FILE`: what can be read of a damaged file, as a new one."""

from __future__ import annotations

import os
from pathlib import Path

from data.salvage.rescue import load_salvage, rescued_path
from data.salvage.telling import KEPT_AS_IT_IS, NOTHING_LOST, NOTHING_READABLE, sections
from data.session import Session
from tui.arguments import Options, Parser
from tui.streams import BadInputError, put, tell


def declare_rescue(parser: Parser) -> None:
    parser.targets.add_argument("file", metavar="FILE", type=Path, help="壊れた聞き取りのファイル")
    parser.options.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        type=Path,
        help="新しいファイル（指定がなければ、元のファイルの隣に作ります）",
    )


def rescue(options: Options) -> int:
    """Write what can be read into a new file and tell what cannot; 0.

    Raises `BadInputError` when nothing can be read or the new file is already there,
    `EngagementFileError` for what is no damaged file or cannot be written.
    """
    path: Path = options.file
    found = load_salvage(path)
    if found.is_whole:
        tell(f"{path}：問題ありません。このまま開けます")
        return 0
    if found.is_empty:
        raise BadInputError(f"{path}：{NOTHING_READABLE}")
    output: Path = options.output or rescued_path(path)
    if os.path.lexists(output):
        raise BadInputError(f"{output}：すでにあります。-o で別の名前を指定してください")
    for title, lines in sections(found):
        tell("\n".join([title, *(f"  {line}" for line in lines)]))
    tell(KEPT_AS_IT_IS if found.lost else f"{NOTHING_LOST}。{KEPT_AS_IT_IS}")
    Session.create(output, found.record).close()
    put(str(output))
    return 0
