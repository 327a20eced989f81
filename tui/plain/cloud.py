"""The cloud services and their checks."""

from __future__ import annotations

from collections.abc import Sequence

from data.fields import CLOUD_SERVICE_FIELDS, Field
from data.place import Place
from data.record import CloudService
from data.row_edits import AddRow, DeleteRow
from data.rows import copied_service, next_service_id, row_label, row_of
from tui.plain.commands import Reply
from tui.plain.desk import Spot
from tui.plain.form import RowForm
from tui.plain.questions import QuestionStep
from tui.plain.rows import row_named
from tui.plain.steps import next_step

ABOUT = (
    "メール、ファイル共有、会計、勤怠など、検討中のものも書いておきます。",
    "日付は空欄なら「未定」です。",
)


class CloudStep(QuestionStep):
    """The checks of all services, one service after the other."""

    @property
    def service(self) -> CloudService | None:
        """The service whose check is asked now."""
        if self.question is None:
            return None
        return row_of(self.desk.record.cloud_services, self.question.place.key)

    def heading(self) -> str:
        return f"クラウドサービス、{len(self.desk.record.cloud_services)}件。"

    def at_end(self) -> Place | None:
        return super().at_end() if self.questions else self._at_nothing()

    def _at_nothing(self) -> Place | None:
        if self.is_unread:
            self.desk.say("クラウドサービスがまだありません。")
            self.is_unread = False
        prompt = "a でサービスを追加すると、15の質問が始まります。空の行で結果へ進みます。"
        reply = self.desk.ask(prompt, Spot(Place("cloud"), lambda: ABOUT))
        if reply.command == "next":
            return Place(next_step("cloud"))
        self.do(reply)
        return None

    def do(self, reply: Reply) -> None:
        match reply.command:
            case "add":
                service_id = next_service_id(self.desk.record)
                service = CloudService(service_id, created=self.desk.today, status="in_use")
                self._fill_in(service, is_added=False)
            case "edit" | "copy" | "delete":
                self._change_service(reply)
            case "list" if not self.questions:
                self.desk.say("クラウドサービスがまだありません。")
            case _:
                super().do(reply)

    def _change_service(self, reply: Reply) -> None:
        services = self.desk.record.cloud_services
        row = row_named(services, reply.rest) if reply.rest else None
        service = services[row] if row is not None else None if reply.rest else self.service
        if service is None:
            self.desk.say("どのサービスですか。e S0001 のように書いてください。")
        elif reply.command == "edit":
            self._fill_in(service, is_added=True)
        elif reply.command == "copy":
            self._copy(service)
        else:
            self._delete(service)

    def _fill_in(self, service: CloudService, *, is_added: bool) -> None:
        self.desk.say(f"{service.id} の欄を順にうかがいます。")
        RowForm(self.desk, service, is_added=is_added).fill_in(CLOUD_SERVICE_FIELDS, _help_of)
        self._go_to(service.id)

    def _go_to(self, service_id: str) -> None:
        """To the first check of a service, if it is there."""
        for index, question in enumerate(self.questions):
            if question.place.key == service_id:
                self.move_to(index)
                return
        self.move_to(self.cursor)

    def _copy(self, service: CloudService) -> None:
        copy = copied_service(self.desk.record, service)
        self.desk.apply(AddRow(copy, after=service.id))
        self.desk.say(f"{row_label(copy)}を作りました。e で名前を変えられます。")
        self._go_to(copy.id)

    def _delete(self, service: CloudService) -> None:
        self.desk.apply(DeleteRow(service))
        self.desk.say(f"{row_label(service)}を削除しました。u で元に戻せます。")
        self.move_to(self.cursor)


def _help_of(field: Field) -> Sequence[str]:
    return ABOUT
