"""The results as text for people: what the panels show, on one sheet."""

from __future__ import annotations

from collections.abc import Sequence

from data.catalogue import load_catalogue
from data.cloud_score import CloudScore, group_max
from data.columns import Row, aligned, one_line
from data.diagnosis import (
    SHORT_ACTION_LABELS,
    TELEWORK_NEED,
    TELEWORK_TITLE,
    CategoryDiagnosis,
)
from data.follow_ups import TO_FIND_OUT, OpenPoint, open_points
from data.place_names import STEP_TITLES, question_at
from data.record import Asset, Firm
from data.result import Result
from data.risk import LEVEL_LABELS, AssetRisk, RiskBoard
from data.self_check_score import PartScore, SelfCheckScore
from data.summary import plain_summary

LARGEST = 10
NOT_ANSWERED = "未回答"
TELEWORK = (TELEWORK_NEED, TELEWORK_TITLE, "－", "", "率なし")


def result_text(result: Result) -> str:
    """All results of one engagement, in lines aligned for a terminal."""
    record = result.board.record
    started = f"（{record.info.started}）" if record.info.started else ""
    sections = [
        [f"{firm_name(record.firm)}{started}"],
        ["■ ひとことで", *(f"  {sentence}" for sentence in plain_summary(result))],
        ["■ 自社診断", *_self_check(result.self_check)],
        ["■ リスク", *_risks(result.board)],
        ["■ 対策の診断", *_diagnosis(result.diagnosis)],
        ["■ クラウドサービス", *_cloud(result.cloud)],
        *_to_find_out(open_points(record)),
    ]
    return "\n\n".join("\n".join(line.rstrip() for line in lines) for lines in sections)


def firm_name(firm: Firm) -> str:
    return one_line(firm.name) or "（会社名は未記入）"


def _self_check(score: SelfCheckScore) -> list[str]:
    if score.score is None:
        return [f"  まだ回答がありません（全{score.total}問）"]
    answered = f"{score.total}問中{score.answered}問に回答"
    return [
        f"  {score.score}/{score.max}点（{answered}）",
        f"  {band_words(score)}",
        *aligned([_part(part) for part in score.parts], right=(1, 2)),
    ]


def band_words(score: SelfCheckScore) -> str:
    if not score.band:
        return "点数の区分は、すべて答えると出ます"
    return f"{score.band.key}点：{score.band.situation}{score.band.next}"


def _part(part: PartScore) -> Row:
    points = f"{part.score}/{part.max}点" if part.answered else NOT_ANSWERED
    return (part.part.title, points, f"{part.answered}/{part.total}問")


def _to_find_out(points: Sequence[OpenPoint]) -> list[list[str]]:
    """The section of what is still to be found out, when there is anything."""
    if not points:
        return []
    return [[f"■ {TO_FIND_OUT}（{len(points)}）", *aligned([_point(p) for p in points])]]


def _point(point: OpenPoint) -> Row:
    return (
        STEP_TITLES[point.place.step],
        one_line(point.name),
        point.reason,
        one_line(point.person) or "人は未定",
        f"{point.due}まで" if point.due else "期限は未定",
        question_at(point.place),
    )


def _risks(board: RiskBoard) -> list[str]:
    total = len(board.record.assets)
    if not total:
        return ["  情報資産はまだありません"]
    counts = [f"{LEVEL_LABELS[level]} {n}件" for level, n in board.level_counts().items()]
    if unknown := board.unknown_count():
        counts.append(f"未確定 {unknown}件")
    largest = board.largest(LARGEST)
    heading = [f"  大きい順に{len(largest)}件"] if len(largest) < total - unknown else []
    lines = aligned([_risk(row) for row in largest]) if largest else []
    return [f"  {'　'.join(counts)}（全{total}件）", *heading, *lines]


def _risk(row: AssetRisk) -> Row:
    level = LEVEL_LABELS[row.level] if row.level else ""
    working = f"重要度{row.importance} × 可能性{row.medium.likelihood}"
    return (f"{row.risk} {level}", asset_words(row.asset), f"{working} ← {deciding_words(row)}")


def asset_words(asset: Asset) -> str:
    medium = load_catalogue().medium(asset.medium).label if asset.medium else NOT_ANSWERED
    return f"{one_line(asset.name or asset.id)}（{medium}）"


def deciding_words(row: AssetRisk) -> str:
    state = row.medium.deciding
    if not state:
        return NOT_ANSWERED
    figures = f"頻度{state.frequency}・対策状況{state.status}"
    return f"{state.threat.id} {state.threat.title}（{figures}）"


def _diagnosis(rows: tuple[CategoryDiagnosis, ...]) -> list[str]:
    return aligned([*(_category(row) for row in rows), TELEWORK], right=(2, 3))


def _category(row: CategoryDiagnosis) -> Row:
    return (
        row.need,
        row.category.name,
        rate_words(row),
        f"{row.answered}/{row.total}問",
        SHORT_ACTION_LABELS[row.action] if row.action else NOT_ANSWERED,
    )


def rate_words(row: CategoryDiagnosis) -> str:
    if row.rate:
        return f"{row.rate.percent}%"
    return "－" if row.answered else NOT_ANSWERED


def _cloud(scores: tuple[CloudScore, ...]) -> list[str]:
    if not scores:
        return ["  クラウドサービスはまだありません"]
    return aligned([_service(score) for score in scores], right=(2, 3))


def _service(score: CloudScore) -> Row:
    points = f"{score.score}/{score.max}点" if score.answered else NOT_ANSWERED
    return (
        one_line(score.service.id),
        one_line(score.service.name),
        points,
        f"{score.answered}/{score.total}問",
        _groups(score) if score.answered else "",
    )


def _groups(score: CloudScore) -> str:
    groups = load_catalogue().cloud_groups
    return "　".join(f"{g.label} {score.groups[g.key]}/{group_max(g)}" for g in groups)
