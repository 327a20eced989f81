"""緊急度・重要度・難易度: how pressing self-check items and measures are, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from data.catalogue import load_guidance
from data.place import Place
from data.place_names import in_order, is_there, place_name
from data.plan_reading import RATED_STEPS
from data.record import Engagement, Priority

# What the list is called, everywhere.
PRIORITIES = "優先度"
SCALES: Mapping[str, tuple[str, str, str]] = {
    "urgency": ("急がない", "今年のうちに", "すぐに"),
    "importance": ("小さい", "ふつう", "大きい"),
    "difficulty": ("すぐできる", "少し手間", "むずかしい"),
}
PRIORITY_HELP: Mapping[str, str] = {
    "urgency": "いつまでに手を打ちたいことですか？",
    "importance": "そのままにしたときの影響は、どのくらいですか？",
    "difficulty": "実施するのに、どのくらいの手間やお金がかかりますか？",
    "reason": "なぜそう評価したかを、あとで読んでもわかるように書きます。",
    "exceptions": "「社長のPCだけは別」のような例外があれば書きます。",
}


class Rated(NamedTuple):
    """One place with a priority."""

    place: Place
    name: str
    priority: Priority


def takes_priority(record: Engagement, place: Place) -> bool:
    return place.step in RATED_STEPS and is_there(record, place)


def priority_at(record: Engagement, place: Place) -> Priority:
    return record.priorities.get(place, Priority())


def in_order_of_priority(record: Engagement) -> tuple[Rated, ...]:
    """The rated places: the most urgent first, then the most important, then the easiest.

    What is not rated comes after what is; equals stand in the interview's order [ours].
    """
    places = in_order(record.priorities)
    rated = (Rated(place, place_name(record, place), record.priorities[place]) for place in places)
    return tuple(sorted(rated, key=lambda each: _order(each.priority)))


def _order(priority: Priority) -> tuple[int, int, int]:
    unrated = 4
    return (
        -(priority.urgency or 0),
        -(priority.importance or 0),
        priority.difficulty or unrated,
    )


def deep_dive(place: Place) -> tuple[str, ...]:
    """The questions behind an answer: why it was given, and what they may have missed."""
    return load_guidance(place.step)[place.key].prompts
