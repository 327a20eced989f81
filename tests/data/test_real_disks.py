"""Disks that are full, folders that are read-only, masks of every kind: not simulated."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import storage
from data.engagement_file import load_engagement
from data.generations import history_folder
from data.preferences import change_preferences
from data.record import Engagement
from data.session import Session
from data.storage import make_folder, write_file

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(storage.WINDOWS, reason="limits, users and masks of POSIX")

# Works in a session, and prints what it says of saving, a line for each attempt; the code that
# comes in as an argument takes the disk away and gives it back.
WORKER = """
import os, resource, signal, sys, time
from pathlib import Path
from data import autosave
from data.edits import WriteNote
from data.place import Place
from data.session import Session

autosave.FIRST_PAUSE = 0.01
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
session = Session.open(path)
before = path.read_bytes()
exec(sys.argv[2])
session.apply(WriteNote(Place("measures", "1"), "控え" * 2000))
assert not session.wait_saved(60)
print(session.save_message, flush=True)
assert not path.exists() or path.read_bytes() == before
exec(sys.argv[3])
while session.save_state != "saved":
    time.sleep(0.01)
print(session.save_message, flush=True)
assert session.close()
"""


def worked(path: Path, take: str, give: str) -> list[str]:
    """What was said while the disk was taken away and given back."""
    done = subprocess.run(
        [sys.executable, "-c", WORKER, str(path), take, give],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Documents and 書類" / "会社.toml"
    assert Session.create(path, Engagement()).close()
    return path


def refused_then_saved(said: list[str], why: str, path: Path) -> None:
    assert said == [
        f"保存できません：{why}",
        "保存できるようになりました。ここまでの答えは、すべて保存してあります",
    ]
    assert load_engagement(path).measures[1].note == "控え" * 2000
    left = {each.name for each in path.parent.iterdir()} - {history_folder(path).name}
    assert left == {"会社.toml"}


def test_a_file_that_may_not_grow(path: Path) -> None:
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, ({}, resource.RLIM_INFINITY))"
    said = worked(path, limit.format(4000), limit.format("resource.RLIM_INFINITY"))
    assert said[0].startswith("保存できません：")
    refused_then_saved(said, said[0].removeprefix("保存できません："), path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KB, where the machine permits one."""
    folder = tmp_path / "小さなディスク"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    path = small_disk / "会社.toml"
    assert Session.create(path, Engagement()).close()
    filler = path.with_name("filler")
    fill = f"Path({str(filler)!r}).write_bytes(bytes(52_000))"
    said = worked(path, fill, f"Path({str(filler)!r}).unlink()")
    refused_then_saved(said, "空き容量が足りません", path)


NOBODY = 65534


def test_a_folder_that_became_read_only(path: Path, tmp_path: Path) -> None:
    """Modes mean nothing to the administrator, so that one becomes somebody else for a while."""
    take, give = "path.parent.chmod(0o500)", "path.parent.chmod(0o700)"
    if os.geteuid() == 0:
        take, give = f"{take}; os.seteuid({NOBODY})", f"os.seteuid(0); {give}"
        os.chown(path.parent, NOBODY, NOBODY)
        os.chown(path, NOBODY, NOBODY)
        # The folders of pytest are for the user alone who runs it.
        for folder in (tmp_path, *tmp_path.parents[:3]):
            folder.chmod(folder.stat().st_mode | 0o011)
    said = worked(path, take, give)
    refused_then_saved(said, "書く権限がないか、ほかのプログラムで開いています", path)


def test_a_folder_that_was_away(path: Path) -> None:
    away = "Path(path.parent).rename(path.parent.parent / 'away')"
    back = "(path.parent.parent / 'away').rename(path.parent)"
    said = worked(path, away, back)
    refused_then_saved(said, "保存先が見つかりません（USBメモリなど）", path)


@pytest.mark.parametrize("mask", [0o000, 0o077, 0o777])
def test_everything_written_is_for_its_owner_alone(
    tmp_path: Path, mask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "新しい フォルダ" / "kikitori"
    monkeypatch.setenv("KIKITORI_HOME", str(home))
    old = os.umask(mask)
    try:
        session = Session.create(home / "a" / "会社.toml", Engagement())
        modes = _modes(tmp_path)
        assert ".会社.toml.owner" in {path.name for path in modes}
        session.path.write_bytes(b"elsewhere")
        session.save_again()
        assert session.wait_saved(10)
        session.overwrite()
        assert session.wait_saved(10)
        assert session.rescue()
        change_preferences(theme="monochrome")
        modes |= _modes(tmp_path)
        assert session.close()
        make_folder(tmp_path / "x" / "y")
        write_file(tmp_path / "x" / "y" / "z", b"")
        modes |= _modes(tmp_path)
    finally:
        os.umask(old)
    wrong = {path: oct(mode) for path, mode in modes.items() if mode != _wanted(path)}
    assert wrong == {}
    assert len(modes) > 10


def _modes(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mode & 0o777 for path in folder.rglob("*")}


def _wanted(path: Path) -> int:
    return 0o700 if path.is_dir() else 0o600
