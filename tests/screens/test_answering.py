"""One key an answer, on disk before the next question is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from data.record import Engagement
from tests.screens.runs import (
    full_width,
    go,
    interview,
    new_record,
    on_disk,
    place_of,
    record_of,
    shown,
    status,
    with_service,
)

# Every option appears, and every key differs from the one before.
DIGITS = "1234"


def given_self_check(record: Engagement) -> list[object]:
    return [record.self_check.items[no].answer for no in sorted(record.self_check.items)]


def given_threats(record: Engagement) -> list[object]:
    return [record.threats[key].frequency for key in sorted(record.threats)]


def given_measures(record: Engagement) -> list[object]:
    return [record.measures[no].status for no in sorted(record.measures)]


def given_cloud(record: Engagement) -> list[object]:
    (service,) = record.cloud_services
    return [service.checks.get(item.key) for item in load_catalogue().cloud_items]


Given = Callable[[Engagement], list[object]]
FLOWS: list[tuple[str, int, list[object], Given]] = [
    ("self_check", 25, ["done", "partly", "not_done", "unknown"], given_self_check),
    ("threats", 21, [1, 2, 3], given_threats),
    ("measures", 55, [1, 2, 3, 4], given_measures),
    ("cloud", 15, [3, 2, 1, 0], given_cloud),
]


@pytest.mark.parametrize("width", ["half", "full"])
@pytest.mark.parametrize(
    ("step", "questions", "values", "given"), FLOWS, ids=[flow[0] for flow in FLOWS]
)
async def test_every_question_of_a_step_takes_one_key(
    tmp_path: Path, step: str, questions: int, values: list[object], given: Given, width: str
) -> None:
    answers = [values[i % len(values)] for i in range(questions)]
    keys = [DIGITS[i % len(values)] for i in range(questions)]
    async with interview(with_service(), tmp_path, step) as pilot:
        await pilot.press(*(keys if width == "half" else map(full_width, keys)))
        assert len(keys) == questions
        assert given(record_of(pilot)) == answers
        assert on_disk(pilot) == record_of(pilot)


async def test_every_answer_is_on_disk_before_the_next_question(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        for number in range(1, 6):
            await pilot.press("1")
            assert sorted(on_disk(pilot).measures) == list(range(1, number + 1))


async def test_a_digit_without_an_option_is_no_answer(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "threats") as pilot:
        before = record_of(pilot)
        await pilot.press("4", "5", "9")
        assert record_of(pilot) is before
        assert place_of(pilot).key == "T01"


async def test_the_last_answer_says_where_to_go_on(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "self_check") as pilot:
        await pilot.press(*["pagedown"] * 3, *["down"] * 20, "2")
        assert place_of(pilot).key == "25"
        assert "F6" in status(pilot)


@pytest.mark.parametrize("key", ["0", "０", "delete"])
@pytest.mark.parametrize("step", ["self_check", "threats", "measures", "cloud"])
async def test_an_answer_is_taken_back(tmp_path: Path, step: str, key: str) -> None:
    given = next(flow[3] for flow in FLOWS if flow[0] == step)
    async with interview(with_service(), tmp_path, step) as pilot:
        empty = record_of(pilot)
        await pilot.press("1", "up", key)
        assert [value for value in given(record_of(pilot)) if value is not None] == []
        assert record_of(pilot) == empty == on_disk(pilot)


async def test_an_answer_taken_back_keeps_the_note(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("1", "up", "f2", "x", "escape", "0")
        measure = on_disk(pilot).measures[1]
        assert (measure.status, measure.note) == (None, "x")


async def test_an_answer_is_changed_by_another_key(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "self_check") as pilot:
        await pilot.press("1", "up", "3")
        assert on_disk(pilot).self_check.items[1].answer == "not_done"
        assert place_of(pilot).key == "2"


async def test_enter_goes_on_only_from_an_answered_question(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "self_check") as pilot:
        await pilot.press("enter")
        assert place_of(pilot).key == "1"
        assert "まだ答えがありません" in status(pilot)
        await pilot.press("1", "up", "enter")
        assert place_of(pilot).key == "2"


async def test_a_step_opens_at_its_first_unanswered_question(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("1", "down", "1")
        await go(pilot, "threats")
        pilot.app.places.clear()  # type: ignore[attr-defined]
        await go(pilot, "measures")
        assert place_of(pilot).key == "2"


async def test_coming_back_to_a_step_finds_the_cursor_where_it_was(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press(*["down"] * 9)
        await go(pilot, "results")
        await go(pilot, "measures")
        assert place_of(pilot).key == "10"


async def test_the_present_question_is_on_the_card_with_its_options(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "self_check") as pilot:
        await pilot.press("1", "2")
        item = load_catalogue().self_check_items[2]
        card = "".join(shown(pilot, "#card").split())
        assert item.question in card
        assert item.topic in card
        for number, option in enumerate(load_catalogue().self_check_options, start=1):
            assert f"{number}{option.label}" in card
