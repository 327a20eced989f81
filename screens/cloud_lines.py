"""A cloud service as lines: its score, its points by group, and its radar."""

from __future__ import annotations

from textual.content import Content

from data.catalogue import load_catalogue
from data.cloud_score import CloudScore, group_max
from data.record import CloudService
from tui.paint import Lines, beside_or_below, change, fit, flow, line, prose
from tui.widgets.radar import GROUP_MARKS, Axis, Radar, radar_lines


def radar_of(service: CloudService) -> Radar:
    """The service's 15 checks as axes."""
    catalogue = load_catalogue()
    order = [group.key for group in catalogue.cloud_groups]
    axes = [
        Axis(item.no, item.axis, order.index(item.group), service.checks.get(item.key), item.title)
        for item in catalogue.cloud_items
    ]
    return Radar(axes, top=3)


def score_lines(
    service: CloudService, now: dict[str, CloudScore], before: dict[str, CloudScore], width: int
) -> Lines:
    """「S0001 31/45点（回答 15/15）」 with what the last key changed."""
    score, old = now[service.id], before.get(service.id, now[service.id])
    figure = (f"{service.id} {score.score}/{score.max}点", "bold")
    moved = change(score.score, old.score, "点")
    text = line(figure, f"（回答 {score.answered}/{score.total}）")
    return beside_or_below(text, moved, width)


def cloud_lines(
    service: CloudService,
    now: dict[str, CloudScore],
    before: dict[str, CloudScore],
    width: int,
    height: int,
) -> Lines:
    """Name, score and radar of one service, the radar in `height` lines where that is enough."""
    return [
        Content.styled(fit(service.name or service.id, width), "bold"),
        *score_lines(service, now, before, width),
        *flow(_group_points(now[service.id]), width),
        *radar_lines(radar_of(service), width, height),
        *prose("点は目安です。へこんだところから話しましょう", width, "$text-muted"),
    ]


def _group_points(score: CloudScore) -> list[str]:
    """「o 選択 15/18」 by group, with the mark that its axes bear."""
    groups = zip(GROUP_MARKS, load_catalogue().cloud_groups, strict=True)
    return [f"{mark} {g.label} {score.groups[g.key]}/{group_max(g)}" for mark, g in groups]
