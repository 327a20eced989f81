"""A process killed at any moment leaves a file that opens and holds what it acknowledged."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data.edits import AnswerMeasure
from data.engagement_file import load_engagement
from data.generations import Generations, history_folder
from data.session import Session

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample.toml"

# Edits without end, each acknowledged only once the session's saver says it is on disk.
# With a second argument the process kills itself when it touches the folder that many times.
WORKER = """
import os, signal, sys
from pathlib import Path
from data.edits import SetField, WriteNote
from data.place import Place
from data.session import Session

path = Path(sys.argv[1])
session = Session.open(path)
left = int(sys.argv[2]) if len(sys.argv) > 2 else 0

def die_in_time(event, arguments):
    global left
    if left and event.split(".")[0] in ("open", "os") and str(path.parent) in str(arguments):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

sys.addaudithook(die_in_time)
count = 0
while True:
    count += 1
    session.apply(WriteNote(Place("assets", session.record.assets[0].id), "控え" * (count % 500)))
    session.apply(SetField("firm", "employees", count))
    assert session.wait_saved(60)
    print(count, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "会社.toml"
    path.write_bytes(SAMPLE.read_bytes())
    return path


def _worker(path: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(path), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _killed_after(path: Path, seconds: float) -> int:
    """The last edit that the worker acknowledged before it was killed."""
    with _worker(path) as worker:
        assert worker.stdout is not None
        first = worker.stdout.readline()
        time.sleep(seconds)
        worker.kill()  # SIGKILL; on Windows TerminateProcess
        rest, errors = worker.communicate()
    assert first, errors
    return _last(first + rest)


def _last(said: str) -> int:
    whole_lines = said.rpartition("\n")[0].split()
    return int(whole_lines[-1]) if whole_lines else 0


def _holds(path: Path, acknowledged: int) -> None:
    sample = load_engagement(SAMPLE)
    record = load_engagement(path)
    assert record.firm.employees in {
        acknowledged or sample.firm.employees,
        acknowledged + 1,
    }
    assert record.assets[1:] == sample.assets[1:]
    assert record.measures == sample.measures


def _past_is_whole(path: Path, acknowledged: int) -> None:
    """Undo goes on, every state kept can be read, and new ones can be kept."""
    with_undo = Session.open(path)
    before = with_undo.record
    undone = with_undo.undo()
    assert bool(undone) or not acknowledged
    assert not undone or with_undo.redo()
    assert with_undo.record == before
    with_undo.apply(AnswerMeasure(1, 4))
    assert with_undo.close()
    kept = Generations(path)
    states = [kept.content(each) for each in kept.all()]
    # The first is kept when the first save is done, before the next begins.
    assert states[0] == SAMPLE.read_bytes() or acknowledged < 2
    assert states[-1] == path.read_bytes()
    assert not list(history_folder(path).glob(".*.tmp"))


@pytest.mark.parametrize("seed", range(4))
def test_killed_process_loses_nothing_acknowledged(path: Path, seed: int) -> None:
    acknowledged = _killed_after(path, random.Random(seed).uniform(0, 0.25))
    assert acknowledged > 0
    _holds(path, acknowledged)
    _past_is_whole(path, acknowledged)


@pytest.mark.parametrize("touches", range(1, 26))
def test_process_that_dies_at_any_step_of_a_save_loses_nothing(path: Path, touches: int) -> None:
    with _worker(path, str(touches)) as worker:
        said, errors = worker.communicate(timeout=60)
    assert worker.returncode != 0
    assert errors == ""
    _holds(path, _last(said))
    _past_is_whole(path, _last(said))


def test_killed_process_does_not_keep_the_file_from_the_next(path: Path) -> None:
    _killed_after(path, 0)
    session = Session.open(path)
    session.apply(AnswerMeasure(1, None))
    assert session.close()
    assert load_engagement(path) == session.record
