"""One registry: every action of it works, is bound, is in the help, and half is not forgotten."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from data.catalogue import load_guidance
from data.folder import data_folder
from data.place import Place
from data.record import Engagement
from data.text import searched
from screens.asset_form import AssetForm
from screens.follow_ups import FollowUpsScreen
from screens.help import HelpScreen
from screens.home import HomeScreen
from screens.step import StepScreen
from screens.visits import VisitsScreen
from screens.welcome import WelcomeScreen
from tests.screens.runs import (
    STEP_KEYS,
    app_of,
    go,
    interview,
    new_record,
    record_of,
    screen_of,
    screen_text,
    shown,
    status,
    type_text,
    with_service,
    write,
)
from tui import actions
from tui.actions import Action
from tui.app import KikitoriApp
from tui.readings import KANA
from tui.widgets.picker import Picker

GROUPS = {
    name: group
    for name, group in vars(actions).items()
    if name.endswith("_ACTIONS") and isinstance(group, tuple)
}
EVERY_STEP = (
    *(*actions.GLOBAL_ACTIONS, *actions.STEP_ACTIONS),
    *(*actions.APP_ACTIONS, *actions.SEAL_ACTIONS),
)
STEPS = tuple(STEP_KEYS)


def screen_class(step: str) -> type[StepScreen]:
    name = f"{step.title().replace('_', '')}Screen"
    found: type[StepScreen] = getattr(import_module(f"screens.{step}"), name)
    return found


def method_of(action: Action) -> str:
    return f"action_{action.name.partition('(')[0]}"


def keys_of(screen: Screen[Any]) -> dict[str, str]:
    """Every key of a screen, with the action it runs."""
    return {
        key: binding.action
        for key, held in screen._bindings.key_to_bindings.items()
        for binding in held
    }


def needed(screen: Screen[Any], group: Iterable[Action]) -> None:
    bound = keys_of(screen)
    for action in group:
        assert callable(getattr(screen, method_of(action), None)), (screen, action)
        for binding in Binding.make_bindings([action.binding] if action.keys else []):
            assert binding.key in bound, (screen, action, binding.key)


def test_every_group_of_the_registry_is_known_here() -> None:
    assert set(GROUPS) == {
        *("GLOBAL_ACTIONS", "STEP_ACTIONS", "APP_ACTIONS", "QUESTION_ACTIONS", "LIST_ACTIONS"),
        *(
            "MEASURE_ACTIONS",
            "SERVICE_ACTIONS",
            "RESULT_ACTIONS",
            "HOME_ACTIONS",
            "WELCOME_ACTIONS",
            "SEAL_ACTIONS",
        ),
    }


@pytest.mark.parametrize("step", STEPS)
async def test_every_action_is_bound_and_has_its_method(
    tmp_path: Path, sample: Engagement, step: str
) -> None:
    async with interview(sample, tmp_path, step) as pilot:
        screen = screen_of(pilot, StepScreen)
        needed(screen, (*EVERY_STEP, *screen.OWN_ACTIONS))


async def test_home_binds_its_actions() -> None:
    write(data_folder() / "会社.toml", new_record())
    async with KikitoriApp().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        needed(screen_of(pilot, HomeScreen), actions.HOME_ACTIONS)


async def test_the_first_start_binds_its_actions() -> None:
    async with KikitoriApp().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        needed(screen_of(pilot, WelcomeScreen), actions.WELCOME_ACTIONS)


@pytest.mark.parametrize("group", GROUPS)
def test_letters_and_digits_answer_in_full_width_too(group: str) -> None:
    for action in GROUPS[group]:
        for key in action.keys.split(","):
            if len(key) == 1:
                wide = chr(ord(key) + 0xFEE0)
                assert unicodedata.normalize("NFKC", wide) == key
                assert wide in action.binding.key.split(",")


@pytest.mark.parametrize("group", GROUPS)
def test_an_action_can_be_found_without_the_input_method(group: str) -> None:
    for action in GROUPS[group]:
        assert action.alias.isascii()
        assert action.alias
        assert action.title
        assert searched(KANA[action.title]) == KANA[action.title]
        if action.keys:
            assert action.shown


@pytest.mark.parametrize("step", STEPS)
def test_no_key_means_two_things_on_a_screen(step: str) -> None:
    screen = screen_class(step)
    owners: dict[str, set[str]] = {}
    for action in (*EVERY_STEP, *screen.OWN_ACTIONS):
        for key in action.keys.split(",") if action.keys else ():
            owners.setdefault(key, set()).add(action.name)
    assert {key: names for key, names in owners.items() if len(names) > 1} == {}


def test_what_changes_the_record_are_actions_that_exist() -> None:
    known = {method_of(action) for group in GROUPS.values() for action in group}
    assert {f"action_{name}" for name in actions.EDITING} <= known
    for dialog in (FollowUpsScreen, VisitsScreen):
        assert {f"action_{name}" for name in dialog.EDITING} <= set(vars(dialog))


@pytest.mark.parametrize("key", ["f1", "?", "？"])
async def test_help_explains_the_very_question_and_the_keys(tmp_path: Path, key: str) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("down", key)
        await pilot.pause()
        screen_of(pilot, HelpScreen)
        text = "".join(shown(pilot, "#help").split())
        guidance = load_guidance("measures")["2"]
        for each in (guidance.why, guidance.check, *guidance.prompts):
            assert "".join(each.split()) in text
        for action in (*EVERY_STEP, *actions.QUESTION_ACTIONS):
            if action.keys:
                assert "".join(action.title.split()) in text
        await pilot.press(key)
        await pilot.pause()
        screen_of(pilot, StepScreen)


@pytest.mark.parametrize("step", STEPS)
async def test_help_tells_the_keys_of_its_step(tmp_path: Path, step: str) -> None:
    async with interview(with_service(), tmp_path, step) as pilot:
        own = screen_of(pilot, StepScreen).OWN_ACTIONS
        await pilot.press("f1")
        await pilot.pause()
        text = shown(pilot, "#help")
        for action in own:
            assert action.title in text
        for action in actions.KEYLESS:
            assert f"^P      {action.title}" in text


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("ｊ", "ｋ"), ("down", "up")])
async def test_help_is_read_with_the_same_keys_as_a_list(
    tmp_path: Path, down: str, up: str
) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("f1", "pagedown", down, down, up)
        view = pilot.app.screen.query_one("#help")
        assert view.scroll_offset.y == 11


@pytest.mark.parametrize(
    ("words", "shows"),
    [
        ("結果", "results"),
        ("kekka", "results"),
        ("資産", "assets"),
        ("shisan", "assets"),
        ("ｓｈｉｓａｎ", "assets"),
        ("THREATS", "threats"),
        ("kaisha", "firm"),
        ("クラウド", "cloud"),
    ],
)
async def test_the_palette_finds_by_japanese_and_by_ascii(
    tmp_path: Path, words: str, shows: str
) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("ctrl+p")
        await type_text(pilot, words)
        await pilot.press("enter")
        await pilot.pause()
        assert shows == screen_of(pilot, StepScreen).STEP


async def test_the_palette_undoes_and_changes_the_theme(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        empty = record_of(pilot)
        await pilot.press("1", "ctrl+p", *"modosu", "enter")
        await pilot.pause()
        assert record_of(pilot) == empty
        for alias, theme in (("akarui", "kikitori-light"), ("ansi", "terminal-dark")):
            await pilot.press("ctrl+p", *alias, "enter")
            await pilot.pause()
            assert pilot.app.theme == theme


@pytest.mark.parametrize("step", STEPS)
async def test_every_command_of_the_palette_runs(
    tmp_path: Path, sample: Engagement, step: str
) -> None:
    own = screen_class(step).OWN_ACTIONS
    commands = [action.name for action in actions.actions_of_step(own)]
    async with interview(sample, tmp_path, step) as pilot:
        for name in commands:
            if name in ("leave", "back"):
                continue
            if step != screen_of(pilot, StepScreen).STEP:
                app_of(pilot).go(Place(step))  # type: ignore[arg-type]
                await pilot.pause()
            await pilot.app.screen.run_action(name)
            await pilot.pause()
            while not isinstance(pilot.app.screen, StepScreen):
                await pilot.press("escape")
                await pilot.pause()
        # In a form the first one only leaves the field, in the ledger it clears the selection.
        for _ in range({"firm": 2, "assets": 2}.get(step, 1)):
            await pilot.app.screen.run_action("back")
            await pilot.pause()
        screen_of(pilot, HomeScreen)


def commands_of(step: str) -> tuple[Action, ...]:
    """What the palette of a screen offers; what all steps share is tried on one of them."""
    if step == "home":
        return actions.actions_of_home(actions.HOME_ACTIONS)
    own = screen_class(step).OWN_ACTIONS
    return actions.actions_of_step(own) if step == "measures" else own


@pytest.mark.parametrize("step", ["home", "assets", "measures", "cloud", "results"])
async def test_every_action_is_found_and_run_by_title_kana_and_alias(
    tmp_path: Path, sample: Engagement, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    write(data_folder() / "会社.toml", new_record())
    async with interview(sample, tmp_path, "" if step == "home" else step) as pilot:
        if step == "home":
            await pilot.press("escape")
            await pilot.pause()
        screen = pilot.app.screen
        ran: list[str] = []

        async def run(name: str) -> None:
            ran.append(name)

        monkeypatch.setattr(screen, "run_action", run)
        for action in commands_of(step):
            screen.action_commands()  # type: ignore[attr-defined]
            await pilot.pause()
            picker = screen_of(pilot, Picker)
            for words in (action.alias, KANA[action.title], action.title):
                picker.query_one(Input).value = words
                await pilot.pause()
                assert action.name in [pick.value for pick in picker.found], (words, action)
            await pilot.press("enter")
            await pilot.pause()
            assert ran[-1:] == [action.name]


async def test_the_palette_of_the_home_screen_does_what_it_says(
    tmp_path: Path, sample: Engagement
) -> None:
    write(data_folder() / "会社.toml", new_record())
    async with interview(sample, tmp_path, "results") as pilot:
        await pilot.press("escape", "ctrl+p", *"akarui", "enter")
        await pilot.pause()
        assert pilot.app.theme == "kikitori-light"
        await pilot.press("ctrl+p", *"mihon", "enter")
        await pilot.pause()
        screen_of(pilot, StepScreen)


async def test_the_footer_shows_as_many_keys_as_fit(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "results") as pilot:
        for step in STEPS[1:]:
            await go(pilot, step)
            footer = shown(pilot, "#bottom").split("\n")[1]
            assert "F1" in footer
            assert "^P" in footer
            assert footer.rstrip() in screen_text(pilot)


async def test_ctrl_c_tells_how_to_leave(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert "Ctrl+Q" in status(pilot)
        assert pilot.app.is_running


@pytest.mark.parametrize("step", ["measures", "assets", "results", "firm"])
async def test_ctrl_q_leaves_with_everything_saved(tmp_path: Path, step: str) -> None:
    async with interview(with_service(), tmp_path, step) as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert pilot.app.return_value == 0


async def test_forms_offer_a_key_for_every_choice(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "assets") as pilot:
        await pilot.press("a")
        await pilot.pause()
        for item in screen_of(pilot, AssetForm).items():
            assert len(item.options) <= 9


def test_the_interview_spec_names_only_keys_that_exist() -> None:
    known = {key for group in GROUPS.values() for a in group for key in a.keys.split(",") if key}
    named = {"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "1", "2", "3", "4", "0"}
    named |= {"delete", "up", "down", "k", "j", "pageup", "pagedown", "enter", "a", "c", "d", "n"}
    named |= {"/", "?", "ctrl+z", "ctrl+y", "ctrl+p", "ctrl+q", "escape"}
    assert named <= known


async def test_a_picker_answers_to_arrows_and_pages(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await pilot.press("f3", "pagedown", "down", "up", "up")
        assert screen_of(pilot, Picker).cursor == 9
        await pilot.press("enter")
        await pilot.pause()
        assert app_of(pilot).screen.current_place.key == "10"  # type: ignore[attr-defined]
