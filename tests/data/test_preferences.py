"""Preferences come back, and never stand in the way."""

from pathlib import Path

import pytest

from data.folder import data_folder
from data.preferences import Preferences, change_preferences, load_preferences


def test_saved_preferences_come_back() -> None:
    change_preferences(theme="textual-light")
    assert load_preferences() == Preferences(theme="textual-light")


def test_one_change_leaves_the_others() -> None:
    change_preferences(theme="textual-light")
    change_preferences(look="ascii")
    assert change_preferences(prompts=False) == Preferences("textual-light", "ascii", False)
    assert load_preferences() == Preferences("textual-light", "ascii", False)


def test_values_of_the_wrong_type_are_passed_over_alone() -> None:
    data_folder().mkdir(parents=True, exist_ok=True)
    (data_folder() / ".preferences.toml").write_text(
        'theme = "ansi-dark"\nlook = 1\nlater = true\n', encoding="utf-8"
    )
    assert load_preferences() == Preferences(theme="ansi-dark")


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
    change_preferences(theme="textual-light")
    assert load_preferences() == Preferences()
