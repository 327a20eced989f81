"""Forms of the plan: who does a measure by when, and what is done about a risk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from textual import on

from data.catalogue import load_catalogue
from data.fields import EFFORT_LABELS, PLAN_FIELDS, TREATMENT_FIELDS
from data.plan_edits import PLAN_LABELS, ChangePlanned
from data.planning import plan_boards
from data.record import Asset, PlannedMeasure, Treatment
from data.treatments import (
    NEEDS_REASON,
    bearing_measures,
    lacks_reason,
    measures_text,
    parse_measures,
    treat,
)
from screens.forms import form_item
from screens.risk_lines import working
from screens.small_form import AssignmentForm
from screens.trial_lines import residual_figures
from tui.interview import Interview
from tui.paint import Lines, line, prose
from tui.widgets.record_form import FormItem, FormOption, RecordForm, option_lines

OPTION_MEANINGS = {
    "reduce": "対策をして、起こりにくくします",
    "retain": "わかったうえで、このままにします（理由が要ります）",
    "avoid": "情報資産をなくす、業務をやめるなどで、リスクの元を断ちます",
    "transfer": "保険や委託で、損害を分けて持ちます",
}


def _effort_item() -> FormItem:
    options = tuple(FormOption(effort, label) for effort, label in EFFORT_LABELS.items())
    return FormItem("effort", "手間", options=options)


class PlannedForm(AssignmentForm):
    """What a measure shall be, who does it, by when and with how much effort."""

    def __init__(self, app: Interview, measure: int) -> None:
        self.measure = measure
        self.planned = app.session.record.plan.get(measure, PlannedMeasure())
        status = tuple(FormOption(key, label) for key, label in PLAN_LABELS.items())
        fields = {field.key: form_item(field) for field in PLAN_FIELDS}
        items = [
            FormItem("status", "予定", options=status),
            *(fields["person"], fields["due"], _effort_item(), fields["note"]),
        ]
        values = {item.key: getattr(self.planned, item.key) for item in items}
        title = load_catalogue().measure(measure).short_label
        super().__init__(f"対策 {measure} {title} の計画", items, values)

    def lines_above(self, width: int) -> Lines:
        return prose(load_catalogue().measure(self.measure).question, width, "bold")

    def save(self, values: dict[str, Any]) -> None:
        planned = replace(self.planned, **values)
        if planned.status != self.planned.status:
            planned = replace(planned, done=None)
        edit = ChangePlanned(self.measure, planned)
        self.written |= self.app.session.apply(edit, merge=self.written)


class TreatmentForm(AssignmentForm):
    """What is done about an asset's risk; that it is retained needs a reason."""

    def __init__(self, app: Interview, asset: Asset) -> None:
        record = app.session.record
        self.asset = asset
        self.treatment = record.treatments.get(asset.id, Treatment())
        self.boards = plan_boards(record)
        # Retained without a reason is held back once.
        self.was_held = False
        fields = {field.key: form_item(field) for field in TREATMENT_FIELDS}
        measures = FormItem("measures", "対策の番号", "例：12、15", parse=_read_measures, absent="")
        items = [
            *(fields["option"], measures, fields["person"], fields["due"], _effort_item()),
            *(fields["reason"], fields["accepted_by"]),
        ]
        values = {item.key: getattr(self.treatment, item.key) for item in items}
        values["measures"] = measures_text(self.treatment.measures)
        super().__init__(f"リスク対応　{asset.id} {asset.name}", items, values)

    def lines_above(self, width: int) -> Lines:
        """The risk now and as planned, and where it comes from."""
        row = plan_boards(self.app.session.record).of(self.asset)
        return [
            line(("リスク（今 → 計画どおりなら） ", "bold"), residual_figures(row)),
            *prose(working(row.now, width), width, "$text-muted"),
        ]

    def about(self, item: FormItem, width: int) -> Lines:
        match item.key:
            case "option":
                return option_lines(replace(item, options=_explained(item.options)), width)
            case "measures":
                return self._about_measures(width)
            case "reason":
                return prose(f"そう決めた理由です。{NEEDS_REASON}。", width)
            case "accepted_by":
                return prose("この対応でよいと認めた人です。例：社長", width)
            case _:
                return super().about(item, width)

    def _about_measures(self, width: int) -> Lines:
        lines = prose("書いた対策は、計画にも入ります。", width)
        bearing = bearing_measures(self.boards.now.of(self.asset), self.app.session.record)
        if not bearing:
            return lines
        names = "、".join(f"{each.no} {each.short_label}" for each in bearing)
        return [*lines, *prose(f"決め手の脅威に効く、まだの対策：{names}", width)]

    def save(self, values: dict[str, Any]) -> None:
        changed = {**values, "measures": parse_measures(values["measures"])}
        treatment = replace(self.treatment, **changed)
        edit = treat(self.asset.id, treatment, self.app.session.record)
        self.written |= self.app.session.apply(edit, merge=self.written)

    def settle(self) -> None:
        """Raises ValueError once when a field cannot be read or a reason is missing."""
        super().settle()
        self._insist_on_reason()

    def _insist_on_reason(self) -> None:
        record = self.app.session.record
        if lacks_reason(record.treatments.get(self.asset.id, Treatment())) and not self.was_held:
            self.was_held = True
            self.set_focus(self.query_one("#field-reason"))
            raise ValueError(NEEDS_REASON)

    @on(RecordForm.Finished)
    def _hold(self, event: RecordForm.Finished) -> None:
        try:
            self._insist_on_reason()
        except ValueError as error:
            event.prevent_default()
            self.post_message(RecordForm.Refused(f"{error}（もう一度 Esc で閉じます）"))


def _explained(options: Sequence[FormOption]) -> tuple[FormOption, ...]:
    """The options with what each means."""
    return tuple(
        FormOption(each.value, f"{each.label}：{OPTION_MEANINGS[each.value]}") for each in options
    )


def _read_measures(text: str) -> str:
    """Raises ValueError when it names what is no measure."""
    return measures_text(parse_measures(text))
