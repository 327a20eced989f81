"""Moving about: questions, groups, the unanswered, steps, finding, and the way back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from data.place import Place
from data.record import Engagement, MeasureAnswer, ThreatRating
from screens.assets import AssetsScreen
from screens.home import HomeScreen
from screens.step import StepScreen
from tests.screens.runs import (
    NARROW,
    STEP_KEYS,
    go,
    interview,
    ledger,
    new_record,
    place_of,
    press,
    record_of,
    screen_of,
    screen_text,
    status,
    type_text,
    with_service,
    write,
)
from tests.strategies import whole_record
from tui.app import KikitoriApp
from tui.widgets.picker import Picker


@pytest.mark.parametrize(
    ("back", "on"), [("up", "down"), ("k", "j"), ("ｋ", "ｊ")], ids=["arrows", "kj", "full width"]
)
async def test_questions_are_walked_and_the_ends_hold(tmp_path: Path, back: str, on: str) -> None:
    async with interview(new_record(), tmp_path, "self_check") as pilot:
        await pilot.press(back)
        assert place_of(pilot).key == "1"
        await pilot.press(on, on, on, back)
        assert place_of(pilot).key == "3"
        await pilot.press("pagedown", "pagedown", *[on] * 10)
        assert place_of(pilot).key == "25"


def first_of_groups(step: str) -> list[str]:
    """The first question of every group, read from the catalogue."""
    catalogue = load_catalogue()
    groups: dict[object, str] = {}
    match step:
        case "self_check":
            for item in catalogue.self_check_items:
                groups.setdefault(item.part, str(item.no))
        case "measures":
            for measure in catalogue.measures:
                groups.setdefault(measure.category, str(measure.no))
        case _:
            for threat in catalogue.threats:
                groups.setdefault(threat.medium, threat.id)
    return list(groups.values())


@pytest.mark.parametrize("step", ["self_check", "threats", "measures"])
async def test_groups_are_walked_to_their_first_question(tmp_path: Path, step: str) -> None:
    firsts = first_of_groups(step)
    async with interview(new_record(), tmp_path, step) as pilot:
        seen = [place_of(pilot).key]
        for _ in firsts[1:]:
            await pilot.press("pagedown")
            seen.append(place_of(pilot).key)
        assert seen == firsts
        await pilot.press("pagedown")
        assert place_of(pilot).key == firsts[-1]
        await pilot.press("pageup", "pageup")
        assert place_of(pilot).key == firsts[-3]


async def test_services_are_walked_as_groups(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "cloud") as pilot:
        ids = [service.id for service in sample.cloud_services]
        await pilot.press(*["pageup"] * len(ids), "pagedown", "down", "pagedown")
        assert place_of(pilot).key == ids[2]


async def test_f4_goes_through_the_unanswered_and_round(tmp_path: Path) -> None:
    record = whole_record()
    measures = {no: a for no, a in record.measures.items() if no not in (7, 30)}
    async with interview(replace(record, measures=measures), tmp_path, "measures") as pilot:
        assert place_of(pilot).key == "7"
        await pilot.press("f4")
        assert place_of(pilot).key == "30"
        await pilot.press("f4")
        assert place_of(pilot).key == "7"


async def test_f4_stays_on_the_only_unanswered_question(tmp_path: Path) -> None:
    record = whole_record()
    measures = {no: a for no, a in record.measures.items() if no != 7}
    async with interview(replace(record, measures=measures), tmp_path, "measures") as pilot:
        await pilot.press("f4")
        assert place_of(pilot).key == "7"
        assert "すべて答えて" not in status(pilot)


@pytest.mark.parametrize("step", ["self_check", "threats", "measures"])
async def test_f4_says_when_everything_is_answered(tmp_path: Path, step: str) -> None:
    async with interview(whole_record(), tmp_path, step) as pilot:
        before = place_of(pilot)
        await pilot.press("f4")
        assert "すべて答えてあります" in status(pilot)
        assert place_of(pilot) == before


async def test_threats_of_media_without_assets_are_passed_over_until_only_they_are_left(
    tmp_path: Path,
) -> None:
    paper = replace(ledger(1)[0], medium="paper")
    catalogue = load_catalogue()
    of_paper = [threat.id for threat in catalogue.threats if threat.medium == "paper"]
    others = [threat.id for threat in catalogue.threats if threat.medium != "paper"]
    ratings = {key: ThreatRating(1) for key in (*of_paper[1:], *others[1:])}
    record = new_record(assets=(paper,), threats=dict(sorted(ratings.items())))
    async with interview(record, tmp_path, "threats") as pilot:
        assert place_of(pilot).key == of_paper[0]
        await pilot.press("down", "f4")
        assert place_of(pilot).key == of_paper[0]
        await pilot.press("1", "f4")
        assert place_of(pilot).key == others[0]
        assert "飛ばしてもかまいません" in screen_text(pilot).replace("\n", "")


async def test_every_step_is_reached_from_every_other(tmp_path: Path, sample: Engagement) -> None:
    steps = [step for step in STEP_KEYS if step != "firm"]
    async with interview(sample, tmp_path, "firm") as pilot:
        for there in (*steps, *reversed(steps)):
            await go(pilot, there)
            assert there == screen_of(pilot, StepScreen).STEP
        await pilot.press("ｉ")
        await pilot.pause()
        assert screen_of(pilot, StepScreen).STEP == "firm"


@pytest.mark.parametrize(
    "step", ["self_check", "assets", "threats", "measures", "cloud", "results"]
)
async def test_escape_goes_home_from_every_step(
    tmp_path: Path, sample: Engagement, step: str
) -> None:
    async with interview(sample, tmp_path, step) as pilot:
        await pilot.press("escape")
        await pilot.pause()
        screen_of(pilot, HomeScreen)


@pytest.mark.parametrize(
    ("words", "step", "key"),
    [
        ("12", "self_check", "12"),
        ("１２", "self_check", "12"),
        ("5", "self_check", "5"),
        ("T09", "threats", "T09"),
        ("ｔ０９", "threats", "T09"),
        ("A020", "assets", "A020"),
        ("31", "measures", "31"),
        ("55", "measures", "55"),
        ("S0003", "cloud", "S0003"),
    ],
)
async def test_find_by_number_goes_to_the_place(
    tmp_path: Path, sample: Engagement, words: str, step: str, key: str
) -> None:
    async with interview(sample, tmp_path, "results") as pilot:
        await pilot.press("／" if words == "12" else "f3", *words, "enter")
        await pilot.pause()
        assert (place_of(pilot).step, place_of(pilot).key) == (step, key)


async def test_find_by_words_goes_to_the_place(tmp_path: Path, sample: Engagement) -> None:
    wanted = next(asset for asset in sample.assets if asset.name == "健康診断の結果")
    async with interview(sample, tmp_path, "measures") as pilot:
        await pilot.press("/")
        await type_text(pilot, "健康診断　人事\r")
        await pilot.pause()
        screen_of(pilot, AssetsScreen)
        assert place_of(pilot).key == wanted.id
        assert "健康診断の結果" in screen_text(pilot)


async def test_find_without_a_choice_changes_nothing(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "measures") as pilot:
        await pilot.press("down", "f3", *"パスワード")
        screen_of(pilot, Picker)
        before = record_of(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert record_of(pilot) is before
        assert place_of(pilot).step == "measures"


async def test_find_says_when_nothing_matches_and_enter_stays(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("f3", *"ﾇﾙﾎﾟ")
        assert "見つかりません" in screen_text(pilot)
        await pilot.press("down", "enter")
        screen_of(pilot, Picker)


async def test_find_within_the_step_moves_the_cursor(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("f3", *"44", "enter")
        await pilot.pause()
        assert place_of(pilot).key == "44"


async def test_an_asset_found_far_down_a_long_ledger_is_in_sight(tmp_path: Path) -> None:
    async with interview(new_record(assets=ledger(900)), tmp_path, "measures") as pilot:
        await pilot.press("f3", *"A0777", "enter")
        await pilot.pause()
        assert place_of(pilot).key == "A0777"
        assert "書類777" in screen_text(pilot)
        await pilot.resize_terminal(160, 12)
        await pilot.pause()
        assert "書類777" in screen_text(pilot)


async def test_the_present_question_is_in_sight_in_the_outline(tmp_path: Path) -> None:
    record = new_record(measures={no: MeasureAnswer(1) for no in range(1, 50)})
    async with interview(record, tmp_path, "measures") as pilot:
        label = load_catalogue().measures[49].short_label
        assert f"50 {label[:6]}" in screen_text(pilot)
        await pilot.resize_terminal(100, 12)
        await pilot.pause()
        assert f"50 {label[:6]}" in screen_text(pilot)


async def test_a_step_without_questions_takes_every_key_calmly(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "cloud") as pilot:
        before = record_of(pilot)
        await pilot.press(
            "up", "down", "pageup", "pagedown", "1", "0", "enter", "f2", "f4", "c", "d"
        )
        await pilot.press("e", "f1", "escape")
        assert record_of(pilot) is before
        assert "a で追加する" in screen_text(pilot)


async def test_a_new_service_is_followed_by_its_questions(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "cloud") as pilot:
        await pilot.press("ａ", *"会計", "escape")
        await pilot.pause()
        assert place_of(pilot).key == "S0001"
        await pilot.press("1")
        (service,) = record_of(pilot).cloud_services
        assert (service.name, list(service.checks.values())) == ("会計", [3])


async def test_a_service_is_edited_copied_and_deleted(tmp_path: Path) -> None:
    async with interview(with_service(), tmp_path, "cloud") as pilot:
        await pilot.press("1", "ｅ", *"総務", "escape")
        await pilot.pause()
        assert record_of(pilot).cloud_services[0].department == "総務"
        await pilot.press("c")
        first, second = record_of(pilot).cloud_services
        assert replace(second, id=first.id, name=first.name) == first
        assert second.name == "メール（複製）"
        assert "「メール（複製）」を作りました" in status(pilot)
        assert place_of(pilot).key == "S0002"
        await pilot.press("d")
        assert [service.id for service in record_of(pilot).cloud_services] == ["S0001"]
        await pilot.press("ctrl+z")
        assert record_of(pilot).cloud_services == (first, second)
        assert place_of(pilot).key == "S0002"
        await pilot.press("ctrl+z")
        assert record_of(pilot).cloud_services == (first,)


async def test_backspace_comes_back_from_a_jump_and_goes_there_again(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "self_check") as pilot:
        await press(pilot, "down", "down")
        here = place_of(pilot)
        await press(pilot, "f3", *"A016", "enter")
        assert place_of(pilot) == Place("assets", "A016")
        await press(pilot, "backspace")
        assert place_of(pilot) == here
        await press(pilot, "backspace")
        assert place_of(pilot) == Place("assets", "A016")
        await press(pilot, "f8", "down", "backspace")
        assert place_of(pilot) == Place("assets", "A016")


async def test_backspace_before_any_jump_says_so(tmp_path: Path, sample: Engagement) -> None:
    app = KikitoriApp(write(tmp_path / "会社.toml", sample))
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "backspace")
        assert "まだ" in status(pilot)
        await press(pilot, "f5", "backspace", "escape")
        app.open_file(write(tmp_path / "別の会社.toml", sample))
        await press(pilot, "backspace")
        assert "まだ" in status(pilot)
