"""No character is lost where one thing lies over another: every dialog over every step.

In wide terminals, where there is room beside it, each dialog over one of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from data.place import Place
from screens.step import StepScreen
from tests.screens.runs import STEP_KEYS, app_of, screen_of
from tests.screens.scene_files import sample_among_books
from tests.screens.scenes import fixed_surroundings
from tests.screens.wholeness import check_whole
from tui import actions
from tui.actions import Action
from tui.app import KikitoriApp
from tui.widgets.dialog import Dialog

SMALLEST = (80, 24)
SIZES = (SMALLEST, (100, 30), (160, 45))
# Answers, ways elsewhere and looks open nothing over the step.
OPEN_NOTHING = ("choose", "move", "go", "back", "leave", "theme", "look", "undo", "redo", "scroll")
EXPECTED = {
    *("HelpScreen", "Picker", "TermsScreen", "InterviewMap"),
    *("Choice", "FileDialog", "AssetForm", "VisitsScreen", "PriorityDialog", "PlanScreen"),
}


def openers(step: StepScreen) -> list[Action]:
    """The actions of a step that may open a dialog."""
    every = (*actions.GLOBAL_ACTIONS, *actions.APP_ACTIONS, *step.OWN_ACTIONS)
    return [action for action in every if action.keys and not action.name.startswith(OPEN_NOTHING)]


async def run(pilot: Pilot[int], action: str) -> None:
    """An action without its key, which would take most of the time."""
    await pilot.app.screen.run_action(action)
    await pilot.pause()


async def close_all(pilot: Pilot[int]) -> None:
    for _ in range(4):
        if isinstance(pilot.app.screen, Dialog):
            await run(pilot, "cancel")


async def dialogs_over(
    pilot: Pilot[int], step: str, size: tuple[int, int], seen: dict[str, str]
) -> None:
    """Open and check what one step can open and `seen` has not: classes by action."""
    app_of(pilot).go(Place(step))  # type: ignore[arg-type]
    await pilot.pause()
    for action in openers(screen_of(pilot, StepScreen)):
        if action.name in seen:
            continue
        await run(pilot, action.name)
        if not isinstance(pilot.app.screen, Dialog):
            continue
        seen[action.name] = type(pilot.app.screen).__name__
        check_whole(pilot, size)
        await close_all(pilot)
        assert step == screen_of(pilot, StepScreen).STEP


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_dialog_over_every_step_is_whole(tmp_path: Path, size: tuple[int, int]) -> None:
    with fixed_surroundings(tmp_path):
        async with KikitoriApp(sample_among_books()).run_test(size=size) as pilot:
            await pilot.pause()
            seen: dict[str, str] = {}
            for step in STEP_KEYS:
                over = {} if size == SMALLEST else seen
                await dialogs_over(pilot, step, size, over)
                seen |= over
            assert {*seen.values()} >= EXPECTED
