"""目次: every part of the interview is two keys away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.place import Place
from data.record import CloudService, Engagement, FollowUp
from data.sections import sections
from screens.interview_map import InterviewMap
from screens.step import StepScreen
from tests.screens.runs import (
    NARROW,
    full_width,
    interview,
    new_record,
    place_of,
    press,
    screen_of,
    screen_text,
    shown,
)
from tests.strategies import whole_record


def label_of(screen: InterviewMap, target: Place) -> str:
    return next(entry.label for entry in screen.entries if entry.target == target)


async def test_one_letter_goes_to_the_first_unanswered_of_each_section(
    tmp_path: Path, sample: Engagement
) -> None:
    measures = {no: a for no, a in sample.measures.items() if no not in (6, 30)}
    record = replace(sample, measures=measures)
    targets = [Place("measures", "6"), Place("measures", "30"), Place("self_check", "6")]
    targets += [Place("threats", "T05"), sections(record)[-1].target, sections(record)[3].target]
    async with interview(record, tmp_path, "results", NARROW) as pilot:
        for number, target in enumerate(targets):
            await press(pilot, "ｇ" if number % 2 else "g")
            label = label_of(screen_of(pilot, InterviewMap), target)
            await press(pilot, full_width(label) if number % 2 else label)
            assert place_of(pilot) == target


async def test_all_of_the_sample_fits_into_the_smallest_terminal(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "measures", NARROW) as pilot:
        await press(pilot, "g")
        text = screen_text(pilot)
        screen = screen_of(pilot, InterviewMap)
        assert len({entry.label for entry in screen.entries}) == len(screen.entries)
        for entry in screen.entries:
            assert f" {entry.label} {entry.title[:6]}" in text, text


async def test_progress_and_marks_stand_beside_each_section(tmp_path: Path) -> None:
    record = whole_record()
    measures = {no: a for no, a in record.measures.items() if no > 2}
    follow_ups = {Place("measures", "1"): FollowUp(marked=True)}
    record = replace(record, measures=measures, follow_ups=follow_ups)
    async with interview(record, tmp_path, "self_check", NARROW) as pilot:
        await press(pilot, "g")
        (line,) = [line for line in shown(pilot, "#map").split("\n") if " 1 組織 " in line]
        assert "2/4 ！1" in line


async def test_the_present_section_is_chosen_and_the_arrows_lead_on(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "pagedown", "g")
        screen = screen_of(pilot, InterviewMap)
        assert screen.entries[screen.cursor].target == Place("measures", "5")
        await press(pilot, "down", "enter")
        assert place_of(pilot) == Place("measures", "8")
        await press(pilot, "g", "right", "left", "up", "enter")
        assert place_of(pilot).step == "measures"


@pytest.mark.parametrize("key", ["escape", "g"])
async def test_the_map_is_left_without_a_move(tmp_path: Path, key: str) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "down", "g", "down", key)
        assert place_of(pilot) == Place("measures", "2")


async def test_services_beyond_the_letters_are_reached_by_the_arrows(tmp_path: Path) -> None:
    services = tuple(CloudService(id=f"S{no:04}", name=f"雲{no}") for no in range(1, 101))
    async with interview(new_record(cloud_services=services), tmp_path, "cloud", NARROW) as pilot:
        await press(pilot, *["pagedown"] * 60, "g")
        screen = screen_of(pilot, InterviewMap)
        assert screen.entries[screen.cursor].title == "S0061 雲61"
        assert "S0061 雲61" in screen_text(pilot)
        await press(pilot, "down", "enter")
        assert place_of(pilot).key == "S0062"


async def test_a_section_of_the_results_is_shown(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "self_check", NARROW) as pilot:
        for title in ("対策の診断結果", "確かめること"):
            await press(pilot, "g")
            await press(pilot, label_of(screen_of(pilot, InterviewMap), Place("results", title)))
            assert screen_of(pilot, StepScreen).STEP == "results"
            assert title in screen_text(pilot)


async def test_the_firm_is_on_the_map(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "g", "a")
        assert screen_of(pilot, StepScreen).STEP == "firm"
