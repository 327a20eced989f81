"""What helps most, as text for people: the ranking, and the best set."""

from __future__ import annotations

from collections.abc import Sequence

from data.best_set import BestSet
from data.catalogue import Measure, load_catalogue
from data.columns import Row, aligned
from data.effects import Effect
from data.fields import EFFORT_LABELS, USUAL_EFFORT
from data.planning import efforts_of
from data.record import Engagement
from data.result_text import NOT_ANSWERED, firm_name
from data.risk import LEVEL_LABELS, risk_board
from data.what_helps import WhatHelps

# How many of the ranking are enough to begin with.
MOST_HELPFUL = 10
AT_A_GLANCE = 5
HIGH = LEVEL_LABELS["high"]
UNCHANGED = "－"
COLUMNS = (
    "",
    "対策",
    f"リスク{HIGH}",
    "リスク値",
    "脅威",
    "必須",
    "分類の実施率",
)
AT_THE_RIGHT = (0, 2, 3, 4, 5)
NO_MEASURES = "  対策にまだ回答がありません。答えると、効き目の大きい順に並びます。"
NONE_OPEN = "  これから実施する対策はありません。今の対策を続けてください。"
ONLY_ONE = "  ほかはそのままで、その対策だけを実施したときの変わり方です。"
ORDER = "  左の列から順に比べて、変わり方の大きい順に並べています。"
NONE_ALONE = f"  1つだけでリスク{HIGH}を減らせる対策はありません。下の組み合わせをご覧ください。"
NEEDED = f"  「必須」は、この対策が済まないうちは、リスク{HIGH}のままの情報資産です。"
THREATS_DONE = "  「済む脅威」は、対策がすべて実施になる脅威です。"
RISES = "  リスク値が増えるのは、回答のない脅威のリスクがわかるようになるためです。"
NO_ASSETS = "  情報資産がまだありません。書き出すと、リスクが出ます。"
NONE_HIGH = f"  リスク{HIGH}の情報資産はありません。"
IS_LEAST = "  手間の合計がこれより小さい組み合わせはありません。"
USUAL = f"  手間を書いていない対策は「{EFFORT_LABELS[USUAL_EFFORT]}」と見ています。"


def what_helps_text(found: WhatHelps) -> str:
    """Both sections under the firm's name, in lines aligned for a terminal."""
    sections = [
        [firm_name(found.record.firm)],
        ["■ 効き目の大きい対策", *_ranking(found)],
        ["■ いちばん少ない組み合わせ", *_best(found.record, found.best_set)],
    ]
    return "\n\n".join("\n".join(line.rstrip() for line in lines) for lines in sections)


# --- The ranking ------------------------------------------------------------


def _ranking(found: WhatHelps) -> list[str]:
    if all(answer.status is None for answer in found.record.measures.values()):
        return [NO_MEASURES]
    if not found.effects:
        return [NONE_OPEN]
    shown = found.effects[:MOST_HELPFUL]
    rows = [COLUMNS, *(_effect(place, effect) for place, effect in enumerate(shown, start=1))]
    return [ONLY_ONE, *aligned(rows, AT_THE_RIGHT), *_remarks(found, shown)]


def _effect(place: int, effect: Effect) -> Row:
    category = load_catalogue().categories[effect.measure.category - 1]
    return (
        str(place),
        _measure(effect.measure),
        _change(effect.left_high, "件減"),
        _change(effect.risk_sum, "減" if effect.risk_sum > 0 else "増"),
        _change(effect.threats_done, "つ増"),
        _change(effect.needed_by, "件"),
        f"{category.short_name} +{effect.rate_gain.percent}%",
    )


def _measure(measure: Measure) -> str:
    return f"{measure.no:>2} {measure.short_label}"


def _change(number: int, unit: str) -> str:
    return f"{abs(number)}{unit}" if number else UNCHANGED


def _remarks(found: WhatHelps, shown: Sequence[Effect]) -> list[str]:
    """What the table leaves open."""
    remarks = [ORDER]
    if len(shown) < len(found.effects):
        remarks.append(
            f"  ここに出したのは{len(shown)}件です（まだの対策は全{len(found.effects)}件）。"
        )
    if found.best_set.high_now and not any(effect.left_high for effect in found.effects):
        remarks.append(NONE_ALONE)
    if any(effect.needed_by for effect in shown):
        remarks.append(NEEDED)
    if any(effect.threats_done for effect in shown):
        remarks.append(THREATS_DONE)
    if any(effect.risk_sum < 0 for effect in shown):
        remarks.append(RISES)
    if both := [e.measure.no for e in shown if e.measure.no in found.best_set.measures]:
        remarks.append(f"  このうち{_named(both)}は、下の組み合わせにも入っています。")
    return remarks


def _named(numbers: Sequence[int]) -> str:
    """As long as they can be taken in at a glance."""
    if len(numbers) > AT_A_GLANCE:
        return f"{len(numbers)}件"
    return "、".join(map(str, numbers))


# --- The best set -----------------------------------------------------------


def _best(record: Engagement, best: BestSet) -> list[str]:
    if not best.high_now:
        return _nothing_high(record)
    efforts = efforts_of(record)
    changes = f"リスク{HIGH}が{best.high_now}件から{best.high_after}件になります。"
    return [
        f"  次の{len(best.measures)}件（手間の合計{best.effort}）を実施すると、{changes}",
        IS_LEAST if best.exact else _bound(best),
        *aligned([_chosen(record, no, efforts.get(no, USUAL_EFFORT)) for no in best.measures]),
        *([] if efforts.keys() >= set(best.measures) else [USUAL]),
    ]


def _bound(best: BestSet) -> str:
    return f"  手間の合計がこれより小さい組み合わせがあっても、{best.bound}より小さくはなりません。"


def _nothing_high(record: Engagement) -> list[str]:
    if not record.assets:
        return [NO_ASSETS]
    unknown = risk_board(record).unknown_count()
    return [
        NONE_HIGH,
        *([f"  リスクの決まらない情報資産が{unknown}件あります。"] if unknown else []),
    ]


def _chosen(record: Engagement, no: int, effort: int) -> Row:
    catalogue = load_catalogue()
    answer = record.measures.get(no)
    labels = {option.status: option.label for option in catalogue.measure_options}
    now = labels[answer.status] if answer and answer.status else NOT_ANSWERED
    return (_measure(catalogue.measure(no)), f"今：{now}", f"手間：{EFFORT_LABELS[effort]}")
