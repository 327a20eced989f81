"""やることの一覧: what is to be done, by whom and by when, whatever part of the record says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from data.follow_ups import TO_FIND_OUT, due_words, is_past, open_points
from data.place import Place
from data.place_names import in_order, place_name
from data.plan_edits import PLAN_LABELS
from data.planning import is_ahead
from data.record import Engagement, MeasureAnswer
from data.treatments import NO_OPTION, TREATMENT_LABELS

Kind = Literal["measure", "treatment", "homework", "follow_up"]
KIND_LABELS: dict[Kind, str] = {
    "measure": "対策",
    "treatment": "リスク対応",
    "homework": "宿題",
    "follow_up": TO_FIND_OUT,
}
NO_PERSON, NO_DAY = "担当は未定", "期限は未定"


class ToDo(NamedTuple):
    """One thing to do: `key` is the measure's number, or the id of asset or homework.

    `place` is None where it stands nowhere in the interview; `effort` 1..3; `done` the day it
    was reported done, None while it is open.
    """

    kind: Kind
    key: str
    text: str
    place: Place | None
    person: str = ""
    due: date | None = None
    effort: int | None = None
    done: date | None = None

    def is_overdue(self, today: date) -> bool:
        return self.done is None and is_past(self.due, today)

    @property
    def is_unowned(self) -> bool:
        return self.done is None and not self.person.strip()

    def day_words(self, today: date) -> str:
        """The day by which it is to be done as people take it."""
        return due_words(self.due, today) if self.due else NO_DAY

    @property
    def person_words(self) -> str:
        return self.person.strip() or NO_PERSON


def due_list(record: Engagement) -> tuple[ToDo, ...]:
    """What is open, by due date, then what has none; of the same day in the order of `Kind`."""
    kinds = list(KIND_LABELS)
    found = [*_measures(record), *_treatments(record), *_homework(record), *_points(record)]
    open_ones = (each for each in found if each.done is None)
    return tuple(sorted(open_ones, key=lambda do: (do.due or date.max, kinds.index(do.kind))))


def overdue(record: Engagement, today: date) -> tuple[ToDo, ...]:
    """What should have been done by now, in the order of `due_list`."""
    return tuple(each for each in due_list(record) if each.is_overdue(today))


def persons_named(record: Engagement) -> tuple[str, ...]:
    """Who has something to do in this engagement, each once."""
    places = in_order(record.follow_ups)
    named: Sequence[str] = [
        *(each.person for each in record.homework),
        *(record.follow_ups[place].person for place in places),
        *(each.person for each in record.plan.values()),
        *(each.person for each in record.treatments.values()),
    ]
    return tuple(dict.fromkeys(filter(None, map(str.strip, named))))


def done_list(record: Engagement) -> tuple[ToDo, ...]:
    """What was reported done, by that day."""
    found = [*_reported(record), *_homework(record)]
    done = ((each.done, each) for each in found if each.done is not None)
    return tuple(each for _, each in sorted(done, key=lambda pair: pair[0]))


def _measures(record: Engagement) -> Iterator[ToDo]:
    """Those whose answer is not yet what is planned."""
    for no, planned in record.plan.items():
        if is_ahead(planned, record.measures.get(no, MeasureAnswer())):
            place = Place("measures", str(no))
            text = f"{place_name(record, place)}を「{PLAN_LABELS[planned.status or 1]}」に"
            person, due, effort = planned.person, planned.due, planned.effort
            yield ToDo("measure", str(no), text, place, person, due, effort)


def _reported(record: Engagement) -> Iterator[ToDo]:
    for no, planned in record.plan.items():
        place = Place("measures", str(no))
        yield ToDo(
            *("measure", str(no), place_name(record, place), place, planned.person),
            *(planned.due, planned.effort, planned.done),
        )


def _treatments(record: Engagement) -> Iterator[ToDo]:
    """Those that are to be done by a day."""
    for asset, treatment in record.treatments.items():
        if treatment.due:
            place = Place("assets", asset)
            label = TREATMENT_LABELS.get(treatment.option or "", NO_OPTION)
            text = f"{place_name(record, place)}の{label}"
            person, due, effort = treatment.person, treatment.due, treatment.effort
            yield ToDo("treatment", asset, text, place, person, due, effort)


def _homework(record: Engagement) -> Iterator[ToDo]:
    for each in record.homework:
        text = " ".join(each.text.split()) or each.id
        yield ToDo("homework", each.id, text, None, each.person, each.due, None, each.done)


def _points(record: Engagement) -> Iterator[ToDo]:
    for point in open_points(record):
        yield ToDo("follow_up", "", point.name, point.place, point.person, point.due)
