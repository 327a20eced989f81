"""The whole interview of tests/terminal/firm.py, as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.terminal import firm
from tests.terminal.firm import Chosen, Entry

# The kinds of personal information are one key there and three questions here.
PERSONAL = 6
KINDS = {1: ("2", "2", "２"), 2: ("１", "2", "無")}


def _entries(entries: Sequence[Entry], personal: int | None = None) -> Iterator[str]:
    for position, entry in enumerate(entries):
        if not isinstance(entry, Chosen):
            yield entry.text
        elif position == personal:
            yield from KINDS[firm.number(entry.key)]
        else:
            yield entry.key


def firm_lines() -> Iterator[str]:
    yield from (firm.NAME, "製造業", "２５", "２０２６／０９／１２", "情報　守", "２", "")
    yield from ("令和８年９月１４日", "総務部長")


def until_export() -> list[str]:
    """From the question whether to create the file to the threat that is looked up."""
    lines = ["1", *firm_lines(), *firm.SELF_CHECK_KEYS, ""]
    for entries in firm.ASSETS:
        lines += ["ａ", *_entries(entries, PERSONAL)]
    lines += ["脅威", *firm.THREAT_KEYS, "", *firm.MEASURE_KEYS]
    lines += ["/対策の明確化", "1", "ｎ", *firm.NOTE_LINES, "．", "u", "元に戻す", "y", "y"]
    lines += ["ｆ９", "a", *_entries(firm.SERVICE), *firm.CLOUD_KEYS]
    return [*lines, "さがす Ｔ０７", "1"]


def whole() -> list[str]:
    """To the three workbooks, and out."""
    return [*until_export(), "f10", "", "ｘ", "１", "", "おわる"]
