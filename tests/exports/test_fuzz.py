"""Whatever a book or a list holds, it is read or refused in words, and nothing else happens."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from data.folder import sample_content
from data.reading import read_engagement
from data.writing import write_engagement
from exports.book_import import BookImport, UnreadableBookError, read_books
from exports.books import write_books
from exports.merged_books import merge_books
from tests.data.japanese import is_japanese
from tests.fuzzing import budget, mutated

LIST = (
    "業務分類,情報資産名称,備考,利用者範囲,管理部署,媒体・保存先,個人情報,要配慮個人情報,"
    "特定個人情報,機密性,完全性,可用性,保存期限,登録日\r\n"
    '人事,社員名簿,"1行目\n2行目",人事部,総務部,事務所PC,有,,,3,1,1,5年,2026/4/1\r\n'
    "営業,見積書,,営業部,営業部,書類,,,,２,２,１,10年,令和8年4月1日\r\n"
).encode()
TEXT_TOKENS = (
    *b""", " "" \t ; \r \n \r\n = + @ 0 9 -1 1e9 \x00 \xff \xef\xbb\xbf \xe3""".split(b" "),
    *(word.encode() for word in ("有", "３", "情報資産名称", "事務所PC", "令和99年13月1日")),
    "社員".encode("cp932"),
)
XML_TOKENS = (
    *b"""< > </ /> & &amp; &#0; " ' <v> </v> <c> t="s" t="b" r="A1" <row> <!--""".split(),
    *b"""<![CDATA[ <!DOCTYPE <f> 0 -1 1e999 99999999999999999999 NaN \x00 \xff""".split(),
    *(word.encode() for word in ("完", "４", "実施している", "分からない")),
)


def _read_or_refused(content: bytes, ending: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"本{ending}"
        path.write_bytes(content)
        books = _books(path)
        assert path.read_bytes() == content
        assert list(Path(folder).iterdir()) == [path]
    if books:
        record = merge_books(read_engagement(sample_content()), books, "theirs").record
        assert read_engagement(write_engagement(record)) == record


def _books(path: Path) -> list[BookImport]:
    try:
        return read_books([path])
    except UnreadableBookError as error:
        reason = error.reason
    assert is_japanese(reason)
    return []


@budget(150)
@given(mutated(LIST, TEXT_TOKENS), st.sampled_from([".csv", ".tsv", ".txt"]))
def test_mutated_list(content: bytes, ending: str) -> None:
    _read_or_refused(content, ending)


@budget(100)
@given(st.binary(max_size=200), st.sampled_from([".csv", ".xlsx", ".xlsm"]))
def test_random_bytes(content: bytes, ending: str) -> None:
    _read_or_refused(content, ending)


@cache
def _book() -> bytes:
    """The smallest book: the self-check of the sample firm."""
    with TemporaryDirectory() as folder:
        record = read_engagement(sample_content())
        (path,) = write_books(record, Path(folder), ["self-check"], date(2026, 11, 20))
        return path.read_bytes()


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_book())) as book:
        return {name: book.read(name) for name in book.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return made.getvalue()


@budget(15)
@given(st.data())
def test_mutated_book_file(data: st.DataObject) -> None:
    _read_or_refused(data.draw(mutated(_book(), XML_TOKENS)), ".xlsx")


@budget(30)
@given(st.data())
def test_mutated_parts_of_a_book(data: st.DataObject) -> None:
    parts = _parts()
    for name in data.draw(st.sets(st.sampled_from(sorted(parts)), min_size=1, max_size=2)):
        parts[name] = data.draw(mutated(parts[name], XML_TOKENS))
    _read_or_refused(_zipped(parts), ".xlsx")


def test_the_seeds_are_read_to_begin_with(tmp_path: Path) -> None:
    for name, content in (("a.csv", LIST), ("b.xlsx", _book()), ("c.xlsx", _zipped(_parts()))):
        (tmp_path / name).write_bytes(content)
        (book,) = read_books([tmp_path / name])
        assert not book.unread
        assert book.record.assets or book.record.self_check.items
