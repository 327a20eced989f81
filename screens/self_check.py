"""F5 自社診断: 25 questions, one key each."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content

from data.follow_ups import open_points
from data.place import Step
from data.self_check_score import SelfCheckScore, self_check_score
from screens.follow_up_lines import heading, to_find_out_lines
from screens.question_step import QuestionStep
from tui.paint import Lines, bar, beside_or_below, change, line, prose

BAR_WIDTH = 50


class SelfCheckScreen(QuestionStep[SelfCheckScore]):
    """The 5-minute self-check."""

    STEP: ClassVar[Step] = "self_check"
    LAST_ANSWERED = "自社診断はここまでです。F10で結果を見る、F6で情報資産へ"
    HOW_TO_ANSWER = "1から4の数字キーで答えます。まちがえても、Ctrl+Z で戻せます"

    def on_mount(self) -> None:
        """Who has answered nothing yet may never have seen such a screen."""
        if not self.now.answered:
            self._said = self._said or self.HOW_TO_ANSWER * self.app.session.may_write

    def compute(self) -> SelfCheckScore:
        return self_check_score(self.app.session.record)

    def panel_lines(self, width: int) -> Lines:
        lines = self_check_lines(self.now, self.before, width)
        record = self.app.session.record
        own = [point for point in open_points(record) if point.place.step == self.STEP]
        if own:
            lines += [*heading(), *to_find_out_lines(own, self.app.today(), width)]
        return lines

    def folded_lines(self, width: int) -> Lines:
        return score_lines(self.now, self.before, width)


def score_lines(now: SelfCheckScore, before: SelfCheckScore, width: int) -> Lines:
    """「得点 52/100（回答 25/25）」 with what the last key changed."""
    score = "－" if now.score is None else str(now.score)
    figure = (f"得点 {score}/{now.max}", "bold")
    moved = change(now.score or 0, before.score or 0, "点")
    return beside_or_below(line(figure, f"（回答 {now.answered}/{now.total}）"), moved, width)


def self_check_lines(now: SelfCheckScore, before: SelfCheckScore, width: int) -> Lines:
    """Score, band and parts."""
    cells = min(width, BAR_WIDTH)
    drawn = bar(max(now.score or 0, 0), now.max, cells)
    lines: Lines = [*score_lines(now, before, width), Content(drawn)]
    if now.band:
        lines += prose(now.band.situation, width, "bold")
        lines += prose(now.band.next, width)
    elif now.answered:
        lines += prose(f"あと{now.total - now.answered}問で評価が出ます", width, "$text-muted")
    for part, old in zip(now.parts, before.parts, strict=True):
        figure = f"{part.score}/{part.max}（回答 {part.answered}/{part.total}）"
        lines += [Content(""), Content.styled(f"{part.part.part} {part.part.title}", "bold")]
        lines += beside_or_below(Content(figure), change(part.score, old.score, "点"), width)
        lines.append(Content(bar(max(part.score, 0), part.max, cells)))
    return lines
