"""A file that must not take the place of another one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from data.storage import write_new_file
from tests.data.test_storage import STEPS, Patch


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_failure_at_any_step_leaves_nothing_of_a_new_file(
    tmp_path: Path, monkeypatch: Patch, step: Callable[[Patch], None]
) -> None:
    path = tmp_path / "帳票.xlsx"
    with monkeypatch.context() as patch:
        step(patch)
        with pytest.raises((OSError, KeyboardInterrupt)):
            write_new_file(path, b"content")
    assert list(tmp_path.iterdir()) == []
    assert write_new_file(path, b"content")
    assert path.read_bytes() == b"content"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "帳票.xlsx"
    path.write_bytes(b"mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    for each in (path, tmp_path / "folder", tmp_path / "link"):
        assert not write_new_file(each, b"other")
    assert path.read_bytes() == b"mine"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder", "link", "帳票.xlsx"]


def test_a_name_taken_while_a_new_file_is_written_stays_with_who_took_it(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    path = tmp_path / "帳票.xlsx"
    sync = os.fsync

    def taken_meanwhile(descriptor: int) -> None:
        path.write_bytes(b"theirs")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", taken_meanwhile)
    assert not write_new_file(path, b"ours")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]
