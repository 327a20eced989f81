"""What a user set once and expects to find again; nothing of any firm."""

from __future__ import annotations

import contextlib
import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import tomli_w

from data.folder import data_folder
from data.storage import make_folder, write_file


@dataclass(frozen=True, slots=True)
class Preferences:
    """`theme` is the name of a theme, empty for the usual one.

    `look` is `ascii` (borders and marks of ASCII characters) or `lines`, empty to go by
    what the terminal says of itself; `prompts` shows the questions that go one step
    further on the card.
    """

    theme: str = ""
    look: str = ""
    prompts: bool = True


def _path() -> Path:
    return data_folder() / ".preferences.toml"


def load_preferences() -> Preferences:
    """The preferences last saved; the usual ones where there are none or they cannot be read."""
    with contextlib.suppress(OSError, ValueError):
        return _usable(tomllib.loads(_path().read_text(encoding="utf-8")))
    return Preferences()


def _usable(table: dict[str, Any]) -> Preferences:
    """The values of the right type; the usual ones for the rest."""
    usual = asdict(Preferences())
    given = {key: table.get(key) for key in usual}
    kept = {key: value for key, value in given.items() if type(value) is type(usual[key])}
    return Preferences(**usual | kept)


def change_preferences(**changes: Any) -> Preferences:
    """Keep some for the next start; a folder that cannot be written is no reason to stop."""
    preferences = replace(load_preferences(), **changes)
    with contextlib.suppress(OSError):
        make_folder(_path().parent)
        write_file(_path(), tomli_w.dumps(asdict(preferences)).encode("utf-8"))
    return preferences
