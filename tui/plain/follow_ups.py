"""確かめること: the list, and who finds out by when."""

from __future__ import annotations

from collections.abc import Callable

from data.edits import AssignFollowUp, MarkPlace
from data.fields import FOLLOW_UP_FIELDS, Value
from data.follow_ups import OpenPoint, open_points
from data.place import Place
from data.place_names import STEP_TITLES
from data.record import FollowUp
from data.text import parse_due
from tui.plain.commands import Reply
from tui.plain.desk import Desk, JumpError, Spot
from tui.plain.form import Entry, fill_in

HOW_DUE = "「12月4日」のように年のない日は、今日から先の日です。"
NOTHING = "確かめることはありません。「わからない」の答えと、s でしるしを付けたところが並びます。"


def show_follow_ups(desk: Desk, reply: Reply, spot: Spot) -> None:
    """The list, until the user goes back or to one of the places."""
    while True:
        points = open_points(desk.record)
        if not points:
            desk.say(NOTHING)
            return
        desk.say(f"確かめることは{len(points)}件です。")
        shown = [_point_line(point, desk) for point in points]
        chosen = desk.choose("番号で開きます。b もどる。", shown, spot)
        if chosen is None:
            return
        _open_point(desk, points[chosen], spot)


def _point_line(point: OpenPoint, desk: Desk) -> str:
    """「自社診断 7 メール送信、わからない、佐藤さん、期限 2026-12-04」."""
    parts = [f"{STEP_TITLES[point.place.step]} {point.name}"]
    parts += ["わからない"] * point.is_unknown + ["しるし"] * point.marked
    parts += [f"確かめる人 {point.person}"] if point.person else []
    if point.due:
        parts.append(f"期限 {point.due}{'（過ぎています）' * point.is_overdue(desk.today)}")
    return "、".join(parts)


def _open_point(desk: Desk, point: OpenPoint, spot: Spot) -> None:
    desk.say(_point_line(point, desk))
    options = [
        "そこへ移る",
        "確かめる人と期限を書く",
        f"しるしを{'外す' if point.marked else '付ける'}",
    ]
    match desk.choose("番号でどうぞ。b もどる。", options, spot):
        case 0:
            raise JumpError(point.place)
        case 1:
            fill_in(desk, _assignment(desk, point.place))
        case 2:
            desk.apply(MarkPlace(point.place, not point.marked))
            desk.say("しるしを外しました。" if point.marked else "しるしを付けました。")


def _assignment(desk: Desk, place: Place) -> list[Entry]:
    def now() -> FollowUp:
        return desk.record.follow_ups.get(place, FollowUp())

    def keep(value: Value, key: str) -> None:
        person, due = (value if key == each else getattr(now(), each) for each in ("person", "due"))
        desk.apply(AssignFollowUp(place, person, due))  # type: ignore[arg-type]

    def entry(key: str) -> Entry:
        field = next(each for each in FOLLOW_UP_FIELDS if each.key == key)
        value: Callable[[], Value] = lambda: getattr(now(), key)  # noqa: E731
        return Entry(field, place, value, lambda new: keep(new, key))

    def due(text: str) -> Value:
        return parse_due(text, desk.today)

    return [entry("person"), entry("due")._replace(parse=due, help=lambda: (HOW_DUE,))]
