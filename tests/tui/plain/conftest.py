from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the list of engagements looks, and the folder the program is called in."""
    folder = tmp_path / "聞き取り"
    monkeypatch.setenv("KIKITORI_HOME", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder
