"""What people put into cells, read the way they meant it.

A blank cell is None, a blank flag False; what cannot be understood raises ValueError
with a sentence for the person who filled the cell in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from typing import Generic, TypeVar

from data.fields import Field, Kind, Value
from data.ledger import TOP_IMPORTANCE
from data.text import fold, narrow, parse_count, parse_date
from exports.grid import CellValue

Key = TypeVar("Key")

# The same titles and answers come back in every row, long texts do not.
_LONGEST_KEPT = 200

_INVISIBLE = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")
_LINE_ENDS = re.compile(r"\r\n?")
# No title, answer or day is longer, and searching all of a long text takes its time.
LONGEST_ENTRY = 300
# Some programs put the reading behind a title: 業務分類 ギョウム ブンルイ
_READING = re.compile(r"(?: +[ァ-ヺー]+)+ *$")
_KANJI = re.compile(r"[㐀-鿿々]")
_NUMBERED = re.compile(
    r"\(?(?P<number>-?\d+)(?:\.0+)?(?P<mark>\s*[:.、)\]]+)?\s*(?P<label>(?!\d).*)", re.DOTALL
)
_WEEKDAY = re.compile(r"\s*\([月火水木金土日](?:曜日?)?\)")
_TIME = re.compile(r"(?<=\d)[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")

_DASHES = frozenset("-−‐‑–—―ー─━")
_YES = (
    *("有", "有り", "あり", "○", "〇", "◯", "◎", "●", "✓", "✔", "☑", "✅", "レ"),
    *("1", "true", "yes", "y", "はい", "該当", "該当する"),
)
_NO = (
    *("無", "無し", "なし", "×", "✕", "✗", "✖", "☐", "□"),
    *("0", "false", "no", "n", "いいえ", "非該当", "該当しない"),
)
_UNDECIDED = ("未定", "未記入", "未入力", "空欄", "なし", "無し", "無", "不明")

_DAY_ZERO = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
# A bare number for a day outside these years is a year or a slip rather than a day.
_SERIAL_YEARS = range(1950, 2200)
# What a reference to an empty cell leaves in a cell for a day.
_EMPTY_DAYS = ("0", "00:00:00")
_NO_DAY = "日付は 2026-11-20 のように書いてください"


@dataclass(frozen=True, slots=True)
class Option(Generic[Key]):
    """One answer of a closed list; `number` is what a numbered drop-down puts before it."""

    key: Key
    labels: tuple[str, ...]
    number: int | None = None

    @property
    def shown(self) -> str:
        return self.labels[0] if self.number is None else f"{self.number}:{self.labels[0]}"


_LEVELS = tuple(Option(level, (str(level),), level) for level in range(1, TOP_IMPORTANCE + 1))


def is_blank(value: CellValue) -> bool:
    """Nothing that a person can see."""
    return value is None or (isinstance(value, str) and not _INVISIBLE.sub("", value))


def is_dash(value: CellValue) -> bool:
    """A mark for "nothing": - ー ― and their like, however many."""
    key = title_key(value)
    return bool(key) and all(sign in _DASHES for sign in key)


def title_key(value: CellValue) -> str:
    """The form in which titles and labels are compared; empty for a blank cell.

    Full-width forms, letter case, all white space and a reading in katakana behind the
    text are gone.
    """
    text = text_of(value)
    return _key_of(text) if len(text) <= _LONGEST_KEPT else _key_of.__wrapped__(text)


@lru_cache(maxsize=4096)
def _key_of(text: str) -> str:
    plain = narrow(text)
    found = _READING.search(plain) if len(plain) <= LONGEST_ENTRY else None
    if found and _KANJI.search(plain, 0, found.start()):
        plain = plain[: found.start()]
    return fold(_INVISIBLE.sub("", plain)).replace("〜", "~")


def option_of(value: CellValue, options: Sequence[Option[Key]]) -> Key | None:
    """The key of the option named by its label, its number, or both; None for a blank cell.

    `1:実施している`, `１．実施している`, `実施している`, `1` and 1.0 are the same. Raises
    ValueError that names the options; also where number and label belong to different ones.
    """
    if is_blank(value):
        return None
    found = _by_label(value, options) or _by_number(value, options)
    if found is None:
        raise ValueError(f"{_listed(each.shown for each in options)}のどれかにしてください")
    return found.key


def _listed(texts: Iterable[str]) -> str:
    return "".join(f"「{text}」" for text in texts)


def _by_label(value: CellValue, options: Sequence[Option[Key]]) -> Option[Key] | None:
    """Exactly, else by one side of a `/`, else without 長音 (サーバ for サーバー)."""
    wanted = title_key(value)
    for form in (_whole, _sides, _short):
        found = [each for each in options if form(wanted) & _forms(each, form)]
        if len(found) == 1:
            return found[0]
    return None


def _forms(option: Option[Key], form: Callable[[str], set[str]]) -> set[str]:
    return set().union(*(form(title_key(label)) for label in option.labels))


def _whole(key: str) -> set[str]:
    return {key}


def _sides(key: str) -> set[str]:
    return set(key.split("/"))


def _short(key: str) -> set[str]:
    return {key.replace("ー", "")}


def _by_number(value: CellValue, options: Sequence[Option[Key]]) -> Option[Key] | None:
    found = _NUMBERED.fullmatch(narrow(text_of(value)))
    if not found:
        return None
    number = int(found["number"])
    labelled = _by_label(found["label"], options)
    if labelled:
        return labelled if labelled.number in (None, number) else None
    if found["label"] and not found["mark"]:
        return None
    return next((each for each in options if each.number == number), None)


def text_of(value: CellValue) -> str:
    r"""The text as typed, line ends as \n; anything else as Excel would show it plainly."""
    if isinstance(value, str):
        return _LINE_ENDS.sub("\n", value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return value.isoformat() if isinstance(value, date | time) else str(value)


def day_of(value: CellValue, starts_1904: bool = False, *, undecided: bool = False) -> date | None:
    """A day as a date, a serial number, or text in any form a person writes; None when blank.

    `undecided`: 未定, なし or a dash is no day either, rather than an error. Raises
    ValueError for what is no day.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    plain = narrow(text_of(value))
    if is_blank(plain) or plain in _EMPTY_DAYS or (undecided and _is_undecided(plain)):
        return None
    if isinstance(value, bool | time | timedelta):
        raise ValueError(_NO_DAY)
    return _serial_day(plain, starts_1904) if _SERIAL.fullmatch(plain) else _written_day(plain)


