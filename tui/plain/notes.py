"""Notes of several lines, and marks to come back to."""

from __future__ import annotations

from collections.abc import Callable

from data.edits import MarkPlace, WriteNote, note_at
from data.place import Place
from data.place_names import is_there
from data.record import Engagement, FollowUp
from data.text import narrow
from tui.plain.commands import Reply
from tui.plain.desk import Desk, Spot

ENDS = (".", "。")
NOT_HERE = "ここにはメモを付けられません。"

# Takes a text over, merged with what was kept before or not; whether it changed anything.
Keep = Callable[[str, bool], bool]


def write_note(desk: Desk, reply: Reply, spot: Spot) -> None:
    """The note at the present place; every line is on disk before the next one is read."""
    place = spot.place
    if not _takes_note(desk.record, place):
        desk.say(NOT_HERE)
        return
    old = note_at(desk.record, place)
    if reply.rest:
        desk.apply(WriteNote(place, "\n".join(filter(None, [old, reply.rest]))))
        desk.say("メモに書きました。")
        return
    write_text(
        desk,
        "メモ",
        old,
        lambda text, merge: desk.apply(WriteNote(place, text), merge=merge),
        spot,
    )


def _takes_note(record: Engagement, place: Place) -> bool:
    return is_there(record, place) and (place.step != "cloud" or bool(place.item))


def write_text(desk: Desk, name: str, old: str, keep: Keep, spot: Spot) -> None:
    """A text of several lines under its name: every line is on disk before the next is read.

    Undo takes all that is written in one go back.
    """
    if kept := _what_stays(desk, name, old, keep, spot):
        _read_lines(desk, name, kept[0], keep)
    else:
        desk.say(f"{name}はそのままです。")


def _what_stays(desk: Desk, name: str, old: str, keep: Keep, spot: Spot) -> list[str] | None:
    """The text that new lines follow, in a list; None when nothing is to be written."""
    if not old:
        return [""]
    desk.say(f"今の{name}：", old)
    options = ("書き足す", "書き直す", "消す")
    chosen = desk.choose("番号でどうぞ。空の行でそのまま。", options, spot)
    if chosen == 2:
        keep("", False)
        desk.say(f"{name}を消しました。")
    return [[old], [""], None, None][2 if chosen is None else chosen]


def _read_lines(desk: Desk, name: str, kept: str, keep: Keep) -> None:
    desk.say(f"{name}を書いてください。何行でも書けます。. だけの行でおわります。")
    added = ""
    written = False
    while narrow(line := desk.talk.read()) not in ENDS:
        added += f"\n{line.rstrip()}"
        # What stood there stays as it was, whatever its lines end with.
        text = kept + added.rstrip("\n") if kept else added.strip("\n")
        written |= keep(text, written)
    desk.say(f"{name}に書きました。" if written else f"{name}はそのままです。")


def toggle_mark(desk: Desk, reply: Reply, spot: Spot) -> None:
    """Mark the present place to come back to, or take the mark off."""
    if not is_there(desk.record, spot.place):
        desk.say("ここにはしるしを付けられません。")
        return
    marked = desk.record.follow_ups.get(spot.place, FollowUp()).marked
    desk.apply(MarkPlace(spot.place, not marked))
    desk.say("しるしを外しました。" if marked else "しるしを付けました。t の一覧に出ます。")
