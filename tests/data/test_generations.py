"""Earlier states beside the file: exact, in order, bounded, and no prey to what else lies there."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import generations as generations_module
from data import storage
from data.generations import DamagedGenerationError, Generation, Generations, history_folder
from data.thinning import MOST
from data.wrapping import OPEN
from tests.data.mirrored import Mirrored

posix_only = pytest.mark.skipif(storage.WINDOWS, reason="POSIX permissions")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of states: nothing is forced to the disk."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "聞き取り の フォルダ"
    folder.mkdir()
    return folder / "株式会社 みほん.toml"


@pytest.fixture
def kept(path: Path) -> Generations:
    return Generations(path)


def _contents(generations: Generations) -> list[bytes]:
    return [generations.content(each) for each in generations.all()]


def _at(day: int) -> datetime:
    return NOON + day * DAY


def test_nothing_is_made_before_something_is_kept(kept: Generations) -> None:
    assert kept.all() == []
    assert not kept.folder.exists()


@given(content=st.binary(max_size=300))
def test_any_content_comes_back_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.toml"
    for wrapping in (OPEN, Mirrored()):
        generations = Generations(path, wrapping)
        assert generations.content(generations.keep(content + b"\r\n", NOON)) == content + b"\r\n"


def test_states_are_numbered_and_bear_the_time_in_utc(kept: Generations) -> None:
    japan = datetime.fromisoformat("2026-11-20T21:00:05.4+09:00")
    kept.keep(b"one", japan)
    kept.keep(b"two", _at(1))
    assert [(each.number, each.taken) for each in kept.all()] == [
        (1, NOON + timedelta(seconds=5)),
        (2, _at(1)),
    ]
    assert _contents(kept) == [b"one", b"two"]
    assert kept.folder == kept.folder.parent / ".株式会社 みほん.toml.history"
    # No colon: Windows takes none in a name.
    assert sorted(each.name for each in kept.folder.iterdir()) == [
        "000001-20261120T120005Z.generation",
        "000002-20261121T120000Z.generation",
    ]


def test_what_the_newest_holds_is_not_kept_twice(kept: Generations) -> None:
    first = kept.keep(b"one", NOON)
    assert kept.keep(b"one", _at(1)) == first
    kept.keep(b"two", _at(2))
    kept.keep(b"one", _at(3))
    assert _contents(kept) == [b"one", b"two", b"one"]


def test_a_clock_set_back_changes_neither_the_order_nor_loses_the_newest(
    kept: Generations,
) -> None:
    times = [_at(0), _at(400), _at(-9000), _at(1)]
    for number, time in enumerate(times):
        kept.keep(b"%d" % number, time)
    assert _contents(kept) == [b"0", b"1", b"2", b"3"]


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from([b"a", b"b", b"c"]), st.datetimes(timezones=st.just(UTC))),
        min_size=1,
        max_size=30,
    )
)
def test_whatever_the_clock_says_the_last_two_states_are_there_in_order(
    tmp_path_factory: pytest.TempPathFactory, given_states: list[tuple[bytes, datetime]]
) -> None:
    generations = Generations(tmp_path_factory.mktemp("clock") / "a.toml")
    different: list[bytes] = []
    for content, time in given_states:
        generations.keep(content, time)
        if different[-1:] != [content]:
            different.append(content)
    found = generations.all()
    numbers = [each.number for each in found]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] == len(different)
    assert [different[number - 1] for number in numbers] == _contents(generations)
    assert _contents(generations)[-2:] == different[-2:]


def test_old_states_are_thinned_as_new_ones_come(kept: Generations) -> None:
    for day in range(150):
        kept.keep(b"%d" % day, _at(day))
    found = kept.all()
    assert found[-1].number == 150
    assert 30 < len(found) < 60
    assert _contents(kept)[-3:] == [b"147", b"148", b"149"]


def test_their_number_is_bounded(kept: Generations) -> None:
    for hour in range(2 * MOST):
        kept.keep(b"%d" % hour, NOON + hour * timedelta(hours=2000))
    assert len(kept.all()) == MOST


def test_their_size_is_bounded_but_for_the_newest_two(
    kept: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.thinning.MOST_BYTES", 10_000)
    for day in range(9):
        kept.keep(os.urandom(4_000), _at(day))
    assert [each.number for each in kept.all()] == [8, 9]


def test_strangers_in_the_folder_are_neither_read_nor_deleted(kept: Generations) -> None:
    kept.keep(b"one", NOON)
    strangers = [
        "メモ.txt",
        "000009-20261120T120000Z.generation.bak",
        "000009-20269999T120000Z.generation",
        "9-20261120T120000Z.generation",
        ".000009-x.tmp",
        "undo.journal",
    ]
    for name in strangers:
        (kept.folder / name).write_bytes(b"mine")
    (kept.folder / "000001-20261120T120000Z (1).generation").mkdir()
    for day in range(1, 200):
        kept.keep(b"%d" % day, _at(day))
    assert all((kept.folder / name).read_bytes() == b"mine" for name in strangers)
    assert kept.all()[-1].number == 200


def test_what_a_killed_process_left_goes_with_the_next_state(kept: Generations) -> None:
    kept.keep(b"one", NOON)
    left = kept.folder / ".000002-20261121T120000Z.generation.4711.tmp"
    left.write_bytes(b"half")
    assert len(kept.all()) == 1
    kept.keep(b"two", _at(1))
    assert not left.exists()


@pytest.mark.parametrize("keep", [0, 1, 10, -1])
def test_a_truncated_state_is_told_and_the_others_remain(kept: Generations, keep: int) -> None:
    damaged = kept.keep(b"one" * 100, NOON)
    damaged.path.write_bytes(damaged.path.read_bytes()[:keep])
    with pytest.raises(DamagedGenerationError):
        kept.content(damaged)
    # The newest is damaged: the same content is kept once more.
    whole = kept.keep(b"one" * 100, _at(1))
    assert (whole.number, kept.content(whole)) == (2, b"one" * 100)


def test_every_flipped_byte_is_noticed(kept: Generations) -> None:
    generation = kept.keep("株式会社みほん".encode() * 3, NOON)
    whole = generation.path.read_bytes()
    for at in range(len(whole)):
        generation.path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            assert kept.content(generation) == "株式会社みほん".encode() * 3
        except DamagedGenerationError:
            continue


def test_a_state_that_would_fill_the_memory_is_refused(
    kept: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation = kept.keep(bytes(5_000), NOON)
    monkeypatch.setattr(generations_module, "LARGEST_CONTENT", 4_999)
    with pytest.raises(DamagedGenerationError):
        kept.content(generation)


def test_wrapped_states_show_nothing_and_need_their_wrapping(path: Path) -> None:
    content = os.urandom(50).hex().encode()
    mirrored = Generations(path, Mirrored())
    (generation,) = (mirrored.keep(content, NOON),)
    assert generation.path.read_bytes().startswith(b"|")
    assert mirrored.content(generation) == content
    with pytest.raises(DamagedGenerationError):
        Generations(path).content(generation)


def test_all_states_can_be_put_into_another_wrapping(path: Path) -> None:
    generations = Generations(path)
    made = [generations.keep(content, NOON) for content in (b"one", b"two", b"three")]
    made[1].path.write_bytes(b"damaged")
    assert generations.wrap_anew(Mirrored()) == [made[1].path]
    assert made[1].path.read_bytes() == b"damaged"
    mirrored = Generations(path, Mirrored())
    assert mirrored.content(mirrored.all()[0]) == b"one"
    assert mirrored.content(mirrored.all()[2]) == b"three"


@posix_only
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o177, 0o777])
def test_all_is_for_the_owner_only_whatever_the_umask(kept: Generations, umask: int) -> None:
    old = os.umask(umask)
    try:
        generation = kept.keep(b"one", NOON)
    finally:
        os.umask(old)
    assert kept.folder.stat().st_mode & 0o777 == 0o700
    assert generation.path.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_listed_is_an_error(kept: Generations) -> None:
    kept.folder.write_bytes(b"a file of this name")
    with pytest.raises(OSError, match="directory"):
        kept.all()
    with pytest.raises(OSError, match="directory"):
        kept.keep(b"one", NOON)


def test_a_full_disk_leaves_the_states_as_they_were(
    kept: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.keep(b"one", NOON)
    before = sorted(kept.folder.iterdir())

    def full(*_: object) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            kept.keep(b"two", _at(1))
    assert sorted(kept.folder.iterdir()) == before
    assert _contents(kept) == [b"one"]


def test_one_that_cannot_be_deleted_goes_the_next_time(
    kept: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_use(_: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr("data.thinning.MOST", 3)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", in_use)
        for day in range(5):
            kept.keep(b"%d" % day, _at(day))
    assert len(kept.all()) == 5
    kept.keep(b"last", _at(6))
    assert [each.number for each in kept.all()] == [4, 5, 6]


def test_windows_hides_the_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden: list[tuple[str, int]] = []

    class Kernel32:
        def SetFileAttributesW(self, name: str, flags: int) -> int:  # noqa: N802 -- as Windows calls it
            hidden.append((name, flags))
            return 1

    class Windll:
        kernel32 = Kernel32()

    monkeypatch.setattr(storage, "WINDOWS", True)
    monkeypatch.setattr("ctypes.windll", Windll(), raising=False)
    Generations(path).keep(b"one", NOON)
    Generations(path).keep(b"two", _at(1))
    assert hidden == [(str(history_folder(path)), 2)]


def test_a_state_gone_meanwhile_is_passed_over(kept: Generations) -> None:
    made: list[Generation] = [kept.keep(b"%d" % day, _at(day)) for day in range(3)]
    made[1].path.unlink()
    assert kept.all() == [made[0], made[2]]
