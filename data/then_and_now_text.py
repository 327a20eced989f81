"""Then and now in words and lines: the same for the screen, the command line and the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from data.catalogue import load_catalogue
from data.cloud_score import CloudScore
from data.columns import aligned, one_line
from data.diagnosis import CategoryDiagnosis
from data.movement import movement
from data.place import Place, Step
from data.place_names import STEP_TITLES
from data.record import Engagement
from data.result import Result
from data.risk import LEVEL_LABELS, LEVELS, AssetRisk, RiskLevel
from data.rows import row_place
from data.self_check_score import PartScore, SelfCheckScore
from data.side_by_side import side_by_side
from data.then_and_now import ANSWER, ChangedValue, Pair, ThenAndNow

# What it is called, everywhere.
TITLE = "前回との比較"
UNCHANGED = "変わったところはありません。"
NOT_ANSWERED = "未回答"
UNDECIDED = "未定"
NONE = "（なし）"
ARROW = "→"


def visit_name(record: Engagement, visit: int) -> str:
    """`第1回訪問（2026-11-20）`, by the day on which the record was kept."""
    day = record.baselines[visit].date
    return f"第{visit}回訪問（{day}）" if day else f"第{visit}回訪問"


class Line(NamedTuple):
    """One thing then and now, as shown; `moved` is `▲ 4点` where a figure moved, else empty."""

    name: str
    then: str
    now: str
    moved: str = ""
    place: Place | None = None


class Section(NamedTuple):
    title: str
    lines: tuple[Line, ...]


def two_firms(compared: ThenAndNow) -> str:
    """A warning when two firms are compared, else empty."""
    if not compared.are_two_firms:
        return ""
    then, now = compared.records.of(lambda record: f"「{one_line(record.firm.name)}」")
    return f"会社名が違います。前は{then}、今は{now}です。"


def headline(compared: ThenAndNow) -> tuple[str, ...]:
    """What became of it, in a few sentences."""
    if compared.is_unchanged:
        return (UNCHANGED,)
    return tuple(_sentences(compared))


def sections(compared: ThenAndNow) -> tuple[Section, ...]:
    """All figures of both states, then all that changed, step by step; none without a line."""
    found = (
        Section("自社診断", tuple(_self_check(compared.results))),
        Section("リスクの件数", tuple(_level_counts(compared.results))),
        Section("リスクが変わった情報資産", tuple(_moved_risks(compared))),
        Section("新しい情報資産", tuple(_risk(None, row) for row in compared.assets.new)),
        Section("なくなった情報資産", tuple(_risk(row, None) for row in compared.assets.gone)),
        Section("対策の実施率", tuple(_rates(compared.results))),
        Section("クラウドサービス", tuple(_services(compared))),
        *_changed_values(compared),
    )
    return tuple(section for section in found if section.lines)


def comparison_text(compared: ThenAndNow, names: Pair[str]) -> str:
    """All of it in lines aligned for a terminal; `names` say which states are compared."""
    firm = one_line(compared.records.now.firm.name) or "（会社名は未記入）"
    warning = two_firms(compared)
    head = [f"{firm}　{TITLE}", f"  前：{one_line(names.then)}", f"  今：{one_line(names.now)}"]
    parts = [
        [*head, *([f"  {warning}"] if warning else [])],
        ["■ ひとことで", *(f"  {sentence}" for sentence in headline(compared))],
        *([f"■ {section.title}", *_text_lines(section)] for section in sections(compared)),
    ]
    return "\n\n".join("\n".join(line.rstrip() for line in lines) for lines in parts)


def _text_lines(section: Section) -> list[str]:
    rows = []
    for each in section.lines:
        then, now = side_by_side(each.then, each.now)
        rows.append((one_line(each.name), one_line(then), ARROW, one_line(now), each.moved))
    return aligned(rows)


# --- In a few sentences -----------------------------------------------------


def _sentences(compared: ThenAndNow) -> Iterator[str]:
    scores = compared.results.of(lambda result: result.self_check.score)
    if scores.then is not None and scores.now is not None:
        yield _moved_sentence("自社診断は", scores.then, scores.now, "点", "上がり", "下がり")
    elif scores.now is not None:
        yield f"自社診断は{scores.now}点です（前は未回答）。"
    boards = compared.results.of(lambda result: result.board)
    highs = boards.of(lambda board: board.level_counts()["high"])
    if any(highs):
        yield _moved_sentence("リスク大の情報資産は", *highs, "件", "増え", "減り")
    unknown = boards.of(lambda board: board.unknown_count())
    if unknown.then != unknown.now:
        yield _moved_sentence("リスクが未定の情報資産は", *unknown, "件", "増え", "減り")
    added, gone = len(compared.assets.new), len(compared.assets.gone)
    if added or gone:
        yield f"新しい情報資産は{added}件、なくなった情報資産は{gone}件です。"
    yield f"答えや記入の変わったところは{len(compared.values)}か所です。"


def _moved_sentence(what: str, then: int, now: int, unit: str, rose: str, fell: str) -> str:
    if then == now:
        return f"{what}{now}{unit}のままです。"
    return f"{what}{then}{unit}から{now}{unit}に{rose if now > then else fell}ました。"


# --- Figures ----------------------------------------------------------------


def _self_check(results: Pair[Result]) -> Iterator[Line]:
    scores = results.of(lambda result: result.self_check)
    if not (scores.then.answered or scores.now.answered):
        return
    moved = movement(scores.now.score, scores.then.score, "点")
    yield Line("得点", *scores.of(_score), moved)
    yield _answered(scores)
    yield Line("区分", *scores.of(lambda each: f"{each.band.key}点" if each.band else UNDECIDED))
    for pair in zip(*scores.of(lambda each: each.parts), strict=True):
        yield _part(Pair(*pair))


def _score(score: SelfCheckScore) -> str:
    return NOT_ANSWERED if score.score is None else f"{score.score}/{score.max}点"


def _answered(scores: Pair[SelfCheckScore]) -> Line:
    moved = movement(scores.now.answered, scores.then.answered, "問")
    return Line("回答", *scores.of(lambda each: f"{each.answered}/{each.total}問"), moved)


def _part(parts: Pair[PartScore]) -> Line:
    shown = parts.of(lambda p: f"{p.score}/{p.max}点" if p.answered else NOT_ANSWERED)
    known = parts.of(lambda p: p.score if p.answered else None)
    return Line(parts.now.part.title, *shown, movement(known.now, known.then, "点"))


def _level_counts(results: Pair[Result]) -> Iterator[Line]:
    boards = results.of(lambda result: result.board)
    if not any(board.record.assets for board in boards):
        return
    counts = boards.of(lambda board: board.level_counts())
    for level in LEVELS:
        yield _count(LEVEL_LABELS[level], counts.then[level], counts.now[level])
    unknown = boards.of(lambda board: board.unknown_count())
    if any(unknown):
        yield _count(UNDECIDED, *unknown)


def _count(name: str, then: int, now: int) -> Line:
    return Line(name, f"{then}件", f"{now}件", movement(now, then, "件"))


def _moved_risks(compared: ThenAndNow) -> Iterator[Line]:
    """The largest of now first, those of equal risk in the ledger's order."""
    moved = [pair for pair in compared.assets.kept if pair.then.risk != pair.now.risk]
    for pair in sorted(moved, key=lambda pair: -(pair.now.risk or 0)):
        yield _risk(pair.then, pair.now)


