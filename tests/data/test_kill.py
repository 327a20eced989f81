"""A process killed at any moment leaves a file that opens and holds what it acknowledged."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data.edits import AnswerMeasure
from data.session import Session, load_engagement

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample.toml"

# Edits without end, each acknowledged only once the session's saver says it is on disk.
WORKER = """
import sys
from pathlib import Path
from data.edits import SetField, WriteNote, Place
from data.session import Session

session = Session.open(Path(sys.argv[1]))
count = 0
while True:
    count += 1
    session.apply(WriteNote(Place("assets", session.record.assets[0].id), "控え" * (count % 500)))
    session.apply(SetField("firm", "employees", count))
    assert session._autosave.wait(60)
    print(count, flush=True)
"""


def _killed_after(path: Path, seconds: float) -> int:
    """The last edit that the worker acknowledged before it was killed."""
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with worker:
        assert worker.stdout is not None
        first = worker.stdout.readline()
        time.sleep(seconds)
        worker.kill()  # SIGKILL; on Windows TerminateProcess
        rest, errors = worker.communicate()
    assert first, errors
    whole_lines = (first + rest).rpartition("\n")[0].split()
    return int(whole_lines[-1])


@pytest.mark.parametrize("seed", range(6))
def test_killed_process_loses_nothing_acknowledged(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "会社.toml"
    path.write_bytes(SAMPLE.read_bytes())
    acknowledged = _killed_after(path, random.Random(seed).uniform(0, 0.25))
    record = load_engagement(path)
    assert record.firm.employees in {acknowledged, acknowledged + 1}
    assert len(record.assets) == len(load_engagement(SAMPLE).assets)


def test_killed_process_does_not_keep_the_file_from_the_next(tmp_path: Path) -> None:
    path = tmp_path / "会社.toml"
    path.write_bytes(SAMPLE.read_bytes())
    _killed_after(path, 0)
    session = Session.open(path)
    session.apply(AnswerMeasure(1, None))
    assert session.close()
    assert load_engagement(path) == session.record
