"""A piece of homework: what, who and by when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from data.edits import Edit
from data.fields import HOMEWORK_FIELDS
from data.record import Homework
from data.visit_edits import AddHomework, ChangeHomework
from data.visits import visit_title
from screens.forms import form_item, values_of
from screens.small_form import AssignmentForm
from tui.paint import Lines, prose
from tui.widgets.record_form import FormItem

WRITTEN = tuple(field for field in HOMEWORK_FIELDS if field.key != "done")
Apply = Callable[[Edit, bool], bool]


class HomeworkDialog(AssignmentForm):
    """Homework of before, or new: that is there once something of it is written.

    `apply` makes an edit, merged with the one before or not; whether it changed anything.
    """

    def __init__(self, homework: Homework, apply: Apply, *, is_new: bool) -> None:
        items = [form_item(field) for field in WRITTEN]
        title = f"宿題　{visit_title(homework.visit)}" if homework.visit else "宿題"
        super().__init__(title, items, values_of(homework, WRITTEN))
        self.homework = homework
        self.apply = apply
        self.is_new = is_new

    def about(self, item: FormItem, width: int) -> Lines:
        if item.key == "text":
            return prose("次の訪問までに、会社にしていただくことです。", width)
        return super().about(item, width)

    def save(self, values: dict[str, Any]) -> None:
        typed = {key: self._kept(key, value) for key, value in values.items()}
        homework = replace(self.homework, **typed)
        new = self.is_new and not self.written
        if new and homework == self.homework and not homework.text:
            return
        edit: Edit = AddHomework(homework) if new else ChangeHomework(homework)
        self.written |= self.apply(edit, self.written)

    def _kept(self, key: str, value: Any) -> Any:
        """What nobody touched stays as it was."""
        touched = value != getattr(self.homework, key)
        return value.strip() if isinstance(value, str) and touched else value
