"""Keeps every test away from the folders of whoever runs it."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile(
    "kikitori", derandomize=True, print_blob=True, deadline=None, max_examples=60
)
settings.load_profile("kikitori")

# As exports/__init__.py does, for tests that import openpyxl first.
os.environ["OPENPYXL_LXML"] = "False"

# Where Python, platformdirs and the program itself look for the user's folders.
_FOLDERS = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
    "XDG_DOCUMENTS_DIR",
    "XDG_RUNTIME_DIR",
    "KIKITORI_HOME",
)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own for each test, apart from its `tmp_path`."""
    home = tmp_path_factory.mktemp("home")
    for name in _FOLDERS:
        folder = home if name in {"HOME", "USERPROFILE"} else home / name.lower()
        folder.mkdir(exist_ok=True)
        monkeypatch.setenv(name, str(folder))


@pytest.fixture
def quick_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealing and opening in no time: see tests/quick_seals.py."""
    from tests.quick_seals import make_quick

    make_quick(monkeypatch)
