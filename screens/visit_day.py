"""The day of a visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from data.edits import Edit
from data.fields import VISIT_FIELDS
from data.text import parse_near
from data.visit_edits import SetVisitField
from data.visits import visit_title
from screens.forms import form_item
from screens.small_form import HOW_TO_WRITE_A_DAY, SmallForm
from tui.paint import Lines, prose
from tui.widgets.record_form import FormItem


class VisitDay(SmallForm):
    """One field; `apply` makes an edit, merged with the one before or not."""

    def __init__(self, visit: int, day: date | None, apply: Callable[[Edit, bool], bool]) -> None:
        field = next(field for field in VISIT_FIELDS if field.key == "date")
        item = replace(form_item(field), parse=self._day)
        super().__init__(f"訪問日　{visit_title(visit)}", [item], {"date": day})
        self.visit = visit
        self.apply = apply
        self.written = False

    def _day(self, text: str) -> date | None:
        """Raises ValueError when the text is no day."""
        return parse_near(text, self.app.today()) if text.strip() else None

    def about(self, item: FormItem, width: int) -> Lines:
        return prose(HOW_TO_WRITE_A_DAY, width)

    def save(self, values: dict[str, Any]) -> None:
        edit = SetVisitField(self.visit, "date", values["date"])
        self.written |= self.apply(edit, self.written)
