"""What stands in the sections of the plan, as rows of one or two lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from data.best_set import BestSet
from data.catalogue import load_catalogue
from data.due_list import KIND_LABELS, ToDo, due_list
from data.effects import Effect
from data.fields import EFFORT_LABELS, USUAL_EFFORT
from data.movement import movement
from data.place import Place
from data.plan_edits import PLAN_LABELS
from data.planning import PlanBoards, efforts_of
from data.record import Engagement, PlannedMeasure
from data.treatments import TreatedRisk, lacks_reason, risks_to_treat
from screens.trial_lines import FIGURES, residual_figures
from tui.marks import NO_MARK, OVERDUE, PLANNED, UNOWNED
from tui.paint import Lines, fit, line, prose, right

Build = Callable[[int], Lines]
INDENT, PERSON_CELLS = 6, 18
OPTION_CELLS, TREATED_BY_CELLS = 25, 13
MISSING = "bold $text-error"
NO_REASON = "理由が未記入 "
# Cells of an effect beside the name of the measure, and what that gets at most.
EFFECT_CELLS, LONGEST_NAME = 55, 34
EFFECT_COLUMNS = (("リスク大", 10), ("リスク値", 10), ("脅威", 7), ("必須", 8), ("実施率", 9))
ONLY_ONE = "その対策だけで変わること。必須：済まないうちは大のままの資産の数"
NO_MEASURES = "対策にまだ回答がありません。F8 で答えると、効き目の大きい順に並びます。"
NONE_OPEN = "これから実施する対策はありません。今の対策を続けてください。"
NONE_HIGH = "リスク大の情報資産はありません。"
COMPUTING = "計算しています…"
NOTHING_TO_TREAT = "リスク大の情報資産はありません。対応を決めたものも、ここに並びます。"
NOTHING_TO_DO = "することは、まだありません。計画や宿題を書くと、期限の順に並びます。"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row: `measure`, `asset` and `todo` say what can be done about it."""

    lines: Build
    place: Place | None = None
    measure: int | None = None
    asset: str = ""
    todo: ToDo | None = None


def effect_rows(record: Engagement, effects: Sequence[Effect]) -> list[PlanRow]:
    """The measures, the most helpful first; none before anything is answered."""
    if _nothing_answered(record):
        return []
    return [
        PlanRow(
            _effect_lines(effect, record.plan.get(effect.measure.no, PlannedMeasure())),
            Place("measures", str(effect.measure.no)),
            effect.measure.no,
        )
        for effect in effects
    ]


def effect_heading(record: Engagement, effects: Sequence[Effect], width: int) -> Lines:
    if _nothing_answered(record):
        return prose(NO_MEASURES, width)
    if not effects:
        return prose(NONE_OPEN, width)
    figures = "".join(right(title, cells) for title, cells in EFFECT_COLUMNS)
    columns = f"{NO_MARK} 番号 {fit('対策', _name_cells(width) - 2)} 予定{figures}"
    return [*prose(ONLY_ONE, width, "$text-muted"), Content.styled(columns, "bold")]


def _nothing_answered(record: Engagement) -> bool:
    return all(answer.status is None for answer in record.measures.values())


def _name_cells(width: int) -> int:
    return max(min(width - EFFECT_CELLS, LONGEST_NAME), 8)


def _effect_lines(effect: Effect, planned: PlannedMeasure) -> Build:
    def build(width: int) -> Lines:
        number = f"{effect.measure.no:2d}"
        name = fit(effect.measure.short_label, _name_cells(width))
        plan = fit(PLAN_LABELS.get(planned.status or 0, ""), 4)
        figures = (
            *(_moved(-effect.left_high, "件"), _moved(-effect.risk_sum)),
            *(_moved(effect.threats_done), f"{effect.needed_by}件" if effect.needed_by else "－"),
            _moved(effect.rate_gain.percent, "%"),
        )
        both = zip(figures, EFFECT_COLUMNS, strict=True)
        shown = "".join(right(figure, cells) for figure, (_, cells) in both)
        return [Content(f"{_mark(planned)} {number} {name} {plan}{shown}")]

    return build


def _mark(planned: PlannedMeasure) -> str:
    return PLANNED if planned.status and not planned.done else NO_MARK


def _moved(by: int, unit: str = "") -> str:
    return movement(by, 0, unit) or "－"


def best_rows(record: Engagement, best: BestSet | None) -> list[PlanRow]:
    efforts = efforts_of(record)
    return [
        PlanRow(
            _best_lines(record, no, efforts.get(no)),
            Place("measures", str(no)),
            no,
        )
        for no in (best.measures if best else ())
    ]


def best_heading(best: BestSet | None, width: int) -> Lines:
    """What carrying all of them out comes to, and whether less would do."""
    if best is None:
        return prose(COMPUTING, width)
    if not best.high_now:
        return prose(NONE_HIGH, width)
    all_of = f"次の{len(best.measures)}件（手間の合計{best.effort}）を実施すると、"
    least = "手間の合計がこれより小さい組み合わせはありません。"
    bound = f"もっと小さい組み合わせがあっても、手間の合計は{best.bound}より小さくなりません。"
    return [
        *prose(f"{all_of}リスク大が{best.high_now}件から{best.high_after}件になります。", width),
        *prose(least if best.exact else bound, width, "$text-muted"),
        Content(""),
    ]


