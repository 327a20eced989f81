"""訪問: agenda, requests, what was agreed, homework, days, and closing a visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from data.fields import HOMEWORK_FIELDS, VISIT_FIELDS, Field, Kind, Value
from data.follow_ups import due_words
from data.open_matters import AgendaPoint
from data.record import VISITS, Homework
from data.rows import next_homework_id
from data.text import parse_due, parse_near
from data.visit_edits import (
    VISITS_PLACE,
    AddHomework,
    ChangeHomework,
    DeleteHomework,
    FreezeBaseline,
    ReportHomeworkDone,
    SetAgendaMinutes,
    SettleRequest,
    SetVisitField,
)
from data.visits import (
    MOST_MINUTES,
    AgendaEntry,
    agenda,
    course_of,
    day_words,
    homework_of,
    requests,
    suggested_homework,
    total_minutes,
    usual_next_dates,
    visit_of,
    visit_title,
)
from tui.plain.commands import Reply
from tui.plain.desk import Desk, JumpError, Spot
from tui.plain.form import Entry, ask_value, fill_in
from tui.plain.notes import write_text

HOW = "番号でどうぞ。b もどる。"
HOW_DAY = "「12月4日」のように書けます。"
_MINUTES = Field("minutes", "分", Kind.COUNT, "例：40")
Text = Literal["agreed", "note"]


def show_visits(desk: Desk, reply: Reply, spot: Spot) -> None:
    """The three visits, until the user goes back or to a place on an agenda."""
    while True:
        shown = [_visit_line(desk, visit) for visit in VISITS]
        chosen = desk.choose(f"訪問です。{HOW}", shown, spot)
        if chosen is None:
            return
        _Visiting(desk, VISITS[chosen]).run()


def _visit_line(desk: Desk, visit: int) -> str:
    """「第1回、11月6日（金）、済み」."""
    day = visit_of(desk.record, visit).date
    closed = ["済み"] if visit in desk.record.baselines else []
    shown = day_words(day, desk.today) if day else "日は未定"
    return "、".join([visit_title(visit), shown, *closed])


class _Visiting:
    """One visit as it is talked through."""

    def __init__(self, desk: Desk, visit: int) -> None:
        self.desk = desk
        self.visit = visit
        self.spot = Spot(VISITS_PLACE, self._help_lines)

    def _help_lines(self) -> list[str]:
        return [course_of(self.desk.record, self.visit).goal]

    @property
    def _entries(self) -> tuple[AgendaEntry, ...]:
        return agenda(self.desk.record, self.visit, self.desk.today)

    def run(self) -> None:
        self.desk.say(f"{visit_title(self.visit)}。", *self._help_lines())
        while True:
            parts = self._parts()
            chosen = self.desk.choose(HOW, [line for line, _ in parts], self.spot)
            if chosen is None:
                return
            parts[chosen][1]()

    def _parts(self) -> list[tuple[str, Callable[[], None]]]:
        """What there is to see or to write, each with what it says now."""
        record, visit = self.desk.record, self.visit
        asked = requests(record, visit)
        settled = sum(each.is_settled for each in asked)
        given = homework_of(record, visit)
        parts = [
            (f"進め方、全部で{total_minutes(self._entries)}分", self._agenda),
            (f"お願いすること、{len(asked)}件のうち{settled}件が済み", self._requests),
            (self._text_line("agreed", "決めたこと"), lambda: self._write("agreed", "決めたこと")),
            (self._text_line("note", "メモ"), lambda: self._write("note", "メモ")),
            (f"宿題、{len(given)}件", self._homework),
            (f"訪問日、{_visit_line(self.desk, visit).split('、', 1)[1]}", self._ask_day),
        ]
        if visit + 1 in VISITS:
            parts.append((f"次回、{_visit_line(self.desk, visit + 1)}", self._ask_next_day))
        return [*parts, ("この回を締める", self._close)]

    def _text_line(self, key: Text, name: str) -> str:
        text = getattr(visit_of(self.desk.record, self.visit), key)
        return f"{name}、{text.splitlines()[0]}" if text.strip() else f"{name}、まだ書いていません"

    def _agenda(self) -> None:
        while True:
            entries = self._entries
            shown = [_entry_line(entry) for entry in entries]
            chosen = self.desk.choose(HOW, shown, self.spot)
            if chosen is None:
                return
            self._open_entry(entries[chosen])

    def _open_entry(self, entry: AgendaEntry) -> None:
        """What is open goes with its place; what has none is read out."""
        self.desk.say(*filter(None, [entry.hint]))
        points = [point for point in entry.points if point.place]
        self.desk.say(*(self._point_line(p) for p in entry.points if not p.place))
        options = [f"{self._point_line(point)}、へ移る" for point in points]
        options += [f"時間を変える、今は{entry.minutes}分", f"標準の{entry.standard}分に戻す"]
        chosen = self.desk.choose(HOW, options, self.spot)
        if chosen is None:
            return
        if chosen < len(points) and (place := points[chosen].place):
            raise JumpError(place)
        if chosen == len(points):
            self._ask_minutes(entry)
        else:
            self.desk.apply(SetAgendaMinutes(self.visit, entry.key, None))

    def _point_line(self, point: AgendaPoint) -> str:
        due = due_words(point.due, self.desk.today) if point.due else ""
        return "、".join(filter(None, [point.text, point.person, due]))

    def _ask_minutes(self, entry: AgendaEntry) -> None:
        def keep(value: Value) -> None:
            minutes = value if isinstance(value, int) and value != entry.standard else None
            self.desk.apply(SetAgendaMinutes(self.visit, entry.key, minutes))

        def parse(text: str) -> Value:
            minutes = _MINUTES.parse(text)
            if isinstance(minutes, int) and not 1 <= minutes <= MOST_MINUTES:
                raise ValueError(f"1から{MOST_MINUTES}までの数でどうぞ。")
            return minutes

        ask_value(
            self.desk, Entry(_MINUTES, VISITS_PLACE, lambda: entry.minutes, keep, parse=parse)
        )

    def _requests(self) -> None:
        while True:
            asked = requests(self.desk.record, self.visit)
            shown = [f"{each.text}、{'済み' if each.is_settled else 'まだ'}" for each in asked]
            chosen = self.desk.choose(f"番号で、済みとまだを変えます。{HOW}", shown, self.spot)
            if chosen is None:
                return
            each = asked[chosen]
            self.desk.apply(SettleRequest(self.visit, each.key, not each.is_settled))

    def _write(self, key: Text, name: str) -> None:
        def keep(text: str, merge: bool) -> bool:
            return self.desk.apply(SetVisitField(self.visit, key, text), merge=merge)

        old = getattr(visit_of(self.desk.record, self.visit), key)
        write_text(self.desk, name, old, keep, self.spot)

    def _ask_day(self) -> None:
        self._ask_day_of(self.visit)

    def _ask_next_day(self) -> None:
        day = visit_of(self.desk.record, self.visit).date or self.desk.today
        early, late = (day_words(each, self.desk.today) for each in usual_next_dates(day))
        self.desk.say(f"次の訪問は、ふつう{early}から{late}ごろです。")
        self._ask_day_of(self.visit + 1)

    def _ask_day_of(self, visit: int) -> None:
        field = next(field for field in VISIT_FIELDS if field.key == "date")
        entry = Entry(
            field,
            VISITS_PLACE,
            lambda: visit_of(self.desk.record, visit).date,
            lambda value: _ignored(self.desk.apply(SetVisitField(visit, "date", value))),
            lambda: (HOW_DAY,),
            lambda text: parse_near(text, self.desk.today),
        )
        ask_value(self.desk, entry)

    def _homework(self) -> None:
        while True:
            record = self.desk.record
            given = homework_of(record, self.visit)
            suggested = suggested_homework(record, self.visit)
            shown = [self._homework_line(each) for each in given]
            shown += [f"よく出す宿題、{text}" for text in suggested]
            chosen = self.desk.choose(HOW, [*shown, "新しい宿題を書く"], self.spot)
            if chosen is None:
                return
            if chosen < len(given):
                self._open_homework(given[chosen])
            elif chosen < len(shown):
                self._add_homework(suggested[chosen - len(given)])
            else:
                self._write_homework()

    def _homework_line(self, homework: Homework) -> str:
        due = due_words(homework.due, self.desk.today) if homework.due else ""
        done = f"{day_words(homework.done, self.desk.today)}に終えました" if homework.done else due
        return "、".join(filter(None, [homework.text or homework.id, homework.person, done]))

    def _write_homework(self) -> None:
        reply = self.desk.ask_entry("宿題をどうぞ。空の行でもどります。", self.spot)
        if reply.text and reply.command in ("", "literal"):
            self._add_homework(reply.text)

    def _add_homework(self, text: str) -> None:
        homework = Homework(next_homework_id(self.desk.record), self.visit, text)
        self.desk.apply(AddHomework(homework))
        self.desk.say(f"宿題：{text}")
        fill_in(self.desk, [self._field_entry(homework.id, key) for key in ("person", "due")])

    def _open_homework(self, homework: Homework) -> None:
        reported = "まだ終えていないことにする" if homework.done else "終えたことにする"
        match self.desk.choose(HOW, ["書き直す", reported, "消す"], self.spot):
            case 0:
                keys = ("text", "person", "due")
                fill_in(self.desk, [self._field_entry(homework.id, key) for key in keys])
            case 1:
                done = None if homework.done else self.desk.today
                self.desk.apply(ReportHomeworkDone(homework.id, done))
            case 2:
                self.desk.apply(DeleteHomework(homework.id))
                self.desk.say("宿題を消しました。u で元に戻せます。")

    def _field_entry(self, homework_id: str, key: str) -> Entry:
        def now() -> Homework:
            return next(each for each in self.desk.record.homework if each.id == homework_id)

        def keep(value: Value) -> None:
            changes: dict[str, Any] = {key: value}
            self.desk.apply(ChangeHomework(replace(now(), **changes)))

        field = next(field for field in HOMEWORK_FIELDS if field.key == key)
        entry = Entry(field, VISITS_PLACE, lambda: getattr(now(), key), keep)
        if key != "due":
            return entry
        return entry._replace(
            parse=lambda text: parse_due(text, self.desk.today), help=lambda: (HOW_DAY,)
        )

    def _close(self) -> None:
        self.desk.say("今の答えを、あとで比べるための記録として残します。")
        if self.desk.choose(HOW, ["締める", "まだ締めない"], self.spot) == 0:
            self.desk.apply(FreezeBaseline(self.visit, self.desk.today))
            self.desk.say(f"{visit_title(self.visit)}を締めました。お疲れさまでした。")


def _entry_line(entry: AgendaEntry) -> str:
    """「期限を過ぎたこと、9分、3件」."""
    points = [f"{len(entry.points)}件"] if entry.points else []
    return "、".join([entry.title, f"{entry.minutes}分", *points])


def _ignored(_changed: bool) -> None:
    """An entry keeps a value and wants no answer."""
