"""What a user set once and expects to find again; nothing of any firm."""

from __future__ import annotations

import contextlib
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

import tomli_w

from data.folder import data_folder
from data.storage import make_folder, write_file


@dataclass(frozen=True, slots=True)
class Preferences:
    """`theme` is the name of a theme; empty for the usual one."""

    theme: str = ""


def _path() -> Path:
    return data_folder() / ".preferences.toml"


def load_preferences() -> Preferences:
    """The preferences last saved; the usual ones when there are none or they cannot be read."""
    with contextlib.suppress(OSError, ValueError):
        theme = tomllib.loads(_path().read_text(encoding="utf-8")).get("theme", "")
        if isinstance(theme, str):
            return Preferences(theme)
    return Preferences()


def save_preferences(preferences: Preferences) -> None:
    """Keep them for the next start; a folder that cannot be written is no reason to stop."""
    with contextlib.suppress(OSError):
        make_folder(_path().parent)
        write_file(_path(), tomli_w.dumps(asdict(preferences)).encode("utf-8"))
