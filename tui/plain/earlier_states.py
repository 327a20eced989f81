"""前の状態に戻す: which states are kept, what changed in each, and back to one of them."""

from __future__ import annotations

from data.generations import Generation
from data.problems import reason_of
from data.timeline import NONE_YET, NOTHING_CHANGED, UnusableStateError, moments, record_in, when
from data.writing import write_engagement
from tui.plain.commands import Reply
from tui.plain.desk import Desk, RefusedError, Spot
from tui.plain.menu import jump

WHICH = "番号の時点に戻します。今の状態も残ります。b もどる。"


def restore(desk: Desk, reply: Reply, spot: Spot) -> None:
    """Ask which state, and make it the present one, as one edit."""
    session = desk.session
    if not session.may_write:
        raise RefusedError
    try:
        found = moments(session.past.generations, write_engagement(session.record))
    except OSError as error:
        desk.say(f"前の状態を読めません（{reason_of(error)}）。")
        return
    kept = [(each, each.generation) for each in found if each.generation]
    if not kept:
        desk.say(f"{NONE_YET}。")
        return
    same = {True: "、今と同じ", False: ""}
    lines = [f"{_when(desk, state)}、{each.said}{same[each.is_present]}" for each, state in kept]
    chosen = desk.choose(WHICH, lines, spot)
    if chosen is None:
        desk.say("戻すのをやめました。")
    else:
        _bring_back(desk, kept[chosen][1])


def _bring_back(desk: Desk, state: Generation) -> None:
    try:
        record = record_in(desk.session.past.generations, state)
    except UnusableStateError as error:
        desk.say(str(error))
        return
    label = f"{_when(desk, state)} の状態に戻す操作"
    if not desk.session.restore(record, desk.place, label):
        desk.say(f"{NOTHING_CHANGED}。")
        return
    desk.settle()
    desk.say(f"{_when(desk, state)} の状態に戻しました。u で取り消せます。")
    jump(desk, desk.place)


def _when(desk: Desk, state: Generation) -> str:
    return when(state, desk.today).strip()
