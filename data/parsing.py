"""From a file's bytes to its TOML tables; what stands in the way is said with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from data.problems import DamagedFileError, Problem

Table = Mapping[str, Any]

# Far more than a person nests; what Python can read deeper it cannot write back.
DEEPEST = 64
# The time for a key of many parts grows with their square. A key of so many takes a second.
MANY_DOTS = 2_000
_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_LONG_KEY = rf"(?m)^[ \t]*\[*[ \t]*{_PART}(?:[ \t]*\.[ \t]*{_PART}){{{DEEPEST}}}"
_TOO_DEEP = "入れ子が深すぎます。直すか、消してください"

BEGINS_CONFLICT, PARTS_CONFLICT, ENDS_CONFLICT = "<<<<<<<", "=======", ">>>>>>>"

_CONFLICT = (
    f"2つの版が {BEGINS_CONFLICT} と {ENDS_CONFLICT} のあいだに並んでいます。"
    "片方だけを残してください"
)
_UNCLOSED = "ここから始まる、何行かにわたる文の終わりがありません"
AT_END = "(at end of document)"
_SYNTAX_HINTS = (
    ("Cannot overwrite", "同じキーが2回書かれています。どちらかを消してください"),
    ("Cannot declare", "同じ表が2回書かれています。1つにまとめてください"),
    ("Cannot mutate", "同じ表が2回書かれています。1つにまとめてください"),
    (AT_END, "ここで途切れています。続きが失われていないか、控えを確かめてください"),
    ("Unterminated string", '文字列の終わりの " がありません'),
    ("Expected '='", "キーのあとに = がありません"),
    ("Invalid value", '値の書き方に誤りがあります。文字は "" で囲みます'),
    ("Illegal character", "ここには書けない文字があります。改行は \\n と書きます"),
)


def damaged(message: str, key_path: str = "", line: int | None = None) -> DamagedFileError:
    """One fault that keeps a content from being read at all."""
    return DamagedFileError(None, (Problem(message, key_path, line),))


def decode(content: bytes) -> str:
    """The text of a file, with or without a byte order mark; raises `DamagedFileError`."""
    if not content.strip():
        raise damaged("ファイルが空です。中身が失われていないか、控えを確かめてください", "format")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise damaged("UTF-16で保存されています。UTF-8で保存し直してください")
    if b"\x00" in content:
        raise damaged("テキストではないファイルです。聞き取りのTOMLファイルを選んでください")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start
    line = content.count(b"\n", 0, start) + 1
    message = "UTF-8ではない文字があります。エディタでUTF-8を選んで保存し直してください"
    raise damaged(message, _key_path(content.decode("utf-8-sig", errors="replace"), line), line)


def parse(text: str) -> Table:
    """The tables of TOML text; raises `DamagedFileError`, at once for what nests too deep."""
    if text.count(".") > MANY_DOTS:
        _refuse_long_keys(text)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise damaged(_TOO_DEEP) from None
    except ValueError as error:
        said = str(error)
    raise _syntax_error(text.replace("\r\n", "\n"), said)


def _refuse_long_keys(text: str) -> None:
    from data.key_lines import without_long_strings

    found = re.search(_LONG_KEY, without_long_strings(text))
    if found:
        line = found.string.count("\n", 0, found.start()) + 1
        first = re.search(_PART, found[0])
        raise damaged(_TOO_DEEP, first[0] if first else "", line)


def _syntax_error(text: str, said: str) -> DamagedFileError:
    line, hint = _diagnosed(text, said)
    return damaged(hint, _key_path(text, line), line)


def _diagnosed(text: str, said: str) -> tuple[int, str]:
    """The line to look at, and what is wrong there."""
    from data.key_lines import find_unclosed, without_long_strings

    if conflict := re.search(rf"(?m)^{BEGINS_CONFLICT}", without_long_strings(text)):
        return conflict.string.count("\n", 0, conflict.start()) + 1, _CONFLICT
    if AT_END in said and (opening := find_unclosed(text)):
        return opening, _UNCLOSED
    found = re.search(r"line (\d+)", said)
    line = int(found[1]) if found else text.rstrip("\n").count("\n") + 1
    hint = next((hint for sign, hint in _SYNTAX_HINTS if sign in said), "")
    return line, hint or "TOMLの書き方に誤りがあります。この行と前の行を見直してください"


def _key_path(text: str, line: int) -> str:
    from data.key_lines import dotted, find_key_path

    return dotted(find_key_path(text, line))
