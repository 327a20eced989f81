"""Two processes on one file, round after round: one of them writes at a time, nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from data.engagement_file import load_engagement
from data.generations import history_folder
from data.record import Engagement
from data.session import Session

ROOT = Path(__file__).parents[2]
ROUNDS = 200

# Opens the engagement again and again; whoever gets it adds its own asset, and says so only when
# it is on disk. With the third argument the system knows no locks, as on some shares.
WORKER = """
import sys, time
from pathlib import Path

import filelock
from data.generations import history_folder
from data.record import Asset
from data.row_edits import AddRow
from data.session import Session

path, name, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
if sys.argv[4] == "no locks":
    def unknown(*_, **__):
        raise OSError(37, "No locks available")
    filelock.FileLock.acquire = unknown

done = 0
while done < rounds:
    session = Session.open_or_view(path)
    if session.may_write:
        row = Asset(f"{name}{done:03}", name="名簿")
        assert session.apply(AddRow(row))
        assert session.wait_saved(60)
        assert session.beside is None
        done += 1
        print(row.id, flush=True)
    assert session.close()
    time.sleep(0.001 if session.view_message else 0)
"""


@pytest.mark.parametrize("locks", ["locks", "no locks"])
def test_two_processes_lose_nothing(tmp_path: Path, locks: str) -> None:
    path = tmp_path / "会社.toml"
    assert Session.create(path, Engagement()).close()
    each = ROUNDS // 2 if locks == "locks" else 10
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(path), name, str(each), locks],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in "AB"
    ]
    told: set[str] = set()
    for worker in workers:
        said, errors = worker.communicate(timeout=300)
        assert (worker.returncode, errors) == (0, "")
        told |= set(said.split())
    assert len(told) == 2 * each
    assert {asset.id for asset in load_engagement(path).assets} == told
    assert {*tmp_path.iterdir()} - {history_folder(path)} == {path}
