"""What the screen of the visits shows of one visit, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Literal

from rich.cells import cell_len
from textual.content import Content

from data.agenda_clock import AgendaClock
from data.fields import THEMES
from data.follow_ups import due_words
from data.open_matters import AgendaPoint
from data.place import Place
from data.record import VISITS, Engagement, Homework
from data.visits import (
    AgendaEntry,
    agenda,
    course_of,
    day_words,
    homework_of,
    is_overdue,
    requests,
    suggested_homework,
    timetable,
    total_minutes,
    usual_next_dates,
    visit_of,
    visit_title,
)
from tui.marks import UNANSWERED
from tui.paint import Lines, clickable, fit, line, prose, right
from tui.phrases import wrap

RowKind = Literal[
    "date",
    "agenda",
    "point",
    "request",
    "agreed",
    "note",
    "homework",
    "suggestion",
    "next",
    "close",
]
Painted = list[tuple[str, str]]

# What the cursor's row answers to, before what all rows do.
KEYS_OF_ROW: Mapping[RowKind, str] = {
    "date": "Enter 日を書く",
    "agenda": "+ - 時間　0 標準　c 時計",
    "point": "Enter そこへ",
    "request": "Space 済み",
    "agreed": "Enter 書く",
    "note": "Enter 書く",
    "homework": "Enter 直す　x 終えた　d 消す",
    "suggestion": "Enter 出す",
    "next": "Enter 日を書く",
    "close": "Enter 締める",
}
KEYS_OF_ALL = "a 宿題　s 時刻　1-3 回　^Z 戻す　Esc 閉じる"

DONE = "済"
NOT_SET = "未定"
NOTHING_WRITTEN = "（まだ書いていません）"
# Points of one item that stand each on a line of its own.
POINTS_SHOWN = 6
TIME_CELLS, MARK_CELLS, PERSON_CELLS = 6, 3, 22
LATE, QUIET = "bold $text-error", "$text-muted"


@dataclass(frozen=True)
class VisitView:
    """One visit as it is shown: `begins` is when it begins, where the times are wanted."""

    record: Engagement
    visit: int
    today: date
    begins: time | None
    clock: AgendaClock | None
    now: datetime


@dataclass(frozen=True)
class VisitRow:
    """Something the cursor stands on: `lines` for a width, `heading` above it, `hint` about it.

    `place` and `homework` are where Enter leads; `key` names the item, the request or the
    homework.
    """

    kind: RowKind
    lines: Callable[[int], Painted]
    key: str = ""
    heading: str = ""
    hint: str = ""
    place: Place | None = None
    homework: str = ""


def theme_words(record: Engagement) -> str:
    """Which theme the visits follow, or where it is chosen."""
    chosen = (theme.label for theme in THEMES if theme.key == record.info.theme)
    return f"テーマ：{next(chosen, '未定（i の画面で選べます）')}"


def head_lines(view: VisitView, width: int) -> Lines:
    """The three visits, and below them what the present one is for."""
    cells = width // len(VISITS)
    tabs = (_tab(view, visit, cells) for visit in VISITS)
    goal = prose(course_of(view.record, view.visit).goal, width, QUIET)
    return [line(*tabs), *goal]


def _tab(view: VisitView, visit: int, cells: int) -> Content:
    day = visit_of(view.record, visit).date
    closed = f" {DONE}" if visit in view.record.baselines else ""
    text = f"{visit_title(visit)} {_short_day(day, view.today) if day else NOT_SET}{closed}"
    shown = f" {fit(text, min(cell_len(text), cells - 3))} "
    style = "bold reverse" if visit == view.visit else ""
    tab = line((shown, style), right("", cells - cell_len(shown)))
    return clickable(tab, "visit", visit)


def _short_day(day: date, today: date) -> str:
    """The day without its weekday."""
    return day_words(day, today).partition("（")[0]


def rows_of(view: VisitView) -> list[VisitRow]:
    """All rows of a visit, from its date to its end."""
    return [
        _day_row(view, "date", "訪問日", visit_of(view.record, view.visit).date),
        *_agenda_rows(view),
        *_request_rows(view),
        _text_row(view, "agreed", "決めたこと"),
        _text_row(view, "note", "メモ"),
        *_homework_rows(view),
        *_last_rows(view),
    ]


def _day_row(view: VisitView, kind: RowKind, label: str, day: date | None) -> VisitRow:
    shown = day_words(day, view.today) if day else NOT_SET
    return VisitRow(
        kind,
        lambda width: [(fit(f"{label}　{shown}", width), "")],
        heading="日程" if kind == "date" else "",
        hint="「12月4日」のように書けます。",
    )


def _agenda_rows(view: VisitView) -> Iterator[VisitRow]:
    entries = agenda(view.record, view.visit, view.today)
    times = timetable(entries, view.begins) if view.begins else []
    heading = f"進め方　全部で{total_minutes(entries)}分"
    if times:
        heading += f"　{times[0][0]:%H:%M} から {times[-1][1]:%H:%M} まで"
    for at, entry in enumerate(entries):
        begins = f"{times[at][0]:%H:%M}" if times else ""
        yield _entry_row(view, entry, begins, heading if at == 0 else "")
        yield from _point_rows(view, entry)


def _entry_row(view: VisitView, entry: AgendaEntry, begins: str, heading: str) -> VisitRow:
    def lines(width: int) -> Painted:
        tail = f"{_beside_minutes(view, entry)}{entry.minutes:5}分"
        when = fit(begins, TIME_CELLS) if begins else ""
        return [(when + fit(entry.title, width - cell_len(tail + when)) + tail, "")]

    place = next((point.place for point in entry.points if point.place), None)
    return VisitRow("agenda", lines, entry.key, heading, entry.hint, place)


def _beside_minutes(view: VisitView, entry: AgendaEntry) -> str:
    if view.clock and view.clock.is_at(view.visit, entry.key):
        return f"　時計 {view.clock.words(view.now)}"
    return f"　標準 {entry.standard}分" if entry.minutes != entry.standard else ""


def _point_rows(view: VisitView, entry: AgendaEntry) -> Iterator[VisitRow]:
    shown, rest = entry.points[:POINTS_SHOWN], entry.points[POINTS_SHOWN:]
    for point in shown:
        yield _point_row(view, entry, point)
    if rest:
        others = AgendaPoint(f"ほか{len(rest)}件", rest[0].place)
        yield _point_row(view, entry, others)


def _point_row(view: VisitView, entry: AgendaEntry, point: AgendaPoint) -> VisitRow:
    asked = "　".join(filter(None, [point.person, _due(point.due, view.today)]))
    is_late = point.due is not None and point.due < view.today

    def lines(width: int) -> Painted:
        tail = f"　{asked}" if asked else ""
        room = width - MARK_CELLS - cell_len(tail)
        return [(" " * MARK_CELLS + fit(f"・{point.text}", room) + tail, LATE if is_late else "")]

    return VisitRow("point", lines, entry.key, "", entry.hint, point.place, point.homework)


def _due(due: date | None, today: date) -> str:
    return due_words(due, today) if due else ""


def _request_rows(view: VisitView) -> Iterator[VisitRow]:
    for at, each in enumerate(requests(view.record, view.visit)):
        mark, style = (DONE, QUIET) if each.is_settled else (UNANSWERED, "")
        yield VisitRow(
            "request",
            partial(_marked, mark, each.text, style=style),
            each.key,
            heading="お願いすること" if at == 0 else "",
            hint="訪問の前に、会社にお願いしておくことです。",
        )


def _marked(mark: str, text: str, width: int, style: str) -> Painted:
    first, *others = wrap(text, width - MARK_CELLS)
    lead = " " * MARK_CELLS
    return [(f"{mark} {first}", style), *((lead + each, style) for each in others)]


def _text_row(view: VisitView, kind: Literal["agreed", "note"], title: str) -> VisitRow:
    text = getattr(visit_of(view.record, view.visit), kind)

    def lines(width: int) -> Painted:
        if not text:
            return [(NOTHING_WRITTEN, QUIET)]
        return [(each, "") for part in text.splitlines() for each in wrap(part, width)]

    return VisitRow(kind, lines, heading=title, hint=_ABOUT_TEXT[kind])


_ABOUT_TEXT = {
    "agreed": "この回で会社と決めたことです。報告書にも載ります。",
    "note": "ご自分のための覚え書きです。",
}


def _homework_rows(view: VisitView) -> Iterator[VisitRow]:
    given = homework_of(view.record, view.visit)
    suggested = suggested_homework(view.record, view.visit)
    headings = iter(["宿題"])
    for each in given:
        yield _given_row(view, each, next(headings, ""))
    for text in suggested:
        yield VisitRow(
            "suggestion",
            partial(_marked, "＋", text, style=QUIET),
            text,
            heading=next(headings, ""),
            hint="よく出す宿題です。Enter で、担当と期限を付けて出します。",
        )
    if not (given or suggested):
        yield VisitRow("suggestion", lambda _: [("a で宿題を書きます", QUIET)], "", next(headings))


def _given_row(view: VisitView, homework: Homework, heading: str) -> VisitRow:
    mark = DONE if homework.done else UNANSWERED
    late = LATE if is_overdue(homework, view.today) else ""
    style = QUIET if homework.done else late
    person = homework.person or "担当は未定"
    if homework.done:
        when = f"{day_words(homework.done, view.today)}に終えました"
    else:
        when = _due(homework.due, view.today) or "期限は未定"

    def lines(width: int) -> Painted:
        asked = f"{fit(person, PERSON_CELLS)} {when}"
        text = homework.text or homework.id
        return [
            *_marked(mark, text, width, style),
            (" " * MARK_CELLS + fit(asked, width - MARK_CELLS), style),
        ]

    return VisitRow("homework", lines, homework.id, heading)


def _last_rows(view: VisitView) -> Iterator[VisitRow]:
    """The next date, and closing the visit."""
    following = view.visit + 1
    if following in VISITS:
        day = visit_of(view.record, following).date
        row = _day_row(view, "next", f"次回（{visit_title(following)}）", day)
        yield VisitRow(row.kind, row.lines, heading="おわりに", hint=_usual_next(view))
    frozen = view.record.baselines.get(view.visit)
    said = "この回を締める"
    if frozen and frozen.date:
        said = f"この回は{day_words(frozen.date, view.today)}に締めました"
    yield VisitRow(
        "close",
        lambda width: [(fit(said, width), "bold")],
        heading="" if following in VISITS else "おわりに",
        hint="今の答えを、あとで比べるための記録として残します。答えはこのあとも変えられます。",
    )


def _usual_next(view: VisitView) -> str:
    day = visit_of(view.record, view.visit).date or view.today
    early, late = (day_words(each, view.today) for each in usual_next_dates(day))
    return f"次の訪問は、ふつう{early}から{late}ごろです。"


def painted(row: VisitRow, is_current: bool, at: int, width: int) -> Lines:
    """The row's lines as they are clicked and seen; the cursor lies over all of them."""
    shown = []
    for number, (text, style) in enumerate(row.lines(width)):
        over = "bold reverse" if number == 0 else "reverse"
        filled = text + right("", width - cell_len(text)) if is_current else text
        shown.append(clickable(line((filled, over if is_current else style)), "row", at))
    return shown
