"""What the parts of a step's screen know of it: where its cursor stands, and its status line."""

from __future__ import annotations

from abc import abstractmethod

from data.place import Place
from screens.commands import WithCommands


class AtPlace(WithCommands):
    """A screen of the open engagement."""

    @property
    @abstractmethod
    def current_place(self) -> Place:
        """Where the cursor stands."""

    @abstractmethod
    def say(self, text: str) -> None:
        """Tell the user something in the status line, until the next key says more."""
