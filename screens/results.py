"""F10 結果: everything together, and the way out to Excel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache, partial
from typing import ClassVar, cast

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from data.catalogue import load_catalogue
from data.cloud_score import cloud_score
from data.diagnosis import (
    NEED_LABELS,
    SHORT_ACTION_LABELS,
    TELEWORK_NEED,
    TELEWORK_TITLE,
    CategoryDiagnosis,
)
from data.follow_ups import TO_FIND_OUT, open_points
from data.place import Place, Step
from data.planning import PlanBoards
from data.priorities import PRIORITIES, in_order_of_priority
from data.record import CloudService, Engagement
from data.result import Result, compute_result
from data.same import Same
from data.summary import plain_summary
from data.visit_edits import VISITS_TITLE
from screens.cloud_lines import cloud_lines
from screens.follow_up_lines import to_find_out_lines
from screens.priority_lines import priority_lines
from screens.risk_lines import count_lines, deciding_lines, heat_map_lines, risk_row_lines
from screens.self_check import self_check_lines
from screens.step import StepScreen
from screens.trial_lines import residual_figures, trial_count_lines, trial_heat_map_lines
from screens.visit_lines import visit_lines
from tui.actions import RESULT_ACTIONS, Action, bindings
from tui.paint import (
    Lines,
    bar,
    clickable,
    fit,
    fit_left,
    flow,
    line,
    listed,
    prose,
    right,
    slot,
    titled_rule,
)
from tui.widgets.lines_view import Build, LinesView

RISKS_SHOWN = 100
# Services whose charts are drawn in one go; a key must not wait for a hundred of them.
SERVICES_AT_ONCE = 6
# With name, points and remark a service fits the page of a small terminal.
RADAR_HEIGHT = 14
# What the title of a service's section begins with.
SERVICE = "クラウド "


class ResultsScreen(StepScreen):
    """A long page in sections; PgUp and PgDn go from section to section."""

    STEP: ClassVar[Step] = "results"
    WITHOUT = frozenset({"note", "next_unanswered", "toggle_panel"})
    OWN_ACTIONS: ClassVar[tuple[Action, ...]] = RESULT_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(RESULT_ACTIONS)]

    def __init__(self, place: Place | None = None) -> None:
        super().__init__(place)
        self.sections: list[int] = []
        self.boards: PlanBoards | None = None
        self.services_shown = 0
        self.sought = ""

    def compose_body(self) -> ComposeResult:
        yield LinesView(id="page")

    def move_to(self, place: Place) -> None:
        """A section is known by its title."""
        self.sought = place.key

    def _seek(self) -> None:
        titles = [title for title, _ in self._sections_shown()]
        if self.sought in titles:
            start = self.sections[titles.index(self.sought)]
            self.query_one("#page", LinesView).scroll_to(y=start, animate=False)
            self.sought = ""

    def refresh_views(self) -> None:
        self.result = compute_result(self.app.session.record)
        self.boards = self.trial_boards()
        self.services_shown = max(self.services_shown, SERVICES_AT_ONCE)
        self._show_page()
        self.refresh_frame()

    def _show_page(self) -> None:
        self.query_one("#page", LinesView).show(self._page_lines)
        if self.sought:
            self.call_after_refresh(self._seek)
        if self.services_shown < len(self.result.cloud):
            self.call_after_refresh(self._show_more_services)

    def _show_more_services(self) -> None:
        self.services_shown += SERVICES_AT_ONCE
        self._show_page()

    def _sections_shown(self) -> list[tuple[str, Build]]:
        """All but the services whose turn has not come; they are the last."""
        sections = sections_of(self.result, self.app.today(), self.boards)
        waiting = max(len(self.result.cloud) - self.services_shown, 0)
        return sections[: len(sections) - waiting]

    def _page_lines(self, width: int) -> Lines:
        lines: Lines = []
        starts: list[int] = []
        for title, build in self._sections_shown():
            starts.append(len(lines))
            lines += [titled_rule(title, width), *build(width), Content("")]
        self.sections = starts
        return lines

    def action_scroll(self, by: int) -> None:
        self.query_one("#page", LinesView).scroll_relative(y=by, animate=False)

    def action_section(self, by: int) -> None:
        self.query_one("#page", LinesView).move_to_start(self.sections, by)

    def action_compare(self) -> None:
        from screens.then_and_now import Comparing

        Comparing(self.app, self._go_if_chosen).ask()

    @on(LinesView.Clicked, "#page")
    def _risk_clicked(self, event: LinesView.Clicked) -> None:
        _, step, key, *item = event.target
        self.app.go(Place(cast(Step, step), str(key), "".join(map(str, item))))

    def shown_texts(self) -> Iterable[str]:
        return [content.plain for content in self.query_one("#page", LinesView).lines]

    def help_lines(self, width: int) -> Lines:
        about = prose(
            "ここまでの答えから出たことを、1つにまとめた画面です。"
            "はじめの3つの文を読めば、よいところ、最初にすること、次の一歩がわかります。"
            "リスクは大きい順に、値がどこから来たかも書いてあります。"
            "x でExcelに書き出し、c で前の状態と比べます。",
            width,
        )
        return [*about, *self.own_rule_lines(width)]


def sections_of(
    result: Result, today: date, boards: PlanBoards | None = None
) -> list[tuple[str, Build]]:
    """The page's sections by title, each with what makes its lines; the services are the last.

    `boards` while the plan is tried.
    """
    points = open_points(result.board.record)
    sections: list[tuple[str, Build]] = [
        ("ひとことで", lambda width: listed(plain_summary(result), width)),
        ("自社診断", lambda width: self_check_lines(result.self_check, result.self_check, width)),
        ("リスク（大きい順）", partial(_risk_lines, result, boards)),
        ("対策の診断結果", partial(_diagnosis_lines, result)),
        ("情報資産の件数", partial(_count_lines, result)),
    ]
    if points:
        sections.append((TO_FIND_OUT, partial(to_find_out_lines, points, today)))
    sections += _of_visits(result.board.record, today)
    for score in result.cloud:
        build = partial(_service_lines, Same(score.service))
        sections.append((f"{SERVICE}{score.service.id}", build))
    return [(title, partial(_led, title, build)) for title, build in sections]


def _of_visits(record: Engagement, today: date) -> list[tuple[str, Build]]:
    """Priorities and visits, where there are some."""
    sections: list[tuple[str, Build]] = []
    if rated := in_order_of_priority(record):
        sections.append((PRIORITIES, partial(priority_lines, rated)))
    if record.visits or record.homework or record.baselines:
        sections.append((VISITS_TITLE, partial(visit_lines, record, today)))
    return sections


# What a section tells, in one sentence, by the first word of its title.
LEADS = {
    "自社診断": "25問の答えを点にして、全体の様子をつかみます。",
    "リスク": "数字の大きい情報資産ほど、早く手を打ちたいものです。",
    "対策": "対策の分類ごとに、必要かどうかと、どのくらいできているかを並べました。",
    PRIORITIES: "緊急度と重要度の高い順、同じなら難易度の低い順に並べました。",
    "情報資産": "台帳に書いた情報資産を、置き場所や大切さごとに数えました。",
}


def _led(title: str, build: Build, width: int) -> Lines:
    """The section under the sentence that tells what it is about."""
    leads = [lead for word, lead in LEADS.items() if title.startswith(word)]
    return [*(each for lead in leads for each in prose(lead, width, "$text-muted")), *build(width)]


@lru_cache(maxsize=256)
def _service_lines(service: Same[CloudService], width: int) -> Lines:
    """Drawn once for this very service: a chart takes as long as all else on the page."""
    scores = {service.held.id: cloud_score(service.held)}
    return cloud_lines(service.held, scores, scores, width, RADAR_HEIGHT)


def _risk_lines(result: Result, boards: PlanBoards | None, width: int) -> Lines:
    board = result.board
    lines = trial_count_lines(boards, width) if boards else count_lines(board, board, width)
    parts = [heat_map_lines(board, width)]
    parts += [trial_heat_map_lines(boards, width)] if boards else []
    for part in (*parts, deciding_lines(board, width)):
        lines += [Content(""), *part] if part else []
    lines.append(Content(""))
    rows = board.largest(RISKS_SHOWN)
    for row in rows:
        place = Place("assets", row.asset.id)
        shown = risk_row_lines(row, width)
        if boards:
            figures = residual_figures(boards.of(row.asset))
            shown.append(line("     計画どおりなら ", figures))
        lines += [clickable(each, "place", place.step, place.key) for each in shown]
    known = len(board.record.assets) - board.unknown_count()
    if known > len(rows):
        lines += prose(f"ほか{known - len(rows)}件。すべてはExcelの台帳でご覧ください。", width)
    return lines


RATE_BAR = 12
# Cells of everything in a diagnosis row but the name: gaps, need, bar, percent, answered, action.
BESIDE_NAME = 2 + 5 + RATE_BAR + 1 + 4 + 2 + 6 + 1 + 8


def _diagnosis_lines(result: Result, width: int) -> Lines:
    longest = max(cell_len(row.category.name) for row in result.diagnosis) + 3
    room = min(width - BESIDE_NAME, longest)
    heading = _diagnosis_row("分類", room, "必要", "実施率", "", "回答", "対策")
    no_rate = f"  {fit(slot(TELEWORK_NEED), 5)}実施率を出す質問はありません"
    telework = f"   {fit(TELEWORK_TITLE, room - 3)}{no_rate}"
    rows = [Content(_category_row(row, room)) for row in result.diagnosis]
    meanings = [f"{slot(need)}{label}" for need, label in NEED_LABELS.items()]
    legend = [each.stylize("$text-muted") for each in flow(meanings, width)]
    return [Content.styled(heading, "bold"), *rows, Content(telework), Content(""), *legend]


def _category_row(row: CategoryDiagnosis, room: int) -> str:
    category, percent = row.category, row.rate.percent if row.rate else None
    name = category.name if cell_len(category.name) + 3 <= room else category.short_name
    drawn = bar(percent or 0, 100, RATE_BAR)
    shown = "－" if percent is None else f"{percent}%"
    action = SHORT_ACTION_LABELS[row.action] if row.action else "－"
    answered = f"{row.answered}/{row.total}"
    numbered = f"{category.category:2d} {name}"
    return _diagnosis_row(numbered, room, slot(row.need), drawn, shown, answered, action)


def _diagnosis_row(
    name: str, room: int, need: str, drawn: str, percent: str, answered: str, action: str
) -> str:
    rate = f"{fit(drawn, RATE_BAR)} {right(percent, 4)}"
    return f"{fit_left(name, room)}  {fit(need, 5)}{rate}  {fit(answered, 6)} {fit(action, 8)}"


def _count_lines(result: Result, width: int) -> Lines:
    catalogue = load_catalogue()
    counts = result.counts
    media = [f"{m.label} {counts.media[m.key]}" for m in catalogue.media]
    kinds = [f"{k.count_label} {counts.personal[k.key]}" for k in catalogue.personal_kinds]
    levels = [f"重要度{level} {number}" for level, number in counts.importance.items()]
    return [each for items in (media, kinds, levels) for each in flow(items, width)]
