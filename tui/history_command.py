"""`kikitori history FILE` and `kikitori restore FILE NUMBER`: what was, and back to it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.engagement_file import seal_of
from data.generations import Generation, Generations, history_folder
from data.problems import EngagementFileError, reason_of
from data.restoring import present_content, restore, take_out
from data.sealing import NO_SEAL, SealBeside, is_whole
from data.storage import read_file
from data.timeline import NONE_YET, Moment, local_time, moments
from tui.passphrase import unlock
from tui.streams import BadInputError, put, tell

if TYPE_CHECKING:
    from tui.arguments import Options, Parser

DONE = 0
HEADING = "番号  いつ              その前の状態から変わったところ"
# As wide as a number of four digits.
PRESENT = "  今"


def declare_history(parser: Parser) -> None:
    parser.targets.add_argument("file", metavar="FILE", type=Path, help="聞き取りのファイル")
    parser.options.add_argument("--json", action="store_true", help="JSONで出します")


def show_history(options: Options) -> int:
    """The states kept, the newest first; only reads."""
    path: Path = options.file
    path = path.resolve() if path.is_symlink() else path
    try:
        known = Generations(path).all()
        wrapping = _wrapping(path)
        present = present_content(path, wrapping)
        if present is None and not known:
            read_file(path)
        found = moments(Generations(path, wrapping), present)
    except OSError as error:
        where = history_folder(path)
        raise BadInputError(f"{where}：読めません（{reason_of(error)}）") from None
    if options.json:
        _put_json(found)
    elif known:
        put("\n".join([HEADING, *map(_line, found)]))
        tell(f"戻すには: kikitori restore {_quoted(options.file)} 番号")
    else:
        tell(f"{options.file}：{NONE_YET}")
    return DONE


def _wrapping(path: Path) -> SealBeside:
    """As the file is sealed, or where it is gone or damaged, its newest state."""
    path = path.resolve() if path.is_symlink() else path
    sealed = next(filter(is_whole, _contents(path)), None)
    return SealBeside(NO_SEAL if sealed is None else seal_of(path, sealed, unlock))


def _contents(path: Path) -> Iterator[bytes]:
    with contextlib.suppress(EngagementFileError):
        yield read_file(path)
    with contextlib.suppress(OSError):
        for newest in Generations(path).all()[-1:]:
            yield newest.path.read_bytes()


def _line(moment: Moment) -> str:
    kept = moment.generation
    number = f"{kept.number:4}" if kept else PRESENT
    same = "（今と同じ）" if kept and moment.is_present else ""
    return f"{number}  {_when(kept) if kept else '':16}  {moment.said}{same}"


def _quoted(path: Path) -> str:
    """As it can be typed again, in any shell."""
    return f'"{path}"' if " " in str(path) else str(path)


def _when(kept: Generation) -> str:
    return f"{local_time(kept.taken):%Y-%m-%d %H:%M}"


def _put_json(found: Sequence[Moment]) -> None:
    import json

    present = [moment for moment in found if moment.generation is None]
    payload = {
        "generations": [_payload(each, each.generation) for each in found if each.generation],
        "since_newest": _counts(present[0]) if present else {},
    }
    put(json.dumps(payload, ensure_ascii=False, indent=2))


def _payload(moment: Moment, kept: Generation) -> dict[str, Any]:
    return {
        "number": kept.number,
        "taken": f"{kept.taken:%Y-%m-%dT%H:%M:%SZ}",
        "damaged": moment.is_damaged,
        "present": moment.is_present,
        "changes": _counts(moment),
    }


def _counts(moment: Moment) -> dict[str, int] | None:
    return None if moment.changes is None else dict(moment.changes.counts)


def declare_restore(parser: Parser) -> None:
    parser.targets.add_argument("file", metavar="FILE", type=Path, help="聞き取りのファイル")
    parser.targets.add_argument(
        "number", metavar="NUMBER", type=int, help="kikitori history の番号"
    )
    parser.options.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        type=Path,
        help="もとのファイルを変えずに、別のファイルへ書き出します",
    )


def bring_back(options: Options) -> int:
    """The state is in its file again, or in another one."""
    if options.output is not None:
        _take_out(options.file, options.number, options.output)
        return DONE
    path: Path = options.file
    with _told(path, "-o で別の場所に書き出せます"):
        restored = restore(path, options.number, _wrapping(path))
    when = _when(restored.generation)
    if restored.before:
        back = f"それまでの状態は{restored.before.number}番に残しました"
        put(f"{path}：{options.number}番（{when}）の状態に戻しました。{back}")
    elif restored.is_same:
        put(f"{path}：すでに{options.number}番（{when}）と同じです。何も変えていません")
    else:
        put(f"{path}：なくなっていたので、{options.number}番（{when}）の状態で作りました")
    return DONE


def _take_out(path: Path, number: int, target: Path) -> None:
    with _told(target, "-o で別の場所を指定できます"):
        take_out(path, number, target, _wrapping(path))
    put(str(target))


@contextlib.contextmanager
def _told(path: Path, instead: str) -> Iterator[None]:
    """What the system refuses becomes a sentence."""
    try:
        yield
    except OSError as error:
        where = error.filename2 or error.filename or path
        why = reason_of(error)
        raise BadInputError(
            f"{where}：書けません（{why}）。何も変えていません。{instead}"
        ) from None
