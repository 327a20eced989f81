"""What people type, read the way they meant it: full-width digits, dates in any form."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from datetime import date, time

# The year before each era's first, and its last year where it has ended.
_ERAS = {"令和": (2018, 99), "R": (2018, 99), "平成": (1988, 31), "H": (1988, 31)}
_MONTH_AND_DAY = r"\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_ERA_DATE = re.compile(rf"(令和|平成|R|H)\s*(元|\d{{1,2}}){_MONTH_AND_DAY}")
_WESTERN_DATE = re.compile(rf"(\d{{4}}){_MONTH_AND_DAY}")
# The largest whole number that TOML promises to hold.
LARGEST_INTEGER = 2**63 - 1

_COUNT = re.compile(r"(\d[\d,]*)\s*[人名]?")
_DAY_OF_YEAR = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
# Years, as from 1896 to 1904.
LONGEST_TO_LEAP_DAY = 8
_TIME_OF_DAY = re.compile(r"(\d{1,2})\s*(?:[:.時]\s*(?:(\d{1,2})\s*分?)?)?")
NO_SUCH_DAY = "その日は暦にありません"
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


def narrow(text: str) -> str:
    """Full-width letters, digits and marks in their half-width form, trimmed."""
    return unicodedata.normalize("NFKC", text).strip()


def fold(text: str) -> str:
    """The form in which two texts are compared when searching."""
    return narrow(text).casefold()


# From small ァ to ヶ; the prolonged sound mark belongs to both.
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def searched(text: str) -> str:
    """The form in which words are looked for: `fold`, and カタカナ as ひらがな."""
    return _searched(text).strip()


def _searched(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_TO_HIRAGANA)


def found_at(text: str, word: str) -> int | None:
    """Where in the text as it is written a `searched` word begins, or None.

    The searched form may be longer or shorter than the text: ㈱ is three characters in it.
    """
    at = _searched(text).find(word)
    if at < 0:
        return None
    return bisect_right(range(len(text)), at, key=lambda end: len(_searched(text[:end]))) - 1


def parse_count(text: str) -> int:
    """A whole number of 0 or more, as in 「２５」 or 「25人」; raises ValueError."""
    found = _COUNT.fullmatch(narrow(text))
    digits = found[1].replace(",", "") if found else ""
    if not digits or len(digits) > 20 or int(digits) > LARGEST_INTEGER:
        raise ValueError("0以上の整数で入力してください（例：25）")
    return int(digits)


def parse_date(text: str) -> date:
    """A day typed as 2026-11-20, 2026/11/20, 20261120, 令和8年11月20日 or R8.11.20.

    Raises ValueError when the text is no date, or one that is no day of the calendar.
    """
    plain = narrow(text)
    try:
        if era := _ERA_DATE.fullmatch(plain):
            return _era_date(era)
        if found := _WESTERN_DATE.fullmatch(plain) or _COMPACT_DATE.fullmatch(plain):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise ValueError(NO_SUCH_DAY) from None
    raise ValueError("日付は 2026-11-20 のように入力してください")


def parse_due(text: str, today: date) -> date:
    """As `parse_date`; of 12月4日 or 12/4 the next one from today on.

    Raises ValueError as `parse_date` does.
    """
    found = _DAY_OF_YEAR.fullmatch(narrow(text))
    if not found:
        return parse_date(text)
    for year in range(today.year, min(today.year + LONGEST_TO_LEAP_DAY, date.max.year) + 1):
        day = _day_of(year, int(found[1]), int(found[2]))
        if day and day >= today:
            return day
    raise ValueError(NO_SUCH_DAY)


def parse_near(text: str, today: date) -> date:
    """As `parse_date`; of 12月4日 or 12/4 the one nearest to today, before it or after.

    Raises ValueError as `parse_date` does.
    """
    found = _DAY_OF_YEAR.fullmatch(narrow(text))
    if not found:
        return parse_date(text)
    years = range(
        max(today.year - LONGEST_TO_LEAP_DAY, date.min.year),
        min(today.year + LONGEST_TO_LEAP_DAY, date.max.year) + 1,
    )
    days = filter(None, (_day_of(year, int(found[1]), int(found[2])) for year in years))
    if nearest := min(days, key=lambda day: abs(day - today), default=None):
        return nearest
    raise ValueError(NO_SUCH_DAY)


def _day_of(year: int, month: int, day: int) -> date | None:
    """None where that year has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _era_date(found: re.Match[str]) -> date:
    start, last = _ERAS[found[1]]
    year = 1 if found[2] == "元" else int(found[2])
    if not 1 <= year <= last:
        raise ValueError("no such year of the era")
    return date(start + year, int(found[3]), int(found[4]))


def parse_time_of_day(text: str) -> time:
    """A time typed as 13:30, 13時30分 or 13時; raises ValueError when it is none."""
    found = _TIME_OF_DAY.fullmatch(narrow(text))
    try:
        if found:
            return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        pass
    raise ValueError("時刻は 13:30 のように入力してください")
