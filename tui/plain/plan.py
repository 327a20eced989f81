"""計画: what helps most, the best set, the treatment of risks, and all that is to be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from data.best_set import best_set
from data.catalogue import load_catalogue
from data.due_list import KIND_LABELS, ToDo, due_list
from data.effects import Effect, effects
from data.fields import EFFORT_LABELS, PLAN_FIELDS, TREATMENT_FIELDS, Field, Kind, Value
from data.place import Place
from data.place_names import place_name
from data.plan_edits import (
    PLAN_LABELS,
    ChangePlanned,
    PlanMeasure,
    PlanMeasures,
    ReportDone,
    plan_refusal,
)
from data.planning import ResidualRisk, efforts_of, plan_boards
from data.record import PlannedMeasure, Treatment
from data.risk import LEVEL_LABELS, AssetRisk
from data.text import parse_due
from data.treatments import (
    NEEDS_REASON,
    TreatedRisk,
    bearing_measures,
    lacks_reason,
    measures_text,
    parse_measures,
    risks_to_treat,
    treat,
)
from data.visit_edits import ReportHomeworkDone
from tui.plain.commands import Reply
from tui.plain.desk import Desk, JumpError, Spot
from tui.plain.figures import moved_risks
from tui.plain.form import Entry, ask_value, fill_in

HOW = "番号でどうぞ。b もどる。"
HOW_DAY = "「12月4日」のように年のない日は、今日から先の日です。"
EFFORT = Field("effort", "手間", Kind.LEVEL)
MEASURES = Field("measures", "対策の番号", hint="例：12、15")
EFFORT_HELP = "、".join(f"{effort} {label}" for effort, label in EFFORT_LABELS.items())
NO_EFFECTS = "対策に答えると、効き目の大きい順に並びます。"


def show_plan(desk: Desk, reply: Reply, spot: Spot) -> None:
    """The four sections, until the user goes back or to a place."""
    parts: list[tuple[str, Callable[[Desk, Spot], None]]] = [
        ("効き目の大きい順", _ranking),
        ("いちばん少ない組み合わせ", _best),
        ("リスク対応", _treatments),
        ("やることの一覧", _todos),
    ]
    while True:
        shown = [title for title, _ in parts]
        chosen = desk.choose(f"計画です。{HOW}", shown, spot)
        if chosen is None:
            return
        parts[chosen][1](desk, spot)


# --- Measures ---------------------------------------------------------------


def _ranking(desk: Desk, spot: Spot) -> None:
    if all(answer.status is None for answer in desk.record.measures.values()):
        desk.say(NO_EFFECTS)
        return
    while True:
        found = effects(desk.record)
        if not found:
            desk.say("これから実施する対策はありません。")
            return
        desk.say("その対策だけを実施すると変わることです。")
        chosen = desk.choose(HOW, [_effect_line(desk, each) for each in found], spot)
        if chosen is None:
            return
        _plan_measure(desk, found[chosen].measure.no, spot)


def _effect_line(desk: Desk, effect: Effect) -> str:
    """「2 対策の明確化、リスク大1件減、リスク値3減、実施率25%増、予定は実施」."""
    parts = [f"{effect.measure.no} {effect.measure.short_label}"]
    parts += [f"リスク大{effect.left_high}件減"] if effect.left_high else []
    if by := effect.risk_sum:
        parts.append(f"リスク値{abs(by)}{'減' if by > 0 else '増'}")
    parts += [f"すべて実施の脅威{effect.threats_done}つ増"] if effect.threats_done else []
    parts += [f"リスク大{effect.needed_by}件に必須"] if effect.needed_by else []
    parts.append(f"実施率{effect.rate_gain.percent}%増")
    return "、".join([*parts, *_planned_words(desk, effect.measure.no)])


def _planned_words(desk: Desk, measure: int) -> list[str]:
    planned = desk.record.plan.get(measure, PlannedMeasure())
    if not planned.status or planned.done:
        return []
    return [f"予定は{PLAN_LABELS[planned.status]}"]


def _plan_measure(desk: Desk, measure: int, spot: Spot) -> None:
    """What is to be done about one measure."""
    place = Place("measures", str(measure))
    desk.say("、".join([place_name(desk.record, place), *_planned_words(desk, measure)]))
    options = [
        "「実施」の予定にする",
        "「一部」の予定にする",
        "予定を取り消す",
        "担当、期限、手間を書く",
        "実施したと記録する（答えも変わります）",
        "その質問へ移る",
    ]
    match desk.choose(HOW, options, spot):
        case 0:
            _set_plan(desk, measure, 1)
        case 1:
            _set_plan(desk, measure, 2)
        case 2:
            _take_back(desk, measure)
        case 3:
            fill_in(desk, _planned_entries(desk, measure))
        case 4:
            _report_done(desk, measure)
        case 5:
            raise JumpError(place)


def _set_plan(desk: Desk, measure: int, status: int) -> None:
    if refusal := plan_refusal(desk.record, measure, status):
        desk.say(f"{refusal}。")
        return
    desk.apply(PlanMeasure(measure, status))
    desk.say(f"対策 {measure} を「{PLAN_LABELS[status]}」の予定にしました。答えは変わりません。")


def _take_back(desk: Desk, measure: int) -> None:
    changed = desk.apply(PlanMeasure(measure, None))
    desk.say("予定を取り消しました。" if changed else "取り消す予定がありません。")


def _report_done(desk: Desk, measure: int) -> None:
    before = desk.record
    desk.apply(ReportDone(measure, desk.today))
    desk.say(f"対策 {measure} を実施したと記録し、答えも変えました。u で戻せます。")
    desk.say(*moved_risks(desk.record, before))


def _planned_entries(desk: Desk, measure: int) -> list[Entry]:
    place = Place("measures", str(measure))

    def now() -> PlannedMeasure:
        return desk.record.plan.get(measure, PlannedMeasure())

    def keep(key: str, value: Value) -> None:
        changes: dict[str, Any] = {key: value}
        desk.apply(ChangePlanned(measure, replace(now(), **changes)))

    fields = [field for field in PLAN_FIELDS if field.key != "done"]
    return [_entry(desk, each, place, now, keep) for each in (*fields, EFFORT)]


def _entry(
    desk: Desk,
    field: Field,
    place: Place,
    now: Callable[[], PlannedMeasure | Treatment],
    keep: Callable[[str, Value], None],
) -> Entry:
    def value() -> Value:
        given: Value = getattr(now(), field.key)
        return given

    entry = Entry(field, place, value, partial(keep, field.key))
    if field.key == "due":
        return entry._replace(parse=partial(_day, desk), help=lambda: (HOW_DAY,))
    return entry._replace(help=lambda: (EFFORT_HELP,)) if field is EFFORT else entry


def _day(desk: Desk, text: str) -> Value:
    return parse_due(text, desk.today)


# --- The best set -----------------------------------------------------------


def _best(desk: Desk, spot: Spot) -> None:
    best = best_set(desk.record, efforts_of(desk.record))
    if not best.high_now:
        desk.say("リスク大の情報資産はありません。")
        return
    desk.say(
        f"次の{len(best.measures)}件（手間の合計{best.effort}）を実施すると、"
        f"リスク大が{best.high_now}件から{best.high_after}件になります。",
        "手間の合計がこれより小さい組み合わせはありません。"
        if best.exact
        else f"もっと小さくても、手間の合計は{best.bound}より小さくなりません。",
    )
    names = [f"{no} {load_catalogue().measure(no).short_label}" for no in best.measures]
    desk.read_out(names, spot)
    if desk.choose(HOW, ("全部を計画に入れる", "入れない"), spot) == 0:
        desk.apply(PlanMeasures(best.measures))
        desk.say(f"{len(best.measures)}件を「実施」の予定にしました。u で戻せます。")


# --- Treatments -------------------------------------------------------------


def _treatments(desk: Desk, spot: Spot) -> None:
    while True:
        rows = risks_to_treat(plan_boards(desk.record))
        if not rows:
            desk.say("リスク大の情報資産はありません。")
            return
        chosen = desk.choose(f"リスク対応です。{HOW}", [_risk_line(row) for row in rows], spot)
        if chosen is None:
            return
        _treat(desk, rows[chosen].risk.now.asset.id)


def _risk_line(row: TreatedRisk) -> str:
    """「A001 社員名簿、リスク6 大、計画どおりなら3 小、低減（対策 12）、担当 佐藤」."""
    asset, treatment = row.risk.now.asset, row.treatment
    parts = [f"{asset.id} {asset.name}".strip(), _residual_words(row.risk), row.option_words]
    parts += [f"担当 {treatment.person}"] if treatment.person else []
    parts += [f"期限 {treatment.due}"] if treatment.due else []
    return "、".join(parts + ["理由が未記入"] * lacks_reason(treatment))


def _residual_words(risk: ResidualRisk) -> str:
    planned = "なくなります" if risk.residual is None else _level_words(risk.residual)
    return f"リスク{_level_words(risk.now)}、計画どおりなら{planned}"


def _level_words(row: AssetRisk) -> str:
    return f"{row.risk} {LEVEL_LABELS[row.level]}" if row.level else "未定"


def _treat(desk: Desk, asset: str) -> None:
    """The fields of a treatment; that a risk is retained needs a reason."""
    entries = {entry.field.key: entry for entry in _treatment_entries(desk, asset)}
    fill_in(desk, [*entries.values()])
    if lacks_reason(desk.record.treatments.get(asset, Treatment())):
        desk.say(f"{NEEDS_REASON}。")
        ask_value(desk, entries["reason"])
    board = plan_boards(desk.record)
    found = next(each for each in desk.record.assets if each.id == asset)
    desk.say(f"{_residual_words(board.of(found))}。")


def _treatment_entries(desk: Desk, asset: str) -> list[Entry]:
    place = Place("assets", asset)

    def now() -> Treatment:
        return desk.record.treatments.get(asset, Treatment())

    def keep(key: str, value: Value) -> None:
        changes: dict[str, Any] = {key: value}
        desk.apply(treat(asset, replace(now(), **changes), desk.record))

    def keep_measures(value: Value) -> None:
        treatment = replace(now(), measures=parse_measures(str(value or "")))
        desk.apply(treat(asset, treatment, desk.record))

    fields = {field.key: field for field in TREATMENT_FIELDS}
    entry = {key: _entry(desk, field, place, now, keep) for key, field in (fields | _OURS).items()}
    entry["measures"] = Entry(
        MEASURES,
        place,
        lambda: measures_text(now().measures),
        keep_measures,
        partial(_bearing_words, desk, asset),
        lambda text: measures_text(parse_measures(text)),
    )
    order = ("option", "measures", "person", "due", "effort", "reason", "accepted_by")
    return [entry[key] for key in order]


_OURS = {EFFORT.key: EFFORT}


def _bearing_words(desk: Desk, asset: str) -> list[str]:
    found = next(each for each in desk.record.assets if each.id == asset)
    bearing = bearing_measures(plan_boards(desk.record).now.of(found), desk.record)
    names = "、".join(f"{each.no} {each.short_label}" for each in bearing)
    return ["書いた対策は、計画にも入ります。", *([f"効く対策：{names}"] if names else [])]


# --- All that is to be done -------------------------------------------------


def _todos(desk: Desk, spot: Spot) -> None:
    while True:
        todos = due_list(desk.record)
        if not todos:
            desk.say("することは、まだありません。")
            return
        late = sum(each.is_overdue(desk.today) for each in todos)
        nobody = sum(each.is_unowned for each in todos)
        desk.say(f"{len(todos)}件。期限を過ぎたもの{late}件、担当が決まっていないもの{nobody}件。")
        chosen = desk.choose(HOW, [_todo_line(each, desk) for each in todos], spot)
        if chosen is None:
            return
        _open(desk, todos[chosen], spot)


def _todo_line(todo: ToDo, desk: Desk) -> str:
    """「対策 2 対策の明確化を「実施」に、佐藤、11月13日（7日過ぎています）」."""
    parts = [f"{KIND_LABELS[todo.kind]} {todo.text}", todo.person_words]
    return "、".join([*parts, todo.day_words(desk.today)])


def _open(desk: Desk, todo: ToDo, spot: Spot) -> None:
    if todo.kind == "measure":
        _plan_measure(desk, int(todo.key), spot)
    elif todo.kind == "treatment":
        _treat(desk, todo.key)
    elif todo.place:
        raise JumpError(todo.place)
    else:
        _homework(desk, todo, spot)


def _homework(desk: Desk, todo: ToDo, spot: Spot) -> None:
    desk.say(_todo_line(todo, desk))
    if desk.choose(HOW, ("済んだと記録する", "そのまま（変えるのは「訪問」で）"), spot) == 0:
        desk.apply(ReportHomeworkDone(todo.key, desk.today))
        desk.say("宿題が済んだと記録しました。u で戻せます。")
