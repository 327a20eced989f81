"""Ctrl+P: everything one can do here, by Japanese name or ASCII alias."""

from __future__ import annotations

from tui.actions import APP_ACTIONS, GLOBAL_ACTIONS, STEP_ACTIONS, Action
from tui.widgets.picker import Pick, Picker


def commands_screen(own: tuple[Action, ...]) -> Picker[str]:
    """A picker of actions; answers with the action's name."""
    actions = [a for a in (*STEP_ACTIONS, *GLOBAL_ACTIONS, *own, *APP_ACTIONS) if a.alias]
    picks = [Pick(action.title, action.name, action.shown, action.alias) for action in actions]
    return Picker("操作", picks, "操作の名前（例：メモ、undo）")
