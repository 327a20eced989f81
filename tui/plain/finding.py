"""Any question, threat, asset or check, by number or words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from data.fields import ASSET_FIELDS, Kind
from data.place import Place, Step
from data.place_names import STEP_TITLES, place_name
from data.questions import answer_at, questions_of
from data.record import Asset, Engagement
from data.text import narrow, searched
from tui.plain.commands import Reply
from tui.plain.desk import Desk, JumpError, Spot

QUESTION_STEPS: tuple[Step, ...] = ("self_check", "threats", "measures", "cloud")
TEXT_FIELDS = tuple(field for field in ASSET_FIELDS if field.kind is Kind.TEXT)


class Found(NamedTuple):
    """A place that can be gone to: `number` stands for it alone, `words` are searched."""

    place: Place
    number: str
    words: str


def find(desk: Desk, reply: Reply, spot: Spot) -> None:
    """Ask for words unless they came along, list what has them, and go there."""
    wanted = narrow(reply.rest or _wanted(desk, spot))
    if not wanted:
        return
    found = places_with(desk.record, wanted)
    if not found:
        desk.say(f"「{wanted}」は見つかりませんでした。")
        return
    desk.say(f"{len(found)}か所あります。")
    names = [f"{STEP_TITLES[p.step]} {place_name(desk.record, p)}" for p in found]
    chosen = desk.choose("番号で移ります。b もどる。", names, spot)
    if chosen is not None:
        raise JumpError(found[chosen])


def _wanted(desk: Desk, spot: Spot) -> str:
    """Empty when the user goes back."""
    reply = desk.ask_entry("さがすことばや番号をどうぞ。空の行でやめます。", spot)
    return "" if reply.command in ("next", "back", "end") else reply.text


def places_with(record: Engagement, wanted: str) -> list[Place]:
    """Those of that number first, then those in which all the words stand."""
    words = searched(wanted).split()
    every = list(_places(record))
    by_number = [each.place for each in every if words == [searched(each.number)]]
    by_words = [each.place for each in every if all(word in each.words for word in words)]
    return list(dict.fromkeys(by_number + by_words))


def _places(record: Engagement) -> Iterator[Found]:
    for step in QUESTION_STEPS:
        for question in questions_of(record, step):
            note = answer_at(record, question.place).note
            text = f"{question.group} {question.title} {question.text} {note}"
            yield Found(question.place, question.number, searched(text))
    for asset in record.assets:
        yield Found(Place("assets", asset.id), asset.id, searched(_asset_words(asset)))


def _asset_words(asset: Asset) -> str:
    return " ".join([asset.id, *(str(getattr(asset, field.key)) for field in TEXT_FIELDS)])