def _best_lines(record: Engagement, no: int, effort: int | None) -> Build:
    planned = record.plan.get(no, PlannedMeasure())

    def build(width: int) -> Lines:
        answer = record.measures.get(no)
        labels = {option.status: option.label for option in load_catalogue().measure_options}
        now = labels[answer.status] if answer and answer.status else "未回答"
        guessed = "" if effort else "（仮）"
        weight = f"手間{EFFORT_LABELS[effort or USUAL_EFFORT]}{guessed}"
        name = fit(load_catalogue().measure(no).short_label, min(width - 52, LONGEST_NAME))
        return [Content(f"{_mark(planned)} {no:2d} {name} 今：{fit(now, 26)} {weight}")]

    return build


def treatment_rows(boards: PlanBoards, today: date) -> list[PlanRow]:
    return [
        PlanRow(
            _treatment_lines(row, today),
            Place("assets", row.risk.now.asset.id),
            asset=row.risk.now.asset.id,
        )
        for row in risks_to_treat(boards)
    ]


def treatment_heading(rows: Sequence[PlanRow], width: int) -> Lines:
    if not rows:
        return prose(NOTHING_TO_TREAT, width)
    text = "リスク大か、対応を決めた資産。今 → 計画どおりなら（残るリスク）"
    return [*prose(text, width, "$text-muted")]


def _treatment_lines(row: TreatedRisk, today: date) -> Build:
    asset = row.risk.now.asset

    def build(width: int) -> Lines:
        figures = residual_figures(row.risk)
        medium = load_catalogue().medium(asset.medium).label if asset.medium else "－"
        name = fit(f"{asset.name or asset.id}（{medium}）", width - FIGURES - 1)
        margin = " " * (FIGURES - figures.cell_length)
        first = line(" ", figures, margin, name)
        return [first, _treated_line(row, today, width)]

    return build


def _treated_line(row: TreatedRisk, today: date, width: int) -> Content:
    """What is done about it, by whom and by when; and what is missing or late."""
    treatment = row.treatment
    option = fit(row.option_words, OPTION_CELLS)
    if treatment.option is None:
        return line(" " * INDENT, option)
    todo = ToDo("treatment", "", "", None, treatment.person, treatment.due)
    lacks = NO_REASON if lacks_reason(treatment) else ""
    room = width - INDENT - OPTION_CELLS - 1 - cell_len(lacks)
    begin = line(_signs(todo, today), " " * (INDENT - 4), option, " ", (lacks, MISSING))
    return line(begin, _who_and_when(todo, today, room, TREATED_BY_CELLS))


def todo_rows(record: Engagement, today: date) -> list[PlanRow]:
    return [
        PlanRow(
            _todo_lines(each, today),
            each.place,
            measure=int(each.key) if each.kind == "measure" else None,
            asset=each.key if each.kind == "treatment" else "",
            todo=each,
        )
        for each in due_list(record)
    ]


def todo_heading(record: Engagement, today: date, width: int) -> Lines:
    todos = due_list(record)
    if not todos:
        return prose(NOTHING_TO_DO, width)
    late, nobody = sum(t.is_overdue(today) for t in todos), sum(t.is_unowned for t in todos)
    figures = f"{len(todos)}件。期限を過ぎたもの{late}件、担当が決まっていないもの{nobody}件"
    return [*prose(figures, width, "bold" if late or nobody else "")]


def _todo_lines(todo: ToDo, today: date) -> Build:
    def build(width: int) -> Lines:
        kind = fit(KIND_LABELS[todo.kind], 12)
        text = fit(todo.text, width - 18)
        return [
            line(_signs(todo, today), f" {kind} {text}"),
            line(" " * 18, _who_and_when(todo, today, width - 18)),
        ]

    return build


def _signs(todo: ToDo, today: date) -> tuple[str, str]:
    """Whether it is late, and whether nobody has it, as signs."""
    late = OVERDUE if todo.is_overdue(today) else NO_MARK
    nobody = UNOWNED if todo.is_unowned else NO_MARK
    return f"{late}{nobody}", MISSING


def _who_and_when(todo: ToDo, today: date, width: int, person: int = PERSON_CELLS) -> Content:
    """Who does it and by when; what is missing or late is bold, and says so in words."""
    who = fit(todo.person_words, person)
    effort = f"　手間{EFFORT_LABELS[todo.effort]}" if todo.effort else ""
    when = fit(todo.day_words(today) + effort, max(width - person - 1, 8))
    return line(
        (who, MISSING if todo.is_unowned else "$text-muted"),
        " ",
        (when, MISSING if todo.is_overdue(today) else "$text-muted"),
    )
