"""Made-up edits for hypothesis: any that can be made to a made-up record."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from data.edits import (
    AnswerMeasure,
    AnswerSelfCheck,
    AssignFollowUp,
    CheckCloudService,
    Edit,
    MarkPlace,
    RateThreat,
    SetField,
    WriteNote,
)
from data.place import Place
from data.plan_edits import (
    ChangePlanned,
    PlanMeasure,
    PlanMeasures,
    RatePriority,
    ReportDone,
    TreatRisk,
)
from data.record import Asset, CloudService, Engagement, Priority, Treatment
from data.row_edits import AddRow, DeleteRow, DeleteRows, ReplaceRow, ReplaceRows
from data.treatments import treat
from data.visit_edits import (
    AddHomework,
    ChangeHomework,
    DeleteHomework,
    FreezeBaseline,
    ReportHomeworkDone,
    SetAgendaMinutes,
    SettleRequest,
    SetVisitField,
)
from tests.strategies import (
    ANSWERS,
    CHECKS,
    THEMES,
    THREATS,
    assets,
    counts,
    dates,
    days,
    engagements,
    homework,
    levels,
    places_of,
    plans,
    priorities,
    question_places,
    rated_places,
    services,
    texts,
    treatments,
)

_fields = st.one_of(
    st.builds(SetField, st.just("firm"), st.sampled_from(("name", "industry")), texts),
    st.builds(SetField, st.just("firm"), st.just("employees"), counts),
    st.builds(SetField, st.just("info"), st.just("started"), days),
    st.builds(SetField, st.just("info"), st.just("theme"), st.none() | st.sampled_from(THEMES)),
    st.builds(SetField, st.just("self_check"), st.just("respondent"), texts),
)
_visit_numbers = st.integers(1, 3)
_plain_edits: SearchStrategy[Edit] = st.one_of(
    st.builds(AnswerSelfCheck, st.integers(1, 25), st.none() | st.sampled_from(ANSWERS)),
    st.builds(RateThreat, st.sampled_from(THREATS), levels),
    st.builds(AnswerMeasure, st.integers(1, 55), st.none() | st.integers(1, 4)),
    st.builds(WriteNote, question_places, texts),
    _fields,
    st.builds(PlanMeasure, st.integers(1, 55), st.none() | st.integers(1, 2)),
    st.lists(st.integers(1, 55), max_size=3).map(lambda many: PlanMeasures(tuple(many))),
    st.builds(ReportDone, st.integers(1, 55), dates),
    plans.filter(bool).map(lambda plan: ChangePlanned(*next(iter(plan.items())))),
    st.builds(RatePriority, rated_places, priorities | st.just(Priority())),
    st.builds(SetVisitField, _visit_numbers, st.just("date"), days),
    st.builds(SetVisitField, _visit_numbers, st.sampled_from(("agreed", "note")), texts),
    st.builds(SetAgendaMinutes, _visit_numbers, texts, st.none() | st.integers(5, 480)),
    st.builds(SettleRequest, _visit_numbers, texts, st.booleans()),
    st.builds(FreezeBaseline, _visit_numbers, dates),
)


def edits_of(record: Engagement) -> SearchStrategy[Edit]:
    """Any edit that can be made to this very record."""
    possible: list[SearchStrategy[Edit]] = [_plain_edits]
    rows: tuple[Asset | CloudService, ...] = (*record.assets, *record.cloud_services)
    used = {row.id for row in rows}
    new_rows = (assets | services).filter(lambda row: row.id not in used)
    after = st.none() | st.sampled_from(["no such row", *sorted(used)])
    possible.append(st.builds(AddRow, new_rows, after))
    possible.append(st.builds(MarkPlace, places_of(record), st.booleans()))
    possible.append(st.builds(AssignFollowUp, places_of(record), texts, days))
    given_already = {each.id for each in record.homework}
    new_homework = homework.filter(lambda each: each.id not in given_already)
    possible.append(st.builds(AddHomework, new_homework))
    if record.homework:
        given = st.sampled_from(record.homework)
        given_ids = given.map(lambda each: each.id)
        possible.append(st.builds(ReportHomeworkDone, given_ids, days))
        possible.append(st.builds(DeleteHomework, given_ids))
        possible.append(
            st.builds(lambda old, text: ChangeHomework(replace(old, text=text)), given, texts)
        )
    if rows:
        row = st.sampled_from(rows)
        possible.append(st.builds(DeleteRow, row))
        possible.append(
            st.builds(lambda old, name: ReplaceRow(replace(old, name=name)), row, texts)
        )
    if record.assets:
        ids = st.sampled_from([asset.id for asset in record.assets])
        treated = treatments | st.just(Treatment())
        possible.append(st.builds(TreatRisk, ids, treated))
        possible.append(st.builds(lambda asset, said: treat(asset, said, record), ids, treated))
        place = st.sampled_from(record.assets).map(lambda row: Place("assets", row.id))
        possible.append(st.builds(WriteNote, place, texts))
        several = st.lists(st.sampled_from(record.assets), min_size=1, unique_by=lambda r: r.id)
        possible.append(several.map(lambda old: DeleteRows(tuple(old))))
        possible.append(
            st.builds(
                lambda old, owner: ReplaceRows(tuple(replace(row, owner=owner) for row in old)),
                several,
                texts,
            )
        )
    if record.cloud_services:
        ids = st.sampled_from([row.id for row in record.cloud_services])
        item = st.sampled_from(CHECKS)
        points = st.none() | st.integers(0, 3)
        possible.append(st.builds(CheckCloudService, ids, item, points))
        possible.append(st.builds(WriteNote, st.builds(Place, st.just("cloud"), ids, item), texts))
    return st.one_of(possible)


@st.composite
def edited_records(draw: DrawFn, most: int = 6) -> tuple[Engagement, list[Edit]]:
    """A record and edits that can be made to it one after the other."""
    start = record = draw(engagements)
    made: list[Edit] = []
    for _ in range(draw(st.integers(1, most))):
        edit = draw(edits_of(record))
        record = edit.apply(record)
        made.append(edit)
    return start, made
