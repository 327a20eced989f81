"""The one language of marks: what stands before and behind a question, a row, a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.catalogue import load_catalogue
from data.risk import RiskLevel

# Wide in every terminal: two cells each, in no need of a slot.
UNANSWERED = "・"
TO_PASS_OVER = "－"
NOT_KNOWN = "－"
NOTED = "＊"
MARKED = "！"
PLANNED = "計"
OVERDUE = "遅"
UNOWNED = "空"
CHOSEN = "＞"
SELECTED = "選"
SEALED = "鍵"
# As wide as a mark, for the places that have none.
NO_MARK = "  "

# The word tells the level; weight and colour only say it again.
LEVEL_STYLES: Mapping[RiskLevel, str] = {
    "high": "bold $text-error",
    "medium": "bold $text-warning",
    "low": "$text-success",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign of two cells, or several that belong together, and what it says."""

    sign: str
    meaning: str


def legend() -> tuple[Mark, ...]:
    """Every mark in the order in which one meets them; those of answers from the catalogue."""
    catalogue = load_catalogue()
    answers: dict[str, str] = {}
    for option in catalogue.self_check_options:
        answers[option.mark] = option.label
    for choice in catalogue.measure_options:
        answers.setdefault(choice.mark, choice.label)
    return (
        *(Mark(sign, label) for sign, label in answers.items()),
        Mark("１２３", "F7は起こりやすさ、F9は点（0から3）"),
        Mark(UNANSWERED, "まだ答えていない質問"),
        Mark(TO_PASS_OVER, "飛ばしてもよい質問。数字のところではまだ決まらない値"),
        Mark(NOTED, "メモがある"),
        Mark(MARKED, "しるしを付けた。F10の横では、確かめることの数"),
        Mark(PLANNED, "計画に入れた対策（計画と試算で）"),
        Mark(OVERDUE, "期限を過ぎたもの（計画で）"),
        Mark(UNOWNED, "担当が決まっていないもの（計画で）"),
        Mark(CHOSEN, "選んである答えやファイル"),
        Mark(SELECTED, "選んである行"),
        Mark(SEALED, "暗号化してある聞き取り"),
    )
