"""The entry form of a cloud service."""

from __future__ import annotations

from typing import Any

from data.fields import CLOUD_SERVICE_FIELDS
from data.record import CloudService
from screens.forms import form_item, values_of
from screens.row_form import RowForm, with_value
from tui.paint import Lines, prose
from tui.widgets.record_form import FormItem


class CloudForm(RowForm[CloudService]):
    """Name, department, dates: what the ledger of cloud services asks for."""

    def __init__(self, service: CloudService, is_new: bool) -> None:
        super().__init__(f"クラウドサービス {service.id}", service, is_new)

    def items(self) -> list[FormItem]:
        return [form_item(field) for field in CLOUD_SERVICE_FIELDS]

    def values(self) -> dict[str, Any]:
        return values_of(self.row, CLOUD_SERVICE_FIELDS)

    def changed(self, key: str, value: Any) -> CloudService:
        return with_value(self.row, key, value)

    def outcome_lines(self, width: int) -> Lines:
        return prose(
            "閉じると、このサービスの15の質問に進みます。日付は空欄なら「未定」です。", width
        )
