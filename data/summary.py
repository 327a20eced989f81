"""The results in three plain sentences: what is good, what to do first, what comes next.

Which part counts as good and which measure comes first are this project's own rules;
every number is one of the result's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from data.catalogue import Category, Measure, SelfCheckItem, Threat, load_catalogue
from data.diagnosis import Need
from data.place import Step
from data.progress import minutes_for, open_questions
from data.record import Engagement, MeasureAnswer, SelfCheckAnswer
from data.self_check_score import BEST_ANSWER, UNKNOWN_ANSWER

if TYPE_CHECKING:
    from data.result import Result

# A part or category is called good from this percentage on, and only when it is all answered.
GOOD_FROM = 70
DONE, PARTLY, NOT_DONE = 1, 2, 3
# The order in which what is not done yet is taken up.
WORST_FIRST = (NOT_DONE, PARTLY)
WORST_ANSWERS_FIRST = ("not_done", "partly")
NOT_NEEDED: Need = "－"
QUESTION_STEPS: Mapping[Step, str] = {
    "self_check": "自社診断",
    "threats": "脅威",
    "measures": "対策",
    "cloud": "クラウド",
}
TO_BEGIN_WITH = "最初に取り組みたいのは、"
# Characters; a longer title of a category gives way to its short name.
LONGEST_TITLE = 12


class Strength(NamedTuple):
    """Something that is good: `percent` of what it could be, and how it is shown."""

    percent: int
    name: str


def plain_summary(result: Result) -> tuple[str, str, str]:
    """Where the firm stands, what to do first, and the next step; each ends in 。"""
    return _standing(result), _first_thing(result), _next_step(result)


# --- Where the firm stands --------------------------------------------------


def _standing(result: Result) -> str:
    check, record = result.self_check, result.board.record
    if check.answered == check.total:
        so_far = f"自社診断は{check.total}問に答えて{check.max}点満点で{check.score}点、"
        return f"{so_far}{_best(result) or _self_check_done(record)}。"
    if check.answered:
        so_far = f"自社診断は{check.total}問のうち{check.answered}問に答え、"
        return f"{so_far}{_best(result) or _self_check_done(record)}。"
    answered = sum(row.answered for row in result.diagnosis)
    if answered:
        total = sum(row.total for row in result.diagnosis)
        so_far = f"対策は{total}問のうち{answered}問に答え、"
        return f"{so_far}{_best(result) or _measures_done(record)}。"
    return f"{_written(result)}よいところも心配なところも、これからわかります。"


def _written(result: Result) -> str:
    """What there is while no question about measures is answered."""
    if assets := result.board.record.assets:
        return f"情報資産を{len(assets)}件書き出したところで、"
    if result.cloud:
        return f"クラウドサービスを{len(result.cloud)}件書いたところで、"
    return "質問はこれからなので、"


def _self_check_done(record: Engagement) -> str:
    given = record.self_check.items
    items = load_catalogue().self_check_items
    return _done([i.short_label for i in items if _is_answered(given.get(i.no), BEST_ANSWER)])


def _measures_done(record: Engagement) -> str:
    given, measures = record.measures, load_catalogue().measures
    none = MeasureAnswer()
    return _done([m.short_label for m in measures if given.get(m.no, none).status == DONE])


def _done(titles: Sequence[str]) -> str:
    """What is done, by the first of it; no praise where nothing is."""
    if not titles:
        return "「実施している」はまだありません"
    number = f"など{len(titles)}問" if len(titles) > 1 else ""
    return f"「{titles[0]}」{number}が「実施している」です"


def _is_answered(given: SelfCheckAnswer | None, answer: str) -> bool:
    return given is not None and given.answer == answer


def _best(result: Result) -> str:
    best = max(_strengths(result), key=lambda each: each.percent, default=None)
    return f"いちばんよくできているのは、{best.name}です" if best else ""


def _strengths(result: Result) -> Iterator[Strength]:
    for part in result.self_check.parts:
        if part.answered == part.total:
            points = f"{part.total}問で{part.max}点のうち{part.score}点"
            name = f"自社診断の「{part.part.title}」（{points}）"
            yield from _if_good(Strength(100 * part.score // part.max, name))
    for row in result.diagnosis:
        if row.rate and row.answered == row.total and row.need != NOT_NEEDED:
            name = f"対策の「{_title(row.category)}」（{row.total}問の実施率{row.rate.percent}%）"
            yield from _if_good(Strength(row.rate.percent, name))


def _title(category: Category) -> str:
    return category.name if len(category.name) <= LONGEST_TITLE else category.short_name


def _if_good(strength: Strength) -> Iterator[Strength]:
    if strength.percent >= GOOD_FROM:
        yield strength


# --- What to do first -------------------------------------------------------


def _first_thing(result: Result) -> str:
    return (
        _against_a_high_risk(result)
        or _lowest_item(result.board.record)
        or _measure_not_done(result)
        or _item_to_ask(result.board.record)
        or _nothing_to_do(result)
    )


def _against_a_high_risk(result: Result) -> str:
    """A measure not done against the threat that decides most of the high risks."""
    for measure, number in _against_high_risks(result):
        return f"{TO_BEGIN_WITH}{_named(measure)}で、リスク大の情報資産{number}件に関わります。"
    return ""


def _against_high_risks(result: Result) -> Iterator[tuple[Measure, int]]:
    """Measures not done, with the high risks they bear on, worst threat first; some twice."""
    deciding = result.board.deciding_counts()
    for state, counts in deciding:
        measure = first_measure(state.threat, result.board.record)
        if counts["high"] and measure:
            number = sum(n["high"] for each, n in deciding if measure.no in each.threat.measures)
            yield measure, number


def first_measure(threat: Threat, record: Engagement) -> Measure | None:
    """The measure to take up first against a threat, None when all are done or not known.

    One that bears on most threats, as a policy does, is no first step and comes last; then
    those not done come before those half done, and those that bear on fewer threats.
    """
    catalogue = load_catalogue()
    bearing = Counter(no for each in catalogue.threats for no in each.measures)
    statuses = {no: record.measures.get(no, MeasureAnswer()).status for no in threat.measures}
    open_ones = [no for no, status in statuses.items() if status in WORST_FIRST]

    def order(no: int) -> tuple[bool, bool, int, int]:
        general = 2 * bearing[no] > len(catalogue.threats)
        return general, statuses[no] != NOT_DONE, bearing[no], no

    return catalogue.measure(min(open_ones, key=order)) if open_ones else None


def _named(measure: Measure) -> str:
    categories = {each.category: each for each in load_catalogue().categories}
    return f"{_title(categories[measure.category])}の「{measure.short_label}」（対策{measure.no}）"


def _lowest_item(record: Engagement) -> str:
    """The first item of the self-check that is not done, else half done."""
    first = next(_items_to_mend(record), None)
    return f"{TO_BEGIN_WITH}{first}です。" if first else ""


def _items_to_mend(record: Engagement) -> Iterator[str]:
    catalogue, given = load_catalogue(), record.self_check.items
    parts = {part.part: part.title for part in catalogue.parts}
    for answer in WORST_ANSWERS_FIRST:
        for item in catalogue.self_check_items:
            if _is_answered(given.get(item.no), answer):
                yield f"{parts[item.part]}の{_item_named(item)}"


def _first_item(record: Engagement, answer: str) -> SelfCheckItem | None:
    given = record.self_check.items
    items = load_catalogue().self_check_items
    return next((item for item in items if _is_answered(given.get(item.no), answer)), None)


def _item_named(item: SelfCheckItem) -> str:
    return f"「{item.short_label}」（自社診断{item.no}）"


def _measure_not_done(result: Result) -> str:
    first = next(_measures_to_mend(result), None)
    return f"{TO_BEGIN_WITH}{_named(first)}です。" if first else ""


def _measures_to_mend(result: Result) -> Iterator[Measure]:
    """Measures not done, then half done, of the categories that the firm needs."""
    record, catalogue = result.board.record, load_catalogue()
    needed = {row.category.category for row in result.diagnosis if row.need != NOT_NEEDED}
    for status in WORST_FIRST:
        for measure in catalogue.measures:
            given = record.measures.get(measure.no)
            if measure.category in needed and given and given.status == status:
                yield measure


def _item_to_ask(record: Engagement) -> str:
    item = _first_item(record, UNKNOWN_ANSWER)
    return f"最初に、答えがわからなかった{_item_named(item)}を確かめましょう。" if item else ""


def _nothing_to_do(result: Result) -> str:
    if result.self_check.answered or any(row.answered for row in result.diagnosis):
        return "これまでの答えには、すぐに直したいところは見つかっていません。"
    return "最初に取り組むことは、質問に答えると見つかります。"


def first_steps(result: Result, limit: int = 3) -> tuple[str, ...]:
    """What to take up first, each once: against high risks, then of the self-check, then the rest.

    The first is the one that `plain_summary` names.
    """
    found: dict[str, str] = {}
    for measure, number in _against_high_risks(result):
        found.setdefault(_named(measure), f"：リスク大の情報資産{number}件に関わります")
    rest = (*_items_to_mend(result.board.record), *map(_named, _measures_to_mend(result)))
    for name in rest:
        found.setdefault(name, "")
    return tuple(name + remark for name, remark in found.items())[:limit]


# --- The next step ----------------------------------------------------------


def _next_step(result: Result) -> str:
    return (
        _question_left(result)
        or _rows_lacking(result)
        or _to_ask(result)
        or "次は、結果をExcelに書き出して、社内や専門家と話し合いましょう。"
    )


def _question_left(result: Result) -> str:
    record = result.board.record
    left = open_questions(record)
    for step, name in QUESTION_STEPS.items():
        if step != "self_check" and not record.assets:
            return "次は、大切な書類やデータを、情報資産の台帳に1件ずつ書き出しましょう。"
        if number := left[step]:
            minutes = minutes_for(step, number)
            return f"次は、{name}のまだ答えていない{number}問（{minutes}分ほど）に答えましょう。"
    return ""


def _rows_lacking(result: Result) -> str:
    groups = result.board.groups.items()
    lacking = sum(len(assets) for key, assets in groups if None in key)
    if lacking:
        return f"次は、情報資産{lacking}件の、空いている媒体・保存先や評価値を埋めましょう。"
    return ""


def _to_ask(result: Result) -> str:
    if number := len(result.self_check.unknown):
        return f"次は、わからないと答えた{number}問を、わかる人に聞きましょう。"
    return ""
