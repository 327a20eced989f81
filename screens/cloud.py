"""F9 クラウド: services, 15 checks each, and their radar."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from data.catalogue import load_catalogue
from data.cloud_score import CloudScore, cloud_score
from data.follow_ups import marked_places
from data.place import Place, Step
from data.record import CloudService
from data.row_edits import AddRow, DeleteRow
from data.rows import copied_service, next_service_id, row_label, row_of
from screens.cloud_lines import cloud_lines, score_lines
from screens.question_step import QuestionStep
from screens.row_form import RowEntered
from tui.actions import QUESTION_ACTIONS, SERVICE_ACTIONS, Action, bindings
from tui.paint import Lines, clickable, fit, prose
from tui.widgets.question import outline_lines

# Lines of a service in the panel beside its radar: name, score, points by group, remark.
BESIDE_RADAR = 5


class CloudScreen(QuestionStep[dict[str, CloudScore]]):
    """Services in the outline, the present one's radar in the panel."""

    STEP: ClassVar[Step] = "cloud"
    LAST_ANSWERED = "クラウドはここまでです。結果は F10 です"
    OWN_ACTIONS: ClassVar[tuple[Action, ...]] = (*QUESTION_ACTIONS, *SERVICE_ACTIONS)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SERVICE_ACTIONS)]

    def __init__(self, place: Place | None = None) -> None:
        # Lines of services by their first question and width, each with the score it tells.
        self._known_lines: dict[tuple[int, int], tuple[CloudScore, Content]] = {}
        super().__init__(place)

    @property
    def service(self) -> CloudService | None:
        """The service whose question the cursor is on."""
        if self.question is None:
            return None
        return row_of(self.app.session.record.cloud_services, self.question.place.key)

    def compute(self) -> dict[str, CloudScore]:
        return {s.id: cloud_score(s) for s in self.app.session.record.cloud_services}

    def outline_lines(self, width: int) -> Lines:
        """Every service, the present one with its checks."""
        lines: Lines = []
        first = 0
        marked = marked_places(self.app.session.record)
        present = self.service
        for service in self.app.session.record.cloud_services:
            end = first + len(load_catalogue().cloud_items)
            if service is present:
                checks = self.questions[first:end]
                lines += outline_lines(checks, self.answer_of, marked, self.cursor, width, first)
            else:
                lines.append(self._closed_service(self.now[service.id], first, width))
            first = end
        return lines

    def _closed_service(self, score: CloudScore, first: int, width: int) -> Content:
        """Made anew only for a service whose answers changed."""
        known = self._known_lines.get((first, width))
        if known is None or known[0] is not score:
            answered = f"{score.answered}/{score.total}"
            name = fit(f"{score.service.id} {score.service.name}", width - len(answered) - 1)
            text = Content.styled(f"{name} {answered}", "bold $text-muted")
            known = self._known_lines[first, width] = score, clickable(text, "question", first)
        return known[1]

    @property
    def position(self) -> str:
        """Among the checks of the present service."""
        checks = len(load_catalogue().cloud_items)
        return f"{self.cursor % checks + 1}/{checks}"

    def outline_line(self) -> int:
        before, check = divmod(self.cursor, len(load_catalogue().cloud_items))
        return before + 1 + check

    def card_lines(self, width: int) -> Lines:
        if self.question is None:
            return [
                *prose("クラウドサービスがまだありません。", width, "bold"),
                *prose("a で追加すると、15の質問が始まります。", width),
                *prose(
                    "メール、ファイル共有、会計、勤怠など、検討中のものも書いておきます。", width
                ),
            ]
        return super().card_lines(width)

    def panel_lines(self, width: int) -> Lines:
        if self.service is None:
            return []
        room = self.query_one("#panel").size.height - BESIDE_RADAR
        return cloud_lines(self.service, self.now, self.before, width, room)

    def folded_lines(self, width: int) -> Lines:
        if self.service is None:
            return []
        return score_lines(self.service, self.now, self.before, width)

    def action_add(self) -> None:
        from screens.cloud_form import CloudForm

        row_id = next_service_id(self.app.session.record)
        service = CloudService(id=row_id, created=self.app.today(), status="in_use")
        self.app.push_screen(CloudForm(service, is_new=True), self._form_closed)

    def action_edit(self) -> None:
        from screens.cloud_form import CloudForm

        if service := self.service:
            self.app.push_screen(CloudForm(service, is_new=False), self._form_closed)

    def _form_closed(self, entered: RowEntered | None) -> None:
        if entered:
            self._show_row(entered.row_id)

    def _show_row(self, row_id: str) -> None:
        self.move_to(Place("cloud", row_id))
        self.refresh_views()

    def action_copy(self) -> None:
        if service := self.service:
            copy = copied_service(self.app.session.record, service)
            self.apply(AddRow(copy, after=service.id))
            self._show_row(copy.id)
            self.say(f"{row_label(copy)}を作りました。e で名前を変えられます")

    def action_enlarge(self) -> None:
        from screens.large_radar import LargeRadar

        if service := self.service:
            services = self.app.session.record.cloud_services
            self.app.push_screen(LargeRadar(services, self.now, services.index(service)))
        else:
            self.say("サービスを追加すると、レーダーを見られます")

    def action_delete(self) -> None:
        if service := self.service:
            self.apply(DeleteRow(service))
            self.say(f"「{service.name or service.id}」を削除しました。^Z で戻せます")