def _risk(then: AssetRisk | None, now: AssetRisk | None) -> Line:
    row = now or then
    if row is None:
        raise ValueError("a line needs a row")
    medium = f"（{load_catalogue().medium(row.asset.medium).label}）" if row.asset.medium else ""
    name = " ".join(filter(None, [row.asset.id, row.asset.name]))
    moved = movement(now.risk, then.risk) if then and now else ""
    place = row_place(row.asset) if now else None
    return Line(f"{name}{medium}", _risk_words(then), _risk_words(now), moved, place)


def _risk_words(row: AssetRisk | None) -> str:
    if row is None:
        return NONE
    level: RiskLevel | None = row.level
    return f"{LEVEL_LABELS[level]} {row.risk}" if level else UNDECIDED


def _rates(results: Pair[Result]) -> Iterator[Line]:
    rows = results.of(lambda result: result.diagnosis)
    if not any(row.answered for row in (*rows.then, *rows.now)):
        return
    for pair in zip(*rows, strict=True):
        yield _rate(Pair(*pair))


def _rate(rows: Pair[CategoryDiagnosis]) -> Line:
    name = f"{rows.now.category.category} {rows.now.category.name}"
    percents = rows.of(lambda row: row.rate.percent if row.rate else None)
    moved = movement(percents.now, percents.then, "%")
    return Line(name, *rows.of(_rate_words), moved)


def _rate_words(row: CategoryDiagnosis) -> str:
    if row.rate:
        return f"{row.rate.percent}%"
    return "－" if row.answered else NOT_ANSWERED


def _services(compared: ThenAndNow) -> Iterator[Line]:
    services = compared.services
    yield from (_service(pair.then, pair.now) for pair in services.kept)
    yield from (_service(None, score) for score in services.new)
    yield from (_service(score, None) for score in services.gone)


def _service(then: CloudScore | None, now: CloudScore | None) -> Line:
    row = now or then
    if row is None:
        raise ValueError("a line needs a row")
    name = " ".join(filter(None, [row.service.id, row.service.name]))
    known = Pair(then, now).of(lambda each: each.score if each and each.answered else None)
    place = row_place(row.service) if now else None
    moved = movement(known.now, known.then, "点")
    return Line(name, _points(then), _points(now), moved, place)


def _points(score: CloudScore | None) -> str:
    if score is None:
        return NONE
    return f"{score.score}/{score.max}点" if score.answered else NOT_ANSWERED


# --- Answers, notes and fields ----------------------------------------------


def _changed_values(compared: ThenAndNow) -> Iterator[Section]:
    by_step: dict[Step, list[ChangedValue]] = {step: [] for step in STEP_TITLES}
    for each in compared.values:
        by_step[each.place.step].append(each)
    for step, values in by_step.items():
        yield Section(f"変わったところ：{STEP_TITLES[step]}", tuple(_values(values)))


def _values(values: Iterable[ChangedValue]) -> Iterator[Line]:
    for each in values:
        absent = NOT_ANSWERED if each.field == ANSWER else NONE
        then, now = (shown or absent for shown in each.shown)
        yield Line(_value_name(each), then, now, place=each.place)


def _value_name(changed: ChangedValue) -> str:
    if changed.field == ANSWER or not changed.name:
        return changed.name or changed.label
    return f"{changed.name}（{changed.label}）"
