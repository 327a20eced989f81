"""Back to an earlier state, to the byte; and back again from there."""

from __future__ import annotations

import errno
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from data import storage
from data.edits import AnswerMeasure
from data.generations import Generations
from data.problems import EngagementFileError
from data.restoring import restore, take_out
from data.session import Session
from data.timeline import (
    AFTER_UNREADABLE,
    DAMAGED,
    OLDEST,
    UNREADABLE,
    Moment,
    local_time,
    moments,
    with_number,
)
from tests.data.mirrored import Mirrored

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
FIRST = "# 手書き\r\nformat=1\r\n".encode()
SECOND = b"format = 1\n[measures.1]\nstatus = 1\n"
THIRD = b"format = 1\n[measures.1]\nstatus = 2\n[measures.2]\nstatus = 2\n"
BROKEN = b"format = 1\nthreats = 3\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "聞き取り の フォルダ"
    folder.mkdir()
    path = folder / "会社.toml"
    for day, content in enumerate((FIRST, SECOND)):
        Generations(path).keep(content, NOON + timedelta(days=day))
    path.write_bytes(THIRD)
    return path


def _told(found: list[Moment]) -> list[tuple[int | None, str]]:
    return [(each.generation.number if each.generation else None, each.said) for each in found]


def test_a_state_comes_back_to_the_byte_and_the_present_one_is_kept(path: Path) -> None:
    restored = restore(path, 1)
    assert path.read_bytes() == FIRST
    assert restored.generation.number == 1
    assert restored.before
    assert restored.before.number == 3
    # Restoring is undone by restoring.
    again = restore(path, 3)
    assert path.read_bytes() == THIRD
    assert again.before
    assert Generations(path).content(again.before) == FIRST


def test_what_is_there_already_is_left_alone(path: Path) -> None:
    path.write_bytes(SECOND)
    assert restore(path, 2).is_same
    assert len(Generations(path).all()) == 2


def test_a_deleted_file_is_made_again(path: Path) -> None:
    path.unlink()
    restored = restore(path, 2)
    assert (restored.before, restored.is_same) == (None, False)
    assert path.read_bytes() == SECOND
    assert storage.WINDOWS or path.stat().st_mode & 0o777 == 0o600


def test_a_broken_file_is_kept_as_it_is_before_it_is_replaced(path: Path) -> None:
    path.write_bytes(BROKEN)
    restored = restore(path, 2)
    assert restored.before
    assert Generations(path).content(restored.before) == BROKEN


def test_an_open_file_is_not_touched(path: Path) -> None:
    session = Session.open(path)
    with pytest.raises(EngagementFileError, match="別の画面"):
        restore(path, 1)
    assert path.read_bytes() == THIRD
    assert session.close()
    restore(path, 1)
    assert path.read_bytes() == FIRST


def test_the_file_is_free_again_whatever_happened(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    for place in ("data.generations.write_file", "data.restoring.write_file"):
        with monkeypatch.context() as patch:
            patch.setattr(place, full)
            with pytest.raises(OSError, match="No space"):
                restore(path, 1)
        assert path.read_bytes() == THIRD
        assert Session.open(path).close()


@pytest.mark.parametrize("number", [0, 3, -1, 10**30])
def test_a_number_that_is_none(path: Path, number: int) -> None:
    with pytest.raises(EngagementFileError, match="番の状態はありません"):
        restore(path, number)
    assert path.read_bytes() == THIRD


def test_a_damaged_state_is_not_brought_back(path: Path) -> None:
    damaged = Generations(path).all()[0].path
    damaged.write_bytes(damaged.read_bytes()[:-3])
    for bring_back in (lambda: restore(path, 1), lambda: take_out(path, 1, path.parent / "b")):
        with pytest.raises(EngagementFileError, match="壊れて"):
            bring_back()
    assert path.read_bytes() == THIRD
    assert not (path.parent / "b").exists()


def test_a_state_can_be_taken_out_while_the_file_is_open(path: Path) -> None:
    session = Session.open(path)
    target = path.parent / "新しいフォルダ" / "控え.toml"
    take_out(path, 2, target)
    assert target.read_bytes() == SECOND
    assert path.read_bytes() == THIRD
    with pytest.raises(EngagementFileError, match="すでにあります"):
        take_out(path, 1, target)
    assert target.read_bytes() == SECOND
    assert session.close()


@pytest.mark.skipif(storage.WINDOWS, reason="links need a privilege on Windows")
def test_a_link_is_followed_to_the_states_of_its_file(path: Path) -> None:
    link = path.parent.parent / "link.toml"
    link.symlink_to(path)
    restore(link, 1)
    assert link.is_symlink()
    assert path.read_bytes() == FIRST


def test_wrapped_files_are_restored_wrapped(tmp_path: Path) -> None:
    path, mirrored = tmp_path / "a.toml", Mirrored()
    Generations(path, mirrored).keep(FIRST, NOON)
    path.write_bytes(mirrored.wrap(SECOND))
    restored = restore(path, 1, mirrored)
    assert mirrored.unwrap(path.read_bytes()) == FIRST
    assert restored.before
    assert Generations(path, mirrored).content(restored.before) == SECOND


# --- The list ---


def test_the_states_are_told_newest_first_with_what_changed(path: Path) -> None:
    found = moments(Generations(path), THIRD)
    assert _told(found) == [(None, "対策 2問"), (2, "対策 1問"), (1, OLDEST)]
    assert [each.is_present for each in found] == [True, False, False]
    assert found[0].changes
    assert found[0].changes.counts == {"measures": 2}


def test_the_present_state_is_not_told_twice(path: Path) -> None:
    found = moments(Generations(path), SECOND)
    assert _told(found) == [(2, "対策 1問"), (1, OLDEST)]
    assert [each.is_present for each in found] == [True, False]
    assert _told(moments(Generations(path), None)) == _told(found)


def test_damaged_and_unreadable_states_are_told_as_such(path: Path) -> None:
    kept = Generations(path)
    for day, content in enumerate((BROKEN, SECOND, THIRD), start=2):
        kept.keep(content, NOON + timedelta(days=day))
    kept.all()[4].path.write_bytes(b"")
    found = moments(kept, FIRST)
    assert _told(found) == [
        (None, AFTER_UNREADABLE),
        (5, DAMAGED),
        (4, AFTER_UNREADABLE),
        (3, UNREADABLE),
        (2, "対策 1問"),
        (1, OLDEST),
    ]
    assert [each.is_damaged for each in found].count(True) == 1


def test_without_states_the_present_is_all(tmp_path: Path) -> None:
    assert _told(moments(Generations(tmp_path / "a.toml"), FIRST)) == [(None, OLDEST)]
    assert moments(Generations(tmp_path / "a.toml"), None) == []


def test_of_two_states_with_one_number_the_newer_is_meant(path: Path) -> None:
    kept = Generations(path)
    copy = kept.all()[1].path
    copy.with_name("000001-20301121T120000Z.generation").write_bytes(copy.read_bytes())
    meant = with_number(kept.all(), 1)
    assert meant
    assert kept.content(meant) == SECOND


@pytest.mark.parametrize("year", [1, 1970, 2026, 9999])
def test_any_time_can_be_told(year: int) -> None:
    assert f"{local_time(datetime(year, 1, 1, tzinfo=UTC)):%H:%M}"


def test_undo_in_the_interview_knows_nothing_of_a_restored_file(path: Path) -> None:
    """The journal is of another content."""
    session = Session.open(path)
    session.apply(AnswerMeasure(5, 1))
    assert session.close()
    restore(path, 1)
    again = Session.open(path)
    assert again.undo() is None
    assert again.close()
