"""`kikitori plan FILE`: what helps most, and the least effort that leaves no risk 大."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data.engagement_file import load_engagement
from data.harmless import visible_json
from data.what_helps import what_helps, what_helps_payload
from tui.passphrase import unlock
from tui.streams import put

if TYPE_CHECKING:
    from tui.arguments import Options, Parser

DONE = 0


def declare_plan(parser: Parser) -> None:
    parser.targets.add_argument("file", metavar="FILE", type=Path, help="聞き取りのファイル")
    parser.options.add_argument("--json", action="store_true", help="JSONで出します")


def show_plan(options: Options) -> int:
    """Only reads; asks for the passphrase of a sealed file. Raises `EngagementFileError`."""
    found = what_helps(load_engagement(options.file, unlock))
    if options.json:
        import json

        put(visible_json(json.dumps(what_helps_payload(found), ensure_ascii=False, indent=2)))
    else:
        from data.what_helps_text import what_helps_text

        put(what_helps_text(found))
    return DONE
