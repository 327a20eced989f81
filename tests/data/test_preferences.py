"""Preferences come back, and never stand in the way."""

from pathlib import Path

import pytest

from data.folder import data_folder
from data.preferences import Preferences, load_preferences, save_preferences


def test_saved_preferences_come_back() -> None:
    save_preferences(Preferences(theme="textual-light"))
    assert load_preferences() == Preferences(theme="textual-light")


def test_without_a_file_the_usual_ones_hold() -> None:
    assert load_preferences() == Preferences()


@pytest.mark.parametrize("content", [b"\xff\xfe", b"theme = 3", b"theme = ", b""])
def test_a_damaged_file_is_passed_over(content: bytes) -> None:
    data_folder().mkdir(parents=True, exist_ok=True)
    (data_folder() / ".preferences.toml").write_bytes(content)
    assert load_preferences() == Preferences()


def test_a_folder_that_cannot_be_made_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("KIKITORI_HOME", str(tmp_path / "file" / "folder"))
    save_preferences(Preferences(theme="textual-light"))
    assert load_preferences() == Preferences()
