"""Ctrl+P: everything one can do here, by Japanese name, its kana, or an ASCII alias."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

from textual import getters
from textual.screen import Screen

from data.preferences import change_preferences
from tui.actions import Action
from tui.interview import Interview


class WithCommands(Screen[None]):
    """A screen whose actions can all be run by name."""

    app = getters.app(Interview)

    @abstractmethod
    def commands(self) -> Iterable[Action]:
        """All that can be done here."""

    def action_commands(self) -> None:
        from tui.readings import KANA
        from tui.widgets.picker import Pick, Picker

        picks = [
            Pick(
                action.title,
                action.name,
                action.shown,
                f"{action.alias} {KANA.get(action.title, '')}",
            )
            for action in self.commands()
        ]
        picker = Picker("操作", picks, "操作の名前（例：メモ、戻す）")
        self.app.push_screen(picker, self._run_if_chosen)

    async def _run_if_chosen(self, action: str | None) -> None:
        # Quick keys may have opened the next dialog, or left, before the answer comes.
        if action and self.is_current:
            await self.run_action(action)

    def action_theme(self, name: str) -> None:
        self.app.theme = name
        change_preferences(theme=name)

    def action_look(self, look: str) -> None:
        self.app.choose_look(look)
        change_preferences(look=look)
