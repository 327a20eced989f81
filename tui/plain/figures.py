"""Scores and what an answer moved, as short sentences to be listened to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data.catalogue import load_catalogue
from data.cloud_score import cloud_score
from data.diagnosis import diagnosis
from data.place import Place
from data.progress import progress
from data.record import Asset, Engagement
from data.risk import LEVEL_LABELS, LEVELS, AssetRisk, RiskBoard, RiskLevel, risk_board
from data.rows import row_of
from data.self_check_score import SelfCheckScore, self_check_score


def score_lines(record: Engagement, before: Engagement, place: Place) -> list[str]:
    """The score of the step at `place`, and what moved since `before`."""
    match place.step:
        case "self_check":
            return [self_check_line(record, before)]
        case "cloud":
            return [cloud_line(record, before, place.key)]
        case _:
            answered = f"回答 {progress(record)[place.step]}"
            moved = [*_moved_rates(record, before), *moved_risks(record, before)]
            return [answered, *moved]


def self_check_line(record: Engagement, before: Engagement) -> str:
    """「得点 52/100（回答 13/25）、4点増えました」."""
    now, old = self_check_score(record), self_check_score(before)
    moved = _moved((now.score or 0) - (old.score or 0), "点")
    return f"{_self_check_figure(now)}{moved}"


def _self_check_figure(score: SelfCheckScore) -> str:
    points = "なし" if score.score is None else f"{score.score}/{score.max}"
    return f"得点 {points}（回答 {score.answered}/{score.total}）"


def band_lines(record: Engagement) -> list[str]:
    """What the score means, once everything is answered."""
    band = self_check_score(record).band
    return [band.situation, band.next] if band else []


def cloud_line(record: Engagement, before: Engagement, service_id: str) -> str:
    now = cloud_score(row_of(record.cloud_services, service_id))
    old = [cloud_score(s).score for s in before.cloud_services if s.id == service_id]
    moved = _moved(now.score - old[0], "点") if old else ""
    return f"{now.score}/{now.max}点（回答 {now.answered}/{now.total}）{moved}"


def _moved(by: int, unit: str) -> str:
    return f"、{abs(by)}{unit}{'増えました' if by > 0 else '減りました'}" if by else ""


def moved_risks(record: Engagement, before: Engagement) -> list[str]:
    """「リスク大が2件減って11件、中が2件増えて8件になりました」, or nothing."""
    now, old = risk_board(record).level_counts(), risk_board(before).level_counts()
    moved = "、".join(_moved_levels(now, old))
    return [f"リスク{moved}になりました"] if moved else []


def _moved_levels(now: Mapping[RiskLevel, int], old: Mapping[RiskLevel, int]) -> Iterator[str]:
    for level in LEVELS:
        if by := now[level] - old[level]:
            way = "増えて" if by > 0 else "減って"
            yield f"{LEVEL_LABELS[level]}が{abs(by)}件{way}{now[level]}件"


def _moved_rates(record: Engagement, before: Engagement) -> Iterator[str]:
    """「組織的対策の実施率が50%から62%になりました」."""
    for now, old in zip(diagnosis(record), diagnosis(before), strict=True):
        if now.rate and now.rate != old.rate:
            was = f"{old.rate.percent}%から" if old.rate else ""
            yield f"{now.category.short_name}の実施率が{was}{now.rate.percent}%になりました"


def risk_line(board: RiskBoard) -> str:
    """「リスク 大13件、中8件、小17件、未定0件」."""
    counts = board.level_counts()
    shown = [f"{LEVEL_LABELS[level]}{counts[level]}件" for level in LEVELS]
    return f"リスク {'、'.join([*shown, f'未定{board.unknown_count()}件'])}"


def asset_line(risk: AssetRisk) -> str:
    """「A003 社員名簿、事務所PC、重要度3、リスク6 大」."""
    parts = [f"{risk.asset.id} {risk.asset.name or '（名前なし）'}", *_medium(risk.asset)]
    if risk.importance is not None:
        parts.append(f"重要度{risk.importance}")
    parts.append(f"リスク{risk.risk} {LEVEL_LABELS[risk.level]}" if risk.level else "リスク未定")
    return "、".join(parts)


def _medium(asset: Asset) -> list[str]:
    return [load_catalogue().medium(asset.medium).label] if asset.medium else []


def working_line(risk: AssetRisk) -> str:
    """Where a risk value comes from, or what it still needs."""
    deciding = risk.medium.deciding
    if risk.importance is None:
        return "機密性、完全性、可用性のどれかを入れると、重要度が出ます。"
    if risk.asset.medium is None:
        return "媒体・保存先を選ぶと、リスク値に近づきます。"
    if deciding is None:
        return "脅威と対策に答えると、リスク値が出ます。"
    return (
        f"重要度{risk.importance} かける 可能性{deciding.likelihood}。決め手は"
        f"{deciding.threat.id} {deciding.threat.title}、"
        f"頻度{deciding.frequency}、対策状況{deciding.status}。"
    )


def progress_lines(record: Engagement) -> list[str]:
    """How far everything is: the self-check's score, the risks, the services."""
    counts = progress(record)
    return [
        f"自社診断 {_self_check_figure(self_check_score(record))}",
        f"情報資産 {counts['assets']}件、{risk_line(risk_board(record))}",
        f"脅威 回答 {counts['threats']}、対策 回答 {counts['measures']}",
        f"クラウド {counts['cloud']}件",
    ]
