"""`kikitori verify BOOK…`: a book's numbers computed anew by LibreOffice, beside our own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from data.harmless import visible
from data.problems import reason_of
from exports.bare_book import ReachesOutError
from exports.book_cells import read_cells
from exports.book_import import UnreadableBookError, read_books
from exports.book_parts import NotAWorkbookError
from exports.office import OfficeError, find_office, recalculate
from exports.verification import Deviation, OtherBookError, Verification, book_of, verify
from tui.streams import BadInputError, put, tell

EQUAL, DIFFERENT = 0, 1
SOURCE = "https://ja.libreoffice.org/"
NO_OFFICE = f"LibreOfficeが見つかりません。{SOURCE} から入れると、ブックの数を照合できます"
OTHER_BOOK = "照合できません。kikitoriのブックでないか、シートの名前や行・列の並びが変わっています"
# Of what only needs a new save, some are enough to see.
MOST_OUTDATED = 10
LONGEST_TEXT = 60


def verify_books(paths: Sequence[Path]) -> int:
    """Says of each book whether all its numbers are right; 1 when any is not."""
    if find_office() is None:
        raise BadInputError(NO_OFFICE)
    return max(map(_verify_book, paths))


def _verify_book(path: Path) -> int:
    try:
        verification = _verification(path)
    except (NotAWorkbookError, OtherBookError):
        tell(f"{path}：{OTHER_BOOK}")
    except ReachesOutError as error:
        tell(f"{path}：{error.place} の式がファイルの外を読むため、照合しませんでした")
    except UnreadableBookError as error:
        tell(f"{path}：{error.reason}")
    except OfficeError as error:
        tell(f"{path}：{error}")
    except OSError as error:
        tell(f"{path}：読めません（{reason_of(error)}）")
    else:
        return _say(path, verification)
    return DIFFERENT


def _verification(path: Path) -> Verification:
    (book,) = read_books([path])
    for unread in book.unread:
        tell(f"{unread}（照合に入れませんでした）")
    content = path.read_bytes()
    kept = read_cells(content)
    # LibreOffice gets nothing that is no book of ours.
    book_of(kept)
    (recalculated,) = recalculate([content])
    return verify(kept, read_cells(recalculated), book.record)


def _say(path: Path, found: Verification) -> int:
    if found.outdated:
        _say_outdated(path, found.outdated)
    if not found.deviations:
        put(visible(f"{path}：{found.compared:,}個の計算セルがすべて一致しました"))
        return EQUAL
    lines = "\n".join(map(_line, found.deviations))
    number = len(found.deviations)
    tell(f"{path}：{found.compared:,}個の計算セルのうち{number:,}個が一致しません\n{lines}")
    return DIFFERENT


def _say_outdated(path: Path, cells: Sequence[Deviation]) -> None:
    places = "、".join(_places(cells[:MOST_OUTDATED]))
    more = " ほか" if len(cells) > MOST_OUTDATED else ""
    tell(
        f"{path}：保存されている値が計算し直した値と違うセルが{len(cells):,}個あります。"
        f"Excelで開いて保存し直すと直ります（{places}{more}）"
    )


def _places(cells: Iterable[Deviation]) -> list[str]:
    return [f"{each.sheet}!{each.cell}" for each in cells]


def _line(each: Deviation) -> str:
    found = f"LibreOffice {_quoted(each.found)}"
    if not each.is_formula:
        found = f"式がなくなっています {_quoted(each.found)}"
    return f"  {each.sheet}!{each.cell}：{found}、kikitori {_quoted(each.expected)}"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    cut = line if len(line) <= LONGEST_TEXT else f"{line[:LONGEST_TEXT]}…"
    return f"「{cut}」" if cut else "空欄"
