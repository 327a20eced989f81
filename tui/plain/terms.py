"""ことば: the technical terms of the present question, or those asked for, explained."""

from __future__ import annotations

from data.questions import questions_of
from data.text import fold
from tui.plain.commands import Reply
from tui.plain.desk import Desk, Spot

HOW = "w 暗号化 のように、ことばを添えても聞けます。"
# More is not listened to; another word narrows it.
MOST = 8


def explain(desk: Desk, reply: Reply, spot: Spot) -> None:
    """Each term with its reading and meaning, one a line."""
    from data.terms import load_terms, terms_in, terms_meant

    if not reply.rest:
        here = terms_in(_texts(desk, spot))
        desk.say(*(f"{term.title}：{term.meaning}" for term in here))
        desk.say(HOW if here else f"ここに説明のいることばはありません。{HOW}")
        return
    found = terms_meant(load_terms(), fold(reply.rest).split())
    desk.say(*(f"{term.title}：{term.meaning}" for term in found[:MOST]))
    if not found:
        desk.say(f"「{reply.rest}」は見つかりません。ことばを変えてみてください。")
    elif len(found) > MOST:
        desk.say(f"ほかに{len(found) - MOST}あります。ことばを足すとしぼれます。")


def _texts(desk: Desk, spot: Spot) -> list[str]:
    """What is asked here, its answers, and what help says of it."""
    asked = [q for q in questions_of(desk.record, spot.place.step) if q.place == spot.place]
    labels = [option.label for question in asked for option in question.options]
    return [*(question.group for question in asked), *labels, *spot.help()]
