"""The table of contents: every question in one section, counted, and where one goes on."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from data.catalogue import load_catalogue
from data.place import Place
from data.progress import progress
from data.record import Asset, CloudService, Engagement, FollowUp, MeasureAnswer
from data.sections import sections
from tests.strategies import engagements, whole_record


def test_the_sections_are_the_parts_media_categories_and_services() -> None:
    catalogue = load_catalogue()
    services = (CloudService(id="S0001", name="メール"), CloudService(id="S0002"))
    found = sections(Engagement(cloud_services=services))
    parts, media = len(catalogue.parts), len(catalogue.media)
    with_measures = {measure.category for measure in catalogue.measures}
    assert [section.step for section in found] == [
        *["self_check"] * parts,
        "assets",
        *["threats"] * media,
        *["measures"] * len(with_measures),
        *["cloud"] * 2,
    ]
    assert [section.title for section in found[-2:]] == ["S0001 メール", "S0002"]


@given(engagements)
def test_what_is_done_adds_up_to_the_progress_of_the_step(record: Engagement) -> None:
    found = sections(record)
    for step, count in progress(record).items():
        own = [section for section in found if section.step == step]
        if step in ("self_check", "threats", "measures"):
            assert sum(section.done for section in own) == count.done
            assert sum(section.total for section in own) == count.total
            places = [place for section in own for place in section.places]
            assert len(set(places)) == len(places) == count.total


def test_one_goes_on_at_the_first_unanswered_else_at_the_first() -> None:
    record = replace(whole_record(), cloud_services=(), assets=())
    first = next(each for each in sections(record) if each.step == "measures")
    assert (first.done, first.target) == (first.total, Place("measures", "1"))
    measures = {no: a for no, a in record.measures.items() if no != 3}
    first = next(s for s in sections(replace(record, measures=measures)) if s.step == "measures")
    assert (first.done, first.target) == (first.total - 1, Place("measures", "3"))


def test_a_row_that_lacks_what_its_risk_needs_is_open() -> None:
    whole = Asset("A001", medium="paper", confidentiality=1, integrity=1, availability=1)
    rows = (whole, replace(whole, id="A002", medium=None), Asset("A003", medium="paper"))
    (ledger,) = [s for s in sections(Engagement(assets=rows)) if s.step == "assets"]
    assert (ledger.done, ledger.total, ledger.target) == (1, 3, Place("assets", "A002"))


def test_an_empty_ledger_leads_to_the_ledger() -> None:
    (ledger,) = [s for s in sections(Engagement()) if s.step == "assets"]
    assert (ledger.total, ledger.target) == (0, Place("assets"))


def test_marks_are_counted_where_they_are() -> None:
    places = (Place("measures", "1"), Place("measures", "2"), Place("measures", "55"))
    record = Engagement(
        measures={1: MeasureAnswer(1)}, follow_ups={place: FollowUp(True) for place in places}
    )
    marked = [section.marked for section in sections(record) if section.step == "measures"]
    assert (marked[0], marked[-1], sum(marked)) == (2, 1, 3)
