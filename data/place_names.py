"""Places by their names: what stands at one, whether it is there, and their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import get_args

from data.catalogue import load_catalogue
from data.place import Place, Step
from data.record import Asset, CloudService, Engagement
from data.same import Same

# What the steps are called, everywhere.
STEP_TITLES: Mapping[Step, str] = {
    "firm": "会社の情報",
    "self_check": "自社診断",
    "assets": "情報資産",
    "threats": "脅威",
    "measures": "対策",
    "cloud": "クラウド",
    "results": "結果",
}

_ORDER: tuple[Step, ...] = get_args(Step)
Rows = tuple[Asset, ...] | tuple[CloudService, ...]


def _names(rows: Rows) -> dict[str, str]:
    """The rows' names by id, made once for these very rows."""
    return _names_of(Same(rows))


@lru_cache(maxsize=4)
def _names_of(rows: Same[Rows]) -> dict[str, str]:
    return {row.id: row.name for row in rows.held}


def is_there(record: Engagement, place: Place) -> bool:
    """Whether a question, row or check stands at the place in this record."""
    match place.step:
        case "self_check":
            return _is_number(place, len(load_catalogue().self_check_items))
        case "measures":
            return _is_number(place, len(load_catalogue().measures))
        case "threats":
            keys = [threat.id for threat in load_catalogue().threats]
            return place.key in keys and not place.item
        case "assets":
            return place.key in _names(record.assets) and not place.item
        case "cloud":
            items = ["", *(item.key for item in load_catalogue().cloud_items)]
            return place.key in _names(record.cloud_services) and place.item in items
        case _:
            return False


def _is_number(place: Place, last: int) -> bool:
    return place.key in map(str, range(1, last + 1)) and not place.item


def place_name(record: Engagement, place: Place) -> str:
    """「7 メール送信」「A003 社員名簿」: how people call what stands there, if anything does."""
    catalogue = load_catalogue()
    if not is_there(record, place):
        return ""
    match place.step:
        case "self_check":
            return f"{place.key} {catalogue.self_check_items[int(place.key) - 1].short_label}"
        case "measures":
            return f"{place.key} {catalogue.measure(int(place.key)).short_label}"
        case "threats":
            return f"{place.key} {catalogue.threat(place.key).title}"
        case "assets":
            return f"{place.key} {_names(record.assets)[place.key]}".strip()
        case _:
            return _cloud_name(record, place)


def _cloud_name(record: Engagement, place: Place) -> str:
    name = _names(record.cloud_services)[place.key]
    checks = [item for item in load_catalogue().cloud_items if item.key == place.item]
    return " ".join([place.key, *filter(None, [name]), *(f"{c.no} {c.title}" for c in checks)])


def question_at(place: Place) -> str:
    """The question asked at a place; empty for a row of a ledger."""
    catalogue = load_catalogue()
    match place.step:
        case "self_check":
            return catalogue.self_check_items[int(place.key) - 1].question
        case "measures":
            return catalogue.measure(int(place.key)).question
        case "threats":
            return catalogue.threat(place.key).question
        case _:
            return next((c.question for c in catalogue.cloud_items if c.key == place.item), "")


def in_order(places: Iterable[Place]) -> list[Place]:
    """The places in the interview's order, those of a step by number."""
    items = [item.key for item in load_catalogue().cloud_items]

    def order(place: Place) -> tuple[int, int, str, int]:
        number = int(place.key) if place.step in ("self_check", "measures") else 0
        item = items.index(place.item) if place.item in items else -1
        return _ORDER.index(place.step), number, place.key, item

    return sorted(places, key=order)
