"""The questions of the steps are the catalogue's, and an answer comes back as it was given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.catalogue import load_catalogue
from data.edits import WriteNote
from data.folder import sample_content
from data.place import Place, Step
from data.questions import Answer, answer_at, answer_edit, next_open, questions_of
from data.reading import read_engagement
from data.record import Asset, CloudService, Engagement

QUESTION_STEPS: tuple[Step, ...] = ("self_check", "threats", "measures", "cloud")
SERVICES = (CloudService("S0001", "メール"), CloudService("S0002", "会計"))
EMPTY = Engagement(cloud_services=SERVICES)


def test_there_are_as_many_as_the_official_sheets_have() -> None:
    counts = {step: len(questions_of(EMPTY, step)) for step in QUESTION_STEPS}
    assert counts == {"self_check": 25, "threats": 21, "measures": 55, "cloud": 30}
    assert questions_of(EMPTY, "assets") == ()


@pytest.mark.parametrize("step", QUESTION_STEPS)
def test_every_option_of_every_question_is_kept_and_taken_back(step: Step) -> None:
    for question in questions_of(EMPTY, step):
        for option in question.options:
            record = answer_edit(question.place, option.value).apply(EMPTY)
            assert answer_at(record, question.place) == Answer(option.value)
            assert answer_edit(question.place, None).apply(record) == EMPTY


@pytest.mark.parametrize("step", QUESTION_STEPS)
def test_the_note_stands_beside_the_answer(step: Step) -> None:
    question = questions_of(EMPTY, step)[-1]
    record = WriteNote(question.place, "社長に聞く").apply(EMPTY)
    assert answer_at(record, question.place) == Answer(None, "社長に聞く")


def test_the_note_of_an_asset() -> None:
    record = Engagement(assets=(Asset("A001", note="紙の控え"),))
    assert answer_at(record, Place("assets", "A001")) == Answer(None, "紙の控え")


def test_a_place_without_a_question_takes_no_answer() -> None:
    with pytest.raises(ValueError, match="no question"):
        answer_edit(Place("assets", "A001"), 1)


def test_threats_without_an_asset_may_be_passed_over() -> None:
    record = replace(EMPTY, assets=(Asset("A001", medium="mobile"),))
    threats = questions_of(record, "threats")
    media = {threat.id: threat.medium for threat in load_catalogue().threats}
    assert {q.number for q in threats if not q.skippable} == {
        number for number, medium in media.items() if medium == "mobile"
    }
    first_of_mobile = next(i for i, q in enumerate(threats) if media[q.number] == "mobile")
    assert next_open(threats, lambda q: answer_at(record, q.place), -1) == first_of_mobile


def test_the_next_open_question_goes_round_and_ends() -> None:
    questions = questions_of(EMPTY, "self_check")
    record = read_engagement(sample_content())
    assert next_open(questions, lambda q: answer_at(record, q.place), 3) is None
    record = answer_edit(questions[1].place, None).apply(record)
    assert next_open(questions, lambda q: answer_at(record, q.place), 3) == 1
