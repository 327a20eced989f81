"""The earlier states of an engagement as a person sees them: which, when, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from data.changes import Changes, changes_between
from data.generations import DamagedGenerationError, Generation, Generations
from data.problems import EngagementFileError, reason_of
from data.reading import read_engagement
from data.record import Engagement

HowFar = Callable[[int, int, str], object]

DAMAGED = "壊れていて、戻せません"
UNREADABLE = "聞き取りとして読めない内容"
OLDEST = "残っている中で、いちばん古い状態"
NONE_YET = "前の状態は、まだ残っていません。答えを変えると残ります"
NOTHING_CHANGED = "今と同じ状態です。変わったところはありません"
AFTER_UNREADABLE = "前の状態とくらべられません"


class UnusableStateError(Exception):
    """A state cannot become the present one; the text says why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One state: kept as `generation`, or the present one if that is None.

    `changes` are those since the moment before, None where they are not known; `said` tells
    them, or why not. What `is_damaged` cannot be brought back, `is_present` is in the file.
    """

    generation: Generation | None
    changes: Changes | None
    said: str
    is_damaged: bool = False
    is_present: bool = False


def moments(
    kept: Generations, present: bytes | None, how_far: HowFar | None = None
) -> list[Moment]:
    """From the newest to the oldest; first the `present` content, unless the newest kept is it.

    `how_far` is told the states read, all of them, and the number of the next. Raises
    OSError when the folder cannot be read.
    """
    found: list[Moment] = []
    before: Engagement | None = None
    newest: bytes | None = None
    generations = kept.all()
    for generation in generations:
        if how_far:
            how_far(len(found), len(generations), f"{generation.number}番")
        newest = _content(kept, generation)
        record = _record(newest)
        found.append(_moment(generation, newest, record, before, is_first=not found))
        before = record
    return _with_present(found, newest, before, present)[::-1]


def record_in(kept: Generations, generation: Generation) -> Engagement:
    """The record of a state; raises `UnusableStateError`."""
    try:
        return read_engagement(kept.content(generation))
    except DamagedGenerationError:
        why = f"この状態は{DAMAGED}。ほかの時点を選んでください。"
    except EngagementFileError:
        why = f"{UNREADABLE}です。kikitori restore でファイルには戻せます。"
    except OSError as error:
        why = f"前の状態を読めません（{reason_of(error)}）。"
    raise UnusableStateError(why)


def when(generation: Generation, today: date) -> str:
    """「11月 5日 09:05」, in columns; with the year when it is another."""
    taken = local_time(generation.taken)
    year = "" if taken.year == today.year else f"{taken.year}年"
    return f"{year}{taken.month:2}月{taken.day:2}日 {taken:%H:%M}"


def _with_present(
    found: list[Moment], newest: bytes | None, before: Engagement | None, present: bytes | None
) -> list[Moment]:
    if present is None:
        return found
    if present == newest:
        last = found[-1]
        return [*found[:-1], Moment(last.generation, last.changes, last.said, is_present=True)]
    moment = _moment(None, present, _record(present), before, is_first=not found)
    return [*found, moment]


def _moment(
    generation: Generation | None,
    content: bytes | None,
    record: Engagement | None,
    before: Engagement | None,
    *,
    is_first: bool,
) -> Moment:
    is_present = generation is None
    if content is None:
        return Moment(generation, None, DAMAGED, is_damaged=True)
    if record is None or before is None:
        said = UNREADABLE if record is None else OLDEST if is_first else AFTER_UNREADABLE
        return Moment(generation, None, said, is_present=is_present)
    changes = changes_between(before, record)
    return Moment(generation, changes, str(changes), is_present=is_present)


def _content(kept: Generations, generation: Generation) -> bytes | None:
    try:
        return kept.content(generation)
    except (DamagedGenerationError, OSError):
        return None


def _record(content: bytes | None) -> Engagement | None:
    try:
        return None if content is None else read_engagement(content)
    except EngagementFileError:
        return None


def local_time(taken: datetime) -> datetime:
    """The time on the wall here; in UTC where the system cannot tell."""
    try:
        return taken.astimezone()
    except (OverflowError, OSError, ValueError):
        return taken


def with_number(kept: Sequence[Generation], number: int) -> Generation | None:
    """The newest with this number; a sync program may have made a second one."""
    return next((each for each in reversed(kept) if each.number == number), None)