def _is_undecided(plain: str) -> bool:
    return is_dash(plain) or title_key(plain) in _UNDECIDED


def _serial_day(plain: str, starts_1904: bool) -> date:
    day = _DAY_ZERO[starts_1904] + timedelta(days=int(float(plain)))
    if day.year not in _SERIAL_YEARS:
        raise ValueError(_NO_DAY)
    return day


def _written_day(plain: str) -> date:
    if len(plain) > LONGEST_ENTRY:
        raise ValueError(_NO_DAY)
    try:
        return parse_date(_TIME.sub("", _WEEKDAY.sub(" ", plain)))
    except ValueError:
        raise ValueError(_NO_DAY) from None


def level_of(value: CellValue) -> int | None:
    """An evaluation of 1, 2 or 3; None when blank or a dash. Raises ValueError for all else."""
    if is_dash(value):
        return None
    try:
        return option_of(value, _LEVELS)
    except ValueError:
        raise ValueError("1・2・3 のどれかにしてください") from None


def flag_of(value: CellValue) -> bool:
    """Whether the cell says 有 in one of its many forms; blank and 無 are False.

    Raises ValueError for what says neither.
    """
    key = title_key(value)
    if not key or key in _NO or is_dash(value):
        return False
    if key in _YES:
        return True
    raise ValueError("「有」か空欄にしてください")


def count_of(value: CellValue) -> int | None:
    """A whole number of 0 or more, as in 25 or 「25人」; None when blank. Raises ValueError."""
    if is_blank(value):
        return None
    try:
        return parse_count(text_of(value))
    except ValueError:
        raise ValueError("0以上の整数にしてください") from None


def parser_of(field: Field, starts_1904: bool = False) -> Callable[[CellValue], Value]:
    """How a cell of this field is read; an undecided day or choice is no value."""
    parsers: dict[Kind, Callable[[CellValue], Value]] = {
        Kind.TEXT: text_of,
        Kind.COUNT: count_of,
        Kind.DATE: partial(day_of, starts_1904=starts_1904, undecided=True),
        Kind.LEVEL: level_of,
        Kind.FLAG: flag_of,
    }
    if field.kind is Kind.CHOICE:
        return partial(_choice_of, [Option(each.key, (each.label,)) for each in field.choices])
    return parsers[field.kind]


def _choice_of(options: Sequence[Option[str]], value: CellValue) -> str | None:
    return None if is_dash(value) else option_of(value, options)
